#include "paginate/paginate.h"

/* Breaking where it is forbidden, or standing a box taller than the page, outweighs all else together. */
#define COST_FORBIDDEN G_GINT64_CONSTANT(100000000000)
#define COST_UNKNOWN   G_MAXINT64
/* More boxes than any page holds; keeps lists of boxes without height from taking quadratic time. */
#define MOST_BOXES 500

/* A box and the joint below it. */
typedef struct {
    guint item;
    RectoLength height, notes; /* of the box, of its footnotes */
    gint64 gap;                /* of the joint */
    int penalty;
    gboolean grid, forced, forbidden;
} Box;

typedef struct {
    const RectoVList *list;
    const RectoPageShape *shape;
    Box *boxes;
    guint n_boxes;
    gint64 *best; /* least cost of all pages that end before a box; index n_boxes: of the whole */
    guint *from;  /* first box of the page that ends there */
} Search;

/* A page while boxes are added to it. */
typedef struct {
    gint64 y, notes;
    guint n;
} Fill;

RectoLength recto_vlist_height(const RectoVList *list)
{
    gint64 height = 0, gap = 0;
    gboolean any = FALSE;
    for (guint i = 0; i < list->items->len; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        if (item->kind == RECTO_V_GLUE && any)
            gap += item->height;
        if (item->kind != RECTO_V_BOX)
            continue;
        height += gap + item->height;
        gap = 0;
        any = TRUE;
    }
    return (RectoLength)MIN(height, RECTO_LENGTH_MAX);
}

static RectoLength notes_height(const RectoVItem *item)
{
    gint64 height = 0;
    for (guint i = 0; item->notes && i < item->notes->len; i++)
        height += recto_vlist_height(g_ptr_array_index(item->notes, i));
    return (RectoLength)MIN(height, RECTO_LENGTH_MAX);
}

static void add_to_joint(Box *box, const RectoVItem *item)
{
    if (item->kind == RECTO_V_GLUE) {
        box->gap += item->height;
    } else {
        box->forced |= item->penalty <= RECTO_PENALTY_FORCE;
        box->forbidden |= item->penalty >= RECTO_PENALTY_NEVER;
        box->penalty =
            CLAMP(box->penalty + CLAMP(item->penalty, RECTO_PENALTY_FORCE, RECTO_PENALTY_NEVER), -9999, 9999);
    }
}

static void collect(Search *search)
{
    const GArray *items = search->list->items;
    search->boxes = g_new0(Box, items->len + 1);
    for (guint i = 0; i < items->len; i++) {
        const RectoVItem *item = &g_array_index(items, RectoVItem, i);
        if (item->kind == RECTO_V_BOX) {
            Box *box = &search->boxes[search->n_boxes++];
            box->item = i;
            box->height = item->height;
            box->grid = item->grid;
            box->notes = notes_height(item);
        } else if (search->n_boxes) {
            add_to_joint(&search->boxes[search->n_boxes - 1], item);
        }
    }
}

static RectoLength depth_of(const Search *search, guint first)
{
    return first == 0 ? search->shape->first_depth : search->shape->depth;
}

/* Where a box goes below the boxes that the page has; its joint is the one above. */
static gint64 place(const Search *search, const Fill *fill, guint index)
{
    gint64 y = fill->n ? fill->y + search->boxes[index - 1].gap : 0;
    gint64 unit = search->shape->unit;
    if (search->boxes[index].grid && unit > 0 && y > 0)
        y = (y + unit - 1) / unit * unit;
    return MAX(y, 0);
}

static gint64 used(const Search *search, const Fill *fill)
{
    return fill->y + (fill->notes ? fill->notes + search->shape->notes_gap : 0);
}

/* Adds a box; FALSE when the page would be too full. The first always goes in. */
static gboolean fill_add(const Search *search, Fill *fill, guint index, RectoLength depth)
{
    const Box *box = &search->boxes[index];
    Fill next = {place(search, fill, index) + box->height, fill->notes + box->notes, fill->n + 1};
    if (fill->n && (used(search, &next) > depth || fill->n >= MOST_BOXES))
        return FALSE;
    *fill = next;
    return TRUE;
}

static gint64 cost_of_white(const Search *search, gint64 length, gint64 weight)
{
    gint64 unit = MAX(search->shape->unit, 1);
    return length <= 0 ? 0 : (weight * length * length + unit * unit / 2) / (unit * unit);
}

/* Cost of a page from `first` to `last` that is filled so. */
static gint64 page_cost(const Search *search, const Fill *fill, guint first, guint last)
{
    const Box *end = &search->boxes[last];
    gint64 length = used(search, fill), depth = depth_of(search, first);
    gint64 cost = length > depth ? COST_FORBIDDEN : 0;
    if (last + 1 == search->n_boxes) {
        gint64 wanted = first ? (gint64)search->shape->last_lines * search->shape->unit : 0;
        return cost + cost_of_white(search, MIN(wanted, depth) - length, RECTO_EMPTY_AT_END);
    }
    if (end->forced)
        return cost;
    gint64 weight = end->gap > 0 ? RECTO_EMPTY_BEFORE_GAP : RECTO_EMPTY_IN_TEXT;
    return cost + (end->forbidden ? COST_FORBIDDEN : end->penalty) + cost_of_white(search, depth - length, weight);
}

static void try_pages_from(Search *search, guint first)
{
    RectoLength depth = depth_of(search, first);
    Fill fill = {0};
    for (guint last = first; last < search->n_boxes && fill_add(search, &fill, last, depth); last++) {
        gint64 cost = search->best[first] + page_cost(search, &fill, first, last);
        /* At equal cost the longer last page, hence fewer pages. */
        if (cost < search->best[last + 1]) {
            search->best[last + 1] = cost;
            search->from[last + 1] = first;
        }
        if (search->boxes[last].forced)
            break;
    }
}

static void choose(Search *search)
{
    search->best = g_new(gint64, search->n_boxes + 1);
    search->from = g_new0(guint, search->n_boxes + 1);
    for (guint i = 0; i <= search->n_boxes; i++)
        search->best[i] = COST_UNKNOWN;
    search->best[0] = 0;
    /* Every box can begin a page, at least after a forbidden break, but for those inside what a forced break cuts. */
    for (guint i = 0; i < search->n_boxes; i++)
        if (search->best[i] != COST_UNKNOWN)
            try_pages_from(search, i);
}

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

static RectoPlacedPage *build_page(const Search *search, guint first, guint end, RectoDiagnostics *diagnostics)
{
    RectoPlacedPage *page = placed_page_new(depth_of(search, first));
    Fill fill = {0};
    for (guint i = first; i < end; i++) {
        const Box *box = &search->boxes[i];
        const RectoVItem *item = &g_array_index(search->list->items, RectoVItem, box->item);
        RectoPlacedBox placed = {box->item, (RectoLength)place(search, &fill, i)};
        fill_add(search, &fill, i, page->depth);
        g_array_append_val(page->boxes, placed);
        for (guint k = 0; item->notes && k < item->notes->len; k++)
            g_ptr_array_add(page->notes, g_ptr_array_index(item->notes, k));
        if (used(search, &fill) > page->depth)
            report_too_tall(item, used(search, &fill) - page->depth, diagnostics);
    }
    page->filled = (RectoLength)fill.y;
    page->notes_height = (RectoLength)fill.notes;
    page->cost = page_cost(search, &fill, first, end - 1);
    return page;
}

static GPtrArray *build_pages(const Search *search, RectoDiagnostics *diagnostics)
{
    GPtrArray *pages = g_ptr_array_new_with_free_func(placed_page_free);
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint end = search->n_boxes; end > 0; end = search->from[end])
        g_array_append_val(ends, end);
    guint first = 0;
    for (guint i = ends->len; i-- > 0;) {
        guint end = g_array_index(ends, guint, i);
        g_ptr_array_add(pages, build_page(search, first, end, diagnostics));
        first = end;
    }
    if (pages->len == 0)
        g_ptr_array_add(pages, placed_page_new(search->shape->first_depth));
    return pages;
}

GPtrArray *recto_paginate(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics)
{
    Search search = {.list = list, .shape = shape};
    collect(&search);
    choose(&search);
    GPtrArray *pages = build_pages(&search, diagnostics);
    g_free(search.boxes);
    g_free(search.best);
    g_free(search.from);
    return pages;
}
