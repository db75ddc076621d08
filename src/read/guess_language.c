/* Guesses a language by script and common words. */
#include "read/guess_language.h"

#include <string.h>

/* Words that are enough to judge by; further ones are not looked at. */
#define MAX_WORDS 4000
/* Conditions for the best language: the minimum number of its words, their minimum number per 1,000 words of the
 * text, and the minimum ratio to the second language, in per cent. */
#define MIN_HITS     6
#define MIN_PERMILLE 140
#define MIN_LEAD     115
/* A script decides when it has this share of the letters, in per cent. */
#define MIN_SCRIPT 40
/* Letters that a character of Han, Kana or Hangul is worth. */
#define IDEOGRAPH_WEIGHT 3
#define MAX_WORD         40
/* Bytes of Markdown that are looked at. */
#define MAX_TEXT 65536

static const struct {
    const char *tag, *words;
} languages[] = {
#define LANGUAGE(tag, words) {tag, words},
#include "read/languages.def"
#undef LANGUAGE
};

/* ---- which part of Markdown is prose ---- */

static const char *line_end(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    return newline ? newline : end;
}

/* Returns the position after markup that begins at `at` (a code span, a tag, the target of a link, a template), else
 * `at`. */
static const char *skip_markup(const char *at, const char *end)
{
    static const struct {
        const char *open, *close;
    } rows[] = {{"`", "`"}, {"<", ">"}, {"](", ")"}, {"{{", "}}"}, {"{%", "%}"}, {"://", " "}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        gsize length = strlen(rows[i].open);
        if ((gsize)(end - at) < length || memcmp(at, rows[i].open, length) != 0)
            continue;
        const char *close = memmem(at + length, (gsize)(end - at) - length, rows[i].close, strlen(rows[i].close));
        return close ? close + strlen(rows[i].close) : end;
    }
    return at;
}

static GString *prose_of(const char *text, gsize length)
{
    GString *out = g_string_sized_new(length);
    const char *end = text + length;
    gboolean fenced = FALSE;
    for (const char *line = text; line < end;) {
        const char *stop = line_end(line, end);
        const char *at = line + MIN(strspn(line, " "), (gsize)(stop - line));
        gboolean fence = stop - at >= 3 && (memcmp(at, "```", 3) == 0 || memcmp(at, "~~~", 3) == 0);
        fenced ^= fence;
        while (!fenced && !fence && at < stop) {
            const char *behind = skip_markup(at, stop);
            if (behind > at)
                g_string_append_c(out, ' ');
            else
                g_string_append_c(out, *at);
            at = behind > at ? behind : at + 1;
        }
        g_string_append_c(out, '\n');
        line = stop + 1;
    }
    return out;
}

/* ---- scripts ---- */

typedef enum { LATIN, CYRILLIC, HAN, KANA, HANGUL, ARABIC, OTHERS } LanguageScript;

static const struct {
    GUnicodeScript script;
    const char *lang;
} scripts[] = {
    {G_UNICODE_SCRIPT_HEBREW, "he"},   {G_UNICODE_SCRIPT_DEVANAGARI, "hi"}, {G_UNICODE_SCRIPT_BENGALI, "bn"},
    {G_UNICODE_SCRIPT_TAMIL, "ta"},    {G_UNICODE_SCRIPT_TELUGU, "te"},     {G_UNICODE_SCRIPT_THAI, "th"},
    {G_UNICODE_SCRIPT_GREEK, "el"},    {G_UNICODE_SCRIPT_ARMENIAN, "hy"},   {G_UNICODE_SCRIPT_GEORGIAN, "ka"},
    {G_UNICODE_SCRIPT_KHMER, "km"},    {G_UNICODE_SCRIPT_LAO, "lo"},        {G_UNICODE_SCRIPT_MYANMAR, "my"},
    {G_UNICODE_SCRIPT_GUJARATI, "gu"}, {G_UNICODE_SCRIPT_GURMUKHI, "pa"},   {G_UNICODE_SCRIPT_KANNADA, "kn"},
    {G_UNICODE_SCRIPT_SINHALA, "si"},  {G_UNICODE_SCRIPT_MALAYALAM, "ml"},  {G_UNICODE_SCRIPT_ETHIOPIC, "am"},
};

typedef struct {
    guint counts[OTHERS + G_N_ELEMENTS(scripts)];
    guint all;
    guint traditional, simplified; /* characters that only one of the two has */
    guint persian, urdu;
} LanguageLetters;

static guint script_of(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    switch (script) {
    case G_UNICODE_SCRIPT_LATIN:
        return LATIN;
    case G_UNICODE_SCRIPT_CYRILLIC:
        return CYRILLIC;
    case G_UNICODE_SCRIPT_HAN:
        return HAN;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
        return KANA;
    case G_UNICODE_SCRIPT_HANGUL:
        return HANGUL;
    case G_UNICODE_SCRIPT_ARABIC:
        return ARABIC;
    default:
        for (guint i = 0; i < G_N_ELEMENTS(scripts); i++)
            if (scripts[i].script == script)
                return OTHERS + i;
        return G_MAXUINT;
    }
}

static gboolean is_one_of(const char *characters, gunichar c)
{
    return g_utf8_strchr(characters, -1, c) != NULL;
}

static void count_letters(const char *prose, LanguageLetters *letters)
{
    for (const char *at = prose; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        guint script = g_unichar_isalpha(c) ? script_of(c) : G_MAXUINT;
        if (script == G_MAXUINT)
            continue;
        guint weight = script >= HAN && script <= HANGUL ? IDEOGRAPH_WEIGHT : 1;
        letters->counts[script] += weight;
        letters->all += weight;
        if (script == HAN) {
            letters->traditional += is_one_of("這個們國時會來說對過發後學與為無現間門問開關點請讓還", c);
            letters->simplified += is_one_of("这个们国时会来说对过发后学与为无现间门问开关点请让还", c);
        } else if (script == ARABIC) {
            letters->persian += is_one_of("پچژگی", c);
            letters->urdu += is_one_of("ٹڈڑںے", c);
        }
    }
}

/* NULL: the script has several languages. */
static const char *lang_of_script(const LanguageLetters *letters)
{
    guint east = letters->counts[HAN] + letters->counts[KANA] + letters->counts[HANGUL],
          needed = letters->all * MIN_SCRIPT / 100;
    if (east > needed && letters->counts[HANGUL] * 2 > east)
        return "ko";
    if (east > needed && letters->counts[KANA] * 10 > east)
        return "ja";
    if (east > needed)
        return letters->traditional > letters->simplified ? "zh-Hant" : "zh";
    guint arabic = letters->counts[ARABIC];
    if (arabic > needed)
        return letters->urdu * 50 > arabic ? "ur" : letters->persian * 25 > arabic ? "fa" : "ar";
    for (guint i = 0; i < G_N_ELEMENTS(scripts); i++)
        if (letters->counts[OTHERS + i] > needed)
            return scripts[i].lang;
    return NULL;
}

/* ---- words ---- */

/* word → bits of the languages that have it */
static GHashTable *load_words(void)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(languages) <= 32);
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_auto(GStrv) words = g_strsplit(languages[i].words, " ", -1);
        for (guint k = 0; words[k]; k++) {
            guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(table, words[k]));
            g_hash_table_insert(table, g_strdup(words[k]), GUINT_TO_POINTER(bits | 1u << i));
        }
    }
    return table;
}

typedef struct {
    guint hits[G_N_ELEMENTS(languages)];
    guint n_words;
} LanguageWords;

static void count_word(GHashTable *table, const char *start, gsize length, LanguageWords *words)
{
    if (length > MAX_WORD)
        return;
    g_autofree char *lower = g_utf8_strdown(start, (gssize)length);
    guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(table, lower));
    words->n_words++;
    for (guint i = 0; bits; i++, bits >>= 1)
        words->hits[i] += bits & 1;
}

static void count_words(const char *prose, LanguageWords *words)
{
    g_autoptr(GHashTable) table = load_words();
    const char *start = NULL;
    for (const char *at = prose; words->n_words < MAX_WORDS; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean inside = g_unichar_isalpha(c) || g_unichar_ismark(c) || (start && c == '\'');
        if (inside && !start)
            start = at;
        if (!inside && start) {
            count_word(table, start, (gsize)(at - start), words);
            start = NULL;
        }
        if (!c)
            return;
    }
}

static const char *lang_of_words(const LanguageWords *words)
{
    guint best = 0, second = 0;
    for (guint i = 1; i < G_N_ELEMENTS(languages); i++)
        if (words->hits[i] > words->hits[best])
            best = i;
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
        if (i != best)
            second = MAX(second, words->hits[i]);
    guint hits = words->hits[best];
    gboolean sure = hits >= MIN_HITS && hits >= second + 2 && hits * 1000 >= words->n_words * MIN_PERMILLE &&
                    hits * 100 >= second * MIN_LEAD;
    return sure ? languages[best].tag : NULL;
}

RectoLanguageGuess recto_language_guess(const char *markdown, gsize length)
{
    RectoLanguageGuess guess = {0};
    LanguageLetters letters = {0};
    LanguageWords words = {0};
    if (length > MAX_TEXT)
        length = (gsize)(g_utf8_find_prev_char(markdown, markdown + MAX_TEXT) - markdown);
    g_autoptr(GString) prose = prose_of(markdown, length);
    count_letters(prose->str, &letters);
    guess.lang = lang_of_script(&letters);
    guess.by_script = guess.lang != NULL;
    if (guess.lang)
        return guess;
    count_words(prose->str, &words);
    guess.lang = lang_of_words(&words);
    guess.n_words = words.n_words;
    return guess;
}
