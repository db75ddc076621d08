/* Column charts: upright columns along a time axis. */
#include "chart/chart_canvas.h"

#include <math.h>

/* Width of a column, per mille of its place. */
#define FILL 640

/* Returns TRUE if every value fits above its column. */
static gboolean values_fit(const RectoCanvas *canvas, RectoLength place)
{
    const RectoChart *chart = canvas->chart;
    for (guint i = 0; i < chart->n_labels; i++)
        if (recto_canvas_width(canvas->context, recto_chart_value(chart, i, 0)->words, &canvas->style->chart_value,
                               (gint)i == chart->highlight) +
                RECTO_PT(2) >
            place)
            return FALSE;
    return TRUE;
}

static void add_column(RectoCanvas *canvas, const RectoPlot *plot, guint label, RectoLength width, gboolean printed)
{
    const RectoStyle *style = canvas->style;
    const RectoChartValue *value = recto_chart_value(canvas->chart, label, 0);
    RectoChartCell *cell = recto_canvas_cell(canvas, label + 1, 1);
    gboolean strong = (gint)label == canvas->chart->highlight, below = value->number < 0;
    RectoLength x = recto_plot_x(plot, label, canvas->chart->n_labels);
    RectoLength zero = recto_plot_y(plot, 0), end = recto_plot_y(plot, value->number);
    RectoColour colour = strong ? style->colour_accent : style->colour_context;
    recto_canvas_rect(canvas, x - width / 2, MIN(zero, end), width, ABS(end - zero), colour);
    recto_canvas_hang(cell, x, (zero + end) / 2, value->missing ? style->colour_head : colour);
    if (!printed)
        return;
    RectoLength drop = 2 * recto_canvas_half_cap(&style->chart_value) + RECTO_PT(4);
    recto_canvas_draw_text(canvas, cell,
                           (RectoLabel){.style = &style->chart_value,
                                        .x = x,
                                        .y = end + (below ? drop : -RECTO_PT(4)),
                                        .align = RECTO_LABEL_CENTRE,
                                        .strong = strong});
}

void recto_draw_columns(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    double least = 0, greatest = 0;
    recto_canvas_fill(canvas);
    recto_chart_range(chart, &least, &greatest);
    RectoPlot plot = {.top = canvas->unit, .height = style->chart_plot_height, .right = canvas->right};
    RectoLength place = canvas->right / (RectoLength)chart->n_labels;
    gboolean printed = values_fit(canvas, place);
    plot.scale = recto_scale(least, greatest, NULL);
    if (printed) {
        /* no scale: the highest column fills the plot; columns below zero leave room for their values */
        double whole = MAX(greatest, 0) - MIN(least, 0);
        plot.scale.high = greatest > 0 ? greatest : least < 0 ? 0 : 1;
        plot.scale.low = least < 0 ? least - whole * 0.09 : 0;
    } else {
        place = (canvas->right - recto_plot_first(canvas, &plot.scale)) / (RectoLength)chart->n_labels;
        recto_plot_steps(canvas, &plot);
    }
    plot.first = (printed ? 0 : recto_plot_first(canvas, &plot.scale)) + place / 2;
    plot.last = canvas->right - place / 2;
    RectoLength width = MIN((RectoLength)((gint64)place * FILL / 1000), style->chart_column_widest);
    for (guint i = 0; i < chart->n_labels; i++)
        add_column(canvas, &plot, i, MAX(width, RECTO_PT(0.5)), printed);
    recto_plot_zero(canvas, &plot);
    recto_plot_labels(canvas, &plot);
    for (guint k = 0; k < 2; k++)
        recto_canvas_hang(recto_canvas_cell(canvas, 0, k), (RectoLength)k * RECTO_PT(2), plot.top + plot.height,
                          style->colour_head);
    ret->height = plot.top + plot.height + canvas->unit;
}
