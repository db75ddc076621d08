/* Code blocks whose info string says figures or chart. */
#pragma once

#include "flow/sparkline.h"

/* Sets one. Returns FALSE if its data can't be used, and nothing was done. *ret_table: a table to set instead, or NULL.
 */
gboolean recto_flow_chart(RectoState *state, const RectoNode *node, const RectoNode **ret_table);
