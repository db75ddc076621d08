/* Lengths. One unit everywhere before output/: RectoLength, 1/1024 of a point (1/72 inch), which is Pango's unit too,
 * so that sums are exact and the same on every machine. Coordinates grow rightwards and downwards. Doubles live only
 * in output/ and in chart arithmetic. */
#pragma once

#include <glib.h>

typedef gint32 RectoLength;

#define RECTO_POINT      1024
#define RECTO_PT(points) ((RectoLength)((points)*RECTO_POINT))
#define RECTO_LENGTH_MAX (G_MAXINT32 / 2)
