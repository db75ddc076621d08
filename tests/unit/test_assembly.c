/* Tests of assembling documents: margin notes, contents, covers and back pages. */
#include "assembly/compose.h"

#include <string.h>

/* Margin notes are written as "wanted:lines", places in lines of 12 pt from the top of the margin. */

#define LINE RECTO_PT(12)

static const RectoStyle style = {
    .page_unit = RECTO_PT(14),
    .note_gap = RECTO_PT(7),
    .note_max_page = 6,
    .note_max_shift = 8,
};

typedef struct {
    GArray *notes;
    GPtrArray *rest;
    RectoMarginNote *made;
} Margin;

static Margin settle(const char *code, RectoLength bottom, const GArray *taken)
{
    RectoMarginRoom room = {0, bottom, taken};
    Margin margin = {g_array_new(FALSE, TRUE, sizeof(RectoStandingNote)), g_ptr_array_new(), NULL};
    g_auto(GStrv) parts = g_strsplit(code, " ", -1);
    RectoMarginNote *made = margin.made = g_new0(RectoMarginNote, g_strv_length(parts) + 1);
    for (guint i = 0; parts[i]; i++) {
        char *colon = NULL;
        gint64 wanted = g_ascii_strtoll(parts[i], &colon, 10), lines = g_ascii_strtoll(colon + 1, NULL, 10);
        made[i].ascent = RECTO_PT(8);
        made[i].descent = RECTO_PT(4) + (RectoLength)(lines - 1) * LINE;
        RectoStandingNote note = {&made[i], (RectoLength)wanted * LINE, 0};
        g_array_append_val(margin.notes, note);
    }
    recto_margin_place(&style, &room, margin.notes, margin.rest);
    return margin;
}

/* Baselines that the notes got, in pt; then how many went to the list. */
static void assert_places_beside(const char *code, RectoLength bottom, const GArray *taken, const char *expected)
{
    Margin margin = settle(code, bottom, taken);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < margin.notes->len; i++)
        g_string_append_printf(out, "%d ", g_array_index(margin.notes, RectoStandingNote, i).y / RECTO_POINT);
    g_string_append_printf(out, "+%u", margin.rest->len);
    g_assert_cmpstr(out->str, ==, expected);
    g_array_unref(margin.notes);
    g_ptr_array_unref(margin.rest);
    g_free(margin.made);
}

static void assert_places(const char *code, RectoLength bottom, const char *expected)
{
    assert_places_beside(code, bottom, NULL, expected);
}

static void test_notes_keep_clear_of_captions(void)
{
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(RectoMarginTaken));
    RectoMarginTaken caption = {RECTO_PT(30), RECTO_PT(60)};
    g_array_append_val(taken, caption);
    /* The first ends 7 above the caption, the second moves to 7 below it, its ascent 8. */
    assert_places_beside("1:1 2:1", RECTO_PT(600), taken, "12 75 +0");
    /* No room below: it goes above. */
    assert_places_beside("3:1", RECTO_PT(70), taken, "19 +0");
}

static void test_notes_stand_level_with_their_lines(void)
{
    assert_places("2:2 10:1", RECTO_PT(600), "24 120 +0");
}

static void test_notes_that_would_touch_move_down(void)
{
    /* 24 + 12 + 4 below the first baseline, 7 between, 8 above the next. */
    assert_places("2:2 3:1", RECTO_PT(600), "24 55 +0");
}

static void test_first_note_stays_below_the_top(void)
{
    assert_places("0:1", RECTO_PT(600), "8 +0");
}

static void test_no_more_than_six_a_page(void)
{
    assert_places("1:1 4:1 7:1 10:1 13:1 16:1 19:1 22:1", RECTO_PT(600), "12 48 84 120 156 192 +2");
}

static void test_note_that_would_stand_too_far_goes_to_the_list(void)
{
    assert_places("2:9 2:1 3:1", RECTO_PT(600), "24 139 +1");
}

static void test_notes_move_up_at_the_foot(void)
{
    assert_places("18:3 19:2", RECTO_PT(240), "181 224 +0");
}

static void test_notes_that_find_no_room_at_the_foot_go_to_the_list(void)
{
    assert_places("1:4 2:4", RECTO_PT(100), "12 +1");
}

static void test_what_has_no_room_takes_none(void)
{
    assert_places("2:40 2:2", RECTO_PT(300), "24 +1");
}

/* ---- whole compositions, of flows made by hand in the base style ---- */

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoStyle *style;
    RectoStrings *strings;
    RectoFonts *fonts;
    RectoTextEngine *engine;
    RectoLayout layout;
    RectoFlow *flow;
    RectoDocument *document;
} Report;

static const char *const no_words[] = {NULL};

static void set_meta(RectoMeta *meta)
{
    static const char *authors[] = {"Ann Author", "Bob Writer", NULL};
    static const char *categories[] = {"Annual Report", NULL};
    meta->title = "Example Project 2024 Annual Report";
    meta->authors = authors;
    meta->categories = categories;
    meta->tags = (const char **)no_words;
    meta->date = (RectoDate){2025, 1, 15};
    meta->date_iso = "2025-01-15T00:00:00Z";
    meta->lang = "en";
}

static Report *report_new(const char *const *sets)
{
    Report *report = g_new0(Report, 1);
    g_autoptr(GError) error = NULL;
    RectoStyleRequest request = {.sets = sets, .document_dir = ".", .n_words = 2000, .n_top_headings = 5};
    const char *families[] = {NULL, NULL, NULL, NULL, NULL};
    report->diagnostics = recto_diagnostics_new();
    report->style = recto_style_resolve(&request, report->diagnostics, &error);
    g_assert_no_error(error);
    report->strings = recto_strings_new("en", report->diagnostics, &error);
    g_assert_no_error(error);
    families[0] = report->style->font_text;
    families[1] = report->style->font_sans;
    families[2] = report->style->font_mono;
    report->fonts = recto_fonts_new(families, FALSE, &error);
    g_assert_no_error(error);
    report->engine = recto_text_engine_new(report->fonts, report->diagnostics);
    report->document = recto_document_new();
    report->layout = (RectoLayout){
        .style = report->style,
        .strings = report->strings,
        .fonts = report->fonts,
        .engine = report->engine,
        .document = report->document,
        .pages = recto_pages_new(report->style->page_width, report->style->page_height),
        .diagnostics = report->diagnostics,
    };
    set_meta(&report->document->meta);
    RectoStructure *structure = report->layout.pages->structure;
    RectoElement *root = recto_structure_root(structure);
    report->flow = g_new0(RectoFlow, 1);
    report->flow->chapters = g_ptr_array_new();
    report->flow->headings = g_array_new(FALSE, TRUE, sizeof(RectoHeading));
    report->flow->listed = g_array_new(FALSE, TRUE, sizeof(RectoListedFigure));
    report->flow->cover = recto_element_new(structure, root, RECTO_ROLE_SECT, RECTO_NO_SPAN);
    report->flow->contents = recto_element_new(structure, root, RECTO_ROLE_TOC, RECTO_NO_SPAN);
    return report;
}

static void report_free(Report *report)
{
    for (guint i = 0; i < report->flow->chapters->len; i++) {
        RectoChapter *chapter = g_ptr_array_index(report->flow->chapters, i);
        g_ptr_array_unref(chapter->turned);
        recto_vlist_free(chapter->list);
        recto_fragment_free(chapter->opener);
        g_free(chapter);
    }
    g_ptr_array_unref(report->flow->chapters);
    g_array_unref(report->flow->headings);
    g_array_unref(report->flow->listed);
    g_free(report->flow);
    recto_pages_free(report->layout.pages);
    recto_text_engine_free(report->engine);
    recto_fonts_free(report->fonts);
    recto_document_free(report->document);
    recto_strings_free(report->strings);
    recto_style_free(report->style);
    recto_diagnostics_free(report->diagnostics);
    g_free(report);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

static RectoVItem *add_line(Report *report, RectoVList *list, const char *words, RectoRole role)
{
    RectoStructure *structure = report->layout.pages->structure;
    RectoElement *element = recto_element_new(structure, recto_structure_root(structure), role, RECTO_NO_SPAN);
    g_autoptr(RectoFragment) line = recto_layout_text(
        &report->layout, report->style, words, &report->style->body, RECTO_PT(322),
        (RectoOrigin){recto_element_slot(structure, element), RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN}, NULL);
    RectoFragment *box = recto_fragment_new();
    recto_fragment_add_fragment(box, line, 0, RECTO_PT(10));
    return recto_vlist_add_box(list, box, RECTO_PT(14), TRUE, RECTO_NO_SPAN);
}

static gint add_heading(Report *report, int level, const char *title, const char *dest, gint parent)
{
    RectoHeading heading = {
        .level = level, .depth = level, .number = level == 1, .title = title, .dest = dest, .parent = parent};
    g_array_append_val(report->flow->headings, heading);
    return (gint)report->flow->headings->len - 1;
}

static RectoChapter *add_chapter(Report *report)
{
    RectoChapter *chapter = g_new0(RectoChapter, 1);
    chapter->list = recto_vlist_new();
    chapter->turned = g_ptr_array_new();
    chapter->heading = -1;
    g_ptr_array_add(report->flow->chapters, chapter);
    return chapter;
}

static void add_lines(Report *report, RectoChapter *chapter, guint n)
{
    for (guint i = 0; i < n; i++)
        add_line(report, chapter->list, "Some words", RECTO_ROLE_P);
}

/* A chapter with an opener, a line, and a section of its own on the next page. */
static void add_opened_chapter(Report *report, const char *title, const char *dest, const char *section,
                               const char *section_dest)
{
    RectoStructure *structure = report->layout.pages->structure;
    RectoChapter *chapter = add_chapter(report);
    chapter->heading = add_heading(report, 1, title, dest, -1);
    RectoHeading *heading = &g_array_index(report->flow->headings, RectoHeading, chapter->heading);
    heading->element = recto_element_new(structure, recto_structure_root(structure), RECTO_ROLE_H2, RECTO_NO_SPAN);
    chapter->opener = recto_layout_text(
        &report->layout, report->style, title, &report->style->chapter, RECTO_PT(322),
        (RectoOrigin){recto_element_slot(structure, heading->element), RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN},
        &chapter->opener_lines);
    add_lines(report, chapter, 30);
    recto_vlist_add_penalty(chapter->list, RECTO_VPENALTY_FORCE);
    gint index = add_heading(report, 2, section, section_dest, chapter->heading);
    add_line(report, chapter->list, section, RECTO_ROLE_H3)->heading = index;
}

static char *compose(Report *report)
{
    recto_compose(&report->layout, report->flow);
    g_autofree char *audit = recto_pages_audit(report->layout.pages);
    g_assert_cmpstr(audit, ==, "");
    return recto_pages_dump(report->layout.pages);
}

/* The dump of one page. */
static char *page_of(const char *dump, guint number)
{
    g_autofree char *head = g_strdup_printf("page %u ", number);
    const char *from = strstr(dump, head);
    const char *to = from ? strstr(from, "\n\n") : NULL;
    return from ? g_strndup(from, to ? (gsize)(to - from) : strlen(from)) : g_strdup("");
}

static void assert_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        g_error("\"%s\" is not in\n%s", words, text);
}

static void assert_lacks(const char *text, const char *words)
{
    if (strstr(text, words))
        g_error("\"%s\" is in\n%s", words, text);
}

static void test_leaflet_is_cover_text_back(void)
{
    static const char *const sets[] = {"composition=leaflet", NULL};
    g_autoptr(Report) report = report_new(sets);
    add_lines(report, add_chapter(report), 40);
    g_autofree char *dump = compose(report);
    g_assert_cmpuint(report->layout.pages->pages->len, ==, 4);
    g_autofree char *cover = page_of(dump, 1), *text = page_of(dump, 2), *back = page_of(dump, 4);
    assert_has(cover, " H1.");
    assert_has(cover, "\"15 January 2025\"");
    assert_has(cover, "\"Annual Report\"");
    assert_lacks(cover, " footer");
    assert_has(text, "text 56 794");
    assert_has(text, "\"2\" Source Sans 3 500 8");
    assert_has(back, "\"Ann Author and Bob Writer\"");
    assert_has(back, "\"Source Serif 4 and Source Sans 3\"");
    assert_lacks(back, " footer");
}

static void test_info_comes_from_the_document(void)
{
    g_autoptr(Report) report = report_new(NULL);
    report->document->meta.description = "A year";
    add_lines(report, add_chapter(report), 1);
    g_free(compose(report));
    const RectoInfo *info = &report->layout.pages->info;
    g_assert_cmpstr(info->title, ==, "Example Project 2024 Annual Report");
    g_assert_cmpstr(info->authors[1], ==, "Bob Writer");
    g_assert_null(info->authors[2]);
    g_assert_cmpstr(info->subject, ==, "A year");
    g_assert_cmpstr(info->keywords[0], ==, "Annual Report");
    g_assert_cmpstr(info->lang, ==, "en");
    g_assert_cmpstr(info->date_iso, ==, "2025-01-15T00:00:00Z");
}

static void test_contents_link_to_the_pages_of_their_headings(void)
{
    static const char *const sets[] = {"composition=report", "contents.min=1", NULL};
    g_autoptr(Report) report = report_new(sets);
    add_opened_chapter(report, "First things", "first", "A section", "a");
    add_opened_chapter(report, "Second things", "second", "Another", "b");
    g_autofree char *dump = compose(report);
    g_autofree char *contents = page_of(dump, 2), *opener = page_of(dump, 3), *second = page_of(dump, 5);
    g_autofree char *tags = recto_tags_dump(report->layout.pages);
    assert_has(contents, "\"Contents\"");
    assert_has(contents, "#first");
    assert_has(contents, "#b");
    assert_has(tags, "Link \"First things 3\" → #first");
    assert_has(tags, "Link \"A section 4\" → #a");
    assert_has(tags, "Link \"Another 6\" → #b");
    assert_has(tags, "H2 \"1 First things\"");
    assert_has(opener, "dest 56 84 first");
    assert_has(opener, "text 224 276");
    assert_has(second, "\"Second things\" Source Sans 3 400 8");
    assert_has(dump, "outline 1 \"Second things\" #second\noutline 2 \"Another\" #b\n");
}

static void test_contents_of_many_pages_keep_the_numbers_right(void)
{
    static const char *const sets[] = {"composition=report", NULL};
    g_autoptr(Report) report = report_new(sets);
    for (guint i = 0; i < 80; i++) {
        g_autofree char *chapter = g_strdup_printf("c%u", i), *section = g_strdup_printf("s%u", i);
        RectoArena *arena = report->layout.pages->arena;
        add_opened_chapter(report, "Things", recto_arena_strndup(arena, chapter, -1), "More",
                           recto_arena_strndup(arena, section, -1));
    }
    g_free(compose(report));
    g_autofree char *tags = recto_tags_dump(report->layout.pages);
    g_autoptr(GHashTable) dests = recto_pages_dests(report->layout.pages);
    const RectoDestination *place = g_hash_table_lookup(dests, "c79");
    g_autofree char *expected = g_strdup_printf("Link \"Things %u\" → #c79", place->page + 1);
    g_assert_cmpuint(place->page, >, 160);
    assert_has(tags, expected);
}

static void test_contents_close_up_to_stay_on_one_page(void)
{
    static const char *const sets[] = {"composition=report", NULL};
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    static const char *const sections[] = {"sa", "sb", "sc", "sd", "se", "sf", "sg", "sh"};
    g_autoptr(Report) report = report_new(sets);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        add_opened_chapter(report, "Things", names[i], "More", sections[i]);
    g_free(compose(report));
    g_autoptr(GHashTable) dests = recto_pages_dests(report->layout.pages);
    g_assert_cmpuint(((const RectoDestination *)g_hash_table_lookup(dests, "a"))->page, ==, 2);
}

/* No section is alone at the top of a page: a chapter with few sections moves to it whole. A report with parts has no
 * denser form of its contents. */
static void test_contents_keep_short_chapters_whole(void)
{
    static const char *const sets[] = {"composition=report", NULL};
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    static const char *const sections[] = {"sa", "sb", "sc", "sd", "se", "sf", "sg", "sh"};
    g_autoptr(Report) report = report_new(sets);
    add_heading(report, 0, "The part", NULL, -1);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        add_opened_chapter(report, "Things", names[i], "First", sections[i]);
        for (guint k = 0; k < 4; k++)
            add_heading(report, 2, "Further", NULL, (gint)report->flow->headings->len - 2);
    }
    g_autofree char *dump = compose(report);
    g_autofree char *first = page_of(dump, 2), *second = page_of(dump, 3);
    assert_has(first, "\"Contents\"");
    const char *chapter = strstr(second, "\"Things \""), *section = strstr(second, "\"Further \"");
    g_assert_nonnull(section);
    g_assert_true(chapter && chapter < section && chapter < strstr(second, "\"First \""));
}

/* No part is alone at a page's foot: its first chapter goes with it. */
static void test_contents_keep_a_part_with_its_first_chapter(void)
{
    static const char *const sets[] = {"composition=report", NULL};
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    static const char *const sections[] = {"sa", "sb", "sc", "sd", "se", "sf", "sg", "sh", "si", "sj", "sk", "sl"};
    for (guint before = 4; before < G_N_ELEMENTS(names); before++) {
        g_autoptr(Report) report = report_new(sets);
        for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
            if (i == before)
                add_heading(report, 0, "The part", NULL, -1);
            add_opened_chapter(report, i == before ? "Its first" : "Things", names[i], "More", sections[i]);
        }
        g_autofree char *dump = compose(report);
        for (guint page = 2; page < 5; page++) {
            g_autofree char *words = page_of(dump, page);
            if (strstr(words, "\"The part \""))
                assert_has(words, "\"Its first \"");
        }
    }
}

static void test_numbers_in_roman_figures(void)
{
    static const struct {
        int number;
        const char *figures;
    } cases[] = {{1, "I"}, {4, "IV"}, {9, "IX"}, {14, "XIV"}, {1999, "MCMXCIX"}, {3999, "MMMCMXCIX"}, {4000, "4000"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *roman = recto_roman(cases[i].number);
        g_assert_cmpstr(roman, ==, cases[i].figures);
    }
}

static void test_title_stands_above_the_text_where_there_is_no_cover(void)
{
    static const char *const sets[] = {"composition=sheet", NULL};
    g_autoptr(Report) report = report_new(sets);
    add_lines(report, add_chapter(report), 4);
    g_autofree char *dump = compose(report);
    g_assert_cmpuint(report->layout.pages->pages->len, ==, 1);
    assert_has(dump, "206 ");
    assert_has(dump, " H1.");
    assert_has(dump, "text 224 276");
    assert_has(dump, "\"15 January 2025\"");
}

static void test_long_title_is_left_out_of_the_footer(void)
{
    g_autoptr(Report) report = report_new(NULL);
    report->document->meta.title = "A title of many words that goes on well beyond what a line of the foot can hold, "
                                   "since somebody thought that a title should tell the story";
    add_lines(report, add_chapter(report), 3);
    g_autofree char *dump = compose(report);
    g_autofree char *text = page_of(dump, 2);
    g_assert_null(strstr(text, "…"));
    assert_has(text, " footer");
    for (const RectoItem *item = (const RectoItem *)recto_pages_page(report->layout.pages, 1)->items->data,
                         *end = item + recto_pages_page(report->layout.pages, 1)->items->len;
         item < end; item++)
        g_assert_cmpint(recto_item_box(item).right, <=, RECTO_PT(546.5));
}

static RectoMarginNote *make_note(Report *report, const char *words, const char *address)
{
    RectoMarginNote *note = g_new0(RectoMarginNote, 1);
    note->fragment = recto_layout_text(&report->layout, report->style, words, &report->style->note, RECTO_PT(140),
                                       (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN}, NULL);
    note->ascent = RECTO_PT(7);
    note->descent = RECTO_PT(3);
    note->y = RECTO_PT(10);
    note->key = note->address = address;
    note->words = words;
    return note;
}

static guint count(const char *text, const char *words)
{
    guint n = 0;
    for (const char *at = strstr(text, words); at; at = strstr(at + 1, words))
        n++;
    return n;
}

static void test_same_address_twice_on_a_page_stands_once(void)
{
    g_autoptr(Report) report = report_new(NULL);
    RectoChapter *chapter = add_chapter(report);
    for (guint i = 0; i < 3; i++)
        recto_vlist_add_margin(add_line(report, chapter->list, "Line", RECTO_ROLE_P),
                               make_note(report, "noted", "example.org/a"));
    g_autofree char *dump = compose(report);
    g_autofree char *text = page_of(dump, 2);
    g_assert_cmpuint(count(text, "\"noted\""), ==, 1);
    assert_has(text, "text 56 206 ");
}

static void test_addresses_without_room_are_listed_on_the_back(void)
{
    static const char *const addresses[] = {"example.org/a", "example.org/b", "example.org/c", "example.org/d",
                                            "example.org/e", "example.org/f", "example.org/g"};
    g_autoptr(Report) report = report_new(NULL);
    RectoChapter *chapter = add_chapter(report);
    for (guint i = 0; i < G_N_ELEMENTS(addresses); i++) {
        recto_vlist_add_margin(add_line(report, chapter->list, "Line", RECTO_ROLE_P),
                               make_note(report, "noted", addresses[i]));
        add_lines(report, chapter, 2);
    }
    g_autofree char *dump = compose(report);
    g_autofree char *back = page_of(dump, 3);
    assert_has(back, "example.org/g");
    assert_lacks(back, "example.org/f");
    assert_has(back, "\"2\"");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/margin/notes-stand-level-with-their-lines", test_notes_stand_level_with_their_lines);
    g_test_add_func("/margin/notes-that-would-touch-move-down", test_notes_that_would_touch_move_down);
    g_test_add_func("/margin/notes-keep-clear-of-captions", test_notes_keep_clear_of_captions);
    g_test_add_func("/margin/first-note-stays-below-the-top", test_first_note_stays_below_the_top);
    g_test_add_func("/margin/no-more-than-six-a-page", test_no_more_than_six_a_page);
    g_test_add_func("/margin/note-that-would-stand-too-far-goes-to-the-list",
                    test_note_that_would_stand_too_far_goes_to_the_list);
    g_test_add_func("/margin/notes-move-up-at-the-foot", test_notes_move_up_at_the_foot);
    g_test_add_func("/margin/notes-that-find-no-room-at-the-foot-go-to-the-list",
                    test_notes_that_find_no_room_at_the_foot_go_to_the_list);
    g_test_add_func("/margin/what-has-no-room-by-itself-takes-none-from-others", test_what_has_no_room_takes_none);
    g_test_add_func("/assembly/leaflet-is-cover-text-back", test_leaflet_is_cover_text_back);
    g_test_add_func("/assembly/info-comes-from-the-document", test_info_comes_from_the_document);
    g_test_add_func("/assembly/contents-link-to-the-pages-of-their-headings",
                    test_contents_link_to_the_pages_of_their_headings);
    g_test_add_func("/assembly/contents-of-many-pages-keep-the-numbers-right",
                    test_contents_of_many_pages_keep_the_numbers_right);
    g_test_add_func("/assembly/contents-keep-short-chapters-whole", test_contents_keep_short_chapters_whole);
    g_test_add_func("/assembly/contents-keep-a-part-with-its-first-chapter",
                    test_contents_keep_a_part_with_its_first_chapter);
    g_test_add_func("/assembly/numbers-in-roman-figures", test_numbers_in_roman_figures);
    g_test_add_func("/assembly/contents-close-up-to-stay-on-one-page", test_contents_close_up_to_stay_on_one_page);
    g_test_add_func("/assembly/title-stands-above-the-text-where-there-is-no-cover",
                    test_title_stands_above_the_text_where_there_is_no_cover);
    g_test_add_func("/assembly/long-title-is-left-out-of-the-footer", test_long_title_is_left_out_of_the_footer);
    g_test_add_func("/assembly/same-address-twice-on-a-page-stands-once",
                    test_same_address_twice_on_a_page_stands_once);
    g_test_add_func("/assembly/addresses-without-room-are-listed-on-the-back",
                    test_addresses_without_room_are_listed_on_the_back);
    return g_test_run();
}
