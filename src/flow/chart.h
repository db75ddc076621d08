/* Sparklines as parts of a line. */
#pragma once

#include "flow/state.h"

/* Draws the sparkline of a run's tag over the room that its characters take. */
void recto_spark_place(RectoLayout *layout, RectoFragment *fragment, const RectoTextRun *run);
