/* A colour as style files give it and pages carry it: sRGB, 8 bits a channel, or none (nothing is painted). And what
 * printing inks make of one. */
#pragma once

#include <glib.h>

typedef struct {
    gboolean none;
    guint8 r, g, b;
} RectoColour;

/* Marks of production: in print they stand on every separation. No colour that anybody chooses. */
#define RECTO_COLOUR_REGISTRATION ((RectoColour){FALSE, 1, 2, 3})

enum { RECTO_CYAN, RECTO_MAGENTA, RECTO_YELLOW, RECTO_BLACK, RECTO_N_INKS };

/* Shares of the four process inks, per mille. */
typedef struct {
    gboolean given; /* FALSE: nobody said it, it is to be found */
    guint16 ink[RECTO_N_INKS];
} RectoCmyk;
