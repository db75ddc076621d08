/* Tables, step by step. Each file does one step, and no step depends on a later one:
 *
 *     table_grid.c    nodes → rows and cells with their positions, tags and texts, in source order
 *     table_number.c  which cells are numbers
 *     table_widths.c  widths of the columns
 *     table_cells.c   alignment of the columns, cells → lines
 *     table_fit.c     text column, margin, smaller type, or records
 *     table_rows.c    rows → boxes with rules, and the repeated header row
 *     table_records.c the same for a table whose rows are set as records */
#pragma once

#include "flow/caption.h"
#include "flow/table_number.h"
#include "flow/table_widths.h"

typedef enum { RECTO_TABLE_LEFT, RECTO_TABLE_CENTRE, RECTO_TABLE_RIGHT } RectoTableAlign;

typedef struct {
    const RectoNode *node; /* NULL: the source omits this cell */
    RectoElement *element;
    const RectoTextStyle *style;
    RectoText *text; /* NULL: the cell has no words */
    RectoLines *lines;
    GArray *pieces;                   /* RectoTextPiece, by value */
    guint row, column, rows, columns; /* position and span in the grid, as tagged */
    guint across; /* number of columns that its lines may span; the only cell of a row spans all columns */
    gboolean head;
    RectoCellNumber figure;
    RectoLength point, width; /* for a number: width up to the decimal point, and total width */
} RectoTableCell;

typedef struct {
    const RectoNode *node;
    gboolean head, total;
    guint first, n; /* index of the first cell that begins in the row, and their number */
    guint lines;    /* number of lines of the highest cell */
    RectoLength y, height;
    gboolean tied; /* TRUE if a cell continues in the next row */
} RectoTableRow;

typedef struct {
    RectoTableAlign align;
    gboolean figures;          /* TRUE if the numbers are aligned on their decimal points */
    gboolean dashes;           /* TRUE if blank cells show a dash: the column has a header and few blank cells */
    RectoLength before, after; /* maximum widths before and after the decimal point */
    RectoTextPiece piece;      /* the piece that represents the number when widths are chosen */
    RectoLength x;
} RectoTableColumn;

typedef struct {
    RectoState *state;
    const RectoStyle *style;
    const RectoNode *node;
    RectoElement *element;
    RectoCaption *caption; /* caption or NULL */
    guint number;          /* number in the caption */
    GArray *rows, *cells;  /* RectoTableRow and RectoTableCell; the cells of a row are contiguous */
    guint n_columns, n_head;
    RectoTableColumn *columns;
    RectoColumnWidth *widths;
    RectoTextStyle cell, head, total; /* styles in which the table is set */
    RectoLength measure, left;        /* width; offset of the left edge from the frame's left edge */
    gboolean records;
    gboolean rtl;     /* TRUE if the first column is at the right */
    guint n_placed;   /* number of lines placed, to check that none is lost */
    guint *taken;     /* per column: first row below the cells placed so far; NULL until needed */
    guint taken_rows; /* number of rows included in `taken` */
} RectoTable;

static inline RectoTableCell *recto_table_cell(const RectoTable *table, guint i)
{
    return &g_array_index(table->cells, RectoTableCell, i);
}

static inline RectoTableRow *recto_table_row(const RectoTable *table, guint i)
{
    return &g_array_index(table->rows, RectoTableRow, i);
}

/* Returns TRUE if the cell is aligned on its decimal point. */
static inline gboolean recto_table_is_figure(const RectoTable *table, const RectoTableCell *cell)
{
    return table->columns[cell->column].figures && cell->figure.kind != RECTO_CELL_NUMBER_NONE;
}

/* Builds the grid. Returns FALSE if there is nothing to set. */
gboolean recto_table_build_grid(RectoTable *table);

/* Aligns the columns, and sets the numbers to find their widths. Call it again after a change of the type size. */
void recto_table_align(RectoTable *table);
/* Breaks the cells to the widths of their columns, except for numbers. */
void recto_table_set_cells(RectoTable *table);
/* Return the left edge and the width of `n` columns from `column` on. Valid after the widths are set. */
RectoLength recto_table_span_x(const RectoTable *table, guint column, guint n);
RectoLength recto_table_span_width(const RectoTable *table, guint column, guint n);
/* Returns the x position of a cell's lines, from the table's left edge. */
RectoLength recto_table_line_x(const RectoTable *table, const RectoTableCell *cell);
/* Breaks a text to `measure`, into at most `most` lines if possible. Caller frees. */
RectoLines *recto_table_break(RectoTable *table, RectoText *text, const RectoTextStyle *style, RectoAlign align,
                              RectoLength measure, guint most);

/* Chooses the total width, the type size and the column widths, or records. */
void recto_table_fit(RectoTable *table);

void recto_table_add_rows(RectoTable *table);
void recto_table_add_records(RectoTable *table);

/* ---- used by rows and records ---- */

/* A line in a box: `y` is its baseline below the box's top, `x` its offset from the table's left edge. */
typedef struct {
    const RectoTextLine *line;
    const RectoTextStyle *style;
    RectoLength x, y;
    gboolean repeated; /* TRUE for an artifact: screen readers have read it before */
} RectoTableLine;

/* The content of one box, or of several if it is taller than a page. */
typedef struct {
    GArray *lines;        /* RectoTableLine, by value */
    RectoFragment *rules; /* rules drawn with the last box; owned */
    RectoLength height;
    gboolean caption; /* TRUE if the table's caption is beside it */
    const RectoVRepeat *repeat;
    RectoSpan span;
} RectoTableBlock;

void recto_table_block_init(RectoTableBlock *block, RectoLength height, RectoSpan span);
void recto_table_block_add(RectoTableBlock *block, const RectoLines *lines, const RectoTextStyle *style, RectoLength x,
                           RectoLength y, RectoLength pitch, gboolean repeated);
/* Adds the boxes of a block, without a penalty after them, and clears the block. */
void recto_table_block_flush(RectoTable *table, RectoTableBlock *block);

/* Draws a horizontal rule centred on `y`. */
void recto_table_rule(const RectoTable *table, RectoFragment *fragment, RectoLength x, RectoLength width, RectoLength y,
                      RectoLength weight, RectoColour colour);
/* Returns the height of capitals in a style. */
RectoLength recto_table_capitals(const RectoTable *table, const RectoTextStyle *style);
/* Draws a dash for an empty cell, as an artifact that is not read. Returns its width. `fragment` may be NULL to measure
 * only. */
RectoLength recto_table_dash(RectoTable *table, RectoFragment *fragment, const RectoTextStyle *style, RectoLength x,
                             RectoLength baseline);
/* Returns a copy of a fragment as an artifact, without links. Caller frees. */
RectoFragment *recto_table_artifact(const RectoFragment *fragment, RectoArtifact artifact);
/* Returns the height of the text area of a page. */
RectoLength recto_table_page_depth(const RectoTable *table);
