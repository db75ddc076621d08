/* Lists inconsistencies of finished pages, such as broken links and items outside the page (recto_pages_audit()). */
#include "page/format.h"
#include "page/pages.h"

#include <string.h>

/* Rounding may carry an edge over the page's by less than this. */
#define EDGE_SLACK (RECTO_POINT / 20)

static void complain(GString *out, guint page, const RectoItem *item, const char *format, ...) G_GNUC_PRINTF(4, 5);

static void complain(GString *out, guint page, const RectoItem *item, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append_printf(out, "page %u: ", page + 1);
    g_string_append_vprintf(out, format, args);
    va_end(args);
    if (item)
        recto_format_span(out, item->span);
    g_string_append_c(out, '\n');
}

static const char *kind_name(RectoItemKind kind)
{
    static const char *const names[] = {"text", "rect", "path", "image", "link", "dest", "turn"};
    return names[kind];
}

static void audit_place(GString *out, const RectoPages *pages, guint page, const RectoItem *item)
{
    RectoBox box = recto_item_box(item);
    const RectoPage *sheet = recto_pages_page(pages, page);
    RectoLength slack = EDGE_SLACK + recto_pages_margin(pages);
    if (box.left >= -slack && box.top >= -slack && box.right <= sheet->width + slack &&
        box.bottom <= sheet->height + slack)
        return;
    g_autoptr(GString) where = g_string_new(NULL);
    recto_format_length(where, item->x);
    g_string_append_c(where, ' ');
    recto_format_length(where, item->y);
    if (item->kind == RECTO_ITEM_GLYPHS) {
        g_string_append_c(where, ' ');
        recto_format_quoted(where, item->glyphs.run->text, item->glyphs.run->n_bytes);
    }
    complain(out, page, item, "%s outside the page: %s", kind_name(item->kind), where->str);
}

static void audit_items(GString *out, const RectoPages *pages, GHashTable *seen, guint8 *areas)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            const RectoItem *item = &g_array_index(items, RectoItem, k);
            audit_place(out, pages, i, item);
            if (item->slot && !recto_slot_element(pages->structure, item->slot))
                complain(out, i, item, "%s in unknown slot %u", kind_name(item->kind), item->slot);
            if (item->kind == RECTO_ITEM_LINK && item->link.link >= pages->links->len)
                complain(out, i, item, "area of unknown link %u", item->link.link);
            else if (item->kind == RECTO_ITEM_LINK)
                areas[item->link.link] = TRUE;
            if (item->kind == RECTO_ITEM_DEST && !g_hash_table_add(seen, (gpointer)item->dest.name))
                complain(out, i, item, "destination #%s is there twice", item->dest.name);
        }
    }
}

static void audit_links(GString *out, const RectoPages *pages, GHashTable *dests, const guint8 *areas)
{
    for (guint i = 0; i < pages->links->len; i++) {
        const RectoLink *link = &g_array_index(pages->links, RectoLink, i);
        const char *target = link->uri ? link->uri : link->dest;
        const char *problem = NULL;
        if (!target)
            problem = "has no target";
        else if (!link->element)
            problem = "has no element";
        else if (!areas[i])
            problem = "has no area";
        else if (!link->uri && !g_hash_table_contains(dests, link->dest))
            problem = "goes nowhere";
        if (!problem)
            continue;
        g_string_append_printf(out, "link %u %s%s %s", i, link->uri ? "" : "#", target ? target : "", problem);
        recto_format_span(out, link->span);
        g_string_append_c(out, '\n');
    }
}

static void audit_names(GString *out, const RectoPages *pages, GHashTable *dests)
{
    for (guint i = 0; i < pages->outline->len; i++) {
        const RectoOutlineEntry *entry = &g_array_index(pages->outline, RectoOutlineEntry, i);
        if (!entry->dest || !g_hash_table_contains(dests, entry->dest))
            g_string_append_printf(out, "outline \"%s\" goes nowhere: #%s\n", entry->title,
                                   entry->dest ? entry->dest : "");
    }
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < pages->attachments->len; i++) {
        const RectoAttachment *attachment = &g_array_index(pages->attachments, RectoAttachment, i);
        if (!g_hash_table_add(seen, (gpointer)attachment->name))
            g_string_append_printf(out, "attachment %s is there twice\n", attachment->name);
    }
}

char *recto_pages_audit(const RectoPages *pages)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GHashTable) dests = recto_pages_dests(pages);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree guint8 *areas = g_new0(guint8, pages->links->len + 1);
    audit_items(out, pages, seen, areas);
    audit_links(out, pages, dests, areas);
    audit_names(out, pages, dests);
    return g_string_free(out, FALSE);
}
