/* Nodes that no author wrote and layout needs all the same: a caption from a title, a heading before the notes, a table
 * of big numbers. They are not part of the document: `parent` gives them a language and a direction, but does not know
 * them as children. All live in the caller's arena, as do the strings, which are borrowed; all are read-only. */
#pragma once

#include "document/node.h"

/* A CAPTION of one line, or of two; `second` may be NULL. */
const RectoNode *recto_node_new_caption(RectoArena *arena, const RectoNode *parent, const char *first,
                                        const char *second, RectoSpan span);

/* A HEADING of level 1 with an anchor. */
const RectoNode *recto_node_new_heading(RectoArena *arena, const char *words, const char *id, RectoSpan span);

/* A cell of such a table. */
typedef struct {
    const char *words; /* or NULL: the cell is empty */
    RectoCellAlign align;
    RectoSpan span;
} RectoCellWords;

/* Of a table: cells row by row, the first row is its head; the lines of its caption, each may be NULL. */
typedef struct {
    const RectoCellWords *cells;
    guint n_columns, n_rows;
    const char *title, *source;
} RectoTableWords;

/* A TABLE of such words. */
const RectoNode *recto_node_new_table(RectoArena *arena, const RectoNode *parent, const RectoTableWords *words,
                                      RectoSpan span);
