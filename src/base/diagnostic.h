/* Diagnostics: errors, warnings and notes about the document, each with a source position.
 *
 * There are two kinds of errors, which are never mixed. *The document is wrong*: recto_diagnose() records a code, a
 * span and a message, the caller continues with a harmless substitute, and one run reports all errors. *The world is
 * wrong* (I/O, a library): GError.
 *
 * A RectoSpan is a position in a source registered with recto_diagnostics_add_source(). Lines and columns start at 1;
 * columns count characters (code points); line 0 means the source as a whole. `length` is in characters, or 0 if
 * unknown. The spans of text that was changed before parsing (encoding repair) refer to the original line of the file.
 *
 * Only cli/ prints. recto_diagnostics_print() uses the documented format of the command line:
 *
 *     file:line:col: warning: text [code]
 *       <the source line>
 *       ^~~~
 *       help: what to do
 *
 * Codes, severities and help texts are rows of diagnostic.def. */
#pragma once

#include <glib.h>

typedef struct {
    guint32 file; /* number from recto_diagnostics_add_source(), or 0 for no file */
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
    char *page; /* label of the page, if layout has found it; or NULL */
} RectoDiagnostic;

typedef struct RectoDiagnostics RectoDiagnostics;

RectoDiagnostics *recto_diagnostics_new(void);
void recto_diagnostics_free(RectoDiagnostics *diagnostics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoDiagnostics, recto_diagnostics_free)

/* Registers a source for spans and excerpts, and copies both strings. Messages show `name`. Returns the number of the
 * source, from 1. */
guint32 recto_diagnostics_add_source(RectoDiagnostics *diagnostics, const char *name, const char *text, gsize length);

/* Returns the name of a source, or NULL for 0. Borrowed. */
const char *recto_diagnostics_source_name(const RectoDiagnostics *diagnostics, guint32 file);

/* Records a diagnostic. Repetitions with the same code, span and text are recorded only once. */
void recto_diagnose(RectoDiagnostics *diagnostics, RectoCode code, RectoSpan span, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Denies the diagnostics of a code (--deny CODE), or all warnings ("warnings"). Returns FALSE if the code is
 * unknown. */
gboolean recto_diagnostics_deny(RectoDiagnostics *diagnostics, const char *code_name);

/* Turns errors of the final check of the pages (proof/proof.h) with these comma-separated codes into warnings
 * (--allow), so that the PDF is written. Affects later diagnostics only. Returns FALSE for any other code. */
gboolean recto_diagnostics_allow(RectoDiagnostics *diagnostics, const char *code_names);

/* Return the number of diagnostics of a severity, and the number of denied notes and warnings. */
guint recto_diagnostics_count(const RectoDiagnostics *diagnostics, RectoSeverity severity);
guint recto_diagnostics_denied(const RectoDiagnostics *diagnostics);

/* Returns all diagnostics ordered by file, line, column and code. The caller owns the array; the RectoDiagnostic * are
 * borrowed. */
GPtrArray *recto_diagnostics_sorted(const RectoDiagnostics *diagnostics);

/* Sets the page (its label, copied) that contains a diagnostic of this list. */
void recto_diagnostics_set_page(RectoDiagnostics *diagnostics, const RectoDiagnostic *diagnostic, const char *page);

/* Formats all diagnostics. Notes are included only if `verbose`; otherwise, repeated diagnostics of a file are grouped
 * with their lines. `colour` adds terminal colours. Caller frees. */
char *recto_diagnostics_print(const RectoDiagnostics *diagnostics, gboolean verbose, gboolean colour);

const char *recto_code_name(RectoCode code);
/* Return the help text of a code ("" if none), its explanation in two sentences, and an example of input without it
 * (diagnostic.def). */
const char *recto_code_help(RectoCode code);
const char *recto_code_text(RectoCode code);
const char *recto_code_example(RectoCode code);
RectoSeverity recto_code_severity(RectoCode code);
/* Returns TRUE if --allow accepts the code: the rows LOST_TEXT to OFF_PAGE, which the final check of the pages
 * reports. */
gboolean recto_code_is_allowable(RectoCode code);
