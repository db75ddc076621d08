/* Code blocks whose info string is `figures` or `chart`. */
#pragma once

#include "flow/sparkline.h"

/* Sets a chart block. Returns FALSE, and does nothing, if its data cannot be used. `*ret_table` is a table to set
 * instead, or NULL. */
gboolean recto_flow_chart(RectoState *state, const RectoNode *node, const RectoNode **ret_table);
