/* Widths of a table's columns that make it least high within a measure. Knows pieces of text, no fonts and no nodes.
 *
 * A column is at least as wide as its longest piece that may not be cut (least), and need not be wider than its longest
 * text on one line (natural). How many lines a cell takes is a falling staircase over its width; so only the steps of
 * the cells of a column are candidates for its width. Height is that of the rows, each as high as its highest cell;
 * to that comes a little for every further line of every cell, more where a short text is torn apart, so that a date
 * does not break because a long neighbour makes the row high anyhow.
 *
 * Choosing is hard in general (Anderson & Sobti, "The table layout problem", Symposium on Computational Geometry 1999).
 * Here columns shrink from natural, each time the one that gives up most width for least height, seen over all its
 * steps at once; then pairs of columns exchange width while that helps. Results are integers and the same everywhere.
 */
#pragma once

#include "text/text.h"

typedef struct {
    guint row, column, columns; /* columns 1… */
    const RectoTextPiece *pieces;
    guint n_pieces;
    gboolean rigid; /* no piece of it is ever cut */
} RectoWidthCell;

typedef struct {
    guint n_rows, n_columns, n_cells;
    const RectoWidthCell *cells;
    const gboolean *alike; /* a column: wishes to be as wide as the others like it; or NULL */
    RectoLength gap;
    RectoLength longest_word; /* a piece that is longer may be cut */
    RectoLength line;         /* a further line of a row */
} RectoWidthTable;

typedef struct {
    RectoLength least, natural, width;
} RectoColumnWidth;

/* Fills least and natural of n_columns columns. */
void recto_widths_measure(const RectoWidthTable *table, RectoColumnWidth *columns);

/* Sum of the least or natural widths with the gaps between. */
gint64 recto_widths_min(const RectoWidthTable *table, const RectoColumnWidth *columns);
gint64 recto_widths_natural(const RectoWidthTable *table, const RectoColumnWidth *columns);

/* Fills `width` of measured columns so that with the gaps they are `measure` wide in all. Where the least widths are
 * more than that, all shrink in proportion. */
void recto_widths_choose(const RectoWidthTable *table, RectoLength measure, RectoColumnWidth *columns);

/* What choosing minimises, for given widths; cells over several columns aside. For tests. */
gint64 recto_widths_cost(const RectoWidthTable *table, const RectoColumnWidth *columns);
