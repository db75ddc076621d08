/* Sets the texts of footnotes, where the walk meets their references or at the end. */
#include "flow/footnote.h"

#include "document/synthetic.h"
#include "flow/blocks.h"
#include "flow/sidenote.h"
#include "flow/block_walk.h"
#include "style/strings.h"

/* ---- the notes of the document ---- */

void recto_footnotes_begin(RectoState *state)
{
    state->footnotes = g_ptr_array_new_with_free_func(g_free);
    state->cited = g_ptr_array_new();
    state->note_styles = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    state->footnotes_by_label = g_hash_table_new(g_str_hash, g_str_equal);
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(state->layout->document->root, &node, &walk)) {
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_NOTE)
            continue;
        RectoFootnote *note = g_new0(RectoFootnote, 1);
        note->node = node;
        g_ptr_array_add(state->footnotes, note);
        g_hash_table_insert(state->footnotes_by_label, (gpointer)node->text, note);
    }
}

void recto_footnotes_clear(RectoState *state)
{
    g_hash_table_unref(state->footnotes_by_label);
    g_ptr_array_unref(state->cited);
    g_ptr_array_unref(state->footnotes);
    g_hash_table_unref(state->note_styles);
}

/* ---- texts ---- */

static RectoLength scaled(const RectoStyle *style, RectoLength length)
{
    return (RectoLength)((gint64)length * style->footnote.size / MAX(style->body.size, 1));
}

/* Returns the style inside a note: the body uses the note's font, and blocks are closer; the rest is as in the style
 * around. */
static const RectoStyle *note_style(RectoState *state, const RectoStyle *around)
{
    RectoStyle *style = g_hash_table_lookup(state->note_styles, around);
    if (style)
        return style;
    style = g_memdup2(around, sizeof *around);
    RectoLength half = around->footnote.leading / 2;
    style->body = around->footnote;
    style->code.size = around->footnote.size * around->code_inline / 1000;
    style->code.leading = around->footnote.leading;
    style->code.before = style->code.after = half;
    style->list_space = style->list_loose = style->quote_space = half;
    style->list_bullet = scaled(around, around->list_bullet);
    style->task_box = scaled(around, around->task_box);
    style->footnote_mark_rise = scaled(around, around->footnote_mark_rise);
    g_hash_table_insert(state->note_styles, (gpointer)around, style);
    return style;
}

static void push_frame(RectoState *state, const RectoFootnote *note, RectoLength hang, gboolean rtl)
{
    RectoFrame frame = {.node = note->node, .element = note->element, .bar = -1, .hang = hang, .rtl = rtl};
    *(rtl ? &frame.right : &frame.indent) = hang;
    g_array_append_val(state->scope->frames, frame);
}

/* Sets the blocks of a note into a list, in a scope of its own. `around` is the style of the text that cites it. */
static void set_note(RectoState *state, RectoFootnote *note, RectoVList *list, const RectoStyle *around)
{
    RectoFlowScope *scope = recto_scope_push(state, note_style(state, around), list);
    const RectoStyle *style = scope->style;
    scope->note = note;
    scope->lead_done = TRUE;
    note->set = TRUE;
    /* two frames, so that the content of a note is not at the top level */
    RectoLength hang = 0;
    push_frame(state, note, 0, FALSE);
    scope->marker = recto_footnote_numeral(state, note, &style->footnote, style->footnote_hang, &hang);
    push_frame(state, note, hang, recto_state_is_rtl(state, note->node));
    recto_flow_blocks(state, note->node);
    if (scope->marker)
        recto_state_add_box(state, recto_fragment_new(), style->body.leading, style->body.leading - RECTO_BASELINE_RISE,
                            FALSE, note->node->span);
    recto_scope_pop(state);
}

static gboolean waits(const RectoState *state)
{
    return state->scope->note || state->scope->style->notes_place == RECTO_NOTES_END;
}

static RectoVItem *item_at(const RectoState *state, guint i)
{
    return &g_array_index(state->scope->list->items, RectoVItem, i);
}

/* Attaches a footnote to item `box`. The note is as wide as that box, which may be in one of two columns. */
static void hang_at_foot(RectoState *state, RectoFootnote *note, guint box)
{
    RectoVList *list = recto_vlist_new();
    gboolean over = item_at(state, box)->columns == RECTO_V_SPAN;
    list->columns = over ? RECTO_V_SPAN : RECTO_V_TEXT;
    list->x =
        over ? item_at(state, box)->x : 0; /* a note that spans both columns begins at the left edge of the text area */
    set_note(state, note, list, recto_columns_style(state, item_at(state, box)->columns));
    RectoVItem *item = item_at(state, box);
    if (!item->notes)
        item->notes = g_ptr_array_new_with_free_func((GDestroyNotify)recto_vlist_free);
    g_ptr_array_add(item->notes, list);
}

static void hang_one(RectoState *state, RectoFootnote *note, guint box, RectoCitation at)
{
    if (at.baseline >= 0 && recto_side_takes_footnote(state, note))
        recto_side_hang_footnote(state, note, box, at);
    else
        hang_at_foot(state, note, box);
}

/* Attaches a note, and the notes that it cites, to item `box`. The baseline in `at` is −1 if the line is not known. */
static void hang(RectoState *state, RectoFootnote *note, guint box, RectoCitation at)
{
    if (note->set)
        return;
    guint cited = state->cited->len;
    hang_one(state, note, box, at);
    /* the notes that it cites follow it immediately, and so on recursively */
    for (; cited < state->cited->len; cited++) {
        RectoFootnote *next = g_ptr_array_index(state->cited, cited);
        if (!next->set)
            hang_one(state, next, box, at);
    }
}

/* Returns the first box, from item `from` on, that cites a footnote. */
static guint next_citing(const RectoState *state, guint from)
{
    while (from < state->scope->list->items->len && !item_at(state, from)->cites)
        from++;
    return from;
}

/* Attaches notes that were cited in content without lines to the first box of the block. */
static void hang_rest(RectoState *state, guint first)
{
    guint box = first;
    while (box < state->scope->list->items->len && item_at(state, box)->kind != RECTO_V_BOX)
        box++;
    if (box >= state->scope->list->items->len)
        return;
    for (; state->n_hung < state->cited->len; state->n_hung++)
        hang(state, g_ptr_array_index(state->cited, state->n_hung), box, (RectoCitation){NULL, -1, ++state->n_marks});
}

void recto_footnotes_set_cited(RectoState *state, guint first)
{
    RectoFlowScope *scope = state->scope;
    if (waits(state))
        return;
    for (guint box = 0; scope->n_cites > 0; scope->n_cites--) {
        box = next_citing(state, box);
        g_autoptr(GArray) cites = g_steal_pointer(&item_at(state, box)->cites);
        for (guint i = 0; i < cites->len; i++) {
            const RectoCitation *citation = &g_array_index(cites, RectoCitation, i);
            hang(state, citation->note, box, *citation);
        }
    }
    if (state->n_hung < state->cited->len)
        hang_rest(state, first);
}

/* ---- at the end ---- */

static void add_heading(RectoState *state)
{
    const char *words = recto_strings_get(state->layout->strings, "notes");
    recto_flow_heading(state, recto_node_new_heading(state->layout->pages->arena, words, "footnotes", RECTO_NO_SPAN));
}

/* Warns about a note that is never cited. Its text follows all other notes. */
static void report_uncited(RectoState *state, RectoFootnote *note)
{
    RectoStructure *structure = state->layout->pages->structure;
    recto_diagnose(state->layout->diagnostics, RECTO_CODE_UNCITED_NOTE, note->node->span,
                   "footnote has no reference in the text");
    recto_footnote_cite(state, note);
    note->mark_dest = NULL;
    note->element = recto_footnote_element(state, note, recto_structure_root(structure));
}

/* Sets the notes that no line has taken; with `notes: end`, these are all notes. Their texts may cite further notes. */
static void set_rest(RectoState *state)
{
    for (guint i = 0; i < state->cited->len; i++) {
        RectoFootnote *note = g_ptr_array_index(state->cited, i);
        if (note->set)
            continue;
        if (state->scope->style->notes_place == RECTO_NOTES_END && !state->notes_headed)
            add_heading(state);
        state->notes_headed = TRUE;
        set_note(state, note, state->scope->list, state->scope->style);
    }
}

void recto_footnotes_end(RectoState *state)
{
    set_rest(state);
    for (guint i = 0; i < state->footnotes->len; i++) {
        RectoFootnote *note = g_ptr_array_index(state->footnotes, i);
        if (!note->element)
            report_uncited(state, note);
    }
    guint last = state->scope->list->items->len;
    while (last > 0 && g_array_index(state->scope->list->items, RectoVItem, last - 1).kind != RECTO_V_BOX)
        last--;
    if (last > 0)
        recto_footnotes_set_cited(state, last - 1);
    set_rest(state);
}
