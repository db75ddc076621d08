/* Links in the text. */
#pragma once

#include "flow/flow_state.h"

/* Returns the destination that `#id` names, or NULL, with a warning, if there is none. Borrowed. */
const char *recto_link_dest(RectoState *state, const char *id, RectoSpan span);

/* Registers the link of a LINK node and requests its margin link, both with the text `words`. `*ret_element` receives
 * its element below `parent`. Returns −1, and creates no element, if the target is invalid, which is reported. */
gint recto_state_add_link(RectoState *state, const RectoNode *node, RectoElement *parent, const char *words,
                          RectoElement **ret_element);
