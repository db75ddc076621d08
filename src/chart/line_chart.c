/* Line charts: one to three lines in a plot, or one small plot per line. */
#include "chart/chart_canvas.h"

#include <math.h>

/* Maximum width of a series name; a wider name is cut. */
#define MAX_LINE_NAME_WIDTH RECTO_PT(140)

/* Maximum number of series in one plot; more series become small multiples. */
#define MAX_LINES 3

/* Width of the sample line before a name above the plot. */
#define KEY_WIDTH RECTO_PT(14)

/* Returns the pen of a series. Colour, weight and dash all differ, so that lines are distinguishable in greyscale:
 * thick, dashed, dotted. */
static RectoPen pen_of(const RectoStyle *style, guint series)
{
    const RectoColour colours[] = {style->colour_accent, style->colour_head, style->chart_third_line};
    const RectoLength dashes[] = {0, style->chart_dash, style->chart_line_other};
    return (RectoPen){
        .fill = recto_no_colour,
        .stroke = colours[MIN(series, 2)],
        .line_width = series ? style->chart_line_other : style->chart_line_first,
        .dash = dashes[MIN(series, 2)],
        .gap = series ? style->chart_dash_gap : 0,
        .round = series == 0,
    };
}

/* Returns the colour of a series name. The name of the first line needs more contrast than the line itself. */
static RectoColour name_colour(const RectoStyle *style, guint series)
{
    return series == 0 ? style->colour_link : style->colour_head;
}

/* Draws a line, with gaps at missing values; a single value between two gaps is a dot. */
static void add_line(RectoCanvas *canvas, const RectoPlot *plot, guint series, RectoPen pen)
{
    const RectoChart *chart = canvas->chart;
    g_autofree RectoPathStep *steps = g_new0(RectoPathStep, 2 * chart->n_labels);
    guint n = 0;
    gboolean open = FALSE;
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoChartValue *value = recto_chart_value(chart, i, series);
        RectoLength x = recto_plot_x(plot, i, chart->n_labels), y = recto_plot_y(plot, value->number);
        gboolean next = i + 1 < chart->n_labels && !recto_chart_value(chart, i + 1, series)->missing;
        if (!value->missing)
            steps[n++] = (RectoPathStep){open ? 'L' : 'M', {x, y}};
        if (!value->missing && !open && !next)
            recto_canvas_rect(canvas, x - pen.line_width, y - pen.line_width, 2 * pen.line_width, 2 * pen.line_width,
                              pen.stroke);
        open = !value->missing;
    }
    if (n > 1)
        recto_canvas_path(canvas, steps, n, pen);
}

static void hang_values(RectoCanvas *canvas, const RectoPlot *plot, guint series, RectoColour colour)
{
    const RectoChart *chart = canvas->chart;
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoChartValue *value = recto_chart_value(chart, i, series);
        RectoLength y = value->missing ? plot->top + plot->height : recto_plot_y(plot, value->number);
        recto_canvas_hang(recto_canvas_cell(canvas, i + 1, series + 1), recto_plot_x(plot, i, chart->n_labels), y,
                          value->missing ? canvas->style->colour_head : colour);
    }
}

/* ---- names ---- */

/* Returns TRUE if a line of the plot crosses the box. */
static gboolean is_crossed(const RectoCanvas *canvas, const RectoPlot *plot, RectoBox box)
{
    const RectoChart *chart = canvas->chart;
    for (guint k = 0; k < chart->n_series; k++) {
        for (guint i = 0; i + 1 < chart->n_labels; i++) {
            const RectoChartValue *one = recto_chart_value(chart, i, k), *other = recto_chart_value(chart, i + 1, k);
            double x1 = recto_plot_x(plot, i, chart->n_labels), x2 = recto_plot_x(plot, i + 1, chart->n_labels);
            if (one->missing || other->missing || x2 < box.left || x1 > box.right)
                continue;
            double y1 = recto_plot_y(plot, one->number), y2 = recto_plot_y(plot, other->number);
            double from = MAX(box.left, x1), to = MIN(box.right, x2), slope = (y2 - y1) / MAX(x2 - x1, 1);
            double a = y1 + (from - x1) * slope, b = y1 + (to - x1) * slope;
            if (MAX(a, b) >= box.top && MIN(a, b) <= box.bottom)
                return TRUE;
        }
    }
    return FALSE;
}

static gboolean touches(RectoBox one, RectoBox other)
{
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/* Positions of the series names: in the plot, or above it. */
typedef struct {
    RectoBox boxes[MAX_LINES];
    gboolean above[MAX_LINES];
    guint n_above;
} NamePlaces;

typedef struct {
    const RectoPlot *plot;
    GArray *taken; /* RectoBox: names that are already placed */
} Names;

static gboolean is_free(const RectoCanvas *canvas, const Names *names, RectoBox box)
{
    const RectoPlot *plot = names->plot;
    /* the step labels are to the left of the first value */
    RectoLength steps = recto_plot_steps_width(canvas, &plot->scale) + RECTO_PT(2);
    if (box.left < MAX(plot->first - RECTO_PT(8), steps) || box.right > plot->right || box.top < 0 ||
        box.bottom > plot->top + plot->height)
        return FALSE;
    for (guint i = 0; i <= plot->scale.n_steps; i++) {
        RectoLength y = recto_plot_y(plot, plot->scale.low + i * plot->scale.step);
        if (box.top - RECTO_PT(1) < y && y < box.bottom + RECTO_PT(1))
            return FALSE;
    }
    for (guint i = 0; i < names->taken->len; i++)
        if (touches(box, g_array_index(names->taken, RectoBox, i)))
            return FALSE;
    return !is_crossed(canvas, names->plot, box);
}

/* Returns the box of a name at a point: above it, or to its right or left. */
static RectoBox box_at(RectoLength x, RectoLength y, RectoLength width, RectoLength height, guint side)
{
    const RectoLength gap = RECTO_PT(4);
    RectoLength left = side == 0   ? x - width / 2
                       : side == 1 ? x + 2 * gap
                       : side == 2 ? x - 2 * gap - width
                                   : x - width / 2;
    RectoLength bottom = side == 0 ? y - gap : side == 3 ? y + gap + height : y + height / 2;
    return (RectoBox){left, bottom - height, left + width, bottom};
}

/* Sorts the labels of a series by height, highest first. */
static int by_height(gconstpointer a, gconstpointer b, gpointer data)
{
    const double *heights = data;
    guint one = *(const guint *)a, other = *(const guint *)b;
    return heights[one] != heights[other] ? (heights[one] < heights[other] ? 1 : -1) : one < other ? -1 : one > other;
}

/* Finds a position for a name in the plot. Returns FALSE if there is none. */
static gboolean find_place(const RectoCanvas *canvas, const Names *names, guint series, RectoLength width,
                           RectoBox *ret)
{
    const RectoChart *chart = canvas->chart;
    RectoLength height = 2 * recto_canvas_half_cap(&canvas->style->chart_name);
    g_autoptr(GArray) order = g_array_sized_new(FALSE, FALSE, sizeof(guint), chart->n_labels);
    g_autofree double *heights = g_new(double, chart->n_labels);
    for (guint i = 0; i < chart->n_labels; i++) {
        g_array_append_val(order, i);
        heights[i] =
            recto_chart_value(chart, i, series)->missing ? -HUGE_VAL : recto_chart_value(chart, i, series)->number;
    }
    g_array_sort_with_data(order, by_height, heights);
    for (guint i = 0; i < chart->n_labels; i++) {
        guint label = g_array_index(order, guint, i);
        RectoLength x = recto_plot_x(names->plot, label, chart->n_labels);
        RectoLength y = recto_plot_y(names->plot, recto_chart_value(chart, label, series)->number);
        for (guint side = 0; side < 4; side++) {
            *ret = box_at(x, y, width, height, side);
            if (is_free(canvas, names, *ret))
                return TRUE;
        }
    }
    return FALSE;
}

/* Finds positions for the names in the plot; the other names are placed above it. */
static void place_names(const RectoCanvas *canvas, const RectoPlot *plot, NamePlaces *places)
{
    const RectoTextStyle *element = &canvas->style->chart_name;
    Names names = {plot, g_array_new(FALSE, FALSE, sizeof(RectoBox))};
    RectoBox unit = recto_plot_unit(canvas, plot);
    g_array_append_val(names.taken, unit);
    places->n_above = 0;
    for (guint k = 0; k < canvas->chart->n_series && canvas->chart->n_series > 1; k++) {
        if (!canvas->chart->series[k])
            continue;
        RectoLength width =
            MIN(recto_canvas_width(canvas->context, canvas->chart->series[k], element, FALSE), MAX_LINE_NAME_WIDTH);
        places->above[k] = !find_place(canvas, &names, k, width, &places->boxes[k]);
        places->n_above += places->above[k];
        if (!places->above[k])
            g_array_append_val(names.taken, places->boxes[k]);
    }
    g_array_unref(names.taken);
}

/* Draws a name above the plot, with a sample of its line before it. */
static void add_name_above(RectoCanvas *canvas, const RectoPlot *plot, guint series, guint row)
{
    const RectoTextStyle *element = &canvas->style->chart_name;
    RectoLength y = (RectoLength)(row + 1) * element->leading - RECTO_PT(2);
    RectoLength line = y - recto_canvas_half_cap(element), left = plot->left;
    const RectoPathStep steps[] = {{'M', {left, line}}, {'L', {left + KEY_WIDTH, line}}};
    recto_canvas_path(canvas, steps, G_N_ELEMENTS(steps), pen_of(canvas->style, series));
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, 0, series + 1),
                           (RectoLabel){.style = element,
                                        .x = left + KEY_WIDTH + RECTO_PT(4),
                                        .y = y,
                                        .most = plot->right - left - KEY_WIDTH - RECTO_PT(4),
                                        .colour = name_colour(canvas->style, series),
                                        .coloured = TRUE});
}

static void add_names(RectoCanvas *canvas, const RectoPlot *plot, const NamePlaces *places)
{
    const RectoTextStyle *element = &canvas->style->chart_name;
    guint row = 0;
    for (guint k = 0; k < canvas->chart->n_series; k++) {
        RectoChartCell *cell = recto_canvas_cell(canvas, 0, k + 1);
        recto_canvas_hang(cell, plot->left + (RectoLength)(k + 1) * RECTO_PT(2), plot->top + plot->height,
                          canvas->style->colour_head);
        if (!canvas->chart->series[k] || canvas->chart->n_series < 2)
            continue;
        RectoBox box = places->boxes[k];
        if (places->above[k]) {
            add_name_above(canvas, plot, k, row++);
            continue;
        }
        recto_canvas_draw_text(canvas, cell,
                               (RectoLabel){.style = element,
                                            .x = CLAMP(box.left, plot->left, plot->right - (box.right - box.left)),
                                            .y = box.bottom,
                                            .most = MAX_LINE_NAME_WIDTH,
                                            .colour = name_colour(canvas->style, k),
                                            .coloured = TRUE});
    }
}

void recto_draw_lines(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    double least = 0, greatest = 0;
    recto_canvas_fill(canvas);
    recto_chart_range(chart, &least, &greatest);
    RectoPlot plot = {
        .scale = recto_scale(least, greatest, chart->from_given ? &chart->from : NULL),
        .top = canvas->unit,
        .height = style->chart_plot_height,
        .last = style->chart_plot_last,
        .right = canvas->right,
    };
    plot.first = recto_plot_first(canvas, &plot.scale);
    NamePlaces places;
    place_names(canvas, &plot, &places);
    if (places.n_above) {
        plot.top += (RectoLength)places.n_above * style->chart_name.leading;
        place_names(canvas, &plot, &places);
    }
    recto_plot_steps(canvas, &plot);
    recto_plot_zero(canvas, &plot);
    for (guint k = chart->n_series; k-- > 0;) {
        RectoPen pen = pen_of(style, k);
        add_line(canvas, &plot, k, pen);
        hang_values(canvas, &plot, k, pen.stroke);
    }
    recto_canvas_hang(recto_canvas_cell(canvas, 0, 0), 0, plot.top + plot.height, style->colour_head);
    add_names(canvas, &plot, &places);
    recto_plot_labels(canvas, &plot);
    ret->height = plot.top + plot.height + canvas->unit;
}

/* ---- small multiples ---- */

/* Draws the greatest value at its point, within the plot's width. */
static void add_greatest(RectoCanvas *canvas, const RectoPlot *plot, guint series)
{
    const RectoChart *chart = canvas->chart;
    const RectoTextStyle *element = &canvas->style->chart_small;
    gint best = -1;
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoChartValue *value = recto_chart_value(chart, i, series);
        if (!value->missing && (best < 0 || value->number > recto_chart_value(chart, (guint)best, series)->number))
            best = (gint)i;
    }
    if (best < 0)
        return;
    const RectoChartValue *value = recto_chart_value(chart, (guint)best, series);
    RectoLength half = recto_canvas_width(canvas->context, value->words, element, FALSE) / 2;
    RectoLength x = recto_plot_x(plot, (guint)best, chart->n_labels);
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, (guint)best + 1, series + 1),
                           (RectoLabel){.style = element,
                                        .x = CLAMP(x, plot->left + half, MAX(plot->right - half, plot->left + half)),
                                        .y = recto_plot_y(plot, value->number) - RECTO_PT(4),
                                        .align = RECTO_LABEL_CENTRE});
}

/* Draws the first and the last label below the axis, at its ends. */
static void add_ends(RectoCanvas *canvas, const RectoPlot *plot)
{
    const RectoChart *chart = canvas->chart;
    const RectoTextStyle *element = &canvas->style->chart_small;
    RectoLength y = plot->top + plot->height + canvas->style->chart_label_drop;
    RectoLength most = (plot->right - plot->left) / 2 - RECTO_PT(4);
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, 1, 0),
                           (RectoLabel){.style = element, .x = plot->left, .y = y, .most = most});
    if (chart->n_labels > 1)
        recto_canvas_draw_text(
            canvas, recto_canvas_cell(canvas, chart->n_labels, 0),
            (RectoLabel){.style = element, .x = plot->right, .y = y, .most = most, .align = RECTO_LABEL_RIGHT});
}

static void add_small(RectoCanvas *canvas, const RectoScale *scale, guint series, RectoLength x, RectoLength y)
{
    const RectoStyle *style = canvas->style;
    RectoLength width = style->panel_width;
    RectoPlot plot = {.scale = *scale, .top = y + 2 * canvas->unit, .height = style->chart_small_plot};
    plot.left = x;
    plot.right = x + width;
    plot.first = x + style->chart_line_first;
    plot.last = x + width - style->chart_line_first;
    RectoPen pen = pen_of(style, 0);
    recto_canvas_draw_text(
        canvas, recto_canvas_cell(canvas, 0, series + 1),
        (RectoLabel){.style = &style->chart_name, .x = x, .y = y + canvas->unit - RECTO_PT(4), .most = width});
    recto_plot_zero(canvas, &plot);
    pen.line_width = style->chart_line_other * 3 / 2;
    add_line(canvas, &plot, series, pen);
    hang_values(canvas, &plot, series, pen.stroke);
    add_greatest(canvas, &plot, series);
    add_ends(canvas, &plot);
}

/* Adds the labels between the ends as hidden text at the axis of the first plot. */
static void hang_labels(RectoCanvas *canvas, RectoLength left, RectoLength y)
{
    const RectoChart *chart = canvas->chart;
    RectoPlot plot = {.first = left, .last = left + canvas->style->panel_width};
    for (guint i = 0; i < chart->n_labels; i++)
        recto_canvas_hang(recto_canvas_cell(canvas, i + 1, 0), recto_plot_x(&plot, i, chart->n_labels), y,
                          canvas->style->colour_head);
}

void recto_draw_multiples(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    double least = 0, greatest = 0;
    recto_canvas_fill(canvas);
    recto_chart_range(chart, &least, &greatest);
    RectoScale scale = recto_scale(least, greatest, chart->from_given ? &chart->from : NULL);
    guint columns = chart->n_series <= 2 || chart->n_series == 4 ? 2 : 3;
    RectoLength left = columns == 2 ? 0 : canvas->left, step = style->panel_width + style->panel_gap;
    RectoLength height = 2 * canvas->unit + style->chart_small_plot + 2 * canvas->unit;
    for (guint k = 0; k < chart->n_series; k++)
        add_small(canvas, &scale, k, left + (RectoLength)(k % columns) * step, (RectoLength)(k / columns) * height);
    RectoLength axis = 2 * canvas->unit + style->chart_small_plot;
    hang_labels(canvas, left, axis);
    recto_canvas_hang(recto_canvas_cell(canvas, 0, 0), left + RECTO_PT(2), axis, style->colour_head);
    ret->height = (RectoLength)((chart->n_series + columns - 1) / columns) * height - canvas->unit;
    ret->wide = columns == 3;
}
