/* The data of a chart as a table of texts with positions, whatever it was written as: a map, a list of maps or of
 * lists, a map of lists, CSV, or a file of either. Row by row; the first column holds the labels, the head names the
 * columns. */
#pragma once

#include "base/yaml.h"
#include "chart/chart.h"

typedef struct {
    const char *text; /* "" where there is nothing */
    RectoSpan span;
} RectoGridCell;

typedef struct {
    GArray *head;    /* of RectoGridCell */
    GPtrArray *rows; /* of GArray of RectoGridCell, each as long as head */
    gboolean named;  /* the head was written, not made up */
} RectoGrid;

RectoGrid *recto_grid_new(void);
void recto_grid_free(RectoGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoGrid, recto_grid_free)

const RectoGridCell *recto_grid_cell(const RectoGrid *grid, guint row, guint column);

/* `labels`: for lists of bare values, a list, "months", or NULL. NULL and a diagnostic at the place when the data has
 * no shape that is known. `columns` picks and renames: a list of names or a map of name to printed name, or NULL. */
RectoGrid *recto_grid_of_yaml(const RectoChartContext *context, const RectoYamlNode *data, const RectoYamlNode *labels,
                              const RectoYamlNode *columns);
RectoGrid *recto_grid_of_csv(const RectoChartContext *context, const char *text, gsize length, guint32 file,
                             guint32 first_line);

/* Leaves only the columns that are named, in their order. FALSE and a diagnostic when there is none of that name. */
gboolean recto_grid_pick_columns(const RectoChartContext *context, RectoGrid *grid, const RectoYamlNode *columns);

/* Leaves only the rows with these labels, in their order. */
gboolean recto_grid_pick_rows(const RectoChartContext *context, RectoGrid *grid, const RectoYamlNode *rows);

/* Rows become columns. */
void recto_grid_turn(RectoGrid *grid);

/* Copies the texts to the arena, so that what they were read from may go. */
void recto_grid_select(const RectoChartContext *context, RectoGrid *grid);
