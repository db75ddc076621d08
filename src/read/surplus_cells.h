/* Cells of a table row beyond the table's columns, which the Markdown parser drops (GFM 4.10: “The excess is ignored”).
 */
#pragma once

#include "read/source_text.h"

#include <cmark-gfm.h>

/* Returns a copy of the Markdown in which the bars before such cells are escaped, so that their words stay in the last
 * cell, and warns of each row; `root` is the tree of `text`. NULL: there are none. Caller
 * frees. */
char *recto_surplus_cells_escape(const char *text, gsize length, cmark_node *root, const RectoLinePlaces *places,
                                 RectoDiagnostics *diagnostics, gsize *ret_length);
