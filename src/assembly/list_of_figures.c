/* The list of figures and tables at the bottom of the last page of contents: figures first, then tables, each in
 * order. */
#include "assembly/compose.h"

void recto_listed_figure_clear(gpointer data)
{
    RectoListedRow *row = data;
    g_clear_pointer(&row->title, recto_fragment_free);
}

static const RectoListedFigure *listed_at(const RectoCompose *compose, guint index)
{
    return &g_array_index(compose->flow->listed, RectoListedFigure, index);
}

static RectoListedRow *row_at(const RectoCompose *compose, guint index)
{
    return &g_array_index(compose->listed_rows, RectoListedRow, index);
}

/* Creates TOCI { Reference { Link } }. */
static void add_row(RectoCompose *compose, RectoElement *toc, guint index, RectoSlot label_slot)
{
    const RectoStyle *style = compose->style;
    const RectoListedFigure *listed = listed_at(compose, index);
    RectoListedRow row = {.listed = index, .label_slot = label_slot};
    RectoElement *item = recto_compose_element(compose, toc, RECTO_ROLE_TOCI, NULL);
    RectoElement *reference = recto_compose_element(compose, item, RECTO_ROLE_REFERENCE, NULL);
    row.link = recto_compose_element(compose, reference, RECTO_ROLE_LINK, &row.slot);
    g_autofree char *words = g_strdup_printf("%s\u2003%s ", listed->label, listed->title);
    row.title = recto_compose_fragment(compose, words, &style->contents_listed, style->page_right - style->page_column,
                                       row.slot, RECTO_ARTIFACT_LAYOUT, &row.lines);
    g_array_append_val(compose->listed_rows, row);
}

/* Adds a list inside the contents, with the name of its kind as title. */
static void add_kind(RectoCompose *compose, gboolean table)
{
    RectoElement *toc = NULL;
    RectoSlot label = RECTO_SLOT_NONE;
    for (guint i = 0; i < compose->flow->listed->len; i++) {
        if (listed_at(compose, i)->table != table)
            continue;
        if (!toc) {
            toc = recto_compose_element(compose, compose->flow->contents, RECTO_ROLE_TOC, NULL);
            recto_compose_element(compose, toc, RECTO_ROLE_CAPTION, &label);
        }
        add_row(compose, toc, i, label);
        label = RECTO_SLOT_NONE;
    }
}

/* Returns the height of the rows from `first` on that fit into `most`; `*ret_end` receives the index after the last of
 * them. */
static RectoLength fill(const RectoCompose *compose, guint first, RectoLength most, guint *ret_end)
{
    RectoLength leading = compose->style->contents_listed.leading, height = 0;
    guint i = first;
    for (; i < compose->listed_rows->len; i++) {
        RectoLength row = (RectoLength)row_at(compose, i)->lines * leading;
        if (i > first && height + row > most)
            break;
        height += row;
    }
    *ret_end = i;
    return height;
}

static void place(const RectoCompose *compose, guint first, guint end, guint page, RectoLength y)
{
    for (guint i = first; i < end; i++) {
        RectoListedRow *row = row_at(compose, i);
        row->page = page;
        row->y = y;
        y += (RectoLength)row->lines * compose->style->contents_listed.leading;
    }
}

void recto_listed_figures_build(RectoCompose *compose)
{
    int least = compose->style->contents_listed_min;
    if (least <= 0 || (int)compose->flow->listed->len < least)
        return;
    add_kind(compose, FALSE);
    add_kind(compose, TRUE);
}

static RectoLength last_baseline(const RectoCompose *compose)
{
    return compose->style->page_text_bottom - RECTO_BASELINE_RISE;
}

/* Returns the first baseline: the rows end at the position that the style gives or, if there are too many, at the end
 * of the text area. */
static RectoLength first_baseline(const RectoCompose *compose, RectoLength height, RectoLength y)
{
    const RectoStyle *style = compose->style;
    RectoLength leading = style->contents_listed.leading, least = y + style->contents_listed_gap + leading;
    RectoLength wanted = MAX(style->contents_listed_last - height + leading, least);
    return wanted + height - leading <= last_baseline(compose) ? wanted : 0;
}

gboolean recto_listed_figures_fit(const RectoCompose *compose, RectoLength y)
{
    guint end = 0;
    RectoLength height = fill(compose, 0, RECTO_LENGTH_MAX / 2, &end);
    return !height || first_baseline(compose, height, y);
}

void recto_listed_figures_place(RectoCompose *compose, RectoLength y)
{
    const RectoStyle *style = compose->style;
    guint end = 0;
    RectoLength height = fill(compose, 0, RECTO_LENGTH_MAX / 2, &end);
    if (compose->contents_pages && recto_listed_figures_fit(compose, y)) {
        place(compose, 0, end, compose->contents_pages - 1, first_baseline(compose, height, y));
        return;
    }
    RectoLength top = style->page_text_top + style->page_unit - RECTO_BASELINE_RISE;
    for (guint first = 0; first < compose->listed_rows->len; first = end) {
        fill(compose, first, last_baseline(compose) - top + style->contents_listed.leading, &end);
        place(compose, first, end, compose->contents_pages++, top);
    }
}

/* ---- once the pages are numbered ---- */

/* Records that the destinations of a text page are on page `page`, from 1. */
static void note_places(const RectoSheet *sheet, guint page, GHashTable *pages)
{
    for (guint b = 0; b < sheet->placed->boxes->len; b++) {
        guint index = g_array_index(sheet->placed->boxes, RectoPlacedBox, b).item;
        const RectoFragment *fragment = g_array_index(sheet->list->items, RectoVItem, index).fragment;
        for (guint k = 0; fragment && k < fragment->items->len; k++) {
            const RectoItem *item = &g_array_index(fragment->items, RectoItem, k);
            if (item->kind == RECTO_ITEM_DEST)
                g_hash_table_insert(pages, (gpointer)item->dest.name, GUINT_TO_POINTER(page));
        }
    }
}

void recto_listed_figures_find(RectoCompose *compose)
{
    guint before = (compose->cover != RECTO_COVER_NONE) + compose->contents_pages;
    if (!compose->listed_rows->len)
        return;
    g_autoptr(GHashTable) pages = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < compose->sheets->len; i++)
        note_places(&g_array_index(compose->sheets, RectoSheet, i), before + i + 1, pages);
    compose->listed_pages = g_new0(guint, compose->flow->listed->len);
    for (guint i = 0; i < compose->flow->listed->len; i++)
        compose->listed_pages[i] = GPOINTER_TO_UINT(g_hash_table_lookup(pages, listed_at(compose, i)->dest));
}

static void put_link(RectoCompose *compose, RectoPage *page, const RectoListedRow *row, const char *number)
{
    const RectoStyle *style = compose->style;
    const RectoListedFigure *listed = listed_at(compose, row->listed);
    RectoLength leading = style->contents_listed.leading;
    g_autofree char *contents = g_strdup_printf("%s, %s, %s %s", listed->label, listed->title,
                                                recto_strings_get(compose->layout->strings, "page"), number);
    guint link = recto_pages_add_link(compose->layout->pages, NULL, listed->dest, contents, row->link, RECTO_NO_SPAN);
    g_autoptr(RectoFragment) area = recto_fragment_new();
    recto_fragment_add_link(area, link, 0, RECTO_BASELINE_RISE - leading,
                            style->page_column + recto_fragment_right(row->title) - style->contents_page_x,
                            (RectoLength)row->lines * leading, RECTO_NO_SPAN);
    recto_page_place(page, area, style->contents_page_x, row->y);
}

static void put_row(RectoCompose *compose, RectoPage *page, const RectoListedRow *row)
{
    const RectoStyle *style = compose->style;
    const RectoStrings *strings = compose->layout->strings;
    if (row->label_slot) {
        const char *kind = recto_strings_get(strings, listed_at(compose, row->listed)->table ? "tables" : "figures");
        RectoPosition at = {style->page_left, row->y, style->contents_page_x - style->page_left};
        recto_compose_words(compose, page, kind, &style->contents_listed_label, at, row->label_slot,
                            RECTO_ARTIFACT_LAYOUT);
    }
    guint target = compose->listed_pages[row->listed];
    g_autofree char *number = g_strdup_printf("%u", target);
    RectoPosition at = {style->contents_page_x, row->y, style->page_column - style->contents_page_x};
    recto_page_place(page, row->title, style->page_column, row->y);
    if (!target)
        return;
    recto_compose_words(compose, page, number, &style->contents_listed, at, row->slot, RECTO_ARTIFACT_LAYOUT);
    put_link(compose, page, row, number);
}

void recto_listed_figures_draw(RectoCompose *compose, RectoPage *page, guint number)
{
    for (guint i = 0; i < compose->listed_rows->len; i++)
        if (row_at(compose, i)->page == number)
            put_row(compose, page, row_at(compose, i));
}
