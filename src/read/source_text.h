/* Markdown while what generators add to it is replaced: each line knows which line of the file it comes from, so that
 * lines can be added and left out and messages still name the right one. */
#pragma once

#include "base/diagnostic.h"

typedef struct {
    GString *text;
    GArray *lines; /* of guint32: for each line of `text`, its line in the source, from 0 */
} RectoSourceText;

/* Copies `text`. Free with recto_source_text_free(). */
RectoSourceText *recto_source_text_new(const char *text, gsize length);
/* Without a line yet. */
RectoSourceText *recto_source_text_new_empty(void);
void recto_source_text_free(RectoSourceText *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoSourceText, recto_source_text_free)

/* Appends bytes that come from `line` of the source; every line end among them begins a line of the same number, but
 * with `counts` one of the next. */
void recto_source_text_append(RectoSourceText *source, const char *text, gssize length, guint32 line, gboolean counts);

/* Where lines of a text are in its file. */
typedef struct {
    guint32 file;
    guint32 skipped;     /* lines of the file before the source of the text */
    const GArray *lines; /* of guint32: the source's line of each line, from 0; or NULL: the same */
} RectoLinePlaces;

/* Number of a line of the text (from 0) in the file, from 1. */
guint32 recto_line_place(const RectoLinePlaces *places, guint32 line);

/* ---- diagnostics of both stages ---- */

/* Findings of one kind are one message, with their number and lines. */
typedef struct RectoTally RectoTally;

RectoTally *recto_tally_new(void);
void recto_tally_free(RectoTally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoTally, recto_tally_free)

/* Adds one finding: `example` (copied) is quoted from the first. */
void recto_tally_add(RectoTally *tally, RectoCode code, RectoSpan span, const char *example, gsize length);

/* Reports each code once: "3 shortcodes …: “{{< a >}}”, lines 4, 9 and 12". */
void recto_tally_report(RectoTally *tally, RectoDiagnostics *diagnostics);
