#include "furniture/pattern.h"

RectoLength recto_compose_opener_top(const RectoCompose *compose, const RectoChapter *chapter)
{
    const RectoStyle *style = compose->style;
    RectoLength extra =
        chapter->opener_lines < 3 ? 0 : (RectoLength)(chapter->opener_lines - 2) * style->chapter_third_line;
    RectoLength top = (chapter->panel ? style->panel_top : style->lead_top) + extra;
    /* The text stands on the grid that begins at the text top. */
    return style->page_text_top + recto_compose_grid(compose, top - style->page_text_top);
}

/* The numeral is heard before the title, so it goes where the title begins; an artifact where that is not plain text.
 */
RectoSlot recto_heading_slot(const RectoHeading *heading)
{
    if (!heading->element || heading->element->kids->len == 0)
        return RECTO_SLOT_NONE;
    const RectoKid *first = &g_array_index(heading->element->kids, RectoKid, 0);
    return first->element ? RECTO_SLOT_NONE : first->slot;
}

static void put_numeral(RectoCompose *compose, RectoPage *page, const RectoHeading *heading)
{
    const RectoStyle *style = compose->style;
    if (!style->chapter_numbered || !heading->number)
        return;
    g_autofree char *words = g_strdup_printf("%d ", heading->number);
    g_autoptr(RectoFragment) numeral = recto_compose_fragment(compose, words, &style->chapter_numeral, RECTO_PT(4000),
                                                              recto_heading_slot(heading), RECTO_ARTIFACT_LAYOUT, NULL);
    recto_page_place(page, numeral, style->page_left - recto_fragment_bearing(numeral), style->chapter_y);
}

/* The sections of a chapter, beside its first lines: a help for the eye, the contents are what is heard. */
static RectoLength put_sections(RectoCompose *compose, RectoPage *page, gint chapter, RectoLength baseline)
{
    const RectoStyle *style = compose->style;
    const RectoTextStyle *set = &style->chapter_sections;
    const GArray *headings = compose->flow->headings;
    g_autoptr(GArray) sections = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < headings->len; i++)
        if (g_array_index(headings, RectoHeading, i).parent == chapter)
            g_array_append_val(sections, i);
    if ((int)sections->len < style->chapter_sections_from)
        return 0;
    RectoTextStyle tight = *set;
    tight.leading = style->note.leading;
    RectoLength y = baseline;
    for (guint k = 0; k < sections->len; k++) {
        guint index = g_array_index(sections, guint, k);
        g_autofree char *number = g_strdup_printf("%u", compose->heading_pages[index]);
        g_autoptr(RectoFragment) folio =
            recto_compose_fragment(compose, number, set, style->page_note_width, 0, RECTO_ARTIFACT_LAYOUT, NULL);
        RectoLength width = style->page_note_width - 2 * style->page_unit;
        recto_page_place(page, folio, style->page_left + style->page_note_width - recto_fragment_right(folio), y);
        guint lines = recto_compose_words(compose, page, g_array_index(headings, RectoHeading, index).title, &tight,
                                          (RectoPosition){style->page_left, y, width}, 0, RECTO_ARTIFACT_LAYOUT);
        y += (RectoLength)(lines - 1) * tight.leading + set->leading;
    }
    return y - set->leading + RECTO_BASELINE_RISE;
}

/* Every chapter has its own: by its words. */
static void put_pattern(RectoCompose *compose, RectoPage *page, const RectoHeading *heading)
{
    const RectoStyle *style = compose->style;
    const RectoColour paper = {FALSE, 0xff, 0xff, 0xff};
    RectoPatternPlace place = {
        .kind = style->chapter_pattern,
        .size = style->chapter_pattern_size,
        .area = {0, 0, style->page_width, CLAMP(style->chapter_pattern_bottom, 0, style->page_height)},
        .tones = {recto_colour_mix(paper, style->colour_head, style->chapter_pattern_share),
                  recto_colour_mix(paper, style->colour_head, style->chapter_pattern_share / 2)},
        .artifact = RECTO_ARTIFACT_BACKGROUND,
        .seed = heading->title,
    };
    recto_compose_pattern(compose, page, &place);
}

RectoLength recto_compose_opener(RectoCompose *compose, RectoPage *page, const RectoChapter *chapter,
                                 RectoLength baseline)
{
    const RectoStyle *style = compose->style;
    const RectoHeading *heading = &g_array_index(compose->flow->headings, RectoHeading, chapter->heading);
    put_pattern(compose, page, heading);
    put_numeral(compose, page, heading);
    recto_page_place(page, chapter->opener, style->page_column, style->chapter_y);
    return put_sections(compose, page, chapter->heading, baseline);
}
