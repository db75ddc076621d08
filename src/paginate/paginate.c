#include "paginate/search.h"

static void placed_page_free(gpointer data)
{
    RectoPlacedPage *page = data;
    g_array_unref(page->boxes);
    g_ptr_array_unref(page->notes);
    g_free(page);
}

static RectoPlacedPage *placed_page_new(RectoLength depth)
{
    RectoPlacedPage *page = g_new0(RectoPlacedPage, 1);
    page->boxes = g_array_new(FALSE, FALSE, sizeof(RectoPlacedBox));
    page->notes = g_ptr_array_new();
    page->depth = depth;
    return page;
}

static void report_too_tall(const RectoVItem *item, gint64 excess, RectoDiagnostics *diagnostics)
{
    recto_diagnose(diagnostics, RECTO_CODE_TOO_TALL, item->span, "this is %d pt too tall for its page",
                   (int)((excess + RECTO_POINT - 1) / RECTO_POINT));
}

static void place_box(const RectoBoxes *boxes, RectoPlacedPage *page, guint index, const RectoSpot *spot)
{
    const RectoVItem *item = &g_array_index(boxes->list->items, RectoVItem, boxes->boxes[index].item);
    RectoPlacedBox placed = {boxes->boxes[index].item, (RectoLength)spot->y, spot->repeat};
    g_array_append_val(page->boxes, placed);
    for (guint k = 0; item->notes && k < item->notes->len; k++)
        g_ptr_array_add(page->notes, g_ptr_array_index(item->notes, k));
}

/* Figures that waited, as many as find room. */
static void build_top(const RectoBoxes *boxes, RectoPlacedPage *page, RectoFill *fill, const RectoBreakState *first)
{
    RectoSpot spots[RECTO_MOST_WAITING];
    guint n = recto_fill_waiting(boxes, fill, first, spots), at = boxes->boxes[first->box].n_floats - first->waiting;
    for (guint i = 0; i < n; i++)
        place_box(boxes, page, boxes->floats[at + i], &spots[i]);
}

static RectoPlacedPage *build_page(const RectoBoxes *boxes, const RectoBreakState *first, const RectoBreakState *next,
                                   RectoDiagnostics *diagnostics)
{
    RectoPlacedPage *page = placed_page_new(recto_search_depth(boxes, first));
    RectoFill fill = {0};
    guint last = boxes->n_boxes;
    build_top(boxes, page, &fill, first);
    for (guint i = first->box; i < next->box; i++) {
        RectoSpot spot;
        if (boxes->boxes[i].floats && i >= next->put_off)
            continue;
        recto_fill_add(boxes, &fill, i, FALSE, page->depth, &spot);
        place_box(boxes, page, i, &spot);
        last = i;
    }
    gint64 used = recto_fill_used(boxes, &fill);
    if (used > page->depth)
        report_too_tall(&g_array_index(boxes->list->items, RectoVItem, boxes->boxes[fill.last].item),
                        used - page->depth, diagnostics);
    page->filled = (RectoLength)fill.y;
    page->notes_height = (RectoLength)fill.notes;
    page->cost = recto_search_page_cost(boxes, &fill, first, last, next->waiting);
    return page;
}

GPtrArray *recto_paginate(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics)
{
    RectoBoxes boxes;
    recto_boxes_init(&boxes, list, shape);
    g_autoptr(GArray) way = recto_search(&boxes);
    GPtrArray *pages = g_ptr_array_new_with_free_func(placed_page_free);
    for (guint i = 0; i + 1 < way->len; i++) {
        const RectoBreakState *first = &g_array_index(way, RectoBreakState, i);
        g_ptr_array_add(pages, build_page(&boxes, first, first + 1, diagnostics));
    }
    if (pages->len == 0)
        g_ptr_array_add(pages, placed_page_new(shape->first_depth));
    recto_boxes_clear(&boxes);
    return pages;
}
