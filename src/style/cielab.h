/* CIELAB, white point D65: colours by how light and how far apart they look. */
#pragma once

#include "base/colour.h"

typedef struct {
    double lightness, a, b;
} RectoLab;

RectoLab recto_lab(RectoColour colour);

/* As seen by an eye that turns linear red, green and blue into others by the matrix (rows first). */
RectoLab recto_lab_seen(RectoColour colour, const double matrix[9]);

/* Converts to sRGB. Channels outside the range of sRGB are clipped. */
RectoColour recto_lab_colour(RectoLab lab);
