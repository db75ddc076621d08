#include "assembly/compose.h"

/* Title and chapter share the text's width: what both need too much, the longer gives. */
static void make_running(RectoCompose *compose, gint chapter)
{
    const RectoStyle *style = compose->style;
    const RectoTextStyle *set = &style->foot;
    RectoLength measure = style->page_right - style->page_column, gap = style->page_unit;
    const char *title = compose->layout->document->meta.title;
    const char *head = chapter < 0 ? NULL : g_array_index(compose->flow->headings, RectoHeading, chapter).title;
    g_clear_pointer(&compose->running_title, recto_fragment_free);
    g_clear_pointer(&compose->running_head, recto_fragment_free);
    compose->running_chapter = chapter;
    compose->running_title = recto_compose_line(compose, title, set, measure, RECTO_ARTIFACT_FOOTER);
    if (!head || g_str_equal(head, title)) {
        compose->running_head = recto_fragment_new();
        return;
    }
    compose->running_head = recto_compose_line(compose, head, set, measure, RECTO_ARTIFACT_FOOTER);
    RectoLength left = recto_fragment_right(compose->running_title);
    RectoLength right = recto_fragment_right(compose->running_head);
    RectoLength half = (measure - gap) / 2;
    if (left + gap + right <= measure)
        return;
    RectoLength left_room = MAX(half, measure - gap - right), right_room = MAX(half, measure - gap - left);
    recto_fragment_free(compose->running_title);
    recto_fragment_free(compose->running_head);
    compose->running_title = recto_compose_line(compose, title, set, left_room, RECTO_ARTIFACT_FOOTER);
    compose->running_head = recto_compose_line(compose, head, set, right_room, RECTO_ARTIFACT_FOOTER);
}

/* On even pages of a book the title ends before the page number. */
static void put_swapped(RectoCompose *compose, RectoPage *page, const RectoFragment *folio)
{
    const RectoStyle *style = compose->style;
    RectoLength x = style->page_right - recto_fragment_right(folio), room = x - style->page_unit - style->page_column;
    g_autoptr(RectoFragment) cut = NULL;
    if (recto_fragment_right(compose->running_title) > room)
        cut = recto_compose_line(compose, compose->layout->document->meta.title, &style->foot, room,
                                 RECTO_ARTIFACT_FOOTER);
    recto_page_place(page, cut ? cut : compose->running_title, style->page_column, style->page_foot);
    recto_page_place(page, folio, x, style->page_foot);
}

void recto_compose_foot(RectoCompose *compose, RectoPage *page, gint chapter)
{
    const RectoStyle *style = compose->style;
    gboolean even = compose->layout->pages->pages->len % 2 == 0;
    gboolean swapped = style->page_facing && even;
    if (!compose->running_title || compose->running_chapter != chapter)
        make_running(compose, chapter);
    g_autoptr(RectoFragment) folio = recto_compose_fragment(
        compose, page->label, &style->folio, style->page_column - style->page_left, 0, RECTO_ARTIFACT_FOOTER, NULL);
    recto_logo_foot(compose, page);
    RectoLength y = style->page_foot, head = recto_fragment_right(compose->running_head);
    if (swapped) {
        put_swapped(compose, page, folio);
        return;
    }
    recto_page_place(page, folio, style->page_left, y);
    recto_page_place(page, compose->running_title, style->page_column, y);
    recto_page_place(page, compose->running_head, style->page_right - head, y);
}
