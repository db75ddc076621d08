/* Draws the shapes and labels of charts, and fills the table of the data. */
#include "chart/chart_canvas.h"

#include <string.h>

const RectoColour recto_no_colour = {TRUE, 0, 0, 0};

/* Type size of hidden text. */
#define HIDDEN_SIZE RECTO_PT(0.2)
/* Approximate height of capitals in the sans fonts, per mille of the size. */
#define LABEL_CAP_HEIGHT 700

static void add_row(RectoCanvas *canvas, RectoElement *table, guint row)
{
    RectoStructure *structure = canvas->context->pages->structure;
    RectoElement *tr = recto_element_new(structure, table, RECTO_ROLE_TR, canvas->span);
    for (guint column = 0; column < canvas->n_columns; column++) {
        gboolean head = row == 0 || column == 0;
        RectoElement *cell = recto_element_new(structure, tr, head ? RECTO_ROLE_TH : RECTO_ROLE_TD, canvas->span);
        if (head)
            cell->scope = row == 0 ? RECTO_SCOPE_COLUMN : RECTO_SCOPE_ROW;
        recto_canvas_cell(canvas, row, column)->slot = recto_element_slot(structure, cell);
        recto_canvas_cell(canvas, row, column)->words = "";
    }
}

void recto_canvas_init(RectoCanvas *canvas, const RectoChartContext *context, const RectoChart *chart,
                       RectoElement *parent, guint n_rows, guint n_columns)
{
    RectoStructure *structure = context->pages->structure;
    const RectoStyle *style = context->style;
    *canvas = (RectoCanvas){.context = context, .style = style, .chart = chart, .span = chart->span};
    canvas->left = style->page_left - style->page_column;
    canvas->right = style->page_right - style->page_column;
    canvas->unit = style->page_unit;
    canvas->figure = recto_element_new(structure, parent, RECTO_ROLE_FIGURE, chart->span);
    canvas->slot = recto_element_slot(structure, canvas->figure);
    canvas->anchors = recto_fragment_new();
    canvas->shapes = recto_fragment_new();
    canvas->words = recto_fragment_new();
    canvas->n_rows = n_rows;
    canvas->n_columns = n_columns;
    canvas->cells = recto_arena_newn(context->pages->arena, RectoChartCell, n_rows * n_columns);
    canvas->table = recto_element_new(structure, parent, RECTO_ROLE_TABLE, chart->span);
    for (guint row = 0; row < n_rows; row++)
        add_row(canvas, canvas->table, row);
    g_autofree char *alternative = recto_chart_alternative(context, chart);
    recto_element_set_alt(structure, canvas->figure, alternative);
}

void recto_canvas_fill(RectoCanvas *canvas)
{
    const RectoChart *chart = canvas->chart;
    recto_canvas_cell(canvas, 0, 0)->words = chart->corner ? chart->corner : "";
    for (guint k = 0; k < chart->n_series; k++) {
        const char *alone = chart->title ? chart->title : "";
        recto_canvas_cell(canvas, 0, k + 1)->words = chart->series[k] ? chart->series[k] : alone;
    }
    for (guint i = 0; i < chart->n_labels; i++) {
        recto_canvas_cell(canvas, i + 1, 0)->words = chart->labels[i];
        for (guint k = 0; k < chart->n_series; k++)
            recto_canvas_cell(canvas, i + 1, k + 1)->words = recto_chart_value(chart, i, k)->words;
    }
}

RectoChartCell *recto_canvas_cell(RectoCanvas *canvas, guint row, guint column)
{
    return &canvas->cells[row * canvas->n_columns + column];
}

/* ---- words ---- */

static RectoCharStyle characters_of(const RectoTextStyle *style, int weight, gboolean proportional)
{
    return (RectoCharStyle){
        .family = style->font,
        .weight = weight,
        .italic = style->italic,
        .size = style->size,
        .tracking = style->tracking,
        .features = proportional ? "pnum=1" : "tnum=1",
    };
}

static int weight_of(const RectoStyle *style, const RectoTextStyle *element, gboolean strong)
{
    return strong ? MAX(style->chart_strong, element->weight) : element->weight;
}

static RectoText *make_text(const RectoChartContext *context, const char *words, const RectoTextStyle *element,
                            gboolean strong, gboolean proportional, RectoSpan span)
{
    RectoText *text = recto_text_new(context->engine, context->lang);
    RectoCharStyle characters = characters_of(element, weight_of(context->style, element, strong), proportional);
    recto_text_append(text, words, -1, &characters, span);
    if (context->style->body_smart)
        recto_text_smarten(text);
    return text;
}

RectoLength recto_canvas_width(const RectoChartContext *context, const char *words, const RectoTextStyle *style,
                               gboolean strong)
{
    g_autoptr(RectoText) text = make_text(context, words, style, strong, FALSE, RECTO_NO_SPAN);
    return *words ? recto_text_width(text) : 0;
}

static RectoLines *break_text(const RectoChartContext *context, RectoText *text, const RectoTextStyle *style,
                              RectoLength measure)
{
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, context->style, style, measure ? measure : RECTO_PT(4000));
    set.align = RECTO_RAGGED;
    set.hyphenate = FALSE;
    set.protrusion = FALSE;
    set.last_line = 0;
    return recto_text_break(text, &set);
}

guint recto_canvas_lines(const RectoChartContext *context, const char *words, const RectoTextStyle *style,
                         gboolean strong, RectoLength measure)
{
    g_autoptr(RectoText) text = make_text(context, words, style, strong, FALSE, RECTO_NO_SPAN);
    g_autoptr(RectoLines) lines = break_text(context, text, style, measure);
    return lines->n_lines;
}

static RectoLength shift_of(RectoLabelAlign align, RectoLength width)
{
    return align == RECTO_LABEL_LEFT ? 0 : align == RECTO_LABEL_CENTRE ? width / 2 : width;
}

/* Adds the runs of a line. A text to be read instead is attached to the first run; the other runs are then
 * artifacts. */
static void add_line(RectoCanvas *canvas, const RectoTextLine *line, const RectoLabel *label, RectoLength y,
                     gboolean first)
{
    RectoArena *arena = canvas->context->pages->arena;
    RectoLength x = label->x - shift_of(label->align, line->width);
    for (guint i = 0; i < line->n_runs; i++) {
        const RectoTextRun *run = &line->runs[i];
        RectoGlyphRun *glyphs = recto_arena_copy(arena, &run->run, sizeof run->run);
        RectoSlot slot = label->slot;
        if (label->heard && first && i == 0)
            glyphs->actual = label->heard;
        else if (label->heard)
            slot = RECTO_SLOT_NONE;
        recto_fragment_add_run(canvas->words, glyphs, x + run->x, y - run->rise,
                               label->coloured ? label->colour : label->style->colour,
                               (RectoOrigin){slot, RECTO_ARTIFACT_LAYOUT, canvas->span});
    }
}

/* Returns as many characters as fit before "…", or NULL if the whole text fits. */
static char *cut(const RectoCanvas *canvas, const RectoLabel *label)
{
    if (!label->most || recto_canvas_width(canvas->context, label->words, label->style, label->strong) <= label->most)
        return NULL;
    glong fits = 0, beyond = g_utf8_strlen(label->words, -1);
    while (beyond - fits > 1) {
        glong middle = (fits + beyond) / 2;
        g_autofree char *head = g_utf8_substring(label->words, 0, middle);
        g_autofree char *words = g_strconcat(g_strchomp(head), "…", NULL);
        if (recto_canvas_width(canvas->context, words, label->style, label->strong) <= label->most)
            fits = middle;
        else
            beyond = middle;
    }
    g_autofree char *head = g_utf8_substring(label->words, 0, fits);
    return g_strconcat(g_strchomp(head), "…", NULL);
}

guint recto_canvas_label(RectoCanvas *canvas, const RectoLabel *whole)
{
    RectoLabel copy = *whole;
    const RectoLabel *label = &copy;
    g_autofree char *short_words = cut(canvas, whole);
    if (short_words) {
        copy.words = short_words;
        recto_diagnose(canvas->context->diagnostics, RECTO_CODE_CHART_LABEL, canvas->span,
                       "label “%s” is longer than the space for it in the chart", whole->words);
        copy.heard = copy.heard || !copy.slot ? copy.heard
                                              : recto_arena_strndup(canvas->context->pages->arena, whole->words, -1);
    }
    if (!*label->words)
        return 0;
    g_autoptr(RectoText) text =
        make_text(canvas->context, label->words, label->style, label->strong, label->proportional, canvas->span);
    g_autoptr(RectoLines) lines = break_text(canvas->context, text, label->style, label->measure);
    for (guint i = 0; i < lines->n_lines; i++)
        add_line(canvas, &lines->lines[i], label, label->y + (RectoLength)i * label->style->leading, i == 0);
    return lines->n_lines;
}

guint recto_canvas_draw_text(RectoCanvas *canvas, RectoChartCell *cell, RectoLabel label)
{
    label.slot = cell->said ? RECTO_SLOT_NONE : cell->slot;
    if (label.words && !g_str_equal(label.words, cell->words) && !cell->said)
        label.heard = recto_arena_strndup(canvas->context->pages->arena, cell->words, -1);
    if (!label.words)
        label.words = cell->words;
    cell->said = TRUE;
    return recto_canvas_label(canvas, &label);
}

void recto_canvas_hang(RectoChartCell *cell, RectoLength x, RectoLength y, RectoColour colour)
{
    cell->x = x;
    cell->y = y;
    cell->colour = colour;
}

RectoLength recto_canvas_half_cap(const RectoTextStyle *style)
{
    return style->size * LABEL_CAP_HEIGHT / 2000;
}

void recto_chart_add_hidden_text(const RectoChartContext *context, RectoFragment *fragment, const char *words,
                                 RectoLength x, RectoLength y, RectoColour colour, RectoOrigin origin)
{
    RectoTextStyle tiny = context->style->chart_small;
    tiny.size = HIDDEN_SIZE;
    g_autoptr(RectoText) text = make_text(context, words, &tiny, FALSE, FALSE, origin.span);
    g_autoptr(RectoLines) lines = break_text(context, text, &tiny, 0);
    const RectoTextLine *line = &lines->lines[0];
    for (guint i = 0; i < line->n_runs; i++) {
        RectoGlyphRun *run = recto_arena_copy(context->pages->arena, &line->runs[i].run, sizeof *run);
        if (line->n_runs == 1)
            run->actual = recto_arena_strndup(context->pages->arena, words, -1);
        recto_fragment_add_run(fragment, run, x - line->width / 2 + line->runs[i].x, y, colour, origin);
    }
}

static void hang_cell(RectoCanvas *canvas, const RectoChartCell *cell)
{
    recto_chart_add_hidden_text(canvas->context, canvas->anchors, cell->words, cell->x, cell->y, cell->colour,
                                (RectoOrigin){cell->slot, RECTO_ARTIFACT_LAYOUT, canvas->span});
}

RectoFragment *recto_canvas_finish(RectoCanvas *canvas)
{
    RectoFragment *whole = recto_fragment_new();
    for (guint i = 0; i < canvas->n_rows * canvas->n_columns; i++)
        if (!canvas->cells[i].said && *canvas->cells[i].words)
            hang_cell(canvas, &canvas->cells[i]);
    recto_fragment_add_fragment(whole, canvas->anchors, 0, 0);
    recto_fragment_add_fragment(whole, canvas->shapes, 0, 0);
    recto_fragment_add_fragment(whole, canvas->words, 0, 0);
    g_clear_pointer(&canvas->anchors, recto_fragment_free);
    g_clear_pointer(&canvas->shapes, recto_fragment_free);
    g_clear_pointer(&canvas->words, recto_fragment_free);
    return whole;
}

/* ---- shapes ---- */

void recto_canvas_rect(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                       RectoColour colour)
{
    if (width > 0 && height > 0)
        recto_fragment_add_rect(canvas->shapes, x, y, width, height, colour,
                                (RectoOrigin){canvas->slot, RECTO_ARTIFACT_LAYOUT, canvas->span});
}

void recto_canvas_rule(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength weight,
                       RectoColour colour)
{
    recto_canvas_rect(canvas, x, y - weight / 2, width, weight, colour);
}

void recto_canvas_part(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                       guint part)
{
    const RectoStyle *style = canvas->style;
    recto_canvas_rect(canvas, x, y, width, height, recto_part_colour(style, part));
    if (!recto_part_outlined(style, part) || width <= style->chart_outline || height <= style->chart_outline)
        return;
    RectoLength inset = style->chart_outline / 2, right = x + width - inset, bottom = y + height - inset;
    const RectoPathStep steps[] = {{'M', {x + inset, y + inset}},
                                   {'L', {right, y + inset}},
                                   {'L', {right, bottom}},
                                   {'L', {x + inset, bottom}},
                                   {'Z', {0}}};
    recto_canvas_path(canvas, steps, G_N_ELEMENTS(steps),
                      (RectoPen){recto_no_colour, style->colour_head, style->chart_outline, 0, 0, FALSE});
}

void recto_canvas_path(RectoCanvas *canvas, const RectoPathStep *steps, guint n_steps, RectoPen pen)
{
    RectoItem item = {.kind = RECTO_ITEM_PATH, .slot = canvas->slot, .span = canvas->span};
    item.path.steps = recto_arena_copy(canvas->context->pages->arena, steps, sizeof *steps * n_steps);
    item.path.n_steps = n_steps;
    item.path.fill = pen.fill;
    item.path.stroke = pen.stroke;
    item.path.line_width = pen.line_width;
    item.path.dash = pen.dash;
    item.path.gap = pen.gap;
    item.path.round = pen.round;
    g_array_append_val(canvas->shapes->items, item);
}

RectoColour recto_part_colour(const RectoStyle *style, guint part)
{
    const RectoColour colours[] = {style->chart_1, style->chart_2, style->chart_3, style->chart_4, style->chart_5};
    return colours[MIN(part, G_N_ELEMENTS(colours) - 1)];
}

/* Returns TRUE for light parts, which need an outline: their contrast with white is below 3:1. */
gboolean recto_part_outlined(const RectoStyle *style, guint part)
{
    return recto_contrast(recto_part_colour(style, part), (RectoColour){FALSE, 255, 255, 255}) < 300;
}

RectoColour recto_text_on(const RectoStyle *style, RectoColour ground)
{
    RectoColour white = {FALSE, 255, 255, 255};
    return recto_contrast(white, ground) >= recto_contrast(style->colour_ink, ground) ? white : style->colour_ink;
}
