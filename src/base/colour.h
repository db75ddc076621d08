/* A colour as style files give it and pages carry it: sRGB, 8 bits a channel, or none (nothing is painted). */
#pragma once

#include <glib.h>

typedef struct {
    gboolean none;
    guint8 r, g, b;
} RectoColour;
