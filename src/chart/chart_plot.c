/* Plots above an axis of labels: columns, lines, areas. */
#include "chart/chart_canvas.h"

#include <math.h>

/* Minimum gap between two axis labels. */
#define MIN_LABEL_GAP RECTO_PT(6)

/* Gap between the widest step label and content above its line. */
#define STEP_GAP RECTO_PT(2)

RectoLength recto_plot_x(const RectoPlot *plot, guint index, guint n)
{
    if (n < 2)
        return (plot->first + plot->last) / 2;
    return plot->first + (RectoLength)((gint64)(plot->last - plot->first) * index / (n - 1));
}

RectoLength recto_plot_y(const RectoPlot *plot, double value)
{
    return plot->top + plot->height - recto_scale_length(&plot->scale, value, plot->height);
}

static int decimals_of(double step)
{
    int decimals = 0;
    while (decimals < 6 && fabs(step - round(step)) > 1e-9 * step) {
        step *= 10;
        decimals++;
    }
    return decimals;
}

static char *step_words(const RectoCanvas *canvas, const RectoScale *scale, guint step)
{
    const RectoStrings *strings = canvas->context->strings;
    double value = scale->low + step * scale->step;
    int decimals = decimals_of(scale->step);
    return recto_chart_is_percent(canvas->chart) ? recto_strings_percent(strings, value, decimals)
                                                 : recto_strings_number(strings, value, decimals);
}

/* Returns the label of the highest step, with the unit ("300 commits") if that fits into the plot. */
static char *uppermost_words(const RectoCanvas *canvas, const RectoPlot *plot, gboolean *ret_unit)
{
    const RectoScale *scale = &plot->scale;
    const char *unit = canvas->chart->unit;
    g_autofree char *number = step_words(canvas, scale, scale->n_steps);
    gboolean printed = fabs(scale->high) > scale->step / 1000; /* the zero line has no label */
    *ret_unit = FALSE;
    if (!unit || recto_chart_is_percent(canvas->chart))
        return g_steal_pointer(&number);
    g_autofree char *words = g_strconcat(number, " ", unit, NULL);
    RectoLength width = recto_canvas_width(canvas->context, words, &canvas->style->chart_small, FALSE);
    *ret_unit = printed && width <= plot->right - plot->left;
    return *ret_unit ? g_steal_pointer(&words) : g_steal_pointer(&number);
}

RectoBox recto_plot_unit(const RectoCanvas *canvas, const RectoPlot *plot)
{
    gboolean unit;
    g_autofree char *words = uppermost_words(canvas, plot, &unit);
    const RectoTextStyle *element = &canvas->style->chart_small;
    RectoLength width = recto_canvas_width(canvas->context, words, element, FALSE);
    return (RectoBox){plot->left, plot->top - element->leading, MIN(plot->left + width, plot->right), plot->top};
}

RectoLength recto_plot_steps_width(const RectoCanvas *canvas, const RectoScale *scale)
{
    RectoLength widest = 0;
    for (guint i = 0; i <= scale->n_steps; i++) {
        g_autofree char *words = step_words(canvas, scale, i);
        widest = MAX(widest, recto_canvas_width(canvas->context, words, &canvas->style->chart_small, FALSE));
    }
    return widest;
}

RectoLength recto_plot_first(const RectoCanvas *canvas, const RectoScale *scale)
{
    RectoLength steps = recto_plot_steps_width(canvas, scale) + STEP_GAP;
    return MAX(canvas->style->chart_plot_first, MIN(steps, canvas->right / 2));
}

void recto_plot_steps(RectoCanvas *canvas, const RectoPlot *plot)
{
    const RectoStyle *style = canvas->style;
    g_autofree char *uppermost = uppermost_words(canvas, plot, &canvas->says_unit);
    for (guint i = 0; i <= plot->scale.n_steps; i++) {
        double value = plot->scale.low + i * plot->scale.step;
        gboolean zero = fabs(value) < plot->scale.step / 1000;
        RectoLength y = recto_plot_y(plot, value);
        if (zero)
            continue;
        g_autofree char *step = i == plot->scale.n_steps ? g_strdup(uppermost) : step_words(canvas, &plot->scale, i);
        /* the space separates the label from the next in copied text */
        g_autofree char *words = g_strconcat(step, " ", NULL);
        recto_canvas_rule(canvas, plot->left, y, plot->right - plot->left, style->chart_rule, style->colour_rule);
        recto_canvas_label(canvas, &(RectoLabel){.words = words,
                                                 .style = &style->chart_small,
                                                 .x = plot->left,
                                                 .y = y - style->chart_step_rise,
                                                 .slot = canvas->slot});
    }
}

void recto_plot_zero(RectoCanvas *canvas, const RectoPlot *plot)
{
    const RectoStyle *style = canvas->style;
    if (plot->scale.low > 0 || plot->scale.high < 0)
        return;
    recto_canvas_rule(canvas, plot->left, recto_plot_y(plot, 0), plot->right - plot->left, style->chart_axis,
                      style->colour_head);
}

/* ---- labels ---- */

static gboolean are_months(const RectoCanvas *canvas)
{
    const RectoChart *chart = canvas->chart;
    for (guint i = 0; i < chart->n_labels; i++) {
        g_autofree char *month = recto_strings_month(canvas->context->strings, (int)i + 1);
        if (g_strcmp0(month, chart->labels[i]) != 0)
            return FALSE;
    }
    return chart->n_labels == 12;
}

static char *printed_label(const RectoChart *chart, guint index, gboolean initials)
{
    const char *label = chart->labels[index];
    if (!initials || !g_unichar_isalpha(g_utf8_get_char(label)))
        return g_strdup(label);
    g_autofree char *first = g_strndup(label, (gsize)(g_utf8_next_char(label) - label));
    return g_utf8_strup(first, -1);
}

/* Returns the maximum width of a label; the first and the last label always fit. */
static RectoLength widest_label(const RectoCanvas *canvas, const RectoPlot *plot)
{
    RectoLength whole = plot->right - plot->left;
    return canvas->chart->n_labels > 1 ? whole / 2 - MIN_LABEL_GAP : whole;
}

/* Computes the left and right edges of a label below the axis, within the plot. */
static void label_edges(const RectoCanvas *canvas, const RectoPlot *plot, guint index, gboolean initials,
                        RectoLength *ret_left, RectoLength *ret_right)
{
    g_autofree char *words = printed_label(canvas->chart, index, initials);
    RectoLength width = recto_canvas_width(canvas->context, words, &canvas->style->chart_small, FALSE);
    RectoLength half = MIN(width, widest_label(canvas, plot)) / 2;
    RectoLength x = recto_plot_x(plot, index, canvas->chart->n_labels);
    x = CLAMP(x, plot->left + half, MAX(plot->right - half, plot->left + half));
    *ret_left = x - half;
    *ret_right = x + half;
}

/* Returns TRUE if every label that is printed fits. */
static gboolean labels_fit(const RectoCanvas *canvas, const RectoPlot *plot, guint step, gboolean initials)
{
    RectoLength end = -RECTO_PT(4000);
    for (guint i = 0; i < canvas->chart->n_labels; i += step) {
        RectoLength left, right;
        label_edges(canvas, plot, i, initials, &left, &right);
        if (left < end + MIN_LABEL_GAP)
            return FALSE;
        end = right;
    }
    return TRUE;
}

/* Returns the distance between printed labels; the first and the last label are always printed. */
static guint label_step(const RectoCanvas *canvas, const RectoPlot *plot, gboolean initials)
{
    static const guint steps[] = {1, 2, 5, 10, 20, 50, 100, 200};
    guint n = canvas->chart->n_labels;
    for (guint i = 0; i < G_N_ELEMENTS(steps) && steps[i] < n; i++)
        if (labels_fit(canvas, plot, steps[i], initials))
            return steps[i];
    return n;
}

void recto_plot_labels(RectoCanvas *canvas, const RectoPlot *plot)
{
    const RectoChart *chart = canvas->chart;
    gboolean initials = are_months(canvas);
    guint step = label_step(canvas, plot, initials);
    RectoLength axis = plot->top + plot->height;
    for (guint i = 0; i < chart->n_labels; i++) {
        RectoChartCell *cell = recto_canvas_cell(canvas, i + 1, 0);
        recto_canvas_hang(cell, recto_plot_x(plot, i, chart->n_labels), axis, canvas->style->colour_head);
        if (i % step && !(i + 1 == chart->n_labels && step == chart->n_labels))
            continue;
        g_autofree char *words = printed_label(chart, i, initials);
        RectoLength left, right;
        label_edges(canvas, plot, i, initials, &left, &right);
        recto_canvas_draw_text(canvas, cell,
                               (RectoLabel){.words = words,
                                            .style = &canvas->style->chart_small,
                                            .x = (left + right) / 2,
                                            .y = axis + canvas->style->chart_label_drop,
                                            .most = widest_label(canvas, plot),
                                            .align = RECTO_LABEL_CENTRE});
    }
}
