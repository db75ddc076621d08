/* The inlines of a block as characters of a text. */
#pragma once

#include "flow/flow_state.h"

/* Children of a block, from `first` up to but not including `end`: all of them, or those between two pictures that are
 * set by themselves. The document is not changed: a range names the nodes where they are. */
typedef struct {
    const RectoNode *block;
    const RectoNode *first; /* NULL: none */
    const RectoNode *end;   /* NULL: up to the last child */
} RectoInlineRange;

RectoInlineRange recto_inline_range(const RectoNode *block);
/* Their text, as recto_node_plain_text() has it. Caller frees. */
char *recto_inline_range_text(const RectoInlineRange *range);

/* Appends inlines to `text`, their slots below `parent`: all below `node`, or those of a range. */
void recto_state_inlines(RectoState *state, RectoText *text, const RectoNode *node, const RectoTextStyle *element,
                         RectoElement *parent);
void recto_state_inline_range(RectoState *state, RectoText *text, const RectoInlineRange *range,
                              const RectoTextStyle *element, RectoElement *parent);
