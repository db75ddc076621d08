/* Creates pages and adds items, links, outline entries and attachments to them (pages.h). */
#include "page/pages.h"

#include "base/address.h"

static void page_free(gpointer data)
{
    RectoPage *page = data;
    g_array_unref(page->items);
    g_free(page->label);
    g_free(page);
}

static void attachment_clear(gpointer data)
{
    RectoAttachment *attachment = data;
    g_clear_pointer(&attachment->bytes, g_bytes_unref);
}

static void source_clear(gpointer data)
{
    RectoSourceFile *source = data;
    g_clear_pointer(&source->name, g_free);
    g_clear_pointer(&source->path, g_free);
    g_clear_pointer(&source->bytes, g_bytes_unref);
}

RectoPages *recto_pages_new(RectoLength width, RectoLength height)
{
    RectoPages *pages = g_new0(RectoPages, 1);
    pages->arena = recto_arena_new();
    pages->width = width;
    pages->height = height;
    pages->pages = g_ptr_array_new_with_free_func(page_free);
    pages->structure = recto_structure_new();
    pages->links = g_array_new(FALSE, TRUE, sizeof(RectoLink));
    pages->outline = g_array_new(FALSE, TRUE, sizeof(RectoOutlineEntry));
    pages->attachments = g_array_new(FALSE, TRUE, sizeof(RectoAttachment));
    g_array_set_clear_func(pages->attachments, attachment_clear);
    pages->images = g_ptr_array_new_with_free_func((GDestroyNotify)recto_image_free);
    pages->sources = g_array_new(FALSE, TRUE, sizeof(RectoSourceFile));
    g_array_set_clear_func(pages->sources, source_clear);
    return pages;
}

void recto_pages_free(RectoPages *pages)
{
    if (!pages)
        return;
    g_ptr_array_unref(pages->pages);
    recto_structure_free(pages->structure);
    g_array_unref(pages->links);
    g_array_unref(pages->outline);
    g_array_unref(pages->attachments);
    recto_inks_free(pages->inks);
    g_ptr_array_unref(pages->images);
    g_array_unref(pages->sources);
    recto_arena_free(pages->arena);
    g_free(pages);
}

RectoPage *recto_pages_add(RectoPages *pages, const char *label)
{
    RectoPage *page = g_new0(RectoPage, 1);
    page->items = g_array_new(FALSE, TRUE, sizeof(RectoItem));
    page->label = g_strdup(label);
    page->width = pages->width;
    page->height = pages->height;
    g_ptr_array_add(pages->pages, page);
    return page;
}

void recto_page_place(RectoPage *page, const RectoFragment *fragment, RectoLength x, RectoLength y)
{
    recto_items_append(page->items, fragment->items, x, y);
}

guint recto_pages_add_link(RectoPages *pages, const char *uri, const char *dest, const char *contents,
                           RectoElement *element, RectoSpan span)
{
    /* Whoever asks, nothing but these becomes an action. */
    g_autofree char *action = uri ? recto_address_action(uri, NULL) : NULL;
    RectoLink link = {
        .uri = recto_arena_strndup(pages->arena, action, -1),
        .dest = recto_arena_strndup(pages->arena, dest, -1),
        .contents = recto_arena_strndup(pages->arena, contents, -1),
        .element = element,
        .span = span,
    };
    guint index = pages->links->len;
    g_array_append_val(pages->links, link);
    if (element)
        element->link = (gint)index;
    return index;
}

void recto_pages_add_outline(RectoPages *pages, int level, const char *title, const char *dest)
{
    RectoOutlineEntry entry = {
        .level = level,
        .title = recto_arena_strndup(pages->arena, title, -1),
        .dest = recto_arena_strndup(pages->arena, dest, -1),
    };
    g_array_append_val(pages->outline, entry);
}

void recto_pages_add_dest(RectoPages *pages, RectoPage *page, const char *name, RectoLength x, RectoLength y)
{
    RectoItem item = {.kind = RECTO_ITEM_DEST, .x = x, .y = y};
    item.dest.name = recto_arena_strndup(pages->arena, name, -1);
    g_array_append_val(page->items, item);
}

RectoPage *recto_pages_page(const RectoPages *pages, guint index)
{
    return g_ptr_array_index(pages->pages, index);
}

gboolean recto_pages_have_images(const RectoPages *pages)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++)
            if (g_array_index(items, RectoItem, k).kind == RECTO_ITEM_IMAGE)
                return TRUE;
    }
    return FALSE;
}

GHashTable *recto_pages_dests(const RectoPages *pages)
{
    GHashTable *dests = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            const RectoItem *item = &g_array_index(items, RectoItem, k);
            if (item->kind != RECTO_ITEM_DEST || !item->dest.name || g_hash_table_contains(dests, item->dest.name))
                continue;
            RectoDestination *place = g_new(RectoDestination, 1);
            *place = (RectoDestination){i, item->x, item->y};
            g_hash_table_insert(dests, (gpointer)item->dest.name, place);
        }
    }
    return dests;
}

/* Elements that own a mark on some page. */
static void keep_drawn(const RectoPages *pages, gboolean *kept)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            const RectoItem *item = &g_array_index(items, RectoItem, k);
            const RectoElement *element = recto_slot_element(pages->structure, item->slot);
            if (element && recto_item_draws(item))
                kept[element->id] = TRUE;
        }
    }
}

gboolean *recto_pages_kept_elements(const RectoPages *pages)
{
    guint n = recto_structure_n_elements(pages->structure);
    gboolean *kept = g_new0(gboolean, n);
    kept[0] = TRUE;
    keep_drawn(pages, kept);
    /* A table's cells stay even when empty, or its rows would differ in length. Parents come before their kids. */
    for (guint id = n; id-- > 1;) {
        const RectoElement *element = recto_structure_element(pages->structure, id);
        if (element->role == RECTO_ROLE_TD || element->role == RECTO_ROLE_TH)
            kept[id] = TRUE;
        if (kept[id] && element->parent)
            kept[element->parent->id] = TRUE;
    }
    return kept;
}
