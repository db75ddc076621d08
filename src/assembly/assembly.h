/* Furniture: what the page adds to the text: cover, contents, openers, foot line, folios, back page, margin notes,
 * destinations and outline. From the result of pagination, so that page numbers are known; what comes before the text
 * (cover, contents) has a page count that depends on the headings only. */
#pragma once

#include "flow/flow.h"

/* Composes all pages of the report into layout->pages: paginates each chapter of `flow` with the style's page shapes,
 * then cover, contents, text pages, back page in order. */
/* Destinations of composed pages → the page's number as printed, both copied into `arena`: what a second pass sets
 * where the text names pages. The caller unrefs. */
GHashTable *recto_page_numbers(const RectoPages *pages, RectoArena *arena);

void recto_compose(RectoLayout *layout, RectoFlow *flow);

/* ---- for the press ---- */

/* Makes pages->inks: what the style says of its colours. */
void recto_compose_inks(RectoPages *pages, const RectoStyle *style);

/* Bleed and marks, by the style's measures. Nothing is composed after it. */
void recto_compose_press(RectoPages *pages, const RectoStyle *style);

/* Says which text would be printed in four inks, and which colour in more than print.ink-limit: of the pages' items,
 * and of whatever else pages->inks was asked for. */
void recto_check_inks(const RectoPages *pages, const RectoStyle *style, RectoDiagnostics *diagnostics);
