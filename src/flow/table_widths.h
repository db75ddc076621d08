/* Chooses the widths of a table's columns so that the table is as low as possible within a given width. Works on pieces
 * of text; independent of fonts and nodes.
 *
 * A column is at least as wide as its longest unbreakable piece (minimum), and never needs more than its longest text
 * on one line (natural). The number of lines of a cell is a decreasing step function of its width; only the steps of a
 * column's cells are candidates for its width. The height is the sum of the rows, each as high as its highest cell. A
 * small cost is added for every further line of every cell; it is larger for a short text, so that a date does not
 * break only because a long neighbour makes the row high anyway.
 *
 * The optimal choice is hard in general (Anderson & Sobti, "The table layout problem", Symposium on Computational
 * Geometry 1999). Here, all columns start at their natural width. The column that frees the most width for the least
 * height, over all its steps, shrinks first. Then pairs of columns exchange width while this reduces the cost. Results
 * are integers and the same on every machine. */
#pragma once

#include "text/text.h"

typedef struct {
    guint row, column, columns; /* number of columns, at least 1 */
    const RectoTextPiece *pieces;
    guint n_pieces;
    gboolean rigid; /* TRUE if no piece of it may be cut */
} RectoWidthCell;

typedef struct {
    guint n_rows, n_columns, n_cells;
    const RectoWidthCell *cells;
    const gboolean *alike; /* per column: TRUE if it should be as wide as similar columns; or NULL */
    RectoLength gap;
    RectoLength longest_word; /* a longer piece may be cut */
    RectoLength line;         /* height of a further line of a row */
} RectoWidthTable;

typedef struct {
    RectoLength least, natural, width;
} RectoColumnWidth;

/* Fills in the minimum and natural widths of n_columns columns. */
void recto_widths_measure(const RectoWidthTable *table, RectoColumnWidth *columns);

/* Return the sums of the minimum and natural widths, including the gaps between columns. */
gint64 recto_widths_min(const RectoWidthTable *table, const RectoColumnWidth *columns);
gint64 recto_widths_natural(const RectoWidthTable *table, const RectoColumnWidth *columns);

/* Fills in `width` of the measured columns; with the gaps, they are `measure` wide in total. If the minimum widths
 * exceed this, all columns shrink in proportion. */
void recto_widths_choose(const RectoWidthTable *table, RectoLength measure, RectoColumnWidth *columns);

/* Returns the cost that recto_widths_choose() minimises, for given widths; ignores cells that span several columns. For
 * tests. */
gint64 recto_widths_cost(const RectoWidthTable *table, const RectoColumnWidth *columns);
