/* Colours in style files and on pages: sRGB with 8 bits per channel, or none (nothing is painted); and their values in
 * printing inks. */
#pragma once

#include <glib.h>

typedef struct {
    gboolean none;
    guint8 r, g, b;
} RectoColour;

/* Colour of printer's marks, which appear on every separation in print. No style can choose it. */
#define RECTO_COLOUR_REGISTRATION ((RectoColour){FALSE, 1, 2, 3})

enum { RECTO_CYAN, RECTO_MAGENTA, RECTO_YELLOW, RECTO_BLACK, RECTO_N_INKS };

/* Amounts of the four process inks, per mille. */
typedef struct {
    gboolean given; /* FALSE: the style does not give the inks; they are computed */
    guint16 ink[RECTO_N_INKS];
} RectoCmyk;
