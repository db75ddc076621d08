/* Places the afterword (a last section “About …”) of a short document on the back page, above the document details. */
#include "assembly/compose.h"

void recto_afterword_clear(RectoAfterword *afterword)
{
    g_clear_pointer(&afterword->pages, g_ptr_array_unref);
    g_clear_pointer(&afterword->list, recto_vlist_free);
}

/* The first baseline of its heading is level with that of contents and chapter openers. */
static RectoLength top_of(const RectoStyle *style)
{
    return style->back_links_top - style->h2.leading + RECTO_BASELINE_RISE;
}

/* Returns TRUE if the section contains only lines and margin notes; footnotes need the bottom of a text page. */
static gboolean is_plain(const RectoVList *list, guint first)
{
    for (guint i = first; i < list->items->len; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        if (item->notes || item->floats || item->repeat || item->columns != RECTO_V_TEXT ||
            (item->kind == RECTO_V_PENALTY && item->penalty <= RECTO_VPENALTY_FORCE))
            return FALSE;
    }
    return TRUE;
}

/* Returns the height of the boxes from `first` on, set on a page of their own. */
static RectoLength height_from(const RectoVList *list, guint first)
{
    RectoLength height = 0;
    for (guint i = first; i < list->items->len; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        height += item->kind == RECTO_V_BOX || item->kind == RECTO_V_GLUE ? item->height : 0;
    }
    return height;
}

/* Returns TRUE if the section is short enough, is not the whole text, and nothing else refers to its page before the
 * pages are known. */
static gboolean is_fit(RectoCompose *compose, const RectoChapter *chapter, RectoLength room)
{
    const RectoStyle *style = compose->style;
    RectoLength lines = style->back_afterword_lines * style->page_unit;
    if (chapter->afterword <= 0 || chapter->opener || chapter->turned->len || compose->layout->multiple > 1 ||
        compose->contents != RECTO_CONTENTS_NONE || style->link_addresses == RECTO_ADDRESSES_END)
        return FALSE;
    guint first = (guint)chapter->afterword;
    RectoLength height = height_from(chapter->list, first);
    return is_plain(chapter->list, first) && height - style->h2.leading - style->h2.after <= lines && height <= room;
}

void recto_afterword_extract(RectoCompose *compose)
{
    const RectoStyle *style = compose->style;
    const GPtrArray *chapters = compose->flow->chapters;
    RectoAfterword *afterword = &compose->afterword;
    RectoChapter *last = chapters->len ? g_ptr_array_index(chapters, chapters->len - 1) : NULL;
    RectoLength bottom = style->back_afterword_lines > 0 ? recto_back_room(compose) : 0, room = bottom - top_of(style);
    if (!last || !bottom || !is_fit(compose, last, room))
        return;
    afterword->heading = g_array_index(last->list->items, RectoVItem, (guint)last->afterword).heading;
    afterword->list = recto_vlist_split(last->list, (guint)last->afterword);
    afterword->bottom = bottom;
    RectoPageShape shape = {.first_depth = room, .depth = room, .unit = MAX(style->page_unit, 1)};
    afterword->pages = recto_paginate(afterword->list, &shape, compose->layout->diagnostics);
}

RectoLength recto_afterword_draw(RectoCompose *compose, RectoPage *page)
{
    const RectoStyle *straight = compose->style;
    const RectoAfterword *afterword = &compose->afterword;
    if (!afterword->list)
        return 0;
    RectoStyle above = *straight;
    const RectoPlacedPage *placed = g_ptr_array_index(afterword->pages, 0);
    RectoLength top = top_of(straight);
    above.page_text_bottom = afterword->bottom;
    compose->heading_pages[afterword->heading] = compose->layout->pages->pages->len;
    compose->style = &above;
    g_autoptr(GArray) notes = recto_compose_margin(compose, afterword->list, placed, top, top);
    recto_compose_boxes(compose, page, afterword->list, placed, top, notes);
    recto_compose_notes_rest(compose, page, notes);
    recto_compose_check_page(compose, afterword->list, placed, TRUE, TRUE);
    compose->style = straight;
    return top + placed->filled;
}
