/* Parses CSV into a table with source positions (RFC 4180). Fields are separated by commas, semicolons or tabs,
 * whichever is most frequent in the first line; fields that contain a separator are quoted. Rows may differ in length.
 * Blank lines, and spaces around unquoted fields, are skipped. Texts are allocated in the caller's arena. */
#pragma once

#include "base/arena.h"
#include "base/diagnostic.h"

/* Maximum number of fields; further fields are ignored. */
#define RECTO_CSV_MAX_FIELDS 100000

typedef struct {
    const char *text;
    RectoSpan span;
} RectoCsvField;

typedef struct {
    GArray *fields; /* RectoCsvField, by value */
} RectoCsvRow;

/* Returns an array of RectoCsvRow *; free it with g_ptr_array_unref(). `file` and `first_line` are used for the spans.
 * Never fails: an unclosed quotation mark extends to the end of the text and is reported. */
GPtrArray *recto_csv_parse(RectoArena *arena, const char *text, gsize length, guint32 file, guint32 first_line,
                           RectoDiagnostics *diagnostics);
