/* Where a Markdown text holds code: fenced and indented blocks and code spans, found without parsing the rest. */
#pragma once

#include <glib.h>

typedef struct {
    gsize start, end;
} RectoCodeRange;

/* Ranges in order, not overlapping; caller frees with g_array_unref(). */
GArray *recto_code_ranges(const char *text, gsize length);
