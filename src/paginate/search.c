#include "paginate/search.h"

#define COST_UNKNOWN G_MAXINT64

typedef struct {
    const RectoBoxes *boxes;
    GArray *states; /* of RectoBreakState */
    gint *rank;     /* first state of so many boxes placed, or −1 */
} Search;

static RectoBreakState *state_at(const Search *search, gint index)
{
    return &g_array_index(search->states, RectoBreakState, index);
}

static guint rank_of(guint box, guint waiting)
{
    return box - waiting;
}

RectoLength recto_search_depth(const RectoBoxes *boxes, const RectoBreakState *state)
{
    return rank_of(state->box, state->waiting) == 0 ? boxes->shape->first_depth : boxes->shape->depth;
}

static gint64 cost_of_white(const RectoBoxes *boxes, gint64 length, gint64 weight)
{
    gint64 unit = MAX(boxes->shape->unit, 1);
    return length <= 0 ? 0 : (weight * length * length + unit * unit / 2) / (unit * unit);
}

gint64 recto_search_page_cost(const RectoBoxes *boxes, const RectoFill *fill, const RectoBreakState *first, guint last,
                              guint waiting)
{
    gint64 length = recto_fill_used(boxes, fill), depth = recto_search_depth(boxes, first);
    gint64 cost = (length > depth ? RECTO_COST_FORBIDDEN : 0) + (gint64)waiting * RECTO_FLOAT_LATE;
    /* A page of nothing but figures ends where it likes. */
    if (last == boxes->n_boxes && first->box < boxes->n_boxes)
        return cost + cost_of_white(boxes, depth - length, RECTO_EMPTY_BEFORE_GAP);
    gboolean end = !waiting && (last == boxes->n_boxes || last + 1 == boxes->n_boxes);
    if (end) {
        gint64 wanted = first->box ? (gint64)boxes->shape->last_lines * boxes->shape->unit : 0;
        return cost + cost_of_white(boxes, MIN(wanted, depth) - length, RECTO_EMPTY_AT_END);
    }
    if (last == boxes->n_boxes)
        return cost;
    const RectoBoxJoint *joint = &boxes->boxes[last];
    if (joint->forced)
        return cost;
    gint64 weight = joint->gap > 0 ? RECTO_EMPTY_BEFORE_GAP : RECTO_EMPTY_IN_TEXT;
    return cost + (joint->forbidden ? RECTO_COST_FORBIDDEN : joint->penalty) +
           cost_of_white(boxes, depth - length, weight);
}

static RectoBreakState *find_state(Search *search, guint box, guint waiting)
{
    gint *link = &search->rank[rank_of(box, waiting)];
    for (gint i = *link; i >= 0; i = state_at(search, i)->same_rank)
        if (state_at(search, i)->box == box && state_at(search, i)->waiting == waiting)
            return state_at(search, i);
    RectoBreakState state = {box, waiting, COST_UNKNOWN, -1, 0, *link};
    *link = (gint)search->states->len;
    g_array_append_val(search->states, state);
    return state_at(search, *link);
}

/* A page from a state, filled so, leaves `waiting` figures behind and goes on with box `next`. */
static void offer(Search *search, gint from, const RectoFill *fill, guint last, guint next, guint waiting,
                  guint put_off)
{
    RectoBreakState first = *state_at(search, from);
    gint64 cost = first.cost + recto_search_page_cost(search->boxes, fill, &first, last, waiting);
    RectoBreakState *state = find_state(search, next, waiting);
    /* At equal cost the longer last page, hence fewer pages. */
    if (cost >= state->cost)
        return;
    state->cost = cost;
    state->from = from;
    state->put_off = put_off;
}

/* Text below the figures at the top, `waiting` of which found no room; from box `put_off` on floats wait. Returns the
 * box that the page had no room for. */
static guint try_text(Search *search, gint from, const RectoFill *top, guint waiting, guint put_off)
{
    const RectoBoxes *boxes = search->boxes;
    const RectoBreakState first = *state_at(search, from);
    RectoLength depth = recto_search_depth(boxes, &first);
    RectoFill fill = *top;
    guint i = first.box;
    for (; i < boxes->n_boxes; i++) {
        const RectoBoxJoint *box = &boxes->boxes[i];
        if (box->floats && i >= put_off) {
            if (box->barrier || waiting >= RECTO_MOST_WAITING)
                break;
            waiting++;
            continue;
        }
        if (((box->barrier || box->forced) && waiting) || !recto_fill_add(boxes, &fill, i, FALSE, depth, NULL))
            break;
        /* Ends before the first that waits are those of a page where none does. */
        if (i > put_off || put_off == boxes->n_boxes || put_off == first.box)
            offer(search, from, &fill, i, i + 1, waiting, put_off);
        if (box->forced)
            break;
    }
    return i;
}

static void try_pages_from(Search *search, gint from)
{
    const RectoBoxes *boxes = search->boxes;
    const RectoBreakState first = *state_at(search, from);
    RectoFill top = {0};
    guint waiting = first.waiting - recto_fill_waiting(boxes, &top, &first, NULL);
    if (first.waiting)
        offer(search, from, &top, boxes->n_boxes, first.box, waiting, boxes->n_boxes);
    if (waiting) {
        try_text(search, from, &top, waiting, first.box);
        return;
    }
    guint end = try_text(search, from, &top, 0, boxes->n_boxes);
    guint n = boxes->boxes[first.box].n_floats;
    for (; n < boxes->n_floats && boxes->floats[n] <= end; n++)
        try_text(search, from, &top, 0, boxes->floats[n]);
}

static GArray *trace(const Search *search, gint last)
{
    GArray *way = g_array_new(FALSE, FALSE, sizeof(RectoBreakState));
    guint n = 0;
    for (gint i = last; i >= 0; i = state_at(search, i)->from)
        n++;
    g_array_set_size(way, n);
    for (gint i = last; i >= 0; i = state_at(search, i)->from)
        g_array_index(way, RectoBreakState, --n) = *state_at(search, i);
    return way;
}

GArray *recto_search(const RectoBoxes *boxes)
{
    Search search = {boxes, g_array_new(FALSE, FALSE, sizeof(RectoBreakState)), g_new(gint, boxes->n_boxes + 1)};
    for (guint i = 0; i <= boxes->n_boxes; i++)
        search.rank[i] = -1;
    find_state(&search, 0, 0)->cost = 0;
    for (guint i = 0; i <= boxes->n_boxes; i++)
        for (gint k = search.rank[i]; k >= 0; k = state_at(&search, k)->same_rank)
            if (state_at(&search, k)->box < boxes->n_boxes || state_at(&search, k)->waiting)
                try_pages_from(&search, k);
    GArray *way = trace(&search, search.rank[boxes->n_boxes]);
    g_array_unref(search.states);
    g_free(search.rank);
    return way;
}
