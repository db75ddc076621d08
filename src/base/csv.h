/* CSV as a table with positions (RFC 4180): fields between commas, semicolons or tabs (whichever the first line has
 * most of), quoted where they hold one; rows may differ in length; blank lines are left out, white space around an
 * unquoted field too. Texts live in the caller's arena. */
#pragma once

#include "base/arena.h"
#include "base/diagnostic.h"

/* Fields that are read at most; what lies beyond is left out. */
#define RECTO_CSV_MAX_FIELDS 100000

typedef struct {
    const char *text;
    RectoSpan span;
} RectoCsvField;

typedef struct {
    GArray *fields; /* of RectoCsvField */
} RectoCsvRow;

/* GPtrArray of RectoCsvRow*, freed with g_ptr_array_unref(). `file` and `first_line` place the spans. Never fails; a
 * quote that is not closed is a diagnostic, and ends with the text. */
GPtrArray *recto_csv_parse(RectoArena *arena, const char *text, gsize length, guint32 file, guint32 first_line,
                           RectoDiagnostics *diagnostics);
