/* recto check: reports rules that the pages do not meet, and finds the page of every diagnostic. */
#include "assembly/compose.h"

/* A page before the last with less than this part of the text area filled, per mille, is reported. */
#define SHORT_PAGE 333

static const RectoVItem *item_of(const RectoVList *list, const RectoPlacedPage *placed, guint box)
{
    return &g_array_index(list->items, RectoVItem, g_array_index(placed->boxes, RectoPlacedBox, box).item);
}

/* Records the source locations of the characters in the page's boxes. */
static void remember_places(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed, guint page)
{
    for (guint i = 0; i < placed->boxes->len; i++) {
        const RectoVItem *item = item_of(list, placed, i);
        for (guint k = 0; item->fragment && k < item->fragment->items->len; k++) {
            const RectoItem *mark = &g_array_index(item->fragment->items, RectoItem, k);
            RectoSourcePlace place = {mark->span, page};
            if (mark->span.line && mark->kind != RECTO_ITEM_LINK)
                g_array_append_val(compose->places, place);
        }
    }
}

/* The content between two breaks: a page or, in two-column text, one column. Contains the boxes from `from` up to but
 * not including `end`. */
typedef struct {
    guint from, end;
    gboolean column;
    gboolean first, last; /* TRUE if no text precedes it, or follows it */
} PageSection;

static void check_part(RectoDiagnostics *diagnostics, const RectoVList *list, const RectoPlacedPage *placed,
                       const PageSection *part)
{
    const RectoVItem *head = item_of(list, placed, part->from), *foot = item_of(list, placed, part->end - 1);
    const char *whole = part->column ? "column" : "page";
    if (!part->first && head->line.content == RECTO_V_TEXT_LINE && head->line.of > 1 &&
        head->line.number == head->line.of)
        recto_diagnose(diagnostics, RECTO_CODE_WIDOW, head->span,
                       "the last line of a paragraph is alone at the top of its %s", whole);
    if (part->last)
        return;
    if (foot->line.content == RECTO_V_TEXT_LINE && foot->line.of > 1 && foot->line.number == 1)
        recto_diagnose(diagnostics, RECTO_CODE_ORPHAN, foot->span,
                       "the first line of a paragraph is alone at the bottom of its %s", whole);
    if (foot->line.content == RECTO_V_HEADING_LINE)
        recto_diagnose(diagnostics, RECTO_CODE_STRANDED_HEADING, foot->span,
                       "heading is at the bottom of its %s, without its text", whole);
}

/* Checks a page; a column ends where the next box is higher than the one before. */
static void check_breaks(RectoDiagnostics *diagnostics, const RectoVList *list, const RectoPlacedPage *placed,
                         gboolean first, gboolean last)
{
    const RectoPlacedBox *boxes = &g_array_index(placed->boxes, RectoPlacedBox, 0);
    guint n = placed->boxes->len;
    for (guint from = 0, end; from < n; from = end) {
        for (end = from + 1; end < n && boxes[end].y >= boxes[end - 1].y;)
            end++;
        PageSection part = {from, end, from > 0 || end < n, first && from == 0, last && end == n};
        check_part(diagnostics, list, placed, &part);
    }
}

static void check_depth(const RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                        gboolean first, gboolean last)
{
    RectoDiagnostics *diagnostics = compose->layout->diagnostics;
    RectoSpan span = item_of(list, placed, 0)->span;
    RectoLength unit = MAX(compose->style->page_unit, 1), used = placed->filled + placed->notes_height;
    if (!last && (gint64)used * 1000 < (gint64)placed->depth * SHORT_PAGE)
        recto_diagnose(diagnostics, RECTO_CODE_SHORT_PAGE, span, "only %d %% of the page is filled",
                       (int)((gint64)used * 100 / MAX(placed->depth, 1)));
    if (last && !first && used < compose->style->page_last_lines * unit)
        recto_diagnose(diagnostics, RECTO_CODE_SHORT_END, span, "the text ends with %d lines on the last page",
                       (int)((used + unit / 2) / unit));
}

void recto_compose_check_page(RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed,
                              gboolean first, gboolean last)
{
    if (!compose->layout->check || placed->boxes->len == 0)
        return;
    remember_places(compose, list, placed, compose->layout->pages->pages->len - 1);
    check_breaks(compose->layout->diagnostics, list, placed, first, last);
    check_depth(compose, list, placed, first, last);
}

static gint compare_places(gconstpointer a, gconstpointer b)
{
    const RectoSourcePlace *one = a, *other = b;
    if (one->span.file != other->span.file)
        return one->span.file < other->span.file ? -1 : 1;
    if (one->span.line != other->span.line)
        return one->span.line < other->span.line ? -1 : 1;
    if (one->span.column != other->span.column)
        return one->span.column < other->span.column ? -1 : 1;
    return (one->page > other->page) - (one->page < other->page);
}

/* Returns the last location at or before the span on its line, or else the first after it. */
static const RectoSourcePlace *find_place(const GArray *places, RectoSpan span)
{
    RectoSourcePlace key = {span, G_MAXUINT};
    guint low = 0, high = places->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (compare_places(&g_array_index(places, RectoSourcePlace, middle), &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (guint i = low > 0 ? low - 1 : 0; i < places->len && i <= low; i++) {
        const RectoSourcePlace *place = &g_array_index(places, RectoSourcePlace, i);
        if (place->span.file == span.file && place->span.line == span.line)
            return place;
    }
    return NULL;
}

void recto_compose_check_end(RectoCompose *compose)
{
    RectoDiagnostics *diagnostics = compose->layout->diagnostics;
    if (!compose->layout->check)
        return;
    g_array_sort(compose->places, compare_places);
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(diagnostics);
    for (guint i = 0; i < all->len; i++) {
        const RectoDiagnostic *diagnostic = g_ptr_array_index(all, i);
        const RectoSourcePlace *place = find_place(compose->places, diagnostic->span);
        if (place)
            recto_diagnostics_set_page(diagnostics, diagnostic,
                                       recto_pages_page(compose->layout->pages, place->page)->label);
    }
}
