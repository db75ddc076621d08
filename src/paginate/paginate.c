#include "paginate/search.h"

static void placed_page_free(gpointer data)
{
    RectoPlacedPage *page = data;
    g_array_unref(page->boxes);
    g_array_unref(page->notes);
    g_free(page);
}

static RectoPlacedPage *placed_page_new(RectoLength depth)
{
    RectoPlacedPage *page = g_new0(RectoPlacedPage, 1);
    page->boxes = g_array_new(FALSE, FALSE, sizeof(RectoPlacedBox));
    page->notes = g_array_new(FALSE, FALSE, sizeof(RectoPlacedNote));
    page->depth = depth;
    return page;
}

static void report_too_tall(const RectoVItem *item, gint64 excess, RectoDiagnostics *diagnostics)
{
    recto_diagnose(diagnostics, RECTO_CODE_TOO_TALL, item->span, "this is %d pt too tall for its page",
                   (int)((excess + RECTO_POINT - 1) / RECTO_POINT));
}

static void place_notes(const RectoBoxes *boxes, RectoPlacedPage *page, RectoNoteRange range)
{
    if (range.first >= range.end)
        return;
    gint64 top = g_array_index(boxes->lines, RectoNoteLine, range.first).top;
    for (guint i = range.first; i < range.end; i++) {
        const RectoNoteLine *line = &g_array_index(boxes->lines, RectoNoteLine, i);
        RectoPlacedNote placed = {line->list, line->item, page->notes_height + (RectoLength)(line->top - top)};
        g_array_append_val(page->notes, placed);
    }
    page->notes_height += (RectoLength)recto_notes_height(boxes, range);
}

typedef struct {
    const RectoBoxes *boxes;
    RectoPlacedPage *page;
    RectoFill fill;
} Building;

/* Puts down a box that was added to the page; the footnotes before its own are whole now. */
static void place_box(Building *building, guint index, const RectoSpot *spot, RectoNoteRange tail)
{
    const RectoBoxJoint *box = &building->boxes->boxes[index];
    RectoPlacedBox placed = {box->item, (RectoLength)spot->y, spot->repeat};
    g_array_append_val(building->page->boxes, placed);
    if (box->notes.first < box->notes.end)
        place_notes(building->boxes, building->page, tail);
}

/* Figures that waited, as many as find room. */
static void place_waiting(Building *building, const RectoBreakState *first)
{
    const RectoBoxes *boxes = building->boxes;
    RectoSpot spots[RECTO_MOST_WAITING];
    RectoNoteRange tail = building->fill.tail;
    guint n = recto_fill_waiting(boxes, &building->fill, first, spots);
    guint at = boxes->boxes[first->box].n_floats - first->waiting;
    for (guint i = 0; i < n; i++) {
        guint index = boxes->floats[at + i];
        const RectoNoteRange *notes = &boxes->boxes[index].notes;
        place_box(building, index, &spots[i], tail);
        if (notes->first < notes->end)
            tail = *notes;
    }
}

static void place_text(Building *building, const RectoBreakState *first, const RectoBreakState *next)
{
    for (guint i = first->box; i < next->box; i++) {
        RectoSpot spot;
        RectoNoteRange tail = building->fill.tail;
        if (building->boxes->boxes[i].floats && i >= next->put_off)
            continue;
        recto_fill_add(building->boxes, &building->fill, i, FALSE, building->page->depth, &spot);
        place_box(building, i, &spot, tail);
    }
}

static const RectoVItem *last_item(const Building *building)
{
    const RectoBoxes *boxes = building->boxes;
    if (building->fill.n)
        return &g_array_index(boxes->list->items, RectoVItem, boxes->boxes[building->fill.last].item);
    const RectoNoteLine *line = &g_array_index(boxes->lines, RectoNoteLine, building->fill.tail.first);
    return &g_array_index(line->list->items, RectoVItem, line->item);
}

static RectoPlacedPage *build_page(const RectoBoxes *boxes, const RectoBreakState *first, const RectoBreakState *next,
                                   RectoDiagnostics *diagnostics)
{
    RectoPlacedPage *page = placed_page_new(recto_search_depth(boxes, first));
    Building building = {boxes, page, recto_fill_begin(first)};
    place_waiting(&building, first);
    place_text(&building, first, next);
    guint cut = recto_fill_cut(boxes, &building.fill, page->depth);
    place_notes(boxes, page, (RectoNoteRange){building.fill.tail.first, cut, 0});
    gint64 used = recto_fill_used(boxes, &building.fill, cut);
    if (used > page->depth)
        report_too_tall(last_item(&building), used - page->depth, diagnostics);
    page->filled = (RectoLength)building.fill.y;
    page->cost = recto_search_page_cost(boxes, &building.fill, first, next);
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
