/* What the files that draw a kind of chart share: a sheet with shapes, words and the cells of the table behind them. */
#pragma once

#include "chart/chart_grid.h"

typedef enum { RECTO_LABEL_LEFT, RECTO_LABEL_CENTRE, RECTO_LABEL_RIGHT } RectoLabelAlign;

/* A cell of the table; (x, y): where its words hang when they are not printed. */
typedef struct {
    RectoSlot slot;
    const char *words;
    RectoLength x, y;
    RectoColour colour; /* of the shape that hides them there */
    gboolean said;
} RectoChartCell;

typedef struct {
    const RectoChartContext *context;
    const RectoStyle *style;
    const RectoChart *chart;
    RectoLength left, right; /* edges of the grid, from the text column's left */
    RectoLength unit;
    gboolean says_unit; /* what is counted is printed in the picture */
    RectoElement *figure, *table;
    RectoSlot slot;                          /* of the figure */
    RectoFragment *anchors, *shapes, *words; /* drawn in this order */
    guint n_rows, n_columns;                 /* of the table, with head row and label column */
    RectoChartCell *cells;
    RectoSpan span;
} RectoCanvas;

/* A figure, and behind it a table of so many rows and columns, whose cells are empty. */
void recto_canvas_init(RectoCanvas *canvas, const RectoChartContext *context, const RectoChart *chart,
                       RectoElement *parent, guint n_rows, guint n_columns);
/* Fills the cells with the chart's names and values; what goes beyond them stays empty. */
void recto_canvas_fill(RectoCanvas *canvas);
RectoChartCell *recto_canvas_cell(RectoCanvas *canvas, guint row, guint column);
/* Hangs what was not printed, and gives the whole. */
RectoFragment *recto_canvas_finish(RectoCanvas *canvas);

/* ---- words ---- */

typedef struct {
    const char *words;
    const RectoTextStyle *style;
    RectoLength x, y;    /* of the first baseline */
    RectoLength measure; /* 0: one line */
    RectoLength most;    /* one line: what is wider is cut with "…", and heard whole; 0: no limit */
    RectoLabelAlign align;
    RectoColour colour;
    gboolean coloured; /* `colour` counts, not the style's */
    gboolean strong, proportional;
    RectoSlot slot;    /* 0: an artifact */
    const char *heard; /* instead of `words`, or NULL */
} RectoLabel;

/* Sets a label; returns its lines. */
guint recto_canvas_label(RectoCanvas *canvas, const RectoLabel *label);
/* The same as a cell's words; `label->words` NULL: as they are. A cell that was said before is printed as an artifact.
 */
guint recto_canvas_draw_text(RectoCanvas *canvas, RectoChartCell *cell, RectoLabel label);
RectoLength recto_canvas_width(const RectoChartContext *context, const char *words, const RectoTextStyle *style,
                               gboolean strong);
/* Lines that words take when they are broken to a measure. */
guint recto_canvas_lines(const RectoChartContext *context, const char *words, const RectoTextStyle *style,
                         gboolean strong, RectoLength measure);
/* Where a cell's words hang when they are not printed. */
void recto_canvas_hang(RectoChartCell *cell, RectoLength x, RectoLength y, RectoColour colour);
/* Half the height of a style's capitals: a baseline stands so far below the middle of what it labels. */
RectoLength recto_canvas_half_cap(const RectoTextStyle *style);

/* ---- shapes ---- */

void recto_canvas_rect(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                       RectoColour colour);
/* A rectangle with a hairline inside its edge, for parts that are light. */
void recto_canvas_part(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                       guint part);

typedef struct {
    RectoColour fill, stroke;
    RectoLength line_width, dash, gap;
    gboolean round;
} RectoPen;

/* Takes over nothing; steps are copied. Coordinates are the canvas's. */
void recto_canvas_path(RectoCanvas *canvas, const RectoPathStep *steps, guint n_steps, RectoPen pen);
void recto_canvas_rule(RectoCanvas *canvas, RectoLength x, RectoLength y, RectoLength width, RectoLength weight,
                       RectoColour colour);

/* Colours of parts 0…4, of series of lines 0…2; and what reads on a ground: white or ink, whichever passes. */
RectoColour recto_part_colour(const RectoStyle *style, guint part);
gboolean recto_part_outlined(const RectoStyle *style, guint part);
RectoColour recto_text_on(const RectoStyle *style, RectoColour ground);
extern const RectoColour recto_no_colour;

/* ---- scales ---- */

typedef struct {
    double low, high, step;
    guint n_steps;
} RectoScale;

/* Steps of 1, 2 or 5 times a power of ten, about three of them, from zero or below. `from`: NULL, or where it begins.
 */
RectoScale recto_scale(double least, double greatest, const double *from);
/* Height of a value above the scale's low end on a plot of `height`. */
RectoLength recto_scale_length(const RectoScale *scale, double value, RectoLength height);
void recto_chart_range(const RectoChart *chart, double *ret_least, double *ret_greatest);

/* ---- plots with an axis below ---- */

typedef struct {
    RectoScale scale;
    RectoLength top, height; /* of the plot; the labels of the steps stand in the unit above it */
    RectoLength first, last; /* where the first and last label stand */
    RectoLength left, right;
} RectoPlot;

RectoLength recto_plot_x(const RectoPlot *plot, guint index, guint n);
RectoLength recto_plot_y(const RectoPlot *plot, double value);
/* Lines of the steps with their labels, and zero. */
void recto_plot_steps(RectoCanvas *canvas, const RectoPlot *plot);
/* Width of the widest label of a step. */
RectoLength recto_plot_steps_width(const RectoCanvas *canvas, const RectoScale *scale);
/* Where data begin: right of the labels of the steps. */
RectoLength recto_plot_first(const RectoCanvas *canvas, const RectoScale *scale);
/* Where the label of the uppermost step stands. */
RectoBox recto_plot_unit(const RectoCanvas *canvas, const RectoPlot *plot);
void recto_plot_zero(RectoCanvas *canvas, const RectoPlot *plot);
/* Labels of the axis, as many as fit; months as their initials. */
void recto_plot_labels(RectoCanvas *canvas, const RectoPlot *plot);

/* Rows, from 0, for labels that hang from stems at `x` (ascending) and are `widths` wide, so that no label crosses a
 * stem: later ones stand nearer. Returns how many rows there are. */
guint recto_stagger(const RectoLength *x, const RectoLength *widths, guint n, RectoLength gap, guint *ret_rows);

/* ---- kinds ---- */

/* A list of events may begin without a head. */
void recto_timeline_mend(RectoGrid *grid);
gboolean recto_timeline_read(const RectoChartContext *context, RectoChart *chart, const RectoGrid *grid);

void recto_draw_bars(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_grouped(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_stacked(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_columns(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_lines(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_area(RectoCanvas *canvas, RectoChartPicture *ret);
/* Columns of the list beside a donut. */
guint recto_donut_columns(const RectoChart *chart);
void recto_draw_donut(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_timeline(RectoCanvas *canvas, RectoChartPicture *ret);
void recto_draw_multiples(RectoCanvas *canvas, RectoChartPicture *ret);
