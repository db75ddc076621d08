/* Reads a chart from the YAML of a block. */
#include "chart/chart_canvas.h"
#include "chart/chart_source.h"

#include "base/spelling.h"

#include <string.h>

/* Maximum sizes of a readable chart. */
#define MAX_CHART_BARS   40
#define MAX_CHART_POINTS 400
#define MOST_EVENTS      24
#define MOST_PARTS       5
#define MAX_CHART_LINES  3
#define MOST_SERIES      5
#define MOST_SMALL       12

static const char *const kinds[] = {
#define KIND(id, name, draw) name,
#include "chart/chart_kinds.def"
    NULL};

static const char *const keys[] = {"type",  "title",   "unit", "source", "highlight", "data", "csv",  "file", "path",
                                   "order", "columns", "rows", "labels", "from",      "rest", "turn", NULL};

static void bad(const RectoChartContext *context, RectoSpan span, const char *format, const char *what)
    G_GNUC_PRINTF(3, 0);

static void bad(const RectoChartContext *context, RectoSpan span, const char *format, const char *what)
{
    g_autofree char *text = g_strdup_printf(format, what);
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, span, "%s", text);
}

static const char *keep(const RectoChartContext *context, const char *text)
{
    return recto_arena_strndup(context->arena, text, -1);
}

static void check_keys(const RectoChartContext *context, const RectoYamlNode *block)
{
    for (guint i = 0; i < block->n_items; i++) {
        const RectoYamlNode *key = block->keys[i];
        if (g_strv_contains(keys, key->value))
            continue;
        const char *nearest = recto_nearest(key->value, keys);
        recto_diagnose(context->diagnostics, RECTO_CODE_CHART_KEY, key->span,
                       nearest ? "unknown chart key “%s”; did you mean “%s”?" : "unknown chart key “%s”", key->value,
                       nearest);
    }
}

/* Returns FALSE if the kind of chart is unknown. */
static gboolean read_kind(const RectoChartContext *context, const RectoYamlNode *block, RectoChartKind *ret)
{
    const RectoYamlNode *type = recto_yaml_get(block, "type");
    const char *name = recto_yaml_text(type);
    for (guint i = 0; name && kinds[i]; i++) {
        if (g_str_equal(kinds[i], name)) {
            *ret = (RectoChartKind)i;
            return TRUE;
        }
    }
    const char *nearest = name ? recto_nearest(name, kinds) : NULL;
    g_autofree char *all = g_strjoinv(", ", (char **)kinds);
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_KEY, type ? type->span : block->span,
                   nearest ? "unknown chart type “%s”; did you mean “%s”?"
                   : name  ? "unknown chart type “%s” (expected: %s)"
                           : "type: is missing%s (expected: %s)",
                   name ? name : "", nearest ? nearest : all);
    return FALSE;
}

/* ---- values ---- */

static gboolean is_missing(const char *text)
{
    static const char *const words[] = {"", "-", "–", "—", "n/a", "NA", "~", "null", NULL};
    return g_strv_contains(words, text);
}

/* Uses a unit that is written with the values as the unit of the chart. */
static gboolean read_unit(const RectoChartContext *context, RectoChart *chart, const RectoGridCell *cell)
{
    g_autofree char *unit = recto_chart_number_unit(cell->text);
    if (!unit)
        return TRUE;
    if (chart->unit && !g_str_equal(chart->unit, unit)) {
        bad(context, cell->span, "“%s” has another unit than the values before it", cell->text);
        return FALSE;
    }
    if (!chart->unit)
        chart->unit = keep(context, unit);
    return TRUE;
}

static gboolean read_value(const RectoChartContext *context, RectoChart *chart, const RectoGridCell *cell,
                           RectoChartValue *ret)
{
    int decimals = 0;
    ret->missing = is_missing(cell->text);
    if (ret->missing)
        return TRUE;
    if (!recto_chart_number(context->strings, cell->text, &ret->number, &decimals)) {
        bad(context, cell->span, "“%s” is not a number", cell->text);
        return FALSE;
    }
    chart->decimals = MAX(chart->decimals, decimals);
    return read_unit(context, chart, cell);
}

static gboolean read_labels(const RectoChartContext *context, RectoChart *chart, const RectoGrid *grid)
{
    gboolean good = TRUE;
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoGridCell *cell = recto_grid_cell(grid, i, 0);
        chart->labels[i] = chart->names[i] = keep(context, cell->text);
        if (!*cell->text) {
            bad(context, cell->span, "%s", "a label is missing");
            good = FALSE;
        }
    }
    return good;
}

static gboolean read_values(const RectoChartContext *context, RectoChart *chart, const RectoGrid *grid)
{
    gboolean good = TRUE;
    for (guint i = 0; i < chart->n_labels; i++)
        for (guint k = 0; k < chart->n_series; k++)
            good =
                read_value(context, chart, recto_grid_cell(grid, i, k + 1), &chart->values[i * chart->n_series + k]) &&
                good;
    return good;
}

static void name_series(const RectoChartContext *context, RectoChart *chart, const RectoGrid *grid)
{
    const char *corner = g_array_index(grid->head, RectoGridCell, 0).text;
    chart->corner = *corner ? keep(context, corner) : NULL;
    for (guint k = 0; k < chart->n_series; k++) {
        const char *name = g_array_index(grid->head, RectoGridCell, k + 1).text;
        chart->series[k] = *name ? keep(context, name) : NULL;
    }
}

static void print_values(const RectoChartContext *context, RectoChart *chart)
{
    gboolean percent = recto_chart_is_percent(chart);
    for (guint i = 0; i < chart->n_labels * chart->n_series; i++) {
        RectoChartValue *value = &chart->values[i];
        g_autofree char *words = value->missing ? g_strdup("–")
                                 : percent ? recto_strings_percent(context->strings, value->number, chart->decimals)
                                           : recto_strings_number(context->strings, value->number, chart->decimals);
        value->words = keep(context, words);
    }
}

static void make_room(const RectoChartContext *context, RectoChart *chart, guint n_labels, guint n_series)
{
    RectoArena *arena = context->arena;
    chart->n_labels = n_labels;
    chart->n_series = n_series;
    chart->labels = recto_arena_newn(arena, const char *, n_labels);
    chart->names = recto_arena_newn(arena, const char *, n_labels);
    chart->series = recto_arena_newn(arena, const char *, n_series);
    chart->values = recto_arena_newn(arena, RectoChartValue, n_labels * n_series);
}

const RectoChartValue *recto_chart_value(const RectoChart *chart, guint label, guint series)
{
    return &chart->values[label * chart->n_series + series];
}

/* ---- requirements of each kind ---- */

static gboolean has_parts(RectoChartKind kind)
{
    return kind == RECTO_CHART_DONUT || kind == RECTO_CHART_STACKED || kind == RECTO_CHART_AREA;
}

static gboolean check_parts(const RectoChartContext *context, const RectoChart *chart, const RectoGrid *grid)
{
    double total = 0;
    gboolean good = TRUE;
    for (guint i = 0; i < chart->n_labels; i++) {
        for (guint k = 0; k < chart->n_series; k++) {
            double number = recto_chart_value(chart, i, k)->number;
            total += number;
            if (number < 0) {
                const RectoGridCell *cell = recto_grid_cell(grid, i, k + 1);
                bad(context, cell->span, "“%s” is negative and cannot be a part of a whole", cell->text);
                good = FALSE;
            }
        }
    }
    if (good && total <= 0) {
        bad(context, chart->span, "%s", "the sum of the parts is zero");
        return FALSE;
    }
    return good;
}

static gboolean check_room(const RectoChartContext *context, const RectoChart *chart)
{
    static const guint most_labels[] = {MAX_CHART_BARS, MAX_CHART_POINTS, MAX_CHART_BARS,
                                        MAX_CHART_BARS, MAX_CHART_POINTS, MAX_CHART_POINTS,
                                        MAX_CHART_BARS, MOST_EVENTS,      MAX_CHART_POINTS};
    static const guint most_series[] = {1, 1, MAX_CHART_LINES, MOST_SERIES, MOST_SMALL, MOST_SERIES, 1, 1, MOST_SMALL};
    g_autofree char *labels = g_strdup_printf("%u", most_labels[chart->kind]);
    g_autofree char *series = g_strdup_printf("%u", most_series[chart->kind]);
    if (chart->n_labels > most_labels[chart->kind])
        bad(context, chart->span, "the chart has more than %s entries", labels);
    else if (chart->n_series > most_series[chart->kind])
        bad(context, chart->span, "the chart has more than %s series", series);
    else
        return TRUE;
    return FALSE;
}

/* More than three lines cross too often to be distinguishable, so each gets a plot of its own. */
static void spread_lines(const RectoChartContext *context, RectoChart *chart)
{
    if (chart->kind != RECTO_CHART_LINE || chart->n_series <= MAX_CHART_LINES)
        return;
    chart->kind = RECTO_CHART_MULTIPLES;
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_CHANGED, chart->span,
                   "the chart has %u lines; recto drew one small chart per line", chart->n_series);
}

/* ---- order ---- */

typedef struct {
    const RectoChart *chart;
    gint rest;
} Order;

static double size_of(const RectoChart *chart, guint label)
{
    double sum = 0;
    for (guint k = 0; k < chart->n_series; k++)
        sum += recto_chart_value(chart, label, k)->number;
    return sum;
}

/* Sorts by size, largest first, with the rest last; equal values keep their order. */
static int by_size(gconstpointer a, gconstpointer b, gpointer data)
{
    const Order *order = data;
    guint one = *(const guint *)a, other = *(const guint *)b;
    if ((gint)one == order->rest || (gint)other == order->rest)
        return (gint)one == order->rest ? ((gint)other != order->rest) : -1;
    double left = size_of(order->chart, one), right = size_of(order->chart, other);
    return left != right ? (left < right ? 1 : -1) : one < other ? -1 : one > other;
}

static void put_in_order(const RectoChartContext *context, RectoChart *chart)
{
    g_autoptr(GArray) order = g_array_sized_new(FALSE, FALSE, sizeof(guint), chart->n_labels);
    for (guint i = 0; i < chart->n_labels; i++)
        g_array_append_val(order, i);
    Order by = {chart, chart->rest};
    g_array_sort_with_data(order, by_size, &by);
    RectoChart old = *chart;
    make_room(context, chart, old.n_labels, old.n_series);
    memcpy(chart->series, old.series, sizeof *old.series * old.n_series);
    for (guint i = 0; i < old.n_labels; i++) {
        guint from = g_array_index(order, guint, i);
        chart->labels[i] = old.labels[from];
        memcpy(&chart->values[i * old.n_series], &old.values[from * old.n_series], sizeof *old.values * old.n_series);
        chart->rest = (gint)from == old.rest ? (gint)i : chart->rest;
        chart->highlight = (gint)from == old.highlight ? (gint)i : chart->highlight;
    }
}

/* Joins the smallest parts of a donut into the rest, because a ring is readable only up to five parts. */
static void join_rest(const RectoChartContext *context, RectoChart *chart)
{
    guint kept = MOST_PARTS - 1;
    if (chart->kind != RECTO_CHART_DONUT || chart->n_labels <= MOST_PARTS)
        return;
    double sum = 0;
    for (guint i = kept; i < chart->n_labels; i++)
        sum += recto_chart_value(chart, i, 0)->number;
    const char *name =
        chart->rest >= 0 ? chart->labels[chart->rest] : keep(context, recto_strings_get(context->strings, "other"));
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_CHANGED, chart->span,
                   "the chart has %u parts; recto combined the smallest %u as “%s”", chart->n_labels,
                   chart->n_labels - kept - (chart->rest >= 0), name);
    chart->labels[kept] = name;
    chart->values[kept] = (RectoChartValue){.number = sum};
    chart->n_labels = MOST_PARTS;
    chart->rest = (gint)kept;
    if (chart->highlight >= (gint)kept)
        chart->highlight = -1;
}

/* ---- keys that refer to a label or a series ---- */

static gint find_label(const RectoChart *chart, const char *name)
{
    for (guint i = 0; i < chart->n_labels; i++)
        if (g_str_equal(chart->names[i], name))
            return (gint)i;
    return -1;
}

static void find_rest(const RectoChartContext *context, RectoChart *chart, const RectoYamlNode *block)
{
    const char *given = recto_yaml_text(recto_yaml_get(block, "rest"));
    const char *const names[] = {given ? given : recto_strings_get(context->strings, "other"), "Other", "Others",
                                 "All others", "Rest"};
    chart->rest = -1;
    for (guint i = 0; i < (given ? 1 : G_N_ELEMENTS(names)) && chart->rest < 0; i++)
        chart->rest = find_label(chart, names[i]);
}

/* Moves the highlighted series to the front. In a chart of several series, no label is highlighted. */
static void swap_series(RectoChart *chart, guint first)
{
    const char *name = chart->series[first];
    memmove(chart->series + 1, chart->series, sizeof *chart->series * first);
    chart->series[0] = name;
    for (guint i = 0; i < chart->n_labels; i++) {
        RectoChartValue *values = &chart->values[i * chart->n_series], value = values[first];
        memmove(values + 1, values, sizeof *values * first);
        values[0] = value;
    }
}

static void find_highlight(const RectoChartContext *context, RectoChart *chart, const RectoYamlNode *block)
{
    const RectoYamlNode *wanted = recto_yaml_get(block, "highlight");
    const char *name = recto_yaml_text(wanted);
    chart->highlight = name ? find_label(chart, name) : -1;
    if (!name || chart->highlight >= 0)
        return;
    gboolean ordered = chart->kind == RECTO_CHART_LINE;
    for (guint k = 0; k < chart->n_series; k++) {
        if (chart->series[k] && g_str_equal(chart->series[k], name)) {
            if (ordered)
                swap_series(chart, k);
            return;
        }
    }
    g_autofree const char **labels = g_new0(const char *, chart->n_labels + 1);
    memcpy(labels, chart->names, sizeof *labels * chart->n_labels);
    const char *nearest = recto_nearest(name, labels);
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_KEY, wanted->span,
                   nearest ? "unknown label or series “%s”; did you mean “%s”?" : "unknown label or series “%s”", name,
                   nearest);
}

static void find_from(const RectoChartContext *context, RectoChart *chart, const RectoYamlNode *block)
{
    const RectoYamlNode *from = recto_yaml_get(block, "from");
    const char *text = recto_yaml_text(from);
    int decimals = 0;
    if (!text)
        return;
    gboolean line = chart->kind == RECTO_CHART_LINE || chart->kind == RECTO_CHART_MULTIPLES;
    chart->from_given = line && recto_chart_number(context->strings, text, &chart->from, &decimals);
    if (!chart->from_given)
        recto_diagnose(context->diagnostics, RECTO_CODE_CHART_KEY, from->span,
                       line ? "from: is not a number" : "from: is valid only for line charts");
}

/* ---- chart ---- */

static gboolean is_sorted(RectoChartKind kind, const RectoYamlNode *block)
{
    const char *order = recto_yaml_text(recto_yaml_get(block, "order"));
    gboolean bars = kind == RECTO_CHART_BAR || kind == RECTO_CHART_DONUT;
    gboolean several = kind == RECTO_CHART_GROUPED || kind == RECTO_CHART_STACKED;
    if (order)
        return (bars || several) && g_str_equal(order, "value");
    return bars;
}

static const char *words_of(const RectoChartContext *context, const RectoYamlNode *block, const char *key)
{
    const char *text = recto_yaml_text(recto_yaml_get(block, key));
    return text && *text ? keep(context, text) : NULL;
}

static gboolean fill(const RectoChartContext *context, RectoChart *chart, RectoGrid *grid)
{
    if (chart->kind == RECTO_CHART_TIMELINE)
        recto_timeline_mend(grid);
    if (grid->rows->len == 0 || grid->head->len < 2) {
        bad(context, chart->span, "%s", "the data has no value; a chart needs at least one label and value");
        return FALSE;
    }
    make_room(context, chart, grid->rows->len, grid->head->len - 1);
    name_series(context, chart, grid);
    if (!read_labels(context, chart, grid))
        return FALSE;
    if (chart->kind == RECTO_CHART_TIMELINE)
        return recto_timeline_read(context, chart, grid) && check_room(context, chart);
    spread_lines(context, chart);
    return read_values(context, chart, grid) && (!has_parts(chart->kind) || check_parts(context, chart, grid)) &&
           check_room(context, chart);
}

static RectoChart *read_block(const RectoChartContext *context, const RectoYamlNode *block, RectoSpan span)
{
    RectoChart *chart = recto_arena_new0(context->arena, RectoChart);
    chart->span = span;
    chart->highlight = chart->rest = -1;
    check_keys(context, block);
    if (!read_kind(context, block, &chart->kind))
        return NULL;
    g_autoptr(RectoGrid) grid = recto_source_read(context, block);
    if (!grid || !fill(context, chart, grid))
        return NULL;
    chart->title = words_of(context, block, "title");
    const char *unit = words_of(context, block, "unit");
    if (unit)
        chart->unit = unit;
    chart->source = words_of(context, block, "source");
    find_from(context, chart, block);
    find_rest(context, chart, block);
    find_highlight(context, chart, block);
    if (is_sorted(chart->kind, block))
        put_in_order(context, chart);
    join_rest(context, chart);
    if (chart->kind != RECTO_CHART_TIMELINE)
        print_values(context, chart);
    return chart;
}

RectoChart *recto_chart_read(const RectoChartContext *context, const char *text, RectoSpan span)
{
    /* without the end of the last line, so that a diagnostic about missing data refers to that line */
    gsize length = strlen(text) - g_str_has_suffix(text, "\n");
    g_autoptr(RectoYaml) yaml = recto_yaml_parse(text, length, span.file, span.line + 1, context->diagnostics);
    if (!yaml->root)
        return NULL;
    if (yaml->root->kind != RECTO_YAML_MAP) {
        bad(context, yaml->root->span, "%s", "the block is not a map with type: and data:");
        return NULL;
    }
    return read_block(context, yaml->root, span);
}
