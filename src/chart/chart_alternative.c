/* Builds the alternative text of a chart. */
#include "chart/chart.h"

#include <string.h>

/* Maximum number of values in an alternative text. Of a longer series, it has only the ends and the extremes; the table
 * has the rest. */
#define MOST_VALUES 60

/* Returns the label with the greatest (or smallest) value of a series, or −1 if the value occurs several times. */
static gint extreme(const RectoChart *chart, guint series, int sign)
{
    gint best = -1;
    gboolean alone = FALSE;
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoChartValue *value = recto_chart_value(chart, i, series);
        if (value->missing)
            continue;
        double lead = best < 0 ? 1 : sign * (value->number - recto_chart_value(chart, (guint)best, series)->number);
        if (lead > 0)
            best = (gint)i;
        alone = lead > 0 || (alone && lead < 0);
    }
    return alone ? best : -1;
}

static void put_extremes(const RectoChartContext *context, GString *out, const RectoChart *chart, guint series)
{
    static const struct {
        const char *word;
        int sign;
    } ends[] = {{"highest", 1}, {"lowest", -1}};
    for (guint i = 0; i < G_N_ELEMENTS(ends) && chart->n_labels > 2; i++) {
        gint label = extreme(chart, series, ends[i].sign);
        if (label < 0)
            continue;
        g_string_append_printf(out, "; %s %s", recto_strings_get(context->strings, ends[i].word), chart->labels[label]);
        if (chart->n_labels > MOST_VALUES)
            g_string_append_printf(out, " (%s)", recto_chart_value(chart, (guint)label, series)->words);
    }
}

/* Returns the separator of values: a comma, unless a value contains one. */
static const char *separator(const RectoChart *chart)
{
    for (guint i = 0; i < chart->n_labels * chart->n_series; i++)
        if (strchr(chart->values[i].words, ','))
            return "; ";
    return ", ";
}

/* Appends values. In a time series their order identifies them; otherwise each value has its label. */
static void put_values(GString *out, const RectoChart *chart, guint series, gboolean labels)
{
    gboolean all = chart->n_labels <= MOST_VALUES;
    guint step = all ? 1 : chart->n_labels - 1;
    const char *part = separator(chart);
    for (guint i = 0; i < chart->n_labels; i += step) {
        g_string_append(out, i == 0 ? "" : all ? part : " … ");
        if (labels || !all)
            g_string_append_printf(out, "%s ", chart->labels[i]);
        g_string_append(out, recto_chart_value(chart, i, series)->words);
    }
}

static gboolean is_ordered(RectoChartKind kind)
{
    return kind == RECTO_CHART_LINE || kind == RECTO_CHART_AREA || kind == RECTO_CHART_COLUMN ||
           kind == RECTO_CHART_MULTIPLES;
}

static void put_events(GString *out, const RectoChart *chart)
{
    for (guint i = 0; i < chart->n_labels; i++)
        g_string_append_printf(out, "%s%s: %s", i ? "; " : "", chart->labels[i], recto_chart_value(chart, i, 0)->words);
}

char *recto_chart_alternative(const RectoChartContext *context, const RectoChart *chart)
{
    GString *out = g_string_new(chart->title);
    if (out->len && g_unichar_ispunct(g_utf8_get_char(g_utf8_prev_char(out->str + out->len))) &&
        out->str[out->len - 1] == '.')
        g_string_truncate(out, out->len - 1);
    const char *unit = recto_chart_unit_apart(chart);
    if (unit)
        g_string_append_printf(out, out->len ? " (%s)" : "%s", unit);
    if (out->len)
        g_string_append(out, ": ");
    if (chart->kind == RECTO_CHART_TIMELINE) {
        put_events(out, chart);
        return g_string_free(out, FALSE);
    }
    for (guint k = 0; k < chart->n_series; k++) {
        if (k)
            g_string_append(out, ". ");
        if (chart->series[k] && chart->n_series > 1)
            g_string_append_printf(out, "%s: ", chart->series[k]);
        put_values(out, chart, k, !is_ordered(chart->kind));
        /* a list in order of value begins with the highest */
        if (is_ordered(chart->kind) || chart->n_labels > MOST_VALUES)
            put_extremes(context, out, chart, k);
    }
    return g_string_free(out, FALSE);
}
