/* The walk over the blocks of a document. */
#pragma once

#include "flow/flow_state.h"

/* Sets everything below a node as blocks of the scope that is on, with the notes that it cites. */
void recto_flow_blocks(RectoState *state, const RectoNode *root);
