/* Tests of paragraph breaking: lines, hyphens, spaces and rivers (text/text.h). */
#include "text/text.h"

#include <string.h>

static const char *const families[] = {"Source Serif 4", "Source Sans 3", "Source Code Pro", NULL};

static const char prose[] =
    "A foundation writes its year down once, on the web, and then wishes for a report that can be printed, attached to "
    "a "
    "letter and kept. The words are there already; what is missing is the setting of them. Lines should be even, "
    "hyphens few, and no paragraph should end in a scrap. Where a typesetter of lead would have moved a word from one "
    "line to the next, and then three lines back to make good for it, a program weighs every way at once and takes the "
    "one that costs least. Contributors from twenty-two organisations reviewed the implementation, documented the "
    "administration interface and recommended considerable simplifications before the release.";

typedef struct {
    RectoFonts *fonts;
    RectoDiagnostics *diagnostics;
    RectoTextEngine *engine;
    guint32 file;
} Fixture;

static const RectoCharStyle plain = {.family = "Source Serif 4", .weight = 400, .size = RECTO_PT(10.5)};

static RectoParagraphStyle justified(int points)
{
    return (RectoParagraphStyle){.measure = points * RECTO_POINT,
                                 .align = RECTO_JUSTIFIED,
                                 .hyphenate = TRUE,
                                 .hyphen_word = 6,
                                 .hyphen_before = 2,
                                 .hyphen_after = 3,
                                 .ladder = 2,
                                 .no_last_hyphen = TRUE,
                                 .space_min = 800,
                                 .space_max = 1600,
                                 .space_open = 2000,
                                 .expansion = 20,
                                 .letterspacing = 10,
                                 .protrusion = TRUE,
                                 .last_line = 28 * RECTO_POINT,
                                 .rag_zone = 28 * RECTO_POINT,
                                 .rag_hyphen = 60 * RECTO_POINT};
}

static void set_up(Fixture *fixture, gconstpointer data)
{
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

static RectoText *make(const Fixture *fixture, const char *string)
{
    RectoText *text = recto_text_new(fixture->engine, "en");
    recto_text_append(text, string, -1, &plain, (RectoSpan){fixture->file, 1, 1, 0});
    return text;
}

static gboolean is_break_hyphen(const RectoTextRun *run)
{
    return run->run.actual && g_str_equal(run->run.actual, "\xC2\xAD");
}

/* Returns the text of the runs of a line. */
static char *read_line(const RectoTextLine *line)
{
    GString *string = g_string_new(NULL);
    for (guint i = 0; i < line->n_runs; i++) {
        if (!is_break_hyphen(&line->runs[i]))
            g_string_append_len(string, line->runs[i].run.text, line->runs[i].run.n_bytes);
    }
    return g_string_free(string, FALSE);
}

static char *read_all(const RectoLines *lines)
{
    GString *string = g_string_new(NULL);
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autofree char *line = read_line(&lines->lines[i]);
        g_string_append(string, line);
    }
    return g_string_free(string, FALSE);
}

static guint count(const Fixture *fixture, RectoCode code)
{
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(fixture->diagnostics);
    guint n = 0;
    for (guint i = 0; i < all->len; i++)
        n += ((RectoDiagnostic *)g_ptr_array_index(all, i))->code == code;
    return n;
}

static void every_character_is_in_one_run_in_order(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    for (int measure = 40; measure < 500; measure += 23) {
        RectoParagraphStyle set = justified(measure);
        for (int align = RECTO_RAGGED; align <= RECTO_ALIGN_CENTRE; align++) {
            set.align = (RectoAlign)align;
            g_autoptr(RectoLines) lines = recto_text_break(text, &set);
            g_autofree char *all = read_all(lines);
            g_assert_cmpstr(all, ==, prose);
        }
    }
}

static RectoLength advance_of_clusters(const RectoGlyphRun *run)
{
    guint glyphs = 0, bytes = 0;
    for (guint i = 0; i < run->n_clusters; i++) {
        glyphs += run->clusters[i].n_glyphs;
        bytes += run->clusters[i].n_bytes;
    }
    g_assert_cmpuint(glyphs, ==, run->n_glyphs);
    g_assert_cmpuint(bytes, ==, run->n_bytes);
    return run->width;
}

static void lines_keep_to_the_measure(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    for (int measure = 120; measure < 500; measure += 11) {
        RectoParagraphStyle set = justified(measure);
        set.protrusion = measure % 2;
        g_autoptr(RectoLines) lines = recto_text_break(text, &set);
        for (guint i = 0; i < lines->n_lines; i++) {
            const RectoTextLine *line = &lines->lines[i];
            RectoLength most = set.measure + (set.protrusion ? RECTO_PT(4) : RECTO_PT(0.1));
            g_assert_false(line->overfull);
            g_assert_cmpint(line->width, <=, most);
            for (guint k = 0; k < line->n_runs; k++)
                advance_of_clusters(&line->runs[k].run);
            if (!line->forced && line->space <= set.space_max)
                g_assert_cmpint(line->width, >=, set.measure - RECTO_PT(0.1));
        }
    }
}

static void runs_of_a_line_stand_side_by_side(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    RectoCharStyle bold = plain, mono = plain;
    bold.weight = 700;
    bold.tag = "bold";
    mono.family = "Source Code Pro";
    mono.flags = RECTO_CHAR_LITERAL;
    recto_text_append(text, "Every release is ", -1, &plain, (RectoSpan){fixture->file, 1, 1, 0});
    recto_text_append(text, "signed and published", -1, &bold, (RectoSpan){fixture->file, 1, 20, 0});
    recto_text_append(text, " with ", -1, &plain, (RectoSpan){fixture->file, 1, 42, 0});
    recto_text_append(text, "make release", -1, &mono, (RectoSpan){fixture->file, 1, 49, 0});
    RectoParagraphStyle set = justified(140);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    gboolean tagged = FALSE;
    for (guint i = 0; i < lines->n_lines; i++) {
        const RectoTextLine *line = &lines->lines[i];
        for (guint k = 1; k < line->n_runs; k++)
            g_assert_cmpint(line->runs[k].x, ==, line->runs[k - 1].x + line->runs[k - 1].run.width);
        for (guint k = 0; k < line->n_runs; k++)
            tagged |=
                line->runs[k].tag == bold.tag && line->runs[k].span.column >= 20 && line->runs[k].span.column < 42;
    }
    g_assert_true(tagged);
}

static void a_soft_hyphen_shows_only_where_the_line_ends(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "The Donau\xC2\xAD"
                                              "dampf\xC2\xAD"
                                              "schiff\xC2\xAD"
                                              "fahrt goes");
    g_assert_cmpstr(recto_text_string(text), ==, "The Donaudampfschifffahrt goes");
    RectoParagraphStyle set = justified(85);
    set.hyphenate = FALSE;
    set.align = RECTO_RAGGED;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_autofree char *all = read_all(lines);
    g_assert_cmpstr(all, ==, "The Donaudampfschifffahrt goes");
    const RectoTextLine *line = &lines->lines[0];
    const RectoTextRun *last = &line->runs[line->n_runs - 1];
    g_assert_true(line->hyphenated);
    g_assert_true(is_break_hyphen(last));
    g_assert_cmpuint(last->run.n_bytes, ==, 1);
    g_assert_cmpint(last->run.text[0], ==, '-');
    g_assert_cmpuint(last->run.n_glyphs, ==, 1);
}

static void a_no_break_space_never_breaks(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "It took 40\xC2\xA0km or 25\xC2\xA0mi and then 30\xE2\x80\xAF% more");
    for (int measure = 60; measure < 300; measure += 7) {
        RectoParagraphStyle set = justified(measure);
        g_autoptr(RectoLines) lines = recto_text_break(text, &set);
        for (guint i = 0; i < lines->n_lines; i++) {
            g_autofree char *line = read_line(&lines->lines[i]);
            g_assert_false(g_str_has_suffix(line, "\xC2\xA0") || g_str_has_suffix(line, "\xE2\x80\xAF"));
        }
    }
}

static void the_space_at_a_line_end_is_kept(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    RectoParagraphStyle set = justified(200);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    guint spaces = 0;
    for (guint i = 0; i + 1 < lines->n_lines; i++) {
        g_autofree char *line = read_line(&lines->lines[i]);
        spaces += g_str_has_suffix(line, " ");
        g_assert_true(g_str_has_suffix(line, " ") || lines->lines[i].hyphenated || g_str_has_suffix(line, "-"));
    }
    g_assert_cmpuint(spaces, >, lines->n_lines / 2);
}

static void a_forced_break_ends_a_line(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "One");
    recto_text_append_break(text, RECTO_NO_SPAN);
    recto_text_append_break(text, RECTO_NO_SPAN);
    recto_text_append(text, "two", -1, &plain, RECTO_NO_SPAN);
    RectoParagraphStyle set = justified(300);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, ==, 3);
    g_assert_true(lines->lines[0].forced);
    g_assert_cmpuint(lines->lines[1].n_runs, ==, 0);
    g_autofree char *all = read_all(lines);
    g_assert_cmpstr(all, ==, "Onetwo");
}

static void an_empty_text_has_one_line(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    RectoParagraphStyle set = justified(300);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, ==, 1);
    g_assert_cmpuint(lines->lines[0].n_runs, ==, 0);
    g_assert_cmpint(lines->width, ==, 0);
}

static void an_address_breaks_after_marks_without_a_hyphen(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    RectoCharStyle address = plain;
    address.flags = RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS;
    recto_text_append(text, "https://example.org/reports/annual-overview/second_edition.html", -1, &address,
                      RECTO_NO_SPAN);
    RectoParagraphStyle set = justified(130);
    set.align = RECTO_RAGGED;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, >, 1);
    for (guint i = 0; i + 1 < lines->n_lines; i++) {
        g_autofree char *line = read_line(&lines->lines[i]);
        g_assert_false(lines->lines[i].hyphenated);
        g_assert_nonnull(strchr("/_-.", line[strlen(line) - 1]));
    }
}

static void a_word_too_long_is_broken_and_told(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text =
        make(fixture, "Mrs aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa was here");
    for (int align = RECTO_RAGGED; align <= RECTO_BALANCED; align++) {
        RectoParagraphStyle set = justified(120);
        set.align = (RectoAlign)align;
        g_autoptr(RectoLines) lines = recto_text_break(text, &set);
        for (guint i = 0; i < lines->n_lines; i++)
            g_assert_cmpint(lines->lines[i].width, <=, set.measure + RECTO_PT(2));
    }
    g_assert_cmpuint(count(fixture, RECTO_CODE_BROKEN_WORD), >, 0);
    g_assert_cmpuint(count(fixture, RECTO_CODE_OVERFULL_LINE), ==, 0);
}

static void hyphens_keep_to_the_ladder(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    guint hyphens = 0;
    for (int measure = 130; measure < 400; measure += 17) {
        RectoParagraphStyle set = justified(measure);
        g_autoptr(RectoLines) lines = recto_text_break(text, &set);
        guint ladder = 0;
        for (guint i = 0; i < lines->n_lines; i++) {
            ladder = lines->lines[i].hyphenated ? ladder + 1 : 0;
            hyphens += lines->lines[i].hyphenated;
            g_assert_cmpuint(ladder, <=, 2);
        }
    }
    g_assert_cmpuint(hyphens, >, 0);
}

/* Which words the lines of a narrow column part. */
static gboolean is_parted(const Fixture *fixture, const char *word)
{
    g_autofree char *string =
        g_strdup_printf("We like %s and %s or %s and the %s as well as %s too.", word, word, word, word, word);
    g_autoptr(RectoText) text = make(fixture, string);
    gboolean parted = FALSE;
    for (int measure = 60; measure < 110; measure += 3) {
        RectoParagraphStyle set = justified(measure);
        g_autoptr(RectoLines) lines = recto_text_break(text, &set);
        for (guint i = 0; i < lines->n_lines; i++)
            parted |= lines->lines[i].hyphenated;
    }
    return parted;
}

static void names_with_capitals_inside_are_not_hyphenated(Fixture *fixture, gconstpointer data)
{
    g_assert_true(is_parted(fixture, "information"));
    g_assert_false(is_parted(fixture, "OpenInfra"));
    g_assert_false(is_parted(fixture, "NVIDIA"));
    g_assert_false(is_parted(fixture, "GitHubber"));
    g_assert_false(is_parted(fixture, "kubernetes2"));
}

static void ragged_lines_keep_natural_spaces(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    RectoParagraphStyle set = justified(322);
    set.align = RECTO_RAGGED;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    for (guint i = 0; i < lines->n_lines; i++) {
        g_assert_cmpint(lines->lines[i].space, ==, 1000);
        g_assert_cmpint(lines->lines[i].width, <=, set.measure + RECTO_PT(4));
        if (!lines->lines[i].forced)
            g_assert_cmpint(lines->lines[i].width, >=, set.measure - set.rag_hyphen);
        g_assert_false(lines->lines[i].hyphenated);
    }
}

static void a_heading_breaks_evenly_and_by_sense(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "The state of the project and the people behind it");
    RectoParagraphStyle set = justified(180);
    set.align = RECTO_BALANCED;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, ==, 2);
    g_autofree char *first = read_line(&lines->lines[0]);
    g_assert_cmpstr(first, ==, "The state of the project ");
}

static void no_heading_ends_in_a_single_word(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "Security reviews and audits completed");
    RectoLength width = recto_text_width(text);
    RectoParagraphStyle set = justified(1);
    set.align = RECTO_BALANCED;
    set.measure = width - RECTO_POINT;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, ==, 2);
    g_autofree char *last = read_line(&lines->lines[1]);
    g_assert_nonnull(strchr(last, ' '));
}

/* In ragged setting, most settings of this text have the last word alone; with no_lone_word none may. */
static void no_lead_ends_in_a_single_word(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "Members of the community meet every week to talk about what they do");
    guint alone = 0;
    for (int measure = 130; measure < 330; measure++) {
        RectoParagraphStyle set = justified(measure);
        set.align = RECTO_RAGGED;
        set.hyphenate = FALSE;
        for (int wanted = 0; wanted < 2; wanted++) {
            set.no_lone_word = wanted;
            g_autoptr(RectoLines) lines = recto_text_break(text, &set);
            g_autofree char *last = read_line(&lines->lines[lines->n_lines - 1]);
            gboolean lone = !strchr(last, ' ');
            g_assert_false(wanted && lone);
            alone += lone;
        }
    }
    g_assert_cmpuint(alone, >, 5);
}

static char *random_prose(GRand *random)
{
    static const char *const words[] = {"a",     "is",    "the",     "and",     "work",     "with",      "those",
                                        "their", "every", "release", "project", "security", "container", "community"};
    GString *string = g_string_new("Words");
    for (guint i = 0; i < 90; i++) {
        g_string_append_c(string, ' ');
        g_string_append(string, words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    }
    return g_string_free(string, FALSE);
}

/* Of such paragraphs one in forty has a river in its cheapest setting. */
static void rivers_are_led_elsewhere(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1981);
    for (guint i = 0; i < 300; i++) {
        g_autofree char *string = random_prose(random);
        g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
        recto_text_append(text, string, -1, &plain, (RectoSpan){fixture->file, i + 1, 1, 0});
        RectoParagraphStyle set = justified(322);
        recto_lines_free(recto_text_break(text, &set));
    }
    g_assert_cmpuint(count(fixture, RECTO_CODE_RIVER), <=, 1);
}

/* Lines of this text would all begin with "every" where nothing forbade it. */
static void words_do_not_stand_in_stacks(Fixture *fixture, gconstpointer data)
{
    static const char stacked[] = "every release of the project that we know came with notes, "
                                  "every release of the project that we know came with tests, "
                                  "every release of the project that we know came with talks, "
                                  "every release of the project that we know came with a song";
    g_autoptr(RectoText) text = make(fixture, stacked);
    RectoParagraphStyle set = justified(1);
    guint told = 0;
    for (RectoLength measure = RECTO_PT(262); measure < RECTO_PT(275); measure += RECTO_PT(1)) {
        set.measure = measure;
        g_autoptr(RectoLines) lines = recto_text_break(text, &set);
        told += count(fixture, RECTO_CODE_STACK) > 0;
        for (guint i = 2; i < lines->n_lines && !told; i++) {
            g_autofree char *one = read_line(&lines->lines[i - 2]), *two = read_line(&lines->lines[i - 1]);
            g_autofree char *three = read_line(&lines->lines[i]);
            g_assert_false(g_str_has_prefix(one, "every") && g_str_has_prefix(two, "every") &&
                           g_str_has_prefix(three, "every"));
        }
    }
    g_assert_cmpuint(told, ==, 0);
}

static void a_river_without_way_out_is_told(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GString) string = g_string_new("same");
    for (guint i = 0; i < 100; i++)
        g_string_append(string, " same");
    g_autoptr(RectoText) text = make(fixture, string->str);
    RectoParagraphStyle set = justified(322);
    recto_lines_free(recto_text_break(text, &set));
    g_assert_cmpuint(count(fixture, RECTO_CODE_RIVER), ==, 1);
}

static void indent_and_hang_move_the_first_and_the_other_lines(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    RectoParagraphStyle set = justified(300);
    set.protrusion = FALSE;
    set.indent = RECTO_PT(14);
    set.hang = RECTO_PT(5);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpint(lines->lines[0].runs[0].x, ==, set.indent);
    g_assert_cmpint(lines->lines[1].runs[0].x, ==, set.hang);
    g_assert_cmpint(ABS(lines->lines[0].width - set.measure), <, RECTO_PT(0.1));
    g_assert_cmpint(ABS(lines->lines[1].width - set.measure), <, RECTO_PT(0.1));
}

static void quotes_and_hyphens_hang_outside(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "“Quoted” words open this line");
    RectoParagraphStyle set = justified(300);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpint(lines->lines[0].runs[0].x, <, 0);
    /* All of its side bearing, and half of its ink. */
    const RectoGlyphRun *run = &lines->lines[0].runs[0].run;
    RectoLength left, top, width, height;
    recto_face_ink(run->face, run->glyphs[0].index, &left, &top, &width, &height);
    g_assert_cmpint(ABS(lines->lines[0].runs[0].x + left + width / 2), <, RECTO_PT(0.05));
    set.protrusion = FALSE;
    g_autoptr(RectoLines) flush = recto_text_break(text, &set);
    g_assert_cmpint(flush->lines[0].runs[0].x, ==, 0);
}

static void right_and_centre_move_whole_lines(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "Short");
    RectoParagraphStyle set = justified(300);
    set.protrusion = FALSE;
    set.align = RECTO_ALIGN_RIGHT;
    g_autoptr(RectoLines) right = recto_text_break(text, &set);
    g_assert_cmpint(right->lines[0].width, ==, set.measure);
    set.align = RECTO_ALIGN_CENTRE;
    g_autoptr(RectoLines) centre = recto_text_break(text, &set);
    g_assert_cmpint(ABS(2 * centre->lines[0].runs[0].x - right->lines[0].runs[0].x), <=, 1);
}

static void code_keeps_its_spaces(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = recto_text_new(fixture->engine, "en");
    RectoCharStyle code = plain;
    code.family = "Source Code Pro";
    code.flags = RECTO_CHAR_LITERAL | RECTO_CHAR_PRESERVE;
    recto_text_append(text, "if x:\n    \"y\"\n\tz", -1, &code, RECTO_NO_SPAN);
    recto_text_smarten(text);
    RectoParagraphStyle set = justified(300);
    set.align = RECTO_RAGGED;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, ==, 3);
    g_autofree char *second = read_line(&lines->lines[1]), *third = read_line(&lines->lines[2]);
    g_assert_cmpstr(second, ==, "    \"y\"");
    g_assert_cmpstr(third, ==, "    z");
    g_assert_cmpint(lines->lines[1].width, >, lines->lines[0].width);
}

static void right_to_left_words_stand_in_visual_order(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, "\xD7\x90\xD7\x91 one \xD7\x92");
    RectoParagraphStyle set = justified(300);
    set.protrusion = FALSE;
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    const RectoTextLine *line = &lines->lines[0];
    const RectoTextRun *first = &line->runs[0], *last = &line->runs[line->n_runs - 1];
    g_assert_cmpmem(first->run.text, first->run.n_bytes, "\xD7\x92", 2);
    g_assert_cmpint(last->x + last->run.width, ==, set.measure);
    for (guint i = 1; i < line->n_runs; i++)
        g_assert_cmpint(line->runs[i].x, ==, line->runs[i - 1].x + line->runs[i - 1].run.width);
}

static void the_same_setting_gives_the_same_lines(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) one = make(fixture, prose);
    g_autoptr(RectoText) other = make(fixture, prose);
    RectoParagraphStyle set = justified(251), wide = justified(400);
    g_autoptr(RectoLines) first = recto_text_break(one, &set);
    G_GNUC_UNUSED g_autoptr(RectoLines) between = recto_text_break(other, &wide);
    g_autoptr(RectoLines) second = recto_text_break(other, &set);
    g_assert_cmpuint(first->n_lines, ==, second->n_lines);
    g_assert_cmpint(first->cost, ==, second->cost);
    for (guint i = 0; i < first->n_lines; i++)
        g_assert_cmpint(first->lines[i].width, ==, second->lines[i].width);
}

static void looseness_gives_one_line_more(Fixture *fixture, gconstpointer data)
{
    g_autoptr(RectoText) text = make(fixture, prose);
    RectoParagraphStyle set = justified(322);
    set.space_max = 2200;
    g_autoptr(RectoLines) plain_lines = recto_text_break(text, &set);
    set.looseness = 1;
    g_autoptr(RectoLines) more = recto_text_break(text, &set);
    g_assert_cmpuint(more->n_lines, ==, plain_lines->n_lines + 1);
}

/* A paragraph of a book's length takes time in proportion. */
static void a_very_long_paragraph_is_broken_in_time(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GString) string = g_string_new(NULL);
    while (string->len < 100000)
        g_string_append(string, prose);
    g_autoptr(RectoText) text = make(fixture, string->str);
    RectoParagraphStyle set = justified(322);
    gint64 before = g_get_monotonic_time();
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, >, 1000);
    g_assert_cmpint(g_get_monotonic_time() - before, <, 20 * G_USEC_PER_SEC);
}

#define TEST(name, function) g_test_add("/paragraph/" name, Fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("every-character-is-in-one-run-in-order", every_character_is_in_one_run_in_order);
    TEST("lines-keep-to-the-measure", lines_keep_to_the_measure);
    TEST("runs-of-a-line-stand-side-by-side", runs_of_a_line_stand_side_by_side);
    TEST("a-soft-hyphen-shows-only-where-the-line-ends", a_soft_hyphen_shows_only_where_the_line_ends);
    TEST("a-no-break-space-never-breaks", a_no_break_space_never_breaks);
    TEST("the-space-at-a-line-end-is-kept", the_space_at_a_line_end_is_kept);
    TEST("a-forced-break-ends-a-line", a_forced_break_ends_a_line);
    TEST("an-empty-text-has-one-line", an_empty_text_has_one_line);
    TEST("an-address-breaks-after-marks-without-a-hyphen", an_address_breaks_after_marks_without_a_hyphen);
    TEST("a-word-too-long-is-broken-and-told", a_word_too_long_is_broken_and_told);
    TEST("hyphens-keep-to-the-ladder", hyphens_keep_to_the_ladder);
    TEST("names-with-capitals-inside-are-not-hyphenated", names_with_capitals_inside_are_not_hyphenated);
    TEST("ragged-lines-keep-natural-spaces", ragged_lines_keep_natural_spaces);
    TEST("a-heading-breaks-evenly-and-by-sense", a_heading_breaks_evenly_and_by_sense);
    TEST("no-heading-ends-in-a-single-word", no_heading_ends_in_a_single_word);
    TEST("no-lead-ends-in-a-single-word", no_lead_ends_in_a_single_word);
    TEST("rivers-are-led-elsewhere", rivers_are_led_elsewhere);
    TEST("words-do-not-stand-in-stacks", words_do_not_stand_in_stacks);
    TEST("a-river-without-way-out-is-told", a_river_without_way_out_is_told);
    TEST("indent-and-hang", indent_and_hang_move_the_first_and_the_other_lines);
    TEST("quotes-and-hyphens-hang-outside", quotes_and_hyphens_hang_outside);
    TEST("right-and-centre-move-whole-lines", right_and_centre_move_whole_lines);
    TEST("code-keeps-its-spaces", code_keeps_its_spaces);
    TEST("right-to-left-words-stand-in-visual-order", right_to_left_words_stand_in_visual_order);
    TEST("the-same-setting-gives-the-same-lines", the_same_setting_gives_the_same_lines);
    TEST("looseness-gives-one-line-more", looseness_gives_one_line_more);
    TEST("a-very-long-paragraph-is-broken-in-time", a_very_long_paragraph_is_broken_in_time);
    return g_test_run();
}
