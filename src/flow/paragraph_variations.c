/* Sets alternatives of a paragraph that are one line shorter or longer than the best setting, so that the paginator can
 * use them to improve pages. Method: paragraph variations (Mittelbach, "A general LuaTeX framework for globally
 * optimized pagination", 2019). */
#include "flow/flow_state.h"

/* Costs in the paginator's units: a fixed cost of each alternative, and one unit for each SPACE_STEP per mille by which
 * its worst word space deviates. */
#define COST        40
#define COST_RAGGED 70
#define SPACE_STEP  5
/* How far the word spaces of a line can shrink or stretch, per mille of the line length. A last line that is too long
 * cannot be absorbed by the lines before it; one that is too short cannot be pushed to the next line. */
#define GIVES_IN  35
#define GIVES_OUT 35
/* Longer paragraphs have enough breakpoints of their own. */
#define MAX_VARIED_LINES 40

static gboolean is_worth_trying(const RectoLines *lines, RectoLength measure, int by)
{
    const RectoTextLine *last = &lines->lines[lines->n_lines - 1];
    gint64 others = (gint64)(lines->n_lines - 1) * measure;
    if (by < 0)
        return (gint64)last->width * 1000 <= others * GIVES_IN;
    return (gint64)(measure - last->width) * 1000 <= others * GIVES_OUT;
}

/* Returns the cost of an alternative, or −1 if its spacing is not acceptable. */
static int cost_of(const RectoLines *lines, const RectoParagraphStyle *set)
{
    int worst = 0;
    guint hyphens = 0;
    for (guint i = 0; i < lines->n_lines; i++) {
        const RectoTextLine *line = &lines->lines[i];
        hyphens += line->hyphenated;
        if (line->overfull || (set->align == RECTO_JUSTIFIED && !line->forced && line->space > set->space_max))
            return -1;
        if (set->align == RECTO_JUSTIFIED && line->space && !line->forced)
            worst = MAX(worst, ABS(line->space - 1000));
    }
    if (hyphens * 3 > lines->n_lines)
        return -1;
    return set->align == RECTO_JUSTIFIED ? COST + worst / SPACE_STEP : COST_RAGGED;
}

static RectoVAlternative add_way(RectoState *state, RectoText *text, const RectoParagraphStyle *set,
                                 const RectoLines *natural, const RectoTextStyle *element, int by)
{
    RectoParagraphStyle other = *set;
    other.looseness = by;
    other.quiet = TRUE;
    g_autoptr(RectoLines) lines = recto_text_break(text, &other);
    int cost = cost_of(lines, set);
    if ((int)lines->n_lines != (int)natural->n_lines + by || cost < 0)
        return (RectoVAlternative){0};
    RectoVAlternative way = {state->scope->list->items->len, lines->n_lines, cost};
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autoptr(RectoFragment) words =
            recto_layout_line(state->layout, state->scope->style, &lines->lines[i], element);
        RectoFragment *box = recto_fragment_new();
        recto_fragment_add_fragment(box, words, 0, element->leading - RECTO_BASELINE_RISE);
        guint item = recto_vlist_add_spare(state->scope->list, box, element->leading, lines->lines[i].span);
        RectoVLine *line = &g_array_index(state->scope->list->items, RectoVItem, item).line;
        *line =
            (RectoVLine){.content = RECTO_V_TEXT_LINE, .number = i + 1, .of = lines->n_lines, .width = set->measure};
        line->space = element->align == RECTO_JUSTIFIED ? lines->lines[i].space : 0;
    }
    return way;
}

void recto_state_add_choice(RectoState *state, RectoText *text, const RectoParagraphStyle *set, const RectoLines *lines,
                            const RectoTextStyle *element, guint first)
{
    RectoVList *list = state->scope->list;
    guint n = lines->n_lines;
    while (first < list->items->len && g_array_index(list->items, RectoVItem, first).kind != RECTO_V_BOX)
        first++;
    gboolean plain = state->scope->frames->len == 1 && element->leading == state->scope->style->page_unit;
    if (!plain || n < 2 || n > MAX_VARIED_LINES || !recto_vlist_is_bare(list, first, n))
        return;
    RectoVVariation choice = {.first = first, .n = n};
    if (is_worth_trying(lines, set->measure, -1))
        choice.shorter = add_way(state, text, set, lines, element, -1);
    if (is_worth_trying(lines, set->measure, 1))
        choice.longer = add_way(state, text, set, lines, element, 1);
    if (choice.shorter.n || choice.longer.n)
        g_array_append_val(list->choices, choice);
}
