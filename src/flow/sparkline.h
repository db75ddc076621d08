/* Sparklines as parts of a line, and the drawing context for all kinds of charts. */
#pragma once

#include "chart/chart.h"
#include "flow/flow_state.h"

RectoChartContext recto_chart_context(const RectoLayout *layout, const RectoStyle *style);

/* Appends the sparkline of an inline code `spark: 1 4 2`. Returns FALSE, and does nothing, if the code is not a
 * sparkline. */
gboolean recto_state_spark(RectoState *state, RectoText *text, const char *code, RectoCharStyle characters,
                           RectoSpan span);

/* Draws the sparkline of a run's tag over the space that its characters occupy. */
void recto_spark_place(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment, const RectoTextRun *run);
