#include "flow/side.h"

#include "document/synthetic.h"
#include "style/strings.h"

/* Notes that stand in each other in the structure. */
#define MAX_DEPTH 8

/* ---- the notes of a document ---- */

void recto_footnotes_begin(RectoState *state)
{
    state->footnotes = g_ptr_array_new_with_free_func(g_free);
    state->cited = g_ptr_array_new();
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
    g_free(state->note_style);
}

/* ---- marks ---- */

static const char *dest_name(RectoState *state, const RectoFootnote *note, const char *kind)
{
    g_autofree char *name = g_strdup_printf("%s:%s", kind, note->number);
    return recto_arena_strndup(state->layout->pages->arena, name, -1);
}

static RectoElement *make_note(RectoState *state, const RectoFootnote *note, RectoElement *parent)
{
    RectoStructure *structure = state->layout->pages->structure;
    g_autofree char *id = g_strdup_printf("footnote-%s", note->number);
    RectoElement *element = recto_element_new(structure, parent, RECTO_ROLE_NOTE, note->node->span);
    recto_element_set_note_id(structure, element, id);
    return element;
}

/* Behind its mark; notes within notes within notes … stand beside the outermost from some depth on, since the programs
 * that read the structure walk down it. */
static RectoElement *home_of(const RectoFootnote *note, RectoElement *element)
{
    const RectoFootnote *outermost = note;
    guint depth = 0;
    for (; outermost->within; outermost = outermost->within)
        depth++;
    return depth > MAX_DEPTH ? outermost->element->parent : element;
}

/* A note that is cited in its own text, or in that of one that it leads to, leads round in a circle. */
static void report_circle(RectoState *state, const RectoFootnote *note, RectoSpan span)
{
    for (const RectoFootnote *outer = state->in_note; outer; outer = outer->within) {
        if (outer != note)
            continue;
        recto_diagnose(state->layout->diagnostics, RECTO_CODE_NOTE_CIRCLE, span, "footnote %s leads back to itself",
                       note->number);
        return;
    }
}

/* A link between mark and text; what a reader hears is "Footnote 1". */
static gint add_link(RectoState *state, const RectoFootnote *note, const char *dest, RectoElement *element)
{
    RectoLayout *layout = state->layout;
    g_autofree char *words = g_strdup_printf("%s %s", recto_strings_get(layout->strings, "footnote"), note->number);
    return (gint)recto_pages_add_link(layout->pages, NULL, dest, words, element, element->span);
}

/* Numbers follow the marks, whatever the labels are. */
static void cite(RectoState *state, RectoFootnote *note)
{
    g_autofree char *number = g_strdup_printf("%u", state->cited->len + 1);
    note->number = recto_arena_strndup(state->layout->pages->arena, number, -1);
    note->within = state->in_note;
    note->dest = dest_name(state, note, "footnote");
    note->mark_dest = dest_name(state, note, "footnote-mark");
    g_ptr_array_add(state->cited, note);
}

void recto_footnote_mark(RectoState *state, RectoText *text, const RectoNode *node, RectoElement *element,
                         const RectoCharStyle *characters, gboolean linked)
{
    const RectoStyle *style = state->style;
    RectoStructure *structure = state->layout->pages->structure;
    RectoFootnote *note = g_hash_table_lookup(state->footnotes_by_label, node->text);
    RectoElement *reference = recto_element_new(structure, element, RECTO_ROLE_REFERENCE, node->span);
    RectoCharStyle mark = *characters;
    RectoInline *tag = recto_arena_copy(state->layout->pages->arena, characters->tag, sizeof *tag);
    gboolean first = note && !note->element;
    if (first)
        cite(state, note);
    else if (note)
        report_circle(state, note, node->span);
    if (note && !linked) {
        reference = recto_element_new(structure, reference, RECTO_ROLE_LINK, node->span);
        tag->link = add_link(state, note, note->dest, reference);
        tag->underline = FALSE;
    }
    tag->slot = recto_element_slot(structure, reference);
    tag->dest = first ? note->mark_dest : NULL;
    tag->footnote = first ? note : NULL;
    mark.tag = tag;
    const char *number = note ? note->number : node->text;
    if (!recto_layout_script(state->layout, &mark, "sups", number)) {
        mark.rise += (RectoLength)((gint64)style->footnote_mark_rise * mark.size / MAX(style->body.size, 1));
        mark.size = mark.size * style->footnote_mark_size / 1000;
    }
    mark.flags |= RECTO_CHAR_LITERAL | RECTO_CHAR_UNBROKEN | RECTO_CHAR_JOINED;
    recto_text_append(text, number, -1, &mark, node->span);
    if (first)
        note->element = make_note(state, note, home_of(note, element));
}

/* ---- texts ---- */

static RectoLength scaled(const RectoState *state, RectoLength length)
{
    return (RectoLength)((gint64)length * state->style->footnote.size / MAX(state->style->body.size, 1));
}

/* Inside a note the body is the note's face, and its blocks stand closer. */
static const RectoStyle *note_style(RectoState *state)
{
    if (state->note_style) {
        state->note_style->page_column = state->style->page_column;
        state->note_style->page_right = state->style->page_right;
        return state->note_style;
    }
    RectoStyle *style = g_memdup2(state->style, sizeof *style);
    RectoLength half = style->footnote.leading / 2;
    style->body = style->footnote;
    style->code.size = style->footnote.size * style->code_inline / 1000;
    style->code.leading = style->footnote.leading;
    style->code.before = style->code.after = half;
    style->list_space = style->list_loose = style->quote_space = half;
    style->list_bullet = scaled(state, style->list_bullet);
    style->task_box = scaled(state, style->task_box);
    style->footnote_mark_rise = scaled(state, style->footnote_mark_rise);
    state->note_style = style;
    return style;
}

/* A label that leads back to the mark. */
RectoFragment *recto_footnote_numeral(RectoState *state, const RectoFootnote *note, const RectoTextStyle *element,
                                      RectoLength hang, RectoLength *ret_width)
{
    RectoLayout *layout = state->layout;
    RectoStructure *structure = layout->pages->structure;
    RectoElement *label = recto_element_new(structure, note->element, RECTO_ROLE_LBL, note->node->span);
    RectoCharStyle characters = recto_layout_char_style(layout, element, RECTO_SLOT_NONE, element->colour);
    RectoInline *tag = (RectoInline *)characters.tag;
    if (note->mark_dest) {
        label = recto_element_new(structure, label, RECTO_ROLE_LINK, note->node->span);
        tag->link = add_link(state, note, note->mark_dest, label);
    }
    tag->slot = recto_element_slot(structure, label);
    tag->dest = note->dest;
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    recto_text_append(text, note->number, -1, &characters, note->node->span);
    /* Keeps numeral and text apart when they are copied. */
    RectoInline *space = recto_arena_copy(layout->pages->arena, tag, sizeof *tag);
    space->dest = NULL;
    characters.tag = space;
    recto_text_append(text, " ", -1, &characters, note->node->span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, state->style, element, recto_state_column(state));
    set.protrusion = FALSE;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_autoptr(RectoFragment) line = recto_layout_line(layout, &lines->lines[0], element);
    *ret_width = MAX(recto_text_width(text), hang);
    RectoFragment *fragment = recto_fragment_new();
    recto_fragment_add_fragment(fragment, line, -*ret_width, 0);
    return fragment;
}

static void push_frame(RectoState *state, const RectoFootnote *note, RectoLength hang, gboolean rtl)
{
    RectoFrame frame = {.node = note->node, .element = note->element, .bar = -1, .hang = hang, .rtl = rtl};
    *(rtl ? &frame.right : &frame.indent) = hang;
    g_array_append_val(state->frames, frame);
}

/* The blocks of a note into a list. What the text around it is at is put aside meanwhile. */
static void set_note(RectoState *state, RectoFootnote *note, RectoVList *list)
{
    RectoState outer = *state;
    state->style = note_style(state);
    state->list = list;
    state->in_note = note;
    state->frames = g_array_new(FALSE, TRUE, sizeof(RectoFrame));
    state->run_in = (RectoRunIn){0};
    state->after = NULL;
    state->space = 0;
    state->keep = 0;
    state->lead_done = TRUE;
    note->set = TRUE;
    /* Two frames: what stands in a note is not at the top level. */
    RectoLength hang = 0;
    push_frame(state, note, 0, FALSE);
    state->marker = recto_footnote_numeral(state, note, &state->style->footnote, state->style->footnote_hang, &hang);
    push_frame(state, note, hang, recto_state_is_rtl(state, note->node));
    recto_flow_blocks(state, note->node);
    if (state->marker)
        recto_state_add_box(state, recto_fragment_new(), state->style->body.leading,
                            state->style->body.leading - RECTO_BASELINE_RISE, FALSE, note->node->span);
    g_array_unref(state->frames);
    state->style = outer.style;
    state->list = outer.list;
    state->in_note = outer.in_note;
    state->frames = outer.frames;
    state->marker = outer.marker;
    state->run_in = outer.run_in;
    state->after = outer.after;
    state->space = outer.space;
    state->keep = outer.keep;
    state->lead_done = outer.lead_done;
    state->after_lead = outer.after_lead;
}

static gboolean waits(const RectoState *state)
{
    return state->in_note || state->style->notes_place == RECTO_NOTES_END;
}

static void hang_at_foot(RectoState *state, RectoFootnote *note, guint box)
{
    RectoVList *list = recto_vlist_new();
    set_note(state, note, list);
    RectoVItem *item = &g_array_index(state->list->items, RectoVItem, box);
    if (!item->notes)
        item->notes = g_ptr_array_new_with_free_func((GDestroyNotify)recto_vlist_free);
    g_ptr_array_add(item->notes, list);
}

static void hang(RectoState *state, RectoFootnote *note, guint box, RectoLength baseline)
{
    if (baseline >= 0 && recto_side_takes_footnote(state, note))
        recto_side_hang_footnote(state, note, box, baseline);
    else
        hang_at_foot(state, note, box);
}

void recto_footnote_hang(RectoState *state, RectoFootnote *note, guint box, RectoLength baseline)
{
    if (note->set || waits(state))
        return;
    guint cited = state->cited->len;
    hang(state, note, box, baseline);
    /* Those that it cites come right behind it, and so on. */
    for (; cited < state->cited->len; cited++) {
        RectoFootnote *next = g_ptr_array_index(state->cited, cited);
        if (!next->set)
            hang(state, next, box, baseline);
    }
}

void recto_footnotes_hang_rest(RectoState *state, guint first)
{
    guint box = first;
    if (state->n_hung == state->cited->len || waits(state))
        return;
    while (box < state->list->items->len && g_array_index(state->list->items, RectoVItem, box).kind != RECTO_V_BOX)
        box++;
    if (box == state->list->items->len)
        return;
    for (; state->n_hung < state->cited->len; state->n_hung++)
        recto_footnote_hang(state, g_ptr_array_index(state->cited, state->n_hung), box, -1);
}

/* ---- at the end ---- */

static void add_heading(RectoState *state)
{
    const char *words = recto_strings_get(state->layout->strings, "notes");
    recto_flow_heading(state, recto_node_new_heading(state->layout->pages->arena, words, "footnotes", RECTO_NO_SPAN));
}

/* Harmless: its text stands behind all others. */
static void report_uncited(RectoState *state, RectoFootnote *note)
{
    RectoStructure *structure = state->layout->pages->structure;
    recto_diagnose(state->layout->diagnostics, RECTO_CODE_UNCITED_NOTE, note->node->span,
                   "this footnote is never cited");
    cite(state, note);
    note->mark_dest = NULL;
    note->element = make_note(state, note, recto_structure_root(structure));
}

/* Those that no line took: all of them where they stand at the end. More are cited meanwhile. */
static void set_rest(RectoState *state)
{
    for (guint i = 0; i < state->cited->len; i++) {
        RectoFootnote *note = g_ptr_array_index(state->cited, i);
        if (note->set)
            continue;
        if (state->style->notes_place == RECTO_NOTES_END && !state->notes_headed)
            add_heading(state);
        state->notes_headed = TRUE;
        set_note(state, note, state->list);
    }
}

/* They are as wide as what they hang on, which may stand in one of two columns. */
static void hang_rest_at(RectoState *state, guint box)
{
    const RectoStyle *style = state->style;
    RectoVColumns mode = g_array_index(state->list->items, RectoVItem, box).columns;
    state->style = state->layout->style = recto_columns_style(state, mode);
    recto_footnotes_hang_rest(state, box);
    state->style = state->layout->style = style;
}

void recto_footnotes_end(RectoState *state)
{
    set_rest(state);
    for (guint i = 0; i < state->footnotes->len; i++) {
        RectoFootnote *note = g_ptr_array_index(state->footnotes, i);
        if (!note->element)
            report_uncited(state, note);
    }
    guint last = state->list->items->len;
    while (last > 0 && g_array_index(state->list->items, RectoVItem, last - 1).kind != RECTO_V_BOX)
        last--;
    if (last > 0)
        hang_rest_at(state, last - 1);
    set_rest(state);
}
