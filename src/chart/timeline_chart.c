/* Timelines: events on an axis proportional to time, with labels on stems below it. */
#include "chart/chart_canvas.h"

#include <math.h>
#include <string.h>

/* Maximum line length of an event's text, and the gaps: between years, between stem and date, between date and text. */
#define LABEL_MEASURE RECTO_PT(210)
#define YEAR_GAP      RECTO_PT(4)
#define STEM_GAP      RECTO_PT(4)
#define DATE_GAP      RECTO_PT(6)

/* ---- reading ---- */

/* Parses YYYY, YYYY-MM or YYYY-MM-DD. */
static gboolean read_date(const char *text, RectoChartValue *ret, int parts[3])
{
    guint n = 0;
    g_auto(GStrv) words = g_strsplit(text, "-", -1);
    parts[0] = parts[1] = parts[2] = 0;
    for (; words[n] && n < 3; n++) {
        gint64 number = 0;
        if (!g_ascii_string_to_signed(words[n], 10, 1, n == 0 ? 9999 : n == 1 ? 12 : 31, &number, NULL))
            return FALSE;
        parts[n] = (int)number;
    }
    if (words[n] || !g_date_valid_dmy((GDateDay)MAX(parts[2], 1), (GDateMonth)MAX(parts[1], 1), (GDateYear)parts[0]))
        return FALSE;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)MAX(parts[2], 1), (GDateMonth)MAX(parts[1], 1), (GDateYear)parts[0]);
    ret->number = g_date_get_julian(&date);
    return TRUE;
}

/* Sorts the events by time; events of the same day keep their order. */
static void sort_events(RectoChart *chart)
{
    for (guint i = 1; i < chart->n_labels; i++) {
        for (guint k = i; k > 0 && chart->values[k - 1].number > chart->values[k].number; k--) {
            RectoChartValue value = chart->values[k];
            const char *label = chart->labels[k], *name = chart->names[k];
            chart->values[k] = chart->values[k - 1];
            chart->labels[k] = chart->labels[k - 1];
            chart->names[k] = chart->names[k - 1];
            chart->values[k - 1] = value;
            chart->labels[k - 1] = label;
            chart->names[k - 1] = name;
        }
    }
}

void recto_timeline_mend(RectoGrid *grid)
{
    int parts[3];
    RectoChartValue value;
    if (!grid->named || !read_date(g_array_index(grid->head, RectoGridCell, 0).text, &value, parts))
        return;
    g_ptr_array_insert(grid->rows, 0, grid->head);
    grid->head = g_array_new(FALSE, TRUE, sizeof(RectoGridCell));
    RectoGridCell nothing = {"", RECTO_NO_SPAN};
    for (guint i = 0; i < 2; i++)
        g_array_append_val(grid->head, nothing);
    grid->named = FALSE;
}

gboolean recto_timeline_read(const RectoChartContext *context, RectoChart *chart, const RectoGrid *grid)
{
    gboolean good = TRUE;
    chart->n_series = 1;
    for (guint i = 0; i < chart->n_labels; i++) {
        const RectoGridCell *date = recto_grid_cell(grid, i, 0), *event = recto_grid_cell(grid, i, 1);
        int parts[3];
        RectoChartValue value = {.words = recto_arena_strndup(context->arena, event->text, -1)};
        if (!read_date(date->text, &value, parts) || !*event->text) {
            recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, *event->text ? date->span : event->span,
                           *event->text ? "“%s” is not a date (expected: 2024, 2024-03 or 2024-03-20)"
                                        : "the event of %s has no text",
                           date->text);
            good = FALSE;
            continue;
        }
        chart->values[i] = value;
        g_autofree char *words = recto_strings_date(context->strings, parts[0], parts[1], parts[2]);
        chart->labels[i] = recto_arena_strndup(context->arena, words, -1);
    }
    if (good && chart->n_labels <= 100)
        sort_events(chart);
    return good;
}

/* ---- drawing ---- */

typedef struct {
    RectoLength *x, *dates, *widths; /* per event: position; relative start and end of its text */
    guint *lines, *rows;
} Places;

static double share_of(const RectoChart *chart, guint event)
{
    double first = chart->values[0].number, last = chart->values[chart->n_labels - 1].number;
    return last > first ? (chart->values[event].number - first) / (last - first) : 0;
}

/* Measures the events. Date and text share a line; a long text is broken. */
static void measure(RectoCanvas *canvas, Places *places)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    RectoLength whole = canvas->right - canvas->left;
    gint64 axis = whole;
    for (guint i = 0; i < chart->n_labels; i++) {
        RectoLength words = recto_canvas_width(canvas->context, chart->values[i].words, &style->chart_label, TRUE);
        places->dates[i] =
            recto_canvas_width(canvas->context, chart->labels[i], &style->chart_small, FALSE) + STEM_GAP + DATE_GAP;
        places->widths[i] = places->dates[i] + MIN(words, LABEL_MEASURE);
        places->lines[i] = recto_canvas_lines(canvas->context, chart->values[i].words, &style->chart_label, TRUE,
                                              LABEL_MEASURE + RECTO_PT(1));
        /* the axis is as long as possible while every label stays left of the edge */
        if (share_of(chart, i) > 0)
            axis = MIN(axis, (gint64)((whole - places->widths[i]) / share_of(chart, i)));
    }
    for (guint i = 0; i < chart->n_labels; i++)
        places->x[i] = canvas->left + (RectoLength)lround(share_of(chart, i) * (double)axis);
}

/* Returns the interval, in years, of printed years: every year if there is room. */
static int year_step(const RectoCanvas *canvas, RectoLength axis, int years)
{
    static const int steps[] = {1, 5, 10, 20, 50, 100, 200, 500};
    RectoLength room = recto_canvas_width(canvas->context, "2000", &canvas->style->chart_small, FALSE) + YEAR_GAP;
    guint i = years > 24 ? 2 : years > 12 ? 1 : 0;
    while (i + 1 < G_N_ELEMENTS(steps) && (gint64)axis * steps[i] < (gint64)room * years)
        i++;
    return steps[i];
}

/* Draws the years along the axis, each at its start. */
static void add_years(RectoCanvas *canvas, const Places *places, RectoLength axis)
{
    const RectoStyle *style = canvas->style;
    const RectoChart *chart = canvas->chart;
    guint n = chart->n_labels;
    double first = chart->values[0].number, last = chart->values[n - 1].number;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)first);
    int year = g_date_get_year(&date), years = (int)((last - first) / 365.25) + 1,
        step = year_step(canvas, places->x[n - 1] - places->x[0], years);
    for (int at = year + 1; last > first && at <= year + years + 1; at++) {
        g_date_set_dmy(&date, 1, G_DATE_JANUARY, (GDateYear)at);
        double share = (g_date_get_julian(&date) - first) / (last - first);
        RectoLength x = places->x[0] + (RectoLength)lround(share * (places->x[n - 1] - places->x[0]));
        if (share > 1 || at % step)
            continue;
        g_autofree char *words = g_strdup_printf("%d", at);
        recto_canvas_rect(canvas, x, axis - RECTO_PT(4), style->chart_rule, RECTO_PT(4), style->colour_head);
        recto_canvas_label(canvas, &(RectoLabel){.words = words,
                                                 .style = &style->chart_small,
                                                 .x = x,
                                                 .y = axis - RECTO_PT(6),
                                                 .align = RECTO_LABEL_CENTRE,
                                                 .slot = canvas->slot});
    }
}

static void add_event(RectoCanvas *canvas, const Places *places, guint event, RectoLength axis, RectoLength top)
{
    const RectoStyle *style = canvas->style;
    gboolean strong = (gint)event == canvas->chart->highlight;
    RectoLength side = style->list_bullet, x = places->x[event], y = top + canvas->unit - RECTO_PT(4);
    RectoColour colour = strong ? style->colour_accent : style->colour_head;
    recto_canvas_rect(canvas, x - style->chart_rule / 2, axis, style->chart_rule, y - axis, style->colour_head);
    recto_canvas_rect(canvas, x - side / 2, axis - side / 2, side, side, colour);
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, event + 1, 0),
                           (RectoLabel){.style = &style->chart_small, .x = x + STEM_GAP, .y = y});
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, event + 1, 1),
                           (RectoLabel){.style = &style->chart_label,
                                        .x = x + places->dates[event],
                                        .y = y,
                                        .measure = LABEL_MEASURE + RECTO_PT(1),
                                        .strong = strong});
}

/* Draws the rows of labels below the axis; each row is as high as its highest label. */
static RectoLength add_events(RectoCanvas *canvas, const Places *places, guint n_rows, RectoLength axis)
{
    RectoLength top = axis + canvas->unit / 2;
    for (guint row = 0; row < n_rows; row++) {
        guint lines = 1;
        for (guint i = 0; i < canvas->chart->n_labels; i++) {
            if (places->rows[i] != row)
                continue;
            lines = MAX(lines, places->lines[i]);
            add_event(canvas, places, i, axis, top);
        }
        top += (RectoLength)lines * canvas->unit;
    }
    return top;
}

void recto_draw_timeline(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoChart *chart = canvas->chart;
    guint n = chart->n_labels;
    g_autofree RectoLength *room = g_new0(RectoLength, 3 * n);
    g_autofree guint *counts = g_new0(guint, 2 * n);
    Places places = {room, room + n, room + 2 * n, counts, counts + n};
    RectoLength axis = canvas->unit;
    recto_canvas_fill(canvas);
    measure(canvas, &places);
    guint n_rows = recto_stagger(places.x, places.widths, n, RECTO_PT(6), places.rows);
    recto_canvas_rule(canvas, canvas->left, axis, canvas->right - canvas->left, canvas->style->chart_axis,
                      canvas->style->colour_head);
    add_years(canvas, &places, axis);
    for (guint k = 0; k < 2; k++)
        recto_canvas_hang(recto_canvas_cell(canvas, 0, k), canvas->right - (RectoLength)(k + 1) * RECTO_PT(4), axis,
                          canvas->style->colour_head);
    ret->height = add_events(canvas, &places, n_rows, axis);
    ret->wide = TRUE;
}
