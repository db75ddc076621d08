/* Where a chart's data come from: the block itself, or a file beside the document. */
#pragma once

#include "chart/chart_grid.h"

/* Reads what `data`, `csv` or `file` of a block say, picks `path`, `columns` and `rows`, turns it if `turn` says so.
 * NULL after a diagnostic. A file is attached to the PDF, so that the report can be made again from what is inside. */
RectoGrid *recto_source_read(const RectoChartContext *context, const RectoYamlNode *block);
