/* Reads the HTML in a Markdown document. cmark-gfm gives one node for each block of HTML and each tag within text.
 * One HTML parser gets all of them in order, so that a tag in one node can close an element of another. The tree is
 * built again from Markdown's nodes and HTML's elements (html_builder.h). Nodes of Markdown are fences for the
 * parser: an element that HTML opens in such a node ends with it. */
#pragma once

#include "document/document.h"

/* Replaces all HTML_BLOCK and HTML_INLINE nodes; does nothing when there are none. Findings: unknown-tag, html-dropped,
 * broken-html, embedded, layout-table. */
void recto_html_resolve(RectoDocument *document, RectoDiagnostics *diagnostics);
