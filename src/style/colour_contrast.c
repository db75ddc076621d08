/* Contrast of colours (WCAG 2.1), conversion to CIELAB and back, and mixing and darkening. */
#include "style/style.h"

#include "style/cielab.h"

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

static double lab_of_xyz(double part)
{
    return part > 216.0 / 24389 ? cbrt(part) : (24389.0 / 27 * part + 16) / 116;
}

static double xyz_of_lab(double part)
{
    return part * part * part > 216.0 / 24389 ? part * part * part : (116 * part - 16) * 27 / 24389;
}

RectoLab recto_lab_seen(RectoColour colour, const double matrix[9])
{
    double seen[3], red = channel(colour.r), green = channel(colour.g), blue = channel(colour.b);
    for (guint i = 0; i < 3; i++)
        seen[i] = CLAMP(matrix[3 * i] * red + matrix[3 * i + 1] * green + matrix[3 * i + 2] * blue, 0, 1);
    double x = lab_of_xyz((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    double y = lab_of_xyz(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    double z = lab_of_xyz((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    return (RectoLab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

RectoLab recto_lab(RectoColour colour)
{
    static const double same[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    return recto_lab_seen(colour, same);
}

static guint8 to_channel(double part)
{
    part = CLAMP(part, 0, 1);
    double value = part <= 0.0031308 ? 12.92 * part : 1.055 * pow(part, 1 / 2.4) - 0.055;
    return (guint8)lround(255 * value);
}

RectoColour recto_lab_colour(RectoLab lab)
{
    double fy = (lab.lightness + 16) / 116;
    double x = 0.95047 * xyz_of_lab(fy + lab.a / 500), y = xyz_of_lab(fy), z = 1.08883 * xyz_of_lab(fy - lab.b / 200);
    return (RectoColour){FALSE, to_channel(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
                         to_channel(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
                         to_channel(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)};
}

RectoColour recto_colour_mix(RectoColour one, RectoColour other, int share)
{
    const int from[] = {one.r, one.g, one.b}, to[] = {other.r, other.g, other.b};
    guint8 mixed[3];
    for (guint i = 0; i < 3; i++)
        mixed[i] =
            (guint8)(from[i] + ((to[i] - from[i]) * CLAMP(share, 0, 1000) + (to[i] > from[i] ? 500 : -500)) / 1000);
    return (RectoColour){one.none || other.none, mixed[0], mixed[1], mixed[2]};
}

RectoColour recto_colour_darken(RectoColour colour, RectoColour ground, int ratio)
{
    RectoLab lab = recto_lab(colour);
    while (recto_contrast(colour, ground) < ratio && lab.lightness > 0) {
        lab.lightness = MAX(lab.lightness - 1, 0);
        colour = recto_lab_colour(lab);
    }
    return colour;
}

RectoColour recto_colour_passing(RectoColour colour, RectoColour ground, int ratio)
{
    RectoLab start = recto_lab(colour);
    for (int step = 1; step <= 100; step++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            RectoLab lab = start;
            lab.lightness = CLAMP(lab.lightness + sign * step, 0, 100);
            RectoColour tried = recto_lab_colour(lab);
            if (recto_contrast(tried, ground) >= ratio)
                return tried;
        }
    }
    return colour;
}
