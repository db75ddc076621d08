/* Each link of the document has an area on a page, each anchor is a destination. */
#include "proof/regions.h"

#include "base/address.h"

#include <string.h>

static gboolean is_area(const RectoItem *item, const RectoPages *pages)
{
    return item->kind == RECTO_ITEM_LINK && item->link.link < pages->links->len && item->link.width > 0 &&
           item->link.height > 0;
}

/* The spans of links that have an area. */
static GHashTable *find_areas(const RectoPages *pages)
{
    GHashTable *areas = g_hash_table_new(recto_span_hash, recto_span_equal);
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            const RectoItem *item = &g_array_index(items, RectoItem, k);
            if (!is_area(item, pages))
                continue;
            const RectoLink *link = &g_array_index(pages->links, RectoLink, item->link.link);
            if (link->span.line)
                g_hash_table_add(areas, (gpointer)&link->span);
        }
    }
    return areas;
}

/* Whether a link leads anywhere: to an address, or to an anchor that the document has. */
static gboolean leads_somewhere(const RectoProof *proof, const RectoNode *link)
{
    if (!link->text || !*link->text)
        return FALSE;
    if (*link->text != '#') {
        g_autofree char *action = recto_address_action(link->text, proof->document->meta.source_url);
        return action != NULL;
    }
    g_autofree char *plain = g_uri_unescape_string(link->text + 1, NULL);
    return g_hash_table_contains(proof->anchors, plain ? plain : link->text + 1);
}

static const char *anchor_of(const RectoNode *node)
{
    if (node->kind == RECTO_NODE_HEADING)
        return node->heading.id;
    return node->attributes ? node->attributes->id : NULL;
}

void recto_proof_collect_targets(RectoProof *proof)
{
    const RectoNode *node = NULL, *hidden = NULL; /* in the alternative text of a picture nothing leads anywhere */
    RectoWalk walk;
    while (recto_node_next(proof->document->root, &node, &walk)) {
        if (node->kind == RECTO_NODE_IMAGE && (!hidden || hidden == node))
            hidden = walk == RECTO_ENTER ? node : NULL;
        if (walk == RECTO_LEAVE || (hidden && hidden != node))
            continue;
        const char *name = anchor_of(node);
        if (name && !g_hash_table_contains(proof->anchors, name))
            g_hash_table_insert(proof->anchors, (gpointer)name, (gpointer)node);
        if (node->kind == RECTO_NODE_LINK && node->span.line)
            g_ptr_array_add(proof->links, (gpointer)node);
    }
}

static void check_anchors(const RectoProof *proof)
{
    g_autoptr(GHashTable) dests = recto_pages_dests(proof->pages);
    GHashTableIter iter;
    gpointer name = NULL, node = NULL;
    g_hash_table_iter_init(&iter, proof->anchors);
    while (g_hash_table_iter_next(&iter, &name, &node))
        if (!g_hash_table_contains(dests, name))
            recto_diagnose(proof->diagnostics, RECTO_CODE_LOST_ANCHOR, ((const RectoNode *)node)->span,
                           "anchor “%s” is on no page", (const char *)name);
}

void recto_proof_check_targets(RectoProof *proof)
{
    g_autoptr(GHashTable) areas = proof->links->len ? find_areas(proof->pages) : NULL;
    for (guint i = 0; i < proof->links->len; i++) {
        const RectoNode *link = g_ptr_array_index(proof->links, i);
        if (leads_somewhere(proof, link) && !g_hash_table_contains(areas, &link->span))
            recto_diagnose(proof->diagnostics, RECTO_CODE_LOST_LINK, link->span, "link to “%s” has no area on a page",
                           link->text);
    }
    check_anchors(proof);
}
