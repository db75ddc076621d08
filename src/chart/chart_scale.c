/* Computes scales with steps of 1, 2 or 5 times a power of ten. */
#include "chart/chart_canvas.h"

#include <math.h>

/* Preferred, minimum and maximum number of steps of a plot. */
#define WANTED_STEPS 3
#define LEAST_STEPS  2
#define MOST_STEPS   4

static double badness(double step, double least, double greatest)
{
    double n = ceil(greatest / step) - floor(least / step);
    if (n < LEAST_STEPS || n > MOST_STEPS)
        return HUGE_VAL;
    /* the number of steps has priority over the empty room */
    return fabs(n - WANTED_STEPS) + (n * step - (greatest - least)) / (n * step) * 1.5;
}

RectoScale recto_scale(double least, double greatest, const double *from)
{
    double base = from ? *from : 0;
    least = MIN(least, base) - base;
    greatest = MAX(greatest, base) - base;
    double span = greatest - least > 0 ? greatest - least : 1;
    if (greatest <= 0 && least >= 0)
        greatest = 1;
    double best = 0, least_bad = HUGE_VAL;
    for (int power = (int)floor(log10(span)) - 1; power <= (int)floor(log10(span)) + 1; power++) {
        static const double leads[] = {1, 2, 5};
        for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
            double step = leads[i] * pow(10, power);
            if (badness(step, least, greatest) < least_bad) {
                least_bad = badness(step, least, greatest);
                best = step;
            }
        }
    }
    if (best <= 0)
        best = pow(10, floor(log10(span)));
    double low = floor(least / best), high = ceil(greatest / best);
    return (RectoScale){base + low * best, base + high * best, best, (guint)(high - low)};
}

RectoLength recto_scale_length(const RectoScale *scale, double value, RectoLength height)
{
    double share = (value - scale->low) / (scale->high - scale->low);
    return (RectoLength)lround(share * height);
}

void recto_chart_range(const RectoChart *chart, double *ret_least, double *ret_greatest)
{
    gboolean any = FALSE;
    *ret_least = *ret_greatest = 0;
    for (guint i = 0; i < chart->n_labels * chart->n_series; i++) {
        const RectoChartValue *value = &chart->values[i];
        if (value->missing)
            continue;
        *ret_least = any ? MIN(*ret_least, value->number) : value->number;
        *ret_greatest = any ? MAX(*ret_greatest, value->number) : value->number;
        any = TRUE;
    }
}

guint recto_stagger(const RectoLength *x, const RectoLength *widths, guint n, RectoLength gap, guint *ret_rows)
{
    guint n_rows = 0;
    for (guint i = n; i-- > 0;) {
        guint row = 0;
        /* below every label whose stem this one would cross or touch */
        for (guint j = i + 1; j < n; j++)
            if (x[j] < x[i] + widths[i] + gap)
                row = MAX(row, ret_rows[j] + 1);
        ret_rows[i] = row;
        n_rows = MAX(n_rows, row + 1);
    }
    return n_rows;
}
