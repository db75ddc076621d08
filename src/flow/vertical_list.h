/* The vertical list: flow/ creates it from the document, and paginate/ breaks it into pages. Its items are boxes, glue
 * and penalties, as in Plass, "Optimal pagination techniques for automatic typesetting systems" (1981), and in TeX.
 * Each chapter is one list and begins on a new page. A box is a line, a rule or an image: a fragment whose origin is
 * the box's top at the text column's left edge. paginate/ never inspects the fragment. Heights are totals: box i+1
 * starts where box i ends.
 *
 * Floats: a figure is placed where it was written unless that leaves a gap. Otherwise, the content after it moves up to
 * fill the page, and the figure is placed at the top of the next page. Figures keep their order, and none passes a
 * heading, a box with `barrier` or a forced break.
 *
 * Grid: a box with `grid` starts a whole number of units below the text top. The paginator increases the gap above it
 * as needed, so blocks whose height is not a whole number of units are filled up. */
#pragma once

#include "page/item.h"

#define RECTO_VPENALTY_NEVER 10000
#define RECTO_VPENALTY_FORCE (-10000)

/* Column mode of a box: in a single column, across both columns of a two-column text, or in one of them. */
typedef enum { RECTO_V_TEXT, RECTO_V_SPAN, RECTO_V_COLUMN } RectoColumnMode;

/* RECTO_V_ALTERNATE_BOX: a box of a paragraph alternative (RectoVVariation); it is ignored at its position in the
 * list. */
typedef enum { RECTO_V_BOX, RECTO_V_GLUE, RECTO_V_PENALTY, RECTO_V_ALTERNATE_BOX } RectoVKind;

/* A margin note anchored to a line of a box. */
typedef struct {
    RectoFragment *fragment; /* origin: left edge of the margin column, baseline of the first line at y = 0 */
    RectoLength ascent;      /* extent of the first line above that baseline */
    RectoLength descent;     /* extent of the last line below the first baseline */
    RectoLength y;           /* preferred position of the first baseline, below the box's top */
    guint order;             /* order of its reference or link in the text; the notes of a box are sorted by it */
    const char *key;         /* margin link: a key is printed only once per page */
    const char *words;       /* the link's words and its whole URL, for the list on the back page */
    const char *address;
    gboolean cut;                 /* TRUE if the URL was cut, so that it is also printed in the list on the back page */
    const struct RectoNode *node; /* node of a footnote or sidenote, which must be placed somewhere; else NULL */
} RectoMarginNote;

/* A footnote that a line of a box cites. Its text is set after the line's block. */
typedef struct {
    struct RectoFootnote *note;
    RectoLength baseline; /* baseline of that line, below the box's top */
    guint order;          /* order among all footnote references and links of the text */
} RectoCitation;

/* Content repeated above a box that begins a page: the header row of a table that continues. All of it is an
 * artifact. */
typedef struct {
    RectoFragment *fragment; /* origin as for a box */
    RectoLength height;      /* height above the box */
} RectoVRepeat;

/* The content of a box, for later checks of the pages: recto check, --debug. */
typedef enum { RECTO_V_OTHER, RECTO_V_TEXT_LINE, RECTO_V_HEADING_LINE } RectoVContent;

typedef struct {
    RectoVContent content;
    guint number, of;        /* lines: index in its paragraph, from 1, and number of lines of the paragraph */
    RectoLength left, width; /* text line: offset from the column's left edge, and line length */
    int space;               /* deviation of its word spaces, per mille of their width; 0: none */
} RectoVLine;

typedef struct {
    RectoVKind kind;
    RectoLength height; /* for BOX and GLUE */
    int penalty;        /* PENALTY: cost of a break here, −10000 … 10000 */
    gboolean grid;      /* BOX: align to the grid */
    RectoFragment *fragment;
    RectoLength bridged; /* BOX: height by which the backgrounds and bars in its fragment extend above it, to the end of
                            the previous box; they are cut if the box begins a page or column */
    GPtrArray *margin;   /* BOX: RectoMarginNote *, or NULL */
    GArray *cites;       /* BOX: RectoCitation: footnotes cited in it that are not set yet; or NULL */
    GPtrArray *notes;    /* BOX: RectoVList *: footnotes whose references are in it, or NULL */
    gint heading;        /* BOX: index of the heading whose first line it is, else −1 */
    const char *dest;    /* BOX: destination at its top, or NULL */
    gboolean floats;     /* BOX: may be placed later than written */
    RectoLength space;   /* floating BOX: the part of the glue above, and an equal height below, that moves with it */
    gboolean barrier;    /* BOX: no figure floats past it */
    const RectoVRepeat *repeat;         /* BOX: content repeated above it, owned by the list, or NULL */
    RectoLength margin_from, margin_to; /* BOX: range of the margin column that its fragment occupies (a caption, a wide
                                           image), below its top; equal values: none. Margin notes avoid it */
    RectoVLine line;                    /* for BOX */
    RectoColumnMode columns;            /* for BOX */
    RectoLength
        x; /* BOX: x position of its origin, from the left edge of the text column (with two columns, of the first) */
    RectoSpan span;
} RectoVItem;

/* A contiguous series of alternate boxes of a paragraph; n is 0 if there is no such alternative. */
typedef struct {
    guint item, n;
    int cost;
} RectoVAlternative;

/* A paragraph that may be set one line shorter or longer to improve a page. All its lines have the height of a grid
 * unit, and no notes or destinations are attached to them. */
typedef struct {
    guint first, n; /* boxes of its best setting: first item and number */
    RectoVAlternative shorter, longer;
} RectoVVariation;

typedef struct {
    GArray *items;              /* RectoVItem, by value */
    GPtrArray *repeats;         /* RectoVRepeat *, owned */
    GArray *choices;            /* RectoVVariation, in order */
    RectoLength pitch;          /* distance between the columns if some boxes are in two columns; else 0 */
    RectoColumnMode columns;    /* column mode of boxes that are added */
    RectoLength x;              /* x position of the origin of boxes that are added */
    const RectoVRepeat *before; /* for a part of another list: content repeated by the box before the first, or NULL */
} RectoVList;

RectoVList *recto_vlist_new(void);
void recto_vlist_free(RectoVList *list); /* also frees fragments and notes */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoVList, recto_vlist_free)

/* Adds a box. Takes ownership of `fragment`. The returned pointer is valid until the next addition. */
RectoVItem *recto_vlist_add_box(RectoVList *list, RectoFragment *fragment, RectoLength height, gboolean grid,
                                RectoSpan span);
void recto_vlist_add_glue(RectoVList *list, RectoLength height);
void recto_vlist_add_penalty(RectoVList *list, int penalty);

/* Registers repeated content for the boxes that refer to it. Takes ownership of `fragment`. */
const RectoVRepeat *recto_vlist_add_repeat(RectoVList *list, RectoFragment *fragment, RectoLength height);

/* Adds an alternate box. Takes ownership of `fragment`. Returns its index. */
guint recto_vlist_add_spare(RectoVList *list, RectoFragment *fragment, RectoLength height, RectoSpan span);

/* Moves the items from `first` on into a new list, which the caller owns. Repeated content stays with the old list,
 * which must live as long as the new one. */
RectoVList *recto_vlist_split(RectoVList *list, guint first);

/* Records that a box cites a footnote. */
void recto_vlist_add_citation(RectoVItem *box, RectoCitation citation);

/* Returns TRUE if nothing is attached to the first `n` boxes from item `first` on: no note, no destination.
 * Alternatives of their paragraph would lose it. */
gboolean recto_vlist_is_bare(const RectoVList *list, guint first, guint n);

/* Attaches a note (allocated with g_new; takes ownership) to a box, after the notes whose `order` is not higher. */
void recto_vlist_add_margin(RectoVItem *box, RectoMarginNote *note);
