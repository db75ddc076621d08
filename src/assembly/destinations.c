/* Resolves destinations after all pages are composed: each name exists once, and every link has a destination. */
#include "assembly/compose.h"

static void drop_repeated(RectoPages *pages, GHashTable *seen)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        GArray *items = recto_pages_page(pages, i)->items;
        guint kept = 0;
        for (guint k = 0; k < items->len; k++) {
            RectoItem item = g_array_index(items, RectoItem, k);
            if (item.kind == RECTO_ITEM_DEST && !g_hash_table_add(seen, (gpointer)item.dest.name))
                continue;
            g_array_index(items, RectoItem, kept++) = item;
        }
        g_array_set_size(items, kept);
    }
}

void recto_compose_resolve_destinations(RectoCompose *compose)
{
    RectoPages *pages = compose->layout->pages;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    drop_repeated(pages, seen);
    /* an ID without position on a page (a note that is never cited) gets the start of the document */
    for (guint i = 0; i < pages->links->len && pages->pages->len; i++) {
        const char *name = g_array_index(pages->links, RectoLink, i).dest;
        if (name && g_hash_table_add(seen, (gpointer)name))
            recto_pages_add_dest(pages, recto_pages_page(pages, 0), name, 0, 0);
    }
}
