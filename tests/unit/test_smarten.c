/* Tests of typographic replacement of typed characters (text/smarten.c). */
#include "text/text.h"

#include <string.h>

static RectoFonts *fonts;
static RectoDiagnostics *diagnostics;
static RectoTextEngine *engine;

static const RectoCharStyle plain = {.family = "Source Serif 4", .weight = 400, .size = RECTO_PT(10)};

#define NNB "\xE2\x80\xAF"
#define NB  "\xC2\xA0"

static void check(const char *lang, const char *typed, const char *wanted)
{
    g_autoptr(RectoText) text = recto_text_new(engine, lang);
    recto_text_append(text, typed, -1, &plain, RECTO_NO_SPAN);
    recto_text_smarten(text);
    g_assert_cmpstr(recto_text_string(text), ==, wanted);
}

static void quotes_of_english(void)
{
    check("en", "\"Good\" and 'fine'", "“Good” and ‘fine’");
    check("en", "\"He said 'no' to 'that'.\"", "“He said ‘no’ to ‘that’.”");
    check("en", "(\"in brackets\")", "(“in brackets”)");
    check("en", "he said--\"no\"", "he said–“no”");
    check("en", "\"'Twice' opened\"", "“‘Twice’ opened”");
    check("en", "in \"2024\", then", "in “2024”, then");
}

static void apostrophes(void)
{
    check("en", "don't, it's, the dogs' tails", "don’t, it’s, the dogs’ tails");
    check("en", "rock 'n' roll of the '90s and '24", "rock ’n’ roll of the ’90s and ’24");
    check("en", "'We light \"old\" lamps,' she said. 'Which \"one\" is it'", "‘We light “old” lamps,’ she said. ‘Which “one” is it’");
    check("en", "She said '\"Later\"' (:\"x\")", "She said ‘“Later”’ (:“x”)");
    check("en", "'Tis late; 'twas 'em, then; bread 'n' oil", "’Tis late; ’twas ’em, then; bread ’n’ oil");
    check("de", "'Die \"alte\" Lampe brennt.'", "‚Die „alte“ Lampe brennt.‘");
    check("en", "'Tis the season", "’Tis the season");
    check("fr", "l'année qu'on", "l’année qu’on");
}

static void feet_and_inches_stay(void)
{
    check("en", "a 6' by 3\" board", "a 6' by 3\" board");
}

static void quotes_of_other_languages(void)
{
    check("de", "Er sagte \"ja 'doch' ja\".", "Er sagte „ja ‚doch‘ ja“.");
    check("de-CH", "\"ja\"", "«ja»");
    check("fr", "Il dit \"oui\".", "Il dit «" NNB "oui" NNB "».");
    check("es", "\"a 'b' c\"", "«a “b” c»");
    check("pl", "\"tak\"", "„tak”");
    check("sv", "\"ja\"", "”ja”");
    check("da", "\"ja\"", "»ja«");
    check("ru", "\"да\"", "«да»");
    check("xx", "\"a\"", "“a”");
}

static void french_spaces_are_narrow_and_keep(void)
{
    check("fr", "Quoi ? Oui ! Ainsi : voilà ; fin", "Quoi" NNB "? Oui" NNB "! Ainsi" NNB ": voilà" NNB "; fin");
    check("fr", "Quoi? à 10:30, std::pair; Oui!!", "Quoi" NNB "? à 10:30, std::pair" NNB "; Oui" NNB "!!");
    check("fr", "(ah!) http://a.b/c?d :) fin:", "(ah" NNB "!) http://a.b/c?d :) fin" NNB ":");
    check("fr-CA", "Quoi? Ainsi: voilà;", "Quoi? Ainsi" NNB ": voilà;");
    check("fr", "« oui » et «non»", "«" NNB "oui" NNB "» et «" NNB "non" NNB "»");
    check("en", "What ? ", "What ? ");
}

static void dashes_and_points(void)
{
    check("en", "pages 10--20", "pages 10–20");
    check("en", "one -- two", "one" NB "– two");
    check("en", "one---two", "one—two");
    check("en", "wait... what", "wait… what");
    check("en", "run recto --output", "run recto --output");
    check("en", "<!-- and --> and ---- stay", "<!-- and --> and ---- stay");
    check("en", "well-known", "well-known");
    check("de", "ein Wort – so – zwei", "ein Wort" NB "– so" NB "– zwei");
    check("en", "a list - of -x", "a list - of -x");
}

static void numbers_keep_their_units(void)
{
    check("en", "40 MiB and 5 %, see p. 12", "40" NB "MiB and 5" NB "%, see p." NB "12");
    check("en", "Dr. Who said no. The end", "Dr." NB "Who said no. The end");
    check("de", "1 234 567 Zeilen, 10 000 Worte", "1" NNB "234" NNB "567 Zeilen, 10" NNB "000 Worte");
    check("fr", "en 2024 100 ont, 1,5 200, 12 3456", "en 2024 100 ont, 1,5 200, 12 3456");
    check("en", "chapter 12 345 pages", "chapter 12 345 pages");
    check("ru", "в доме и в саду", "в" NB "доме и" NB "в" NB "саду");
    check("cs", "v roce a k tomu", "v" NB "roce a" NB "k" NB "tomu");
    check("en", "a cat", "a cat");
}

static void literal_stretches_stay(void)
{
    RectoCharStyle code = plain;
    code.flags = RECTO_CHAR_LITERAL;
    g_autoptr(RectoText) text = recto_text_new(engine, "en");
    recto_text_append(text, "Say \"", -1, &plain, RECTO_NO_SPAN);
    recto_text_append(text, "echo \"--x\" ...", -1, &code, RECTO_NO_SPAN);
    recto_text_append(text, "\" now", -1, &plain, RECTO_NO_SPAN);
    recto_text_smarten(text);
    g_assert_cmpstr(recto_text_string(text), ==, "Say “echo \"--x\" ...” now");
}

static void quotes_see_over_stretches(void)
{
    RectoCharStyle italic = plain;
    italic.italic = TRUE;
    g_autoptr(RectoText) text = recto_text_new(engine, "en");
    recto_text_append(text, "The \"", -1, &plain, RECTO_NO_SPAN);
    recto_text_append(text, "report", -1, &italic, RECTO_NO_SPAN);
    recto_text_append(text, "\" isn", -1, &plain, RECTO_NO_SPAN);
    recto_text_append(text, "'t", -1, &italic, RECTO_NO_SPAN);
    recto_text_smarten(text);
    g_assert_cmpstr(recto_text_string(text), ==, "The “report” isn’t");
}

static void soft_hyphens_move_along(void)
{
    g_autoptr(RectoText) text = recto_text_new(engine, "en");
    recto_text_append(text,
                      "wait... mar\xC2\xAD"
                      "gins",
                      -1, &plain, RECTO_NO_SPAN);
    recto_text_smarten(text);
    g_assert_cmpstr(recto_text_string(text), ==, "wait… margins");
    RectoParagraphStyle set = {.measure = RECTO_PT(60), .align = RECTO_RAGGED, .rag_zone = RECTO_PT(5)};
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    g_assert_cmpuint(lines->n_lines, ==, 2);
    const RectoTextRun *run = &lines->lines[1].runs[0];
    g_assert_cmpmem(run->run.text, run->run.n_bytes, "gins", 4);
}

int main(int argc, char **argv)
{
    static const char *const families[] = {"Source Serif 4", NULL};
    g_test_init(&argc, &argv, NULL);
    fonts = recto_fonts_new(families, FALSE, NULL);
    diagnostics = recto_diagnostics_new();
    engine = recto_text_engine_new(fonts, diagnostics);
    g_test_add_func("/smarten/quotes-of-english", quotes_of_english);
    g_test_add_func("/smarten/apostrophes", apostrophes);
    g_test_add_func("/smarten/feet-and-inches-stay", feet_and_inches_stay);
    g_test_add_func("/smarten/quotes-of-other-languages", quotes_of_other_languages);
    g_test_add_func("/smarten/french-spaces-are-narrow-and-keep", french_spaces_are_narrow_and_keep);
    g_test_add_func("/smarten/dashes-and-points", dashes_and_points);
    g_test_add_func("/smarten/numbers-keep-their-units", numbers_keep_their_units);
    g_test_add_func("/smarten/literal-stretches-stay", literal_stretches_stay);
    g_test_add_func("/smarten/quotes-see-over-stretches", quotes_see_over_stretches);
    g_test_add_func("/smarten/soft-hyphens-move-along", soft_hyphens_move_along);
    int result = g_test_run();
    recto_text_engine_free(engine);
    recto_diagnostics_free(diagnostics);
    recto_fonts_free(fonts);
    return result;
}
