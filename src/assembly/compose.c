/* Composes the pages: breaks the lists into pages and draws the content of each. */
#include "assembly/compose.h"

/* Returns the top of the text on the first page of a chapter. */
static RectoLength first_top(RectoCompose *compose, guint index)
{
    const RectoStyle *style = compose->style;
    const RectoChapter *chapter = g_ptr_array_index(compose->flow->chapters, index);
    if (chapter->part)
        return recto_part_top(compose, chapter);
    if (chapter->opener)
        return recto_compose_opener_top(compose, chapter);
    if (index > 0)
        return style->page_text_top;
    if (compose->cover != RECTO_COVER_NONE)
        return style->page_first_top;
    RectoLength top = MAX(style->page_first_top, style->lead_top) + recto_compose_title_extra(compose);
    return style->page_text_top + recto_compose_grid(compose, top - style->page_text_top);
}

static RectoLength depth_from(const RectoCompose *compose, RectoLength top, RectoLength bottom)
{
    RectoLength unit = MAX(compose->style->page_unit, 1);
    return MAX((bottom - top) / unit * unit, unit);
}

/* ---- breaking into pages ---- */

static GPtrArray *break_turned(RectoCompose *compose, const RectoLandscapeSection *turned)
{
    const RectoStyle *style = compose->flow->turned_style;
    RectoLength unit = MAX(style->page_unit, 1);
    RectoLength depth = MAX((style->page_text_bottom - style->page_text_top) / unit * unit, unit);
    RectoPageShape shape = {.first_depth = depth, .depth = depth, .unit = unit, .notes_gap = unit};
    return recto_paginate(turned->list, &shape, compose->layout->diagnostics);
}

/* Adds the pages of one list in order. Takes ownership of `pages`. */
static void add_sheets(RectoCompose *compose, guint chapter, const RectoVList *list, GPtrArray *pages, gboolean turned)
{
    for (guint i = 0; i < pages->len; i++) {
        RectoSheet sheet = {chapter, list, g_ptr_array_index(pages, i), turned, i == 0, i + 1 == pages->len};
        g_array_append_val(compose->sheets, sheet);
    }
    g_ptr_array_add(compose->broken, pages);
}

static gboolean holds_box(const RectoPlacedPage *placed, gint item)
{
    for (guint i = 0; i < placed->boxes->len; i++)
        if (g_array_index(placed->boxes, RectoPlacedBox, i).item == (guint)item)
            return TRUE;
    return FALSE;
}

/* Returns TRUE if a chapter needs pages other than landscape pages. It needs one if it has an opener. */
static gboolean is_needed(const RectoCompose *compose, guint index, const RectoChapter *chapter)
{
    gboolean title = index == 0 && compose->cover == RECTO_COVER_NONE;
    return !chapter->turned->len || chapter->opener || title || recto_vlist_height(chapter->list) > 0;
}

/* Inserts landscape pages after the page where they appear in the source, or after earlier landscape pages that follow
 * it. */
static void interleave(RectoCompose *compose, guint index, const RectoChapter *chapter, GPtrArray *pages)
{
    guint next = 0;
    for (guint i = 0; i < pages->len; i++) {
        const RectoPlacedPage *placed = g_ptr_array_index(pages, i);
        RectoSheet sheet = {index, chapter->list, placed, FALSE, i == 0, i + 1 == pages->len};
        if (i || is_needed(compose, index, chapter))
            g_array_append_val(compose->sheets, sheet);
        while (next < chapter->turned->len) {
            const RectoLandscapeSection *turned = g_ptr_array_index(chapter->turned, next);
            if (turned->after >= 0 && !holds_box(placed, turned->after) && i + 1 < pages->len)
                break;
            add_sheets(compose, index, turned->list, break_turned(compose, turned), TRUE);
            next++;
        }
    }
}

/* Returns TRUE if a pair of pages may be one line longer: a whole line must remain between the text and the footer. */
static gboolean may_be_longer(const RectoStyle *style)
{
    return style->page_facing && style->page_vary && style->page_foot - style->page_text_bottom >= 2 * style->page_unit;
}

static void break_chapters(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    guint before = (compose->cover != RECTO_COVER_NONE) + compose->contents_pages; /* number of pages before the text */
    for (guint i = 0; i < compose->flow->chapters->len; i++) {
        const RectoChapter *chapter = g_ptr_array_index(compose->flow->chapters, i);
        RectoLength bottom = style->page_text_bottom;
        RectoLength first_bottom = chapter->part ? recto_part_bottom(compose, i) : bottom;
        RectoPageShape shape = {
            .first_depth = depth_from(compose, first_top(compose, i), first_bottom),
            .depth = depth_from(compose, style->page_text_top, bottom),
            .unit = MAX(style->page_unit, 1),
            .last_lines = style->page_last_lines,
            .notes_gap = style->page_unit,
            .alike = style->page_facing ? 2 : 0,
            .begins = (before + compose->sheets->len + 1) % 2,
            .may_be_longer = may_be_longer(style),
        };
        GPtrArray *pages = recto_paginate(chapter->list, &shape, compose->layout->diagnostics);
        interleave(compose, i, chapter, pages);
        g_ptr_array_add(compose->broken, pages);
    }
}

static void number_headings(RectoCompose *compose)
{
    guint before = (compose->cover != RECTO_COVER_NONE) + compose->contents_pages;
    compose->heading_pages = g_new0(guint, compose->flow->headings->len + 1);
    for (guint i = 0; i < compose->sheets->len; i++) {
        const RectoSheet *sheet = &g_array_index(compose->sheets, RectoSheet, i);
        const RectoChapter *chapter = g_ptr_array_index(compose->flow->chapters, sheet->chapter);
        if (chapter->opener && chapter->heading >= 0 && !compose->heading_pages[chapter->heading])
            compose->heading_pages[chapter->heading] = before + i + 1;
        for (guint b = 0; b < sheet->placed->boxes->len; b++) {
            guint index = g_array_index(sheet->placed->boxes, RectoPlacedBox, b).item;
            gint heading = g_array_index(sheet->list->items, RectoVItem, index).heading;
            if (heading >= 0 && !compose->heading_pages[heading])
                compose->heading_pages[heading] = before + i + 1;
        }
    }
}

/* ---- content of the pages ---- */

static void add_dest(RectoCompose *compose, RectoPage *page, const char *name, RectoLength y)
{
    if (name && g_hash_table_add(compose->dests, (gpointer)name))
        recto_pages_add_dest(compose->layout->pages, page, name, compose->style->page_left, MAX(y, 0));
}

/* Draws repeated content for the eye only: the table's own header is read, and has the links and destinations. */
static void put_repeat(RectoCompose *compose, RectoPage *page, const RectoVRepeat *repeat, RectoLength x,
                       RectoLength bottom)
{
    g_autoptr(RectoFragment) seen = recto_fragment_new();
    for (guint i = 0; repeat->fragment && i < repeat->fragment->items->len; i++) {
        RectoItem item = g_array_index(repeat->fragment->items, RectoItem, i);
        item.slot = RECTO_SLOT_NONE;
        item.artifact = RECTO_ARTIFACT_PAGINATION;
        if (recto_item_draws(&item))
            g_array_append_val(seen->items, item);
    }
    recto_page_place(page, seen, x, bottom - repeat->height);
}

/* Returns TRUE if the box begins a block: a paragraph, a heading, or content after one. Lines of one paragraph and rows
 * of one table belong together. */
static gboolean begins_block(const RectoVItem *item, const RectoVItem *before)
{
    return item->line.content == RECTO_V_OTHER ? before && before->line.content != RECTO_V_OTHER
                                               : item->line.number == 1;
}

/* Tolerance for rules, which are centred on the edges of their boxes. */
#define THICKEST_RULE RECTO_PT(2)

/* Returns TRUE if no box is above this one in its column of the page. */
static gboolean begins_column(const GArray *boxes, guint index)
{
    const RectoPlacedBox *box = &g_array_index(boxes, RectoPlacedBox, index);
    return index == 0 || box->y < box[-1].y || (box->y == box[-1].y && box->x > box[-1].x);
}

/* Cuts backgrounds and bars at the top of a box: those that extend into the gap above it, and all of them if other text
 * is above. */
static void cut_above(RectoPage *page, guint first, RectoLength top, RectoLength bridged, gboolean all)
{
    for (guint i = page->items->len; i-- > first;) {
        RectoItem *item = &g_array_index(page->items, RectoItem, i);
        RectoLength above = top - item->y;
        if (item->kind != RECTO_ITEM_RECT || item->slot != RECTO_SLOT_NONE || above <= 0 ||
            (above != bridged && !(all && above > THICKEST_RULE)))
            continue;
        item->y = top;
        item->rect.height -= above;
        if (item->rect.height <= 0)
            g_array_remove_index(page->items, i);
    }
}

static void put_box(RectoCompose *compose, RectoPage *page, const RectoVItem *item, const RectoPlacedBox *box,
                    RectoLength top, gboolean begins)
{
    guint first = page->items->len;
    recto_page_place(page, item->fragment, compose->style->page_column + box->x, top + box->y);
    if (begins)
        cut_above(page, first, top + box->y, item->bridged, box->y > 0);
}

void recto_compose_boxes(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                         RectoLength top, GArray *notes)
{
    const RectoVItem *before = NULL;
    for (guint i = 0; i < placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(placed->boxes, RectoPlacedBox, i);
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, box->item);
        if (begins_block(item, before))
            recto_compose_notes_before(compose, page, notes, i);
        before = item;
        if (item->heading >= 0)
            add_dest(compose, page, g_array_index(compose->flow->headings, RectoHeading, item->heading).dest,
                     top + box->y);
        add_dest(compose, page, item->dest, top + box->y);
        gboolean begins = begins_column(placed->boxes, i);
        guint first = page->items->len;
        if (box->repeat)
            put_repeat(compose, page, box->repeat, compose->style->page_column + box->x, top + box->y);
        if (box->repeat && begins && box->y > 0)
            cut_above(page, first, top + box->y - box->repeat->height, 0, TRUE);
        if (item->fragment)
            put_box(compose, page, item, box, top, begins);
    }
    recto_compose_notes_before(compose, page, notes, placed->boxes->len);
}

/* Draws the footnotes below a short rule; they end at the bottom of the text area. */
static void put_footnotes(RectoCompose *compose, RectoPage *page, const RectoPlacedPage *placed, RectoLength top)
{
    const RectoStyle *style = compose->style;
    RectoLength y = top + placed->depth - placed->notes_height, x = style->page_column;
    for (guint i = 0; i < placed->notes->len; i++) {
        const RectoPlacedNote *note = &g_array_index(placed->notes, RectoPlacedNote, i);
        const RectoVItem *item = &g_array_index(note->list->items, RectoVItem, note->item);
        if (note->heads)
            recto_compose_rect(page, x + note->x, y + note->y - style->page_unit / 2, style->break_width,
                               style->break_weight, style->colour_head, RECTO_ARTIFACT_LAYOUT);
        if (item->fragment)
            recto_page_place(page, item->fragment, x + note->x, y + note->y);
    }
}

/* Returns the baseline of the first line of a page, if the page begins with one. */
static RectoLength first_baseline(const RectoCompose *compose, const RectoVList *list, const RectoPlacedPage *placed)
{
    RectoLength unit = compose->style->page_unit - RECTO_BASELINE_RISE;
    if (placed->boxes->len == 0)
        return unit;
    guint index = g_array_index(placed->boxes, RectoPlacedBox, 0).item;
    const RectoFragment *fragment = g_array_index(list->items, RectoVItem, index).fragment;
    for (guint i = 0; fragment && i < fragment->items->len; i++) {
        const RectoItem *item = &g_array_index(fragment->items, RectoItem, i);
        if (item->kind == RECTO_ITEM_GLYPHS)
            return item->y;
    }
    return unit;
}

/* Draws the opener of a chapter or of the document. Returns the y position below which the margin is free. */
static RectoLength put_opening(RectoCompose *compose, RectoPage *page, const RectoSheet *sheet, RectoLength top)
{
    const RectoStyle *style = compose->style;
    const RectoChapter *chapter = g_ptr_array_index(compose->flow->chapters, sheet->chapter);
    RectoLength margin_top = top;
    if (chapter->part) {
        add_dest(compose, page, g_array_index(compose->flow->headings, RectoHeading, chapter->heading).dest,
                 style->page_text_top);
        recto_compose_part(compose, page, sheet->chapter);
    } else if (chapter->opener) {
        RectoLength baseline = top + first_baseline(compose, chapter->list, sheet->placed);
        add_dest(compose, page, g_array_index(compose->flow->headings, RectoHeading, chapter->heading).dest,
                 style->page_text_top);
        RectoLength bottom = recto_compose_opener(compose, page, sheet, top, baseline);
        margin_top = MAX(margin_top, bottom + style->note_gap);
    }
    /* a chapter opener has its own title there */
    if (sheet->chapter == 0 && !chapter->opener && compose->cover == RECTO_COVER_NONE) {
        RectoLength bottom = recto_compose_title(compose, page);
        margin_top = MAX(margin_top, bottom);
    }
    return margin_top;
}

static void put_page(RectoCompose *compose, const RectoSheet *sheet)
{
    const RectoStyle *straight = compose->style;
    const RectoStyle *style = sheet->turned ? compose->flow->turned_style : straight;
    gboolean opens = sheet->first && !sheet->turned;
    RectoLength top = opens ? first_top(compose, sheet->chapter) : style->page_text_top, margin_top = top;
    RectoPage *page = recto_compose_page(compose);
    compose->style = style;
    page->width = style->page_width;
    page->height = style->page_height;
    if (opens)
        margin_top = put_opening(compose, page, sheet, top);
    recto_compose_debug(compose, page, sheet->list, sheet->placed, top);
    g_autoptr(GArray) notes = recto_compose_margin(compose, sheet->list, sheet->placed, top, margin_top);
    recto_compose_boxes(compose, page, sheet->list, sheet->placed, top, notes);
    put_footnotes(compose, page, sheet->placed, top);
    compose->text_end = sheet->turned || sheet->placed->notes_height ? 0 : top + sheet->placed->filled;
    recto_compose_notes_rest(compose, page, notes);
    const RectoChapter *chapter = g_ptr_array_index(compose->flow->chapters, sheet->chapter);
    recto_compose_foot(compose, page, chapter);
    recto_compose_check_page(compose, sheet->list, sheet->placed, sheet->first, sheet->last);
    compose->style = straight;
}

static void make_outline(RectoCompose *compose)
{
    for (guint i = 0; i < compose->flow->headings->len; i++) {
        const RectoHeading *heading = &g_array_index(compose->flow->headings, RectoHeading, i);
        if (compose->heading_pages[i] && heading->dest)
            recto_pages_add_outline(compose->layout->pages, heading->depth, heading->title, heading->dest);
    }
}

/* Headings begin with H1 (PDF/UA-1, 7.4.2): without a title on any page, each moves up one level. */
static void raise_headings(RectoCompose *compose)
{
    RectoStructure *structure = compose->layout->pages->structure;
    guint n = recto_structure_n_elements(structure);
    for (guint i = 0; i < n; i++)
        if (recto_structure_element(structure, i)->role == RECTO_ROLE_H1)
            return;
    for (guint i = 0; i < n; i++) {
        RectoElement *element = recto_structure_element(structure, i);
        if (element->role > RECTO_ROLE_H1 && element->role <= RECTO_ROLE_H6)
            element->role--;
    }
}

/* Mirrors the pages of a bound document: the inner margin of even pages is at the right. */
static void mirror_margins(const RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const RectoPages *pages = compose->layout->pages;
    for (guint i = 1; style->page_facing && i < pages->pages->len; i += 2) {
        const RectoPage *page = recto_pages_page(pages, i);
        RectoLength right = page->width == pages->width ? style->page_right : style->turned_right;
        RectoLength shift = page->width - right - style->page_left;
        GArray *items = page->items;
        for (guint k = 0; k < items->len; k++) {
            RectoItem *item = &g_array_index(items, RectoItem, k);
            if (item->slot || item->artifact != RECTO_ARTIFACT_BACKGROUND)
                item->x += shift;
        }
    }
}

static void compose_clear(RectoCompose *compose)
{
    g_array_unref(compose->rows);
    g_array_unref(compose->listed_rows);
    g_array_unref(compose->part_rows);
    recto_afterword_clear(&compose->afterword);
    g_free(compose->listed_pages);
    g_array_unref(compose->sheets);
    g_ptr_array_unref(compose->broken);
    g_free(compose->heading_pages);
    g_hash_table_unref(compose->dests);
    g_array_unref(compose->addresses);
    g_array_unref(compose->places);
    recto_fragment_free(compose->running_title);
    recto_fragment_free(compose->running_head);
}

void recto_compose(RectoLayout *layout, RectoFlow *flow)
{
    RectoCompose compose = {
        .layout = layout,
        .style = layout->style,
        .flow = flow,
        .cover = layout->style->cover_kind,
        .rows = g_array_new(FALSE, TRUE, sizeof(RectoContentsRow)),
        .listed_rows = g_array_new(FALSE, TRUE, sizeof(RectoListedRow)),
        .part_rows = g_array_new(FALSE, TRUE, sizeof(RectoContentsRow)),
        .broken = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
        .sheets = g_array_new(FALSE, FALSE, sizeof(RectoSheet)),
        .dests = g_hash_table_new(g_str_hash, g_str_equal),
        .addresses = g_array_new(FALSE, FALSE, sizeof(RectoAddress)),
        .places = g_array_new(FALSE, FALSE, sizeof(RectoSourcePlace)),
        .running_chapter = -1,
    };
    g_array_set_clear_func(compose.rows, recto_contents_row_clear);
    g_array_set_clear_func(compose.listed_rows, recto_listed_figure_clear);
    g_array_set_clear_func(compose.part_rows, recto_contents_row_clear);
    recto_facts_info(&compose);
    recto_compose_find_picture(&compose);
    recto_logo_find(&compose);
    compose.figure = recto_compose_find_figure(&compose);
    recto_compose_plan_contents(&compose);
    recto_part_plan(&compose);
    recto_afterword_extract(&compose);
    break_chapters(&compose);
    number_headings(&compose);
    recto_listed_figures_find(&compose);
    if (compose.cover != RECTO_COVER_NONE)
        recto_compose_cover(&compose);
    recto_compose_contents(&compose);
    for (guint i = 0; i < compose.sheets->len; i++)
        put_page(&compose, &g_array_index(compose.sheets, RectoSheet, i));
    recto_compose_back(&compose);
    recto_compose_resolve_destinations(&compose);
    recto_compose_resolve_page_references(&compose);
    make_outline(&compose);
    raise_headings(&compose);
    mirror_margins(&compose);
    recto_compose_check_end(&compose);
    compose_clear(&compose);
}
