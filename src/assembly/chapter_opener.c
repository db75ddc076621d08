/* Chapter openers: number, title, list of sections and pattern. */
#include "assembly/pattern.h"

RectoLength recto_compose_opener_top(const RectoCompose *compose, const RectoChapter *chapter)
{
    const RectoStyle *style = compose->style;
    RectoLength extra = chapter->opener_lines < 3 ? 0
                        : chapter->opener_leading < style->chapter.leading
                            ? (RectoLength)(chapter->opener_lines - 2) * chapter->opener_leading
                            : (RectoLength)(chapter->opener_lines - 2) * style->chapter_third_line;
    RectoLength top = (chapter->panel ? style->panel_top : style->lead_top) + extra;
    /* The text begins on the grid, which starts at the text top. */
    return style->page_text_top + recto_compose_grid(compose, top - style->page_text_top);
}

/* Returns the style of the number, no wider than the margin column, because the title begins beside it. */
static RectoTextStyle numeral_style(RectoCompose *compose, int number)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle set = style->chapter_numeral;
    RectoLength room = style->page_column - style->page_left - style->display_hang;
    g_autofree char *words = g_strdup_printf("%d", number);
    g_autoptr(RectoFragment) numeral =
        recto_compose_fragment(compose, words, &set, RECTO_PT(4000), RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, NULL);
    RectoLength width = recto_fragment_right(numeral);
    if (room > 0 && width > room)
        set.size = (RectoLength)((gint64)set.size * room / width);
    return set;
}

static void put_numeral(RectoCompose *compose, RectoPage *page, const RectoHeading *heading)
{
    const RectoStyle *style = compose->style;
    if (!style->chapter_numbered || !heading->number)
        return;
    g_autofree char *words = g_strdup_printf("%d ", heading->number);
    RectoTextStyle set = numeral_style(compose, heading->number);
    g_autoptr(RectoFragment) numeral = recto_compose_fragment(compose, words, &set, RECTO_PT(4000),
                                                              recto_heading_slot(heading), RECTO_ARTIFACT_LAYOUT, NULL);
    recto_page_place(page, numeral, style->page_left - recto_fragment_bearing(numeral), style->chapter_y);
}

/* Adds a section and its page number, with its first baseline at `y`. Returns its number of lines. */
static guint add_section(RectoCompose *compose, RectoFragment *list, guint index, RectoLength y)
{
    const RectoStyle *style = compose->style;
    const RectoHeading *heading = &g_array_index(compose->flow->headings, RectoHeading, index);
    RectoTextStyle set = style->chapter_sections;
    RectoLength width = style->page_note_width - 2 * style->page_unit;
    guint lines = 0;
    g_autofree char *number = g_strdup_printf("%u", compose->heading_pages[index]);
    g_autoptr(RectoFragment) folio =
        recto_compose_fragment(compose, number, &set, style->page_note_width, 0, RECTO_ARTIFACT_LAYOUT, NULL);
    recto_fragment_add_fragment(list, folio, style->page_note_width - recto_fragment_right(folio), y);
    set.leading = style->note.leading;
    g_autoptr(RectoFragment) title =
        recto_compose_fragment(compose, heading->title, &set, width, 0, RECTO_ARTIFACT_LAYOUT, &lines);
    recto_fragment_add_fragment(list, title, 0, y);
    return MAX(lines, 1);
}

/* Returns TRUE if boxes that occupy the margin, or are in two columns, begin above `bottom`. */
static gboolean margin_is_taken(const RectoSheet *sheet, RectoLength text_top, RectoLength bottom)
{
    for (guint i = 0; i < sheet->placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(sheet->placed->boxes, RectoPlacedBox, i);
        const RectoVItem *item = &g_array_index(sheet->list->items, RectoVItem, box->item);
        gboolean wide = item->columns != RECTO_V_TEXT || item->margin_to > item->margin_from;
        if (wide && text_top + box->y + item->margin_from < bottom)
            return TRUE;
    }
    return FALSE;
}

/* Draws the list of the chapter's sections beside its first lines, as an artifact, because screen readers have the
 * table of contents. A list that does not fit in the margin is omitted. */
static RectoLength put_sections(RectoCompose *compose, RectoPage *page, const RectoSheet *sheet, RectoLength text_top,
                                RectoLength baseline)
{
    gint chapter = ((const RectoChapter *)g_ptr_array_index(compose->flow->chapters, sheet->chapter))->heading;
    const RectoStyle *style = compose->style;
    const GArray *headings = compose->flow->headings;
    g_autoptr(RectoFragment) list = recto_fragment_new();
    RectoLength leading = style->chapter_sections.leading, y = baseline;
    int n = 0;
    for (guint i = 0; i < headings->len && y - leading <= style->page_text_bottom; i++) {
        if (g_array_index(headings, RectoHeading, i).parent != chapter)
            continue;
        y += (RectoLength)(add_section(compose, list, i, y) - 1) * style->note.leading + leading;
        n++;
    }
    if (n < style->chapter_sections_from || y - leading > style->page_text_bottom ||
        margin_is_taken(sheet, text_top, y - leading + RECTO_BASELINE_RISE))
        return 0;
    recto_page_place(page, list, style->page_left, 0);
    return y - leading + RECTO_BASELINE_RISE;
}

/* Draws the chapter's pattern, which depends on the words of its title. */
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

RectoLength recto_compose_opener(RectoCompose *compose, RectoPage *page, const RectoSheet *sheet, RectoLength text_top,
                                 RectoLength baseline)
{
    const RectoStyle *style = compose->style;
    const RectoChapter *chapter = g_ptr_array_index(compose->flow->chapters, sheet->chapter);
    const RectoHeading *heading = &g_array_index(compose->flow->headings, RectoHeading, chapter->heading);
    put_pattern(compose, page, heading);
    put_numeral(compose, page, heading);
    recto_page_place(page, chapter->opener, style->page_column, style->chapter_y);
    return put_sections(compose, page, sheet, text_top, baseline);
}
