/* Nodes that layout needs but no author wrote: a caption from a title, a heading before the notes, a table of big
 * numbers. They are not part of the document: they inherit language and direction from `parent`, but are not in its
 * list of children. Nodes and borrowed strings live in the caller's arena; all nodes are read-only. */
#pragma once

#include "document/node.h"

/* Creates a CAPTION of one or two lines; `second` may be NULL. */
const RectoNode *recto_node_new_caption(RectoArena *arena, const RectoNode *parent, const char *first,
                                        const char *second, RectoSpan span);

/* Creates a HEADING of level 1 with an anchor. */
const RectoNode *recto_node_new_heading(RectoArena *arena, const char *words, const char *id, RectoSpan span);

/* A cell of a created table. */
typedef struct {
    const char *words; /* NULL for an empty cell */
    RectoCellAlign align;
    RectoSpan span;
} RectoCellWords;

/* The content of a created table: cells row by row, with the header in the first row, and the lines of its caption,
 * each of which may be NULL. */
typedef struct {
    const RectoCellWords *cells;
    guint n_columns, n_rows;
    const char *title, *source;
} RectoTableWords;

/* Creates a TABLE from this content. */
const RectoNode *recto_node_new_table(RectoArena *arena, const RectoNode *parent, const RectoTableWords *words,
                                      RectoSpan span);
