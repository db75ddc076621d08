/* Begins and ends the chapters of the flow. */
#include "flow/blocks.h"
#include "flow/sidenote.h"

static void turned_free(gpointer data)
{
    RectoLandscapeSection *turned = data;
    recto_vlist_free(turned->list);
    g_free(turned);
}

void recto_flow_begin_chapter(RectoState *state, gint heading)
{
    recto_side_finish(state, FALSE);
    /* Content before the first chapter, or between a part and its first chapter, is a chapter only if it is not
     * empty. */
    if (state->chapter && state->chapter->heading < 0 && state->scope->list->items->len == 0 &&
        state->chapter->turned->len == 0)
        g_ptr_array_set_size(state->flow->chapters, (gint)state->flow->chapters->len - 1);
    state->chapter = g_new0(RectoChapter, 1);
    state->chapter->list = recto_vlist_new();
    recto_columns_continue(state, state->chapter->list);
    state->chapter->turned = g_ptr_array_new_with_free_func(turned_free);
    state->chapter->heading = heading;
    state->chapter->afterword = -1;
    g_ptr_array_add(state->flow->chapters, state->chapter);
    state->scope->list = state->chapter->list;
    state->scope->after = NULL;
    state->scope->after_figure = FALSE;
    state->scope->space = 0;
    state->scope->keep = 0;
    state->scope->lead_done = FALSE;
    state->scope->n_cites = 0;
}
