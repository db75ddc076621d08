/* Computes the cost of one line, and finds the points between which a line is possible. The inner part of breaker.h. */
#pragma once

#include "text/breaker.h"

/* Where a line can end, with sums over the row up to it. Point 0 is the start of the paragraph. */
typedef struct {
    guint32 item;
    guint32 plain;        /* the last point before this one that needs no added hyphen */
    gint64 end, end_glue; /* sums of all items before the break */
    gint64 end_flex, end_room;
    gint64 begin, begin_glue; /* the same up to the first box after it */
    gint64 begin_flex, begin_room;
    RectoLength extra, right; /* additional widths of a line that ends here */
    RectoLength left, change; /* additional widths of a line that begins here */
    gint32 penalty;
    guint8 hyphen, added, forced, last;
} RectoBreakPoint;

typedef struct {
    const RectoBreakSetting *set;
    RectoBreakPoint *points;
    guint32 n_points;
    RectoLength right_max; /* no mark stands out further */
} RectoBreaker;

/* Lines are tight, normal, open or loose; neighbours that differ by more than one step look uneven. */
enum { RECTO_FITNESS_TIGHT, RECTO_FITNESS_NORMAL, RECTO_FITNESS_OPEN, RECTO_FITNESS_LOOSE, RECTO_FITNESS_MAX };

#define RECTO_ADJACENCY_COST 20000
#define RECTO_ADJACENCY_MAX  (4 * RECTO_ADJACENCY_COST)

typedef struct {
    gint64 cost;
    guint8 fitness;
    RectoBreakLine line;
} RectoLineCost;

void recto_breaker_init(RectoBreaker *breaker, const RectoBreakItem *items, guint n_items,
                        const RectoBreakSetting *set);
void recto_breaker_clear(RectoBreaker *breaker);

/* FALSE when a line between the points is not feasible. */
gboolean recto_line_cost(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to,
                         RectoLineCost *ret);

/* For a line that is too wide and can't be helped. */
void recto_overfull_cost(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to,
                         RectoLineCost *ret);

/* Whether no line from `from` to a later point than `to` can fit. */
gboolean recto_line_is_full(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to);

gint64 recto_adjacency_cost(guint8 above, guint8 below);

/* Of the `count`-th hyphen in a row; -1 when that many are not allowed. */
gint64 recto_ladder_cost(const RectoBreaker *breaker, guint count);
