/* Finds the ranges of code in Markdown, before it is parsed. */
#include "read/code_ranges.h"

#include <string.h>

#define MAX_TICKS 80

typedef struct {
    const char *text;
    gsize length;
    GArray *ranges;
} CodeScan;

static gsize line_end(const CodeScan *scan, gsize from)
{
    const char *end = memchr(scan->text + from, '\n', scan->length - from);
    return end ? (gsize)(end - scan->text) : scan->length;
}

static void add_range(CodeScan *scan, gsize start, gsize end)
{
    RectoCodeRange range = {start, end};
    g_array_append_val(scan->ranges, range);
}

/* Length of the fence that starts at the line's first character, after quote and list marks; 0: none. */
static guint fence_length(const CodeScan *scan, gsize from, gsize end, char *ret_mark)
{
    while (from < end && strchr(" \t>*-+", scan->text[from]))
        from++;
    gsize at = from;
    char mark = at < end ? scan->text[at] : 0;
    if (mark != '`' && mark != '~')
        return 0;
    while (at < end && scan->text[at] == mark)
        at++;
    if (at - from < 3 || (mark == '`' && memchr(scan->text + at, '`', end - at)))
        return 0;
    *ret_mark = mark;
    return (guint)MIN(at - from, G_MAXUINT);
}

static gboolean is_blank(const CodeScan *scan, gsize from, gsize end)
{
    while (from < end && strchr(" \t>", scan->text[from]))
        from++;
    return from == end;
}

static gsize ticks_at(const CodeScan *scan, gsize at, gsize end)
{
    gsize from = at;
    while (at < end && scan->text[at] == '`')
        at++;
    return at - from;
}

/* Code spans of one paragraph. The last run of each length is looked up first, so that runs without a partner cost
 * nothing. */
static void find_spans(CodeScan *scan, gsize from, gsize end)
{
    gsize last[MAX_TICKS] = {0};
    for (gsize at = from; at < end;) {
        gsize n = ticks_at(scan, at, end);
        if (n > 0 && n < MAX_TICKS)
            last[n] = at;
        at += MAX(n, 1);
    }
    for (gsize at = from; at < end;) {
        gsize n = ticks_at(scan, at, end);
        if (n == 0 || n >= MAX_TICKS || last[n] <= at) {
            at += MAX(n, 1);
            continue;
        }
        gsize close = at + n;
        for (gsize m; (m = ticks_at(scan, close, end)) != n;)
            close += MAX(m, 1);
        add_range(scan, at, close + n);
        at = close + n;
    }
}

static gsize indent_of(const CodeScan *scan, gsize from, gsize end)
{
    gsize columns = 0;
    for (; from < end && columns < 4; from++) {
        if (scan->text[from] == '\t')
            columns += 4;
        else if (scan->text[from] == ' ')
            columns++;
        else
            break;
    }
    return columns;
}

static gboolean is_list_item(const CodeScan *scan, gsize from, gsize end)
{
    while (from < end && scan->text[from] == ' ')
        from++;
    gsize at = from;
    while (at < end && g_ascii_isdigit(scan->text[at]))
        at++;
    gboolean marked = at < end && (at > from ? strchr(".)", scan->text[at]) : strchr("-*+", scan->text[at])) != NULL;
    return marked && (at + 1 == end || scan->text[at + 1] == ' ' || scan->text[at + 1] == '\t');
}

/* State from the previous lines that affects the next line. */
typedef struct {
    gsize paragraph; /* where the open paragraph starts */
    gsize fence_start;
    guint fence; /* length of the open fence; 0: none */
    char mark;
    gboolean after_blank, in_list;
} State;

/* An indented block; in a list the same indent is text. */
static gboolean is_indented_code(const CodeScan *scan, const State *state, gsize line, gsize end)
{
    return state->after_blank && !state->in_list && indent_of(scan, line, end) >= 4;
}

static void scan_line(CodeScan *scan, State *state, gsize line, gsize end)
{
    char mark = 0;
    guint fence = fence_length(scan, line, end, &mark);
    gboolean blank = is_blank(scan, line, end);
    if (state->fence > 0) {
        if (fence >= state->fence && mark == state->mark) {
            add_range(scan, state->fence_start, end);
            state->fence = 0;
            state->paragraph = end;
        }
        return;
    }
    if (!blank && is_indented_code(scan, state, line, end)) {
        add_range(scan, line, end);
        state->paragraph = end;
        return; /* the next line may continue it */
    }
    if (fence > 0 || blank) {
        find_spans(scan, state->paragraph, line);
        state->paragraph = end;
        state->fence = fence;
        state->mark = mark;
        state->fence_start = line;
    }
    if (!blank && indent_of(scan, line, end) < 4)
        state->in_list = is_list_item(scan, line, end) ||
                         (state->in_list && (!state->after_blank || indent_of(scan, line, end) >= 2));
    state->after_blank = blank;
}

GArray *recto_code_ranges(const char *text, gsize length)
{
    CodeScan scan = {text, length, g_array_new(FALSE, FALSE, sizeof(RectoCodeRange))};
    State state = {.after_blank = TRUE};
    for (gsize line = 0; line < length;) {
        gsize end = line_end(&scan, line);
        scan_line(&scan, &state, line, end);
        line = end + 1;
    }
    if (state.fence > 0)
        add_range(&scan, state.fence_start, length);
    else
        find_spans(&scan, MIN(state.paragraph, length), length);
    return scan.ranges;
}
