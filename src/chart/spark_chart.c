/* Sparklines: a line as small as a word (Tufte, "Beautiful evidence", 2006). */
#include "chart/chart_canvas.h"

#include <math.h>
#include <string.h>

#define PREFIX           "spark:"
#define MAX_SPARK_POINTS 120

gboolean recto_spark_read(const RectoChartContext *context, const char *code, double **ret_values, guint *ret_n,
                          const char **ret_words)
{
    if (!g_str_has_prefix(code, PREFIX))
        return FALSE;
    g_auto(GStrv) parts = g_strsplit_set(code + strlen(PREFIX), " \t\n", -1);
    g_autoptr(GString) words = g_string_new(NULL);
    double *values = recto_arena_newn(context->pages->arena, double, MAX_SPARK_POINTS);
    guint n = 0;
    for (guint i = 0; parts[i]; i++) {
        int decimals = 0;
        if (!*parts[i])
            continue;
        if (n == MAX_SPARK_POINTS || !recto_chart_number(context->strings, parts[i], &values[n], &decimals))
            return FALSE;
        g_autofree char *printed = recto_strings_number(context->strings, values[n], decimals);
        g_string_append_printf(words, "%s%s", n ? "; " : "", printed);
        n++;
    }
    /* commas separate the values, unless a value contains one */
    if (!strchr(words->str, ','))
        g_string_replace(words, ";", ",", 0);
    *ret_values = values;
    *ret_n = n;
    *ret_words = recto_arena_strndup(context->pages->arena, words->str, -1);
    return n > 1;
}

/* The line extends from the smallest to the greatest value, because a word has no room for a zero; the last point is
 * marked. */
void recto_spark_draw(const RectoChartContext *context, const double *values, guint n, RectoLength width,
                      RectoLength height, RectoFragment *fragment, RectoSpan span)
{
    const RectoStyle *style = context->style;
    RectoPathStep *steps = recto_arena_newn(context->pages->arena, RectoPathStep, n);
    double least = values[0], greatest = values[0];
    RectoLength dot = 2 * style->spark_line;
    for (guint i = 0; i < n; i++) {
        least = MIN(least, values[i]);
        greatest = MAX(greatest, values[i]);
    }
    for (guint i = 0; i < n; i++) {
        double share = greatest > least ? (values[i] - least) / (greatest - least) : 0.5;
        RectoLength x = (RectoLength)((gint64)(width - 2 * dot) * i / (n - 1)) + dot;
        steps[i] = (RectoPathStep){i ? 'L' : 'M', {x, -(RectoLength)lround(share * height)}};
    }
    RectoItem item = {.kind = RECTO_ITEM_PATH, .artifact = RECTO_ARTIFACT_LAYOUT, .span = span};
    item.path.steps = steps;
    item.path.n_steps = n;
    item.path.fill = recto_no_colour;
    item.path.stroke = style->colour_head;
    item.path.line_width = style->spark_line;
    item.path.round = TRUE;
    g_array_append_val(fragment->items, item);
    const RectoLength *end = steps[n - 1].p;
    recto_fragment_add_rect(fragment, end[0] - dot, end[1] - dot, 2 * dot, 2 * dot, style->colour_accent,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, span});
}
