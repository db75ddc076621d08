/* Characters that no text may hold, after all escapes and character references have been read: &#27;, &#xFFFE;,
 * "\\x1b".
 *
 * encoding.c drops them where they stand in the file as they are. Here they become U+FFFD, each with a warning, so that
 * everything after reading (lines, metadata, XMP, feeds, messages) can rely on text being text. */
#pragma once

#include "document/document.h"

/* Also holds the tree to the limits of nodes and pages (limits.def): beyond them it is emptied, with an error. */
void recto_clean_document(RectoDocument *document, RectoDiagnostics *diagnostics);
