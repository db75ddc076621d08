/* Measures the distance of chart colours, and adjusts a colour until it differs from the others. */
#include "style/palette.h"

#include "style/cielab.h"

#include <math.h>

/* Minimum distances in CIELAB: in lightness (for greyscale), in colour, and between emphasised data and their
 * context. */
#define GREY_APART    6.0
#define COLOUR_APART  12.0
#define CONTEXT_APART 20.0
/* Lighter ones vanish on paper, darker ones are all black. */
#define DARKEST  12.0
#define LIGHTEST 95.0

static double distance(RectoColour one, RectoColour other, const double matrix[9])
{
    RectoLab a = recto_lab_seen(one, matrix), b = recto_lab_seen(other, matrix);
    double lightness = a.lightness - b.lightness, red = a.a - b.a, blue = a.b - b.b;
    return sqrt(lightness * lightness + red * red + blue * blue);
}

static double grey_distance(RectoColour one, RectoColour other)
{
    return fabs(recto_lab(one).lightness - recto_lab(other).lightness);
}

const char *recto_colours_near(RectoColour one, RectoColour other)
{
    static const struct {
        const char *words;
        double matrix[9];
    } eyes[] = {
        {"in full colour", {1, 0, 0, 0, 1, 0, 0, 0, 1}},
        {"without red vision",
         {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998}},
        {"without green vision",
         {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881}},
    };
    if (one.none || other.none)
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(eyes); i++)
        if (distance(one, other, eyes[i].matrix) <= COLOUR_APART)
            return eyes[i].words;
    return grey_distance(one, other) <= GREY_APART ? "in grey" : NULL;
}

static gboolean is_apart(RectoColour colour, const RectoColour *others, guint n_others)
{
    for (guint i = 0; i < n_others; i++)
        if (recto_colours_near(colour, others[i]))
            return FALSE;
    return TRUE;
}

gboolean recto_colour_apart(RectoColour colour, const RectoColour *others, guint n_others, RectoColour *ret_colour)
{
    for (int step = 0; step <= 200; step++) {
        RectoLab lab = recto_lab(colour);
        lab.lightness += (step & 1 ? 1 : -1) * (step + 1) / 2;
        if (lab.lightness < DARKEST || lab.lightness > LIGHTEST)
            continue;
        *ret_colour = recto_lab_colour(lab);
        if (is_apart(*ret_colour, others, n_others))
            return TRUE;
    }
    return FALSE;
}

gboolean recto_context_is_apart(RectoColour context, RectoColour accent)
{
    return context.none || accent.none || grey_distance(context, accent) > CONTEXT_APART;
}

RectoColour recto_context_beside(RectoColour context, RectoColour accent)
{
    for (int step = 0; step <= 200; step++) {
        RectoLab lab = recto_lab(context);
        lab.lightness += (step & 1 ? 1 : -1) * (step + 1) / 2;
        RectoColour tried = recto_lab_colour(lab);
        if (lab.lightness >= DARKEST && lab.lightness <= LIGHTEST && recto_context_is_apart(tried, accent))
            return tried;
    }
    return context;
}
