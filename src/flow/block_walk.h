/* Walks over the blocks of a document. */
#pragma once

#include "flow/flow_state.h"

/* Sets everything below a node as blocks of the current scope, with the footnotes that they cite. */
void recto_flow_blocks(RectoState *state, const RectoNode *root);
