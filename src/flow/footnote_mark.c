/* Sets footnote references in the text, and the numbers before the notes. */
#include "flow/footnote_mark.h"

/* Maximum nesting depth of notes in the structure tree. */
#define MAX_MARK_DEPTH 8

static const char *dest_name(RectoState *state, const RectoFootnote *note, const char *kind)
{
    g_autofree char *name = g_strdup_printf("%s:%s", kind, note->number);
    return recto_arena_strndup(state->layout->pages->arena, name, -1);
}

RectoElement *recto_footnote_element(RectoState *state, const RectoFootnote *note, RectoElement *parent)
{
    RectoStructure *structure = state->layout->pages->structure;
    g_autofree char *id = g_strdup_printf("footnote-%s", note->number);
    RectoElement *element = recto_element_new(structure, parent, RECTO_ROLE_NOTE, note->node->span);
    recto_element_set_note_id(structure, element, id);
    return element;
}

/* Returns the parent element for a note: notes follow their references. Beyond a certain depth, nested notes become
 * siblings of the outermost one, because programs that read the structure descend it recursively. */
static RectoElement *home_of(const RectoFootnote *note, RectoElement *element)
{
    const RectoFootnote *outermost = note;
    guint depth = 0;
    for (; outermost->within; outermost = outermost->within)
        depth++;
    return depth > MAX_MARK_DEPTH ? outermost->element->parent : element;
}

/* Reports a note that is cited in its own text, directly or through other notes. */
static void report_circle(RectoState *state, const RectoFootnote *note, RectoSpan span)
{
    for (const RectoFootnote *outer = state->scope->note; outer; outer = outer->within) {
        if (outer != note)
            continue;
        recto_diagnose(state->layout->diagnostics, RECTO_CODE_NOTE_CIRCLE, span, "footnote %s refers to itself",
                       note->number);
        return;
    }
}

/* Adds a link between the footnote reference and the note; its accessible text is "Footnote 1". */
static gint add_link(RectoState *state, const RectoFootnote *note, const char *dest, RectoElement *element)
{
    RectoLayout *layout = state->layout;
    g_autofree char *words = g_strdup_printf("%s %s", recto_strings_get(layout->strings, "footnote"), note->number);
    return (gint)recto_pages_add_link(layout->pages, NULL, dest, words, element, element->span);
}

/* numbers follow the order of the references, not the labels */
void recto_footnote_cite(RectoState *state, RectoFootnote *note)
{
    g_autofree char *number = g_strdup_printf("%u", state->cited->len + 1);
    note->number = recto_arena_strndup(state->layout->pages->arena, number, -1);
    note->within = state->scope->note;
    note->dest = dest_name(state, note, "footnote");
    note->mark_dest = dest_name(state, note, "footnote-mark");
    g_ptr_array_add(state->cited, note);
}

/* Raises a footnote reference, with the font's own raised glyphs if it has them for all its characters. */
static void raise_mark(RectoState *state, RectoCharStyle *mark, const char *words)
{
    const RectoStyle *style = state->scope->style;
    mark->flags |= RECTO_CHAR_LITERAL | RECTO_CHAR_UNBROKEN | RECTO_CHAR_JOINED;
    if (recto_layout_script(state->layout, mark, "sups", words))
        return;
    mark->rise += (RectoLength)((gint64)style->footnote_mark_rise * mark->size / MAX(style->body.size, 1));
    mark->size = mark->size * style->footnote_mark_size / 1000;
}

/* Separates adjacent footnote references, so that 1 and 2 are not read as 12. */
static void add_separator(RectoState *state, RectoText *text, RectoElement *element, const RectoCharStyle *characters,
                          RectoSpan span)
{
    RectoCharStyle comma = *characters;
    RectoInline *tag = recto_arena_copy(state->layout->pages->arena, characters->tag, sizeof *tag);
    tag->slot = recto_element_slot(state->layout->pages->structure, element);
    tag->authored = FALSE;
    comma.tag = tag;
    raise_mark(state, &comma, ",\u2009");
    recto_text_append(text, ",\u2009", -1, &comma, span);
}

void recto_footnote_mark(RectoState *state, RectoText *text, const RectoNode *node, RectoElement *element,
                         const RectoCharStyle *characters, gboolean linked)
{
    RectoStructure *structure = state->layout->pages->structure;
    if (node->previous && node->previous->kind == RECTO_NODE_NOTE_MARK)
        add_separator(state, text, element, characters, node->span);
    RectoFootnote *note = g_hash_table_lookup(state->footnotes_by_label, node->text);
    RectoElement *reference = recto_element_new(structure, element, RECTO_ROLE_REFERENCE, node->span);
    RectoCharStyle mark = *characters;
    RectoInline *tag = recto_arena_copy(state->layout->pages->arena, characters->tag, sizeof *tag);
    gboolean first = note && !note->element;
    if (first)
        recto_footnote_cite(state, note);
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
    raise_mark(state, &mark, number);
    recto_text_append(text, number, -1, &mark, node->span);
    if (first)
        note->element = recto_footnote_element(state, note, home_of(note, element));
}

/* Returns a number label that links back to the footnote reference. */
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
    /* separates the number from the text when they are copied */
    RectoInline *space = recto_arena_copy(layout->pages->arena, tag, sizeof *tag);
    space->dest = NULL;
    characters.tag = space;
    recto_text_append(text, " ", -1, &characters, note->node->span);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, state->scope->style, element, recto_state_column(state));
    set.protrusion = FALSE;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_autoptr(RectoFragment) line = recto_layout_line(layout, state->scope->style, &lines->lines[0], element);
    *ret_width = MAX(recto_text_width(text), hang);
    RectoFragment *fragment = recto_fragment_new();
    recto_fragment_add_fragment(fragment, line, -*ret_width, 0);
    return fragment;
}
