/* Characters that no text may contain, after all escapes and character references have been decoded: &#27;, &#xFFFE;,
 * "\\x1b".
 *
 * encoding.c drops them if the file itself contains them. This stage replaces them by U+FFFD, each with a warning, so
 * that all later stages (lines, metadata, XMP, feeds, messages) can rely on clean text. */
#pragma once

#include "document/document.h"

/* Also holds the tree to the limits of nodes and pages (limits.def): beyond them it is emptied, with an error. */
void recto_clean_document(RectoDocument *document, RectoDiagnostics *diagnostics);
