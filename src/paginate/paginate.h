/* Pagination: a chapter's vertical list → pages, all breaks chosen at once (dynamic programming over the feasible breaks;
 * Plass 1981; Mittelbach 2019). Knows boxes, glue and penalties only.
 *
 * Glue and penalties after a break vanish. Grid boxes are lowered to the next unit. A page can't be fuller than its
 * depth but by a box that is taller than a whole page (then it stands alone, reported). Always ends: each page takes at least
 * one box. Costs are integers. */
#pragma once

#include "flow/list.h"

typedef struct {
    RectoLength first_depth; /* text depth of the first page, a whole number of units */
    RectoLength depth;       /* of all others */
    RectoLength unit;
    int last_lines;          /* fewest units that the last page should hold when there are several */
} RectoPageShape;

typedef struct {
    guint item;    /* index in the list */
    RectoLength y; /* of the box's top below the text top */
} RectoPlacedBox;

typedef struct {
    GArray *boxes;      /* of RectoPlacedBox, in order */
    RectoLength filled; /* depth used */
    int cost;
} RectoPlacedPage;

/* GPtrArray of RectoPlacedPage*, at least one page, freed with g_ptr_array_unref(). */
GPtrArray *recto_paginate(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics);
