/* Callouts: blocks on a tinted background, after a label. */
#include "flow/blocks.h"

/* The space between the label and the words that follow it. */
#define LABEL_SPACE "\u2002"

static const char *label_of(RectoState *state, RectoCalloutKind kind)
{
    static const char *const keys[] = {"note", "tip", "important", "warning", "caution"};
    return recto_strings_get(state->layout->strings, keys[kind]);
}

static void append_label(RectoState *state, RectoText *text, RectoElement *parent, RectoSpan span)
{
    const RectoTextStyle *element = &state->scope->style->callout_label;
    RectoSlot slot = recto_element_slot(state->layout->pages->structure, parent);
    RectoCharStyle label = recto_layout_char_style(state->layout, element, slot, element->colour);
    recto_text_append(text, state->scope->label, -1, &label, span);
    state->scope->label = NULL;
}

void recto_callout_consume_label(RectoState *state, RectoText *text, RectoElement *parent, RectoSpan span)
{
    const RectoTextStyle *body = &state->scope->style->body;
    if (!state->scope->label)
        return;
    append_label(state, text, parent, span);
    RectoSlot slot = recto_element_slot(state->layout->pages->structure, parent);
    RectoCharStyle gap = recto_layout_char_style(state->layout, body, slot, body->colour);
    recto_text_append(text, LABEL_SPACE, -1, &gap, span);
}

void recto_callout_flush_label(RectoState *state)
{
    if (!state->scope->label)
        return;
    const RectoTextStyle *element = &state->scope->style->callout_label;
    RectoFrame *frame = recto_state_frame(state);
    RectoSpan span = frame->node->span;
    RectoElement *parent = recto_element_new(state->layout->pages->structure, frame->element, RECTO_ROLE_P, span);
    g_autoptr(RectoText) text = recto_text_new(state->layout->engine, state->layout->document->meta.lang);
    append_label(state, text, parent, span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, state->scope->style, element, recto_state_measure(state));
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    recto_state_add_lines(state, lines, element, FALSE);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
}

static void add_padding(RectoState *state, RectoSpan span)
{
    recto_state_add_box(state, recto_fragment_new(), state->scope->style->callout_padding, 0, FALSE, span);
}

void recto_flow_ground_enter(RectoState *state, const RectoNode *node, RectoElement *element)
{
    const RectoStyle *style = state->scope->style;
    recto_state_flush_marker(state, node->span);
    recto_state_space(state, style->callout_space);
    RectoFrame frame = *recto_state_frame(state);
    frame.node = node;
    frame.bar = -1;
    frame.started = FALSE;
    frame.list_depth = 0;
    frame.ground = TRUE;
    frame.ground_left = frame.indent - style->callout_outset;
    frame.ground_right = recto_state_column(state) - frame.right;
    frame.right += style->callout_inset;
    frame.first_item = state->scope->list->items->len;
    frame.element = element;
    g_array_append_val(state->scope->frames, frame);
    add_padding(state, node->span);
    recto_state_frame(state)->fresh = TRUE;
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    state->scope->lead_done = TRUE;
}

void recto_flow_callout_enter(RectoState *state, const RectoNode *node)
{
    RectoElement *around = recto_state_frame(state)->element;
    recto_flow_ground_enter(state, node,
                            recto_element_new(state->layout->pages->structure, around, RECTO_ROLE_DIV, node->span));
    state->scope->label = label_of(state, node->callout.kind);
}

static guint count_boxes(const RectoState *state, guint from)
{
    guint n = 0;
    for (guint i = from; i < state->scope->list->items->len; i++)
        n += g_array_index(state->scope->list->items, RectoVItem, i).kind == RECTO_V_BOX;
    return n;
}

/* Removes the glue after the last block, so that only the padding remains below it. */
static void drop_glue(RectoState *state)
{
    GArray *items = state->scope->list->items;
    while (items->len && g_array_index(items, RectoVItem, items->len - 1).kind == RECTO_V_GLUE)
        g_array_set_size(items, items->len - 1);
    state->scope->space = 0;
}

void recto_flow_callout_leave(RectoState *state, const RectoNode *node)
{
    recto_flow_ground_leave(state, node);
}

void recto_flow_ground_leave(RectoState *state, const RectoNode *node)
{
    guint first = recto_state_frame(state)->first_item;
    drop_glue(state);
    /* the padding box at the top is not a content box */
    gboolean few = count_boxes(state, first) - 1 < (guint)MAX(state->scope->style->callout_keep, 0);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    add_padding(state, node->span);
    if (few)
        recto_state_keep_together(state, first);
    g_array_set_size(state->scope->frames, state->scope->frames->len - 1);
    recto_state_space(state, state->scope->style->callout_space);
}
