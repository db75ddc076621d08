/* The HTML in a Markdown document. cmark-gfm gives a node for each block of HTML and each tag between words; here one
 * parser is fed all of them in order, so that what one opens another may close, and the tree is built anew of
 * Markdown's nodes and HTML's elements (html_builder.h). Nodes of Markdown are fences in what the parser sees: what
 * HTML opens in one ends with it. */
#pragma once

#include "document/document.h"

/* Replaces all HTML_BLOCK and HTML_INLINE nodes; does nothing when there are none. Findings: unknown-tag, html-dropped,
 * broken-html, embedded, layout-table. */
void recto_html_resolve(RectoDocument *document, RectoDiagnostics *diagnostics);
