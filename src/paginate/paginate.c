/* Builds placed pages from the best breaks that the search has found (paginate.h). */
#include "paginate/column_pages.h"
#include "paginate/break_search.h"

static void placed_page_free(gpointer data)
{
    RectoPlacedPage *page = data;
    g_array_unref(page->boxes);
    g_array_unref(page->notes);
    g_free(page);
}

RectoPlacedPage *recto_placed_page_new(RectoLength depth)
{
    RectoPlacedPage *page = g_new0(RectoPlacedPage, 1);
    page->boxes = g_array_new(FALSE, FALSE, sizeof(RectoPlacedBox));
    page->notes = g_array_new(FALSE, FALSE, sizeof(RectoPlacedNote));
    page->depth = depth;
    return page;
}

GPtrArray *recto_placed_pages_new(void)
{
    return g_ptr_array_new_with_free_func(placed_page_free);
}

static void report_too_tall(const RectoVItem *item, gint64 excess, RectoDiagnostics *diagnostics)
{
    recto_diagnose(diagnostics, RECTO_CODE_TOO_TALL, item->span, "block is %d pt too tall for its page",
                   (int)((excess + RECTO_POINT - 1) / RECTO_POINT));
}

static void place_notes(const RectoBoxes *boxes, RectoPlacedPage *page, RectoNoteRange range)
{
    if (range.first >= range.end)
        return;
    gint64 top = g_array_index(boxes->lines, RectoNoteLine, range.first).top;
    for (guint i = range.first; i < range.end; i++) {
        const RectoNoteLine *line = &g_array_index(boxes->lines, RectoNoteLine, i);
        const RectoVItem *item = &g_array_index(line->list->items, RectoVItem, line->item);
        RectoPlacedNote placed = {
            .list = line->list,
            .item = line->item,
            .y = page->notes_height + (RectoLength)(line->top - top),
            .heads = page->notes->len == 0,
            .x = item->x,
            .columns = item->columns,
        };
        g_array_append_val(page->notes, placed);
    }
    page->notes_height += (RectoLength)recto_notes_height(boxes, range);
}

typedef struct {
    const RectoBoxes *boxes;
    RectoPlacedPage *page;
    RectoPageFill fill;
    RectoLength depth; /* depth of the page without the additional line */
} Building;

/* Puts down a box that was added to the page; the footnotes before its own are whole now. */
static void place_box(Building *building, guint index, const RectoSpot *spot, RectoNoteRange tail)
{
    const RectoBoxJoint *box = &building->boxes->boxes[index];
    RectoPlacedBox placed = {box->item, (RectoLength)spot->y, spot->repeat,
                             g_array_index(building->boxes->list->items, RectoVItem, box->item).x};
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
        recto_fill_add(building->boxes, &building->fill, i, FALSE, building->depth, &spot);
        place_box(building, i, &spot, tail);
    }
}

/* ---- changes to a filled page ---- */

/* Replaces the lines of a paragraph on the page by a variation and moves the boxes after it. */
static void set_otherwise(const RectoBoxes *boxes, GArray *placed, const RectoVVariation *choice,
                          const RectoVAlternative *way)
{
    guint at = 0;
    while (g_array_index(placed, RectoPlacedBox, at).item != choice->first)
        at++;
    RectoLength top = g_array_index(placed, RectoPlacedBox, at).y, unit = boxes->shape->unit;
    RectoLength shift = ((RectoLength)way->n - (RectoLength)choice->n) * unit;
    for (guint i = at + choice->n; i < placed->len; i++)
        g_array_index(placed, RectoPlacedBox, i).y += shift;
    g_array_remove_range(placed, at, choice->n);
    for (guint i = 0; i < way->n; i++) {
        RectoPlacedBox box = {way->item + i, top + (RectoLength)i * unit, NULL, 0};
        g_array_insert_val(placed, at + i, box);
    }
}

/* The cheapest of the paragraphs that are whole on the page. */
static void vary(Building *building, const RectoBreakState *first, const RectoBreakState *next)
{
    const RectoBoxes *boxes = building->boxes;
    const RectoVariationCosts *wanted = next->varied < 0 ? &building->fill.shorter : &building->fill.longer;
    gboolean taken[RECTO_MOST_VARIED] = {FALSE};
    for (guint i = first->box; next->varied && i < next->box; i++) {
        const RectoVVariation *choice = boxes->boxes[i].choice;
        if (!choice || i + 1 - choice->n < building->fill.first)
            continue;
        const RectoVAlternative *way = next->varied < 0 ? &choice->shorter : &choice->longer;
        for (guint k = 0; way->n && k < (guint)ABS(next->varied); k++) {
            if (taken[k] || wanted->cost[k] != way->cost)
                continue;
            taken[k] = TRUE;
            set_otherwise(boxes, building->page->boxes, choice, way);
            break;
        }
    }
    building->fill.y += next->varied * boxes->shape->unit;
}

static const RectoVItem *item_at(const Building *building, guint placed)
{
    guint item = g_array_index(building->page->boxes, RectoPlacedBox, placed).item;
    return &g_array_index(building->boxes->list->items, RectoVItem, item);
}

/* If a page ends with a line off the grid, raises the first gap after the last box on the grid, so that the line
 * moves onto the grid. */
static void align_to_grid(Building *building)
{
    GArray *placed = building->page->boxes;
    gint64 unit = building->boxes->shape->unit, missing = unit > 0 ? (unit - building->fill.y % unit) % unit : 0;
    guint n = placed->len, from = n;
    if (!missing || n < 2 || item_at(building, n - 1)->line.content != RECTO_V_TEXT_LINE)
        return;
    while (from > 0 &&
           !(item_at(building, from - 1)->grid && g_array_index(placed, RectoPlacedBox, from - 1).y % unit == 0))
        from--;
    for (from = MAX(from, 1); from < n; from++) {
        const RectoPlacedBox *above = &g_array_index(placed, RectoPlacedBox, from - 1);
        if (above[1].y > above->y + item_at(building, from - 1)->height)
            break;
    }
    for (guint i = from; i < n; i++)
        g_array_index(placed, RectoPlacedBox, i).y += (RectoLength)missing;
    building->fill.y += from < n ? missing : 0;
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
    RectoPlacedPage *page = recto_placed_page_new(recto_search_page_depth(boxes, first, next));
    Building building = {boxes, page, recto_fill_begin(first), recto_search_depth(boxes, first)};
    place_waiting(&building, first);
    place_text(&building, first, next);
    gint64 varied = recto_vary_cost(&building.fill, next->varied);
    vary(&building, first, next);
    if (next->box < boxes->n_boxes)
        align_to_grid(&building);
    guint cut = recto_fill_cut(boxes, &building.fill, page->depth);
    place_notes(boxes, page, (RectoNoteRange){building.fill.tail.first, cut, 0});
    gint64 used = recto_fill_used(boxes, &building.fill, cut);
    if (used > page->depth)
        report_too_tall(last_item(&building), used - page->depth, diagnostics);
    page->filled = (RectoLength)building.fill.y;
    page->cost = varied + recto_search_page_cost(boxes, &building.fill, first, next);
    return page;
}

/* Whether the first box is too tall for a page that begins low, but not for others. */
static gboolean needs_whole_page(const RectoVList *list, const RectoPageShape *shape)
{
    guint i = 0;
    while (i < list->items->len && g_array_index(list->items, RectoVItem, i).kind != RECTO_V_BOX)
        i++;
    if (i == list->items->len)
        return FALSE;
    RectoLength height = g_array_index(list->items, RectoVItem, i).height;
    return height > shape->first_depth && height <= shape->depth;
}

/* The first page has nothing but what opens the chapter. */
static GPtrArray *paginate_after_opening(const RectoVList *list, const RectoPageShape *shape,
                                         RectoDiagnostics *diagnostics)
{
    RectoPageShape rest = *shape;
    rest.first_depth = shape->depth;
    rest.begins = shape->alike ? (shape->begins + 1) % shape->alike : 0;
    GPtrArray *pages = recto_paginate_stretch(list, &rest, diagnostics);
    g_ptr_array_insert(pages, 0, recto_placed_page_new(shape->first_depth));
    return pages;
}

GPtrArray *recto_paginate(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics)
{
    if (list->pitch)
        return recto_paginate_columns(list, shape, diagnostics);
    if (needs_whole_page(list, shape))
        return paginate_after_opening(list, shape, diagnostics);
    return recto_paginate_stretch(list, shape, diagnostics);
}

GPtrArray *recto_paginate_stretch(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics)
{
    RectoBoxes boxes;
    recto_boxes_init(&boxes, list, shape);
    g_autoptr(GArray) way = recto_search(&boxes);
    GPtrArray *pages = recto_placed_pages_new();
    for (guint i = 0; i + 1 < way->len; i++) {
        const RectoBreakState *first = &g_array_index(way, RectoBreakState, i);
        g_ptr_array_add(pages, build_page(&boxes, first, first + 1, diagnostics));
    }
    if (pages->len == 0)
        g_ptr_array_add(pages, recto_placed_page_new(shape->first_depth));
    recto_boxes_clear(&boxes);
    return pages;
}
