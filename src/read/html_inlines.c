/* Adds inlines to the open paragraph, within the open elements around them. */
#include "read/html_parts.h"

#include <string.h>

/* Maximum number of copies of emphasis and similar elements in further paragraphs, and maximum nesting of spans that
 * have an effect. */
#define MAX_COPIES 100000
#define MAX_SPANS  4
#define MAX_SHIFTS 3

#define HTML_SPACE " \t\r\n\f"

/* ---- the end of a paragraph ---- */

static RectoNode *last_leaf(RectoNode *holder)
{
    RectoNode *node = holder;
    while (node->last && node->kind != RECTO_NODE_IMAGE)
        node = node->last;
    return node;
}

/* Takes a leaf out, and what held nothing but it. */
static void remove_leaf(RectoNode *leaf, RectoNode *holder)
{
    while (leaf != holder) {
        RectoNode *parent = leaf->parent;
        recto_node_unlink(leaf);
        if (parent->first || parent->attributes)
            return;
        leaf = parent;
    }
}

/* TRUE when something was taken. */
static gboolean trim_once(RectoHtmlBuilder *builder, gboolean breaks)
{
    RectoNode *leaf = last_leaf(builder->holder);
    if (leaf == builder->holder)
        return FALSE;
    if (leaf->kind == RECTO_NODE_SOFT_BREAK || (breaks && leaf->kind == RECTO_NODE_HARD_BREAK)) {
        remove_leaf(leaf, builder->holder);
        return TRUE;
    }
    if (leaf->kind != RECTO_NODE_TEXT)
        return FALSE;
    gsize length = strlen(leaf->text), kept = length;
    while (kept > 0 && strchr(HTML_SPACE, leaf->text[kept - 1]))
        kept--;
    if (kept == length)
        return FALSE;
    leaf->text = recto_arena_strndup(builder->document->arena, leaf->text, (gssize)kept);
    if (kept == 0)
        remove_leaf(leaf, builder->holder);
    return kept == 0;
}

static void trim(RectoHtmlBuilder *builder, gboolean breaks)
{
    while (trim_once(builder, breaks))
        continue;
}

void recto_html_end_holder(RectoHtmlBuilder *builder)
{
    recto_html_flush(builder);
    if (builder->holder) {
        trim(builder, TRUE);
        if (!builder->holder->first && builder->holder->kind == RECTO_NODE_PARAGRAPH)
            recto_node_unlink(builder->holder);
    }
    builder->holder = NULL;
    builder->space = builder->spaced = FALSE;
    builder->fresh = TRUE;
}

/* ---- the paragraph and its open elements ---- */

/* Returns the node of an open element, or a copy if it is already used in another paragraph. An ID is not copied. */
static RectoNode *instance(RectoHtmlBuilder *builder, RectoOpenElement *open)
{
    if (!open->used) {
        open->used = TRUE;
        return open->node;
    }
    RectoArena *arena = builder->document->arena;
    RectoNode *copy = recto_arena_copy(arena, open->node, sizeof *open->node);
    copy->parent = copy->first = copy->last = copy->previous = copy->next = NULL;
    if (copy->attributes && copy->attributes->id) {
        RectoAttributes *attributes = recto_arena_copy(arena, copy->attributes, sizeof *copy->attributes);
        attributes->id = NULL;
        copy->attributes = attributes;
    }
    builder->n_copies++;
    return copy;
}

static void begin_holder(RectoHtmlBuilder *builder, RectoNode *holder)
{
    builder->holder = holder;
    builder->fresh = TRUE;
    builder->spaced = FALSE;
}

/* The innermost that takes inlines, or a paragraph of its own in a container. */
static void ensure_holder(RectoHtmlBuilder *builder, RectoSpan span)
{
    for (guint i = builder->open->len; !builder->holder && i-- > 0;) {
        RectoOpenElement *open = recto_html_open(builder, i);
        if (open->role == RECTO_OPEN_LINES && !open->ended) {
            begin_holder(builder, open->node);
        } else if (open->role == RECTO_OPEN_PARAGRAPH && !open->ended) {
            RectoNode *paragraph = instance(builder, open);
            recto_node_append(recto_html_place(builder, paragraph->kind), paragraph);
            begin_holder(builder, paragraph);
        } else if (open->role == RECTO_OPEN_CONTAINER) {
            RectoNode *paragraph = recto_node_new(builder->document->arena, RECTO_NODE_PARAGRAPH, span);
            recto_node_append(recto_html_place(builder, paragraph->kind), paragraph);
            begin_holder(builder, paragraph);
        }
    }
}

/* Effect of an HTML element together with those around it: strong in strong remains strong, and only the innermost
 * link counts. */
typedef struct {
    guint64 kinds; /* bits */
    guint spans, shifts, last_link;
} Chain;

static gboolean counts(RectoHtmlBuilder *builder, const RectoOpenElement *open, guint index, Chain *chain)
{
    if (open->role != RECTO_OPEN_INLINE || open->ended)
        return FALSE;
    guint64 bit = G_GUINT64_CONSTANT(1) << open->node->kind;
    gboolean again = (chain->kinds & bit) != 0;
    chain->kinds |= bit;
    if (open->number == 0)
        return TRUE; /* Markdown's own stay as they are */
    if (open->used && open->made_in != builder->holder && builder->n_copies >= MAX_COPIES)
        return FALSE;
    if (open->node->kind == RECTO_NODE_SPAN)
        return chain->spans++ < MAX_SPANS;
    if (open->node->kind == RECTO_NODE_SUPERSCRIPT || open->node->kind == RECTO_NODE_SUBSCRIPT)
        return chain->shifts++ < MAX_SHIFTS;
    return open->node->kind == RECTO_NODE_LINK ? index == chain->last_link : !again;
}

static guint last_link(RectoHtmlBuilder *builder)
{
    for (guint i = builder->open->len; i-- > 0;) {
        RectoOpenElement *open = recto_html_open(builder, i);
        if (open->role == RECTO_OPEN_INLINE && !open->ended && open->node->kind == RECTO_NODE_LINK)
            return i;
    }
    return 0;
}

static RectoNode *inline_parent(RectoHtmlBuilder *builder, RectoSpan span)
{
    ensure_holder(builder, span);
    RectoNode *parent = builder->holder;
    Chain chain = {.last_link = last_link(builder)};
    for (guint i = 0; i < builder->open->len; i++) {
        RectoOpenElement *open = recto_html_open(builder, i);
        if (!counts(builder, open, i, &chain))
            continue;
        /* The parent must be an open element: a copy within a closed copy is useless. */
        if (open->made_in != builder->holder || open->made->parent != parent) {
            open->made = instance(builder, open);
            open->made_in = builder->holder;
            recto_node_append(parent, open->made);
        }
        parent = open->made;
    }
    return parent;
}

void recto_html_build_inlines(RectoHtmlBuilder *builder)
{
    recto_html_flush(builder);
    RectoOpenElement *top = recto_html_open(builder, builder->open->len - 1);
    inline_parent(builder, top->node ? top->node->span : RECTO_NO_SPAN);
}

static void put(RectoHtmlBuilder *builder, RectoNode *node, gboolean spaced)
{
    recto_node_append(inline_parent(builder, node->span), node);
    builder->fresh = FALSE;
    builder->space = FALSE;
    builder->spaced = spaced;
}

void recto_html_add_inline(RectoHtmlBuilder *builder, RectoNode *node)
{
    recto_html_flush(builder);
    put(builder, node, FALSE);
}

void recto_html_break(RectoHtmlBuilder *builder, gboolean split, RectoSpan span)
{
    recto_html_flush(builder);
    builder->space = FALSE;
    if (!builder->holder)
        return;
    if (builder->fresh) {
        if (split && builder->holder->first && builder->holder->kind == RECTO_NODE_PARAGRAPH)
            recto_html_end_holder(builder);
        return;
    }
    trim(builder, FALSE);
    put(builder, recto_node_new(builder->document->arena, RECTO_NODE_HARD_BREAK, span), FALSE);
    builder->fresh = TRUE;
}

/* ---- text ---- */

static gboolean in_code(RectoHtmlBuilder *builder)
{
    for (guint i = builder->open->len; i-- > 0;) {
        const RectoOpenElement *open = recto_html_open(builder, i);
        if (open->role == RECTO_OPEN_CODE && !open->ended)
            return TRUE;
    }
    return FALSE;
}

void recto_html_flush(RectoHtmlBuilder *builder)
{
    gboolean spaced = builder->space && !(builder->text->len == 0 && (builder->fresh || builder->spaced));
    if (builder->text->len == 0 && !spaced)
        return;
    if (spaced)
        g_string_append_c(builder->text, ' ');
    RectoNodeKind kind = in_code(builder) ? RECTO_NODE_CODE : RECTO_NODE_TEXT;
    RectoNode *node = recto_node_new(builder->document->arena, kind, builder->text_span);
    node->text = recto_arena_strndup(builder->document->arena, builder->text->str, (gssize)builder->text->len);
    g_string_truncate(builder->text, 0);
    put(builder, node, spaced);
}

static void append_words(RectoHtmlBuilder *builder, const char *text, gsize length)
{
    const char *end = text + length;
    while (text < end) {
        const char *word = text;
        while (text < end && !strchr(HTML_SPACE, *text))
            text++;
        if (text > word) {
            gboolean starts = builder->text->len == 0 && (builder->fresh || builder->spaced);
            if (builder->space && !starts)
                g_string_append_c(builder->text, ' ');
            builder->space = FALSE;
            g_string_append_len(builder->text, word, text - word);
        }
        while (text < end && strchr(HTML_SPACE, *text)) {
            builder->space = TRUE;
            text++;
        }
    }
}

void recto_html_builder_text(RectoHtmlBuilder *builder, const char *text, gsize length, RectoSpan span)
{
    if (builder->dropping)
        return;
    if (builder->pre) {
        g_string_append_len(builder->pre, text, (gssize)length);
        return;
    }
    if (builder->text->len == 0)
        builder->text_span = span;
    append_words(builder, text, length);
}

/* ---- Markdown's leaves ---- */

static void add_to_pre(RectoHtmlBuilder *builder, const RectoNode *node)
{
    if (node->kind == RECTO_NODE_SOFT_BREAK || node->kind == RECTO_NODE_HARD_BREAK)
        g_string_append_c(builder->pre, '\n');
    else if (node->kind == RECTO_NODE_TEXT || node->kind == RECTO_NODE_CODE)
        g_string_append(builder->pre, node->text);
}

static void add_markdown_text(RectoHtmlBuilder *builder, RectoNode *node)
{
    recto_html_flush(builder);
    if (builder->fresh)
        node->text += strspn(node->text, " ");
    gsize length = strlen(node->text);
    if (length == 0)
        return;
    if (in_code(builder))
        node->kind = RECTO_NODE_CODE;
    put(builder, node, node->text[length - 1] == ' ');
}

static void add_soft_break(RectoHtmlBuilder *builder, RectoNode *node)
{
    recto_html_flush(builder);
    if (!builder->fresh && !builder->spaced)
        put(builder, node, TRUE);
}

/* A description is words only. */
static void strip_description(RectoNode *image)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(image, &node, &walk)) {
        if (walk == RECTO_ENTER && node->kind == RECTO_NODE_HTML_INLINE) {
            node->kind = RECTO_NODE_TEXT;
            node->text = "";
        }
    }
}

static void add_block_leaf(RectoHtmlBuilder *builder, RectoNode *node)
{
    if (!recto_html_in_lines(builder))
        recto_html_add_block(builder, node);
    else if (node->kind == RECTO_NODE_CODE_BLOCK)
        recto_html_builder_text(builder, node->text, strlen(node->text), node->span);
}

void recto_html_builder_leaf(RectoHtmlBuilder *builder, RectoNode *node)
{
    if (builder->dropping)
        return;
    if (builder->pre && !recto_node_is_block(node)) {
        add_to_pre(builder, node);
        return;
    }
    switch (node->kind) {
    case RECTO_NODE_TEXT:
        add_markdown_text(builder, node);
        break;
    case RECTO_NODE_SOFT_BREAK:
        add_soft_break(builder, node);
        break;
    case RECTO_NODE_HARD_BREAK:
        recto_html_break(builder, TRUE, node->span);
        break;
    case RECTO_NODE_IMAGE:
        strip_description(node);
        recto_html_add_inline(builder, node);
        break;
    default:
        if (recto_node_is_block(node))
            add_block_leaf(builder, node);
        else
            recto_html_add_inline(builder, node);
    }
}
