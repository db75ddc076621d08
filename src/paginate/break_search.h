/* Private declarations of the folder paginate/: boxes with the breakpoints between them, a page during filling, and
 * the search for the best breaks.
 *
 * The search goes over states. A state describes the start of a page: the first box that the text has not reached
 * yet, the number of figures before it that wait for room, and the rest of a footnote. If pages face each other, it
 * also contains the page's position among them and the end of the page before it. Every page places something, so a
 * state is reached only from states with less content before them. The search visits them in that order, each once. */
#pragma once

#include "paginate/paginate.h"

/* Cost of a forbidden break, or of a box taller than the page; exceeds any sum of other costs. */
#define RECTO_COST_FORBIDDEN G_GINT64_CONSTANT(100000000000)
/* More boxes than any page holds; keeps lists of boxes without height from taking quadratic time. */
#define RECTO_MOST_BOXES 500
/* Maximum number of figures that wait at the same time. */
#define RECTO_MOST_WAITING 4
/* Maximum number of paragraphs on a page that may be set in another way. */
#define RECTO_MOST_VARIED 2

/* A box of a footnote and the breakpoint below it. */
typedef struct {
    const RectoVList *list;
    guint item;
    gint64 top, bottom; /* position if all footnotes of the chapter are placed below each other */
    gboolean forbidden;
} RectoNoteLine;

/* Lines of the footnotes of one box, from `first` up to but not including `end`. A page break is possible after line
 * `least` at the earliest, so that each of the footnotes begins on the page. */
typedef struct {
    guint first, end, least;
} RectoNoteRange;

/* A box and the breakpoint below it. */
typedef struct {
    guint item;
    RectoLength height;
    RectoLength space; /* space around a float */
    RectoNoteRange notes;
    gint64 gap; /* gap at the breakpoint */
    int penalty;
    gboolean heading; /* the box is a line of a heading */
    gboolean grid, floats, barrier, forced, forbidden;
    guint n_floats;                /* number of floats before the box */
    const RectoVVariation *choice; /* variation of the paragraph that ends with this box, or NULL */
    const RectoVRepeat *repeat;
} RectoBoxJoint;

typedef struct {
    const RectoVList *list;
    const RectoPageShape *shape;
    RectoBoxJoint *boxes;
    guint n_boxes;
    guint *floats; /* indices of the boxes that float */
    guint n_floats;
    GArray *lines; /* of RectoNoteLine */
} RectoBoxes;

/* Cheapest costs of paragraphs on the page that may be set in another way. */
typedef struct {
    guint n;
    int cost[RECTO_MOST_VARIED];
} RectoVariationCosts;

typedef struct {
    gint64 y;            /* height of the boxes placed so far */
    gint64 notes;        /* height of all footnotes except the last one */
    RectoNoteRange tail; /* last footnote, or the rest of it; it may continue on the next page */
    guint n;             /* number of boxes */
    guint last;          /* box that was added last */
    gboolean text;       /* the last box is text that has not floated */
    guint first;         /* first box of the text */
    RectoVariationCosts shorter, longer;
} RectoPageFill;

/* Position of a placed box. */
typedef struct {
    gint64 y;
    const RectoVRepeat *repeat;
} RectoSpot;

void recto_boxes_init(RectoBoxes *boxes, const RectoVList *list, const RectoPageShape *shape);
void recto_boxes_clear(RectoBoxes *boxes);

/* Returns the height of footnote lines placed below each other, or 0 if there are none. */
gint64 recto_notes_height(const RectoBoxes *boxes, RectoNoteRange range);
/* Returns the index of the first line of the last footnote for which the page has no room. */
guint recto_fill_cut(const RectoBoxes *boxes, const RectoPageFill *fill, RectoLength depth);
/* Returns the used depth with as few lines of the last footnote on the page as permitted. */
gint64 recto_page_fill_min(const RectoBoxes *boxes, const RectoPageFill *fill);
/* Returns TRUE if the footnotes may continue on the next page with line `at`. */
gboolean recto_notes_may_cut(const RectoBoxes *boxes, RectoNoteRange range, guint at);
/* Returns the used depth if the footnotes are cut at `cut`. */
gint64 recto_fill_used(const RectoBoxes *boxes, const RectoPageFill *fill, guint cut);
/* Adds a box; `moved` is TRUE for a figure that is placed later than written. Returns FALSE if the page has no room;
 * the first box is always added. `ret_spot` may be NULL. */
gboolean recto_fill_add(const RectoBoxes *boxes, RectoPageFill *fill, guint index, gboolean moved, RectoLength depth,
                        RectoSpot *ret_spot);

/* The start of a page, and the best sequence of pages that leads to it. */
typedef struct {
    guint box, waiting;
    RectoNoteRange rest; /* rest of a footnote */
    gint64 cost;         /* minimum cost of all pages before */
    gint from;           /* state at the start of the page before, or −1 */
    int varied;     /* number of lines by which the paragraphs of that page are longer in total than at their best */
    gint16 left;    /* number of lines that the facing page left empty, or −1 if there is none to compare with */
    guint8 place;   /* position among facing pages, from 0 */
    guint8 longer;  /* the facing pages before it are one line longer, so this page must be longer too */
    guint page;     /* number of pages before, counted only up to shape->first_pages */
    guint put_off;  /* first box from which the floats of that page wait, or n_boxes if none waits */
    gint same_rank; /* next state with the same number of boxes before it, or −1 */
} RectoBreakState;

void recto_variation_costs_add(RectoVariationCosts *vary, const RectoVAlternative *way);
/* Returns the cost of making the paragraphs of a page longer or shorter by `lines` lines. The cost is forbidden if
 * that is impossible. */
gint64 recto_vary_cost(const RectoPageFill *fill, int lines);
/* Returns the distance by which a page may exceed its depth before its paragraphs are shortened or the page is
 * lengthened. */
RectoLength recto_vary_slack(const RectoBoxes *boxes);

/* Returns the states of the best solution from the first box to the end, in order (GArray of RectoBreakState); the
 * caller unrefs. */
GArray *recto_search(const RectoBoxes *boxes);
/* Returns the depth of the page that begins with a state, unless it is the first of several pages that are longer. */
RectoLength recto_search_depth(const RectoBoxes *boxes, const RectoBreakState *state);
/* Returns the depth of the page between two states. */
RectoLength recto_search_page_depth(const RectoBoxes *boxes, const RectoBreakState *first, const RectoBreakState *next);
/* Places the figures that wait at a page's start and fit at its top. Returns their number. `ret_spots` gets their
 * positions or is NULL. */
guint recto_fill_waiting(const RectoBoxes *boxes, RectoPageFill *fill, const RectoBreakState *state,
                         RectoSpot *ret_spots);
/* Returns the cost of a page between two states with the given filling. */
gint64 recto_search_page_cost(const RectoBoxes *boxes, const RectoPageFill *fill, const RectoBreakState *first,
                              const RectoBreakState *next);
/* Returns an empty page that begins with a state. */
RectoPageFill recto_fill_begin(const RectoBreakState *state);
