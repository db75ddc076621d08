#include "flow/side.h"

/* Cost of ending a page with a hyphenated line. */
#define PENALTY_HYPHEN 60

RectoFrame *recto_state_frame(RectoState *state)
{
    return &g_array_index(state->frames, RectoFrame, state->frames->len - 1);
}

gboolean recto_state_is_top(const RectoState *state)
{
    return state->frames->len == 1;
}

RectoLength recto_state_column(const RectoState *state)
{
    return state->style->page_right - state->style->page_column;
}

RectoLength recto_state_measure(RectoState *state)
{
    const RectoFrame *frame = recto_state_frame(state);
    return MAX(recto_state_column(state) - frame->indent - frame->right, state->style->list_least);
}

void recto_state_space(RectoState *state, RectoLength height)
{
    if (height <= 0 || state->list->items->len == 0 || recto_state_frame(state)->fresh)
        return;
    recto_vlist_add_glue(state->list, height);
    state->space += height;
}

/* The ground of every callout, then the bar of every quote that is open, over the box and the space above it. */
static void add_grounds(RectoState *state, RectoFragment *fragment, RectoLength height, RectoSpan span)
{
    for (guint i = 0; i < state->frames->len; i++) {
        RectoFrame *frame = &g_array_index(state->frames, RectoFrame, i);
        frame->fresh = FALSE;
        if (!frame->ground)
            continue;
        RectoLength above = frame->started ? state->space : 0;
        frame->started = TRUE;
        recto_fragment_add_rect(fragment, frame->ground_left, -above, frame->ground_right - frame->ground_left,
                                height + above, state->style->colour_tint, RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT,
                                span);
    }
}

static void add_bars(RectoState *state, RectoFragment *fragment, RectoLength height, RectoSpan span)
{
    for (guint i = 0; i < state->frames->len; i++) {
        RectoFrame *frame = &g_array_index(state->frames, RectoFrame, i);
        if (frame->bar < 0)
            continue;
        /* The first box of a quote has the space before the quote above it, which is not the quote's. */
        RectoLength above = frame->started ? state->space : 0;
        frame->started = TRUE;
        if (state->wide)
            continue;
        recto_fragment_add_rect(fragment, frame->bar, -above, state->style->quote_bar, height + above,
                                state->style->colour_accent, RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, span);
    }
}

/* Where the waiting mark's origin is: at the text's left edge; the mark ends a hang beyond its right edge in blocks
 * that run from right to left. */
static RectoLength marker_x(RectoState *state, const RectoFrame *frame)
{
    RectoLength right = -RECTO_LENGTH_MAX;
    if (!frame->rtl)
        return frame->indent;
    for (guint i = 0; i < state->marker->items->len; i++)
        right = MAX(right, recto_item_box(&g_array_index(state->marker->items, RectoItem, i)).right);
    return recto_state_column(state) - frame->right + frame->hang - right;
}

RectoVItem *recto_state_add_box(RectoState *state, RectoFragment *fragment, RectoLength height, RectoLength baseline,
                                gboolean grid, RectoSpan span)
{
    RectoFrame *frame = recto_state_frame(state);
    RectoFragment *whole = recto_fragment_new();
    add_grounds(state, whole, height, span);
    add_bars(state, whole, height, span);
    recto_state_place_anchors(state, whole, span);
    if (state->marker) {
        recto_fragment_add_fragment(whole, state->marker, marker_x(state, frame), baseline);
        g_clear_pointer(&state->marker, recto_fragment_free);
    }
    recto_fragment_add_fragment(whole, fragment, frame->indent, 0);
    recto_fragment_free(fragment);
    state->space = 0;
    state->wide = FALSE;
    RectoVItem *item = recto_vlist_add_box(state->list, whole, height, grid, span);
    if (state->sides->len && !state->in_note)
        recto_side_settle(state, item, baseline);
    return item;
}

void recto_state_penalty(RectoState *state, int penalty)
{
    if (state->keep > 0) {
        state->keep--;
        if (state->keep > 0)
            penalty = RECTO_PENALTY_NEVER;
    }
    if (penalty)
        recto_vlist_add_penalty(state->list, penalty);
}

void recto_state_keep_whole(RectoState *state, guint first)
{
    RectoVItem penalty = {.kind = RECTO_V_PENALTY, .penalty = RECTO_PENALTY_NEVER, .heading = -1};
    for (guint i = first; i + 1 < state->list->items->len; i++)
        if (g_array_index(state->list->items, RectoVItem, i).kind == RECTO_V_BOX)
            g_array_insert_val(state->list->items, i + 1, penalty);
}

void recto_state_hang_notes(RectoState *state, const RectoTextLine *line, guint box, RectoLength baseline)
{
    for (guint r = 0; r < line->n_runs; r++) {
        const RectoInline *tag = line->runs[r].tag;
        if (tag->footnote)
            recto_footnote_hang(state, tag->footnote, box, baseline);
        for (guint i = 0; tag->link >= 0 && i < state->note_links->len; i++) {
            if (g_array_index(state->note_links, gint, i) != tag->link)
                continue;
            RectoMarginNote *note = g_ptr_array_steal_index(state->notes, i);
            g_array_remove_index(state->note_links, i);
            note->y = baseline;
            recto_vlist_add_margin(&g_array_index(state->list->items, RectoVItem, box), note);
            break;
        }
    }
}

/* Between line `i` and the next of `n`: at least two lines of a paragraph stay together at either end. */
static int penalty_after(const RectoLines *lines, guint i)
{
    if (i + 1 == lines->n_lines)
        return 0;
    if (i == 0 || i + 2 == lines->n_lines)
        return RECTO_PENALTY_NEVER;
    return lines->lines[i].hyphenated ? PENALTY_HYPHEN : 0;
}

/* Words that are anchors: each where its first line is. */
static void want_anchors(RectoState *state, const RectoTextLine *line, const char **last)
{
    for (guint i = 0; i < line->n_runs; i++) {
        const RectoInline *tag = line->runs[i].tag;
        if (tag->anchor && tag->anchor != *last)
            g_ptr_array_add(state->dests, (gpointer)tag->anchor);
        *last = tag->anchor ? tag->anchor : *last;
    }
}

void recto_state_add_lines(RectoState *state, const RectoLines *lines, const RectoTextStyle *element, gboolean grid)
{
    RectoLength baseline = element->leading - RECTO_BASELINE_RISE;
    const char *anchor = NULL;
    for (guint i = 0; i < lines->n_lines; i++) {
        const RectoTextLine *line = &lines->lines[i];
        want_anchors(state, line, &anchor);
        g_autoptr(RectoFragment) text = recto_layout_line(state->layout, line, element);
        RectoFragment *box = recto_fragment_new();
        recto_fragment_add_fragment(box, text, 0, baseline);
        RectoVItem *item = recto_state_add_box(state, box, element->leading, baseline, grid, line->span);
        item->line = (RectoVLine){.content = RECTO_V_TEXT_LINE,
                                  .number = i + 1,
                                  .of = lines->n_lines,
                                  .left = recto_state_frame(state)->indent,
                                  .width = recto_state_measure(state),
                                  .space = element->align == RECTO_JUSTIFIED ? line->space : 0};
        recto_state_hang_notes(state, line, state->list->items->len - 1, baseline);
        recto_state_penalty(state, penalty_after(lines, i));
    }
}
