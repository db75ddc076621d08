#include "read/code_ranges.h"

#include <string.h>

#define MAX_TICKS 80

typedef struct {
    const char *text;
    gsize length;
    GArray *ranges;
} Scan;

static gsize line_end(const Scan *scan, gsize from)
{
    const char *end = memchr(scan->text + from, '\n', scan->length - from);
    return end ? (gsize)(end - scan->text) : scan->length;
}

static void add_range(Scan *scan, gsize start, gsize end)
{
    RectoCodeRange range = {start, end};
    g_array_append_val(scan->ranges, range);
}

/* Length of the fence that starts at the line's first character, after quote and list marks; 0: none. */
static guint fence_length(const Scan *scan, gsize from, gsize end, char *ret_mark)
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

static gboolean is_blank(const Scan *scan, gsize from, gsize end)
{
    while (from < end && strchr(" \t>", scan->text[from]))
        from++;
    return from == end;
}

static gsize ticks_at(const Scan *scan, gsize at, gsize end)
{
    gsize from = at;
    while (at < end && scan->text[at] == '`')
        at++;
    return at - from;
}

/* Code spans of one paragraph. The last run of each length is looked up first, so that runs without a partner cost
 * nothing. */
static void find_spans(Scan *scan, gsize from, gsize end)
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

GArray *recto_code_ranges(const char *text, gsize length)
{
    Scan scan = {text, length, g_array_new(FALSE, FALSE, sizeof(RectoCodeRange))};
    gsize paragraph = 0, fence_start = 0;
    guint fence = 0;
    char mark = 0;
    for (gsize line = 0; line < length;) {
        gsize end = line_end(&scan, line);
        char this_mark = 0;
        guint this_fence = fence_length(&scan, line, end, &this_mark);
        if (fence > 0) {
            if (this_fence >= fence && this_mark == mark) {
                add_range(&scan, fence_start, end);
                fence = 0;
                paragraph = end;
            }
        } else if (this_fence > 0 || is_blank(&scan, line, end)) {
            find_spans(&scan, paragraph, line);
            paragraph = end;
            fence = this_fence;
            mark = this_mark;
            fence_start = line;
        }
        line = end + 1;
    }
    if (fence > 0)
        add_range(&scan, fence_start, length);
    else
        find_spans(&scan, MIN(paragraph, length), length);
    return scan.ranges;
}
