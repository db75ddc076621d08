/* Finds attributes in braces in the tree, and the nodes to which they belong. */
#include "document/attributes.h"

#include <string.h>

/* Maximum number of open brackets in one text. */
#define MOST_OPEN 200
/* Maximum number of consecutive braces at the end of a block. */
#define MOST_ENDS 8

typedef struct {
    RectoArena *arena;
    GArray *open; /* BracePosition: brackets that are not closed yet */
} Braces;

typedef struct {
    RectoNode *text;
    gsize offset;
} BracePosition;

static const char *keep(Braces *braces, const char *text, gsize length)
{
    return recto_arena_strndup(braces->arena, text, (gssize)length);
}

/* Parses braces at a position of a text; those of templates ({{x}}, ${x}, {x}}) are not attributes. */
static const RectoAttributes *parse_at(Braces *braces, const char *text, const char *open, gsize *ret_length)
{
    if (open > text && strchr("{$%", open[-1]))
        return NULL;
    const RectoAttributes *attributes = recto_attributes_parse(braces->arena, open, ret_length);
    return attributes && open[*ret_length] != '}' ? attributes : NULL;
}

static RectoSpan span_behind(RectoSpan span, const char *text, gsize offset)
{
    span.column += span.column ? (guint32)g_utf8_strlen(text, (gssize)offset) : 0;
    span.length = 0;
    return span;
}

/* Moves the text after `offset` to a new text node. */
static RectoNode *split_text(Braces *braces, RectoNode *text, gsize offset)
{
    RectoNode *rest = recto_node_new(braces->arena, RECTO_NODE_TEXT, span_behind(text->span, text->text, offset));
    rest->text = text->text + offset;
    text->text = keep(braces, text->text, offset);
    recto_node_insert_after(text, rest);
    return rest;
}

static void drop_if_empty(RectoNode *text)
{
    if (!*text->text)
        recto_node_unlink(text);
}

/* ---- [words]{…} ---- */

/* Moves the nodes between the brackets into a SPAN. Returns the text node after it. */
static RectoNode *wrap(Braces *braces, BracePosition open, RectoNode *close, gsize offset, gsize length,
                       const RectoAttributes *attributes)
{
    RectoNode *rest = split_text(braces, close, offset + 1 + length);
    close->text = keep(braces, close->text, offset);
    RectoNode *inner = split_text(braces, open.text, open.offset);
    inner->text++;
    RectoNode *span = recto_node_new(braces->arena, RECTO_NODE_SPAN, inner->span);
    recto_node_add_attributes(braces->arena, span, attributes);
    recto_node_insert_after(open.text, span);
    while (span->next != rest) {
        RectoNode *child = span->next;
        recto_node_unlink(child);
        recto_node_append(span, child);
    }
    drop_if_empty(open.text);
    drop_if_empty(inner);
    if (close != open.text && close->parent)
        drop_if_empty(close);
    return rest;
}

/* Scans one text. Returns the text node at which to continue. */
static RectoNode *scan_brackets(Braces *braces, RectoNode *text)
{
    for (const char *at = text->text; (at = strpbrk(at, "[]")); at++) {
        BracePosition place = {text, (gsize)(at - text->text)};
        gsize length = 0;
        if (*at == '[') {
            if (braces->open->len < MOST_OPEN)
                g_array_append_val(braces->open, place);
            continue;
        }
        if (!braces->open->len)
            continue;
        BracePosition open = g_array_index(braces->open, BracePosition, braces->open->len - 1);
        g_array_set_size(braces->open, braces->open->len - 1);
        const RectoAttributes *attributes = at[1] == '{' ? parse_at(braces, at + 1, at + 1, &length) : NULL;
        if (attributes)
            return wrap(braces, open, text, place.offset, length, attributes);
    }
    return text->next;
}

static void apply_to_spans(Braces *braces, RectoNode *parent)
{
    g_array_set_size(braces->open, 0);
    for (RectoNode *child = parent->first; child;)
        child = child->kind == RECTO_NODE_TEXT ? scan_brackets(braces, child) : child->next;
    for (RectoNode *child = parent->first, *next; child; child = next) {
        next = child->next;
        if (child->kind == RECTO_NODE_TEXT)
            drop_if_empty(child);
    }
}

/* ---- ![](…){…} ---- */

static gboolean accepts_braces(const RectoNode *node)
{
    return node && (node->kind == RECTO_NODE_IMAGE || node->kind == RECTO_NODE_LINK || node->kind == RECTO_NODE_CODE ||
                    node->kind == RECTO_NODE_EMPHASIS || node->kind == RECTO_NODE_STRONG);
}

static void apply_to_previous(Braces *braces, RectoNode *parent)
{
    for (RectoNode *child = parent->first, *next; child; child = next) {
        gsize length = 0;
        next = child->next;
        if (child->kind != RECTO_NODE_TEXT || !accepts_braces(child->previous))
            continue;
        const RectoAttributes *attributes = parse_at(braces, child->text, child->text, &length);
        if (!attributes)
            continue;
        recto_node_add_attributes(braces->arena, child->previous, attributes);
        child->span = span_behind(child->span, child->text, length);
        child->text += length;
        drop_if_empty(child);
    }
}

/* ---- at the end of a block ---- */

static gboolean is_break(const RectoNode *node)
{
    return node->kind == RECTO_NODE_SOFT_BREAK || node->kind == RECTO_NODE_HARD_BREAK;
}

/* Returns the image that is the only content of a paragraph, also inside a link; otherwise the block itself. */
static RectoNode *target_of(RectoNode *block)
{
    RectoNode *only = block->kind == RECTO_NODE_PARAGRAPH ? block->first : NULL;
    while (only && only->kind == RECTO_NODE_LINK && !only->next && only->first && !only->first->next)
        only = only->first;
    return only && only->kind == RECTO_NODE_IMAGE && !only->next ? only : block;
}

/* Returns the list or quote at whose indent a line of braces starts, instead of the paragraph that the line continues
 * (lazy continuation). */
static RectoNode *block_of_line(RectoNode *paragraph, guint32 column)
{
    RectoNode *block = paragraph;
    while (block->parent && block == block->parent->last) {
        RectoNode *parent = block->parent;
        gboolean container =
            parent->kind == RECTO_NODE_ITEM || parent->kind == RECTO_NODE_LIST || parent->kind == RECTO_NODE_QUOTE;
        if (!container || !column || column > parent->span.column)
            break;
        block = parent;
    }
    return block->kind == RECTO_NODE_ITEM ? block->parent : block;
}

static gboolean accepts_line(const RectoNode *block)
{
    return block && block->kind != RECTO_NODE_NOTE && block->kind != RECTO_NODE_HTML_BLOCK &&
           block->kind != RECTO_NODE_RULE && block->kind != RECTO_NODE_PAGE_BREAK && recto_node_is_block(block);
}

/* Applies a text that consists only of braces; `last` is the last text of `block`. Returns TRUE if they were applied
 * and the block still exists. */
static gboolean apply_line(Braces *braces, RectoNode *block, RectoNode *last, const RectoAttributes *attributes)
{
    if (last->previous) {
        guint32 column = last->span.column;
        recto_node_unlink(last->previous);
        recto_node_unlink(last);
        recto_node_add_attributes(braces->arena, target_of(block_of_line(block, column)), attributes);
        return TRUE;
    }
    if (accepts_line(block->previous)) {
        recto_node_add_attributes(braces->arena, target_of(block->previous), attributes);
        recto_node_unlink(block);
    }
    return FALSE;
}

/* Applies braces at the end of a block. Returns TRUE if there were any; more may precede them. */
static gboolean apply_at_end(Braces *braces, RectoNode *block)
{
    RectoNode *last = block->last;
    gsize length = 0;
    const char *open = last && last->kind == RECTO_NODE_TEXT ? strrchr(last->text, '{') : NULL;
    const RectoAttributes *attributes = open ? parse_at(braces, last->text, open, &length) : NULL;
    if (!attributes || open[length + strspn(open + length, " \t")])
        return FALSE;
    if (open == last->text && block->kind == RECTO_NODE_PARAGRAPH && (!last->previous || is_break(last->previous)))
        return apply_line(braces, block, last, attributes);
    if (block->kind == RECTO_NODE_PARAGRAPH && (open == last->text || !strchr(" \t", open[-1])))
        return FALSE;
    g_autofree char *rest = g_strndup(last->text, (gsize)(open - last->text));
    g_strchomp(rest);
    last->text = keep(braces, rest, strlen(rest));
    drop_if_empty(last);
    recto_node_add_attributes(braces->arena, target_of(block), attributes);
    return TRUE;
}

/* Applies a line of braces directly below a table, which the parser has read as its last row. */
static void apply_to_row(Braces *braces, RectoNode *cell)
{
    RectoNode *row = cell->parent, *table = row->parent;
    const RectoNode *text = cell->first;
    gsize length = 0;
    if (cell->previous || row->row.head || row->next || !text || text->next || text->kind != RECTO_NODE_TEXT)
        return;
    for (const RectoNode *other = cell->next; other; other = other->next)
        if (other->first)
            return;
    const RectoAttributes *attributes = parse_at(braces, text->text, text->text, &length);
    if (!attributes || text->text[length])
        return;
    recto_node_unlink(row);
    recto_node_add_attributes(braces->arena, table, attributes);
}

/* ---- ```lang {…} ---- */

static void apply_info(Braces *braces, RectoNode *code)
{
    const char *open = strchr(code->title, '{');
    gsize length = 0;
    const RectoAttributes *attributes = parse_at(braces, code->title, open, &length);
    if (!attributes || open[length])
        return;
    g_autofree char *words = g_strndup(code->title, (gsize)(open - code->title));
    recto_node_add_attributes(braces->arena, code, attributes);
    if (*g_strstrip(words))
        code->title = keep(braces, words, strlen(words));
    else
        code->title = attributes->classes ? attributes->classes[0] : NULL;
}

/* ---- the walk ---- */

static gboolean has_brace(const RectoNode *node)
{
    const char *text = node->kind == RECTO_NODE_TEXT         ? node->text
                       : node->kind == RECTO_NODE_CODE_BLOCK ? node->title
                                                             : NULL;
    return text && strchr(text, '{');
}

/* Collects code blocks with braces in their info strings, and nodes that contain texts with braces, inner ones
 * first. */
static GPtrArray *collect(RectoNode *root)
{
    GPtrArray *found = g_ptr_array_new();
    g_autoptr(GHashTable) parents = g_hash_table_new(NULL, NULL);
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk)) {
        if (walk == RECTO_ENTER && has_brace(node))
            g_hash_table_add(parents, node->kind == RECTO_NODE_TEXT ? node->parent : node);
        else if (walk == RECTO_LEAVE && g_hash_table_contains(parents, node))
            g_ptr_array_add(found, node);
    }
    return found;
}

void recto_attributes_apply(RectoDocument *document)
{
    g_autoptr(GPtrArray) found = collect(document->root);
    Braces braces = {.arena = document->arena, .open = g_array_new(FALSE, FALSE, sizeof(BracePosition))};
    for (guint i = 0; i < found->len; i++) {
        RectoNode *node = g_ptr_array_index(found, i);
        if (node->kind == RECTO_NODE_CODE_BLOCK) {
            apply_info(&braces, node);
            continue;
        }
        apply_to_spans(&braces, node);
        apply_to_previous(&braces, node);
        if (node->kind == RECTO_NODE_CELL)
            apply_to_row(&braces, node);
        else if (node->kind == RECTO_NODE_PARAGRAPH || node->kind == RECTO_NODE_HEADING)
            for (guint n = 0; n < MOST_ENDS && apply_at_end(&braces, node); n++)
                ;
    }
    g_array_unref(braces.open);
}
