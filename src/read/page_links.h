/* Relative links of a document, resolved as its web site resolves them.
 *
 * A report is mailed and printed, so a link must hold everywhere: "/docs/a/" counts from the site's address, "b.md" and
 * "../c/" from the page's own (site/page_address.h), "example.org" gets https:, "a@example.org" mailto:. A link to a
 * picture that it contains goes. What can't be resolved stays as it is, for layout to report (relative-link). */
#pragma once

#include "document/document.h"
#include "site/website.h"

/* Once the document is joined, for its parts' links to each other come first. */
void recto_page_links_resolve(RectoDocument *document, const RectoWebsite *website, RectoDiagnostics *diagnostics);
