/* Markdown → document tree with cmark-gfm (tables, footnotes, strikethrough, task lists, autolinks). */
#pragma once

#include "document/document.h"
#include "read/source_text.h"

/* Parses `text` into document->root.
 * *ret_ordinals: reference to a footnote as it is written ("[^a]") → ordinal of its definition, for
 * recto_note_marks_resolve(); NULL if there are no footnotes. The caller unrefs. */
void recto_markdown_read(RectoDocument *document, const char *text, gsize length, const RectoLinePlaces *places,
                         RectoDiagnostics *diagnostics, GHashTable **ret_ordinals);
