/* Draws a chart of any kind. */
#include "chart/chart_canvas.h"

/* The unit must never be lost: if the chart has no room for it, it follows the title. */
const char *recto_chart_heading(const RectoChart *chart, RectoArena *arena, gboolean says_unit)
{
    const char *unit = says_unit ? NULL : recto_chart_unit_apart(chart);
    if (!unit || !chart->title)
        return unit ? unit : chart->title;
    g_autofree char *heading = g_strdup_printf("%s (%s)", chart->title, unit);
    return recto_arena_strndup(arena, heading, -1);
}

void recto_chart_draw(const RectoChartContext *context, const RectoChart *chart, RectoElement *parent,
                      RectoChartPicture *ret)
{
    static void (*const draw[RECTO_CHART_KIND_MAX])(RectoCanvas *, RectoChartPicture *) = {
#define KIND(id, name, draw) draw,
#include "chart/chart_kinds.def"
    };
    /* text that some kinds print in addition to the data: totals, shares */
    gboolean donut = chart->kind == RECTO_CHART_DONUT, stacked = chart->kind == RECTO_CHART_STACKED;
    RectoCanvas canvas;
    guint n_columns = donut ? recto_donut_columns(chart) : chart->n_series + 1 + stacked;
    recto_canvas_init(&canvas, context, chart, parent, chart->n_labels + 1 + donut, n_columns);
    *ret = (RectoChartPicture){.table = canvas.table};
    draw[chart->kind](&canvas, ret);
    ret->heading = recto_chart_heading(chart, context->pages->arena, canvas.says_unit);
    ret->fragment = recto_canvas_finish(&canvas);
}
