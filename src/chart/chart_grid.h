/* The data of a chart as a table of texts with source positions. The source is a map, a list of maps or of lists, a map
 * of lists, CSV, or a file with any of these. The table is stored row by row; the first column contains the labels, the
 * header names the columns. */
#pragma once

#include "base/yaml.h"
#include "chart/chart.h"

typedef struct {
    const char *text; /* "" for an empty cell */
    RectoSpan span;
} RectoGridCell;

typedef struct {
    GArray *head;    /* RectoGridCell, by value */
    GPtrArray *rows; /* GArray of RectoGridCell: the rows, each as long as the header */
    gboolean named;  /* TRUE if the header was written by the author, not generated */
} RectoGrid;

RectoGrid *recto_grid_new(void);
void recto_grid_free(RectoGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoGrid, recto_grid_free)

const RectoGridCell *recto_grid_cell(const RectoGrid *grid, guint row, guint column);

/* Reads a grid from YAML. `labels`: labels for lists of bare values: a list, "months", or NULL. `columns` selects and
 * renames columns: a list of names, a map of name to printed name, or NULL. Returns NULL, after a diagnostic at the
 * position, if the data have no known form. */
RectoGrid *recto_grid_of_yaml(const RectoChartContext *context, const RectoYamlNode *data, const RectoYamlNode *labels,
                              const RectoYamlNode *columns);
RectoGrid *recto_grid_of_csv(const RectoChartContext *context, const char *text, gsize length, guint32 file,
                             guint32 first_line);

/* Retains only the named columns, in their order. Returns FALSE, after a diagnostic, if a name is unknown. */
gboolean recto_grid_pick_columns(const RectoChartContext *context, RectoGrid *grid, const RectoYamlNode *columns);

/* Retains only the rows with these labels, in their order. Returns FALSE, after a diagnostic, if a label is unknown. */
gboolean recto_grid_pick_rows(const RectoChartContext *context, RectoGrid *grid, const RectoYamlNode *rows);

/* Swaps rows and columns. */
void recto_grid_turn(RectoGrid *grid);

/* Copies the texts to the arena, so that the sources can be freed. */
void recto_grid_select(const RectoChartContext *context, RectoGrid *grid);
