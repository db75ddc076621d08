/* Tests of pages: fragments, dumps, tags, and the audit (page/pages.h). */
#include "page/pages.h"

#include <string.h>

#define BLACK ((RectoColour){FALSE, 0x1a, 0x1a, 0x1a})

static const RectoFace serif = {
    .id = 1,
    .family = "Test Serif",
    .weight = 400,
    .size = RECTO_PT(10.5),
    .ascent = RECTO_PT(9),
    .descent = RECTO_PT(3),
};

static const RectoGlyphRun *make_run(RectoPages *pages, const char *text, RectoLength width, const char *actual)
{
    RectoGlyphRun *run = recto_arena_new0(pages->arena, RectoGlyphRun);
    run->face = &serif;
    run->text = text;
    run->n_bytes = (guint)strlen(text);
    run->glyphs = recto_arena_new0(pages->arena, RectoGlyph);
    run->n_glyphs = 1;
    run->width = width;
    run->actual = actual;
    return run;
}

static void put(RectoPages *pages, guint page, const char *text, RectoLength x, RectoLength y, RectoSlot slot)
{
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_run(fragment, make_run(pages, text, RECTO_PT(20), NULL), 0, 0, BLACK,
                           (RectoOrigin){slot, RECTO_ARTIFACT_FOOTER, (RectoSpan){1, 17, 1, 0}});
    recto_page_place(recto_pages_page(pages, page), fragment, x, y);
}

static RectoElement *paragraph(RectoPages *pages, RectoRole role)
{
    return recto_element_new(pages->structure, recto_structure_root(pages->structure), role, RECTO_NO_SPAN);
}

static void assert_text(char *text, const char *expected)
{
    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void test_fragment_moves_with_its_origin(void)
{
    g_autoptr(RectoFragment) inner = recto_fragment_new();
    g_autoptr(RectoFragment) outer = recto_fragment_new();
    recto_fragment_add_rect(inner, 10, 20, 5, 6, BLACK, (RectoOrigin){0, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN});
    recto_fragment_add_link(inner, 3, 1, 2, 5, 6, RECTO_NO_SPAN);
    recto_fragment_add_fragment(outer, inner, 100, 200);
    const RectoItem *items = (const RectoItem *)outer->items->data;
    g_assert_cmpint(items[0].x, ==, 110);
    g_assert_cmpint(items[0].y, ==, 220);
    g_assert_cmpint(items[1].x, ==, 101);
    g_assert_cmpuint(items[1].link.link, ==, 3);
    g_assert_cmpint(((const RectoItem *)inner->items->data)[0].x, ==, 10);
}

static void test_dump_joins_a_line(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(595.28), RECTO_PT(841.89));
    recto_pages_add(pages, "2");
    RectoSlot slot = recto_element_slot(pages->structure, paragraph(pages, RECTO_ROLE_P));
    put(pages, 0, "Two ", RECTO_PT(224), RECTO_PT(94.5), slot);
    put(pages, 0, "\"words\"", RECTO_PT(246), RECTO_PT(94.5), slot);
    put(pages, 0, "far", RECTO_PT(400), RECTO_PT(94.5), slot);
    put(pages, 0, "7", RECTO_PT(56), RECTO_PT(800), 0);
    assert_text(recto_pages_dump(pages),
                "page 1 \"2\" 595.28x841.89\n"
                "text 224 94.5 w42 \"Two \\\"words\\\"\" Test Serif 400 10.5 #1a1a1a P.1 @17:1\n"
                "text 400 94.5 w20 \"far\" Test Serif 400 10.5 #1a1a1a P.1 @17:1\n"
                "text 56 800 w20 \"7\" Test Serif 400 10.5 #1a1a1a footer @17:1\n");
}

static void test_dump_shows_a_divided_word_and_what_is_missing(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    RectoPage *page = recto_pages_add(pages, "");
    RectoSlot slot = recto_element_slot(pages->structure, paragraph(pages, RECTO_ROLE_P));
    g_autoptr(RectoFragment) line = recto_fragment_new();
    RectoGlyphRun *box = recto_arena_new0(pages->arena, RectoGlyphRun);
    *box = *make_run(pages, "\xE0\xA4\x85", RECTO_PT(8), "\xE0\xA4\x85");
    box->missing = TRUE;
    recto_fragment_add_run(line, box, 0, 0, BLACK, (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_fragment_add_run(line, make_run(pages, "hy", RECTO_PT(8), NULL), RECTO_PT(8), 0, BLACK,
                           (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_fragment_add_run(line, make_run(pages, "-", RECTO_PT(3), "\xC2\xAD"), RECTO_PT(16), 0, BLACK,
                           (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_fragment_add_run(line, make_run(pages, "phen", RECTO_PT(9), NULL), 0, RECTO_PT(14), BLACK,
                           (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_page_place(page, line, RECTO_PT(10), RECTO_PT(50));
    assert_text(recto_pages_dump(pages), "page 1 \"\" 200x100\n"
                                         "text 10 50 w8 \"अ\" Test Serif 400 10.5 #1a1a1a P.1 missing actual \"अ\"\n"
                                         "text 18 50 w11 \"hy\\-\" Test Serif 400 10.5 #1a1a1a P.1\n"
                                         "text 10 64 w9 \"phen\" Test Serif 400 10.5 #1a1a1a P.1\n");
    assert_text(recto_tags_dump(pages), "Document\n  P \"अhyphen\"\n");
}

static void test_dump_shows_what_is_no_text(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    RectoPage *page = recto_pages_add(pages, "i");
    RectoElement *link = paragraph(pages, RECTO_ROLE_LINK);
    guint index = recto_pages_add_link(pages, "https://example.org/", NULL, "there", link, RECTO_NO_SPAN);
    const RectoPathStep steps[] = {{'M', {0, 0}}, {'L', {RECTO_PT(3), RECTO_PT(-1.25)}}, {'Z'}};
    RectoItem path = {.kind = RECTO_ITEM_PATH, .x = RECTO_PT(1), .y = RECTO_PT(2)};
    path.path.steps = steps;
    path.path.n_steps = 3;
    path.path.fill.none = TRUE;
    path.path.stroke = BLACK;
    path.path.line_width = RECTO_PT(0.5);
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_rect(fragment, 0, 0, RECTO_PT(4), RECTO_PT(0.75), BLACK,
                            (RectoOrigin){0, RECTO_ARTIFACT_LAYOUT, RECTO_NO_SPAN});
    recto_fragment_add_link(fragment, index, 0, 0, RECTO_PT(30), RECTO_PT(14), RECTO_NO_SPAN);
    g_array_append_val(fragment->items, path);
    recto_page_place(page, fragment, 0, 0);
    recto_pages_add_dest(pages, page, "top", 0, 0);
    recto_pages_add_outline(pages, 1, "Top", "top");
    assert_text(recto_pages_dump(pages), "page 1 \"i\" 200x100\n"
                                         "rect 0 0 4x0.75 #1a1a1a layout\n"
                                         "link 0 0 30x14 https://example.org/\n"
                                         "path 1 2 M0 0 L3 -1.25 Z stroke #1a1a1a 0.5 layout\n"
                                         "dest 0 0 top\n"
                                         "\noutline 1 \"Top\" #top\n");
}

static void test_tags_follow_the_source_not_the_drawing(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    recto_pages_add(pages, "1");
    recto_pages_add(pages, "2");
    RectoElement *p = paragraph(pages, RECTO_ROLE_P);
    RectoSlot before = recto_element_slot(pages->structure, p);
    RectoElement *link = recto_element_new(pages->structure, p, RECTO_ROLE_LINK, RECTO_NO_SPAN);
    RectoSlot inside = recto_element_slot(pages->structure, link);
    RectoSlot after = recto_element_slot(pages->structure, p);
    recto_pages_add_link(pages, "https://example.org/", NULL, "link", link, RECTO_NO_SPAN);
    put(pages, 1, "after", 0, RECTO_PT(20), after);
    put(pages, 0, "link ", 0, RECTO_PT(40), inside);
    put(pages, 0, "before ", 0, RECTO_PT(20), before);
    put(pages, 1, "7", 0, RECTO_PT(90), 0);
    assert_text(recto_tags_dump(pages), "Document\n"
                                        "  P\n"
                                        "    \"before \"\n"
                                        "    Link \"link \" → https://example.org/\n"
                                        "    \"after\"\n");
}

static void test_tags_show_attributes(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    recto_pages_add(pages, "1");
    pages->info.lang = "en";
    RectoElement *list = paragraph(pages, RECTO_ROLE_L);
    list->numbering = RECTO_LIST_DECIMAL;
    RectoElement *item = recto_element_new(pages->structure, list, RECTO_ROLE_LI, RECTO_NO_SPAN);
    RectoElement *label = recto_element_new(pages->structure, item, RECTO_ROLE_LBL, RECTO_NO_SPAN);
    RectoElement *row =
        recto_element_new(pages->structure, paragraph(pages, RECTO_ROLE_TABLE), RECTO_ROLE_TR, RECTO_NO_SPAN);
    RectoElement *head = recto_element_new(pages->structure, row, RECTO_ROLE_TH, RECTO_NO_SPAN);
    head->scope = RECTO_SCOPE_COLUMN;
    head->column_span = 2;
    recto_element_set_lang(pages->structure, head, "de");
    put(pages, 0, "1.", 0, RECTO_PT(20), recto_element_slot(pages->structure, label));
    assert_text(recto_tags_dump(pages), "Document lang=en\n"
                                        "  L numbering=decimal\n"
                                        "    LI\n"
                                        "      Lbl \"1.\"\n"
                                        "  Table\n"
                                        "    TR\n"
                                        "      TH lang=de scope=column colspan=2\n");
}

static void test_elements_that_hold_nothing_are_left_out(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    recto_pages_add(pages, "1");
    RectoElement *empty = paragraph(pages, RECTO_ROLE_P);
    RectoElement *link = recto_element_new(pages->structure, empty, RECTO_ROLE_LINK, RECTO_NO_SPAN);
    recto_element_slot(pages->structure, link);
    RectoElement *row =
        recto_element_new(pages->structure, paragraph(pages, RECTO_ROLE_TABLE), RECTO_ROLE_TR, RECTO_NO_SPAN);
    RectoElement *cell = recto_element_new(pages->structure, row, RECTO_ROLE_TD, RECTO_NO_SPAN);
    g_autofree gboolean *kept = recto_pages_kept_elements(pages);
    g_assert_true(kept[0]);
    g_assert_false(kept[empty->id]);
    g_assert_false(kept[link->id]);
    g_assert_true(kept[row->id]);
    g_assert_true(kept[cell->id]);
}

static void test_what_shows_nothing_holds_nothing(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    RectoPage *page = recto_pages_add(pages, "1");
    RectoElement *p = paragraph(pages, RECTO_ROLE_P);
    RectoSlot slot = recto_element_slot(pages->structure, p);
    RectoColour none = {.none = TRUE};
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    RectoGlyphRun *run = recto_arena_new0(pages->arena, RectoGlyphRun);
    run->face = &serif;
    recto_fragment_add_run(fragment, run, 0, 0, BLACK, (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_fragment_add_run(fragment, make_run(pages, "x", 1, NULL), 0, 0, none, (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_fragment_add_rect(fragment, 0, 0, 9, 9, none, (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_fragment_add_rect(fragment, 0, 0, 9, 0, BLACK, (RectoOrigin){slot, 0, RECTO_NO_SPAN});
    recto_page_place(page, fragment, 0, 0);
    g_autofree gboolean *kept = recto_pages_kept_elements(pages);
    g_assert_false(kept[p->id]);
}

static void test_audit_of_sound_pages_is_empty(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    recto_pages_add(pages, "1");
    RectoElement *p = paragraph(pages, RECTO_ROLE_P);
    put(pages, 0, "text", 0, RECTO_PT(20), recto_element_slot(pages->structure, p));
    recto_pages_add_dest(pages, recto_pages_page(pages, 0), "here", 0, 0);
    recto_pages_add_outline(pages, 1, "Here", "here");
    assert_text(recto_pages_audit(pages), "");
}

static void test_audit_names_every_error(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    RectoPage *page = recto_pages_add(pages, "1");
    RectoElement *link = paragraph(pages, RECTO_ROLE_LINK);
    guint nowhere = recto_pages_add_link(pages, NULL, "gone", "x", link, (RectoSpan){1, 4, 2, 0});
    recto_pages_add_link(pages, "https://example.org/", NULL, "x", NULL, RECTO_NO_SPAN);
    recto_pages_add_link(pages, "https://example.org/a", NULL, "x", link, RECTO_NO_SPAN);
    put(pages, 0, "off", RECTO_PT(190), RECTO_PT(50), 99);
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    recto_fragment_add_link(fragment, nowhere, 0, 0, RECTO_PT(9), RECTO_PT(9), RECTO_NO_SPAN);
    recto_fragment_add_link(fragment, 77, 0, 0, RECTO_PT(9), RECTO_PT(9), RECTO_NO_SPAN);
    recto_page_place(page, fragment, 0, 0);
    recto_pages_add_dest(pages, page, "twice", 0, 0);
    recto_pages_add_dest(pages, page, "twice", 0, 9);
    recto_pages_add_outline(pages, 1, "Lost", "lost");
    assert_text(recto_pages_audit(pages), "page 1: text outside the page: 190 50 \"off\" @17:1\n"
                                          "page 1: text in unknown slot 99 @17:1\n"
                                          "page 1: area of unknown link 77\n"
                                          "page 1: destination #twice is there twice\n"
                                          "link 0 #gone goes nowhere @4:2\n"
                                          "link 1 https://example.org/ has no element\n"
                                          "link 2 https://example.org/a has no area\n"
                                          "outline \"Lost\" goes nowhere: #lost\n");
}

static void test_pages_own_their_strings(void)
{
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    char text[] = "name", uri[] = "tel:1";
    RectoPage *page = recto_pages_add(pages, text);
    recto_pages_add_dest(pages, page, text, RECTO_PT(3), RECTO_PT(4));
    recto_pages_add_link(pages, uri, text, text, NULL, RECTO_NO_SPAN);
    RectoAttachment attachment = {.name = "a", .bytes = g_bytes_new_static("x", 1)};
    g_array_append_val(pages->attachments, attachment);
    text[0] = 'g';
    uri[4] = '2';
    g_assert_cmpstr(page->label, ==, "name");
    g_autoptr(GHashTable) dests = recto_pages_dests(pages);
    const RectoDestination *place = g_hash_table_lookup(dests, "name");
    g_assert_nonnull(place);
    g_assert_cmpint(place->y, ==, RECTO_PT(4));
    g_assert_cmpstr(g_array_index(pages->links, RectoLink, 0).uri, ==, "tel:1");
}

static void test_links_are_judged(void)
{
    static const char *const refused[] = {"javascript:alert(1)",
                                          "JAVASCRIPT:x",
                                          "java\nscript:x",
                                          "data:text/html,x",
                                          "file:///etc/passwd",
                                          "\x01vbscript:x",
                                          "other.pdf",
                                          "https:",
                                          ""};
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(200), RECTO_PT(100));
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        guint link = recto_pages_add_link(pages, refused[i], NULL, "x", NULL, RECTO_NO_SPAN);
        g_assert_null(g_array_index(pages->links, RectoLink, link).uri);
    }
    guint link = recto_pages_add_link(pages, " HTTPS://example.org/a\n", NULL, "x", NULL, RECTO_NO_SPAN);
    g_assert_cmpstr(g_array_index(pages->links, RectoLink, link).uri, ==, "HTTPS://example.org/a");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pages/fragment-moves-with-its-origin", test_fragment_moves_with_its_origin);
    g_test_add_func("/pages/dump-joins-a-line", test_dump_joins_a_line);
    g_test_add_func("/pages/dump-shows-a-divided-word", test_dump_shows_a_divided_word_and_what_is_missing);
    g_test_add_func("/pages/dump-shows-what-is-no-text", test_dump_shows_what_is_no_text);
    g_test_add_func("/pages/tags-follow-the-source", test_tags_follow_the_source_not_the_drawing);
    g_test_add_func("/pages/tags-show-attributes", test_tags_show_attributes);
    g_test_add_func("/pages/empty-elements-are-left-out", test_elements_that_hold_nothing_are_left_out);
    g_test_add_func("/pages/what-shows-nothing-holds-nothing", test_what_shows_nothing_holds_nothing);
    g_test_add_func("/pages/audit-of-sound-pages-is-empty", test_audit_of_sound_pages_is_empty);
    g_test_add_func("/pages/audit-names-every-error", test_audit_names_every_error);
    g_test_add_func("/pages/own-their-strings", test_pages_own_their_strings);
    g_test_add_func("/pages/links-are-judged", test_links_are_judged);
    return g_test_run();
}
