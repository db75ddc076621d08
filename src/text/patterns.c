/* Parses hyphenation pattern files and applies them to words (patterns.h). */
#include "text/patterns.h"
#include "base/files.h"

#include <string.h>

/* Longest word in bytes; hyphenate.c gives none that is longer. */
#define WORD_MAX 256
/* Letters of a pattern, in bytes. */
#define PATTERN_MAX 64
/* Where a file gives no minima of its own, as libhyphen. */
#define LEAST_LETTERS 2
#define LEVELS        2

typedef struct {
    guint32 hash;
    guint32 line; /* one more than its offset in the text; 0: free */
} PatternSlot;

/* The patterns of one level: open addressing, at most half full. */
typedef struct {
    PatternSlot *slots;
    guint mask, n;
    guint longest; /* letters of its longest pattern, in bytes */
} PatternLevel;

struct RectoPatterns {
    GMappedFile *file;
    char *converted; /* the text, when the file is in another set */
    const char *text;
    gsize length;
    PatternLevel levels[LEVELS];
    guint n_levels;
    guint left, right; /* minimum number of letters before and after a break */
};

/* ---- reading ---- */

static guint32 hash_step(guint32 hash, char c)
{
    return (hash ^ (guchar)c) * 16777619u;
}

#define HASH_START 2166136261u

/* Hash of a line's letters; *ret_letters is how many bytes they are. */
static guint32 hash_line(const char *line, const char *end, guint *ret_letters)
{
    guint32 hash = HASH_START;
    guint n = 0;
    for (; line < end && *line != '/'; line++) {
        if (*line >= '0' && *line <= '9')
            continue;
        hash = hash_step(hash, *line);
        n++;
    }
    *ret_letters = n;
    return hash;
}

static void level_init(PatternLevel *level, gsize n_lines)
{
    guint size = 64;
    while (size < 2 * n_lines)
        size *= 2;
    level->slots = g_new0(PatternSlot, size);
    level->mask = size - 1;
}

static void level_add(PatternLevel *level, const char *text, const char *line, const char *end)
{
    guint letters = 0;
    guint32 hash = hash_line(line, end, &letters);
    if (!letters || letters > PATTERN_MAX || level->n > level->mask / 2)
        return;
    guint at = hash & level->mask;
    while (level->slots[at].line)
        at = (at + 1) & level->mask;
    level->slots[at] = (PatternSlot){hash, (guint32)(line - text) + 1};
    level->n++;
    level->longest = MAX(level->longest, letters);
}

static const char *line_end(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (gsize)(end - line));
    return newline ? newline : end;
}

static const char *trim(const char *line, const char *end)
{
    while (end > line && g_ascii_isspace(end[-1]))
        end--;
    return end;
}

/* Parses a setting such as "LEFTHYPHENMIN 2". Unknown settings are ignored. */
static gboolean parse_setting(RectoPatterns *patterns, const char *line, const char *end)
{
    if (!g_ascii_isupper(*line) || end - line < 4 || !g_ascii_isupper(line[1]))
        return FALSE;
    g_autofree char *setting = g_strndup(line, (gsize)(end - line));
    if (g_str_has_prefix(setting, "LEFTHYPHENMIN"))
        patterns->left = (guint)g_ascii_strtoull(setting + strlen("LEFTHYPHENMIN"), NULL, 10);
    else if (g_str_has_prefix(setting, "RIGHTHYPHENMIN"))
        patterns->right = (guint)g_ascii_strtoull(setting + strlen("RIGHTHYPHENMIN"), NULL, 10);
    else if (g_str_equal(setting, "NEXTLEVEL") && patterns->n_levels < LEVELS)
        patterns->n_levels++;
    return TRUE;
}

static void read_lines(RectoPatterns *patterns, const char *line)
{
    const char *end = patterns->text + patterns->length;
    gsize n_lines = 0;
    for (const char *at = line; at < end; at = line_end(at, end) + 1)
        n_lines++;
    patterns->n_levels = 1;
    for (; line < end; line = line_end(line, end) + 1) {
        const char *last = trim(line, line_end(line, end));
        if (last == line || *line == '%' || *line == '#' || parse_setting(patterns, line, last))
            continue;
        PatternLevel *level = &patterns->levels[patterns->n_levels - 1];
        if (!level->slots)
            level_init(level, n_lines);
        level_add(level, patterns->text, line, last);
    }
}

/* The first line names the character set; ISO-8859 is written without its hyphen. */
static gboolean parse_set(RectoPatterns *patterns, const char *first, const char *end)
{
    g_autofree char *set = g_strndup(first, (gsize)(end - first));
    if (g_ascii_strcasecmp(set, "UTF-8") == 0)
        return TRUE;
    g_autofree char *name =
        g_str_has_prefix(set, "ISO8859") ? g_strconcat("ISO-8859", set + strlen("ISO8859"), NULL) : g_strdup(set);
    gsize length = 0;
    patterns->converted = g_convert(patterns->text, (gssize)patterns->length, "UTF-8", name, NULL, &length, NULL);
    if (!patterns->converted)
        return FALSE;
    patterns->text = patterns->converted;
    patterns->length = length;
    return TRUE;
}

RectoPatterns *recto_patterns_load(const char *path)
{
    GMappedFile *file = recto_file_map(path, NULL);
    if (!file)
        return NULL;
    RectoPatterns *patterns = g_new0(RectoPatterns, 1);
    patterns->file = file;
    patterns->text = g_mapped_file_get_contents(file);
    patterns->length = g_mapped_file_get_length(file);
    patterns->left = patterns->right = LEAST_LETTERS;
    const char *end = patterns->text ? line_end(patterns->text, patterns->text + patterns->length) : NULL;
    if (!end || patterns->length > G_MAXINT32 || !parse_set(patterns, patterns->text, trim(patterns->text, end))) {
        recto_patterns_free(patterns);
        return NULL;
    }
    end = line_end(patterns->text, patterns->text + patterns->length);
    read_lines(patterns, MIN(end + 1, patterns->text + patterns->length));
    if (patterns->levels[0].n > 0 && g_utf8_validate(patterns->text, (gssize)patterns->length, NULL))
        return patterns;
    recto_patterns_free(patterns);
    return NULL;
}

void recto_patterns_free(RectoPatterns *patterns)
{
    if (!patterns)
        return;
    for (guint i = 0; i < LEVELS; i++)
        g_free(patterns->levels[i].slots);
    g_free(patterns->converted);
    g_mapped_file_unref(patterns->file);
    g_free(patterns);
}

/* ---- matching ---- */

/* A word between two dots, and the greatest value before each of its bytes; `respelt`: by a pattern that changes the
 * spelling. */
typedef struct {
    char text[WORD_MAX + 3];
    guint8 values[WORD_MAX + 4];
    gboolean respelt[WORD_MAX + 4];
    guint n;
} PatternWord;

/* Whether a line's letters are just these. */
static gboolean is_pattern(const RectoPatterns *patterns, const char *line, const char *letters, guint n)
{
    const char *end = patterns->text + patterns->length;
    guint i = 0;
    for (; line < end && *line != '/' && !g_ascii_isspace(*line); line++) {
        if (*line >= '0' && *line <= '9')
            continue;
        if (i == n || *line != letters[i])
            return FALSE;
        i++;
    }
    return i == n;
}

static void collect_values(const RectoPatterns *patterns, const char *line, PatternWord *word, guint at)
{
    const char *end = patterns->text + patterns->length;
    gboolean respells = memchr(line, '/', (gsize)(line_end(line, end) - line)) != NULL;
    for (; line < end && *line != '/' && !g_ascii_isspace(*line); line++) {
        if (*line < '0' || *line > '9') {
            at++;
            continue;
        }
        guint8 value = (guint8)(*line - '0');
        if (value > word->values[at]) {
            word->values[at] = value;
            word->respelt[at] = respells;
        }
    }
}

/* All patterns of a level that begin at byte `start`. */
static void match_from(const RectoPatterns *patterns, const PatternLevel *level, PatternWord *word, guint start)
{
    guint32 hash = HASH_START;
    guint most = MIN(level->longest, word->n - start);
    for (guint n = 1; n <= most; n++) {
        hash = hash_step(hash, word->text[start + n - 1]);
        for (guint at = hash & level->mask; level->slots[at].line; at = (at + 1) & level->mask) {
            const char *line = patterns->text + level->slots[at].line - 1;
            if (level->slots[at].hash != hash || !is_pattern(patterns, line, word->text + start, n))
                continue;
            collect_values(patterns, line, word, start);
        }
    }
}

/* Breaks within text[0 … n), which is all letters; *breaks by bytes. */
static void apply_level(const RectoPatterns *patterns, const PatternLevel *level, const char *text, guint n,
                        gboolean *breaks)
{
    PatternWord word = {.n = n + 2};
    word.text[0] = word.text[n + 1] = '.';
    memcpy(word.text + 1, text, n);
    for (guint i = 0; level->slots && i < word.n; i++)
        match_from(patterns, level, &word, i);
    for (guint i = 1; i < n; i++)
        breaks[i] = (word.values[i + 1] & 1) && !word.respelt[i + 1];
}

static guint letters_between(const char *from, const char *to)
{
    return (guint)g_utf8_strlen(from, to - from);
}

/* Too near to an end of the part. */
static void observe_minima(const RectoPatterns *patterns, const char *text, guint n, gboolean *breaks)
{
    for (guint i = 1; i < n; i++)
        if (breaks[i] &&
            (letters_between(text, text + i) < patterns->left || letters_between(text + i, text + n) < patterns->right))
            breaks[i] = FALSE;
}

/* One part of a word, all letters. */
static void apply_part(const RectoPatterns *patterns, const char *text, guint n, gboolean *breaks)
{
    gboolean inner[WORD_MAX + 1] = {FALSE};
    apply_level(patterns, &patterns->levels[0], text, n, breaks);
    for (guint from = 0, to = 1; patterns->n_levels > 1 && to <= n; to++) {
        if (to < n && !breaks[to])
            continue;
        memset(inner, 0, sizeof inner);
        apply_level(patterns, &patterns->levels[1], text + from, to - from, inner);
        observe_minima(patterns, text + from, to - from, inner);
        for (guint i = from + 1; i < to; i++)
            breaks[i] = inner[i - from];
        from = to;
    }
    observe_minima(patterns, text, n, breaks);
}

static gboolean is_letter(const char *at)
{
    gunichar c = g_utf8_get_char(at);
    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

void recto_patterns_apply(const RectoPatterns *patterns, const char *word, gsize length, gboolean *ret_breaks,
                          guint n_chars)
{
    gboolean breaks[WORD_MAX + 1] = {FALSE};
    if (length > WORD_MAX)
        return;
    const char *end = word + length;
    for (const char *from = word; from < end;) {
        const char *to = from;
        while (to < end && is_letter(to))
            to = g_utf8_next_char(to);
        if (to > from)
            apply_part(patterns, from, (guint)(to - from), breaks + (from - word));
        from = to < end ? g_utf8_next_char(to) : end;
    }
    guint i = 0;
    for (const char *at = word; at < end && i < n_chars; at = g_utf8_next_char(at))
        ret_breaks[i++] = breaks[at - word];
}
