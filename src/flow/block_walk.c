/* Walks over the blocks of the document: finds the next block, sets pending content before it, and sets its footnotes
 * after it. */
#include "flow/block_walk.h"

#include "flow/blocks.h"
#include "flow/chart_block.h"
#include "flow/footnote.h"
#include "flow/paragraph_pieces.h"
#include "flow/sidenote.h"

/* The compiler reports a kind of node that has no row below. */
#pragma GCC diagnostic error "-Wswitch-enum"

/* ---- pending content ---- */

/* Sets a pending run-in heading or callout label on a line of its own, before any block other than a paragraph. */
static void flush(RectoState *state)
{
    recto_flow_flush_run_in(state);
    recto_callout_flush_label(state);
}

/* ---- blocks ---- */

static void set_piece(RectoState *state, const RectoPiece *piece)
{
    gboolean titled = FALSE;
    for (guint i = 0; piece->images && i < piece->images->len; i++)
        titled |= ((const RectoNode *)g_ptr_array_index(piece->images, i))->title != NULL;
    if (!piece->images) {
        recto_flow_words(state, &piece->words);
        return;
    }
    flush(state);
    if (piece->images->len > 1 && !titled)
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

static void set_figure(RectoState *state, const RectoNode *node)
{
    flush(state);
    recto_flow_figure_node(state, node);
}

static void set_heading(RectoState *state, const RectoNode *node)
{
    if (state->scope->note) {
        recto_state_want_heading_anchor(state, node);
        set_paragraph(state, node);
        return;
    }
    flush(state);
    recto_flow_heading(state, node);
}

static void set_code(RectoState *state, const RectoNode *node)
{
    const RectoNode *table = NULL;
    flush(state);
    if (!recto_flow_chart(state, node, &table))
        recto_flow_code(state, node);
    if (table)
        recto_flow_table(state, table);
}

static void set_page_break(RectoState *state, const RectoNode *node)
{
    flush(state);
    recto_vlist_add_penalty(state->scope->list, RECTO_VPENALTY_FORCE);
}

/* Sets a node that layout does not know as plain text, so that no word is lost. */
static void set_plain(RectoState *state, const RectoNode *node)
{
    g_autofree char *words = node->kind == RECTO_NODE_HTML_BLOCK || node->kind == RECTO_NODE_HTML_INLINE
                                 ? g_strdup(node->text ? node->text : "")
                                 : recto_node_plain_text(node);
    flush(state);
    recto_flow_plain(state, words, node->span);
}

/* ---- kinds of nodes ---- */

/* Functions that set one kind of node. */
typedef struct {
    void (*set)(RectoState *state, const RectoNode *node);   /* sets the whole node; the walk skips its children */
    void (*enter)(RectoState *state, const RectoNode *node); /* called before the children of a container */
    void (*leave)(RectoState *state, const RectoNode *node); /* called after the children of a container */
} BlockKind;

/* Containers that change nothing for their contents. */
static const BlockKind transparent = {NULL, NULL, NULL};

static const BlockKind *kind_of(const RectoState *state, const RectoNode *node)
{
    static const BlockKind list = {.enter = recto_flow_list_enter, .leave = recto_flow_list_leave};
    static const BlockKind item = {.enter = recto_flow_item_enter, .leave = recto_flow_item_leave};
    static const BlockKind quote = {.enter = recto_flow_quote_enter, .leave = recto_flow_quote_leave};
    static const BlockKind callout = {.enter = recto_flow_callout_enter, .leave = recto_flow_callout_leave};
    static const BlockKind pull = {.set = recto_flow_pull}, rule = {.set = recto_flow_rule};
    static const BlockKind table = {.set = recto_flow_table}, figure = {.set = set_figure};
    static const BlockKind paragraph = {.set = set_paragraph}, heading = {.set = set_heading};
    static const BlockKind code = {.set = set_code}, page_break = {.set = set_page_break};
    static const BlockKind plain = {.set = set_plain};
    switch (node->kind) {
    case RECTO_NODE_DOCUMENT:
    case RECTO_NODE_DIV:
        return &transparent;
    case RECTO_NODE_NOTE: /* set where the text cites the note */
        return state->scope->note ? &transparent : NULL;
    case RECTO_NODE_QUOTE:
        return recto_node_is_pull(node) ? &pull : &quote;
    case RECTO_NODE_LIST:
        return &list;
    case RECTO_NODE_ITEM:
        return &item;
    case RECTO_NODE_CALLOUT:
        return &callout;
    case RECTO_NODE_FIGURE:
        return recto_figure_is_pictures(node) ? &figure : &transparent;
    case RECTO_NODE_TABLE:
        return &table;
    case RECTO_NODE_PARAGRAPH:
    case RECTO_NODE_CAPTION:
        return &paragraph;
    case RECTO_NODE_HEADING:
        return &heading;
    case RECTO_NODE_CODE_BLOCK:
        return &code;
    case RECTO_NODE_RULE:
        return &rule;
    case RECTO_NODE_PAGE_BREAK:
        return &page_break;
    case RECTO_NODE_ROW:
    case RECTO_NODE_CELL:
    case RECTO_NODE_HTML_BLOCK:
    case RECTO_NODE_EMPHASIS:
    case RECTO_NODE_STRONG:
    case RECTO_NODE_STRIKE:
    case RECTO_NODE_UNDERLINE:
    case RECTO_NODE_SUPERSCRIPT:
    case RECTO_NODE_SUBSCRIPT:
    case RECTO_NODE_SMALL:
    case RECTO_NODE_KEYBOARD:
    case RECTO_NODE_SPAN:
    case RECTO_NODE_LINK:
    case RECTO_NODE_IMAGE:
    case RECTO_NODE_TEXT:
    case RECTO_NODE_CODE:
    case RECTO_NODE_SOFT_BREAK:
    case RECTO_NODE_HARD_BREAK:
    case RECTO_NODE_HTML_INLINE:
    case RECTO_NODE_NOTE_MARK:
    case RECTO_NODE_KIND_MAX:
        return &plain;
    }
    return &plain;
}

/* ---- the walk ---- */

/* Returns TRUE if a block of this kind can take pending content into its first line. */
static gboolean accepts_pending(const BlockKind *kind)
{
    return kind->set == set_paragraph;
}

static void enter(RectoState *state, const RectoNode *node, const BlockKind *kind, RectoWalk *walk)
{
    if (!kind) {
        recto_node_skip(node, walk);
        return;
    }
    if (kind != &transparent && !accepts_pending(kind))
        flush(state);
    if (kind->enter)
        kind->enter(state, node);
    if (kind->set) {
        kind->set(state, node);
        recto_node_skip(node, walk);
    }
}

/* Marks the block's language. The block's element is the first one created in the element around it. */
static void mark_language(RectoState *state, const RectoNode *node, const RectoElement *around, guint n)
{
    RectoStructure *structure = state->layout->pages->structure;
    for (; state->has_languages && n < recto_structure_n_elements(structure); n++) {
        RectoElement *element = recto_structure_element(structure, n);
        if (element->parent != around)
            continue;
        recto_state_mark_lang(state, node, element);
        return;
    }
}

static void enter_block(RectoState *state, const RectoNode *node, RectoWalk *walk)
{
    const RectoElement *around = recto_state_frame(state)->element;
    guint n = recto_structure_n_elements(state->layout->pages->structure);
    RectoColumnMode mode = RECTO_V_TEXT;
    if (recto_columns_change(state, node, &mode)) {
        flush(state);
        recto_columns_set(state, mode, node);
    }
    if (recto_turned_wanted(state, node)) {
        flush(state);
        recto_turned_begin(state, node);
    }
    recto_state_queue_anchor(state, node);
    RectoSidePlace place = recto_side_place(state, node);
    if (place == RECTO_SIDE_IN_MARGIN) {
        recto_side_set(state, node);
        recto_node_skip(node, walk);
    } else {
        if (place == RECTO_SIDE_IN_TEXT) {
            flush(state);
            recto_side_begin_in_text(state, node);
        }
        enter(state, node, kind_of(state, node), walk);
    }
    mark_language(state, node, around, n);
}

static void leave(RectoState *state, const RectoNode *node)
{
    const BlockKind *kind = kind_of(state, node);
    if (recto_state_frame(state)->node == node)
        flush(state);
    recto_side_leave(state, node);
    if (kind && kind->leave)
        kind->leave(state, node);
    /* After a heading that starts a chapter, the list is empty. */
    gboolean opener = node->kind == RECTO_NODE_HEADING && state->scope->list->items->len == 0;
    if (recto_node_is_block(node) && node->kind != RECTO_NODE_DIV && !opener && node != state->scope->side)
        state->scope->after = node;
}

/* The position in a list at which a block begins. */
typedef struct {
    const RectoVList *list;
    guint item;
} ListPosition;

/* Returns the first item of a block. If the block started a new list (a chapter or a landscape page), this is item
 * 0. */
static guint first_item(const RectoState *state, const ListPosition *begin)
{
    return begin->list == state->scope->list ? begin->item : 0;
}

void recto_flow_blocks(RectoState *state, const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    ListPosition begin = {state->scope->list, 0};
    while (recto_node_next(root, &node, &walk)) {
        if (walk == RECTO_ENTER) {
            begin = (ListPosition){state->scope->list, state->scope->list->items->len};
            enter_block(state, node, &walk);
        }
        /* not an else: skipping a block changes ENTER into LEAVE without another step */
        if (walk == RECTO_LEAVE) {
            leave(state, node);
            recto_footnotes_set_cited(state, first_item(state, &begin));
            if (node == state->scope->turned) {
                flush(state);
                recto_turned_end(state);
                begin = (ListPosition){state->scope->list, state->scope->list->items->len};
            }
            recto_columns_leave(state, node);
        }
    }
    flush(state);
    recto_footnotes_set_cited(state, first_item(state, &begin));
}
