#include "style/style.h"

#include <math.h>

static double channel(guint8 value)
{
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* Relative luminance, WCAG 2.1. */
static double luminance(RectoColour colour)
{
    return 0.2126 * channel(colour.r) + 0.7152 * channel(colour.g) + 0.0722 * channel(colour.b);
}

int recto_contrast(RectoColour one, RectoColour other)
{
    double a = luminance(one), b = luminance(other);
    return (int)floor(100 * (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05));
}
