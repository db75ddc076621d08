/* Blocks marked {.landscape}: set in a list of their own, on landscape pages after the page where they appear in the
 * source. The text continues past them. */
#include "flow/blocks.h"

static gboolean is_marked(const RectoNode *node)
{
    /* attributes after a paragraph that is a single image belong to the image */
    const RectoNode *only =
        node->kind == RECTO_NODE_PARAGRAPH && node->first && !node->first->next ? node->first : NULL;
    return recto_node_has_class(node, "landscape") ||
           (only && only->kind == RECTO_NODE_IMAGE && recto_node_has_class(only, "landscape"));
}

gboolean recto_turned_wanted(const RectoState *state, const RectoNode *node)
{
    return !state->scope->turned && !state->scope->note && state->scope->frames->len == 1 &&
           recto_node_is_block(node) && node->kind != RECTO_NODE_HEADING && node->kind != RECTO_NODE_DOCUMENT &&
           is_marked(node);
}

static const RectoStyle *turned_style(RectoState *state)
{
    RectoFlow *flow = state->flow;
    if (flow->turned_style)
        return flow->turned_style;
    /* also applies if the text around is in two columns */
    const RectoStyle *straight = recto_columns_style(state, RECTO_V_TEXT);
    RectoStyle *style = flow->turned_style = g_memdup2(straight, sizeof *style);
    style->page_width = straight->page_height;
    style->page_height = straight->page_width;
    style->page_right = style->turned_right;
    style->page_text_top = style->page_first_top = style->turned_text_top;
    style->page_text_bottom = style->turned_text_bottom;
    style->page_foot = style->turned_foot;
    style->page_last_lines = 1;
    return style;
}

static gint last_box(const RectoVList *list)
{
    for (guint i = list->items->len; i-- > 0;)
        if (g_array_index(list->items, RectoVItem, i).kind == RECTO_V_BOX)
            return (gint)i;
    return -1;
}

void recto_turned_begin(RectoState *state, const RectoNode *node)
{
    RectoLandscapeSection *turned = g_new0(RectoLandscapeSection, 1);
    turned->list = recto_vlist_new();
    turned->after = last_box(state->scope->list);
    g_ptr_array_add(state->chapter->turned, turned);
    RectoFlowScope *scope = recto_scope_push(state, turned_style(state), turned->list);
    scope->turned = node;
    scope->lead_done = TRUE;
    g_array_append_vals(scope->frames, scope->outer->frames->data, scope->outer->frames->len);
}

void recto_turned_end(RectoState *state)
{
    GPtrArray *all = state->chapter->turned;
    gboolean empty = last_box(state->scope->list) < 0;
    recto_scope_pop(state);
    state->scope->lead_done = TRUE;
    if (empty)
        g_ptr_array_set_size(all, (gint)all->len - 1);
}
