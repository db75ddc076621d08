/* Keeps the words of cells that a table has no column for. */
#include "read/surplus_cells.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW;

static gboolean is_blank(const char *from, const char *to)
{
    while (from < to && strchr(" \t\r", *from))
        from++;
    return from == to;
}

/* Bars between the cells of a row, but neither that before the first nor that after the last: GArray of const char *.
 */
static GArray *find_bars(const char *row, const char *end)
{
    GArray *bars = g_array_new(FALSE, FALSE, sizeof(const char *));
    for (const char *at = row; at < end; at++) {
        if (*at == '\\' && at + 1 < end)
            at++;
        else if (*at == '|' && !is_blank(row, at) && !is_blank(at + 1, end))
            g_array_append_val(bars, at);
    }
    return bars;
}

/* Appends to `bars` those that cut off cells with words. */
static void check_row(const char *row, const char *end, guint n_columns, GArray *bars)
{
    g_autoptr(GArray) all = find_bars(row, end);
    const char *first = all->len >= n_columns ? g_array_index(all, const char *, n_columns - 1) : end;
    gboolean words = FALSE;
    for (const char *at = first; at < end; at++)
        words |= !strchr("| \t\r", *at);
    for (guint i = n_columns - 1; words && i < all->len; i++)
        g_array_append_val(bars, g_array_index(all, const char *, i));
}

static const char *line_end(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    return newline ? newline : end;
}

typedef struct {
    const char *text, *end;
    const char *at; /* begin of line `line` */
    int line;
    GArray *bars; /* const char *, in order */
} Finder;

/* Rows come in the order of their lines, so that no line is counted twice. */
static void look_at_row(Finder *finder, cmark_node *row, guint n_columns)
{
    int line = cmark_node_get_start_line(row), column = MAX(cmark_node_get_start_column(row), 1);
    while (finder->line < line && finder->at < finder->end) {
        finder->at = MIN(line_end(finder->at, finder->end) + 1, finder->end);
        finder->line++;
    }
    const char *end = line_end(finder->at, finder->end);
    if (finder->line == line && end - finder->at >= column)
        check_row(finder->at + column - 1, end, n_columns, finder->bars);
}

static void find_all(Finder *finder, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    guint n_columns = 0;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_TABLE)
            n_columns = cmark_gfm_extensions_get_table_columns(node);
        else if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_TABLE_ROW && n_columns > 0 &&
                 !cmark_gfm_extensions_get_table_row_is_header(node))
            look_at_row(finder, node, n_columns);
    }
    cmark_iter_free(iter);
}

/* One warning for a row, at its first bar. */
static void report(const Finder *finder, const RectoLinePlaces *places, RectoDiagnostics *diagnostics)
{
    const char *line = finder->text;
    guint32 number = 0;
    const char *reported = NULL;
    for (guint i = 0; i < finder->bars->len; i++) {
        const char *bar = g_array_index(finder->bars, const char *, i);
        for (const char *end = line_end(line, finder->end); end < bar; end = line_end(line, finder->end)) {
            line = end + 1;
            number++;
        }
        if (reported == line)
            continue;
        reported = line;
        RectoSpan span = {places->file, recto_line_place(places, number), (guint32)g_utf8_strlen(line, bar - line) + 1,
                          1};
        recto_diagnose(diagnostics, RECTO_CODE_SURPLUS_CELLS, span, "row has more cells than the table has columns");
    }
}

char *recto_surplus_cells_escape(const char *text, gsize length, cmark_node *root, const RectoLinePlaces *places,
                                 RectoDiagnostics *diagnostics, gsize *ret_length)
{
    g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(const char *));
    Finder finder = {text, text + length, text, 1, bars};
    find_all(&finder, root);
    if (!bars->len)
        return NULL;
    report(&finder, places, diagnostics);
    GString *copy = g_string_sized_new(length + bars->len);
    const char *copied = text;
    for (guint i = 0; i < bars->len; i++) {
        const char *bar = g_array_index(bars, const char *, i);
        g_string_append_len(copy, copied, bar - copied);
        g_string_append_c(copy, '\\');
        copied = bar;
    }
    g_string_append_len(copy, copied, text + length - copied);
    *ret_length = copy->len;
    return g_string_free(copy, FALSE);
}
