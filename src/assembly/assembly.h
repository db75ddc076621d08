/* Assembly: adds the other parts of a document to the text: cover, table of contents, chapter openers, header and
 * footer, page numbers, back page, margin notes, destinations and outline. It uses the result of pagination, so page
 * numbers are known. The number of pages before the text (cover, contents) depends only on the headings. */
#pragma once

#include "flow/flow.h"

/* Composes all pages of the document into layout->pages: paginates each chapter of `flow` with the style's page shapes,
 * then adds cover, contents, text pages and back page in order. */
/* Returns a map from the destinations of composed pages to the page numbers as printed, both copied into `arena`. A
 * second pass uses it for page numbers in the text. The caller unrefs the map. */
GHashTable *recto_page_numbers(const RectoPages *pages, RectoArena *arena);

void recto_compose(RectoLayout *layout, RectoFlow *flow);

/* ---- commercial printing ---- */

/* Fills in pages->inks from the inks that the style gives for its colours. */
void recto_compose_inks(RectoPages *pages, const RectoStyle *style);

/* Adds bleed and printer's marks, in the style's sizes. Call it after all pages are composed. */
void recto_compose_press(RectoPages *pages, const RectoStyle *style);

/* Reports text that would be printed in four inks, and colours that exceed print.ink-limit, in the items of the pages
 * and in all other colours requested from pages->inks. */
void recto_check_inks(const RectoPages *pages, const RectoStyle *style, RectoDiagnostics *diagnostics);
