/* Creates, links and walks the nodes of a document tree. */
#include "document/node.h"

static const char *const names[RECTO_NODE_KIND_MAX] = {
    [RECTO_NODE_DOCUMENT] = "document",
    [RECTO_NODE_QUOTE] = "quote",
    [RECTO_NODE_LIST] = "list",
    [RECTO_NODE_ITEM] = "item",
    [RECTO_NODE_NOTE] = "note",
    [RECTO_NODE_CALLOUT] = "callout",
    [RECTO_NODE_FIGURE] = "figure",
    [RECTO_NODE_DIV] = "div",
    [RECTO_NODE_TABLE] = "table",
    [RECTO_NODE_ROW] = "row",
    [RECTO_NODE_PARAGRAPH] = "paragraph",
    [RECTO_NODE_HEADING] = "heading",
    [RECTO_NODE_CELL] = "cell",
    [RECTO_NODE_CAPTION] = "caption",
    [RECTO_NODE_CODE_BLOCK] = "code-block",
    [RECTO_NODE_RULE] = "rule",
    [RECTO_NODE_HTML_BLOCK] = "html-block",
    [RECTO_NODE_PAGE_BREAK] = "page-break",
    [RECTO_NODE_EMPHASIS] = "emphasis",
    [RECTO_NODE_STRONG] = "strong",
    [RECTO_NODE_STRIKE] = "strike",
    [RECTO_NODE_UNDERLINE] = "underline",
    [RECTO_NODE_SUPERSCRIPT] = "superscript",
    [RECTO_NODE_SUBSCRIPT] = "subscript",
    [RECTO_NODE_SMALL] = "small",
    [RECTO_NODE_KEYBOARD] = "keyboard",
    [RECTO_NODE_SPAN] = "span",
    [RECTO_NODE_LINK] = "link",
    [RECTO_NODE_IMAGE] = "image",
    [RECTO_NODE_TEXT] = "text",
    [RECTO_NODE_CODE] = "code",
    [RECTO_NODE_SOFT_BREAK] = "soft-break",
    [RECTO_NODE_HARD_BREAK] = "hard-break",
    [RECTO_NODE_HTML_INLINE] = "html-inline",
    [RECTO_NODE_NOTE_MARK] = "note-mark",
};

RectoNode *recto_node_new(RectoArena *arena, RectoNodeKind kind, RectoSpan span)
{
    RectoNode *node = recto_arena_new0(arena, RectoNode);
    node->kind = kind;
    node->span = span;
    return node;
}

void recto_node_append(RectoNode *parent, RectoNode *child)
{
    child->parent = parent;
    child->previous = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void recto_node_insert_after(RectoNode *sibling, RectoNode *child)
{
    if (!sibling->next) {
        recto_node_append(sibling->parent, child);
        return;
    }
    recto_node_insert_before(sibling->next, child);
}

void recto_node_insert_before(RectoNode *sibling, RectoNode *child)
{
    child->parent = sibling->parent;
    child->previous = sibling->previous;
    child->next = sibling;
    if (sibling->previous)
        sibling->previous->next = child;
    else
        sibling->parent->first = child;
    sibling->previous = child;
}

void recto_node_unlink(RectoNode *node)
{
    if (node->previous)
        node->previous->next = node->next;
    else if (node->parent)
        node->parent->first = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else if (node->parent)
        node->parent->last = node->previous;
    node->parent = node->previous = node->next = NULL;
}

gboolean recto_node_next(RectoNode *root, RectoNode **node, RectoWalk *walk)
{
    RectoNode *at = *node;
    if (!at) {
        *node = root;
        *walk = RECTO_ENTER;
        return TRUE;
    }
    if (*walk == RECTO_ENTER) {
        *node = at->first ? at->first : at;
        *walk = at->first ? RECTO_ENTER : RECTO_LEAVE;
        return TRUE;
    }
    if (at == root)
        return FALSE;
    *node = at->next ? at->next : at->parent;
    *walk = at->next ? RECTO_ENTER : RECTO_LEAVE;
    return TRUE;
}

void recto_node_skip(const RectoNode *node, RectoWalk *walk)
{
    *walk = RECTO_LEAVE;
}

gboolean recto_node_is_block(const RectoNode *node)
{
    return node->kind <= RECTO_NODE_PAGE_BREAK;
}

gboolean recto_node_has_class(const RectoNode *node, const char *name)
{
    return node->attributes && node->attributes->classes && g_strv_contains(node->attributes->classes, name);
}

const char *recto_node_attribute(const RectoNode *node, const char *key)
{
    const RectoAttributes *attributes = node->attributes;
    for (guint i = 0; attributes && attributes->keys && attributes->keys[i]; i++)
        if (g_str_equal(attributes->keys[i], key))
            return attributes->values[i];
    return NULL;
}

const char *recto_node_kind_name(RectoNodeKind kind)
{
    return kind < RECTO_NODE_KIND_MAX ? names[kind] : "?";
}

char *recto_node_plain_text(const RectoNode *root)
{
    GString *text = g_string_new(NULL);
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next((RectoNode *)root, &node, &walk)) {
        if (walk == RECTO_LEAVE)
            continue;
        switch (node->kind) {
        case RECTO_NODE_TEXT:
        case RECTO_NODE_CODE:
        case RECTO_NODE_CODE_BLOCK:
            g_string_append(text, node->text ? node->text : "");
            break;
        case RECTO_NODE_SOFT_BREAK:
        case RECTO_NODE_HARD_BREAK:
            g_string_append_c(text, ' ');
            break;
        default:
            if (node != root && recto_node_is_block(node) && text->len && text->str[text->len - 1] != ' ')
                g_string_append_c(text, ' ');
        }
    }
    return g_string_free(text, FALSE);
}
