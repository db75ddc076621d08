/* Cells of a table row beyond the table's columns, which the Markdown parser drops (GFM 4.10: “The excess is ignored”).
 */
#pragma once

#include "base/diagnostic.h"

#include <cmark-gfm.h>

/* Returns a copy of the Markdown in which the bars before such cells are escaped, so that their words stay in the last
 * cell, and warns of each row; `root` is the tree of `text`. NULL: there are none. Spans are in `file`, `lines_skipped`
 * lines further down. Caller frees. */
char *recto_surplus_cells_escape(const char *text, gsize length, cmark_node *root, guint32 file, guint32 lines_skipped,
                                 RectoDiagnostics *diagnostics, gsize *ret_length);
