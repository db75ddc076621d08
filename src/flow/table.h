/* Tables, step by step; each file does one and none looks ahead:
 *   table_grid.c     nodes → rows and cells with their places, tags and texts, in the order of the source
 *   table_number.c   which cells are numbers
 *   table_widths.c   how wide the columns are
 *   table_cells.c    columns' alignment, cells → lines
 *   table_fit.c      text column, margin too, smaller, or records
 *   table_rows.c     rows → boxes with rules, and the head that is repeated
 *   table_records.c  the same for a table whose rows stand as records
 */
#pragma once

#include "flow/caption.h"
#include "flow/table_number.h"
#include "flow/table_widths.h"

typedef enum { RECTO_TABLE_LEFT, RECTO_TABLE_CENTRE, RECTO_TABLE_RIGHT } RectoTableAlign;

typedef struct {
    const RectoNode *node; /* NULL: a place that the source leaves out */
    RectoElement *element;
    const RectoTextStyle *style;
    RectoText *text; /* NULL: no words */
    RectoLines *lines;
    GArray *pieces;                   /* RectoTextPiece */
    guint row, column, rows, columns; /* its place, as tagged */
    guint across;                     /* columns that its lines may take: a row's only cell takes all */
    gboolean head;
    RectoCellNumber figure;
    RectoLength point, width; /* of a figure: up to its decimal point, whole */
} RectoTableCell;

typedef struct {
    const RectoNode *node;
    gboolean head, total;
    guint first, n; /* its cells, those that begin in it */
    guint lines;    /* of its highest cell */
    RectoLength y, height;
    gboolean tied; /* a cell goes on in the next row */
} RectoTableRow;

typedef struct {
    RectoTableAlign align;
    gboolean figures;          /* aligned on their decimal points */
    gboolean dashes;           /* a blank cell has a dash: the column has a head, and few of its cells are blank */
    RectoLength before, after; /* widest parts of them */
    RectoTextPiece piece;      /* that a figure is for the choice of widths */
    RectoLength x;
} RectoTableColumn;

typedef struct {
    RectoState *state;
    const RectoStyle *style;
    const RectoNode *node;
    RectoElement *element;
    RectoCaption *caption; /* or NULL */
    guint number;          /* of the caption */
    GArray *rows, *cells;  /* RectoTableRow, RectoTableCell; those of a row follow one another */
    guint n_columns, n_head;
    RectoTableColumn *columns;
    RectoColumnWidth *widths;
    RectoTextStyle cell, head, total; /* as the table is set */
    RectoLength measure, left;        /* width; left edge from the frame's left edge */
    gboolean records;
    gboolean rtl;     /* the first column stands at the right */
    guint n_placed;   /* lines: none may be lost */
    guint *taken;     /* a column: first row below the cells placed so far; NULL until it is asked for */
    guint taken_rows; /* rows of which `taken` knows */
} RectoTable;

static inline RectoTableCell *recto_table_cell(const RectoTable *table, guint i)
{
    return &g_array_index(table->cells, RectoTableCell, i);
}

static inline RectoTableRow *recto_table_row(const RectoTable *table, guint i)
{
    return &g_array_index(table->rows, RectoTableRow, i);
}

/* Aligned on its decimal point. */
static inline gboolean recto_table_is_figure(const RectoTable *table, const RectoTableCell *cell)
{
    return table->columns[cell->column].figures && cell->figure.kind != RECTO_CELL_NUMBER_NONE;
}

/* FALSE when there is nothing to set. */
gboolean recto_table_build_grid(RectoTable *table);

/* Alignment of the columns; figures are set, for their widths. Again after a change of size. */
void recto_table_align(RectoTable *table);
/* Breaks the cells to their columns, figures aside. */
void recto_table_set_cells(RectoTable *table);
/* Left edge and width of `n` columns from `column` on, once they are set. */
RectoLength recto_table_span_x(const RectoTable *table, guint column, guint n);
RectoLength recto_table_span_width(const RectoTable *table, guint column, guint n);
/* Where a cell's line starts, from the table's left edge. */
RectoLength recto_table_line_x(const RectoTable *table, const RectoTableCell *cell);
/* Lines of one text, broken to `measure`, at most `most` where that is possible. */
RectoLines *recto_table_break(RectoTable *table, RectoText *text, const RectoTextStyle *style, RectoAlign align,
                              RectoLength measure, guint most);

/* Decides measure, size and widths, or for records. */
void recto_table_fit(RectoTable *table);

void recto_table_add_rows(RectoTable *table);
void recto_table_add_records(RectoTable *table);

/* ---- used by rows and records ---- */

/* A line that stands in a box: baseline `y` below the box's top, x from the table's left edge. */
typedef struct {
    const RectoTextLine *line;
    const RectoTextStyle *style;
    RectoLength x, y;
    gboolean repeated; /* an artifact: said before */
} RectoTableLine;

/* What becomes one box, or several where it is taller than a page. */
typedef struct {
    GArray *lines;        /* RectoTableLine */
    RectoFragment *rules; /* what stands with the last of its boxes; taken over */
    RectoLength height;
    gboolean caption; /* the table's caption stands beside it */
    const RectoVRepeat *repeat;
    RectoSpan span;
} RectoTableBlock;

void recto_table_block_init(RectoTableBlock *block, RectoLength height, RectoSpan span);
void recto_table_block_add(RectoTableBlock *block, const RectoLines *lines, const RectoTextStyle *style, RectoLength x,
                           RectoLength y, RectoLength pitch, gboolean repeated);
/* Adds the boxes of a block, without what may happen after it, and clears it. */
void recto_table_block_flush(RectoTable *table, RectoTableBlock *block);

/* A horizontal rule centred on `y`. */
void recto_table_rule(const RectoTable *table, RectoFragment *fragment, RectoLength x, RectoLength width, RectoLength y,
                      RectoLength weight, RectoColour colour);
/* Height of capitals of a style. */
RectoLength recto_table_capitals(const RectoTable *table, const RectoTextStyle *style);
/* A dash for nothing, drawn: where nothing was written, nothing is to be read. Returns its width. `fragment` may be
 * NULL. */
RectoLength recto_table_dash(RectoTable *table, RectoFragment *fragment, const RectoTextStyle *style, RectoLength x,
                             RectoLength baseline);
/* A copy of a fragment as an artifact; links are left out. */
RectoFragment *recto_table_artifact(const RectoFragment *fragment, RectoArtifact artifact);
/* Height of a page's text. */
RectoLength recto_table_page_depth(const RectoTable *table);
