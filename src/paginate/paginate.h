/* Pagination: a chapter's vertical list → pages, all breaks chosen at once (dynamic programming over the feasible
 * breaks; Plass 1981; Mittelbach 2019). Knows boxes, glue and penalties only.
 *
 * Between two boxes is a joint: its gap is the sum of the glue there, its cost the sum of the penalties, whatever their
 * order. A page may end at every joint; one forced penalty forces it, else one of 10000 forbids it (unless nothing else
 * is possible: a stretch without any joint that is longer than a page is broken where it hurts least). At a break the
 * whole gap vanishes. What stands before the first box and after the last counts for nothing, so no page is empty.
 *
 * A box with a repeat that is parted from one before it with the same repeat has that above it (unless only the box
 * itself fits the page).
 *
 * A box that floats stands where it is written, or at the top of a later page: each page first takes as many of those
 * that wait as it holds, and from the first on that it leaves waiting all of its page wait. The joints around a box
 * that has left its place become one. Every page that one waits costs RECTO_FLOAT_LATE.
 *
 * Footnotes stand at the foot of the page where the box stands that they hang on. The last of them may go on at the
 * foot of the next page, at a joint of its own that is not forbidden: as much of it as fits stands here, at least up to
 * its first such joint. That costs RECTO_NOTE_CUT a page, and RECTO_NOTES_ALONE
 * one that holds nothing else though there is text (only where no text may stand with it). Where one
 * only goes on, neither begins nor ends, the text takes half of the page or up to RECTO_HALF_LINES units less.
 * Footnotes that go on stand before those of the page.
 *
 * Grid boxes are lowered to the next whole unit below the text top. A page is never fuller than its depth but by a box
 * that is taller than a whole page: then it stands alone, reported (too-tall).
 *
 * A page that ends with a line of text off the grid has the first gap behind its last box on the grid raised, so that
 * this line stands on it: the depth that is used counts in whole units.
 *
 * A paragraph of which there are other ways (RectoVVariation) may be set a line shorter or longer when it stands on a
 * page as a whole; of a page at most two are, all in the same direction, and each at its cost. Shorter ones only make
 * room for what there was none for, longer ones fill a page up or lengthen the last; where pages stand beside each
 * other, they may also make a page end like another, as long as it leaves at most RECTO_MOST_UNEQUAL lines.
 *
 * A list with a pitch has boxes that stand in two columns (RECTO_V_COLUMN). From where they begin to where they end,
 * all columns are broken at once, as pages are; those of the last page are made as low as the rules allow, and what
 * follows stands below. Footnotes of a column stand at its foot. Figures do not float there.
 *
 * Cost of a page: that of the joint it ends with, plus the square of the depth that it leaves empty, in units, times
 * RECTO_EMPTY_BEFORE_GAP where the text pauses (the joint has a gap), times RECTO_EMPTY_IN_TEXT where it runs on: white
 * before a heading looks meant, white amid a paragraph does not. A page that ends with a forced break may be short for
 * nothing, and so may the last; but what the last page (of several) lacks to `last_lines` costs RECTO_EMPTY_AT_END
 * times its square. Where pages stand beside each other, the square of the difference in lines that one and the next
 * leave empty costs RECTO_UNEQUAL, unless one ends where it must or leaves more than RECTO_MOST_UNEQUAL. All those
 * beside each other may be a line longer, for RECTO_LONGER: the first and the others fill that line, or end where they
 * must (but the first). Costs are integers. Time grows with boxes times boxes a page. */
#pragma once

#include "flow/vertical_list.h"

#define RECTO_EMPTY_BEFORE_GAP 20
#define RECTO_EMPTY_IN_TEXT    50
#define RECTO_EMPTY_AT_END     200
#define RECTO_FLOAT_LATE       150
#define RECTO_NOTE_CUT         200
#define RECTO_NOTES_ALONE      500
#define RECTO_UNEQUAL          60
#define RECTO_MOST_UNEQUAL     6
#define RECTO_LONGER           120
#define RECTO_HALF_LINES       3

typedef struct {
    RectoLength first_depth; /* text depth of the first page, a whole number of units */
    RectoLength depth;       /* of all others */
    RectoLength unit;
    int last_lines;         /* fewest units that the last page should hold when there are several */
    RectoLength notes_gap;  /* room for the separator above the footnotes of a page */
    guint alike;            /* as many pages stand beside each other and should end alike: 2 in a book that lies open */
    guint begins;           /* place of the first page among them, from 0 */
    gboolean may_be_longer; /* they may, all of them, have a line more */
    guint first_pages;      /* as many have the first depth; 0: one */
} RectoPageShape;

typedef struct {
    guint item;                 /* index in the list */
    RectoLength y;              /* of the box's top below the text top */
    const RectoVRepeat *repeat; /* stands right above it, or NULL */
    RectoLength x;              /* of its origin, from the text column's left edge */
} RectoPlacedBox;

/* A box of a footnote. */
typedef struct {
    const RectoVList *list;
    guint item;
    RectoLength y;  /* of its top below the top of the page's footnotes */
    gboolean heads; /* the separator stands above it */
    RectoLength x;
    RectoColumnMode columns; /* it stands in a column of two, or over the page's width */
} RectoPlacedNote;

typedef struct {
    GArray *boxes;            /* of RectoPlacedBox, from top to bottom */
    GArray *notes;            /* of RectoPlacedNote, in order; they end with the depth */
    RectoLength depth;        /* that the page had */
    RectoLength filled;       /* used by boxes */
    RectoLength notes_height; /* of the notes, without the gap above them; 0: none */
    gint64 cost;
} RectoPlacedPage;

/* GPtrArray of RectoPlacedPage*, at least one page, freed with g_ptr_array_unref(). */
GPtrArray *recto_paginate(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics);

/* Height of a list set solid, as footnotes are: all its boxes and the glue between them. */
RectoLength recto_vlist_height(const RectoVList *list);
