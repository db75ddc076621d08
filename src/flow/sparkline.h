/* Sparklines as parts of a line, and the context in which charts of all kinds are drawn. */
#pragma once

#include "chart/chart.h"
#include "flow/flow_state.h"

RectoChartContext recto_chart_context(const RectoLayout *layout, const RectoStyle *style);

/* Appends the sparkline of an inline code `spark: 1 4 2`. Returns FALSE, and does nothing, if the code is none. */
gboolean recto_state_spark(RectoState *state, RectoText *text, const char *code, RectoCharStyle characters,
                           RectoSpan span);

/* Draws the sparkline of a run's tag over the room that its characters take. */
void recto_spark_place(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment, const RectoTextRun *run);
