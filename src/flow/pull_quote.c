/* Pull quotes: a short rule, large letters and the source. */
#include "flow/blocks.h"

#include <string.h>

gboolean recto_node_is_pull(const RectoNode *node)
{
    if (node->kind != RECTO_NODE_QUOTE || !recto_node_has_class(node, "pull"))
        return FALSE;
    for (const RectoNode *child = node->first; child; child = child->next)
        if (child->kind != RECTO_NODE_PARAGRAPH)
            return FALSE;
    return node->first != NULL;
}

static void add_rule(RectoState *state, RectoSpan span)
{
    const RectoStyle *style = state->scope->style;
    RectoFragment *fragment = recto_fragment_new();
    recto_fragment_add_rect(fragment, 0, 0, style->pull_rule_width, style->pull_rule, style->colour_accent,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, span});
    recto_state_add_box(state, fragment, style->pull_rule_gap, 0, FALSE, span);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
}

/* Returns the width of the quotation mark at the start of the text, or 0 if there is none. */
static RectoLength opening_mark(RectoState *state, RectoText *text, const RectoTextStyle *element)
{
    static const char *const marks[] = {"“", "‘", "„", "‚", "«", "‹", "»", "\"", "'"};
    const char *words = recto_text_string(text);
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (!g_str_has_prefix(words, marks[i]))
            continue;
        g_autoptr(RectoText) mark = recto_text_new(state->layout->engine, state->layout->document->meta.lang);
        RectoCharStyle style = recto_layout_char_style(state->layout, element, RECTO_SLOT_NONE, element->colour);
        recto_text_append(mark, marks[i], -1, &style, RECTO_NO_SPAN);
        return recto_text_width(mark);
    }
    return 0;
}

static void set_paragraph(RectoState *state, const RectoNode *node, RectoElement *quote, const RectoTextStyle *element)
{
    RectoElement *parent = recto_element_new(state->layout->pages->structure, quote, RECTO_ROLE_P, node->span);
    g_autoptr(RectoText) text = recto_state_text(state, node);
    recto_state_inlines(state, text, node, element, parent);
    if (state->scope->style->body_smart)
        recto_text_smarten(text);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, state->scope->style, element, recto_state_measure(state));
    set.no_lone_word = TRUE;
    if (element == &state->scope->style->pull)
        set.indent = -opening_mark(state, text, element);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    recto_state_add_lines(state, lines, element, FALSE);
}

void recto_flow_pull(RectoState *state, const RectoNode *node)
{
    const RectoStyle *style = state->scope->style;
    RectoElement *quote = recto_element_new(state->layout->pages->structure, recto_state_frame(state)->element,
                                            RECTO_ROLE_BLOCK_QUOTE, node->span);
    recto_state_flush_marker(state, node->span);
    recto_state_space(state, style->pull.before);
    guint first = state->scope->list->items->len;
    add_rule(state, node->span);
    for (const RectoNode *child = node->first; child; child = child->next) {
        gboolean source = recto_node_has_class(child, "source");
        if (child->previous)
            recto_state_space(state, style->pull_source_gap);
        set_paragraph(state, child, quote, source ? &style->quote_source : &style->pull);
    }
    recto_state_keep_together(state, first);
    recto_state_space(state, style->pull.after);
    state->scope->lead_done = TRUE;
}
