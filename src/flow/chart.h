/* Code blocks whose info string says figures or chart. */
#pragma once

#include "flow/sparkline.h"

/* Whether a block is one. */
gboolean recto_node_is_chart(const RectoNode *node);

/* Sets it. Returns FALSE if the data can't be used, and nothing was done. *ret_table: a table to set instead, or NULL.
 */
gboolean recto_flow_chart(RectoState *state, const RectoNode *node, const RectoNode **ret_table);
