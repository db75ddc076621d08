/* Tests of hyphenation by language (text/hyphenate.h). */
#include "text/hyphenate.h"

#include <string.h>

/* "in-for-ma-tion" for a word; the caller's. */
static char *hyphenate(RectoHyphens *hyphens, const char *lang, const char *word)
{
    guint n = (guint)g_utf8_strlen(word, -1);
    g_autofree gboolean *breaks = g_new0(gboolean, n);
    GString *string = g_string_new(NULL);
    recto_hyphens_find(hyphens, lang, word, strlen(word), breaks, n);
    for (guint i = 0; i < n; i++, word = g_utf8_next_char(word)) {
        if (breaks[i])
            g_string_append_c(string, '-');
        g_string_append_unichar(string, g_utf8_get_char(word));
    }
    return g_string_free(string, FALSE);
}

static void check(const char *lang, const char *word, const char *wanted)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(diagnostics);
    g_autofree char *found = hyphenate(hyphens, lang, word);
    g_assert_cmpstr(found, ==, wanted);
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_NOTE), ==, 0);
}

static void english(void)
{
    check("en", "information", "in-for-ma-tion");
    check("en-US", "Information", "In-for-ma-tion");
    check("en-x-private", "hyphen", "hy-phen");
}

static void letters_beyond_ascii_are_counted_as_one(void)
{
    check("de", "Überprüfung", "Über-prü-fung");
    check("es", "generación", "ge-ne-ra-ción");
}

static void a_language_without_patterns_is_noted_once(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(diagnostics);
    gboolean breaks[5];
    g_assert_false(recto_hyphens_find(hyphens, "tlh", "tlhIn", 5, breaks, 5));
    g_assert_false(recto_hyphens_find(hyphens, "tlh", "nItlh", 5, breaks, 5));
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_NOTE), ==, 1);
}

static const char *only_note(RectoDiagnostics *diagnostics, RectoCode code)
{
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(diagnostics);
    g_assert_cmpuint(all->len, ==, 1);
    const RectoDiagnostic *one = g_ptr_array_index(all, 0);
    g_assert_cmpint(one->code, ==, code);
    return one->text;
}

/* Latvian is not bundled: installed patterns are used if there are any. Both cases cause a note. */
static void patterns_elsewhere_are_named(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(diagnostics);
    g_autofree char *found = hyphenate(hyphens, "lv-LV", "bibliotēka");
    g_auto(GStrv) used = recto_hyphens_used(hyphens);
    if (g_file_test("/usr/share/hyphen/hyph_lv_LV.dic", G_FILE_TEST_EXISTS)) {
        g_assert_nonnull(strchr(found, '-'));
        g_assert_true(g_str_has_prefix(used[0], "{file: hyph_lv_LV.dic, sha256: "));
        g_assert_true(g_str_has_suffix(used[0], ", installed: yes}"));
        only_note(diagnostics, RECTO_CODE_INSTALLED_PATTERNS);
    } else {
        g_assert_cmpstr(found, ==, "bibliotēka");
        g_assert_null(used[0]);
        g_assert_nonnull(strstr(only_note(diagnostics, RECTO_CODE_NO_PATTERNS), "hyphen-lv"));
    }
}

static void languages_without_hyphens_lack_nothing(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(diagnostics);
    gboolean breaks[7];
    g_assert_false(recto_hyphens_find(hyphens, "ar", "المنارة", strlen("المنارة"), breaks, 7));
    g_assert_false(recto_hyphens_find(hyphens, "zh-Hant", "abc", 3, breaks, 3));
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_NOTE), ==, 0);
}

static void files_that_were_used_are_listed_with_their_digest(void)
{
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(NULL);
    g_autofree char *swedish = hyphenate(hyphens, "sv", "bibliotek");
    g_autofree char *english = hyphenate(hyphens, "en", "library");
    g_auto(GStrv) used = recto_hyphens_used(hyphens);
    g_assert_cmpuint(g_strv_length(used), ==, 2);
    g_assert_cmpstr(used[0], ==,
                    "{file: hyph_en_US.dic, sha256: 546b4c007d82b3bc9b3a691a3048eaae86741a162cd4e64a41fdebe147e5e473}");
    g_assert_true(g_str_has_prefix(used[1], "{file: hyph_sv_SE.dic, "));
}

static void the_same_word_is_answered_alike_again(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(diagnostics);
    g_autofree char *first = hyphenate(hyphens, "en", "documentation");
    g_autofree char *second = hyphenate(hyphens, "en", "documentation");
    g_assert_cmpstr(first, ==, second);
    g_assert_nonnull(strchr(first, '-'));
}

static void an_endless_word_is_left_alone(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoHyphens) hyphens = recto_hyphens_new(diagnostics);
    g_autofree char *word = g_strnfill(4000, 'a');
    g_autofree gboolean *breaks = g_new0(gboolean, 4000);
    g_assert_false(recto_hyphens_find(hyphens, "en", word, 4000, breaks, 4000));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hyphenate/english", english);
    g_test_add_func("/hyphenate/letters-beyond-ascii", letters_beyond_ascii_are_counted_as_one);
    g_test_add_func("/hyphenate/a-language-without-patterns-is-noted-once", a_language_without_patterns_is_noted_once);
    g_test_add_func("/hyphenate/patterns-elsewhere-are-named", patterns_elsewhere_are_named);
    g_test_add_func("/hyphenate/languages-without-hyphens", languages_without_hyphens_lack_nothing);
    g_test_add_func("/hyphenate/files-that-were-used", files_that_were_used_are_listed_with_their_digest);
    g_test_add_func("/hyphenate/the-same-word-again", the_same_word_is_answered_alike_again);
    g_test_add_func("/hyphenate/an-endless-word-is-left-alone", an_endless_word_is_left_alone);
    return g_test_run();
}
