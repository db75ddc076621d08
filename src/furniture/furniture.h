/* Furniture: what the page adds to the text: cover, contents, openers, foot line, folios, back page, margin notes,
 * destinations and outline. From the result of pagination, so that page numbers are known; what comes before the text
 * (cover, contents) has a page count that depends on the headings only. */
#pragma once

#include "flow/flow.h"

/* Composes all pages of the report into layout->pages: paginates each chapter of `flow` with the style's page shapes,
 * then cover, contents, text pages, back page in order. */
void recto_compose(RectoLayout *layout, RectoFlow *flow);
