/* Charts: data → shapes, an alternative text and a table of the data.
 *
 *     RectoChart *chart = recto_chart_read(&context, text, span);     // a block's YAML; NULL: its data can't be used
 *     recto_chart_draw(&context, chart, parent, &picture);            // marks, tags and the table behind them
 *
 * What a chart looks like: look and measures are keys of the style (chart.*, donut.*); names stand at what they name,
 * never in a legend; values are printed wherever there is room, and then there is no scale. Sources: Cleveland,
 * "The elements of graphing data" (1985), Tufte, "The visual display of quantitative information" (1983): bars from
 * zero, order by value, few lines, labels direct.
 *
 * Tags: a Figure with Alt that holds the shapes, behind it a Table whose cells hold the words and values that are
 * printed; those that are not are cells all the same, their words stand under the shape, too small to be seen and with
 * ActualText, so that they can be read and copied there.
 *
 * A chart that was read, and its strings, live in context->arena; what is drawn lives in that of the pages. Doubles are
 * chart arithmetic; what leaves is RectoLength. */
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

/* What chart/ works with; all borrowed. */
typedef struct {
    const RectoStyle *style;
    const RectoStrings *strings;
    RectoTextEngine *engine;
    RectoPages *pages;   /* drawing: structure grows, its arena holds what is made; NULL while data are read */
    RectoArena *arena;   /* holds what is read */
    GArray *attachments; /* of RectoAttachment: reading adds the files that it read; NULL while drawing */
    RectoDiagnostics *diagnostics;
    const char *lang;
    const char *root;      /* files are read below it, absolute; NULL: none are */
    const char *folder;    /* of the document, absolute */
    const char *name_root; /* folder that names of attachments are relative to */
} RectoChartContext;

typedef struct {
    const char *words; /* in the document's language; "–" when missing */
    double number;
    gboolean missing;
} RectoChartValue;

typedef struct {
    RectoChartKind kind;
    const char *title, *unit, *source; /* or NULL */
    const char *corner;                /* what the labels are ("month"), or NULL */
    guint n_labels, n_series;
    const char **labels;
    const char **names;      /* of labels, as they were written, for keys that name one */
    const char **series;     /* names; a single one may be NULL */
    RectoChartValue *values; /* n_labels × n_series, a label's together */
    int decimals;            /* that values are printed with */
    gint highlight;          /* the label (bars) that matters, or −1 */
    gint rest;               /* the label of what is left over, last in order, or −1 */
    gboolean from_given;     /* lines: the axis begins at `from`, not at zero */
    double from;
    RectoSpan span;
} RectoChart;

/* Reads the YAML of a block; `span` is that of its first line. Mistakes are diagnosed at their line. */
RectoChart *recto_chart_read(const RectoChartContext *context, const char *text, RectoSpan span);

const RectoChartValue *recto_chart_value(const RectoChart *chart, guint label, guint series);

/* What is said in place of the chart: title, values in order, what is highest and lowest. Caller frees. */
char *recto_chart_alternative(const RectoChartContext *context, const RectoChart *chart);

/* A chart, set. Origin: left edge of the text column, top of its box. */
typedef struct {
    RectoFragment *fragment; /* the caller's */
    RectoLength height;
    RectoLength overhang; /* what stands in the margin column reaches so far below */
    gboolean wide;        /* takes the margin column as well */
    RectoElement *table;  /* last kid: where a caption goes */
    const char *heading;  /* first line of a caption: the title, and the unit unless the picture has it; or NULL */
} RectoChartPicture;

void recto_chart_draw(const RectoChartContext *context, const RectoChart *chart, RectoElement *parent,
                      RectoChartPicture *ret);

/* First line of its caption; `says_unit`: the unit is printed elsewhere. A string of the chart's or in `arena`; NULL:
 * there is none. */
const char *recto_chart_heading(const RectoChart *chart, RectoArena *arena, gboolean says_unit);

/* Words that are heard and copied, but not printed: too small to be seen, under the shape at (x, y), which is theirs.
 */
void recto_chart_add_hidden_text(const RectoChartContext *context, RectoFragment *fragment, const char *words,
                                 RectoLength x, RectoLength y, RectoColour colour, RectoOrigin origin);

/* ---- numbers ---- */

/* Returns TRUE if values are percentages: each is printed with its sign, which is their unit. */
gboolean recto_chart_is_percent(const RectoChart *chart);

/* The unit as it must be said beside title and values; NULL: there is none, or they say it. Borrowed. */
const char *recto_chart_unit_apart(const RectoChart *chart);

/* The unit that is written at a number, before or after it: "%", a currency sign with up to three capitals before it,
 * or three capitals ("€", "US$", "EUR"). NULL: there is none. Caller frees. */
char *recto_chart_number_unit(const char *text);

/* `text` as a number, written as in C, with digits grouped by spaces, apostrophes or underscores, with a unit, or as
 * the document's language writes it. FALSE: it is none. *ret_decimals: digits behind the mark. */
gboolean recto_chart_number(const RectoStrings *strings, const char *text, double *ret_number, int *ret_decimals);

/* ---- big numbers ---- */

typedef struct {
    const char *value, *label, *comparison; /* as printed; comparison or NULL */
    RectoSpan span;
} RectoBigNumber;

typedef struct {
    RectoBigNumber *figures;
    guint n_figures;
    gint highlight; /* in the accent; −1: none */
} RectoPanel;

/* The block's YAML or CSV; NULL when it can't be used. */
RectoPanel *recto_panel_read(const RectoChartContext *context, const char *text, RectoSpan span);

/* One row of cells (`first` the first cell's index, up to recto_panel_columns()), origin as a chart's. `list`: the L
 * that the figures are items of. */
RectoFragment *recto_panel_row(const RectoChartContext *context, const RectoPanel *panel, guint first,
                               RectoElement *list, RectoLength *ret_height);
guint recto_panel_columns(const RectoPanel *panel);

/* ---- sparklines ---- */

/* The values of an inline `spark: 1 4 2 8`: whether `code` is one. The array is the arena's. */
gboolean recto_spark_read(const RectoChartContext *context, const char *code, double **ret_values, guint *ret_n,
                          const char **ret_words);

/* Its line, `width` wide and `height` high, origin left on the baseline; an artifact, since its words are read. */
void recto_spark_draw(const RectoChartContext *context, const double *values, guint n, RectoLength width,
                      RectoLength height, RectoFragment *fragment, RectoSpan span);
