/* Pagination: divides a chapter's vertical list into pages and chooses all breaks at once (dynamic programming over
 * the feasible breaks; Plass 1981; Mittelbach 2019). It handles only boxes, glue and penalties.
 *
 * A breakpoint lies between two boxes. Its gap is the sum of the glue there, and its cost is the sum of the
 * penalties, in any order. A page may end at every breakpoint. One forced penalty forces a break; otherwise one
 * penalty of 10000 forbids it. If a section without any permitted breakpoint is longer than a page, it is broken at
 * the lowest cost. At a break the whole gap vanishes. Glue and penalties before the first box and after the last one
 * are ignored, so no page is empty.
 *
 * If a break separates a box with a repeat from an earlier box with the same repeat, the repeat is placed above the
 * box (unless only the box itself fits on the page).
 *
 * A floating box is placed where it is written, or at the top of a later page. Each page first takes as many of the
 * waiting boxes as fit. From the first box that it leaves waiting, all later floats of the page wait, too. The
 * breakpoints around a box that has floated away become one. Every page by which a box is late costs
 * RECTO_FLOAT_LATE.
 *
 * Footnotes are placed at the bottom of the page that contains the box to which they are attached. The last of them
 * may continue at the bottom of the next page, at a permitted breakpoint of its own. The page gets as much of it as
 * fits, at least up to its first such breakpoint. Each page break within a footnote costs RECTO_NOTE_CUT. A page of
 * only footnotes costs RECTO_NOTES_ALONE if text remains; such a page is used only where no text is allowed with the
 * notes. On a page where a footnote neither begins nor ends, the text takes half of the page or up to
 * RECTO_HALF_LINES units less. The rest of a footnote comes before the footnotes of the page.
 *
 * Grid boxes move down to the next whole unit below the text top. A page never exceeds its depth, except for a box
 * that is taller than a whole page: that box is placed alone and reported (too-tall).
 *
 * If a page ends with a line of text off the grid, the first gap after its last box on the grid is raised, so that
 * the line moves onto the grid. The used depth therefore counts in whole units.
 *
 * A paragraph with variations (RectoVVariation) may be set a line shorter or longer if the whole paragraph is on one
 * page. At most two paragraphs of a page vary, both in the same direction, and each at its cost. Shorter paragraphs
 * only make room for content that does not fit otherwise. Longer ones fill a page or lengthen the last one. With
 * facing pages they may also make a page end like another one, as long as it leaves at most RECTO_MOST_UNEQUAL lines
 * empty.
 *
 * A list with a pitch contains boxes in two columns (RECTO_V_COLUMN). All columns of such a section are broken at
 * once, like pages. The columns of the last page are as short as the rules allow, and the content after the section
 * follows below them. Footnotes of a column are placed at its bottom. Figures do not float in columns.
 *
 * Cost of a page: the cost of the breakpoint at its end, plus the square of the empty depth, in units, times a
 * factor. The factor is RECTO_EMPTY_BEFORE_GAP if the breakpoint has a gap, and RECTO_EMPTY_IN_TEXT if the text
 * continues, because white before a heading looks intended and white within a paragraph does not. A page that ends
 * with a forced break may be short at no cost, and so may the last page. If there are several pages, the depth that
 * the last page lacks to `last_lines` costs RECTO_EMPTY_AT_END times its square. For facing pages, the square of the
 * difference in empty lines costs RECTO_UNEQUAL, unless one of them has a forced end or leaves more than
 * RECTO_MOST_UNEQUAL lines. All facing pages may be one line longer for RECTO_LONGER. Then each page must fill that
 * line; every page except the first may instead have a forced end. Costs are integers. The time grows with the number
 * of boxes times the boxes per page. */
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
    RectoLength depth;       /* text depth of all other pages */
    RectoLength unit;
    int last_lines;         /* minimum length of the last page, in units, if there are several pages */
    RectoLength notes_gap;  /* room for the separator above the footnotes of a page */
    guint alike;            /* number of facing pages that should end alike: 2 in an open book */
    guint begins;           /* position of the first page among the facing pages, from 0 */
    gboolean may_be_longer; /* all facing pages together may be one line longer */
    guint first_pages;      /* number of pages that have the first depth; 0 means 1 */
} RectoPageShape;

typedef struct {
    guint item;                 /* index in the list */
    RectoLength y;              /* offset of the box top from the text top */
    const RectoVRepeat *repeat; /* repeated box directly above it, or NULL */
    RectoLength x;              /* offset of the origin from the left edge of the text column */
} RectoPlacedBox;

/* A box of a footnote. */
typedef struct {
    const RectoVList *list;
    guint item;
    RectoLength y;  /* offset of the top from the top of the page's footnotes */
    gboolean heads; /* the separator is above it */
    RectoLength x;
    RectoColumnMode columns; /* whether the note is in one of two columns, or uses the full width */
} RectoPlacedNote;

typedef struct {
    GArray *boxes;            /* of RectoPlacedBox, from top to bottom */
    GArray *notes;            /* of RectoPlacedNote, in order; the last one ends at the page depth */
    RectoLength depth;        /* depth of the page */
    RectoLength filled;       /* depth used by boxes */
    RectoLength notes_height; /* height of the notes, without the gap above them; 0 if there are none */
    gint64 cost;
} RectoPlacedPage;

/* Paginates a list. Returns a GPtrArray of RectoPlacedPage* with at least one page; free it with g_ptr_array_unref().
 * Reports boxes that are too tall. */
GPtrArray *recto_paginate(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics);

/* Returns the height of a list without page breaks, as used for footnotes: all its boxes and the glue between them. */
RectoLength recto_vlist_height(const RectoVList *list);
