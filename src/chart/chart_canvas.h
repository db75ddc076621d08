/* Private declarations shared by the files that draw charts: a canvas with shapes, words and the cells of the table
 * after them. */
#pragma once

#include "chart/chart_grid.h"

typedef enum { RECTO_LABEL_LEFT, RECTO_LABEL_CENTRE, RECTO_LABEL_RIGHT } RectoLabelAlign;

/* A cell of the table. (x, y) is the position of its hidden text if it is not printed. */
typedef struct {
    RectoSlot slot;
    const char *words;
    RectoLength x, y;
    RectoColour colour; /* colour of the shape that hides the text there */
    gboolean said;
} RectoChartCell;

typedef struct {
    const RectoChartContext *context;
    const RectoStyle *style;
    const RectoChart *chart;
    RectoLength left, right; /* edges of the grid, from the left edge of the text column */
    RectoLength unit;
    gboolean says_unit; /* TRUE if the unit is printed in the chart */
    RectoElement *figure, *table;
    RectoSlot slot;                          /* slot of the figure */
    RectoFragment *anchors, *shapes, *words; /* drawn in this order */
    guint n_rows, n_columns;                 /* size of the table, including the header row and the label column */
    RectoChartCell *cells;
    RectoSpan span;
} RectoCanvas;

/* Initialises a canvas with a figure and, after it, a table of n_rows × n_columns empty cells. */
void recto_canvas_init(RectoCanvas *canvas, const RectoChartContext *context, const RectoChart *chart,
                       RectoElement *parent, guint n_rows, guint n_columns);
/* Fills the cells with the chart's names and values; further cells stay empty. */
void recto_canvas_fill(RectoCanvas *canvas);
RectoChartCell *recto_canvas_cell(RectoCanvas *canvas, guint row, guint column);
/* Adds the unprinted cells as hidden text, and returns the complete fragment. The caller owns it. */
RectoFragment *recto_canvas_finish(RectoCanvas *canvas);

/* ---- words ---- */

typedef struct {
    const char *words;
    const RectoTextStyle *style;
    RectoLength x, y;    /* position of the first baseline */
    RectoLength measure; /* line length; 0 for a single line */
    RectoLength most;    /* single line: maximum width, 0 for none; a wider text is cut with "…", but read in full */
    RectoLabelAlign align;
    RectoColour colour;
    gboolean coloured; /* TRUE if `colour` replaces the style's colour */
    gboolean strong, proportional;
    RectoSlot slot;    /* slot; 0 for an artifact */
    const char *heard; /* text to be read instead of `words`, or NULL */
} RectoLabel;

/* Draws a label and returns its number of lines. */
guint recto_canvas_label(RectoCanvas *canvas, const RectoLabel *label);
/* Draws a label as the text of a cell; if `label->words` is NULL, with the cell's own words. A cell that was already
 * printed is drawn as an artifact. */
guint recto_canvas_draw_text(RectoCanvas *canvas, RectoChartCell *cell, RectoLabel label);
RectoLength recto_canvas_width(const RectoChartContext *context, const char *words, const RectoTextStyle *style,
                               gboolean strong);
/* Returns the number of lines of words broken to a line length. */
guint recto_canvas_lines(const RectoChartContext *context, const char *words, const RectoTextStyle *style,
                         gboolean strong, RectoLength measure);
/* Sets the position of a cell's hidden text, for the case that the cell is not printed. */
void recto_canvas_hang(RectoChartCell *cell, RectoLength x, RectoLength y, RectoColour colour);
/* Returns half the height of a style's capitals: the distance from the middle of a shape down to the baseline of its
 * label. */
RectoLength recto_canvas_half_cap(const RectoTextStyle *style);

/* ---- shapes ---- */

void recto_canvas_rect(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                       RectoColour colour);
/* Draws a rectangle, with a hairline inside its edge if its colour is light. */
void recto_canvas_part(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                       guint part);

typedef struct {
    RectoColour fill, stroke;
    RectoLength line_width, dash, gap;
    gboolean round;
} RectoPen;

/* Draws a path in the coordinates of the canvas. Copies the steps. */
void recto_canvas_path(RectoCanvas *canvas, const RectoPathStep *steps, guint n_steps, RectoPen pen);
void recto_canvas_rule(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength weight,
                       RectoColour colour);

/* Return the colours of parts 0…4, the colours of series of lines 0…2, and a readable text colour on a background:
 * white or ink, whichever has enough contrast. */
RectoColour recto_part_colour(const RectoStyle *style, guint part);
gboolean recto_part_outlined(const RectoStyle *style, guint part);
RectoColour recto_text_on(const RectoStyle *style, RectoColour ground);
extern const RectoColour recto_no_colour;

/* ---- scales ---- */

typedef struct {
    double low, high, step;
    guint n_steps;
} RectoScale;

/* Returns a scale with about three steps of 1, 2 or 5 times a power of ten, starting at zero or below. `from` is NULL,
 * or the start of the scale. */
RectoScale recto_scale(double least, double greatest, const double *from);
/* Returns the height of a value above the scale's low end in a plot of the given height. */
RectoLength recto_scale_length(const RectoScale *scale, double value, RectoLength height);
void recto_chart_range(const RectoChart *chart, double *ret_least, double *ret_greatest);

/* ---- plots with an axis below ---- */

typedef struct {
    RectoScale scale;
    RectoLength top, height; /* position and height of the plot; the labels of the steps are in the unit above it */
    RectoLength first, last; /* x positions of the first and the last label */
    RectoLength left, right;
} RectoPlot;

RectoLength recto_plot_x(const RectoPlot *plot, guint index, guint n);
RectoLength recto_plot_y(const RectoPlot *plot, double value);
/* Draws the step lines with their labels, and the zero line. */
void recto_plot_steps(RectoCanvas *canvas, const RectoPlot *plot);
/* Returns the width of the widest step label. */
RectoLength recto_plot_steps_width(const RectoCanvas *canvas, const RectoScale *scale);
/* Returns the left end of the data, to the right of the step labels. */
RectoLength recto_plot_first(const RectoCanvas *canvas, const RectoScale *scale);
/* Returns the box of the label of the highest step. */
RectoBox recto_plot_unit(const RectoCanvas *canvas, const RectoPlot *plot);
void recto_plot_zero(RectoCanvas *canvas, const RectoPlot *plot);
/* Draws the axis labels, as many as fit; months may become initials. */
void recto_plot_labels(RectoCanvas *canvas, const RectoPlot *plot);

/* Assigns rows, from 0, to labels on stems at `x` (ascending) with the given widths, so that no label crosses a stem;
 * later labels are closer to the axis. Returns the number of rows. */
guint recto_stagger(const RectoLength *x, const RectoLength *widths, guint n, RectoLength gap, guint *ret_rows);

/* ---- kinds ---- */

/* Corrects the grid of a list of events without header row: its first row becomes data. */
void recto_timeline_mend(RectoGrid *grid);
gboolean recto_timeline_read(const RectoChartContext *context, RectoChart *chart, const RectoGrid *grid);

void recto_draw_bars(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_grouped(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_stacked(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_columns(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_lines(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_area(RectoCanvas *canvas, RectoChartPicture *ret);
/* Returns the number of columns of the list beside a donut. */
guint recto_donut_columns(const RectoChart *chart);
void recto_draw_donut(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_timeline(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_multiples(RectoCanvas *canvas, RectoChartPicture *ret);
