/* Area charts: one series, or several stacked series, over time. */
#include "chart/chart_canvas.h"

/* Maximum width of a series name; a wider name is cut. */
#define MAX_AREA_NAME_WIDTH RECTO_PT(100)

/* Returns the sum of the series below `series`, including it. */
static double sum_to(const RectoChart *chart, guint label, guint series)
{
    double sum = 0;
    for (guint k = 0; k < series; k++)
        sum += recto_chart_value(chart, label, k)->number;
    return sum;
}

static RectoColour colour_of(const RectoCanvas *canvas, guint series)
{
    return canvas->chart->n_series == 1 ? canvas->style->colour_context : recto_part_colour(canvas->style, series);
}

static void add_band(RectoCanvas *canvas, const RectoPlot *plot, guint series)
{
    const RectoStyle *style = canvas->style;
    guint n = canvas->chart->n_labels;
    g_autofree RectoPathStep *steps = g_new0(RectoPathStep, 2 * n + 1);
    for (guint i = 0; i < n; i++) {
        RectoLength x = recto_plot_x(plot, i, n);
        steps[i] = (RectoPathStep){i ? 'L' : 'M', {x, recto_plot_y(plot, sum_to(canvas->chart, i, series + 1))}};
        steps[2 * n - 1 - i] = (RectoPathStep){'L', {x, recto_plot_y(plot, sum_to(canvas->chart, i, series))}};
    }
    steps[2 * n] = (RectoPathStep){'Z', {0}};
    gboolean outlined = canvas->chart->n_series > 1 && recto_part_outlined(style, series);
    RectoColour paper = {FALSE, 255, 255, 255};
    /* light bands have an outline in the heading colour, dark ones a white gap between them */
    recto_canvas_path(canvas, steps, 2 * n + 1,
                      (RectoPen){colour_of(canvas, series), outlined ? style->colour_head : paper, style->chart_outline,
                                 0, 0, FALSE});
    for (guint i = 0; i < n; i++)
        recto_canvas_hang(recto_canvas_cell(canvas, i + 1, series + 1), recto_plot_x(plot, i, n),
                          (steps[i].p[1] + steps[2 * n - 1 - i].p[1]) / 2, colour_of(canvas, series));
}

/* Returns the height that a band has everywhere from label `from` to `to`. */
static RectoLength clear_height(const RectoCanvas *canvas, const RectoPlot *plot, guint series, RectoLength left,
                                RectoLength right, RectoLength *ret_middle)
{
    guint n = canvas->chart->n_labels;
    RectoLength top = 0, bottom = RECTO_LENGTH_MAX;
    for (guint i = 0; i < n; i++) {
        RectoLength x = recto_plot_x(plot, i, n);
        RectoLength step = n > 1 ? recto_plot_x(plot, 1, n) - recto_plot_x(plot, 0, n) : 0;
        if (x < left - step || x > right + step)
            continue;
        top = MAX(top, recto_plot_y(plot, sum_to(canvas->chart, i, series + 1)));
        bottom = MIN(bottom, recto_plot_y(plot, sum_to(canvas->chart, i, series)));
    }
    *ret_middle = (top + bottom) / 2;
    return bottom - top;
}

/* Places the name in its band where the band is highest. If it does not fit, the name is placed at the right end, level
 * with the band, but clear of `*end`, the name below it. */
static void add_name(RectoCanvas *canvas, const RectoPlot *plot, guint series, RectoLength *end)
{
    const RectoTextStyle *element = &canvas->style->chart_name;
    RectoChartCell *cell = recto_canvas_cell(canvas, 0, series + 1);
    RectoLength width = MIN(recto_canvas_width(canvas->context, cell->words, element, FALSE), MAX_AREA_NAME_WIDTH);
    RectoLength best_x = 0, best_y = 0;
    RectoLength need = 2 * recto_canvas_half_cap(element) + RECTO_PT(4), best = 0;
    guint n = canvas->chart->n_labels;
    /* at the labels, and halfway between them */
    for (guint i = 0; i < 2 * n - 1; i++) {
        RectoLength x = recto_plot_x(plot, i, 2 * n - 1), middle = 0;
        if (x - width / 2 < plot->first || x + width / 2 > plot->last)
            continue;
        RectoLength height = clear_height(canvas, plot, series, x - width / 2, x + width / 2, &middle);
        if (height > best) {
            best = height;
            best_x = x;
            best_y = middle;
        }
    }
    RectoColour colour = recto_text_on(canvas->style, colour_of(canvas, series));
    if (best < need) {
        double level = (sum_to(canvas->chart, n - 1, series) + sum_to(canvas->chart, n - 1, series + 1)) / 2;
        best_x = plot->last + RECTO_PT(4) + width / 2;
        *end = best_y = MIN(recto_plot_y(plot, level), *end - element->leading);
        colour = canvas->style->colour_head;
    }
    recto_canvas_draw_text(canvas, cell,
                           (RectoLabel){.style = element,
                                        .x = best_x,
                                        .y = best_y + recto_canvas_half_cap(element),
                                        .most = MAX_AREA_NAME_WIDTH,
                                        .align = RECTO_LABEL_CENTRE,
                                        .colour = colour,
                                        .coloured = TRUE});
}

/* Returns the room beside the plot for names that do not fit into their bands. */
static RectoLength room_for_names(const RectoCanvas *canvas)
{
    RectoLength widest = 0;
    for (guint k = 0; k < canvas->chart->n_series && canvas->chart->n_series > 1; k++)
        widest =
            MAX(widest, recto_canvas_width(canvas->context, canvas->chart->series[k] ? canvas->chart->series[k] : "",
                                           &canvas->style->chart_name, FALSE));
    return widest ? MIN(widest, MAX_AREA_NAME_WIDTH) + RECTO_PT(6) : 0;
}

void recto_draw_area(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    double greatest = 0;
    recto_canvas_fill(canvas);
    for (guint i = 0; i < chart->n_labels; i++)
        greatest = MAX(greatest, sum_to(chart, i, chart->n_series));
    RectoPlot plot = {
        .scale = recto_scale(0, greatest, NULL),
        .top = canvas->unit,
        .height = style->chart_plot_height,
        .right = canvas->right,
    };
    plot.first = recto_plot_first(canvas, &plot.scale);
    plot.last = style->chart_plot_last - room_for_names(canvas);
    /* the step lines end at the plot, so that they do not cross the names beside the bands */
    if (chart->n_series > 1)
        plot.right = plot.last;
    recto_plot_steps(canvas, &plot);
    for (guint k = 0; k < chart->n_series; k++)
        add_band(canvas, &plot, k);
    recto_plot_zero(canvas, &plot);
    for (guint k = 0; k <= chart->n_series; k++)
        recto_canvas_hang(recto_canvas_cell(canvas, 0, k), (RectoLength)(k + 1) * RECTO_PT(2), plot.top + plot.height,
                          style->colour_head);
    RectoLength end = plot.top + plot.height + style->chart_name.leading;
    for (guint k = 0; k < chart->n_series && chart->n_series > 1; k++)
        add_name(canvas, &plot, k, &end);
    recto_plot_labels(canvas, &plot);
    ret->height = plot.top + plot.height + canvas->unit;
}
