/* The page of a part: a short rule, its label and title, and its chapters at the bottom. */
#include "assembly/compose.h"

#include <string.h>

char *recto_roman(int number)
{
    static const struct {
        int value;
        const char *figures;
    } steps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                 {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
    if (number < 1 || number > 3999)
        return g_strdup_printf("%d", number);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            g_string_append(out, steps[i].figures);
    return g_string_free(out, FALSE);
}

static const RectoChapter *chapter_at(const RectoCompose *compose, guint index)
{
    return g_ptr_array_index(compose->flow->chapters, index);
}

static const RectoHeading *heading_of(const RectoCompose *compose, const RectoChapter *chapter)
{
    return &g_array_index(compose->flow->headings, RectoHeading, chapter->heading);
}

static RectoLength title_bottom(const RectoCompose *compose, const RectoChapter *chapter)
{
    const RectoStyle *style = compose->style;
    return style->part_y + (RectoLength)(MAX(chapter->opener_lines, 1) - 1) * chapter->opener_leading;
}

RectoLength recto_part_top(const RectoCompose *compose, const RectoChapter *chapter)
{
    const RectoStyle *style = compose->style;
    RectoLength top = title_bottom(compose, chapter) + style->part_text_gap;
    return style->page_text_top + recto_compose_grid(compose, top - style->page_text_top);
}

/* ---- the list of chapters ---- */

static RectoContentsRow *row_at(const RectoCompose *compose, guint index)
{
    return &g_array_index(compose->part_rows, RectoContentsRow, index);
}

/* Places the rows upwards from the bottom; closer together if they would reach the title. */
static void place_rows(RectoCompose *compose, guint first, const RectoChapter *chapter)
{
    const RectoStyle *style = compose->style;
    RectoLength pitch = style->part_list.leading, line = style->contents_section.leading, height = 0;
    for (guint i = first; i < compose->part_rows->len; i++)
        height += pitch + (RectoLength)(row_at(compose, i)->lines - 1) * line;
    if (style->part_list_last - height < title_bottom(compose, chapter) + style->part_text_gap)
        pitch = line;
    RectoLength y = style->part_list_last;
    for (guint i = compose->part_rows->len; i > first; i--) {
        RectoContentsRow *row = row_at(compose, i - 1);
        row->y = y - (RectoLength)(row->lines - 1) * line;
        y = row->y - pitch;
    }
    if (first < compose->part_rows->len)
        row_at(compose, first)->rule = y;
}

static void plan_part(RectoCompose *compose, guint index)
{
    const RectoChapter *chapter = chapter_at(compose, index);
    const GArray *headings = compose->flow->headings;
    guint first = compose->part_rows->len;
    RectoTextStyle set = compose->style->part_list;
    set.leading = compose->style->contents_section.leading;
    for (guint i = (guint)chapter->heading + 1; i < headings->len; i++) {
        const RectoHeading *heading = &g_array_index(headings, RectoHeading, i);
        if (heading->depth == 1)
            break;
        if (heading->level != 1)
            continue;
        RectoContentsRow row = recto_contents_row(compose, chapter->contents, i, &set, TRUE);
        row.page = index;
        g_array_append_val(compose->part_rows, row);
    }
    place_rows(compose, first, chapter);
}

void recto_part_plan(RectoCompose *compose)
{
    for (guint i = 0; i < compose->flow->chapters->len; i++)
        if (chapter_at(compose, i)->part && chapter_at(compose, i)->contents)
            plan_part(compose, i);
}

static guint first_row(const RectoCompose *compose, guint index)
{
    guint i = 0;
    while (i < compose->part_rows->len && row_at(compose, i)->page != index)
        i++;
    return i;
}

RectoLength recto_part_bottom(const RectoCompose *compose, guint index)
{
    guint first = first_row(compose, index);
    RectoLength bottom = compose->style->page_text_bottom;
    return first < compose->part_rows->len ? row_at(compose, first)->rule - 2 * compose->style->page_unit : bottom;
}

static void put_list(RectoCompose *compose, RectoPage *page, guint index)
{
    const RectoStyle *style = compose->style;
    RectoTextStyle page_set = style->part_list_number;
    for (guint i = first_row(compose, index); i < compose->part_rows->len && row_at(compose, i)->page == index; i++) {
        const RectoContentsRow *row = row_at(compose, i);
        if (row->rule)
            recto_compose_rect(page, style->page_left, row->rule - style->part_list_rule / 2,
                               style->page_right - style->page_left, style->part_list_rule, style->colour_head,
                               RECTO_ARTIFACT_LAYOUT);
        recto_contents_draw_row(compose, page, row, style->page_column, &page_set, &page_set,
                                style->contents_section.leading);
    }
}

/* ---- label and title ---- */

/* Returns TRUE if the title already begins with the word of the label: “Part one: …”. */
static gboolean says_it(const char *title, const char *form)
{
    g_autofree char *word = g_strndup(form, strcspn(form, "{"));
    g_autofree char *label = g_utf8_casefold(g_strstrip(word), -1), *folded = g_utf8_casefold(title, -1);
    return *label && g_str_has_prefix(folded, label) && !g_unichar_isalpha(g_utf8_get_char(folded + strlen(label)));
}

/* Returns "Part II ", or NULL if the part has no label. Caller frees. */
static char *label_of(RectoCompose *compose, const RectoHeading *heading)
{
    const RectoStrings *strings = compose->layout->strings;
    if (!heading->number || says_it(heading->title, recto_strings_get(strings, "part-form")))
        return NULL;
    g_autofree char *roman = recto_roman(heading->number), *figures = g_strdup_printf("%d", heading->number);
    GString *label = g_string_new(recto_strings_get(strings, "part-form"));
    g_string_replace(label, "{n}", roman, 1);
    g_string_replace(label, "{d}", figures, 1);
    g_string_append_c(label, ' ');
    return g_string_free(label, FALSE);
}

void recto_compose_part(RectoCompose *compose, RectoPage *page, guint index)
{
    const RectoStyle *style = compose->style;
    const RectoChapter *chapter = chapter_at(compose, index);
    const RectoHeading *heading = heading_of(compose, chapter);
    g_autofree char *label = label_of(compose, heading);
    if (style->part_rule && style->part_rule_width)
        recto_compose_rect(page, style->page_left, style->page_text_top, style->part_rule_width, style->part_rule,
                           style->colour_accent, RECTO_ARTIFACT_LAYOUT);
    if (label)
        recto_compose_words(compose, page, label, &style->part_label,
                            (RectoPosition){style->page_left, style->part_y, style->page_note_width},
                            recto_heading_slot(heading), RECTO_ARTIFACT_LAYOUT);
    recto_page_place(page, chapter->opener, style->page_column, style->part_y);
    put_list(compose, page, index);
}
