/* Converts the inlines of a block to characters of a text. */
#pragma once

#include "flow/flow_state.h"

/* Children of a block, from `first` up to but not including `end`: all of them, or those between two images that are
 * set as figures. The range refers to nodes of the document, which is not changed. */
typedef struct {
    const RectoNode *block;
    const RectoNode *first; /* NULL: the range is empty */
    const RectoNode *end;   /* NULL: the range extends to the last child */
} RectoInlineRange;

RectoInlineRange recto_inline_range(const RectoNode *block);
/* Returns the text of the range, in the form of recto_node_plain_text(). Caller frees. */
char *recto_inline_range_text(const RectoInlineRange *range);

/* Append inlines to `text`, with their slots below `parent`: all inlines below `node`, or those of a range. */
void recto_state_inlines(RectoState *state, RectoText *text, const RectoNode *node, const RectoTextStyle *element,
                         RectoElement *parent);
void recto_state_inline_range(RectoState *state, RectoText *text, const RectoInlineRange *range,
                              const RectoTextStyle *element, RectoElement *parent);
