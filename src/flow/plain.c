/* Rules between stretches of text. */
#include "flow/state.h"

void recto_flow_rule(RectoState *state, RectoNode *node)
{
    const RectoStyle *style = state->style;
    RectoFragment *fragment = recto_fragment_new();
    recto_flow_flush_run_in(state);
    recto_fragment_add_rect(fragment, 0, style->break_space - style->break_weight / 2, style->break_width,
                            style->break_weight, style->colour_head, RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT,
                            node->span);
    recto_vlist_add_penalty(state->list, RECTO_PENALTY_NEVER);
    recto_state_add_box(state, fragment, 2 * style->break_space, style->break_space, FALSE, node->span);
    recto_state_penalty(state, 0);
}
