/* Tests of shaping and setting text: scripts, directions, fallback fonts and missing glyphs (text/text.h). */
#include "text/breaker.h"
#include "text/engine.h"

#include <string.h>

typedef struct {
    RectoFonts *fonts;
    RectoDiagnostics *diagnostics;
    RectoTextEngine *engine;
    guint32 file;
} Fixture;

static const RectoCharStyle plain = {.family = "Source Serif 4", .weight = 400, .size = RECTO_PT(10)};

static void set_up(Fixture *fixture, gconstpointer data)
{
    static const char *const families[] = {"Source Serif 4", NULL};
    fixture->fonts = recto_fonts_new(families, FALSE, NULL);
    g_assert_nonnull(fixture->fonts);
    fixture->diagnostics = recto_diagnostics_new();
    fixture->file = recto_diagnostics_add_source(fixture->diagnostics, "a.md", "", 0);
    fixture->engine = recto_text_engine_new(fixture->fonts, fixture->diagnostics);
}

static void tear_down(Fixture *fixture, gconstpointer data)
{
    recto_text_engine_free(fixture->engine);
    recto_diagnostics_free(fixture->diagnostics);
    recto_fonts_free(fixture->fonts);
}

static RectoLength width_of(const Fixture *fixture, const char *string, const RectoCharStyle *style)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, string, -1, style, RECTO_NO_SPAN);
    return recto_text_width(text);
}

static RectoLines *on_one_line(RectoText *text)
{
    RectoParagraphStyle set = {.measure = RECTO_PT(2000), .align = RECTO_RAGGED};
    return recto_text_break(text, &set);
}

static void white_space_becomes_spaces(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    g_assert_true(recto_text_is_empty(text));
    recto_text_append(text, "a\nb\tc\r\nd", -1, &plain, RECTO_NO_SPAN);
    g_assert_cmpstr(recto_text_string(text), ==, "a b c d");
}

static void bytes_that_are_no_text_do_no_harm(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text,
                      "a\xFF"
                      "b",
                      3, &plain, RECTO_NO_SPAN);
    g_autoptr(RectoLines) lines = on_one_line(text);
    g_assert_cmpuint(lines->n_lines, ==, 1);
    g_assert_true(g_utf8_validate(recto_text_string(text), -1, NULL));
}

static void tracking_adds_to_every_glyph(Fixture *fixture, gconstpointer data)
{
    RectoCharStyle tracked = plain;
    tracked.tracking = 100;
    g_assert_cmpint(width_of(fixture, "abcd", &tracked), ==, width_of(fixture, "abcd", &plain) + 400);
}

static void features_reach_the_glyphs(Fixture *fixture, gconstpointer data)
{
    RectoCharStyle apart = plain;
    apart.features = "kern=0";
    g_assert_cmpint(width_of(fixture, "AVAVAV", &apart), >, width_of(fixture, "AVAVAV", &plain));
}

static guint32 first_glyph(RectoText *text)
{
    RectoParagraphStyle set = {.measure = RECTO_PT(400)};
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    return lines->lines[0].runs[0].run.glyphs[0].index;
}

static void capitals_in_a_row_become_small_ones(Fixture *fixture, gconstpointer data)
{
    static const struct {
        const char *text;
        gboolean changes;
    } cases[] = {{"NASA said", TRUE}, {"VMs run", TRUE}, {"A word", FALSE},
                 {"GitHub", FALSE},   {"USAid", FALSE},  {"H2O", FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
        recto_text_append(text, cases[i].text, -1, &plain, (RectoSpan){1, 1, 1, 0});
        guint32 before = first_glyph(text);
        recto_text_small_capitals(text);
        g_assert_cmpint(first_glyph(text) != before, ==, cases[i].changes);
        g_assert_cmpstr(recto_text_string(text), ==, cases[i].text);
    }
}

static void small_capitals_know_their_place(Fixture *fixture, gconstpointer data)
{
    RectoCharStyle code = plain;
    code.flags = RECTO_CHAR_LITERAL;
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "The IBM and ", -1, &plain, (RectoSpan){1, 3, 1, 0});
    recto_text_append(text, "GNU", -1, &code, (RectoSpan){1, 3, 13, 0});
    recto_text_small_capitals(text);
    RectoParagraphStyle set = {.measure = RECTO_PT(400)};
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->lines[0].n_runs, ==, 4);
    g_assert_cmpuint(lines->lines[0].runs[1].span.column, ==, 5);
    g_assert_cmpuint(lines->lines[0].runs[2].span.column, ==, 8);
    g_assert_cmpint(lines->lines[0].runs[3].run.width, ==, width_of(fixture, "GNU", &code));
    RectoCharStyle small = plain;
    small.features = "c2sc=1";
    g_assert_cmpint(lines->lines[0].runs[1].run.width, ==, width_of(fixture, "IBM", &small));
    g_assert_cmpint(width_of(fixture, "IBM", &small), <, width_of(fixture, "IBM", &plain));
}

static void figures_are_as_wide_as_the_style_says(Fixture *fixture, gconstpointer data)
{
    RectoCharStyle figures = plain;
    figures.features = "lnum=1,tnum=1";
    g_assert_cmpint(width_of(fixture, "1111", &figures), ==, width_of(fixture, "2064", &figures));
    figures.features = "lnum=1,pnum=1";
    g_assert_cmpint(width_of(fixture, "1111", &figures), <, width_of(fixture, "2064", &figures));
    g_assert_true(
        recto_face_has_feature(recto_fonts_face(fixture->fonts, plain.family, 400, FALSE, plain.size, NULL), "onum"));
    g_assert_false(
        recto_face_has_feature(recto_fonts_face(fixture->fonts, plain.family, 400, FALSE, plain.size, NULL), "swsh"));
}

static void superior_glyphs_are_there_for_all_or_none(Fixture *fixture, gconstpointer data)
{
    const RectoFace *face = recto_fonts_face(fixture->fonts, plain.family, 400, FALSE, plain.size, NULL);
    g_assert_true(recto_face_replaces(face, "sups", "12"));
    g_assert_false(recto_face_replaces(face, "sups", "1*"));
    g_assert_false(recto_face_replaces(face, "sups", ""));
    g_assert_false(recto_face_replaces(face, "swsh", "1"));
}

/* Of the cheapest hyphen in a word. */
static gint32 hyphen_cost(Fixture *fixture, const char *lang, const char *word)
{
    RectoParagraphStyle set = {
        .measure = RECTO_PT(300), .hyphenate = TRUE, .hyphen_word = 6, .hyphen_before = 2, .hyphen_after = 3};
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, lang);
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(RectoWordBreak));
    recto_text_append(text, word, -1, &plain, RECTO_NO_SPAN);
    recto_text_prepare(text);
    recto_word_breaks(text, 0, &set, RECTO_BREAKS_HYPHENS, FALSE, breaks);
    gint32 least = G_MAXINT32;
    for (guint i = 0; i < breaks->len; i++)
        least = MIN(least, g_array_index(breaks, RectoWordBreak, i).penalty);
    return least;
}

static void names_are_rather_left_whole(Fixture *fixture, gconstpointer data)
{
    g_assert_cmpint(hyphen_cost(fixture, "en", "container"), <, G_MAXINT32);
    g_assert_cmpint(hyphen_cost(fixture, "en", "Container"), >, hyphen_cost(fixture, "en", "container"));
    g_assert_cmpint(hyphen_cost(fixture, "de", "Verbindungen"), ==, hyphen_cost(fixture, "de", "verbindungen"));
}

/* Whether a line may end between two stretches, of which the second has `flags`. */
static gboolean breaks_before(Fixture *fixture, const char *first, const char *second, guint flags)
{
    RectoCharStyle other = plain;
    other.flags = flags;
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, first, -1, &plain, RECTO_NO_SPAN);
    recto_text_append(text, second, -1, &other, RECTO_NO_SPAN);
    recto_text_prepare(text);
    for (guint i = 0; i < text->segments->len; i++) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
        if (segment->end == strlen(first))
            return segment->after != RECTO_BREAK_NEVER;
    }
    g_assert_not_reached();
}

static void code_is_not_joined_like_the_mark_of_a_note(Fixture *fixture, gconstpointer data)
{
    guint code = RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS | RECTO_CHAR_HUMPS;
    g_assert_true(breaks_before(fixture, "the command—", "lampLighter", code));
    g_assert_false(breaks_before(fixture, "the command—", "12", RECTO_CHAR_LITERAL | RECTO_CHAR_JOINED));
}

static void spaces_break_before_signs_that_begin_a_word(Fixture *fixture, gconstpointer data)
{
    static const struct {
        const char *first, *second;
        gboolean breaks;
    } cases[] = {{"lamp ", "/wick", TRUE}, {"lamp ", ".wick", TRUE}, {"lamp, ", ":wick", TRUE},
                 {"lamp ", "!wick", TRUE}, {"lamp ", ")wick", TRUE}, {"lamp ", "}wick", TRUE},
                 {"lamp ", ";wick", TRUE}, {"lamp ", "?x", TRUE},    {"“lamp” ", "(wick", TRUE},
                 {"lampe ", "!", FALSE},   {"lampe ", "?!", FALSE},  {"lampe ", ": oui", FALSE},
                 {"lampe ", "!»", FALSE},  {"( ", ".wick", FALSE},   {"lamp\u00A0", "/wick", FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(breaks_before(fixture, cases[i].first, cases[i].second, 0), ==, cases[i].breaks);
    g_assert_false(breaks_before(fixture, "a list !", "wick", 0));
}

static void ligatures_are_one_cluster(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "office", -1, &plain, RECTO_NO_SPAN);
    g_autoptr(RectoLines) lines = on_one_line(text);
    const RectoGlyphRun *run = &lines->lines[0].runs[0].run;
    guint bytes = 0;
    for (guint i = 0; i < run->n_clusters; i++)
        bytes += run->clusters[i].n_bytes;
    g_assert_cmpuint(bytes, ==, 6);
    g_assert_cmpuint(run->n_clusters, <=, 6);
}

static void a_character_that_no_face_has_is_told_once_and_kept(Fixture *fixture, gconstpointer data)
{
    for (guint round = 0; round < 2; round++) {
        g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
        recto_text_append(text, "see \xE0\xA4\x95 and \xE0\xA4\x95x.", -1, &plain, (RectoSpan){fixture->file, 3, 1, 0});
        g_autoptr(RectoLines) lines = on_one_line(text);
        guint missing = 0;
        g_autoptr(GString) all = g_string_new(NULL);
        for (guint i = 0; i < lines->lines[0].n_runs; i++) {
            const RectoGlyphRun *run = &lines->lines[0].runs[i].run;
            g_string_append_len(all, run->text, run->n_bytes);
            if (!run->missing)
                continue;
            missing++;
            g_assert_cmpuint(run->n_glyphs, ==, 1);
            g_assert_cmpuint(run->glyphs[0].index, ==, 0x915);
            g_assert_cmpstr(run->face->family, ==, "boxes");
            g_assert_null(run->actual);
            g_assert_cmpint(run->width, ==, RECTO_PT(6));
        }
        g_assert_cmpuint(missing, ==, 2);
        g_assert_cmpstr(all->str, ==, "see \xE0\xA4\x95 and \xE0\xA4\x95x.");
    }
    recto_text_engine_report(fixture->engine);
    g_assert_cmpuint(recto_diagnostics_count(fixture->diagnostics, RECTO_WARNING), ==, 1);
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(fixture->diagnostics);
    const RectoDiagnostic *first = g_ptr_array_index(all, 0);
    g_assert_cmpstr(first->text, ==, "no available font has Devanagari (2 characters, the first is U+0915)");
    g_assert_cmpuint(first->span.line, ==, 3);
    g_assert_cmpuint(first->span.column, ==, 5);
}

/* PDF/A-3a requires replacement text for private-use characters. */
static void private_characters_are_heard_as_themselves(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "\xEE\x80\x80\xEE\x80\x81 क", -1, &plain, RECTO_NO_SPAN);
    g_autoptr(RectoLines) lines = on_one_line(text);
    const RectoTextLine *line = &lines->lines[0];
    g_assert_cmpuint(line->n_runs, ==, 3);
    g_assert_cmpstr(line->runs[0].run.actual, ==, "\xEE\x80\x80\xEE\x80\x81");
    g_assert_null(line->runs[2].run.actual);
}

/* Each script causes one diagnostic; marks and signs count for the script around them. */
static void scripts_that_no_face_has_are_told_once_each(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "の灯台。とタワー・港 กข", -1, &plain, (RectoSpan){fixture->file, 7, 1, 0});
    g_autoptr(RectoLines) lines = on_one_line(text);
    recto_text_engine_report(fixture->engine);
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(fixture->diagnostics);
    g_assert_cmpuint(all->len, ==, 2);
    g_assert_cmpstr(((RectoDiagnostic *)all->pdata[0])->text, ==,
                    "no available font has Chinese and Japanese (10 characters, the first is U+306E)");
    g_assert_cmpstr(((RectoDiagnostic *)all->pdata[1])->text, ==,
                    "no available font has Thai (2 characters, the first is U+0E01)");
}

static void direction_is_that_of_the_first_letter(Fixture *fixture, gconstpointer data)
{
    g_assert_true(recto_direction_is_rtl("2024 (המגדלור) light", "en"));
    g_assert_false(recto_direction_is_rtl("light המגדלור", "en"));
    g_assert_false(recto_direction_is_rtl("2024!", "en"));
    g_assert_false(recto_direction_is_rtl("", "ar"));
}

static void in_a_language_from_right_to_left_a_foreign_word_may_come_first(Fixture *fixture, gconstpointer data)
{
    g_assert_true(recto_direction_is_rtl("Linux היא מערכת הפעלה", "he"));
    g_assert_true(recto_direction_is_rtl("Linux سیستم است", "fa-IR"));
    g_assert_false(recto_direction_is_rtl("A sentence that only quotes one word, שלום, and goes on", "he"));
    g_assert_false(recto_direction_is_rtl("Linux היא מערכת הפעלה", "uz-Latn"));
}

/* Runs are numbered in reading order in `logical`, independent of their position. */
static void runs_know_their_place_in_reading(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "he");
    recto_text_append(text, "one two (", -1, &plain, RECTO_NO_SPAN);
    recto_text_set_direction(text, RECTO_DIRECTION_RTL);
    g_autoptr(RectoLines) lines = on_one_line(text);
    const RectoTextLine *line = &lines->lines[0];
    g_assert_cmpuint(line->n_runs, ==, 2);
    g_assert_true(lines->rtl);
    g_assert_cmpuint(line->runs[0].logical, ==, 1);
    g_assert_cmpuint(line->runs[1].logical, ==, 0);
    g_assert_cmpint(line->runs[0].x, <, line->runs[1].x);
}

static void emoji_sequences_are_one_glyph(Fixture *fixture, gconstpointer data)
{
    static const char *const sequences[] = {
        "👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "1️⃣", "❤️", "🏳️‍🌈"};
    for (guint i = 0; i < G_N_ELEMENTS(sequences); i++) {
        g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
        recto_text_append(text, sequences[i], -1, &plain, RECTO_NO_SPAN);
        g_autoptr(RectoLines) lines = on_one_line(text);
        g_assert_cmpuint(lines->lines[0].n_runs, ==, 1);
        g_assert_cmpstr(lines->lines[0].runs[0].run.face->family, ==, "Noto Emoji");
        g_assert_cmpuint(lines->lines[0].runs[0].run.n_glyphs, ==, 1);
    }
}

static void runs_know_their_span_style_and_rise(Fixture *fixture, gconstpointer data)
{
    RectoCharStyle raised = plain;
    raised.rise = RECTO_PT(3);
    raised.size = RECTO_PT(6);
    raised.tag = "note";
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "word", -1, &plain, (RectoSpan){fixture->file, 2, 1, 0});
    recto_text_append(text, "1", -1, &raised, (RectoSpan){fixture->file, 2, 7, 0});
    g_autoptr(RectoLines) lines = on_one_line(text);
    g_assert_cmpuint(lines->lines[0].n_runs, ==, 2);
    const RectoTextRun *note = &lines->lines[0].runs[1];
    g_assert_cmpint(note->rise, ==, RECTO_PT(3));
    g_assert_cmpint(note->run.face->size, ==, RECTO_PT(6));
    g_assert_true(note->tag == raised.tag);
    g_assert_cmpuint(note->span.column, ==, 7);
    g_assert_cmpuint(note->span.length, ==, 1);
}

static void width_is_that_of_the_line(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "Two words", -1, &plain, RECTO_NO_SPAN);
    g_autoptr(RectoLines) lines = on_one_line(text);
    g_assert_cmpint(lines->width, ==, recto_text_width(text));
    g_assert_cmpint(lines->lines[0].width, ==, lines->width);
}

static void text_may_grow_after_it_was_measured(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, "one", -1, &plain, RECTO_NO_SPAN);
    RectoLength before = recto_text_width(text);
    recto_text_append(text, " two", -1, &plain, RECTO_NO_SPAN);
    g_assert_cmpint(recto_text_width(text), >, before);
}

#define TEST(name, function) g_test_add("/text/" name, Fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("white-space-becomes-spaces", white_space_becomes_spaces);
    TEST("bytes-that-are-no-text-do-no-harm", bytes_that_are_no_text_do_no_harm);
    TEST("tracking-adds-to-every-glyph", tracking_adds_to_every_glyph);
    TEST("features-reach-the-glyphs", features_reach_the_glyphs);
    TEST("capitals-in-a-row-become-small-ones", capitals_in_a_row_become_small_ones);
    TEST("small-capitals-know-their-place", small_capitals_know_their_place);
    TEST("figures-are-as-wide-as-the-style-says", figures_are_as_wide_as_the_style_says);
    TEST("superior-glyphs-are-there-for-all-or-none", superior_glyphs_are_there_for_all_or_none);
    TEST("names-are-rather-left-whole", names_are_rather_left_whole);
    TEST("code-is-not-joined-like-the-mark-of-a-note", code_is_not_joined_like_the_mark_of_a_note);
    TEST("spaces-break-before-signs-that-begin-a-word", spaces_break_before_signs_that_begin_a_word);
    TEST("ligatures-are-one-cluster", ligatures_are_one_cluster);
    TEST("a-character-that-no-face-has", a_character_that_no_face_has_is_told_once_and_kept);
    TEST("private-characters", private_characters_are_heard_as_themselves);
    TEST("scripts-that-no-face-has", scripts_that_no_face_has_are_told_once_each);
    TEST("direction-is-that-of-the-first-letter", direction_is_that_of_the_first_letter);
    TEST("a-foreign-word-may-come-first", in_a_language_from_right_to_left_a_foreign_word_may_come_first);
    TEST("runs-know-their-place-in-reading", runs_know_their_place_in_reading);
    TEST("emoji-sequences-are-one-glyph", emoji_sequences_are_one_glyph);
    TEST("runs-know-their-span-style-and-rise", runs_know_their_span_style_and_rise);
    TEST("width-is-that-of-the-line", width_is_that_of_the_line);
    TEST("text-may-grow-after-it-was-measured", text_may_grow_after_it_was_measured);
    return g_test_run();
}
