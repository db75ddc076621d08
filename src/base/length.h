/* Lengths. RectoLength is the only unit outside output/: 1/1024 of a point (1/72 inch), which is also Pango's unit.
 * Sums are therefore exact and the same on every machine. Coordinates grow rightwards and downwards. Floating-point
 * numbers are used only in output/ and in chart calculations. */
#pragma once

#include <glib.h>

typedef gint32 RectoLength;

#define RECTO_POINT      1024
#define RECTO_PT(points) ((RectoLength)((points)*RECTO_POINT))
#define RECTO_LENGTH_MAX (G_MAXINT32 / 2)
