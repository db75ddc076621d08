/* Removes nodes that HTML left empty; their IDs move to the following content. */
#include "read/html_parts.h"

#include <string.h>

typedef struct {
    RectoArena *arena;
    GPtrArray *ids;  /* of RectoAttributes*: attributes of removed nodes */
    RectoNode *last; /* last node with inlines */
} Tidy;

static gboolean may_be_empty(RectoNodeKind kind)
{
    switch (kind) {
    case RECTO_NODE_QUOTE:
    case RECTO_NODE_LIST:
    case RECTO_NODE_FIGURE:
    case RECTO_NODE_DIV:
    case RECTO_NODE_TABLE:
    case RECTO_NODE_ROW:
    case RECTO_NODE_PARAGRAPH:
    case RECTO_NODE_CAPTION:
        return FALSE;
    default:
        return TRUE;
    }
}

static gboolean is_anchor(const RectoNode *node)
{
    return node->kind == RECTO_NODE_SPAN && !node->first && node->attributes && node->attributes->id;
}

static gboolean is_only_anchors(const RectoNode *paragraph)
{
    const RectoNode *child = paragraph->first;
    while (child && is_anchor(child))
        child = child->next;
    return paragraph->first && !child;
}

static void keep_id(Tidy *tidy, const RectoNode *node)
{
    if (node->attributes && node->attributes->id)
        g_ptr_array_add(tidy->ids, (gpointer)node->attributes);
}

/* Inserts anchors for pending IDs before or after the content of `holder`. */
static void place_ids(Tidy *tidy, RectoNode *holder, gboolean before)
{
    if (!tidy->ids->len)
        return;
    RectoNode *rest = before ? holder->first : NULL;
    if (before)
        holder->first = holder->last = NULL;
    for (guint i = 0; i < tidy->ids->len; i++) {
        RectoNode *anchor = recto_node_new(tidy->arena, RECTO_NODE_SPAN, holder->span);
        anchor->attributes = g_ptr_array_index(tidy->ids, i);
        recto_node_append(holder, anchor);
    }
    for (RectoNode *next; rest; rest = next) {
        next = rest->next;
        rest->parent = rest->previous = NULL;
        recto_node_append(holder, rest);
    }
    g_ptr_array_set_size(tidy->ids, 0);
}

static void enter(Tidy *tidy, RectoNode *node)
{
    gboolean holds = node->kind == RECTO_NODE_PARAGRAPH || node->kind == RECTO_NODE_HEADING ||
                     node->kind == RECTO_NODE_CELL || node->kind == RECTO_NODE_CAPTION;
    if (!holds || !node->first || is_only_anchors(node))
        return;
    place_ids(tidy, node, TRUE);
    tidy->last = node;
}

/* Its words are its address, so that it needs no other. */
static gboolean is_its_address(const RectoNode *link)
{
    static const char *const schemes[] = {"", "mailto:", "http://", "https://", "tel:"};
    const RectoNode *words = link->first;
    if (!words || words->next || words->kind != RECTO_NODE_TEXT)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(schemes); i++) {
        gsize length = strlen(schemes[i]);
        if (strncmp(link->text, schemes[i], length) == 0 && g_str_equal(link->text + length, words->text))
            return TRUE;
    }
    return FALSE;
}

/* TRUE: the node is to go. */
static gboolean leave(Tidy *tidy, RectoNode *node)
{
    if (node->kind == RECTO_NODE_PARAGRAPH && is_only_anchors(node)) {
        for (RectoNode *anchor = node->first; anchor; anchor = anchor->next)
            keep_id(tidy, anchor);
        keep_id(tidy, node);
        return TRUE;
    }
    if (node->kind == RECTO_NODE_LINK && !node->link.autolink)
        node->link.autolink = is_its_address(node);
    if (node->first || may_be_empty(node->kind))
        return FALSE;
    keep_id(tidy, node);
    return TRUE;
}

void recto_html_tidy(RectoDocument *document)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    Tidy tidy = {document->arena, ids, NULL};
    RectoNode *node = NULL, *going = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (going)
            recto_node_unlink(going); /* the walk has already moved past it */
        going = NULL;
        if (walk == RECTO_ENTER)
            enter(&tidy, node);
        else if (node != document->root && leave(&tidy, node))
            going = node;
    }
    if (tidy.last)
        place_ids(&tidy, tidy.last, FALSE);
}
