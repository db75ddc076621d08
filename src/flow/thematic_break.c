/* Thematic breaks: rules between sections of text. */
#include "flow/blocks.h"

/* Returns TRUE if a rule separates two texts. Before a heading, a rule is redundant; at the end, it would look like the
 * rule above footnotes. */
static gboolean parts_text(const RectoNode *rule)
{
    const RectoNode *next = rule->next;
    while (next && (next->kind == RECTO_NODE_NOTE || next->kind == RECTO_NODE_RULE))
        next = next->next;
    return next && next->kind != RECTO_NODE_HEADING && next->kind != RECTO_NODE_PAGE_BREAK;
}

void recto_flow_rule(RectoState *state, const RectoNode *node)
{
    const RectoStyle *style = state->scope->style;
    if (!parts_text(node))
        return;
    RectoFragment *fragment = recto_fragment_new();
    recto_fragment_add_rect(fragment, 0, style->break_space - style->break_weight / 2, style->break_width,
                            style->break_weight, style->colour_head,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, node->span});
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    recto_state_add_box(state, fragment, 2 * style->break_space, style->break_space, FALSE, node->span);
    recto_state_penalty(state, 0);
}
