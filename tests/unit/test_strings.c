/* Tests of recto's own texts by language (style/strings.h). */
#include "style/strings.h"

#include <string.h>

static RectoStrings *strings_of(const char *lang, RectoDiagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    RectoStrings *strings = recto_strings_new(lang, diagnostics, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strings);
    return strings;
}

static void assert_word(const char *lang, const char *key, const char *word)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = strings_of(lang, diagnostics);
    g_assert_cmpstr(recto_strings_get(strings, key), ==, word);
}

static void assert_date(const char *lang, int year, int month, int day, const char *text)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = strings_of(lang, diagnostics);
    g_autofree char *date = recto_strings_date(strings, year, month, day);
    g_assert_cmpstr(date, ==, text);
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 0);
}

static void test_words_by_language(void)
{
    assert_word("en", "contents", "Contents");
    assert_word(NULL, "contents", "Contents");
    assert_word("de", "page-head", "Seite");
    assert_word("fr", "date", "Date");
    assert_word("ja", "contents", "目次");
}

static void test_region_then_language_then_english(void)
{
    assert_word("pt-BR", "contents", "Sumário");
    assert_word("pt-BR", "date", "Data");
    assert_word("pt-br", "contents", "Sumário");
    assert_word("en-US", "licence", "License");
    assert_word("en-US", "contents", "Contents");
    assert_word("fr-CA", "and", "et");
    assert_word("de-Latn-AT-1996", "and", "und");
}

static void test_scripts_and_other_names_of_a_language(void)
{
    assert_word("zh-Hant-TW", "contents", "目錄");
    assert_word("zh-TW", "contents", "目錄");
    assert_word("zh-CN", "contents", "目录");
    assert_word("no", "page-head", "Side");
    assert_word("nn", "and", "og");
}

static void test_unknown_language_is_english_and_a_note(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = strings_of("tlh", diagnostics);
    g_assert_cmpstr(recto_strings_get(strings, "contents"), ==, "Contents");
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_NOTE), ==, 1);
}

static void test_tag_that_only_begins_like_one(void)
{
    assert_word("e", "contents", "Contents");
    assert_word("enm", "contents", "Contents");
    assert_word("d", "contents", "Contents");
    assert_word("-", "contents", "Contents");
    assert_word("", "contents", "Contents");
}

static void test_unknown_word_is_its_key(void)
{
    assert_word("de", "no-such-word", "no-such-word");
    assert_word("de", "months", "months");
}

static void test_dates(void)
{
    assert_date("en", 2025, 1, 15, "15 January 2025");
    assert_date("en-US", 2025, 1, 15, "January 15, 2025");
    assert_date("en-GB", 2025, 1, 1, "1 January 2025");
    assert_date("de", 2025, 3, 2, "2. März 2025");
    assert_date("de-AT", 2025, 1, 2, "2. Jänner 2025");
    assert_date("fr", 2025, 8, 1, "1er août 2025");
    assert_date("fr", 2025, 8, 2, "2 août 2025");
    assert_date("es", 2025, 1, 15, "15 de enero de 2025");
    assert_date("ca", 2025, 4, 15, "15 d’abril de 2025");
    assert_date("pl", 2025, 1, 15, "15 stycznia 2025");
    assert_date("hu", 2025, 1, 15, "2025. január 15.");
    assert_date("ja", 2025, 1, 15, "2025年1月15日");
    assert_date("ko", 2025, 12, 31, "2025년 12월 31일");
}

static void test_dates_without_day_or_month(void)
{
    assert_date("en", 2025, 1, 0, "January 2025");
    assert_date("en", 2025, 0, 0, "2025");
    assert_date("pl", 2025, 1, 0, "styczeń 2025");
    assert_date("fi", 2025, 1, 0, "tammikuu 2025");
    assert_date("en-US", 2025, 7, 0, "July 2025");
    assert_date("en", 2025, 13, 4, "2025");
}

/* A language has its sentences and dates whole, so that no page mixes two. */
static void test_languages_are_whole(void)
{
    static const char *const sentences[] = {"links-margin", "links-list", "links-both", "links-list-at", NULL};
    static const char *const langs[] = {"de", "fr", "es", "it", "pt", "ca", "nl", "pl", "cs", "sk", "sl", "hr", "sv",
                                        "da", "nb", "fi", "hu", "ro", "tr", "el", "uk", "ru", "ja", "zh", "ko", NULL};
    g_autoptr(RectoDiagnostics) none = recto_diagnostics_new();
    g_autoptr(RectoStrings) english = strings_of("en", none);
    for (guint i = 0; langs[i]; i++) {
        g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
        g_autoptr(RectoStrings) strings = strings_of(langs[i], diagnostics);
        for (guint k = 0; sentences[k]; k++)
            g_assert_cmpstr(recto_strings_get(strings, sentences[k]), !=, recto_strings_get(english, sentences[k]));
        for (int month = 1; month <= 12; month++) {
            g_autofree char *day = recto_strings_date(strings, 2025, month, 15);
            g_assert_null(strchr(day, '{'));
            g_assert_nonnull(strstr(day, "15"));
        }
        g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_NOTE), ==, 0);
        g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/strings/words-by-language", test_words_by_language);
    g_test_add_func("/strings/region-then-language-then-english", test_region_then_language_then_english);
    g_test_add_func("/strings/scripts-and-other-names-of-a-language", test_scripts_and_other_names_of_a_language);
    g_test_add_func("/strings/unknown-language-is-english-and-a-note", test_unknown_language_is_english_and_a_note);
    g_test_add_func("/strings/tag-that-only-begins-like-one", test_tag_that_only_begins_like_one);
    g_test_add_func("/strings/unknown-word-is-its-key", test_unknown_word_is_its_key);
    g_test_add_func("/strings/dates", test_dates);
    g_test_add_func("/strings/dates-without-day-or-month", test_dates_without_day_or_month);
    g_test_add_func("/strings/languages-are-whole", test_languages_are_whole);
    return g_test_run();
}
