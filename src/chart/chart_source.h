/* The source of a chart's data: the block itself, or a file next to the document. */
#pragma once

#include "chart/chart_grid.h"

/* Reads the data given by `data`, `csv` or `file` of a block, selects `path`, `columns` and `rows`, and applies `turn`.
 * Returns NULL after a diagnostic. A file is attached to the PDF, so that the document can be rebuilt from its embedded
 * source. */
RectoGrid *recto_source_read(const RectoChartContext *context, const RectoYamlNode *block);
