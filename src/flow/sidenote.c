/* Notes and blocks in the margin. */
#include "flow/sidenote.h"

#include "flow/blocks.h"
#include "flow/image_block.h"

/* Extent of a line above and below its baseline. */
#define ASCENT(style) ((style)->note.leading - RECTO_BASELINE_RISE / 2)
#define DROP          (RECTO_BASELINE_RISE / 2)

static gboolean has_margin(const RectoState *state)
{
    return state->scope->style->page_left < state->scope->style->page_column &&
           state->scope->list->columns == RECTO_V_TEXT && !state->scope->turned && !state->scope->note;
}

static gboolean is_grounded(const RectoState *state, const RectoNode *node)
{
    const RectoLayout *layout = state->layout;
    return layout->grounded && g_hash_table_contains(layout->grounded, node);
}

static gboolean has_kind(const RectoNode *root, RectoNodeKind kind)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk))
        if (node->kind == kind)
            return TRUE;
    return FALSE;
}

/* ---- setting ---- */

/* A note under construction; `y` is the baseline of the next line. */
typedef struct {
    RectoState *state;
    RectoFragment *fragment;
    GPtrArray *lines; /* RectoLines *: their footnote references and links are attached to the box as well */
    RectoLength y, last;
    gboolean rtl; /* TRUE if the first line runs from right to left */
} PendingSidenote;

static void side_clear(PendingSidenote *side)
{
    g_ptr_array_unref(side->lines);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PendingSidenote, side_clear)

static PendingSidenote side_new(RectoState *state)
{
    return (PendingSidenote){.state = state,
                             .fragment = recto_fragment_new(),
                             .lines = g_ptr_array_new_with_free_func((GDestroyNotify)recto_lines_free)};
}

/* Adds a text in lines of the margin's width, less an indent of `hang` at the start. */
static void add_text(PendingSidenote *side, RectoText *text, const RectoTextStyle *element, RectoLength hang)
{
    RectoState *state = side->state;
    RectoParagraphStyle set;
    if (state->scope->style->body_smart)
        recto_text_smarten(text);
    recto_paragraph_style_init(&set, state->scope->style, element, state->scope->style->page_note_width - hang);
    RectoLines *lines = recto_text_break(text, &set);
    side->rtl = side->lines->len ? side->rtl : lines->rtl;
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autoptr(RectoFragment) line =
            recto_layout_line(state->layout, state->scope->style, &lines->lines[i], element);
        recto_fragment_add_fragment(side->fragment, line, lines->rtl ? 0 : hang, side->y);
        side->last = side->y;
        side->y += element->leading;
    }
    g_ptr_array_add(side->lines, lines);
}

static void add_paragraph(PendingSidenote *side, const RectoNode *node, RectoElement *parent, RectoLength hang)
{
    RectoState *state = side->state;
    if (side->y)
        side->y += state->scope->style->note.leading / 2;
    RectoElement *p = recto_element_new(state->layout->pages->structure, parent, RECTO_ROLE_P, node->span);
    g_autoptr(RectoText) text = recto_state_text(state, node);
    recto_state_inlines(state, text, node, &state->scope->style->note, p);
    if (!recto_text_is_empty(text))
        add_text(side, text, &state->scope->style->note, hang);
}

static gboolean is_set(const RectoNode *node)
{
    return node->kind == RECTO_NODE_PARAGRAPH && !has_kind(node, RECTO_NODE_IMAGE);
}

/* Returns the finished note for assembly/. Takes ownership of the fragment. */
static RectoMarginNote *side_end(PendingSidenote *side, const RectoNode *node, RectoLength above)
{
    RectoMarginNote *note = g_new0(RectoMarginNote, 1);
    note->fragment = side->fragment;
    note->ascent = MAX(ASCENT(side->state->scope->style), above);
    note->descent = side->last + DROP;
    note->node = node;
    return note;
}

/* ---- footnotes ---- */

gboolean recto_side_takes_footnote(const RectoState *state, const RectoFootnote *note)
{
    guint n = 0;
    if (state->scope->style->notes_place != RECTO_NOTES_MARGIN || !has_margin(state) || is_grounded(state, note->node))
        return FALSE;
    for (const RectoNode *part = note->node->first; part; part = part->next) {
        if (!is_set(part))
            return FALSE;
        g_autofree char *words = recto_node_plain_text(part);
        n += recto_count_words(words);
    }
    return note->node->first && (int)n <= state->scope->style->notes_margin_words;
}

static RectoLength right_of(const RectoFragment *fragment)
{
    RectoLength right = -RECTO_LENGTH_MAX;
    for (guint i = 0; i < fragment->items->len; i++)
        right = MAX(right, recto_item_box(&g_array_index(fragment->items, RectoItem, i)).right);
    return right;
}

/* Draws the number before the words of a note; the fragment's origin is its right end. */
static void add_numeral(PendingSidenote *side, const RectoFragment *numeral, RectoLength hang)
{
    RectoLength width = side->state->scope->style->page_note_width;
    RectoFragment *words = g_steal_pointer(&side->fragment);
    side->fragment = recto_fragment_new();
    recto_fragment_add_fragment(side->fragment, numeral, side->rtl ? width - right_of(numeral) : hang, 0);
    recto_fragment_add_fragment(side->fragment, words, 0, 0);
    recto_fragment_free(words);
}

void recto_side_hang_footnote(RectoState *state, RectoFootnote *note, guint box, RectoCitation at)
{
    const RectoStyle *style = state->scope->style;
    RectoLength hang = 0;
    g_auto(PendingSidenote) side = side_new(state);
    note->set = TRUE;
    g_autoptr(RectoFragment) numeral =
        recto_footnote_numeral(state, note, &style->note_label, style->notes_margin_hang, &hang);
    RectoFlowScope *scope = recto_scope_push(state, style, state->scope->list);
    scope->note = note;
    g_array_append_vals(scope->frames, scope->outer->frames->data, scope->outer->frames->len);
    for (const RectoNode *part = note->node->first; part; part = part->next)
        add_paragraph(&side, part, note->element, hang);
    recto_scope_pop(state);
    add_numeral(&side, numeral, hang);
    recto_state_hang_side(state, side_end(&side, note->node, 0), side.lines, box, at);
}

/* ---- blocks ---- */

/* Returns the image that is the only content of a paragraph, or NULL. */
static const RectoNode *only_picture(const RectoNode *node)
{
    const RectoNode *only = node->kind == RECTO_NODE_PARAGRAPH ? node->first : NULL;
    return only && !only->next && only->kind == RECTO_NODE_IMAGE ? only : NULL;
}

/* Adds an image in the width of the margin, with its top level with the letters of the adjacent line, and its title
 * below. */
static RectoLength add_picture(PendingSidenote *side, const RectoNode *image, RectoElement *parent)
{
    RectoState *state = side->state;
    const RectoStyle *style = state->scope->style;
    RectoPlacedImage picture;
    recto_placed_image_find(&picture, state, image, NULL);
    gboolean captioned = image->title && *image->title;
    recto_placed_image_tag(&picture, parent, captioned);
    recto_placed_image_fit(&picture, style->page_note_width, style->image_most_height);
    RectoLength above = style->note.size * 3 / 4;
    recto_placed_image_draw(&picture, side->fragment, 0, -above);
    side->last = picture.height - above;
    side->y = side->last + style->note.leading + style->caption_gap;
    if (captioned) {
        RectoElement *caption = recto_element_new(
            state->layout->pages->structure, picture.figure ? picture.figure : parent, RECTO_ROLE_CAPTION, image->span);
        RectoSlot slot = recto_element_slot(state->layout->pages->structure, caption);
        RectoCharStyle characters = recto_layout_char_style(state->layout, &style->note, slot, style->note.colour);
        ((RectoInline *)characters.tag)->authored = TRUE;
        g_autoptr(RectoText) text = recto_text_new(state->layout->engine, recto_state_lang(state, image));
        recto_text_append(text, image->title, -1, &characters, image->span);
        add_text(side, text, &style->note, 0);
    }
    recto_placed_image_clear(&picture);
    return above;
}

/* Adds a pull quote: a rule, the words in a size between those of text and pull quotes, and the source below. */
static RectoLength add_pull(PendingSidenote *side, const RectoNode *quote, RectoElement *parent)
{
    RectoState *state = side->state;
    const RectoStyle *style = state->scope->style;
    RectoLength above = style->pull_side.leading + style->pull_rule;
    recto_fragment_add_rect(side->fragment, 0, -above, style->pull_rule_width, style->pull_rule, style->colour_accent,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, quote->span});
    for (const RectoNode *node = quote->first; node; node = node->next) {
        const RectoTextStyle *element = recto_node_has_class(node, "source") ? &style->quote_source : &style->pull_side;
        RectoElement *p = recto_element_new(state->layout->pages->structure, parent, RECTO_ROLE_P, node->span);
        g_autoptr(RectoText) text = recto_state_text(state, node);
        recto_state_inlines(state, text, node, element, p);
        if (!recto_text_is_empty(text))
            add_text(side, text, element, 0);
    }
    return above;
}

/* Returns TRUE for a paragraph, an image, a pull quote, or a division that contains only paragraphs. */
static gboolean is_fit(const RectoNode *node)
{
    if (recto_node_is_pull(node))
        return TRUE;
    if (node->kind != RECTO_NODE_DIV)
        return is_set(node) || only_picture(node);
    for (const RectoNode *part = node->first; part; part = part->next)
        if (!is_set(part))
            return FALSE;
    return node->first != NULL;
}

static gboolean is_marked(const RectoNode *node)
{
    const RectoNode *picture = only_picture(node);
    return recto_node_has_class(node, "side") || (picture && recto_node_has_class(picture, "side"));
}

/* Creates the element of a sidenote: Div for an image; BlockQuote for a quote; Note for words. */
static RectoElement *make_element(RectoState *state, const RectoNode *node)
{
    RectoStructure *structure = state->layout->pages->structure;
    RectoElement *around = recto_state_frame(state)->element;
    if (only_picture(node))
        return recto_element_new(structure, around, RECTO_ROLE_DIV, node->span);
    if (recto_node_is_pull(node))
        return recto_element_new(structure, around, RECTO_ROLE_BLOCK_QUOTE, node->span);
    RectoElement *element = recto_element_new(structure, around, RECTO_ROLE_NOTE, node->span);
    g_autofree char *id = g_strdup_printf("side-%u", ++state->n_sides);
    recto_element_set_note_id(structure, element, id);
    return element;
}

/* Returns TRUE if the current block is next to the margin: lists and quotes are, blocks on a background and notes are
 * not. */
static gboolean is_beside_margin(const RectoState *state)
{
    for (guint i = 0; i < state->scope->frames->len; i++) {
        const RectoFrame *frame = &g_array_index(state->scope->frames, RectoFrame, i);
        if (frame->ground)
            return FALSE;
    }
    return has_margin(state);
}

RectoSidePlace recto_side_place(RectoState *state, const RectoNode *node)
{
    if (!is_marked(node))
        return RECTO_SIDE_NONE;
    if (is_beside_margin(state) && is_fit(node) && !is_grounded(state, node))
        return RECTO_SIDE_IN_MARGIN;
    recto_diagnose(state->layout->diagnostics, RECTO_CODE_SIDE_IN_TEXT, node->span,
                   "the margin has no room for this sidenote");
    gboolean words = is_set(node) || (node->kind == RECTO_NODE_DIV && !has_kind(node, RECTO_NODE_HEADING));
    return state->scope->note || !words ? RECTO_SIDE_NONE : RECTO_SIDE_IN_TEXT;
}

void recto_side_begin_in_text(RectoState *state, const RectoNode *node)
{
    recto_flow_ground_enter(state, node, make_element(state, node));
}

void recto_side_set(RectoState *state, const RectoNode *node)
{
    RectoElement *parent = make_element(state, node);
    const RectoNode *picture = only_picture(node);
    RectoLength above = 0;
    PendingSidenote side = side_new(state);
    if (picture)
        above = add_picture(&side, picture, parent);
    else if (recto_node_is_pull(node))
        above = add_pull(&side, node, parent);
    else if (node->kind == RECTO_NODE_PARAGRAPH)
        add_paragraph(&side, node, parent, 0);
    for (const RectoNode *part = node->kind == RECTO_NODE_DIV ? node->first : NULL; part; part = part->next)
        add_paragraph(&side, part, parent, 0);
    g_ptr_array_add(state->scope->sides, side_end(&side, node, above));
    state->scope->sides_depth = state->scope->frames->len;
    g_ptr_array_add(state->scope->side_lines, side.lines);
    state->scope->side = node;
}

/* Returns the last box of the list, or −1 if there is none. */
static gint last_box(const RectoState *state)
{
    for (guint i = state->scope->list ? state->scope->list->items->len : 0; i-- > 0;)
        if (g_array_index(state->scope->list->items, RectoVItem, i).kind == RECTO_V_BOX)
            return (gint)i;
    return -1;
}

void recto_side_finish(RectoState *state, gboolean end)
{
    RectoLength leading = state->scope->style->body.leading;
    gint box = state->scope->sides->len ? last_box(state) : -1;
    if (box >= 0) {
        RectoLength height = g_array_index(state->scope->list->items, RectoVItem, box).height;
        recto_state_hang_sides(state, (guint)box, MIN(height, leading) - RECTO_BASELINE_RISE);
    } else if (state->scope->sides->len && end) {
        recto_state_add_box(state, recto_fragment_new(), leading, leading - RECTO_BASELINE_RISE, TRUE, RECTO_NO_SPAN);
    }
}

/* At the end of a list item or quote, attaches pending sidenotes to the last box inside it. */
void recto_side_leave(RectoState *state, const RectoNode *node)
{
    RectoFrame *frame = recto_state_frame(state);
    gboolean inside =
        frame->node == node && !state->scope->note && state->scope->sides_depth >= state->scope->frames->len;
    if (node->kind != RECTO_NODE_CALLOUT && frame->node == node && frame->ground) {
        recto_flow_ground_leave(state, node);
        state->scope->after = node;
    } else if (inside && (node->kind == RECTO_NODE_ITEM ? !state->scope->marker : frame->started)) {
        recto_side_finish(state, FALSE);
    }
}
