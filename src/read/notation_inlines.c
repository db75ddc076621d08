/* Rewrites marks in lines of Markdown beyond GFM. */
#include "read/notation_inlines.h"

#include "read/cached_regex.h"

#include "base/escape.h"
#include "read/formula.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that the end of a mark is looked for. */
#define MAX_MARK       1000
#define MAX_EMOJI_NAME 48

typedef struct {
    const RectoNotationContext *context;
    const RectoSourceText *source;
    const char *at, *end, *start;
    guint32 index;
    RectoSourceText *out;
    GString *notes; /* definitions of notes in lines */
    guint n_notes;
    gboolean changed;
} MarkScan;

static guint32 number_of(const MarkScan *inlines)
{
    return g_array_index(inlines->source->lines, guint32, MIN(inlines->index, inlines->source->lines->len - 1));
}

static void write_text(MarkScan *inlines, const char *text, gssize length)
{
    recto_source_text_append(inlines->out, text, length, number_of(inlines), FALSE);
}

static void copy(MarkScan *inlines, gsize length)
{
    const char *to = inlines->at + length;
    while (inlines->at < to) {
        const char *newline = memchr(inlines->at, '\n', (gsize)(to - inlines->at));
        gsize n = newline ? (gsize)(newline + 1 - inlines->at) : (gsize)(to - inlines->at);
        write_text(inlines, inlines->at, (gssize)n);
        inlines->at += n;
        inlines->index += newline != NULL;
    }
}

static char before(const MarkScan *inlines)
{
    return inlines->at > inlines->start ? inlines->at[-1] : '\n';
}

/* The next `close` on this line, within a mark's length; NULL: there is none. */
static const char *find_on_line(const char *at, const char *end, const char *close)
{
    gsize limit = MIN((gsize)(end - at), MAX_MARK);
    const char *newline = memchr(at, '\n', limit);
    limit = newline ? (gsize)(newline - at) : limit;
    return memmem(at, limit, close, strlen(close));
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* ---- marks in pairs ---- */

/* ==x== and ++x++: no space inside their ends, no letter outside. */
static gboolean paired(MarkScan *inlines, const char *mark, const char *open, const char *close)
{
    gsize n = strlen(mark);
    const char *inner = inlines->at + n;
    if ((gsize)(inlines->end - inlines->at) < 2 * n + 1 || memcmp(inlines->at, mark, n) != 0 || inner[0] == mark[0] ||
        g_ascii_isspace(*inner) || is_word(before(inlines)) || before(inlines) == mark[0])
        return FALSE;
    const char *stop = find_on_line(inner, inlines->end, mark);
    if (!stop || stop == inner || g_ascii_isspace(stop[-1]) || stop[n] == mark[0] ||
        (stop + n < inlines->end && is_word(stop[n])))
        return FALSE;
    write_text(inlines, open, -1);
    write_text(inlines, inner, stop - inner);
    write_text(inlines, close, -1);
    inlines->at = stop + n;
    return TRUE;
}

/* x^2^, H~2~O: after a letter, short and without spaces. */
static gboolean shifted(MarkScan *inlines, char mark, const char *name)
{
    const char *inner = inlines->at + 1;
    gsize n = 0;
    while (n < 12 && inner + n < inlines->end && (is_word(inner[n]) || strchr("+-.,", inner[n])))
        n++;
    if (*inlines->at != mark || !n || inner + n >= inlines->end || inner[n] != mark || inner[n + 1] == mark ||
        !(is_word(before(inlines)) || strchr(")]", before(inlines))))
        return FALSE;
    /* ~word~ on its own is struck out by GFM. */
    if (mark == '~' && n > 3)
        return FALSE;
    g_autofree char *text = g_strdup_printf("<%s>%.*s</%s>", name, (int)n, inner, name);
    write_text(inlines, text, -1);
    inlines->at = inner + n + 1;
    return TRUE;
}

/* ---- notes ---- */

static const char *closing_bracket(const char *at, const char *end)
{
    guint depth = 0;
    for (const char *limit = at + MIN((gsize)(end - at), 4 * MAX_MARK); at < limit; at++) {
        if (at[0] == '\n' && at + 1 < limit && at[1] == '\n')
            return NULL;
        if (*at == '[')
            depth++;
        else if (*at == ']' && depth-- == 0)
            return at;
    }
    return NULL;
}

static gboolean inline_note(MarkScan *inlines)
{
    if (inlines->end - inlines->at < 4 || inlines->at[0] != '^' || inlines->at[1] != '[')
        return FALSE;
    const char *close = closing_bracket(inlines->at + 2, inlines->end);
    if (!close || close == inlines->at + 2)
        return FALSE;
    g_autofree char *words = g_strndup(inlines->at + 2, (gsize)(close - inlines->at - 2));
    g_strdelimit(words, "\n", ' ');
    g_autofree char *mark = g_strdup_printf("[^recto-line-%u]", ++inlines->n_notes);
    g_string_append_printf(inlines->notes, "\n%s: %s\n", mark, words);
    write_text(inlines, mark, -1);
    for (const char *at = inlines->at; at < close; at++)
        inlines->index += *at == '\n';
    inlines->at = close + 1;
    return TRUE;
}

/* ---- emoji ---- */

static const struct {
    const char *name, *emoji;
} emoji[] = {
#define EMOJI(name, emoji) {name, emoji},
#include "read/emoji.def"
#undef EMOJI
};

static int compare_name(const void *name, const void *row)
{
    return strcmp(name, *(const char *const *)row);
}

static gboolean emoji_name(MarkScan *inlines)
{
    const char *name = inlines->at + 1;
    gsize n = 0;
    while (n < MAX_EMOJI_NAME && name + n < inlines->end && (g_ascii_isalnum(name[n]) || strchr("_+-", name[n])))
        n++;
    if (!n || name + n >= inlines->end || name[n] != ':' || is_word(before(inlines)) || before(inlines) == ':' ||
        (name + n + 1 < inlines->end && is_word(name[n + 1])))
        return FALSE;
    g_autofree char *key = g_strndup(name, n);
    const char *const *row = bsearch(key, emoji, G_N_ELEMENTS(emoji), sizeof emoji[0], compare_name);
    if (!row)
        return FALSE;
    write_text(inlines, row[1], -1);
    inlines->at = name + n + 1;
    return TRUE;
}

/* ---- targets of links ---- */

/* Bytes of the address in "our beds.png "title"": up to a title in quotation marks, blanks at its end not counted. */
static gsize address_length(const char *target, gsize length)
{
    const char *quote = memchr(target, '"', length);
    gsize n =
        quote && quote > target && quote[-1] == ' ' && target[length - 1] == '"' ? (gsize)(quote - target) : length;
    while (n && target[n - 1] == ' ')
        n--;
    return n;
}

static gboolean is_file_or_url(const char *address)
{
    return strstr(address, "://") || recto_regex_matches("\\.[A-Za-z][A-Za-z0-9]{1,4}([?#].*)?$", address, 0);
}

/* The size in `a.png =120x80`. */
static gboolean take_size(char *address, int *ret_width)
{
    char *size = strrchr(address, ' ');
    if (!size || size[1] != '=' || !strpbrk(size, "x*"))
        return FALSE;
    *ret_width = atoi(size + 2);
    *size = '\0';
    g_strchomp(address);
    return TRUE;
}

static gboolean spaced_target(MarkScan *inlines)
{
    if (inlines->end - inlines->at < 4 || inlines->at[0] != ']' || inlines->at[1] != '(' || inlines->at[2] == '<')
        return FALSE;
    const char *target = inlines->at + 2, *close = find_on_line(target, inlines->end, ")");
    if (!close)
        return FALSE;
    gsize length = (gsize)(close - target), n = address_length(target, length);
    if (!n || !memchr(target, ' ', n))
        return FALSE;
    g_autofree char *address = g_strndup(target, n);
    int width = 0;
    g_strchug(address);
    gboolean sized = take_size(address, &width);
    if (strpbrk(address, "<>") || !is_file_or_url(address) || (!sized && !strchr(address, ' ')))
        return FALSE;
    g_autofree char *title = g_strndup(target + n, length - n);
    g_autofree char *text = g_strdup_printf("](<%s>%s)", address, title);
    g_autofree char *braces = width > 0 ? g_strdup_printf("{width=%d}", width) : g_strdup("");
    write_text(inlines, text, -1);
    write_text(inlines, braces, -1);
    inlines->at = close + 1;
    return TRUE;
}

/* ---- kramdown ---- */

/* {:.class}, {: width="50%"}: behind a span or an image; classes alone are the site's looks. */
static gboolean span_attributes(MarkScan *inlines)
{
    if (inlines->end - inlines->at < 4 || inlines->at[0] != '{' || inlines->at[1] != ':' ||
        !strchr(")*_`]>", before(inlines)))
        return FALSE;
    const char *close = find_on_line(inlines->at, inlines->end, "}");
    if (!close)
        return FALSE;
    g_autofree char *inner = g_strndup(inlines->at + 2, (gsize)(close - inlines->at - 2));
    if (!recto_regex_matches("^\\s*([.#][\\w-]+|[\\w-]+=(\"[^\"]*\"|'[^']*'|\\S+)|\\s)+$", inner, 0))
        return FALSE;
    inlines->at = close + 1;
    if (!strchr(inner, '=') && !strchr(inner, '#'))
        return TRUE;
    g_autofree char *braces = g_strdup_printf("{%s}", g_strstrip(inner));
    write_text(inlines, braces, -1);
    return TRUE;
}

/* ---- formulas ---- */

/* The end of a formula between dollar signs; NULL: none begins here. */
static const char *formula_end(const MarkScan *inlines, gsize marks)
{
    const char *inner = inlines->at + marks, *limit = inner + MIN((gsize)(inlines->end - inner), 4 * MAX_MARK);
    const char *blank = memmem(inner, (gsize)(limit - inner), "\n\n", 2);
    limit = blank ? blank : limit;
    const char *close = memmem(inner, (gsize)(limit - inner), "$$", marks);
    while (close && marks == 1 && close[-1] == '\\')
        close = memchr(close + 1, '$', (gsize)(limit - close - 1));
    if (!close || close == inner || (close + marks < inlines->end && close[marks] == '$'))
        return NULL;
    if (marks == 2)
        return close;
    gboolean tight = !g_ascii_isspace(*inner) && !g_ascii_isspace(close[-1]) &&
                     !(close + 1 < inlines->end && g_ascii_isalnum(close[1])) &&
                     !memchr(inner, '`', (gsize)(close - inner));
    return tight && recto_formula_is(inner, (gsize)(close - inner)) ? close : NULL;
}

/* As it is written, with every character that Markdown would take for a mark. */
static void write_literal(MarkScan *inlines, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_ispunct(text[i]))
            write_text(inlines, "\\", 1);
        write_text(inlines, text + i, 1);
        inlines->index += text[i] == '\n';
    }
}

static RectoSpan span_here(const MarkScan *inlines)
{
    const char *line = inlines->at;
    while (line > inlines->start && line[-1] != '\n' && inlines->at - line < 4 * MAX_MARK)
        line--;
    /* Columns further on are not counted. */
    gboolean known = inlines->at - line < 4 * MAX_MARK;
    return (RectoSpan){inlines->context->file, inlines->context->first_line + number_of(inlines) + 1,
                       known ? (guint32)g_utf8_strlen(line, inlines->at - line) + 1 : 1, 0};
}

static gboolean formula(MarkScan *inlines)
{
    gsize marks = inlines->end - inlines->at > 2 && inlines->at[1] == '$' ? 2 : 1;
    if (before(inlines) == '$' || (inlines->end - inlines->at > (gssize)marks && inlines->at[marks] == '$'))
        return FALSE;
    const char *close = formula_end(inlines, marks);
    if (!close)
        return FALSE;
    const char *inner = inlines->at + marks;
    g_autoptr(GString) html = g_string_new(NULL);
    if (recto_formula_write(inner, (gsize)(close - inner), html)) {
        write_text(inlines, html->str, (gssize)html->len);
        for (const char *at = inner; at < close; at++)
            inlines->index += *at == '\n';
    } else {
        recto_tally_add(inlines->context->tally, RECTO_CODE_MATH, span_here(inlines), inlines->at,
                        (gsize)(close + marks - inlines->at));
        write_literal(inlines, inlines->at, (gsize)(close + marks - inlines->at));
    }
    inlines->at = close + marks;
    return TRUE;
}

/* ---- text that remains unchanged ---- */

static gsize fence_at(const char *line, const char *end, char *ret_mark)
{
    while (line < end && strchr(" \t>", *line))
        line++;
    gsize n = 0;
    while (line + n < end && (line[n] == '`' || line[n] == '~') && line[n] == *line)
        n++;
    *ret_mark = n ? *line : '\0';
    const char *newline = memchr(line, '\n', (gsize)(end - line));
    gboolean inline_code = n && *line == '`' && memchr(line + n, '`', (gsize)((newline ? newline : end) - line) - n);
    return n >= 3 && !inline_code ? n : 0;
}

static gsize line_length(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    return newline ? (gsize)(newline + 1 - at) : (gsize)(end - at);
}

/* A fenced block, or a line that is indented like code. */
static gboolean copy_code_lines(MarkScan *inlines)
{
    char mark = 0, other = 0;
    gsize n = fence_at(inlines->at, inlines->end, &mark);
    if (!n)
        return FALSE;
    copy(inlines, line_length(inlines->at, inlines->end));
    while (inlines->at < inlines->end) {
        gsize closing = fence_at(inlines->at, inlines->end, &other);
        copy(inlines, line_length(inlines->at, inlines->end));
        if (closing >= n && other == mark)
            break;
    }
    return TRUE;
}

static void copy_code_span(MarkScan *inlines)
{
    gsize n = 0;
    while (inlines->at + n < inlines->end && inlines->at[n] == '`')
        n++;
    g_autofree char *ticks = g_strndup(inlines->at, n);
    const char *close = n < MAX_EMOJI_NAME ? find_on_line(inlines->at + n, inlines->end, ticks) : NULL;
    copy(inlines, close ? (gsize)(close - inlines->at) + n : n);
}

/* Copies a tag or an autolink; a comparison is neither. */
static void copy_tag(MarkScan *inlines)
{
    gboolean tag = inlines->at + 1 < inlines->end && (g_ascii_isalpha(inlines->at[1]) || strchr("/!?", inlines->at[1]));
    const char *close = tag ? find_on_line(inlines->at, inlines->end, ">") : NULL;
    copy(inlines, close ? (gsize)(close - inlines->at) + 1 : 1);
}

/* The target of a link, or a bare URL: none of its characters is a mark. */
static void copy_target(MarkScan *inlines)
{
    const char *close = inlines->at[1] == '(' ? find_on_line(inlines->at, inlines->end, ")") : NULL;
    copy(inlines, close ? (gsize)(close - inlines->at) + 1 : 1);
}

static gboolean copy_url(MarkScan *inlines)
{
    if (inlines->end - inlines->at < 3 || memcmp(inlines->at, "://", 3) != 0)
        return FALSE;
    gsize n = 0;
    while (inlines->at + n < inlines->end && !strchr(" \t\n<>)]", inlines->at[n]))
        n++;
    copy(inlines, n);
    return TRUE;
}

/* ---- the scan ---- */

static gboolean rewrite(MarkScan *inlines)
{
    switch (*inlines->at) {
    case '=':
        return paired(inlines, "==", "<mark>", "</mark>");
    case '+':
        return paired(inlines, "++", "<ins>", "</ins>");
    case '^':
        return inline_note(inlines) || shifted(inlines, '^', "sup");
    case '~':
        return shifted(inlines, '~', "sub");
    case ':':
        return emoji_name(inlines);
    case ']':
        return spaced_target(inlines);
    case '{':
        return span_attributes(inlines);
    case '$':
        return formula(inlines);
    default:
        return FALSE;
    }
}

static void step(MarkScan *inlines)
{
    gboolean starts = before(inlines) == '\n';
    if (starts && copy_code_lines(inlines))
        return;
    gsize plain = 0, rest = (gsize)(inlines->end - inlines->at);
    while (plain < rest && !strchr("`<=+^~:]{$\\\n", inlines->at[plain]))
        plain++;
    if (plain) {
        copy(inlines, plain);
        return;
    }
    if (rewrite(inlines)) {
        inlines->changed = TRUE;
        return;
    }
    if (*inlines->at == '`')
        copy_code_span(inlines);
    else if (*inlines->at == '<')
        copy_tag(inlines);
    else if (*inlines->at == ']')
        copy_target(inlines);
    else if (!(*inlines->at == ':' && copy_url(inlines)))
        copy(inlines, *inlines->at == '\\' && rest > 1 && inlines->at[1] != '\n' ? 2 : 1);
}

RectoSourceText *recto_notation_inlines(const RectoSourceText *source, const RectoNotationContext *context)
{
    if (!strpbrk(source->text->str, "=+^~:]{$"))
        return NULL;
    g_autoptr(RectoSourceText) out = recto_source_text_new_empty();
    const char *text = source->text->str;
    MarkScan inlines = {.context = context,
                        .source = source,
                        .start = text,
                        .at = text,
                        .end = text + source->text->len,
                        .out = out,
                        .notes = g_string_new(NULL)};
    while (inlines.at < inlines.end)
        step(&inlines);
    if (inlines.notes->len) {
        write_text(&inlines, "\n", 1);
        write_text(&inlines, inlines.notes->str, (gssize)inlines.notes->len);
    }
    g_string_free(inlines.notes, TRUE);
    return inlines.changed ? g_steal_pointer(&out) : NULL;
}

/* ---- abbreviations ---- */

/* The first place of a word by itself, in no code, tag or target; NULL: there is none. */
static const char *find_word(const char *text, const char *word)
{
    gsize n = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at += n) {
        char last = at > text ? at[-1] : ' ', next = at[n];
        if (!is_word(last) && !strchr("/.#=\"-_`<[{(", last) && !is_word(next) &&
            !strchr("/=\"-_`>]", next ? next : ' '))
            return at;
    }
    return NULL;
}

static int compare_words(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

void recto_notation_expand(RectoSourceText *source, GHashTable *abbreviations)
{
    GHashTableIter iter;
    gpointer word, expansion;
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_hash_table_iter_init(&iter, abbreviations);
    while (g_hash_table_iter_next(&iter, &word, NULL))
        g_ptr_array_add(words, word);
    /* In an order of their own, so that the result is always the same. */
    g_ptr_array_sort(words, compare_words);
    for (guint i = 0; i < words->len; i++) {
        word = g_ptr_array_index(words, i);
        expansion = g_hash_table_lookup(abbreviations, word);
        const char *at = find_word(source->text->str, word);
        if (!at)
            continue;
        g_autoptr(GString) tag = g_string_new("<abbr title=\"");
        recto_escape(tag, RECTO_ESCAPE_XML, expansion, -1);
        g_string_append_printf(tag, "\">%s</abbr>", (const char *)word);
        gssize offset = at - source->text->str;
        g_string_erase(source->text, offset, (gssize)strlen(word));
        g_string_insert(source->text, offset, tag->str);
    }
}
