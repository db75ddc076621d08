/* Paginates lists that have two columns in some parts. The list is divided where columns begin and end. Each section
 * is broken separately, with all its columns at once, into the space that the section before left on its page. The
 * columns of its last page are made as short as the rules allow. */
#include "paginate/column_pages.h"
#include "paginate/break_search.h"

typedef struct {
    guint from, end; /* items; it begins with a box */
    gboolean columns;
    gint64 gap; /* gap above the section */
    gboolean forced;
    gint64 need; /* minimum depth for its beginning, including the content kept together with it */
} ColumnSection;

typedef struct {
    const RectoVList *list;
    const RectoPageShape *shape;
    RectoDiagnostics *diagnostics;
    GPtrArray *pages;
    RectoPlacedPage *page; /* the last of them */
    RectoLength y;         /* depth of the page that is already used */
    RectoLength foot;      /* depth used by full-width footnotes, including the gap above them */
} Making;

static const RectoVItem *item_at(const RectoVList *list, guint index)
{
    return &g_array_index(list->items, RectoVItem, index);
}

static gint64 to_unit(const RectoPageShape *shape, gint64 y)
{
    gint64 unit = MAX(shape->unit, 1);
    return (y + unit - 1) / unit * unit;
}

/* ---- stretches ---- */

static gint64 box_need(const RectoPageShape *shape, const RectoVItem *item)
{
    gint64 height = item->height;
    for (guint i = 0; item->notes && i < item->notes->len; i++)
        height += recto_vlist_height(g_ptr_array_index(item->notes, i)) + (i ? 0 : shape->notes_gap);
    return height;
}

/* Returns the index after the first boxes, which no page break may separate. Sets *ret_open if this group continues
 * after the section. */
static guint group_end(const RectoVList *list, guint from, guint end, gboolean *ret_open)
{
    gboolean forbidden = FALSE, forced = FALSE;
    for (guint i = from; i < end; i++) {
        const RectoVItem *item = item_at(list, i);
        if (item->kind == RECTO_V_BOX && i > from && (forced || !forbidden))
            return *ret_open = FALSE, i;
        if (item->kind == RECTO_V_BOX)
            forbidden = forced = FALSE;
        forbidden |= item->kind == RECTO_V_PENALTY && item->penalty >= RECTO_VPENALTY_NEVER;
        forced |= item->kind == RECTO_V_PENALTY && item->penalty <= RECTO_VPENALTY_FORCE;
    }
    *ret_open = forbidden && !forced;
    return end;
}

static void add_stretch(const RectoVList *list, GArray *stretches, guint from, guint end, gboolean columns)
{
    ColumnSection stretch = {.from = from, .end = end, .columns = columns};
    for (guint i = from; i-- > 0 && item_at(list, i)->kind != RECTO_V_BOX;) {
        const RectoVItem *item = item_at(list, i);
        stretch.gap += item->kind == RECTO_V_GLUE ? item->height : 0;
        stretch.forced |= item->kind == RECTO_V_PENALTY && item->penalty <= RECTO_VPENALTY_FORCE;
    }
    g_array_append_val(stretches, stretch);
}

/* Adds a section. A tail that ends with a forbidden breakpoint (a heading over columns) becomes a section of its own,
 * so that it can move to the next page with the following content. */
static void add_with_tail(const RectoVList *list, GArray *stretches, guint from, guint end, gboolean columns)
{
    guint tail = from, next = from;
    gboolean open = FALSE;
    while (!columns && next < end) {
        tail = next;
        next = group_end(list, tail, end, &open);
    }
    if (open && tail > from)
        add_stretch(list, stretches, from, tail, columns);
    add_stretch(list, stretches, open ? tail : from, end, columns);
}

static void add_needs(const RectoVList *list, const RectoPageShape *shape, GArray *stretches)
{
    gint64 below = 0;
    for (guint s = stretches->len; s-- > 0;) {
        ColumnSection *stretch = &g_array_index(stretches, ColumnSection, s);
        gboolean open;
        guint end = group_end(list, stretch->from, stretch->end, &open);
        for (guint i = stretch->from; i < end; i++) {
            const RectoVItem *item = item_at(list, i);
            stretch->need += item->kind == RECTO_V_BOX ? box_need(shape, item) : 0;
            stretch->need += item->kind == RECTO_V_GLUE && (open || i + 1 < end) ? item->height : 0;
        }
        stretch->need = to_unit(shape, stretch->need) + (open ? below : 0);
        below = stretch->need;
    }
}

static GArray *cut_list(const RectoVList *list, const RectoPageShape *shape)
{
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(ColumnSection));
    guint from = 0, n = list->items->len;
    gboolean any = FALSE, columns = FALSE;
    for (guint i = 0; i < n; i++) {
        const RectoVItem *item = item_at(list, i);
        gboolean in_columns = item->columns == RECTO_V_COLUMN;
        if (item->kind != RECTO_V_BOX || (any && in_columns == columns))
            continue;
        if (any)
            add_with_tail(list, stretches, from, i, columns);
        from = i;
        columns = in_columns;
        any = TRUE;
    }
    if (any)
        add_with_tail(list, stretches, from, n, columns);
    add_needs(list, shape, stretches);
    return stretches;
}

/* ---- a part of the list ---- */

/* The items are borrowed. */
static RectoVList *view_new(const RectoVList *list, guint from, guint end, gboolean columns)
{
    RectoVList *view = g_new0(RectoVList, 1);
    view->items = g_array_new(FALSE, FALSE, sizeof(RectoVItem));
    view->choices = g_array_new(FALSE, FALSE, sizeof(RectoVVariation));
    g_array_append_vals(view->items, item_at(list, from), end - from);
    for (guint i = 0; columns && i < view->items->len; i++)
        g_array_index(view->items, RectoVItem, i).floats = FALSE;
    for (guint i = 0; i < list->choices->len; i++) {
        RectoVVariation choice = g_array_index(list->choices, RectoVVariation, i);
        if (choice.first < from || choice.first >= end)
            continue;
        choice.first -= from;
        choice.shorter.item -= choice.shorter.n ? from : 0;
        choice.longer.item -= choice.longer.n ? from : 0;
        g_array_append_val(view->choices, choice);
    }
    return view;
}

static void view_free(RectoVList *view)
{
    g_array_unref(view->items);
    g_array_unref(view->choices);
    g_free(view);
}

/* Returns the header that the table of the box before `from` repeats on a new page, or NULL at the start of the
 * section. */
static const RectoVRepeat *repeat_before(const RectoVList *list, const ColumnSection *stretch, guint from)
{
    while (from-- > stretch->from)
        if (item_at(list, from)->kind == RECTO_V_BOX)
            return item_at(list, from)->repeat;
    return NULL;
}

/* The stretch from item `from` on. */
static GPtrArray *break_view(const Making *making, const ColumnSection *stretch, guint from,
                             const RectoPageShape *shape, gboolean columns, RectoDiagnostics *diagnostics)
{
    RectoVList *view = view_new(making->list, from, stretch->end, columns);
    view->before = repeat_before(making->list, stretch, from);
    GPtrArray *pages = recto_paginate_stretch(view, shape, diagnostics);
    for (guint i = 0; i < pages->len; i++) {
        GArray *boxes = ((RectoPlacedPage *)g_ptr_array_index(pages, i))->boxes;
        for (guint k = 0; k < boxes->len; k++)
            g_array_index(boxes, RectoPlacedBox, k).item += from;
    }
    view_free(view);
    return pages;
}

/* ---- pages ---- */

static void begin_page(Making *making)
{
    const RectoPageShape *shape = making->shape;
    making->page = recto_placed_page_new(making->pages->len ? shape->depth : shape->first_depth);
    g_ptr_array_add(making->pages, making->page);
    making->y = making->foot = 0;
}

static RectoLength room(const Making *making)
{
    RectoLength unit = MAX(making->shape->unit, 1);
    return MAX((making->page->depth - making->y - making->foot) / unit, 0) * unit;
}

static void copy_boxes(Making *making, const RectoPlacedPage *part, RectoLength x)
{
    for (guint i = 0; i < part->boxes->len; i++) {
        RectoPlacedBox box = g_array_index(part->boxes, RectoPlacedBox, i);
        box.x = x + item_at(making->list, box.item)->x;
        box.y += making->y;
        g_array_append_val(making->page->boxes, box);
    }
    making->page->cost += part->cost;
}

/* Copies the footnotes of a column to its bottom. Their positions count from the top of the page's footnotes, which
 * moves with them. */
static void copy_column_notes(Making *making, const RectoPlacedPage *part, RectoLength x)
{
    RectoPlacedPage *page = making->page;
    RectoLength top = making->y + part->depth - part->notes_height - (page->depth - page->notes_height);
    for (guint i = 0; i < part->notes->len; i++) {
        RectoPlacedNote note = g_array_index(part->notes, RectoPlacedNote, i);
        note.x = x;
        note.y += top;
        note.columns = RECTO_V_COLUMN;
        g_array_append_val(page->notes, note);
    }
}

/* Copies the footnotes of a full-width section to the bottom of the page, below those of the sections before. */
static void copy_foot(Making *making, const RectoPlacedPage *part)
{
    RectoPlacedPage *page = making->page;
    if (!part->notes->len)
        return;
    RectoLength before = making->foot ? page->notes_height : 0;
    for (guint i = 0; i < page->notes->len; i++) {
        RectoPlacedNote *note = &g_array_index(page->notes, RectoPlacedNote, i);
        note->y += note->columns == RECTO_V_COLUMN ? part->notes_height : 0;
    }
    for (guint i = 0; i < part->notes->len; i++) {
        RectoPlacedNote note = g_array_index(part->notes, RectoPlacedNote, i);
        note.y += before;
        note.heads = note.heads && !before;
        g_array_append_val(page->notes, note);
    }
    page->notes_height += part->notes_height;
    making->foot += part->notes_height + (before ? 0 : making->shape->notes_gap);
}

/* Whether one of the parts is fuller than it may be, with the footnotes below it. */
static gboolean is_too_full(const GPtrArray *parts, const RectoPageShape *shape)
{
    for (guint i = 0; i < parts->len; i++) {
        const RectoPlacedPage *part = g_ptr_array_index(parts, i);
        gint64 notes = part->notes->len ? (gint64)part->notes_height + shape->notes_gap : 0;
        if (part->filled > part->depth || notes > part->depth)
            return TRUE;
    }
    return FALSE;
}

/* Breaks a section. It begins in the rest of the page, or on a new page if a part of it is too tall for the rest. */
static GPtrArray *break_stretch(Making *making, const ColumnSection *stretch, RectoPageShape *shape, gboolean columns)
{
    g_autoptr(RectoDiagnostics) ignored = recto_diagnostics_new();
    GPtrArray *parts = break_view(making, stretch, stretch->from, shape, columns, ignored);
    if (!is_too_full(parts, shape))
        return parts;
    g_ptr_array_unref(parts);
    if (making->y || making->page->depth < making->shape->depth) {
        making->page->filled = making->y;
        begin_page(making);
        shape->first_depth = room(making);
    }
    return break_view(making, stretch, stretch->from, shape, columns, making->diagnostics);
}

/* ---- one column ---- */

static void put_text(Making *making, const ColumnSection *stretch, gboolean last)
{
    RectoPageShape shape = *making->shape;
    shape.first_depth = MAX(room(making), shape.unit);
    shape.alike = 0;
    shape.last_lines = last && making->y == 0 ? shape.last_lines : 0;
    g_autoptr(GPtrArray) parts = break_stretch(making, stretch, &shape, FALSE);
    for (guint i = 0; i < parts->len; i++) {
        const RectoPlacedPage *part = g_ptr_array_index(parts, i);
        if (i) {
            making->page->filled = making->y;
            begin_page(making);
        }
        copy_boxes(making, part, 0);
        copy_foot(making, part);
        making->y += part->filled;
    }
}

/* ---- two columns ---- */

static gboolean is_good(const GPtrArray *columns, const RectoPageShape *shape)
{
    for (guint i = 0; i < columns->len; i++) {
        const RectoPlacedPage *column = g_ptr_array_index(columns, i);
        if (column->cost >= RECTO_COST_FORBIDDEN || column->filled > shape->first_depth)
            return FALSE;
    }
    return columns->len <= 2;
}

/* Returns TRUE if a footnote continues in the columns from `first` on. */
static gboolean goes_on(const Making *making, const GPtrArray *columns, guint first)
{
    guint n = 0;
    for (guint i = first; i < columns->len; i++) {
        const RectoPlacedPage *column = g_ptr_array_index(columns, i);
        n += column->notes->len;
        for (guint k = 0; k < column->boxes->len; k++) {
            const GPtrArray *notes = item_at(making->list, g_array_index(column->boxes, RectoPlacedBox, k).item)->notes;
            for (guint m = 0; notes && m < notes->len; m++) {
                const RectoVList *note = g_ptr_array_index(notes, m);
                for (guint b = 0; b < note->items->len; b++)
                    n -= item_at(note, b)->kind == RECTO_V_BOX;
            }
        }
    }
    return n != 0;
}

/* The first item of a column, as it is best set. */
static guint first_item(const RectoVList *list, const RectoPlacedPage *column)
{
    guint item = g_array_index(column->boxes, RectoPlacedBox, 0).item;
    for (guint i = 0; i < list->choices->len; i++) {
        const RectoVVariation *choice = &g_array_index(list->choices, RectoVVariation, i);
        if (item - choice->shorter.item < choice->shorter.n || item - choice->longer.item < choice->longer.n)
            return choice->first;
    }
    return item;
}

/* The lowest depth that holds what the last page has; the columns as they were when there is none that is lower. */
static void balance(const Making *making, const ColumnSection *stretch, const RectoPageShape *whole, GPtrArray *columns)
{
    guint first = (columns->len - 1) / 2 * 2;
    const RectoPlacedPage *column = g_ptr_array_index(columns, first);
    if (!column->boxes->len || goes_on(making, columns, first))
        return;
    RectoLength unit = MAX(whole->unit, 1), most = column->depth;
    guint from = first_item(making->list, column);
    gint64 used = 0;
    for (guint i = first; i < columns->len; i++) {
        column = g_ptr_array_index(columns, i);
        used += column->filled + column->notes_height;
    }
    g_autoptr(RectoDiagnostics) ignored = recto_diagnostics_new();
    for (gint64 depth = MAX(used / 2 / unit * unit - 2 * unit, unit); depth < most; depth += unit) {
        RectoPageShape shape = *whole;
        /* Nothing has room in a third column. */
        shape.first_depth = (RectoLength)depth;
        shape.depth = 0;
        g_autoptr(GPtrArray) level = break_view(making, stretch, from, &shape, TRUE, ignored);
        if (!is_good(level, &shape))
            continue;
        g_ptr_array_set_size(columns, (gint)first);
        while (level->len)
            g_ptr_array_add(columns, g_ptr_array_steal_index(level, 0));
        return;
    }
}

static void put_columns(Making *making, const ColumnSection *stretch)
{
    RectoPageShape shape = *making->shape;
    shape.first_depth = MAX(room(making), shape.unit);
    shape.first_pages = 2;
    shape.alike = 0;
    shape.last_lines = 0;
    g_autoptr(GPtrArray) columns = break_stretch(making, stretch, &shape, TRUE);
    balance(making, stretch, &shape, columns);
    gint64 deepest = 0;
    for (guint i = 0; i < columns->len; i++) {
        const RectoPlacedPage *column = g_ptr_array_index(columns, i);
        if (i % 2 == 0 && i) {
            making->page->filled = making->y + (RectoLength)deepest;
            begin_page(making);
        }
        deepest = i % 2 ? deepest : 0;
        RectoLength x = i % 2 ? making->list->pitch : 0;
        copy_boxes(making, column, x);
        copy_column_notes(making, column, x + item_at(making->list, stretch->from)->x);
        deepest = MAX(deepest, column->notes->len ? column->depth + shape.unit : column->filled);
    }
    making->y += (RectoLength)deepest;
}

GPtrArray *recto_paginate_columns(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics)
{
    Making making = {list, shape, diagnostics, recto_placed_pages_new(), NULL, 0, 0};
    g_autoptr(GArray) stretches = cut_list(list, shape);
    begin_page(&making);
    for (guint i = 0; i < stretches->len; i++) {
        const ColumnSection *stretch = &g_array_index(stretches, ColumnSection, i);
        gint64 y = making.y ? to_unit(shape, making.y + stretch->gap) : 0;
        if (making.y && (stretch->forced || y + making.foot + stretch->need > making.page->depth))
            begin_page(&making);
        else
            making.y = (RectoLength)y;
        if (stretch->columns)
            put_columns(&making, stretch);
        else
            put_text(&making, stretch, i + 1 == stretches->len);
        making.page->filled = making.y;
    }
    return making.pages;
}
