/* Marks in lines of Markdown beyond GFM, rewritten to what the parser knows: ==marked==, ++inserted++, x^2^, H~2~O,
 * ^[notes in a line], :emoji: (GitHub's names), `{:.class}` of kramdown, link targets with spaces. Code, HTML and URLs
 * are left alone. */
#pragma once

#include "read/notation_blocks.h"

/* NULL: nothing was rewritten, and `source` holds. The caller frees the result. */
RectoSourceText *recto_notation_inlines(const RectoSourceText *source, const RectoNotationContext *context);

/* Gives the first occurrence of each abbreviation in `source` its expansion (word → expansion). */
void recto_notation_expand(RectoSourceText *source, GHashTable *abbreviations);
