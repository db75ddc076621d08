/* Blocks of Markdown beyond GFM, rewritten to what the parser knows, line by line: containers (`:::note`), admonitions
 * (`!!! tip`), definition lists, abbreviations, kramdown's attribute lines, program lines of MDX, marks of a contents,
 * HTML tables and styles with blank lines in them. Code is left alone. docs/reference/site-notation.md lists them. */
#pragma once

#include "read/source_text.h"
#include "site/website.h"

typedef struct {
    RectoWebsiteKind website;
    gboolean mdx;             /* the file is MDX, according to its name */
    guint32 file, first_line; /* as in templates.h */
    gboolean drop;
    RectoTally *tally;
    RectoDiagnostics *diagnostics;
} RectoNotationContext;

/* NULL: nothing was rewritten, and `source` holds. The caller frees the result. */
RectoSourceText *recto_notation_blocks(const RectoSourceText *source, const RectoNotationContext *context);
