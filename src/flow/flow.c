/* Runs the flow over a whole document. */
#include "flow/flow.h"

#include "flow/blocks.h"
#include "flow/footnote.h"
#include "flow/sidenote.h"
#include "flow/block_walk.h"

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
    g_free(flow);
}

static void state_init(RectoState *state, RectoLayout *layout, RectoFlow *flow)
{
    RectoStructure *structure = layout->pages->structure;
    RectoElement *root = recto_structure_root(structure);
    *state = (RectoState){.layout = layout, .flow = flow};
    recto_scope_push(state, layout->style, NULL);
    state->has_languages = recto_node_has_languages(layout->document->root);
    state->anchors = g_hash_table_new(g_str_hash, g_str_equal);
    RectoFrame frame = {.node = layout->document->root, .element = root, .bar = -1};
    g_array_append_val(state->scope->frames, frame);
    flow->cover = recto_element_new(structure, root, RECTO_ROLE_DIV, RECTO_NO_SPAN);
    gboolean contents = layout->style->contents != RECTO_CONTENTS_NONE &&
                        (int)layout->document->n_headings >= layout->style->contents_min;
    flow->contents = contents ? recto_element_new(structure, root, RECTO_ROLE_TOC, RECTO_NO_SPAN) : NULL;
}

static void state_clear(RectoState *state)
{
    recto_footnotes_clear(state);
    recto_scope_pop(state);
    g_hash_table_unref(state->anchors);
}

/* Ends the columns after the last block. */
static void end_columns(RectoState *state)
{
    if (state->scope->columns.mode != RECTO_V_TEXT || state->scope->list->columns != RECTO_V_TEXT)
        recto_columns_set(state, RECTO_V_TEXT, NULL);
}

RectoFlow *recto_flow(RectoLayout *layout)
{
    RectoFlow *flow = g_new0(RectoFlow, 1);
    flow->chapters = g_ptr_array_new_with_free_func((GDestroyNotify)chapter_free);
    flow->headings = g_array_new(FALSE, TRUE, sizeof(RectoHeading));
    flow->listed = g_array_new(FALSE, TRUE, sizeof(RectoListedFigure));
    RectoState state;
    state_init(&state, layout, flow);
    recto_state_collect_anchors(&state);
    recto_footnotes_begin(&state);
    recto_headings_find_numbers(&state);
    recto_flow_begin_chapter(&state, -1);
    recto_flow_standfirst(&state);
    recto_flow_blocks(&state, layout->document->root);
    end_columns(&state);
    recto_side_finish(&state, TRUE);
    recto_footnotes_end(&state);
    recto_state_finish_anchors(&state);
    state_clear(&state);
    return flow;
}
