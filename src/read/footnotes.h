/* Footnotes that the Markdown parser would drop in silence. */
#pragma once

#include "base/diagnostic.h"

/* References to all labels that are defined, "[^a][^b]", to be put after the text as a paragraph of its own, so that
 * the parser keeps their definitions: it drops a definition without a reference, and sees none in HTML, comments, code
 * and captions. NULL: there are none. Labels in code may be among them, which does no harm. Caller frees. */
char *recto_footnotes_all(const char *text, gsize length);

/* Length in bytes of the reference "[^label]" that begins at `at`, before `end`; 0: none does. */
gsize recto_footnotes_mark(const char *at, const char *end);

/* A definition whose label is defined above: the parser would leave it out. */
typedef struct {
    gsize offset, length; /* position of the label, in bytes */
    guint line;           /* from 1 */
} RectoFootnoteLabel;

/* Returns a GArray of RectoFootnoteLabel, including labels in code; the caller unrefs. */
GArray *recto_footnotes_repeated(const char *text, gsize length);

/* Gives one of them a label that the text has not, of the same length, so that all places stay. */
void recto_footnotes_rename(char *text, gsize length, const RectoFootnoteLabel *label);

/* The references that the text escapes somewhere (`\[^a]`): a set of "[^a]", which the caller unrefs. */
GHashTable *recto_footnotes_escaped(const char *text, gsize length);

/* Warns of references without definition in a text that the parser has left as it was, apart from the escaped ones. */
void recto_footnotes_report_undefined(const char *literal, GHashTable *escaped, RectoSpan span,
                                      RectoDiagnostics *diagnostics);

/* A copy in which `[^` is escaped whose bracket does not end in its line, outside code: the parser takes it for a mark
 * and cuts its text by columns, which are those of another line. NULL: there is none. Caller frees. */
char *recto_footnotes_protect(const char *text, gsize length, gsize *ret_length);
