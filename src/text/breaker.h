/* Breaks a row of boxes, glue and penalties into lines so that the whole paragraph has the minimum cost (Knuth &
 * Plass, "Breaking paragraphs into lines", Software: Practice and Experience 11, 1981). It handles no fonts and no
 * characters.
 *
 * The cost of a line differs from TeX. Glyph expansion and letter spacing apply first: the part of the line's misfit
 * that they can take costs almost nothing. The rest changes the word space. The cost is the square of that change, in
 * thousandths of the natural space. (TeX's cubic badness accepts a few very bad lines to improve many others a
 * little.) Costs are integers. Of two equal costs the earlier break wins, so that results are the same everywhere.
 *
 * A row is valid if it ends in a forced penalty. Glue is discarded after a break, as in TeX, up to the next box or
 * forced penalty. Breaks are legal at glue after a box (unless its penalty is NEVER) and at penalties below NEVER. */
#pragma once

#include "base/length.h"

typedef enum { RECTO_BREAK_BOX, RECTO_BREAK_GLUE, RECTO_BREAK_PENALTY } RectoBreakItemKind;

#define RECTO_BREAK_NEVER  G_MAXINT32
#define RECTO_BREAK_FORCED G_MININT32

typedef struct {
    guint8 kind;       /* RectoBreakItemKind */
    guint8 hyphen;     /* penalty: the line shows a hyphen at its end */
    guint8 added;      /* penalty: the break adds a hyphen that is not in the author's text */
    gint32 penalty;    /* penalty, glue: cost of a break here, in units of (per mille of the word space)² */
    RectoLength width; /* box, glue: natural; penalty: what a break here adds to the line (the hyphen) */
    RectoLength flex;  /* glue: the space that the ratio applies to; box: what letter spacing of 1 em a gap would add */
    RectoLength left;  /* box: how far it may stand out where it begins a line */
    RectoLength right; /* box, penalty with width: the same at the end */
    RectoLength change; /* penalty: change in width of the next line (the rest of a word is shaped again) */
} RectoBreakItem;

typedef enum { RECTO_FIT_JUSTIFIED, RECTO_FIT_RAGGED, RECTO_FIT_BALANCED } RectoFit;

typedef struct {
    RectoFit fit;
    RectoLength first, other; /* widths of the first line, of all others */
    int space_min, space_max; /* per mille of natural: justified lines outside are not feasible */
    int expansion;            /* greatest, per mille of the boxes' width, in steps of 5 */
    int letterspacing;        /* greatest, per mille of an em a gap */
    int ladder;               /* maximum number of consecutive hyphenated lines, or 0 for no limit */
    gboolean no_last_hyphen;  /* none at the end of the line before the last */
    RectoLength last_line;    /* the last line should be at least this wide */
    gboolean no_lone_word;    /* ragged: and hold more than a word */
    RectoLength rag_zone, rag_hyphen;
    int looseness;      /* lines more or fewer than the optimum; other than 0: the nearest feasible */
    gboolean emergency; /* never fails: lines may be as loose as they must, ladders longer, and one that nothing fits is
                           overfull */
} RectoBreakSetting;

/* One chosen line. */
typedef struct {
    guint item;          /* that it ends at: a glue or a penalty */
    int ratio;           /* change of the word space, per mille of flex */
    int expansion;       /* per mille, a multiple of 5 */
    RectoLength spacing; /* letter spacing in all */
    RectoLength misfit;  /* remaining misfit of the line: missing (+) or excess (−) width */
    gboolean natural;    /* set at its natural width: ragged, or the last one */
    gboolean hyphen;
} RectoBreakLine;

/* Lines of the cheapest way, the caller's to g_array_unref(); NULL when there is none. `items` must be a valid row. */
GArray *recto_break_items(const RectoBreakItem *items, guint n_items, const RectoBreakSetting *set, gint64 *ret_cost);

/* Returns the cost of breaking at exactly these items, or -1 if that is not feasible or not legal. For tests: a slow
 * and simple implementation. */
gint64 recto_break_cost(const RectoBreakItem *items, guint n_items, const RectoBreakSetting *set, const guint *breaks,
                        guint n_breaks);

/* How a line of boxes `solid` wide, with glue, is brought to `target`; all natural. Used for choosing and for setting
 * alike. */
typedef struct {
    RectoLength target;
    RectoLength solid; /* boxes */
    RectoLength glue, flex;
    RectoLength room; /* letter spacing of 1 em a gap */
} RectoMisfit;

/* Fills ratio, expansion, spacing and misfit of `line`. The misfit is 0 unless the line has no flex. */
void recto_fit_line(const RectoMisfit *misfit, const RectoBreakSetting *set, RectoBreakLine *line);
