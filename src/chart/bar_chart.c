/* Horizontal bars: single, grouped or stacked. */
#include "chart/chart_canvas.h"

#include <math.h>

/* Maximum width of a series name; a wider name is cut. */
#define WIDEST_SERIES RECTO_PT(70)

/* Position of the axis, and the scale of the bars. */
typedef struct {
    RectoLength axis, longest;
    double least, greatest;
} Bars;

/* Returns the length of the longest bar. With a wide value, bar and value together end at the right edge of the
 * text. */
static RectoLength longest(const RectoCanvas *canvas, RectoLength widest_value)
{
    RectoLength room = canvas->right - widest_value - canvas->style->chart_value_gap;
    return CLAMP(room, RECTO_PT(20), canvas->style->chart_bar_longest);
}

static RectoLength widest_value(const RectoCanvas *canvas)
{
    RectoLength widest = 0;
    for (guint i = 0; i < canvas->chart->n_labels * canvas->chart->n_series; i++)
        widest = MAX(widest, recto_canvas_width(canvas->context, canvas->chart->values[i].words,
                                                &canvas->style->chart_value, TRUE));
    return widest;
}

/* Measures the bars. Negative bars and their values need room to the left of the axis. */
static Bars measure(RectoCanvas *canvas, double least, double greatest)
{
    const RectoStyle *style = canvas->style;
    Bars bars = {0, longest(canvas, widest_value(canvas)), MIN(least, 0), MAX(greatest, 0)};
    RectoLength widest = 0;
    for (guint i = 0; i < canvas->chart->n_labels * canvas->chart->n_series; i++)
        if (canvas->chart->values[i].number < 0)
            widest = MAX(
                widest, recto_canvas_width(canvas->context, canvas->chart->values[i].words, &style->chart_value, TRUE));
    if (bars.least < 0) {
        RectoLength room = widest + style->chart_value_gap;
        bars.longest -= room;
        bars.axis = room + (RectoLength)lround(-bars.least / (bars.greatest - bars.least) * bars.longest);
    }
    return bars;
}

static RectoLength length_of(const Bars *bars, double value)
{
    double whole = bars->greatest - bars->least;
    return whole > 0 ? (RectoLength)lround(value / whole * bars->longest) : 0;
}

static void add_value(RectoCanvas *canvas, RectoChartCell *cell, const Bars *bars, RectoLength length, RectoLength y,
                      gboolean strong)
{
    const RectoStyle *style = canvas->style;
    RectoLength gap = style->chart_value_gap;
    recto_canvas_draw_text(canvas, cell,
                           (RectoLabel){.style = &style->chart_value,
                                        .x = bars->axis + length + (length < 0 ? -gap : gap),
                                        .y = y,
                                        .align = length < 0 ? RECTO_LABEL_RIGHT : RECTO_LABEL_LEFT,
                                        .strong = strong});
}

/* Sets the name of a row at the left edge of the margin, level with the bar at `middle`. Returns its number of
 * lines. */
static guint add_name(RectoCanvas *canvas, guint row, RectoLength middle, RectoLength measure)
{
    const RectoTextStyle *element = &canvas->style->chart_label;
    return recto_canvas_draw_text(
        canvas, recto_canvas_cell(canvas, row, 0),
        (RectoLabel){
            .style = element, .x = canvas->left, .y = middle + recto_canvas_half_cap(element), .measure = measure});
}

static void add_axis(RectoCanvas *canvas, const Bars *bars, RectoLength top, RectoLength height)
{
    const RectoStyle *style = canvas->style;
    recto_canvas_rect(canvas, bars->axis - style->chart_axis, top, style->chart_axis, height, style->colour_head);
}

/* Adds the header row of the table, which is not printed, as hidden text at the axis. */
static void hang_head(RectoCanvas *canvas, const Bars *bars, RectoLength y)
{
    for (guint k = 0; k < canvas->n_columns; k++)
        recto_canvas_hang(recto_canvas_cell(canvas, 0, k), bars->axis - canvas->style->chart_axis / 2,
                          y + (RectoLength)k * RECTO_PT(2), canvas->style->colour_head);
}

static void finish(RectoCanvas *canvas, RectoChartPicture *ret, RectoLength height)
{
    (void)canvas;
    ret->height = height;
    ret->wide = TRUE;
}

void recto_draw_bars(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    double least = 0, greatest = 0;
    RectoLength y = 0, pitch = canvas->unit;
    recto_canvas_fill(canvas);
    recto_chart_range(chart, &least, &greatest);
    Bars bars = measure(canvas, least, greatest);
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoChartValue *value = recto_chart_value(chart, i, 0);
        gboolean strong = (gint)i == chart->highlight;
        RectoLength middle = y + pitch / 2, length = length_of(&bars, value->number);
        guint lines = add_name(canvas, i + 1, middle, style->chart_label_width);
        recto_canvas_rect(canvas, bars.axis + MIN(length, 0), middle - style->chart_bar / 2, ABS(length),
                          style->chart_bar, strong ? style->colour_accent : style->colour_context);
        add_value(canvas, recto_canvas_cell(canvas, i + 1, 1), &bars, length,
                  middle + recto_canvas_half_cap(&style->chart_value), strong);
        y += (RectoLength)MAX(lines, 1) * pitch;
    }
    add_axis(canvas, &bars, 0, y);
    hang_head(canvas, &bars, RECTO_PT(4));
    finish(canvas, ret, y);
}

/* ---- grouped ---- */

/* Returns the width of the widest series name. The names are placed before the bars of the first group, at the axis. */
static RectoLength widest_series(RectoCanvas *canvas)
{
    RectoLength widest = 0;
    for (guint k = 0; k < canvas->chart->n_series; k++)
        widest = MAX(widest, recto_canvas_width(canvas->context, recto_canvas_cell(canvas, 0, k + 1)->words,
                                                &canvas->style->chart_small, FALSE));
    return MIN(widest, WIDEST_SERIES);
}

static void add_group(RectoCanvas *canvas, const Bars *bars, guint label, RectoLength y)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    for (guint k = 0; k < chart->n_series; k++) {
        RectoLength middle = y + (RectoLength)k * canvas->unit + canvas->unit / 2;
        RectoLength length = length_of(bars, recto_chart_value(chart, label, k)->number);
        recto_canvas_part(canvas, bars->axis + MIN(length, 0), middle - style->chart_bar / 2, ABS(length),
                          style->chart_bar, k);
        add_value(canvas, recto_canvas_cell(canvas, label + 1, k + 1), bars, length,
                  middle + recto_canvas_half_cap(&style->chart_value), FALSE);
        recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, 0, k + 1),
                               (RectoLabel){.style = &style->chart_small,
                                            .x = -RECTO_PT(7),
                                            .y = middle + recto_canvas_half_cap(&style->chart_small),
                                            .most = WIDEST_SERIES,
                                            .align = RECTO_LABEL_RIGHT});
    }
}

void recto_draw_grouped(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    double least = 0, greatest = 0;
    RectoLength y = 0, gap = canvas->unit / 2;
    recto_canvas_fill(canvas);
    recto_chart_range(chart, &least, &greatest);
    Bars bars = measure(canvas, least, greatest);
    RectoLength room = -canvas->left - RECTO_PT(14) - widest_series(canvas);
    for (guint i = 0; i < chart->n_labels; i++) {
        guint lines =
            add_name(canvas, i + 1, y + canvas->unit / 2, CLAMP(room, RECTO_PT(40), style->chart_label_width));
        add_group(canvas, &bars, i, y);
        y += (RectoLength)MAX(lines, chart->n_series) * canvas->unit + (i + 1 < chart->n_labels ? gap : 0);
    }
    add_axis(canvas, &bars, 0, y);
    recto_canvas_hang(recto_canvas_cell(canvas, 0, 0), -style->chart_axis / 2, RECTO_PT(4), style->colour_head);
    finish(canvas, ret, y);
}

/* ---- stacked ---- */

static double sum_of(const RectoChart *chart, guint label)
{
    double sum = 0;
    for (guint k = 0; k < chart->n_series; k++)
        sum += recto_chart_value(chart, label, k)->number;
    return sum;
}

static char *sum_words(const RectoCanvas *canvas, guint label)
{
    const RectoChart *chart = canvas->chart;
    double sum = sum_of(chart, label);
    return recto_chart_is_percent(chart) ? recto_strings_percent(canvas->context->strings, sum, chart->decimals)
                                         : recto_strings_number(canvas->context->strings, sum, chart->decimals);
}

/* Draws a segment, with its value inside if it fits. */
static void add_segment(RectoCanvas *canvas, guint label, guint series, RectoLength x, RectoLength length,
                        RectoLength middle)
{
    const RectoStyle *style = canvas->style;
    RectoChartCell *cell = recto_canvas_cell(canvas, label + 1, series + 1);
    RectoColour colour = recto_part_colour(style, series);
    RectoLength width = recto_canvas_width(canvas->context, cell->words, &style->chart_small, FALSE);
    RectoLength thick = canvas->unit - RECTO_PT(2);
    recto_canvas_part(canvas, x, middle - thick / 2, length, thick, series);
    recto_canvas_hang(cell, x + length / 2, middle, colour);
    if (width + RECTO_PT(6) > length)
        return;
    recto_canvas_draw_text(canvas, cell,
                           (RectoLabel){.style = &style->chart_small,
                                        .x = x + length / 2,
                                        .y = middle + recto_canvas_half_cap(&style->chart_small),
                                        .align = RECTO_LABEL_CENTRE,
                                        .colour = recto_text_on(style, colour),
                                        .coloured = TRUE});
}

/* Draws the series names above the first bar, each on a stem that ends at its segment. Near the right edge, names
 * extend to the left. Returns the y position at which the bars begin. */
static RectoLength add_names(RectoCanvas *canvas, const Bars *bars)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    g_autofree RectoLength *x = g_new0(RectoLength, chart->n_series), *widths = g_new0(RectoLength, chart->n_series);
    g_autofree RectoLength *starts = g_new0(RectoLength, chart->n_series);
    g_autofree guint *rows = g_new0(guint, chart->n_series);
    RectoLength at = bars->axis, pitch = canvas->unit;
    for (guint k = 0; k < chart->n_series; k++) {
        x[k] = at;
        widths[k] =
            recto_canvas_width(canvas->context, recto_canvas_cell(canvas, 0, k + 1)->words, &style->chart_name, FALSE) +
            RECTO_PT(4);
        starts[k] = MIN(at, MAX(canvas->right - widths[k], bars->axis));
        at += length_of(bars, recto_chart_value(chart, 0, k)->number);
    }
    RectoLength top = (RectoLength)recto_stagger(starts, widths, chart->n_series, RECTO_PT(6), rows) * pitch;
    for (guint k = 0; k < chart->n_series; k++) {
        RectoLength y = top - (RectoLength)rows[k] * pitch;
        recto_canvas_rect(canvas, x[k], y - pitch + RECTO_PT(3), style->chart_rule, top - y + pitch - RECTO_PT(2),
                          style->colour_head);
        recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, 0, k + 1),
                               (RectoLabel){.style = &style->chart_name,
                                            .x = starts[k] + RECTO_PT(4),
                                            .y = y - RECTO_PT(4),
                                            .most = canvas->right - starts[k] - RECTO_PT(4)});
    }
    return top;
}

void recto_draw_stacked(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    RectoArena *arena = canvas->context->pages->arena;
    Bars bars = {0};
    RectoLength widest = 0;
    recto_canvas_fill(canvas);
    for (guint i = 0; i < chart->n_labels; i++) {
        bars.greatest = MAX(bars.greatest, sum_of(chart, i));
        g_autofree char *sum = sum_words(canvas, i);
        widest = MAX(widest, recto_canvas_width(canvas->context, sum, &style->chart_value, TRUE));
    }
    bars.longest = longest(canvas, widest);
    RectoChartCell *total = recto_canvas_cell(canvas, 0, chart->n_series + 1);
    total->words = recto_strings_get(canvas->context->strings, "in-all");
    RectoLength top = add_names(canvas, &bars), y = top;
    for (guint i = 0; i < chart->n_labels; i++) {
        RectoLength middle = y + canvas->unit / 2, x = bars.axis;
        guint lines = add_name(canvas, i + 1, middle, style->chart_label_width);
        for (guint k = 0; k < chart->n_series; k++) {
            RectoLength length = length_of(&bars, recto_chart_value(chart, i, k)->number);
            add_segment(canvas, i, k, x, length, middle);
            x += length;
        }
        g_autofree char *sum = sum_words(canvas, i);
        RectoChartCell *cell = recto_canvas_cell(canvas, i + 1, chart->n_series + 1);
        cell->words = recto_arena_strndup(arena, sum, -1);
        add_value(canvas, cell, &bars, x - bars.axis, middle + recto_canvas_half_cap(&style->chart_value), FALSE);
        y += (RectoLength)MAX(lines, 1) * canvas->unit;
    }
    add_axis(canvas, &bars, top, y - top);
    recto_canvas_hang(recto_canvas_cell(canvas, 0, 0), -style->chart_axis / 2, top + RECTO_PT(4), style->colour_head);
    recto_canvas_hang(total, -style->chart_axis / 2, top + RECTO_PT(8), style->colour_head);
    finish(canvas, ret, y);
}
