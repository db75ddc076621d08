/* Markdown → document tree with cmark-gfm (tables, footnotes, strikethrough, task lists, autolinks). */
#pragma once

#include "document/document.h"

/* Parses `text` into document->root, whose spans are in `file`, `lines_skipped` lines further down. */
void recto_markdown_read(RectoDocument *document, const char *text, gsize length, guint32 file, guint32 lines_skipped,
                         RectoDiagnostics *diagnostics);
