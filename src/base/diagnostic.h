/* Diagnostics: what is wrong with the document, at a line of it.
 *
 * Two kinds of error are never mixed. *The document is wrong*: recto_diagnose() records a code, a span and a message,
 * the caller goes on with a harmless substitute, and one run reports every mistake. *The world is wrong* (I/O, a
 * library): GError.
 *
 * A RectoSpan names a place in a source that was registered with recto_diagnostics_add_source(). Lines and columns
 * count from 1; columns count characters (code points); line 0 means the source as a whole. `length` is in
 * characters, 0 when unknown. Spans of text that was changed before parsing (encoding repair) still name the line of
 * the file.
 *
 * Only cli/ prints. recto_diagnostics_print() writes the format that the command line promises:
 *     file:line:col: warning: text [code]
 *         <the source line>
 *         ^~~~
 *         help: what to do
 * Codes, severities and helps are rows of diagnostic.def. */
#pragma once

#include <glib.h>

typedef struct {
    guint32 file; /* as returned by recto_diagnostics_add_source(); 0: no file */
    guint32 line;
    guint32 column;
    guint32 length;
} RectoSpan;

#define RECTO_NO_SPAN ((RectoSpan){0, 0, 0, 0})

typedef enum { RECTO_NOTE, RECTO_WARNING, RECTO_ERROR } RectoSeverity;

typedef enum {
#define CODE(id, name, severity, help, text, example) RECTO_CODE_##id,
#include "base/diagnostic.def"
#undef CODE
    RECTO_CODE_MAX
} RectoCode;

typedef struct {
    RectoCode code;
    RectoSeverity severity;
    RectoSpan span;
    char *text;
    char *page; /* as it is labelled, where layout has found it; or NULL */
} RectoDiagnostic;

typedef struct RectoDiagnostics RectoDiagnostics;

RectoDiagnostics *recto_diagnostics_new(void);
void recto_diagnostics_free(RectoDiagnostics *diagnostics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoDiagnostics, recto_diagnostics_free)

/* Registers a source for spans and excerpts; copies both. `name` is what messages print. Returns its number, from 1. */
guint32 recto_diagnostics_add_source(RectoDiagnostics *diagnostics, const char *name, const char *text, gsize length);

/* Name of a source, borrowed; NULL for 0. */
const char *recto_diagnostics_source_name(const RectoDiagnostics *diagnostics, guint32 file);

/* Records one finding. The same code at the same span with the same text is recorded once. */
void recto_diagnose(RectoDiagnostics *diagnostics, RectoCode code, RectoSpan span, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* --deny CODE, or "warnings" for all that are such: findings of that code count as denied. FALSE: no such code. */
gboolean recto_diagnostics_deny(RectoDiagnostics *diagnostics, const char *code_name);

/* --allow CODE, or several with commas: what the proof of the pages (proof/proof.h) finds under these codes from now on
 * is a warning, and the PDF is written. FALSE: the proof has no such code. */
gboolean recto_diagnostics_allow(RectoDiagnostics *diagnostics, const char *code_names);

/* How many were recorded at a severity, and how many notes and warnings were denied. */
guint recto_diagnostics_count(const RectoDiagnostics *diagnostics, RectoSeverity severity);
guint recto_diagnostics_denied(const RectoDiagnostics *diagnostics);

/* All findings ordered by file, line, column, code; the array is the caller's, its RectoDiagnostic* are borrowed. */
GPtrArray *recto_diagnostics_sorted(const RectoDiagnostics *diagnostics);

/* Says on which page (label, copied) a finding of this list stands. */
void recto_diagnostics_set_page(RectoDiagnostics *diagnostics, const RectoDiagnostic *diagnostic, const char *page);

/* The whole report as text; notes only when `verbose`, else findings that repeat in a file are one with their lines; `colour` adds terminal colours. Caller frees. */
char *recto_diagnostics_print(const RectoDiagnostics *diagnostics, gboolean verbose, gboolean colour);

const char *recto_code_name(RectoCode code);
/* What to do about it, "" if nothing; what it means, in two sentences; and input without it (diagnostic.def). */
const char *recto_code_help(RectoCode code);
const char *recto_code_text(RectoCode code);
const char *recto_code_example(RectoCode code);
RectoSeverity recto_code_severity(RectoCode code);
/* Whether --allow takes the code: the rows LOST_TEXT to OFF_PAGE, which the proof of the pages reports. */
gboolean recto_code_is_allowable(RectoCode code);
