/* The footer: title, chapter and page number. */
#include "assembly/compose.h"

#include <string.h>

/* ---- the running texts: never cut, but replaced by shorter ones ---- */

/* Returns a title up to the first colon, dash, bar or bracket, otherwise up to its first comma, or NULL. Caller frees.
 */
static char *main_part(const char *title)
{
    static const char *const ends[] = {": ", " – ", " — ", " - ", " | ", " ("};
    const char *comma = strstr(title, ", ");
    const char *end = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        const char *at = strstr(title, ends[i]);
        if (at && at > title && (!end || at < end))
            end = at;
    }
    if (!end && comma > title)
        end = comma;
    return end ? g_strndup(title, (gsize)(end - title)) : NULL;
}

/* Sets the first text that is not wider than `room`. Returns an empty fragment if there is none. */
static RectoFragment *first_that_fits(RectoCompose *compose, const char *const *texts, guint n, RectoLength room)
{
    for (guint i = 0; i < n; i++) {
        if (!texts[i] || !*texts[i])
            continue;
        g_autoptr(RectoFragment) whole = recto_compose_fragment(compose, texts[i], &compose->style->foot,
                                                                RECTO_LENGTH_MAX / 2, 0, RECTO_ARTIFACT_FOOTER, NULL);
        if (recto_fragment_right(whole) <= room)
            return g_steal_pointer(&whole);
    }
    return recto_fragment_new();
}

/* Returns “Chapter 4”, or NULL if the chapter has no number. Caller frees. */
static char *numbered_name(const RectoCompose *compose, const RectoHeading *heading)
{
    return heading->number
               ? g_strdup_printf("%s %d", recto_strings_get(compose->layout->strings, "chapter"), heading->number)
               : NULL;
}

/* Sets chapter and title: the chapter takes at most half of the text's width, the title the rest. */
static void make_running(RectoCompose *compose, gint chapter)
{
    const RectoStyle *style = compose->style;
    RectoLength measure = style->page_right - style->page_column, gap = style->page_unit;
    const char *title = compose->layout->document->meta.title;
    const RectoHeading *heading = chapter < 0 ? NULL : &g_array_index(compose->flow->headings, RectoHeading, chapter);
    g_autofree char *short_title = main_part(title);
    g_clear_pointer(&compose->running_title, recto_fragment_free);
    g_clear_pointer(&compose->running_head, recto_fragment_free);
    compose->running_chapter = chapter;
    if (heading && !g_str_equal(heading->title, title)) {
        g_autofree char *main = main_part(heading->title), *name = numbered_name(compose, heading);
        const char *const heads[] = {heading->node ? recto_node_attribute(heading->node, "short") : NULL,
                                     heading->title, main, name};
        compose->running_head = first_that_fits(compose, heads, G_N_ELEMENTS(heads), (measure - gap) / 2);
    } else {
        compose->running_head = recto_fragment_new();
    }
    RectoLength head = recto_fragment_right(compose->running_head);
    const char *const titles[] = {title, short_title};
    compose->running_title =
        first_that_fits(compose, titles, G_N_ELEMENTS(titles), head > 0 ? measure - gap - head : measure);
}

/* Returns the heading of the chapter that a page shows. If chapters start on the same page, it is the last one that
 * begins on the page or before. */
static gint chapter_of_page(const RectoCompose *compose, const RectoChapter *chapter)
{
    const GArray *headings = compose->flow->headings;
    gint last = -1;
    if (chapter->part)
        return -1;
    if (compose->style->chapter_opens || compose->style->composition != RECTO_COMPOSITION_REPORT)
        return chapter->heading;
    for (guint i = 0; i < headings->len; i++) {
        const RectoHeading *heading = &g_array_index(headings, RectoHeading, i);
        guint page = compose->heading_pages[i];
        if (heading->level == 1 && page && page <= compose->layout->pages->pages->len)
            last = (gint)i;
    }
    return last;
}

/* Draws the footer of even pages of a bound document: the title ends before the page number. */
static void put_swapped(RectoCompose *compose, RectoPage *page, const RectoFragment *folio)
{
    const RectoStyle *style = compose->style;
    RectoLength x = style->page_right - recto_fragment_right(folio), room = x - style->page_unit - style->page_column;
    if (recto_fragment_right(compose->running_title) <= room)
        recto_page_place(page, compose->running_title, style->page_column, style->page_foot);
    recto_page_place(page, folio, x, style->page_foot);
}

void recto_compose_foot(RectoCompose *compose, RectoPage *page, const RectoChapter *shown)
{
    const RectoStyle *style = compose->style;
    gint chapter = shown ? chapter_of_page(compose, shown) : -1;
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
