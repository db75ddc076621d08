/* Donut charts: a ring in the margin column and, beside it, the list of its parts, which is the table. */
#include "chart/chart_canvas.h"

#include <math.h>

/* Minimum gap between two columns of the list. */
#define COLUMN_GAP RECTO_PT(8)
#define TURN       (2 * G_PI)

/* The columns of the list. */
enum { NAME, COUNT, SHARE, N_COLUMNS };

typedef struct {
    RectoLength x, y; /* position of the centre */
    double outer, inner;
} Ring;

static RectoPathStep point_at(const Ring *ring, double radius, double angle, char op)
{
    /* clockwise from twelve o'clock */
    return (RectoPathStep){
        op, {ring->x + (RectoLength)lround(radius * sin(angle)), ring->y - (RectoLength)lround(radius * cos(angle))}};
}

/* Appends an arc as Bézier curves of at most a quarter turn each. */
static void add_arc(const Ring *ring, double radius, double from, double to, GArray *steps)
{
    guint n = (guint)ceil(fabs(to - from) / (TURN / 4) - 1e-9);
    double part = (to - from) / MAX(n, 1), handle = 4.0 / 3 * tan(part / 4) * radius;
    for (guint i = 0; i < n; i++) {
        double a = from + i * part, b = a + part;
        RectoPathStep start = point_at(ring, radius, a, 'C'), end = point_at(ring, radius, b, 'C');
        RectoPathStep step = {'C',
                              {start.p[0] + (RectoLength)lround(handle * cos(a)),
                               start.p[1] + (RectoLength)lround(handle * sin(a)),
                               end.p[0] - (RectoLength)lround(handle * cos(b)),
                               end.p[1] - (RectoLength)lround(handle * sin(b)), end.p[0], end.p[1]}};
        g_array_append_val(steps, step);
    }
}

static void add_part(RectoCanvas *canvas, const Ring *ring, guint part, double from, double to)
{
    const RectoStyle *style = canvas->style;
    g_autoptr(GArray) steps = g_array_new(FALSE, TRUE, sizeof(RectoPathStep));
    gboolean outlined = recto_part_outlined(style, part);
    /* the outline is inside the part */
    double inset = outlined ? style->chart_outline / 2.0 : 0;
    double outer = ring->outer - inset, inner = ring->inner + inset;
    RectoPathStep start = point_at(ring, outer, from, 'M'), turn = point_at(ring, inner, to, 'L'), close = {'Z', {0}};
    g_array_append_val(steps, start);
    add_arc(ring, outer, from, to, steps);
    g_array_append_val(steps, turn);
    add_arc(ring, inner, to, from, steps);
    g_array_append_val(steps, close);
    recto_canvas_path(canvas, (const RectoPathStep *)steps->data, steps->len,
                      (RectoPen){recto_part_colour(style, part), outlined ? style->colour_head : recto_no_colour,
                                 style->chart_outline, 0, 0, FALSE});
}

/* Returns the colour index of a row; the rest has the last colour. */
static guint part_of(const RectoChart *chart, guint label)
{
    return (gint)label == chart->rest ? 4 : label;
}

static double total_of(const RectoChart *chart)
{
    double total = 0;
    for (guint i = 0; i < chart->n_labels; i++)
        total += recto_chart_value(chart, i, 0)->number;
    return total;
}

/* Returns TRUE if the values are percentages of one whole. They are then also the shares, and are printed only once. */
static gboolean are_shares(const RectoChart *chart)
{
    return recto_chart_is_percent(chart) && fabs(total_of(chart) - 100) <= 1;
}

guint recto_donut_columns(const RectoChart *chart)
{
    return are_shares(chart) ? N_COLUMNS - 1 : N_COLUMNS;
}

static void add_ring(RectoCanvas *canvas, const Ring *ring, double total)
{
    const RectoChart *chart = canvas->chart;
    guint shown = 0;
    for (guint i = 0; i < chart->n_labels; i++)
        shown += recto_chart_value(chart, i, 0)->number > 0;
    double gap = shown > 1 ? canvas->style->donut_gap / 1000.0 * TURN : 0, at = 0;
    for (guint i = 0; i < chart->n_labels; i++) {
        double part = recto_chart_value(chart, i, 0)->number / total * TURN, inset = MIN(gap / 2, part / 3);
        if (part > 0)
            add_part(canvas, ring, part_of(chart, i), at + inset, at + part - inset);
        at += part;
    }
}

/* ---- the list ---- */

static RectoLength unit_room(const RectoCanvas *canvas)
{
    return canvas->style->donut_inner * 3 / 2;
}

static const char *keep(RectoCanvas *canvas, char *text)
{
    const char *kept = recto_arena_strndup(canvas->context->pages->arena, text, -1);
    g_free(text);
    return kept;
}

/* Returns TRUE if the unit is printed in the middle of the ring, below the total, which requires a short unit. */
static gboolean says_unit(const RectoCanvas *canvas)
{
    const char *unit = canvas->chart->unit;
    return unit && !recto_chart_is_percent(canvas->chart) &&
           recto_canvas_width(canvas->context, unit, &canvas->style->chart_small, FALSE) <= unit_room(canvas);
}

static void fill_cells(RectoCanvas *canvas, double total)
{
    const RectoChart *chart = canvas->chart;
    const RectoStrings *strings = canvas->context->strings;
    recto_canvas_fill(canvas);
    gboolean shares = canvas->n_columns == N_COLUMNS;
    if (shares)
        recto_canvas_cell(canvas, 0, SHARE)->words = "%";
    for (guint i = 0; shares && i < chart->n_labels; i++) {
        double share = 100 * recto_chart_value(chart, i, 0)->number / total;
        recto_canvas_cell(canvas, i + 1, SHARE)->words = keep(canvas, recto_strings_percent(strings, share, 1));
    }
    guint last = chart->n_labels + 1;
    recto_canvas_cell(canvas, last, NAME)->words =
        says_unit(canvas) ? chart->unit : recto_strings_get(strings, "in-all");
    recto_canvas_cell(canvas, last, COUNT)->words =
        keep(canvas, recto_chart_is_percent(chart) ? recto_strings_percent(strings, total, chart->decimals)
                                                   : recto_strings_number(strings, total, chart->decimals));
    if (shares)
        recto_canvas_cell(canvas, last, SHARE)->words = keep(canvas, recto_strings_percent(strings, 100, 0));
}

/* The right end of the counts, and the maximum width of names. */
typedef struct {
    RectoLength count, name_width;
} ListColumns;

/* Returns the width of the widest printed text of a column. */
static RectoLength widest_of(RectoCanvas *canvas, guint column, gboolean strong)
{
    RectoLength widest = 0;
    for (guint i = 0; i < canvas->chart->n_labels; i++)
        widest = MAX(widest, recto_canvas_width(canvas->context, recto_canvas_cell(canvas, i + 1, column)->words,
                                                &canvas->style->table, strong));
    return widest;
}

/* Places the columns as the style defines, unless counts or shares need more room. */
static ListColumns measure_list(RectoCanvas *canvas)
{
    const RectoStyle *style = canvas->style;
    RectoLength last = widest_of(canvas, canvas->n_columns - 1, TRUE), counts = RECTO_PT(50) - COLUMN_GAP;
    ListColumns columns = {.count = MIN(style->donut_count, canvas->right - last - COLUMN_GAP)};
    if (canvas->n_columns == N_COLUMNS)
        counts = MAX(counts, widest_of(canvas, COUNT, FALSE));
    columns.name_width = MAX(columns.count - counts - COLUMN_GAP - style->donut_name, RECTO_PT(20));
    return columns;
}

static void add_row(RectoCanvas *canvas, guint label, const ListColumns *columns, RectoLength y)
{
    const RectoStyle *style = canvas->style;
    const RectoTextStyle *element = &style->table;
    RectoLength middle = y + style->donut_pitch / 2, side = style->donut_square;
    RectoLabel words = {.style = element, .y = middle + recto_canvas_half_cap(element)};
    recto_canvas_part(canvas, 0, middle - side / 2, side, side, part_of(canvas->chart, label));
    words.x = style->donut_name;
    words.most = columns->name_width;
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, label + 1, NAME), words);
    words.most = 0;
    words.align = RECTO_LABEL_RIGHT;
    words.x = columns->count;
    if (canvas->n_columns == N_COLUMNS)
        recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, label + 1, COUNT), words);
    words.x = canvas->right;
    words.strong = TRUE;
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, label + 1, canvas->n_columns - 1), words);
}

static void add_list(RectoCanvas *canvas, RectoLength top)
{
    const RectoStyle *style = canvas->style;
    guint n = canvas->chart->n_labels;
    for (guint i = 0; i <= n; i++) {
        gboolean edge = i == 0 || i == n;
        recto_canvas_rule(canvas, 0, top + (RectoLength)i * style->donut_pitch, canvas->right,
                          edge ? style->chart_axis : style->chart_rule, edge ? style->colour_head : style->colour_rule);
    }
    ListColumns columns = measure_list(canvas);
    for (guint i = 0; i < n; i++)
        add_row(canvas, i, &columns, top + (RectoLength)i * style->donut_pitch);
    for (guint column = 0; column < canvas->n_columns; column++)
        recto_canvas_hang(recto_canvas_cell(canvas, 0, column), (RectoLength)(column + 1) * RECTO_PT(20), top,
                          style->colour_head);
    if (canvas->n_columns == N_COLUMNS)
        recto_canvas_hang(recto_canvas_cell(canvas, n + 1, SHARE), canvas->right - RECTO_PT(4),
                          top + (RectoLength)n * style->donut_pitch, style->colour_head);
}

/* Draws the total and its unit in the middle of the ring. */
static void add_total(RectoCanvas *canvas, const Ring *ring)
{
    const RectoStyle *style = canvas->style;
    guint last = canvas->chart->n_labels + 1;
    RectoTextStyle element = style->chart_total;
    RectoLength room = style->donut_inner * 7 / 4;
    const char *words = recto_canvas_cell(canvas, last, COUNT)->words;
    while (element.size > style->chart_small.size && recto_canvas_width(canvas->context, words, &element, FALSE) > room)
        element.size -= RECTO_PT(1);
    RectoLabel label = {.style = &element, .x = ring->x, .y = ring->y, .align = RECTO_LABEL_CENTRE};
    canvas->says_unit = says_unit(canvas);
    label.y += canvas->says_unit ? RECTO_PT(2) : recto_canvas_half_cap(&style->chart_total);
    recto_canvas_draw_text(canvas, recto_canvas_cell(canvas, last, COUNT), label);
    RectoChartCell *name = recto_canvas_cell(canvas, last, NAME);
    recto_canvas_hang(name, ring->x, ring->y - (RectoLength)ring->outer, style->chart_1);
    label.style = &style->chart_small;
    label.y = ring->y + RECTO_PT(16);
    label.most = unit_room(canvas);
    if (canvas->says_unit)
        recto_canvas_draw_text(canvas, name, label);
}

void recto_draw_donut(RectoCanvas *canvas, RectoChartPicture *ret)
{
    const RectoStyle *style = canvas->style;
    double total = total_of(canvas->chart);
    RectoLength list = (RectoLength)canvas->chart->n_labels * style->donut_pitch, ring_height = 2 * style->donut_outer;
    RectoLength height = MAX(list, ring_height);
    Ring ring = {canvas->left + style->donut_outer, height / 2, style->donut_outer, style->donut_inner};
    fill_cells(canvas, total);
    add_ring(canvas, &ring, total);
    add_list(canvas, (height - list) / 2);
    add_total(canvas, &ring);
    ret->height = (height + list) / 2;
    ret->overhang = height - ret->height;
    ret->wide = TRUE;
}
