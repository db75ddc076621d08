/* Manages the scopes of the walk and adds lines and other boxes to the list. */
#include "flow/flow_state.h"

/* Cost of ending a page with a hyphenated line. */
#define PENALTY_HYPHEN 60

/* ---- scopes ---- */

static void margin_note_free(gpointer data)
{
    RectoMarginNote *note = data;
    recto_fragment_free(note->fragment);
    g_free(note);
}

RectoFlowScope *recto_scope_push(RectoState *state, const RectoStyle *style, RectoVList *list)
{
    RectoFlowScope *scope = g_new0(RectoFlowScope, 1);
    scope->outer = state->scope;
    scope->style = style;
    scope->list = list;
    scope->frames = g_array_new(FALSE, TRUE, sizeof(RectoFrame));
    scope->dests = g_ptr_array_new();
    scope->notes = g_ptr_array_new();
    scope->note_links = g_array_new(FALSE, FALSE, sizeof(gint));
    scope->sides = g_ptr_array_new();
    scope->side_lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    state->scope = scope;
    return scope;
}

/* Passes content that still waits for a box to the scope around. */
static void hand_on(RectoFlowScope *scope, RectoFlowScope *outer)
{
    for (guint i = 0; i < scope->dests->len; i++)
        g_ptr_array_add(outer->dests, g_ptr_array_index(scope->dests, i));
    for (guint i = 0; i < scope->notes->len; i++)
        g_ptr_array_add(outer->notes, g_ptr_array_index(scope->notes, i));
    g_array_append_vals(outer->note_links, scope->note_links->data, scope->note_links->len);
    g_ptr_array_set_size(scope->notes, 0);
}

void recto_scope_pop(RectoState *state)
{
    RectoFlowScope *scope = state->scope;
    state->scope = scope->outer;
    if (scope->outer)
        hand_on(scope, scope->outer);
    g_ptr_array_foreach(scope->notes, (GFunc)(void (*)(void))margin_note_free, NULL);
    g_ptr_array_foreach(scope->sides, (GFunc)(void (*)(void))margin_note_free, NULL);
    g_ptr_array_unref(scope->notes);
    g_ptr_array_unref(scope->sides);
    g_ptr_array_unref(scope->side_lines);
    g_ptr_array_unref(scope->dests);
    g_array_unref(scope->note_links);
    g_array_unref(scope->frames);
    g_clear_pointer(&scope->marker, recto_fragment_free);
    g_free(scope);
}

/* ---- boxes ---- */

RectoFrame *recto_state_frame(RectoState *state)
{
    return &g_array_index(state->scope->frames, RectoFrame, state->scope->frames->len - 1);
}

gboolean recto_state_is_top(const RectoState *state)
{
    return state->scope->frames->len == 1;
}

RectoLength recto_state_column(const RectoState *state)
{
    return state->scope->style->page_right - state->scope->style->page_column;
}

RectoLength recto_state_measure(RectoState *state)
{
    const RectoFrame *frame = recto_state_frame(state);
    return MAX(recto_state_column(state) - frame->indent - frame->right, state->scope->style->list_least);
}

void recto_state_space(RectoState *state, RectoLength height)
{
    if (height <= 0 || state->scope->list->items->len == 0 || recto_state_frame(state)->fresh)
        return;
    recto_vlist_add_glue(state->scope->list, height);
    state->scope->space += height;
}

/* Draws the backgrounds of open callouts, then the bars of open quotes, beside the box and the space above it. */
static void add_grounds(RectoState *state, RectoFragment *fragment, RectoLength height, RectoSpan span)
{
    for (guint i = 0; i < state->scope->frames->len; i++) {
        RectoFrame *frame = &g_array_index(state->scope->frames, RectoFrame, i);
        frame->fresh = FALSE;
        if (!frame->ground)
            continue;
        RectoLength above = frame->started ? state->scope->space : 0;
        frame->started = TRUE;
        recto_fragment_add_rect(fragment, frame->ground_left, -above, frame->ground_right - frame->ground_left,
                                height + above, state->scope->style->colour_tint,
                                (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, span});
    }
}

static void add_bars(RectoState *state, RectoFragment *fragment, RectoLength height, RectoSpan span)
{
    for (guint i = 0; i < state->scope->frames->len; i++) {
        RectoFrame *frame = &g_array_index(state->scope->frames, RectoFrame, i);
        if (frame->bar < 0)
            continue;
        /* the space above the first box of a quote is outside the quote */
        RectoLength above = frame->started ? state->scope->space : 0;
        frame->started = TRUE;
        if (state->scope->wide)
            continue;
        recto_fragment_add_rect(fragment, frame->bar, -above, state->scope->style->quote_bar, height + above,
                                state->scope->style->colour_accent,
                                (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, span});
    }
}

/* Returns the x position of the pending marker's origin: the left edge of the text. In right-to-left blocks, the marker
 * ends one indent beyond the text's right edge. */
static RectoLength marker_x(RectoState *state, const RectoFrame *frame)
{
    RectoLength right = -RECTO_LENGTH_MAX;
    if (!frame->rtl)
        return frame->indent;
    for (guint i = 0; i < state->scope->marker->items->len; i++)
        right = MAX(right, recto_item_box(&g_array_index(state->scope->marker->items, RectoItem, i)).right);
    return recto_state_column(state) - frame->right + frame->hang - right;
}

void recto_state_flush_marker(RectoState *state, RectoSpan span)
{
    RectoLength leading = state->scope->style->body.leading;
    gboolean wide = state->scope->wide;
    if (!state->scope->marker)
        return;
    state->scope->wide = FALSE;
    recto_state_add_box(state, recto_fragment_new(), leading, leading - RECTO_BASELINE_RISE, FALSE, span);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_NEVER);
    state->scope->wide = wide;
}

RectoVItem *recto_state_add_box(RectoState *state, RectoFragment *fragment, RectoLength height, RectoLength baseline,
                                gboolean grid, RectoSpan span)
{
    RectoFrame *frame = recto_state_frame(state);
    /* A box without a line of text has no place for the marker. */
    if (state->scope->wide || baseline <= 0)
        recto_state_flush_marker(state, span);
    RectoFragment *whole = recto_fragment_new();
    add_grounds(state, whole, height, span);
    add_bars(state, whole, height, span);
    recto_state_place_anchors(state, whole, span);
    if (state->scope->marker) {
        recto_fragment_add_fragment(whole, state->scope->marker, marker_x(state, frame), baseline);
        g_clear_pointer(&state->scope->marker, recto_fragment_free);
    }
    recto_fragment_add_fragment(whole, fragment, frame->indent, 0);
    recto_fragment_free(fragment);
    recto_vlist_add_box(state->scope->list, whole, height, grid, span);
    guint box = state->scope->list->items->len - 1;
    g_array_index(state->scope->list->items, RectoVItem, box).bridged = state->scope->space;
    state->scope->space = 0;
    state->scope->wide = FALSE;
    if (state->scope->sides->len)
        recto_state_hang_sides(state, box, baseline);
    return &g_array_index(state->scope->list->items, RectoVItem, box);
}

void recto_state_penalty(RectoState *state, int penalty)
{
    if (state->scope->keep > 0) {
        state->scope->keep--;
        if (state->scope->keep > 0)
            penalty = RECTO_VPENALTY_NEVER;
    }
    if (penalty)
        recto_vlist_add_penalty(state->scope->list, penalty);
}

void recto_state_keep_together(RectoState *state, guint first)
{
    RectoVItem penalty = {.kind = RECTO_V_PENALTY, .penalty = RECTO_VPENALTY_NEVER, .heading = -1};
    for (guint i = first; i + 1 < state->scope->list->items->len; i++)
        if (g_array_index(state->scope->list->items, RectoVItem, i).kind == RECTO_V_BOX)
            g_array_insert_val(state->scope->list->items, i + 1, penalty);
}

void recto_state_hang_notes(RectoState *state, const RectoTextLine *line, guint box, RectoLength baseline)
{
    for (guint r = 0; r < line->n_runs; r++) {
        const RectoInline *tag = line->runs[r].tag;
        RectoVItem *item = &g_array_index(state->scope->list->items, RectoVItem, box);
        if (tag->footnote) {
            state->scope->n_cites += !item->cites;
            recto_vlist_add_citation(item, (RectoCitation){tag->footnote, baseline, ++state->n_marks});
        }
        for (guint i = 0; tag->link >= 0 && i < state->scope->note_links->len; i++) {
            if (g_array_index(state->scope->note_links, gint, i) != tag->link)
                continue;
            RectoMarginNote *note = g_ptr_array_steal_index(state->scope->notes, i);
            g_array_remove_index(state->scope->note_links, i);
            note->y = baseline;
            note->order = ++state->n_marks;
            recto_vlist_add_margin(&g_array_index(state->scope->list->items, RectoVItem, box), note);
            break;
        }
    }
}

void recto_state_hang_side(RectoState *state, RectoMarginNote *note, const GPtrArray *texts, guint box,
                           RectoCitation at)
{
    note->y = at.baseline;
    note->order = at.order;
    recto_vlist_add_margin(&g_array_index(state->scope->list->items, RectoVItem, box), note);
    /* footnotes and anchors within the note are attached to the same box */
    for (guint i = 0; i < texts->len; i++) {
        const RectoLines *lines = g_ptr_array_index(texts, i);
        for (guint n = 0; n < lines->n_lines; n++)
            recto_state_hang_notes(state, &lines->lines[n], box, at.baseline);
    }
}

void recto_state_hang_sides(RectoState *state, guint box, RectoLength baseline)
{
    RectoFlowScope *scope = state->scope;
    for (guint i = 0; i < scope->sides->len; i++)
        recto_state_hang_side(state, g_ptr_array_index(scope->sides, i), g_ptr_array_index(scope->side_lines, i), box,
                              (RectoCitation){NULL, baseline, ++state->n_marks});
    g_ptr_array_set_size(scope->sides, 0);
    g_ptr_array_set_size(scope->side_lines, 0);
}

/* Returns the penalty between line `i` and the next of `n` lines: at least two lines of a paragraph stay together on
 * each page. */
static int penalty_after(const RectoLines *lines, guint i)
{
    if (i + 1 == lines->n_lines)
        return 0;
    if (i == 0 || i + 2 == lines->n_lines)
        return RECTO_VPENALTY_NEVER;
    return lines->lines[i].hyphenated ? PENALTY_HYPHEN : 0;
}

/* Adds destinations for words that are anchors, each in its first line. */
static void want_anchors(RectoState *state, const RectoTextLine *line, const char **last)
{
    for (guint i = 0; i < line->n_runs; i++) {
        const RectoInline *tag = line->runs[i].tag;
        if (tag->anchor && tag->anchor != *last)
            g_ptr_array_add(state->scope->dests, (gpointer)tag->anchor);
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
        g_autoptr(RectoFragment) text = recto_layout_line(state->layout, state->scope->style, line, element);
        RectoFragment *box = recto_fragment_new();
        recto_fragment_add_fragment(box, text, 0, baseline);
        RectoVItem *item = recto_state_add_box(state, box, element->leading, baseline, grid, line->span);
        item->line = (RectoVLine){.content = RECTO_V_TEXT_LINE,
                                  .number = i + 1,
                                  .of = lines->n_lines,
                                  .left = recto_state_frame(state)->indent,
                                  .width = recto_state_measure(state),
                                  .space = element->align == RECTO_JUSTIFIED ? line->space : 0};
        recto_state_hang_notes(state, line, state->scope->list->items->len - 1, baseline);
        recto_state_penalty(state, penalty_after(lines, i));
    }
}
