#include "flow/flow.h"

#include "flow/pieces.h"
#include "flow/side.h"

static void turned_free(gpointer data)
{
    RectoTurned *turned = data;
    recto_vlist_free(turned->list);
    g_free(turned);
}

static void chapter_free(RectoChapter *chapter)
{
    g_ptr_array_unref(chapter->turned);
    recto_vlist_free(chapter->list);
    g_clear_pointer(&chapter->opener, recto_fragment_free);
    g_free(chapter);
}

void recto_flow_free(RectoFlow *flow)
{
    if (!flow)
        return;
    g_ptr_array_unref(flow->chapters);
    g_array_unref(flow->headings);
    g_array_unref(flow->listed);
    g_free(flow->turned_style);
    g_free(flow->column_style);
    g_free(flow->span_style);
    g_ptr_array_unref(flow->grammars);
    g_free(flow);
}

void recto_flow_begin_chapter(RectoState *state, gint heading)
{
    recto_side_finish(state, FALSE);
    /* What stood before the first chapter, or behind a part, is one only when something did. */
    if (state->chapter && state->chapter->heading < 0 && state->list->items->len == 0 &&
        state->chapter->turned->len == 0)
        g_ptr_array_set_size(state->flow->chapters, (gint)state->flow->chapters->len - 1);
    state->chapter = g_new0(RectoChapter, 1);
    state->chapter->list = recto_vlist_new();
    state->chapter->turned = g_ptr_array_new_with_free_func(turned_free);
    state->chapter->heading = heading;
    state->chapter->afterword = -1;
    g_ptr_array_add(state->flow->chapters, state->chapter);
    state->list = state->chapter->list;
    state->after = NULL;
    state->after_figure = FALSE;
    state->space = 0;
    state->keep = 0;
    state->lead_done = FALSE;
}

static void set_piece(RectoState *state, const RectoPiece *piece)
{
    gboolean titled = FALSE;
    for (guint i = 0; piece->images && i < piece->images->len; i++)
        titled |= ((const RectoNode *)g_ptr_array_index(piece->images, i))->title != NULL;
    if (!piece->images)
        recto_flow_words(state, &piece->words);
    else if (piece->images->len > 1 && !titled)
        recto_flow_pictures(state, piece->images, piece->links, NULL);
    else
        for (guint i = 0; i < piece->images->len; i++)
            recto_flow_figure(state, g_ptr_array_index(piece->images, i), g_ptr_array_index(piece->links, i), NULL);
}

static void set_paragraph(RectoState *state, const RectoNode *node)
{
    g_autoptr(GArray) pieces = recto_paragraph_pieces(state, node);
    RectoInlineRange all = recto_inline_range(node);
    if (!pieces)
        recto_flow_words(state, &all);
    for (guint i = 0; pieces && i < pieces->len; i++)
        set_piece(state, &g_array_index(pieces, RectoPiece, i));
}

static void enter(RectoState *state, const RectoNode *node, RectoWalk *walk)
{
    switch (node->kind) {
    case RECTO_NODE_LIST:
        recto_flow_list_enter(state, node);
        return;
    case RECTO_NODE_ITEM:
        recto_flow_item_enter(state, node);
        return;
    case RECTO_NODE_QUOTE:
        if (recto_node_is_pull(node)) {
            recto_flow_pull(state, node);
            break;
        }
        recto_flow_quote_enter(state, node);
        return;
    case RECTO_NODE_CALLOUT:
        recto_flow_callout_enter(state, node);
        return;
    case RECTO_NODE_NOTE:
        /* Its blocks are set where it is cited. */
        if (!state->in_note)
            recto_node_skip(node, walk);
        return;
    case RECTO_NODE_DOCUMENT:
    case RECTO_NODE_DIV:
        return;
    case RECTO_NODE_FIGURE:
        if (!recto_flow_figure_node(state, node))
            return;
        break;
    case RECTO_NODE_CAPTION:
    case RECTO_NODE_PARAGRAPH:
        set_paragraph(state, node);
        break;
    case RECTO_NODE_HEADING:
        if (state->in_note)
            set_paragraph(state, node);
        else
            recto_flow_heading(state, node);
        break;
    case RECTO_NODE_CODE_BLOCK:
        if (!recto_flow_chart(state, node))
            recto_flow_code(state, node);
        break;
    case RECTO_NODE_RULE:
        recto_flow_rule(state, node);
        break;
    case RECTO_NODE_TABLE:
        recto_flow_table(state, node);
        break;
    case RECTO_NODE_PAGE_BREAK:
        recto_flow_flush_run_in(state);
        recto_vlist_add_penalty(state->list, RECTO_PENALTY_FORCE);
        break;
    default:
        break;
    }
    recto_node_skip(node, walk);
}

/* Whatever the block is, its element is the first that is made in the one around it. */
static void enter_block(RectoState *state, const RectoNode *node, RectoWalk *walk)
{
    RectoStructure *structure = state->layout->pages->structure;
    RectoElement *around = recto_state_frame(state)->element;
    guint n = recto_structure_n_elements(structure);
    if (state->label && node->kind != RECTO_NODE_PARAGRAPH)
        recto_callout_flush_label(state);
    recto_state_want_anchor(state, node);
    if (recto_side_block(state, node))
        recto_node_skip(node, walk);
    else
        enter(state, node, walk);
    while (state->has_languages && n < recto_structure_n_elements(structure)) {
        RectoElement *element = recto_structure_element(structure, n++);
        if (element->parent != around)
            continue;
        recto_state_mark_lang(state, node, element);
        break;
    }
}

static void leave(RectoState *state, const RectoNode *node)
{
    recto_side_leave(state, node);
    if (node->kind == RECTO_NODE_LIST)
        recto_flow_list_leave(state, node);
    else if (node->kind == RECTO_NODE_ITEM)
        recto_flow_item_leave(state, node);
    else if (node->kind == RECTO_NODE_QUOTE && !recto_node_is_pull(node))
        recto_flow_quote_leave(state, node);
    else if (node->kind == RECTO_NODE_CALLOUT)
        recto_flow_callout_leave(state, node);
    /* A heading that opened a chapter leaves its text without a block before it. */
    gboolean opener = node->kind == RECTO_NODE_HEADING && state->list->items->len == 0;
    if (recto_node_is_block(node) && node->kind != RECTO_NODE_DIV && !opener && node != state->side)
        state->after = node;
}

void recto_flow_blocks(RectoState *state, const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    guint first = 0;
    while (recto_node_next(root, &node, &walk)) {
        if (walk == RECTO_ENTER) {
            recto_columns_enter(state, node);
            if (recto_turned_wanted(state, node))
                recto_turned_begin(state, node);
            first = state->list->items->len;
            enter_block(state, node, &walk);
        }
        /* Not an else: skipping a block has turned ENTER into LEAVE without another step. */
        if (walk == RECTO_LEAVE) {
            leave(state, node);
            if (recto_node_is_block(node))
                recto_footnotes_hang_rest(state, first);
            if (node == state->turned)
                recto_turned_end(state);
            recto_columns_leave(state, node);
        }
    }
    recto_flow_flush_run_in(state);
}

static void state_init(RectoState *state, RectoLayout *layout, RectoFlow *flow)
{
    RectoStructure *structure = layout->pages->structure;
    RectoElement *root = recto_structure_root(structure);
    *state = (RectoState){.layout = layout, .style = layout->style, .flow = flow};
    state->frames = g_array_new(FALSE, TRUE, sizeof(RectoFrame));
    state->has_languages = recto_node_has_languages(layout->document->root);
    state->anchors = g_hash_table_new(g_str_hash, g_str_equal);
    state->dests = g_ptr_array_new();
    state->notes = g_ptr_array_new();
    state->sides = g_ptr_array_new();
    state->side_lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    state->note_links = g_array_new(FALSE, FALSE, sizeof(gint));
    RectoFrame frame = {.node = layout->document->root, .element = root, .bar = -1};
    g_array_append_val(state->frames, frame);
    flow->cover = recto_element_new(structure, root, RECTO_ROLE_DIV, RECTO_NO_SPAN);
    gboolean contents = layout->style->contents != RECTO_CONTENTS_NONE &&
                        (int)layout->document->n_headings >= layout->style->contents_min;
    flow->contents = contents ? recto_element_new(structure, root, RECTO_ROLE_TOC, RECTO_NO_SPAN) : NULL;
}

static void state_clear(RectoState *state)
{
    recto_footnotes_clear(state);
    for (guint i = 0; i < state->notes->len; i++) {
        RectoMarginNote *note = g_ptr_array_index(state->notes, i);
        recto_fragment_free(note->fragment);
        g_free(note);
    }
    g_ptr_array_unref(state->notes);
    g_ptr_array_unref(state->sides);
    g_ptr_array_unref(state->side_lines);
    g_array_unref(state->note_links);
    g_hash_table_unref(state->anchors);
    g_ptr_array_unref(state->dests);
    g_array_unref(state->frames);
    g_clear_pointer(&state->marker, recto_fragment_free);
}

RectoFlow *recto_flow(RectoLayout *layout)
{
    RectoFlow *flow = g_new0(RectoFlow, 1);
    flow->chapters = g_ptr_array_new_with_free_func((GDestroyNotify)chapter_free);
    flow->headings = g_array_new(FALSE, TRUE, sizeof(RectoHeading));
    flow->listed = g_array_new(FALSE, TRUE, sizeof(RectoListed));
    flow->grammars = g_ptr_array_new_with_free_func(g_free);
    RectoState state;
    state_init(&state, layout, flow);
    recto_state_collect_anchors(&state);
    recto_footnotes_begin(&state);
    recto_flow_begin_chapter(&state, -1);
    recto_flow_standfirst(&state);
    recto_flow_blocks(&state, layout->document->root);
    recto_columns_end(&state);
    recto_side_finish(&state, TRUE);
    recto_footnotes_end(&state);
    recto_state_finish_anchors(&state);
    state_clear(&state);
    return flow;
}
