/* Sets headings, and begins the chapters and parts that they open. */
#include "flow/blocks.h"
#include "flow/sidenote.h"

#include <string.h>

/* Minimum number of text lines below the longest title of a chapter or part. */
#define OPENER_TEXT_LINES 8

/* Ways to set a heading, depending on its level and the document class. */
typedef enum { SET_PART, SET_OPENER, SET_H1, SET_H2, SET_H3, SET_RUN_IN } HeadingSetting;

static HeadingSetting setting_of(const RectoStyle *style, const RectoNode *heading)
{
    int level = heading->heading.level;
    if (level == 0)
        return style->composition == RECTO_COMPOSITION_REPORT && style->part_opens ? SET_PART : SET_H1;
    gboolean opens = style->chapter_opens || (level == 1 && recto_node_has_class(heading, "opens"));
    HeadingSetting top = style->composition != RECTO_COMPOSITION_REPORT ? SET_H2 : opens ? SET_OPENER : SET_H1;
    if (level == 1)
        return top;
    int below = (top == SET_H2 ? SET_H2 : SET_H1) + level - 1;
    return (HeadingSetting)MIN(below, SET_RUN_IN);
}

static gint add_heading(RectoState *state, const RectoNode *node)
{
    RectoLayout *layout = state->layout;
    GArray *headings = state->flow->headings;
    g_autofree char *title = recto_node_plain_text(node);
    int depth = node->heading.level + (node->heading.part || node->heading.in_part);
    RectoHeading heading = {
        .level = node->heading.level,
        .depth = depth,
        .title = recto_arena_strndup(layout->pages->arena, g_strstrip(title), -1),
        .dest = recto_arena_strndup(layout->pages->arena, node->heading.id, -1),
        .parent = -1,
        .node = node,
        .element = recto_element_new(layout->pages->structure, recto_state_frame(state)->element,
                                     recto_role_heading(depth + 1), node->span),
    };
    for (gint i = (gint)headings->len - 1; i >= 0 && heading.parent < 0; i--)
        if (g_array_index(headings, RectoHeading, i).depth < depth)
            heading.parent = i;
    g_array_append_val(headings, heading);
    return (gint)headings->len - 1;
}

RectoSlot recto_heading_slot(const RectoHeading *heading)
{
    if (!heading->element || heading->element->kids->len == 0)
        return RECTO_SLOT_NONE;
    const RectoStructureChild *first = &g_array_index(heading->element->kids, RectoStructureChild, 0);
    return first->element ? RECTO_SLOT_NONE : first->slot;
}

/* Returns the number of numbered chapters, or parts, so far. */
static gint count_numbered(const RectoFlow *flow, gboolean part)
{
    gint n = 0;
    for (guint i = 0; i < flow->headings->len; i++) {
        const RectoHeading *heading = &g_array_index(flow->headings, RectoHeading, i);
        n += heading->number > 0 && (heading->level == 0) == part;
    }
    return n;
}

/* Gives a chapter or part its number, unless it is unnumbered or has one of its own. */
static void number(RectoState *state, const RectoNode *node, gint index)
{
    const RectoStyle *style = state->scope->style;
    gboolean part = node->heading.part;
    if ((part ? style->part_numbered : style->chapter_numbered) && !recto_node_has_class(node, "unnumbered") &&
        !state->own_numbers[part ? 0 : 1])
        g_array_index(state->flow->headings, RectoHeading, index).number = count_numbered(state->flow, part) + 1;
}

static RectoLines *break_title(RectoState *state, const RectoNode *node, const RectoTextStyle *element,
                               RectoElement *parent, RectoLength measure)
{
    RectoParagraphStyle set;
    g_autoptr(RectoText) text = recto_state_text(state, node);
    recto_state_inlines(state, text, node, element, parent);
    if (state->scope->style->body_smart)
        recto_text_smarten(text);
    recto_paragraph_style_init(&set, state->scope->style, element, measure);
    return recto_text_break(text, &set);
}

/* Returns TRUE for titles such as "1. Beds", "2) Tools", "3 Seeds". */
static gboolean begins_with_number(const RectoNode *heading)
{
    g_autofree char *title = recto_node_plain_text(heading);
    gsize digits = strspn(title, "0123456789"), dots = strspn(title + digits, ".)");
    return digits > 0 && digits <= 2 && title[digits + dots] == ' ';
}

void recto_headings_find_numbers(RectoState *state)
{
    guint n[2] = {0}, numbered[2] = {0};
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(state->layout->document->root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_HEADING || node->heading.level > 1)
            continue;
        n[node->heading.level]++;
        numbered[node->heading.level] += begins_with_number(node);
    }
    for (guint i = 0; i < 2; i++)
        state->own_numbers[i] = numbered[i] * 2 > n[i];
}

/* Sets the title of a chapter or part, in a smaller size if it would leave too little of the page. */
static RectoLines *fit_title(RectoState *state, const RectoNode *node, RectoElement *parent, RectoTextStyle *ret_set)
{
    const RectoStyle *style = state->scope->style;
    RectoLength first = node->heading.part ? style->part_y : style->chapter_y;
    RectoLength room = style->page_text_bottom - first - OPENER_TEXT_LINES * style->page_unit;
    *ret_set = node->heading.part ? style->part : style->chapter;
    RectoLines *lines = break_title(state, node, ret_set, parent, recto_state_column(state));
    while ((RectoLength)(MAX(lines->n_lines, 1) - 1) * ret_set->leading > room && ret_set->size > style->body.size) {
        ret_set->leading = MAX(ret_set->leading * 7 / 8, style->body.leading);
        ret_set->size = MAX(ret_set->size * 7 / 8, style->body.size);
        recto_lines_free(lines);
        lines = break_title(state, node, ret_set, parent, recto_state_column(state));
    }
    return lines;
}

/* Begins a chapter or part with an opener. Its title is a fragment that assembly/ draws with the number. */
static void open_chapter(RectoState *state, const RectoNode *node, gint index)
{
    const RectoStyle *style = state->scope->style;
    gboolean part = node->heading.part;
    RectoTextStyle set;
    recto_flow_begin_chapter(state, index);
    RectoHeading *heading = &g_array_index(state->flow->headings, RectoHeading, index);
    number(state, node, index);
    g_autoptr(RectoLines) lines = fit_title(state, node, heading->element, &set);
    state->chapter->part = part;
    state->chapter->opener = recto_fragment_new();
    state->chapter->opener_lines = lines->n_lines;
    state->chapter->opener_leading = set.leading;
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autoptr(RectoFragment) line = recto_layout_line(state->layout, state->scope->style, &lines->lines[i], &set);
        recto_fragment_add_fragment(state->chapter->opener, line,
                                    lines->rtl ? style->display_hang : -style->display_hang,
                                    (RectoLength)i * set.leading);
    }
}

/* Returns the number of chapters in a part. */
static int count_chapters(const RectoNode *part, const RectoNode *root)
{
    const RectoNode *node = part;
    RectoWalk walk = RECTO_ENTER;
    int n = 0;
    while (recto_node_next(root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_HEADING)
            continue;
        if (!node->heading.in_part)
            break;
        n += node->heading.level == 1;
    }
    return n;
}

/* Ends the page of a part with the list of its chapters. The content that follows starts on a new page. */
static void close_part(RectoState *state, const RectoNode *next)
{
    RectoChapter *chapter = state->chapter;
    if (!chapter || !chapter->part || state->scope->frames->len > 1 || state->scope->turned)
        return;
    const RectoNode *part = g_array_index(state->flow->headings, RectoHeading, chapter->heading).node;
    int n = next->heading.in_part ? count_chapters(part, state->layout->document->root) : 0;
    if (n > 0 && n <= state->scope->style->part_list_most)
        chapter->contents = recto_element_new(state->layout->pages->structure, recto_state_frame(state)->element,
                                              RECTO_ROLE_TOC, RECTO_NO_SPAN);
    recto_flow_begin_chapter(state, -1);
}

/* Returns TRUE for a last section such as “About the project”. */
static gboolean is_afterword(const RectoState *state, const RectoNode *node)
{
    if (node->heading.level != 1 || node->parent != state->layout->document->root || state->scope->columns.level)
        return FALSE;
    g_autofree char *title = recto_node_plain_text(node), *folded = g_utf8_casefold(title, -1);
    g_auto(GStrv) words = g_strsplit(recto_strings_get(state->layout->strings, "afterword"), "|", -1);
    for (guint i = 0; words[i]; i++) {
        g_autofree char *word = g_utf8_casefold(words[i], -1);
        if (g_str_has_prefix(folded, word) && folded[strlen(word)])
            return TRUE;
    }
    return FALSE;
}

/* ---- chapters that start on the same page ---- */

/* Returns TRUE if a heading starts such a chapter: it is at the top level and in one column. */
static gboolean is_small_opener(const RectoState *state, const RectoNode *node, HeadingSetting setting)
{
    return setting == SET_H1 && node->heading.level == 1 &&
           state->scope->style->composition == RECTO_COMPOSITION_REPORT && state->scope->frames->len == 1 &&
           !state->scope->turned && state->scope->columns.mode == RECTO_V_TEXT;
}

/* Draws the number in the margin column, before the title in reading order. If the margin column is missing or too
 * narrow, only the table of contents shows the number. */
static void put_small_numeral(RectoState *state, RectoFragment *box, const RectoHeading *heading)
{
    const RectoStyle *style = state->scope->style;
    RectoLength margin = style->page_column - style->page_left;
    if (!heading->number)
        return;
    g_autofree char *words = g_strdup_printf("%d ", heading->number);
    g_autoptr(RectoFragment) numeral =
        recto_layout_text(state->layout, style, words, &style->chapter_small_numeral, RECTO_LENGTH_MAX / 2,
                          (RectoOrigin){recto_heading_slot(heading), RECTO_ARTIFACT_LAYOUT, heading->node->span}, NULL);
    if (recto_fragment_right(numeral) + style->page_unit <= margin)
        recto_fragment_add_fragment(box, numeral, -margin - recto_fragment_bearing(numeral), style->chapter_small_y);
}

/* Adds rule, number and title as one box on the grid, so that no page ends between rule and title. */
static void set_small_opener(RectoState *state, const RectoNode *node, gint index)
{
    const RectoStyle *style = state->scope->style;
    RectoHeading *heading = &g_array_index(state->flow->headings, RectoHeading, index);
    RectoLength margin = style->page_column - style->page_left, width = style->page_right - style->page_left;
    number(state, node, index);
    state->chapter->afterword = is_afterword(state, node) ? (gint)state->scope->list->items->len : -1;
    recto_state_space(state, style->h1.before);
    guint first = state->scope->list->items->len;
    RectoFragment *box = recto_fragment_new();
    recto_fragment_add_rect(box, -margin, 0, width, style->chapter_small_rule, style->h1.colour,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, node->span});
    g_autoptr(RectoLines) lines = break_title(state, node, &style->h1, heading->element, recto_state_measure(state));
    put_small_numeral(state, box, heading);
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autoptr(RectoFragment) line = recto_layout_line(state->layout, style, &lines->lines[i], &style->h1);
        recto_fragment_add_fragment(box, line, lines->rtl ? style->display_hang : -style->display_hang,
                                    style->chapter_small_y + (RectoLength)i * style->h1.leading);
    }
    RectoLength last = (RectoLength)(lines->n_lines - 1) * style->h1.leading;
    RectoVItem *item =
        recto_state_add_box(state, box, style->chapter_small_height + last, style->chapter_small_y, TRUE, node->span);
    item->line = (RectoVLine){.content = RECTO_V_HEADING_LINE, .number = 1, .of = 1};
    item->heading = index;
    item->dest = heading->dest;
    item->margin_to = margin > 0 ? style->chapter_small_y : 0;
    for (guint i = 0; i < lines->n_lines; i++)
        recto_state_hang_notes(state, &lines->lines[i], first,
                               style->chapter_small_y + (RectoLength)i * style->h1.leading);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    state->scope->keep = 2;
    state->scope->lead_done = FALSE;
}

static void set_heading(RectoState *state, const RectoNode *node, gint index, const RectoTextStyle *element,
                        HeadingSetting setting)
{
    const RectoStyle *style = state->scope->style;
    RectoElement *parent = g_array_index(state->flow->headings, RectoHeading, index).element;
    g_autoptr(RectoLines) lines = break_title(state, node, element, parent, recto_state_measure(state));
    RectoLength before = setting == SET_H2 && lines->n_lines > 1 ? style->h2_before_long : element->before;
    RectoLength hang = setting != SET_H1 ? 0 : lines->rtl ? -style->display_hang : style->display_hang;
    recto_state_space(state, before);
    guint first = state->scope->list->items->len;
    for (guint i = 0; i < lines->n_lines; i++) {
        RectoLength baseline = element->leading - RECTO_BASELINE_RISE;
        g_autoptr(RectoFragment) text =
            recto_layout_line(state->layout, state->scope->style, &lines->lines[i], element);
        RectoFragment *box = recto_fragment_new();
        recto_fragment_add_fragment(box, text, -hang, baseline);
        RectoVItem *item = recto_state_add_box(state, box, element->leading, baseline, FALSE, node->span);
        item->line = (RectoVLine){.content = RECTO_V_HEADING_LINE, .number = i + 1, .of = lines->n_lines};
        recto_state_hang_notes(state, &lines->lines[i], state->scope->list->items->len - 1, baseline);
        recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    }
    RectoVItem *box = &g_array_index(state->scope->list->items, RectoVItem, first);
    box->heading = index;
    state->chapter->afterword = is_afterword(state, node) ? (gint)first : -1;
    box->dest = g_array_index(state->flow->headings, RectoHeading, index).dest;
    recto_state_space(state, element->after);
    /* keep at least two lines of the following text with the heading */
    state->scope->keep = 2;
}

void recto_flow_heading(RectoState *state, const RectoNode *node)
{
    const RectoStyle *style = state->scope->style;
    gboolean top = state->scope->frames->len == 1 && !state->scope->turned;
    HeadingSetting setting = setting_of(style, node);
    if (setting <= SET_OPENER && !top)
        setting = SET_H2;
    recto_side_finish(state, FALSE);
    close_part(state, node);
    gint index = add_heading(state, node);
    if (setting <= SET_OPENER)
        open_chapter(state, node, index);
    g_array_index(state->flow->headings, RectoHeading, index).chapter = (gint)state->flow->chapters->len - 1;
    if (is_small_opener(state, node, setting)) {
        set_small_opener(state, node, index);
    } else if (setting == SET_RUN_IN) {
        RectoElement *element = g_array_index(state->flow->headings, RectoHeading, index).element;
        state->scope->run_in = (RectoRunIn){node, index, element};
    } else if (setting > SET_OPENER) {
        const RectoTextStyle *elements[] = {&style->h1, &style->h1, &style->h1, &style->h2, &style->h3};
        set_heading(state, node, index, elements[setting], setting);
        state->scope->lead_done = TRUE;
    }
}
