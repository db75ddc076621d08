/* Block quotes: an indent and a bar at the side. */
#include "flow/blocks.h"

void recto_flow_quote_enter(RectoState *state, const RectoNode *node)
{
    const RectoStyle *style = state->scope->style;
    recto_state_space(state, style->quote_space);
    RectoFrame frame = *recto_state_frame(state);
    /* Limits the total indent, so that the text of deeply nested quotes stays on the page. */
    RectoLength indent = MIN(style->quote_indent, MAX(recto_state_measure(state) - style->list_least, 0));
    frame.rtl = recto_state_is_rtl(state, node);
    frame.node = node;
    frame.started = frame.ground = FALSE;
    if (frame.rtl) {
        frame.bar = recto_state_column(state) - frame.right - style->quote_bar;
        frame.right += indent;
    } else {
        frame.bar = frame.indent;
        frame.indent += indent;
    }
    frame.element =
        recto_element_new(state->layout->pages->structure, frame.element, RECTO_ROLE_BLOCK_QUOTE, node->span);
    g_array_append_val(state->scope->frames, frame);
    state->scope->lead_done = TRUE;
}

void recto_flow_quote_leave(RectoState *state, const RectoNode *node)
{
    g_array_set_size(state->scope->frames, state->scope->frames->len - 1);
    recto_state_space(state, state->scope->style->quote_space);
}
