/* Paragraphs: body text, lead paragraphs, run-in headings. */
#include "flow/blocks.h"

#include <string.h>

/* Space between a run-in heading and its paragraph: half an em. */
#define RUN_IN_GAP "\u2002"

/* Returns TRUE for a paragraph that introduces the following block ("… as follows:") and must stay with it. */
static gboolean is_intro(const RectoInlineRange *words)
{
    const RectoNode *next = words->block->next;
    if (!next || next->kind == RECTO_NODE_PARAGRAPH || next->kind == RECTO_NODE_HEADING)
        return FALSE;
    g_autofree char *text = recto_inline_range_text(words);
    return g_str_has_suffix(g_strchomp(text), ":");
}

/* Returns TRUE if the paragraph has a suitable length for a lead paragraph. */
static gboolean has_lead_length(const RectoState *state, const RectoInlineRange *range)
{
    if (range->block->kind != RECTO_NODE_PARAGRAPH || is_intro(range))
        return FALSE;
    g_autofree char *text = recto_inline_range_text(range);
    int words = (int)recto_count_words(text);
    return words >= state->scope->style->lead_min_words && words <= state->scope->style->lead_max_words;
}

gboolean recto_flow_is_lead_text(const RectoState *state, const RectoNode *node)
{
    RectoInlineRange all = recto_inline_range(node);
    return has_lead_length(state, &all);
}

/* Returns TRUE if the block directly follows the title of a chapter that starts on the same page. */
static gboolean begins_chapter(const RectoState *state)
{
    return state->scope->after && state->scope->after->kind == RECTO_NODE_HEADING;
}

/* Returns TRUE for the first paragraph of the document or of a chapter. */
static gboolean is_lead(RectoState *state, const RectoInlineRange *words)
{
    const RectoStyle *style = state->scope->style;
    /* an image may precede the lead paragraph */
    return !state->scope->lead_done && (!state->scope->after || begins_chapter(state) || state->scope->after_figure) &&
           recto_state_is_top(state) && style->composition != RECTO_COMPOSITION_ONE_PAGE &&
           (style->lead_from == RECTO_LEAD_AUTO || style->lead_from == RECTO_LEAD_PARAGRAPH) &&
           has_lead_length(state, words);
}

/* Returns the source span: words after an image have their own; otherwise, that of the paragraph. */
static RectoSpan span_of(const RectoInlineRange *words)
{
    return words->first == words->block->first ? words->block->span : words->first->span;
}

/* Returns TRUE if the paragraph consists of one **…**; it then acts as a heading. */
static gboolean is_all_strong(const RectoInlineRange *words)
{
    return words->first && words->first->next == words->end && words->first->kind == RECTO_NODE_STRONG;
}

/* Returns TRUE if the paragraph needs an indent to separate it from the paragraph before it. */
static gboolean wants_indent(RectoState *state)
{
    if (!state->scope->after || state->scope->after->kind != RECTO_NODE_PARAGRAPH)
        return FALSE;
    RectoInlineRange before = recto_inline_range(state->scope->after);
    return !is_all_strong(&before) && !recto_node_has_class(state->scope->after, "side") && recto_state_is_top(state) &&
           !state->scope->run_in.node && !state->scope->after_lead && !state->scope->after_figure;
}

static void consume_run_in(RectoState *state, RectoText *text)
{
    const RectoTextStyle *element = &state->scope->style->h4;
    recto_state_inlines(state, text, state->scope->run_in.node, element, state->scope->run_in.element);
}

static void set_lines(RectoState *state, RectoText *text, const RectoTextStyle *element, RectoLength indent,
                      gboolean grid)
{
    RectoParagraphStyle set;
    if (state->scope->style->body_smart)
        recto_text_smarten(text);
    if (state->scope->style->body_acronyms == RECTO_ACRONYMS_SMALL)
        recto_text_small_capitals(text);
    recto_paragraph_style_init(&set, state->scope->style, element, recto_state_measure(state));
    set.indent = indent;
    set.no_lone_word = element == &state->scope->style->lead;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    guint first = state->scope->list->items->len;
    recto_state_add_lines(state, lines, element, grid);
    if (element == &state->scope->style->body)
        recto_state_add_choice(state, text, &set, lines, element, first);
}

static void mark_heading(RectoState *state, guint first_item, gint heading)
{
    for (guint i = first_item; i < state->scope->list->items->len; i++) {
        RectoVItem *item = &g_array_index(state->scope->list->items, RectoVItem, i);
        if (item->kind == RECTO_V_BOX) {
            item->heading = heading;
            item->dest = g_array_index(state->flow->headings, RectoHeading, heading).dest;
            return;
        }
    }
}

void recto_flow_flush_run_in(RectoState *state)
{
    if (!state->scope->run_in.node)
        return;
    RectoRunIn run_in = state->scope->run_in;
    guint first = state->scope->list->items->len;
    g_autoptr(RectoText) text = recto_state_text(state, state->scope->run_in.node);
    consume_run_in(state, text);
    state->scope->run_in.node = NULL;
    set_lines(state, text, &state->scope->style->h4, 0, TRUE);
    mark_heading(state, first, run_in.heading);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
}

/* Returns the role of a strong paragraph. If it looks like a heading, it is tagged as one, below the last heading.
 * Sentences, and texts longer than a heading, remain paragraphs. */
#define MAX_HEADING_WORDS 12

static RectoRole strong_role(const RectoState *state, const RectoInlineRange *words)
{
    g_autofree char *text = recto_inline_range_text(words);
    gsize length = strlen(g_strstrip(text));
    const GArray *headings = state->flow->headings;
    gboolean sentence = length == 0 || strchr(".!,;:", text[length - 1]) != NULL;
    if (sentence || recto_count_words(text) > MAX_HEADING_WORDS || headings->len == 0)
        return RECTO_ROLE_P;
    return recto_role_heading(g_array_index(headings, RectoHeading, headings->len - 1).depth + 2);
}

static void strong_paragraph(RectoState *state, const RectoInlineRange *words, RectoElement *parent)
{
    const RectoTextStyle *element = &state->scope->style->h3;
    g_autoptr(RectoText) text = recto_state_text(state, words->block);
    recto_state_inlines(state, text, words->first, element, parent);
    recto_state_space(state, element->before);
    set_lines(state, text, element, 0, recto_state_is_top(state));
    recto_state_space(state, element->after);
    state->scope->keep = 3;
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
}

static void end_lead(RectoState *state)
{
    state->scope->after_lead = TRUE;
    state->chapter->lead = TRUE;
    recto_state_space(state, state->scope->style->lead.after);
}

static void plain_paragraph(RectoState *state, const RectoInlineRange *words, RectoElement *parent)
{
    const RectoStyle *style = state->scope->style;
    RectoSpan span = span_of(words);
    gboolean lead = is_lead(state, words);
    const RectoTextStyle *element = lead ? &style->lead : &style->body;
    RectoLength indent = !lead && wants_indent(state) ? style->body_indent : 0;
    state->scope->after_lead = lead;
    if (lead && begins_chapter(state))
        recto_state_space(state, style->chapter_small_lead);
    g_autoptr(RectoText) text = recto_state_text(state, words->block);
    guint first = state->scope->list->items->len;
    gint heading = state->scope->run_in.node ? state->scope->run_in.heading : -1;
    if (state->scope->run_in.node) {
        RectoSlot slot = recto_element_slot(state->layout->pages->structure, parent);
        RectoCharStyle gap = recto_layout_char_style(state->layout, element, slot, element->colour);
        consume_run_in(state, text);
        state->scope->run_in.node = NULL;
        recto_text_append(text, RUN_IN_GAP, -1, &gap, span);
    }
    recto_callout_consume_label(state, text, parent, span);
    recto_state_inline_range(state, text, words, element, parent);
    if (recto_text_is_empty(text))
        return;
    /* a lead paragraph has its own leading; the text after it returns to the grid */
    set_lines(state, text, element, indent, recto_state_is_top(state) && !lead);
    if (heading >= 0)
        mark_heading(state, first, heading);
    if (lead)
        end_lead(state);
    if (is_intro(words))
        recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
}

/* Adds space between the paragraphs of a loose list item, and of a quote within a list. */
static void space_within(RectoState *state, const RectoNode *node)
{
    if (node->parent && node->parent->kind == RECTO_NODE_ITEM && node->previous &&
        node->previous->kind == RECTO_NODE_PARAGRAPH)
        recto_state_space(state, state->scope->style->list_loose);
    else if (node->parent && node->parent->kind == RECTO_NODE_NOTE && node->previous)
        recto_state_space(state, state->scope->style->list_loose);
    else if (node->parent && node->parent->kind == RECTO_NODE_QUOTE && node->previous &&
             node->previous->kind == RECTO_NODE_PARAGRAPH)
        recto_state_space(state, state->scope->style->quote_space);
    else if (node->parent && node->parent->kind == RECTO_NODE_CALLOUT && node->previous &&
             node->previous->kind == RECTO_NODE_PARAGRAPH)
        recto_state_space(state, state->scope->style->callout_space);
}

/* Returns TRUE for the attribution line below a quote. */
static gboolean is_source(const RectoNode *node)
{
    return node->parent && node->parent->kind == RECTO_NODE_QUOTE && recto_node_has_class(node, "source");
}

static void source_paragraph(RectoState *state, const RectoInlineRange *words, RectoElement *parent)
{
    const RectoTextStyle *element = &state->scope->style->quote_source;
    g_autoptr(RectoText) text = recto_state_text(state, words->block);
    recto_state_inline_range(state, text, words, element, parent);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    set_lines(state, text, element, 0, FALSE);
}

void recto_flow_words(RectoState *state, const RectoInlineRange *words)
{
    const RectoNode *node = words->block;
    gboolean strong = is_all_strong(words) && recto_state_is_top(state) && !is_source(node);
    RectoElement *parent = recto_element_new(state->layout->pages->structure, recto_state_frame(state)->element,
                                             strong ? strong_role(state, words) : RECTO_ROLE_P, span_of(words));
    if (is_source(node)) {
        source_paragraph(state, words, parent);
        return;
    }
    if (words->first == node->first)
        space_within(state, node);
    if (strong) {
        recto_flow_flush_run_in(state);
        strong_paragraph(state, words, parent);
    } else {
        plain_paragraph(state, words, parent);
    }
    state->scope->lead_done = TRUE;
    state->scope->after_figure = FALSE;
}

/* Creates a paragraph from words that belong to no node. */
static RectoText *text_of_words(RectoState *state, const char *words, const RectoTextStyle *element, RectoSpan span)
{
    RectoLayout *layout = state->layout;
    RectoElement *parent =
        recto_element_new(layout->pages->structure, recto_state_frame(state)->element, RECTO_ROLE_P, span);
    RectoSlot slot = recto_element_slot(layout->pages->structure, parent);
    RectoCharStyle characters = recto_layout_char_style(layout, element, slot, element->colour);
    RectoText *text = recto_text_new(layout->engine, layout->document->meta.lang);
    recto_text_append(text, words, -1, &characters, span);
    return text;
}

void recto_flow_plain(RectoState *state, const char *words, RectoSpan span)
{
    if (!*words)
        return;
    g_autoptr(RectoText) text = text_of_words(state, words, &state->scope->style->body, span);
    set_lines(state, text, &state->scope->style->body, 0, recto_state_is_top(state));
    state->scope->lead_done = TRUE;
}

void recto_flow_lead(RectoState *state, const char *words, RectoSpan span)
{
    const RectoTextStyle *lead = &state->scope->style->lead;
    g_autoptr(RectoText) text = text_of_words(state, words, lead, span);
    set_lines(state, text, lead, 0, FALSE);
    end_lead(state);
    state->scope->lead_done = TRUE;
}
