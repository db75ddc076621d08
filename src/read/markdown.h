/* Markdown → document tree with cmark-gfm (tables, footnotes, strikethrough, task lists, autolinks). */
#pragma once

#include "document/document.h"

/* Parses `text` into document->root, whose spans are in `file`, `lines_skipped` lines further down.
 * *ret_ordinals: reference to a footnote as it is written ("[^a]") → ordinal of its definition, for
 * recto_note_marks_resolve(); NULL if there are no footnotes. The caller unrefs. */
void recto_markdown_read(RectoDocument *document, const char *text, gsize length, guint32 file, guint32 lines_skipped,
                         RectoDiagnostics *diagnostics, GHashTable **ret_ordinals);
