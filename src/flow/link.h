/* Links of the text. */
#pragma once

#include "flow/flow_state.h"

/* The destination that `#id` names, borrowed. Returns NULL, with a warning, if there is none. */
const char *recto_link_dest(RectoState *state, const char *id, RectoSpan span);

/* Registers the link of a LINK and wants its note in the margin, both with these words; *ret_element: its element below
 * `parent`. Returns −1, and no element, if it leads nowhere, which is reported. */
gint recto_state_add_link(RectoState *state, const RectoNode *node, RectoElement *parent, const char *words,
                          RectoElement **ret_element);
