/* Tables within their limits (limits.def: table-columns, table-cells), before anything is laid out.
 *
 * A table's grid has as many places as rows × columns, far more than the source has cells where cells span or rows are
 * short: 9 KB of HTML can ask for millions. Beyond the limit all spans are ignored; a table that is still too large, or
 * has too many columns, is set as paragraphs, a cell each. Both are a warning at the table, and no words are lost. */
#pragma once

#include "document/document.h"

void recto_tables_limit(RectoDocument *document, RectoDiagnostics *diagnostics);
