/* Charts: converts data to shapes, an alternative text and a table of the data.
 *
 *     RectoChart *chart = recto_chart_read(&context, text, span);      // a block's YAML; NULL: its data cannot be used
 *     recto_chart_draw(&context, chart, parent, &picture);             // shapes, tags and the table after them
 *
 * Appearance: the keys of the style (chart.*, donut.*) define it. Names are placed at the shapes that they name, never
 * in a legend. Values are printed wherever there is room; a chart with printed values has no scale. Sources: Cleveland,
 * "The elements of graphing data" (1985), Tufte, "The visual display of quantitative information" (1983): bars start at
 * zero, ordered by value, few lines, direct labels.
 *
 * Tags: a Figure with Alt contains the shapes; after it, a Table contains the printed words and values. Unprinted words
 * and values are also cells: their text is hidden under the shape, in a tiny size and with ActualText, so that it can
 * be read and copied there.
 *
 * A chart and its strings are allocated in context->arena; drawings are allocated in the arena of the pages.
 * Calculations use doubles; results are RectoLength. */
#pragma once

#include "page/pages.h"
#include "style/strings.h"
#include "style/style.h"
#include "text/text.h"

typedef enum {
#define KIND(id, name, draw) RECTO_CHART_##id,
#include "chart/chart_kinds.def"
    RECTO_CHART_KIND_MAX
} RectoChartKind;

/* Inputs of all functions in chart/; all borrowed. */
typedef struct {
    const RectoStyle *style;
    const RectoStrings *strings;
    RectoTextEngine *engine;
    RectoPages *pages;   /* pages to draw on; their arena holds the drawing; NULL while data are read */
    RectoArena *arena;   /* arena for data that are read */
    GArray *attachments; /* RectoAttachment: receives the data files that are read; NULL while drawing */
    RectoDiagnostics *diagnostics;
    const char *lang;
    const char *root;      /* directory that all data files must be in, absolute; NULL: no files are read */
    const char *folder;    /* directory of the document, absolute */
    const char *name_root; /* directory to which the names of attachments are relative */
} RectoChartContext;

typedef struct {
    const char *words; /* value in the document's language; "–" if missing */
    double number;
    gboolean missing;
} RectoChartValue;

typedef struct {
    RectoChartKind kind;
    const char *title, *unit, *source; /* each may be NULL */
    const char *corner;                /* kind of the labels ("month"), or NULL */
    guint n_labels, n_series;
    const char **labels;
    const char **names;      /* labels as written, for keys that refer to one */
    const char **series;     /* names; NULL for an unnamed single series */
    RectoChartValue *values; /* n_labels × n_series; the values of a label are contiguous */
    int decimals;            /* decimals of printed values */
    gint highlight;          /* highlighted label (bars), or −1 */
    gint rest;               /* label of the rest, which is last in order, or −1 */
    gboolean from_given;     /* lines: the axis begins at `from`, not at zero */
    double from;
    RectoSpan span;
} RectoChart;

/* Reads the YAML of a block; `span` is the span of its first line. Errors are reported at their lines. */
RectoChart *recto_chart_read(const RectoChartContext *context, const char *text, RectoSpan span);

const RectoChartValue *recto_chart_value(const RectoChart *chart, guint label, guint series);

/* Returns the chart's alternative text: title, values in order, and the highest and lowest value. Caller frees. */
char *recto_chart_alternative(const RectoChartContext *context, const RectoChart *chart);

/* A chart that has been set. Origin: left edge of the text column, top of its box. */
typedef struct {
    RectoFragment *fragment; /* owned by the caller */
    RectoLength height;
    RectoLength overhang; /* overhang of the margin column's content below the chart */
    gboolean wide;        /* TRUE if it also occupies the margin column */
    RectoElement *table;  /* last child: parent of the caption */
    const char *heading;  /* first line of the caption: title, and unit if not printed in the chart; or NULL */
} RectoChartPicture;

void recto_chart_draw(const RectoChartContext *context, const RectoChart *chart, RectoElement *parent,
                      RectoChartPicture *ret);

/* Returns the first line of the caption, or NULL. `says_unit`: the unit is printed elsewhere. The string belongs to the
 * chart or to `arena`. */
const char *recto_chart_heading(const RectoChart *chart, RectoArena *arena, gboolean says_unit);

/* Adds text that can be read and copied, but is not visible: in a tiny size under the shape at (x, y) that it belongs
 * to. */
void recto_chart_add_hidden_text(const RectoChartContext *context, RectoFragment *fragment, const char *words,
                                 RectoLength x, RectoLength y, RectoColour colour, RectoOrigin origin);

/* ---- numbers ---- */

/* Returns TRUE if the values are percentages. Each is then printed with a per cent sign, so the chart needs no unit. */
gboolean recto_chart_is_percent(const RectoChart *chart);

/* Returns the unit that must be printed beside the title and the values, or NULL if there is none or they contain it.
 * Borrowed. */
const char *recto_chart_unit_apart(const RectoChart *chart);

/* Returns the unit written before or after a number: "%", a currency sign with up to three capitals before it, or three
 * capitals ("€", "US$", "EUR"). Returns NULL if there is none. Caller frees. */
char *recto_chart_number_unit(const char *text);

/* Parses a number: in C syntax, with digits grouped by spaces, apostrophes or underscores, with a unit, or in the
 * syntax of the document's language. Returns FALSE if `text` is not a number. `*ret_decimals` receives the number of
 * decimals. */
gboolean recto_chart_number(const RectoStrings *strings, const char *text, double *ret_number, int *ret_decimals);

/* ---- big numbers ---- */

typedef struct {
    const char *value, *label, *comparison; /* as printed; the comparison may be NULL */
    RectoSpan span;
} RectoBigNumber;

typedef struct {
    RectoBigNumber *figures;
    guint n_figures;
    gint highlight; /* index of the number in the accent colour, or −1 */
} RectoPanel;

/* Reads a block in YAML or CSV. Returns NULL if its data cannot be used. */
RectoPanel *recto_panel_read(const RectoChartContext *context, const char *text, RectoSpan span);

/* Sets one row of cells. `first` is the index of its first cell; a row has up to recto_panel_columns() cells. The
 * origin is that of a chart. `list` is the L element that contains the numbers. The caller owns the fragment. */
RectoFragment *recto_panel_row(const RectoChartContext *context, const RectoPanel *panel, guint first,
                               RectoElement *list, RectoLength *ret_height);
guint recto_panel_columns(const RectoPanel *panel);

/* ---- sparklines ---- */

/* Parses an inline code `spark: 1 4 2 8`. Returns FALSE if `code` is not a sparkline. The array belongs to the
 * arena. */
gboolean recto_spark_read(const RectoChartContext *context, const char *code, double **ret_values, guint *ret_n,
                          const char **ret_words);

/* Draws the line of a sparkline, `width` wide and `height` high, with its origin at the left on the baseline. It is an
 * artifact, because its text is read instead. */
void recto_spark_draw(const RectoChartContext *context, const double *values, guint n, RectoLength width,
                      RectoLength height, RectoFragment *fragment, RectoSpan span);
