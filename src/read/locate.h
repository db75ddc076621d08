/* Source positions of inlines. cmark-gfm gives positions of blocks only, so a cursor follows the inlines through the
 * block's source lines. A search for a literal never moves back. A literal that is not found (it was escaped, or an
 * entity) gets the position of the cursor. The line is therefore always right, and the column nearly always. */
#pragma once

#include "base/diagnostic.h"
#include "read/source_text.h"

typedef struct RectoLocator RectoLocator;

/* `text`, and the lines of `places`, must live as long. */
RectoLocator *recto_locator_new(const char *text, gsize length, const RectoLinePlaces *places);
void recto_locator_free(RectoLocator *locator);

/* Moves the cursor to the start of a block; line and column (in bytes) count from 1, as in cmark. */
void recto_locator_enter(RectoLocator *locator, guint line, guint column, guint last_line);

/* Span of a block. */
RectoSpan recto_locator_block(const RectoLocator *locator, guint line, guint column);

/* Returns the span of the next occurrence of `literal` and moves the cursor after it. */
RectoSpan recto_locator_find(RectoLocator *locator, const char *literal);

/* Returns the same span, but does not move the cursor. */
RectoSpan recto_locator_peek(const RectoLocator *locator, const char *literal);

/* Span of a line break; the cursor goes to the next line. */
RectoSpan recto_locator_break(RectoLocator *locator);

/* Returns TRUE if the next brace `{` after *at, in the cursor's line, is escaped by a backslash, and moves *at after
 * it. Start with *at = 0: the cursor. */
gboolean recto_locator_escaped(const RectoLocator *locator, gsize *at);

RectoSpan recto_locator_here(const RectoLocator *locator);
