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
    g_test_add_func("/hyphenate/the-same-word-again", the_same_word_is_answered_alike_again);
    g_test_add_func("/hyphenate/an-endless-word-is-left-alone", an_endless_word_is_left_alone);
    return g_test_run();
}
