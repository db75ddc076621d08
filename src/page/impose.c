/* Imposes pages into a booklet: two pages on each side of a press sheet. */
#include "page/printer_marks.h"

static void put_turn(RectoPage *side, const RectoPage *page, RectoLength x, gboolean ends)
{
    RectoItem turn = {.kind = RECTO_ITEM_TURN, .x = x, .turn = {ends, page->width}};
    g_array_append_val(side->items, turn);
}

/* Places the content of a page on one half of a side. A landscape page is rotated to the left, so its top is at the
 * left edge. */
static void put_half(RectoPage *side, const RectoPage *page, RectoLength x)
{
    gboolean turned = page->width > page->height;
    if (turned)
        put_turn(side, page, x, FALSE);
    for (guint i = 0; i < page->items->len; i++) {
        RectoItem item = g_array_index(page->items, RectoItem, i);
        if (!recto_item_draws(&item))
            continue;
        if (item.slot)
            item.artifact = RECTO_ARTIFACT_LAYOUT;
        item.slot = RECTO_SLOT_NONE;
        item.x += turned ? 0 : x;
        g_array_append_val(side->items, item);
    }
    if (turned)
        put_turn(side, page, x, TRUE);
}

static void put_side(RectoPages *sheets, const RectoPages *pages, guint left, guint right)
{
    const RectoPage *one = recto_pages_page(pages, left), *other = recto_pages_page(pages, right);
    g_autofree char *label = g_strdup_printf("%s, %s", one->label, other->label);
    RectoPage *side = recto_pages_add(sheets, label);
    put_half(side, one, 0);
    put_half(side, other, pages->width);
}

RectoPages *recto_pages_booklet(const RectoPages *pages)
{
    guint n = pages->pages->len;
    g_return_val_if_fail(n % 4 == 0, NULL);
    RectoPages *sheets = recto_pages_new(2 * pages->width, pages->height);
    sheets->fold = pages->width;
    sheets->plain = TRUE;
    sheets->info = pages->info;
    g_ptr_array_unref(sheets->images);
    sheets->images = g_ptr_array_ref(pages->images);
    g_ptr_array_unref(sheets->images);
    g_array_unref(sheets->sources);
    sheets->images = g_ptr_array_ref(pages->images);
    sheets->sources = g_array_ref(pages->sources);
    for (guint i = 0; i < n / 2; i += 2) {
        put_side(sheets, pages, n - 1 - i, i);
        put_side(sheets, pages, i + 1, n - 2 - i);
    }
    return sheets;
}
