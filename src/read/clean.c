/* Replaces forbidden characters in the tree, and enforces the limits of nodes and pages (clean.h). */
#include "read/clean.h"

#include "base/escape.h"
#include "base/limits.h"

#include <string.h>

/* The text itself, or a clean copy in the arena. */
static const char *clean(RectoDocument *document, const char *text, RectoSpan span, RectoDiagnostics *diagnostics)
{
    gunichar first = 0;
    if (!text)
        return NULL;
    g_autofree char *copy = recto_text_clean(text, &first);
    if (copy)
        recto_diagnose(diagnostics, RECTO_CODE_BAD_CHARACTER, span, "U+%04X is not a text character", first);
    g_autofree char *fewer = recto_limit_marks(copy ? copy : text);
    if (fewer)
        recto_diagnose(diagnostics, RECTO_CODE_LIMIT_REACHED, span,
                       "more than %u combining marks in a row; recto ignored the rest", recto_limit(RECTO_LIMIT_MARKS));
    const char *cleaned = fewer ? fewer : copy;
    return cleaned ? recto_arena_strndup(document->arena, cleaned, -1) : text;
}

/* Error, and nothing is laid out: the memory that it takes grows with these. */
static gboolean is_too_large(RectoDocument *document, guint n, RectoLimit limit, const char *what,
                             RectoDiagnostics *diagnostics)
{
    if (n <= recto_limit(limit))
        return FALSE;
    recto_diagnose(diagnostics, RECTO_CODE_TOO_LARGE, (RectoSpan){document->root->span.file, 0, 0, 0},
                   "the document has %u %s; the limit is %u", n, what, recto_limit(limit));
    document->root->first = document->root->last = NULL;
    return TRUE;
}

/* The same for one block: every place where its lines may break is looked at with many others. */
static gboolean is_too_long(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL;
    const RectoNode *block = document->root;
    RectoWalk walk;
    gsize length = 0;
    while (recto_node_next(document->root, &node, &walk)) {
        if (recto_node_is_block(node)) {
            block = node;
            length = 0;
        } else if (walk == RECTO_ENTER && (node->kind == RECTO_NODE_TEXT || node->kind == RECTO_NODE_CODE)) {
            length += node->text ? strlen(node->text) : 0;
        }
        if (length <= recto_limit(RECTO_LIMIT_PARAGRAPH))
            continue;
        recto_diagnose(diagnostics, RECTO_CODE_TOO_LARGE, block->span,
                       "a paragraph, heading or cell has more than %u bytes of text",
                       recto_limit(RECTO_LIMIT_PARAGRAPH));
        document->root->first = document->root->last = NULL;
        return TRUE;
    }
    return FALSE;
}

void recto_clean_document(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    guint n_nodes = 0, n_breaks = 0;
    while (recto_node_next(document->root, &node, &walk)) {
        n_nodes += walk == RECTO_ENTER;
        n_breaks += walk == RECTO_ENTER && node->kind == RECTO_NODE_PAGE_BREAK;
    }
    if (is_too_large(document, n_nodes, RECTO_LIMIT_NODES, "nodes", diagnostics) ||
        is_too_large(document, n_breaks, RECTO_LIMIT_PAGES, "page breaks", diagnostics) ||
        is_too_long(document, diagnostics))
        return;
    node = NULL;
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk == RECTO_LEAVE)
            continue;
        node->text = clean(document, node->text, node->span, diagnostics);
        node->title = clean(document, node->title, node->span, diagnostics);
    }
}
