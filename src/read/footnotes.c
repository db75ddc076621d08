/* Finds footnote labels that are defined or used repeatedly (footnotes.h). */
#include "read/footnotes.h"

#include "read/code_ranges.h"
#include <string.h>

/* Longest label that is looked for. */
#define MAX_LABEL 1000

/* Length of the mark "[^label]" that begins here; 0: none does. Labels have no white space. */
static gsize mark_length(const char *at, const char *end)
{
    if (end - at < 4 || at[0] != '[' || at[1] != '^')
        return 0;
    const char *stop = at + 2;
    while (stop < end && stop - at < MAX_LABEL && !strchr("]^[ \t\r\n", *stop ? *stop : ' '))
        stop++;
    return stop < end && *stop == ']' && stop > at + 2 ? (gsize)(stop + 1 - at) : 0;
}

gsize recto_footnotes_mark(const char *at, const char *end)
{
    return mark_length(at, end);
}

/* Returns TRUE for a label at the start of a line, after at most three spaces, with a colon after it. */
static gboolean is_definition(const char *text, const char *at, gsize length, const char *end)
{
    const char *before = at;
    while (before > text && before[-1] == ' ' && at - before < 3)
        before--;
    return (before == text || before[-1] == '\n') && at + length < end && at[length] == ':';
}

/* The same within quotes and lists, whose marks come before it. Text of a paragraph or of code may look so. */
static gboolean may_be_definition(const char *text, const char *at, gsize length, const char *end)
{
    const char *before = at;
    while (before > text && before[-1] != '\n' && strchr(" \t>-+*.)0123456789", before[-1]))
        before--;
    return (before == text || before[-1] == '\n') && at + length < end && at[length] == ':';
}

typedef struct {
    GHashTable *cited, *defined; /* marks as they are written, owned */
    GPtrArray *order;            /* defined labels, borrowed */
    GArray *repeated;            /* of RectoFootnoteLabel: definitions of marks that are defined above */
} FootnoteScan;

static void scan_clear(FootnoteScan *scan)
{
    g_hash_table_unref(scan->cited);
    g_hash_table_unref(scan->defined);
    g_ptr_array_unref(scan->order);
    if (scan->repeated)
        g_array_unref(scan->repeated);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FootnoteScan, scan_clear)

static void add_definition(FootnoteScan *scan, const char *at, gsize length, gsize offset, guint line)
{
    char *mark = g_strndup(at, length);
    RectoFootnoteLabel label = {offset + 2, length - 3, line};
    if (g_hash_table_contains(scan->defined, mark)) { /* adding it again would free the one that is there */
        g_free(mark);
        g_array_append_val(scan->repeated, label);
        return;
    }
    g_hash_table_add(scan->defined, mark);
    g_ptr_array_add(scan->order, mark);
}

static void add_inner_definition(FootnoteScan *scan, const char *at, gsize length)
{
    char *mark = g_strndup(at, length);
    if (g_hash_table_contains(scan->defined, mark)) {
        g_free(mark);
        return;
    }
    g_hash_table_add(scan->defined, mark);
    g_ptr_array_add(scan->order, mark);
}

static void scan_init(FootnoteScan *scan, const char *text, gsize length)
{
    const char *end = text + length;
    guint line = 1;
    scan->cited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    scan->defined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    scan->order = g_ptr_array_new();
    scan->repeated = g_array_new(FALSE, FALSE, sizeof(RectoFootnoteLabel));
    for (const char *at = text; at < end; at++) {
        gsize n = *at == '[' ? mark_length(at, end) : 0;
        line += *at == '\n';
        if (n && is_definition(text, at, n, end)) {
            add_definition(scan, at, n, (gsize)(at - text), line);
        } else if (n) {
            g_hash_table_add(scan->cited, g_strndup(at, n));
            if (may_be_definition(text, at, n, end))
                add_inner_definition(scan, at, n);
        }
    }
}

char *recto_footnotes_all(const char *text, gsize length)
{
    g_auto(FootnoteScan) scan = {0};
    scan_init(&scan, text, length);
    g_autoptr(GString) marks = g_string_new(NULL);
    for (guint i = 0; i < scan.order->len; i++)
        g_string_append(marks, g_ptr_array_index(scan.order, i));
    return marks->len ? g_string_free(g_steal_pointer(&marks), FALSE) : NULL;
}

GArray *recto_footnotes_repeated(const char *text, gsize length)
{
    g_auto(FootnoteScan) scan = {0};
    scan_init(&scan, text, length);
    return g_steal_pointer(&scan.repeated);
}

/* A label of the same length that the text has not. */
static gboolean find_name(const FootnoteScan *scan, char *mark, gsize length)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    for (guint tries = 0; tries < 1000; tries++) {
        guint rest = tries;
        for (gsize i = length; i-- > 0; rest /= 36)
            mark[2 + i] = digits[rest % 36];
        if (!g_hash_table_contains(scan->cited, mark) && !g_hash_table_contains(scan->defined, mark))
            return TRUE;
    }
    return FALSE;
}

void recto_footnotes_rename(char *text, gsize length, const RectoFootnoteLabel *label)
{
    g_auto(FootnoteScan) scan = {0};
    scan_init(&scan, text, length);
    g_autofree char *mark = g_strndup(text + label->offset - 2, label->length + 3);
    if (find_name(&scan, mark, label->length))
        memcpy(text + label->offset - 2, mark, label->length + 3);
}

GHashTable *recto_footnotes_escaped(const char *text, gsize length)
{
    GHashTable *escaped = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *end = text + length;
    for (const char *at = text; (at = memmem(at, (gsize)(end - at), "\\[^", 3)) != NULL; at += 3) {
        gsize n = mark_length(at + 1, end);
        if (n)
            g_hash_table_add(escaped, g_strndup(at + 1, n));
    }
    return escaped;
}

void recto_footnotes_report_undefined(const char *literal, GHashTable *escaped, RectoSpan span,
                                      RectoDiagnostics *diagnostics)
{
    const char *end = literal + strlen(literal), *counted = literal;
    for (const char *at = literal; (at = strstr(at, "[^")) != NULL; at += 2) {
        gsize n = mark_length(at, end);
        g_autofree char *mark = g_strndup(at, n);
        if (!n || g_hash_table_contains(escaped, mark))
            continue;
        span.column += (guint32)g_utf8_strlen(counted, at - counted);
        counted = at;
        RectoSpan place = span;
        place.length = (guint32)g_utf8_strlen(at, (gssize)n);
        recto_diagnose(diagnostics, RECTO_CODE_UNDEFINED_NOTE, place, "footnote “%.*s” is not defined", (int)(n - 3),
                       at + 2);
    }
}

/* ---- brackets over line ends ---- */

static gboolean is_in_ranges(const GArray *ranges, guint *index, gsize offset)
{
    while (*index < ranges->len && g_array_index(ranges, RectoCodeRange, *index).end <= offset)
        (*index)++;
    return *index < ranges->len && g_array_index(ranges, RectoCodeRange, *index).start <= offset;
}

/* Offsets of the marks whose bracket is open at the end of their line. */
static GArray *open_marks(const char *text, gsize length)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (gsize at = 0; at <= length; at++) {
        if (at == length || text[at] == '\n') {
            for (guint i = 0; i < open->len; i++)
                if (text[g_array_index(open, gsize, i) + 1] == '^')
                    g_array_append_val(marks, g_array_index(open, gsize, i));
            g_array_set_size(open, 0);
        } else if (text[at] == '\\' && at + 1 < length && text[at + 1] != '\n') {
            at++;
        } else if (text[at] == '[' && at + 1 < length) {
            g_array_append_val(open, at);
        } else if (text[at] == ']' && open->len) {
            g_array_set_size(open, open->len - 1);
        }
    }
    return marks;
}

char *recto_footnotes_protect(const char *text, gsize length, gsize *ret_length)
{
    if (!memmem(text, length, "[^", 2))
        return NULL;
    g_autoptr(GArray) marks = open_marks(text, length);
    if (!marks->len)
        return NULL;
    g_autoptr(GArray) ranges = recto_code_ranges(text, length);
    GString *copy = g_string_sized_new(length + marks->len);
    gsize copied = 0;
    guint index = 0;
    for (guint i = 0; i < marks->len; i++) {
        gsize at = g_array_index(marks, gsize, i);
        if (is_in_ranges(ranges, &index, at))
            continue;
        g_string_append_len(copy, text + copied, (gssize)(at - copied));
        g_string_append_c(copy, '\\');
        copied = at;
    }
    g_string_append_len(copy, text + copied, (gssize)(length - copied));
    *ret_length = copy->len;
    return g_string_free(copy, FALSE);
}
