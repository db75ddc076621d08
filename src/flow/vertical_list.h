/* The vertical list: what flow/ makes of a document and paginate/ breaks into pages. Boxes, glue and penalties, as in
 * Plass, "Optimal pagination techniques for automatic typesetting systems" (1981), and TeX.
 *
 * A chapter is one list; each begins a page. A box is a line, a rule, a picture: a fragment whose origin is the box's
 * top at the text column's left edge. paginate/ never looks into it. Heights are totals: box i+1 starts where box i
 * ends.
 *
 * Floats: a figure stands where it was written unless that leaves a hole; then what follows is moved up to fill the
 * page, and the figure stands at the top of the next. Figures keep their order, and none passes a heading, a box with
 * `barrier` or a forced break.
 *
 * Grid: boxes with `grid` start at a whole number of units below the text top: the paginator raises the gap above them
 * as far as needed (blocks that are not a whole number of units high are filled up above what follows). */
#pragma once

#include "page/item.h"

#define RECTO_VPENALTY_NEVER 10000
#define RECTO_VPENALTY_FORCE (-10000)

/* Where a box stands: in the one column of text, over both columns where there are two, in one of them. */
typedef enum { RECTO_V_TEXT, RECTO_V_SPAN, RECTO_V_COLUMN } RectoColumnMode;

/* SPARE: a box of another way to set a paragraph (RectoVVariation); it counts for nothing where it stands. */
typedef enum { RECTO_V_BOX, RECTO_V_GLUE, RECTO_V_PENALTY, RECTO_V_ALTERNATE_BOX } RectoVKind;

/* A note that wants to stand in the margin level with a line of a box. */
typedef struct {
    RectoFragment *fragment; /* origin: left edge of the margin column, baseline of its first line at y = 0 */
    RectoLength ascent;      /* of its first line above that baseline */
    RectoLength descent;     /* of its last line below its first baseline */
    RectoLength y;           /* baseline it wants, below the box's top */
    guint order;             /* of its mark or link in the text: notes of one box are in that order */
    const char *key;         /* address: the same key twice on a page stands once */
    const char *words;       /* link's words, and the whole address: for the list on the back page */
    const char *address;
    gboolean cut;                 /* the address was too long: it goes to the back list as well */
    const struct RectoNode *node; /* it is a footnote or a block of the text, and must stand somewhere; else NULL */
} RectoMarginNote;

/* A footnote that a line of a box cites; its text is set once the block of the line is. */
typedef struct {
    struct RectoFootnote *note;
    RectoLength baseline; /* of that line, below the box's top */
    guint order;          /* among all marks and links of the text */
} RectoCitation;

/* What stands again above a box that begins a page: the head of a table that goes on. An artifact as a whole. */
typedef struct {
    RectoFragment *fragment; /* origin as a box's */
    RectoLength height;      /* above the box */
} RectoVRepeat;

/* What a box holds, for those who look at the pages afterwards: recto check, --debug. */
typedef enum { RECTO_V_OTHER, RECTO_V_TEXT_LINE, RECTO_V_HEADING_LINE } RectoVContent;

typedef struct {
    RectoVContent content;
    guint number, of;        /* lines: which one of its paragraph, from 1, and of how many */
    RectoLength left, width; /* text line: of its measure, from the column's left edge */
    int space;               /* its word spaces, per mille of their width; 0: as they are, or none */
} RectoVLine;

typedef struct {
    RectoVKind kind;
    RectoLength height; /* BOX, GLUE */
    int penalty;        /* PENALTY: cost of breaking here, −10000 … 10000 */
    gboolean grid;      /* BOX */
    RectoFragment *fragment;
    RectoLength bridged;                /* BOX: grounds and bars in its fragment begin so far above it, at the end of
                                           the box before; nothing is to be bridged where it begins a page or column */
    GPtrArray *margin;                  /* BOX: of RectoMarginNote*, or NULL */
    GArray *cites;                      /* BOX: of RectoCitation, footnotes cited in it that are not set yet; or NULL */
    GPtrArray *notes;                   /* BOX: of RectoVList*, footnotes whose marks stand in it, or NULL */
    gint heading;                       /* BOX: index of the heading whose first line it is, else −1 */
    const char *dest;                   /* BOX: destination at its top, or NULL */
    gboolean floats;                    /* BOX: may stand later than written */
    RectoLength space;                  /* floating BOX: what of the glue above, and as much below, goes with it */
    gboolean barrier;                   /* BOX: no figure floats past it */
    const RectoVRepeat *repeat;         /* BOX: the list's, or NULL */
    RectoLength margin_from, margin_to; /* BOX: what its fragment takes of the margin column (a caption, a wide
                                           picture), below its top; equal: nothing. Margin notes keep clear of it */
    RectoVLine line;                    /* BOX */
    RectoColumnMode columns;            /* BOX */
    RectoLength x; /* BOX: of its origin, of the first column where there are two, from the text column's left edge */
    RectoSpan span;
} RectoVItem;

/* Spare boxes of a paragraph, in a row; n 0: there is no such way. */
typedef struct {
    guint item, n;
    int cost;
} RectoVAlternative;

/* A paragraph that may be set a line shorter, or longer, where that mends a page. All its lines are as high as a unit
 * of the grid, and nothing hangs on them. */
typedef struct {
    guint first, n; /* its boxes as it is best set: the first item, how many */
    RectoVAlternative shorter, longer;
} RectoVVariation;

typedef struct {
    GArray *items;              /* of RectoVItem */
    GPtrArray *repeats;         /* of RectoVRepeat* */
    GArray *choices;            /* of RectoVVariation, in order */
    RectoLength pitch;          /* of columns, where some boxes stand in two; else 0 */
    RectoColumnMode columns;    /* of boxes that are added, */
    RectoLength x;              /* and where their origin is */
    const RectoVRepeat *before; /* of the box before the first, where the list is a part of one; or NULL */
} RectoVList;

RectoVList *recto_vlist_new(void);
void recto_vlist_free(RectoVList *list); /* frees fragments and notes too */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoVList, recto_vlist_free)

/* Takes over `fragment`. The pointer is valid until the next addition. */
RectoVItem *recto_vlist_add_box(RectoVList *list, RectoFragment *fragment, RectoLength height, gboolean grid,
                                RectoSpan span);
void recto_vlist_add_glue(RectoVList *list, RectoLength height);
void recto_vlist_add_penalty(RectoVList *list, int penalty);

/* Registers what is repeated (taken over) for the boxes that point to it. */
const RectoVRepeat *recto_vlist_add_repeat(RectoVList *list, RectoFragment *fragment, RectoLength height);

/* Adds a spare box (takes over `fragment`); its index. */
guint recto_vlist_add_spare(RectoVList *list, RectoFragment *fragment, RectoLength height, RectoSpan span);

/* Takes the items from `first` on out of a list, as one of their own; what is repeated stays with the one they were in,
 * which must live as long. The caller's. */
RectoVList *recto_vlist_split(RectoVList *list, guint first);

/* Records that a box cites a footnote. */
void recto_vlist_add_citation(RectoVItem *box, RectoCitation citation);

/* Whether nothing hangs on the first `n` boxes from item `first` on: no note, no destination. Those of another way to
 * set their paragraph would not have it. */
gboolean recto_vlist_is_bare(const RectoVList *list, guint first, guint n);

/* Hangs a note (g_new, taken over) on a box, after those whose `order` is not higher. */
void recto_vlist_add_margin(RectoVItem *box, RectoMarginNote *note);
