/* Collects anchors: names that links of the document can refer to. A heading has its own anchor; any other node with an
 * ID has one at its first line or word. If an ID occurs twice, the first counts, and headings count before other
 * nodes. */
#include "flow/flow_state.h"

static void collect(RectoState *state, gboolean headings)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(state->layout->document->root, &node, &walk)) {
        gboolean heading = node->kind == RECTO_NODE_HEADING;
        const char *id = heading ? node->heading.id : node->attributes ? node->attributes->id : NULL;
        if (walk == RECTO_ENTER && id && heading == headings && !g_hash_table_contains(state->anchors, id))
            g_hash_table_insert(state->anchors, (gpointer)id, (gpointer)node);
    }
}

void recto_state_collect_anchors(RectoState *state)
{
    collect(state, TRUE);
    collect(state, FALSE);
}

const char *recto_state_anchor(const RectoState *state, const char *id)
{
    gpointer name = NULL;
    return g_hash_table_lookup_extended(state->anchors, id, &name, NULL) ? name : NULL;
}

const char *recto_state_anchor_at(const RectoState *state, const RectoNode *node)
{
    const char *id = node->attributes && node->kind != RECTO_NODE_HEADING ? node->attributes->id : NULL;
    return id && g_hash_table_lookup(state->anchors, id) == node ? id : NULL;
}

void recto_state_queue_anchor(RectoState *state, const RectoNode *node)
{
    const char *name = recto_state_anchor_at(state, node);
    if (name)
        g_ptr_array_add(state->scope->dests, (gpointer)name);
}

void recto_state_want_heading_anchor(RectoState *state, const RectoNode *heading)
{
    if (heading->heading.id && g_hash_table_lookup(state->anchors, heading->heading.id) == heading)
        g_ptr_array_add(state->scope->dests, (gpointer)heading->heading.id);
}

void recto_state_finish_anchors(RectoState *state)
{
    for (guint i = state->scope->list->items->len; i-- > 0;) {
        RectoVItem *item = &g_array_index(state->scope->list->items, RectoVItem, i);
        if (item->kind != RECTO_V_BOX)
            continue;
        recto_state_place_anchors(state, item->fragment, item->span);
        return;
    }
}

void recto_state_place_anchors(RectoState *state, RectoFragment *box, RectoSpan span)
{
    for (guint i = 0; i < state->scope->dests->len; i++)
        recto_fragment_add_dest(box, g_ptr_array_index(state->scope->dests, i), 0, 0, span);
    g_ptr_array_set_size(state->scope->dests, 0);
}
