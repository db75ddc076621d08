/* Where an inline stands: cmark-gfm gives positions of blocks only, so a cursor follows its inlines through the block's
 * source lines. Looking for a literal never goes back; what is not found (it was escaped, or an entity) is placed at
 * the cursor, so that a line is always right and a column nearly always. */
#pragma once

#include "base/diagnostic.h"
#include "read/source_text.h"

typedef struct RectoLocator RectoLocator;

/* `text`, and the lines of `places`, must live as long. */
RectoLocator *recto_locator_new(const char *text, gsize length, const RectoLinePlaces *places);
void recto_locator_free(RectoLocator *locator);

/* The cursor goes to the start of a block; line and column (in bytes) as cmark has them, from 1. */
void recto_locator_enter(RectoLocator *locator, guint line, guint column, guint last_line);

/* Span of a block. */
RectoSpan recto_locator_block(const RectoLocator *locator, guint line, guint column);

/* Span of the next occurrence of `literal`; the cursor goes behind it. */
RectoSpan recto_locator_find(RectoLocator *locator, const char *literal);

/* The same, but the cursor stays. */
RectoSpan recto_locator_peek(const RectoLocator *locator, const char *literal);

/* Span of a line break; the cursor goes to the next line. */
RectoSpan recto_locator_break(RectoLocator *locator);

/* Whether the next brace `{` behind *at, in the cursor's line, stands behind a backslash; *at goes behind it. Begin
 * with *at = 0: the cursor. */
gboolean recto_locator_escaped(const RectoLocator *locator, gsize *at);

RectoSpan recto_locator_here(const RectoLocator *locator);
