/* What the files of paginate/ share: boxes with the joints between them, a page while it is filled, the search for the
 * best breaks. Not for other folders.
 *
 * The search goes over states: what a page begins with. A state is the first box that the text has not reached yet,
 * how many figures before it wait for a place, what is left of a footnote, and where pages
 * stand beside each other its place among them and how the page before it ended. Every page puts something somewhere,
 * so a state is reached only from states with less behind them: they are taken in that order, each once. */
#pragma once

#include "paginate/paginate.h"

/* Breaking where it is forbidden, or standing a box taller than the page, outweighs all else together. */
#define RECTO_COST_FORBIDDEN G_GINT64_CONSTANT(100000000000)
/* More boxes than any page holds; keeps lists of boxes without height from taking quadratic time. */
#define RECTO_MOST_BOXES 500
/* Figures that may wait at a time. */
#define RECTO_MOST_WAITING 4
/* Paragraphs of a page that may be set another way. */
#define RECTO_MOST_VARIED 2

/* A box of a footnote and the joint below it. */
typedef struct {
    const RectoVList *list;
    guint item;
    gint64 top, bottom; /* were all the footnotes of the chapter set below each other */
    gboolean forbidden;
} RectoNoteLine;

/* Lines of footnotes of one box, from the first up to, not including, the end; cut behind line `least` at the earliest,
 * so that each of them at least begins. */
typedef struct {
    guint first, end, least;
} RectoNoteRange;

/* A box and the joint below it. */
typedef struct {
    guint item;
    RectoLength height;
    RectoLength space; /* of a float */
    RectoNoteRange notes;
    gint64 gap; /* of the joint */
    int penalty;
    gboolean heading; /* a line of one */
    gboolean grid, floats, barrier, forced, forbidden;
    guint n_floats;                /* floats before it */
    const RectoVVariation *choice; /* of which it is the last box, or NULL */
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

/* Paragraphs of a page that may be set otherwise: what the cheapest cost. */
typedef struct {
    guint n;
    int cost[RECTO_MOST_VARIED];
} RectoVariationCosts;

typedef struct {
    gint64 y;            /* height of what stands there */
    gint64 notes;        /* of the footnotes but the last */
    RectoNoteRange tail; /* the last, or what is left of it: it may go on */
    guint n;             /* boxes */
    guint last;          /* box that was added last */
    gboolean text;       /* it is one in its place */
    guint first;         /* of those */
    RectoVariationCosts shorter, longer;
} RectoPageFill;

/* Where a box was put. */
typedef struct {
    gint64 y;
    const RectoVRepeat *repeat;
} RectoSpot;

void recto_boxes_init(RectoBoxes *boxes, const RectoVList *list, const RectoPageShape *shape);
void recto_boxes_clear(RectoBoxes *boxes);

/* Height of lines set below each other; 0 for none. */
gint64 recto_notes_height(const RectoBoxes *boxes, RectoNoteRange range);
/* Index of the first line of the last footnote that the page has no room for. */
guint recto_fill_cut(const RectoBoxes *boxes, const RectoPageFill *fill, RectoLength depth);
/* Depth that is taken when as little of the last footnote stands here as may. */
gint64 recto_page_fill_min(const RectoBoxes *boxes, const RectoPageFill *fill);
/* Whether they may go on on the next page with line `at`. */
gboolean recto_notes_may_cut(const RectoBoxes *boxes, RectoNoteRange range, guint at);
/* Depth that is taken when the footnotes are cut there. */
gint64 recto_fill_used(const RectoBoxes *boxes, const RectoPageFill *fill, guint cut);
/* Adds a box; `moved`: a figure that stands later than written. FALSE when the page would be too full; the first always
 * goes in. *ret_spot may be NULL. */
gboolean recto_fill_add(const RectoBoxes *boxes, RectoPageFill *fill, guint index, gboolean moved, RectoLength depth,
                        RectoSpot *ret_spot);

/* What a page begins with, and how the best page before it came to that. */
typedef struct {
    guint box, waiting;
    RectoNoteRange rest; /* of a footnote */
    gint64 cost;         /* least, of all pages before */
    gint from;           /* state that the page before begins with; −1: none */
    int varied;          /* lines that paragraphs of that page are longer in all than at their best */
    gint16 left;         /* lines that the page beside it left empty; −1: there is none, or it is no equal */
    guint8 place;        /* among those beside each other, from 0 */
    guint8 longer;       /* the pages before it, beside it, are a line longer: so must it be */
    guint page;          /* pages before, as far as they count: up to shape->first_pages */
    guint put_off;       /* from this box on, floats of that page wait; n_boxes: none does */
    gint same_rank;      /* next state with as much behind it, or −1 */
} RectoBreakState;

void recto_variation_costs_add(RectoVariationCosts *vary, const RectoVAlternative *way);
/* Cost of making the paragraphs of a page so many lines longer, or shorter; forbidden when they can't be. */
gint64 recto_vary_cost(const RectoPageFill *fill, int lines);
/* How much more than its depth a page may hold before its paragraphs are made shorter, or it is made longer. */
RectoLength recto_vary_slack(const RectoBoxes *boxes);

/* States of the best way from the first box to the end, in order (GArray of RectoBreakState); the caller unrefs. */
GArray *recto_search(const RectoBoxes *boxes);
/* Depth of the page that begins with a state, unless it is the first of some that are longer. */
RectoLength recto_search_depth(const RectoBoxes *boxes, const RectoBreakState *state);
/* Depth of the page between two states. */
RectoLength recto_search_page_depth(const RectoBoxes *boxes, const RectoBreakState *first, const RectoBreakState *next);
/* Figures that wait at a page's start and find room at its top; returns how many. `ret_spots` of them or NULL. */
guint recto_fill_waiting(const RectoBoxes *boxes, RectoPageFill *fill, const RectoBreakState *state,
                         RectoSpot *ret_spots);
/* Cost of a page between two states that is filled so. */
gint64 recto_search_page_cost(const RectoBoxes *boxes, const RectoPageFill *fill, const RectoBreakState *first,
                              const RectoBreakState *next);
/* An empty page that begins with a state. */
RectoPageFill recto_fill_begin(const RectoBreakState *state);
