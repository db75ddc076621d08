/* Liang's patterns as we apply them, against libhyphen on the same files. */
#include "text/patterns.h"

#include "base/files.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORDS_A_FILE 400

/* A word made of the letters of some patterns of the file, so that many patterns are in it. */
static char *make_word(GRand *rand, char **lines, guint n_lines)
{
    GString *word = g_string_new(NULL);
    while (g_utf8_strlen(word->str, -1) < 5 || g_rand_int_range(rand, 0, 3)) {
        const char *line = lines[g_rand_int_range(rand, 1, (gint32)n_lines)];
        if (*line == '%' || g_ascii_isupper(*line) || strchr(line, '/'))
            continue;
        for (; *line; line = g_utf8_next_char(line))
            if (g_unichar_isalpha(g_utf8_get_char(line)))
                g_string_append_unichar(word, g_unichar_tolower(g_utf8_get_char(line)));
        if (word->len > 60)
            break;
    }
    return g_string_free(word, FALSE);
}

static char *show(const char *word, const gboolean *breaks)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; *word; word = g_utf8_next_char(word), i++) {
        if (breaks[i])
            g_string_append_c(out, '-');
        g_string_append_unichar(out, g_utf8_get_char(word));
    }
    return g_string_free(out, FALSE);
}

/* FALSE: the word has letters that the file's character set lacks. */
static gboolean libhyphen_breaks(HyphenDict *dict, const char *word, gboolean *breaks, guint n)
{
    g_autofree char *text = dict->utf8 ? g_strdup(word) : g_convert(word, -1, dict->cset, "UTF-8", NULL, NULL, NULL);
    if (!text)
        return FALSE;
    char hyphens[512] = {0}, **rep = NULL;
    int *pos = NULL, *cut = NULL;
    int failed = hnj_hyphen_hyphenate2(dict, text, (int)strlen(text), hyphens, NULL, &rep, &pos, &cut);
    for (guint i = 0; i + 1 < n; i++)
        breaks[i + 1] = (hyphens[i] & 1) && !(rep && rep[i]);
    for (guint i = 0; rep && i < strlen(text); i++)
        free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
    return !failed;
}

/* libhyphen requires a pattern file to contain every prefix of a pattern, and otherwise skips patterns within others.
 * These files were not prepared in this way, and recto finds more of their breaks ("bie-lo") than libhyphen. */
static gboolean is_complete(const char *path)
{
    static const char *const raw[] = {"hyph_cs_CZ.dic", "hyph_it_IT.dic", "hyph_sk_SK.dic"};
    for (guint i = 0; i < G_N_ELEMENTS(raw); i++)
        if (g_str_has_suffix(path, raw[i]))
            return FALSE;
    return TRUE;
}

static void compare(const char *path)
{
    HyphenDict *dict = hnj_hyphen_load(path);
    RectoPatterns *patterns = recto_patterns_load(path);
    g_assert_true(dict && patterns);
    g_autofree char *raw = NULL;
    g_assert_true(g_file_get_contents(path, &raw, NULL, NULL));
    g_autofree char *text = dict->utf8 ? g_strdup(raw) : g_convert(raw, -1, "UTF-8", dict->cset, NULL, NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GRand *rand = g_rand_new_with_seed(7);
    guint n_breaks = 0, n_different = 0;
    for (guint i = 0; i < WORDS_A_FILE; i++) {
        g_autofree char *word = make_word(rand, lines, g_strv_length(lines) - 1);
        guint n = (guint)g_utf8_strlen(word, -1);
        gboolean ours[256] = {0}, theirs[256] = {0};
        recto_patterns_apply(patterns, word, strlen(word), ours, n);
        if (!libhyphen_breaks(dict, word, theirs, n))
            continue;
        g_autofree char *one = show(word, ours), *other = show(word, theirs);
        n_different += !g_str_equal(one, other);
        n_breaks += strlen(one) > strlen(word);
    }
    g_test_message("%s: %u of %u words differ", path, n_different, WORDS_A_FILE);
    g_assert_cmpuint(n_different, <=, is_complete(path) ? WORDS_A_FILE / 100 : WORDS_A_FILE);
    g_assert_cmpuint(n_breaks, >, WORDS_A_FILE / 4);
    g_rand_free(rand);
    recto_patterns_free(patterns);
    hnj_hyphen_free(dict);
}

static void every_bundled_language_breaks_as_libhyphen_does(void)
{
    g_autofree char *folder = recto_data_path("data", "hyphen");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_assert_nonnull(dir);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_str_has_suffix(name, ".dic"))
            compare(path);
    }
}

static char *apply(RectoPatterns *patterns, const char *word)
{
    gboolean breaks[64] = {0};
    recto_patterns_apply(patterns, word, strlen(word), breaks, (guint)g_utf8_strlen(word, -1));
    return show(word, breaks);
}

static RectoPatterns *write_and_load(const char *text)
{
    g_autofree char *path = NULL;
    int descriptor = g_file_open_tmp("patterns-XXXXXX", &path, NULL);
    g_assert_cmpint(descriptor, >=, 0);
    close(descriptor);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    RectoPatterns *patterns = recto_patterns_load(path);
    remove(path);
    return patterns;
}

static void patterns_within_others_count(void)
{
    g_autofree char *path = recto_data_path("data/hyphen", "hyph_sk_SK.dic");
    RectoPatterns *slovak = recto_patterns_load(path);
    g_autofree char *word = apply(slovak, "bielo");
    g_assert_cmpstr(word, ==, "bie-lo");
    recto_patterns_free(slovak);
}

static void a_respelling_is_no_break(void)
{
    RectoPatterns *patterns = write_and_load("UTF-8\nLEFTHYPHENMIN 1\nRIGHTHYPHENMIN 1\nc1k/k=k,1,2\na1b\n");
    g_autofree char *word = apply(patterns, "ackab");
    g_assert_cmpstr(word, ==, "acka-b");
    recto_patterns_free(patterns);
}

static void parts_of_compounds_have_patterns_of_their_own(void)
{
    RectoPatterns *patterns = write_and_load("UTF-8\nLEFTHYPHENMIN 1\nRIGHTHYPHENMIN 1\nss1k\nNEXTLEVEL\na1c\n.k1a\n");
    g_autofree char *word = apply(patterns, "assakacssk");
    g_assert_cmpstr(word, ==, "assaka-css-k");
    recto_patterns_free(patterns);
}

static void what_is_no_letter_ends_a_word(void)
{
    RectoPatterns *patterns = write_and_load("UTF-8\nLEFTHYPHENMIN 2\nRIGHTHYPHENMIN 2\na1b\n");
    g_autofree char *word = apply(patterns, "ab’xabx’ab");
    g_assert_cmpstr(word, ==, "ab’xa-bx’ab");
    recto_patterns_free(patterns);
}

static void a_file_that_is_none_is_refused(void)
{
    g_assert_null(recto_patterns_load("/nowhere/hyph.dic"));
    g_assert_null(write_and_load(""));
    g_assert_null(write_and_load("NO-SUCH-SET\na1b\n"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/patterns/every-bundled-language-breaks-as-libhyphen-does",
                    every_bundled_language_breaks_as_libhyphen_does);
    g_test_add_func("/patterns/patterns-within-others-count", patterns_within_others_count);
    g_test_add_func("/patterns/a-respelling-is-no-break", a_respelling_is_no_break);
    g_test_add_func("/patterns/parts-of-compounds", parts_of_compounds_have_patterns_of_their_own);
    g_test_add_func("/patterns/what-is-no-letter-ends-a-word", what_is_no_letter_ends_a_word);
    g_test_add_func("/patterns/a-file-that-is-none-is-refused", a_file_that_is_none_is_refused);
    return g_test_run();
}
