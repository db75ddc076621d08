/* Searches for the best page breaks of a vertical list by dynamic programming over states (break_search.h). */
#include "paginate/break_search.h"

#define COST_UNKNOWN G_MAXINT64

typedef struct {
    const RectoBoxes *boxes;
    GArray *states; /* of RectoBreakState */
    gint *rank;     /* first state with a given number of boxes placed, by that number, or −1 */
    gboolean found; /* a page from the current state that breaks no rule exists */
} PageSearch;

static RectoBreakState *state_at(const PageSearch *search, gint index)
{
    return &g_array_index(search->states, RectoBreakState, index);
}

static guint rank_of(const RectoBoxes *boxes, const RectoBreakState *state)
{
    /* Number of boxes and footnote lines on the pages before. */
    const RectoBoxJoint *box = &boxes->boxes[state->box];
    guint n = state->box - state->waiting + box->notes.first - (state->rest.end - state->rest.first);
    for (guint i = 0; i < state->waiting; i++) {
        const RectoNoteRange *notes = &boxes->boxes[boxes->floats[box->n_floats - 1 - i]].notes;
        n -= notes->end - notes->first;
    }
    return n;
}

RectoLength recto_search_depth(const RectoBoxes *boxes, const RectoBreakState *state)
{
    const RectoPageShape *shape = boxes->shape;
    RectoLength depth = state->page < MAX(shape->first_pages, 1) ? shape->first_depth : shape->depth;
    return depth + (state->longer ? shape->unit : 0);
}

RectoLength recto_search_page_depth(const RectoBoxes *boxes, const RectoBreakState *first, const RectoBreakState *next)
{
    return recto_search_depth(boxes, first) + (next->longer && !first->longer ? boxes->shape->unit : 0);
}

static gint64 cost_of_white(const RectoBoxes *boxes, gint64 length, gint64 weight)
{
    gint64 unit = MAX(boxes->shape->unit, 1);
    return length <= 0 ? 0 : (weight * length * length + unit * unit / 2) / (unit * unit);
}

/* Returns the number of lines that a page visibly leaves empty at its bottom, or −1 if the page may end anywhere (at
 * a forced break or at the end of the list). */
static gint16 lines_left(const RectoBoxes *boxes, const RectoPageFill *fill, gint64 white, const RectoBreakState *next)
{
    gboolean free = next->box == boxes->n_boxes || boxes->boxes[next->box - 1].forced || !fill->n;
    if (free)
        return -1;
    /* Footnotes end with the page. */
    gboolean notes = fill->notes || fill->tail.first < fill->tail.end;
    gint64 left = notes ? 0 : white / MAX(boxes->shape->unit, 1);
    return left > RECTO_MOST_UNEQUAL ? -1 : (gint16)MAX(left, 0);
}

/* Returns the cost of the white at the end of the page whose last box is `last`; `last` may also denote no box. */
static gint64 end_cost(const RectoBoxes *boxes, const RectoBreakState *first, const RectoBreakState *next, guint last,
                       gint64 white)
{
    /* A page of only figures or footnotes may end anywhere. */
    if (next->box == first->box) {
        gboolean interrupts = next->waiting == first->waiting && next->box < boxes->n_boxes;
        return cost_of_white(boxes, white, RECTO_EMPTY_BEFORE_GAP) + (interrupts ? RECTO_NOTES_ALONE : 0);
    }
    const RectoBoxJoint *joint = &boxes->boxes[last];
    if (joint->forced || next->box == boxes->n_boxes)
        return 0;
    gint64 weight = joint->gap > 0 ? RECTO_EMPTY_BEFORE_GAP : RECTO_EMPTY_IN_TEXT;
    /* A heading without text is worse than a single line of a paragraph. */
    gint64 forbidden = joint->heading ? 2 * RECTO_COST_FORBIDDEN : RECTO_COST_FORBIDDEN;
    return (joint->forbidden ? forbidden : joint->penalty) + cost_of_white(boxes, white, weight);
}

/* Cost of a different number of empty lines on facing pages. */
static gint64 unequal(int left, int other)
{
    return left < 0 || other < 0 ? 0 : RECTO_UNEQUAL * (gint64)(left - other) * (left - other);
}

gint64 recto_search_page_cost(const RectoBoxes *boxes, const RectoPageFill *fill, const RectoBreakState *first,
                              const RectoBreakState *next)
{
    guint cut = next->rest.first == next->rest.end ? fill->tail.end : next->rest.first;
    gint64 length = recto_fill_used(boxes, fill, cut), depth = recto_search_page_depth(boxes, first, next);
    gint64 cost = (length > depth ? RECTO_COST_FORBIDDEN : 0) + (gint64)next->waiting * RECTO_FLOAT_LATE;
    if (cut < fill->tail.end)
        cost += recto_notes_may_cut(boxes, fill->tail, cut) ? RECTO_NOTE_CUT : RECTO_COST_FORBIDDEN;
    else if (next->box == boxes->n_boxes && !next->waiting) {
        gint64 wanted = rank_of(boxes, first) ? (gint64)boxes->shape->last_lines * boxes->shape->unit : 0;
        return cost + cost_of_white(boxes, MIN(wanted, depth) - length, RECTO_EMPTY_AT_END);
    }
    gint16 left = lines_left(boxes, fill, depth - length, next);
    cost += unequal(first->left, left) + (next->longer && !first->longer ? RECTO_LONGER : 0);
    return cost + end_cost(boxes, first, next, fill->last, depth - length);
}

/* Returns TRUE if the text continues in the same way after both states, except for the state of the facing page. */
static gboolean continues_alike(const RectoBreakState *a, const RectoBreakState *b)
{
    return a->box == b->box && a->page == b->page && a->place == b->place && a->waiting == b->waiting &&
           a->rest.first == b->rest.first && a->rest.end == b->rest.end;
}

static gboolean same_state(const RectoBreakState *a, const RectoBreakState *b)
{
    return a->box == b->box && a->left == b->left && a->longer == b->longer && continues_alike(a, b);
}

static RectoBreakState *find_state(PageSearch *search, const RectoBreakState *wanted)
{
    gint *link = &search->rank[rank_of(search->boxes, wanted)];
    for (gint i = *link; i >= 0; i = state_at(search, i)->same_rank)
        if (same_state(state_at(search, i), wanted))
            return state_at(search, i);
    RectoBreakState state = *wanted;
    state.cost = COST_UNKNOWN;
    state.same_rank = *link;
    *link = (gint)search->states->len;
    g_array_append_val(search->states, state);
    return state_at(search, *link);
}

/* Sets the position among facing pages for the page that follows. */
static void turn(const RectoBoxes *boxes, const RectoPageFill *fill, const RectoBreakState *first,
                 RectoBreakState *next)
{
    next->left = -1;
    if (boxes->shape->alike < 2)
        return;
    next->place = (guint8)((first->place + 1) % boxes->shape->alike);
    guint cut = next->rest.first == next->rest.end ? fill->tail.end : next->rest.first;
    gint64 white = recto_search_page_depth(boxes, first, next) - recto_fill_used(boxes, fill, cut);
    if (next->place)
        next->left = lines_left(boxes, fill, white, next);
    else
        next->longer = FALSE;
}

/* Returns TRUE if a page on which a footnote neither begins nor ends contains a forbidden amount of text: more or
 * less than about half of the page. The share is arbitrary, but trying all shares takes quadratic time. Waiting
 * figures do not count as text, because only one page is possible for them. */
static gboolean goes_through(const RectoBoxes *boxes, const RectoBreakState *first, const RectoPageFill *fill,
                             RectoLength depth)
{
    gboolean same = first->rest.first < first->rest.end && fill->tail.end == first->rest.end;
    if (!same || !fill->text || recto_fill_cut(boxes, fill, depth) == fill->tail.end)
        return FALSE;
    gint64 room = depth / 2 - fill->y;
    return room < 0 || room >= RECTO_HALF_LINES * boxes->shape->unit;
}

/* Returns TRUE if setting paragraphs in another way improves the page. Shorter paragraphs must make room for a
 * further line, longer ones must fill the page or the last page. A smaller gap alone is not enough. */
static gboolean is_worth_varying(const PageSearch *search, const RectoPageFill *natural, const RectoPageFill *varied,
                                 const RectoBreakState *end, RectoLength depth)
{
    const RectoBoxes *boxes = search->boxes;
    if (!end->varied)
        return TRUE;
    guint cut = recto_fill_cut(boxes, varied, depth);
    gint64 white = depth - recto_fill_used(boxes, varied, cut), unit = boxes->shape->unit;
    if (boxes->shape->alike > 1 && white < (RECTO_MOST_UNEQUAL + 1) * unit)
        return TRUE;
    if (end->varied < 0)
        return recto_page_fill_min(boxes, natural) > depth;
    gboolean last = end->box == boxes->n_boxes && !end->waiting && cut == varied->tail.end;
    return last || white < unit;
}

/* Returns TRUE if the page may be one line longer: it must use the line, and its facing pages must be able to use it
 * too. */
static gboolean may_be_longer(const RectoBoxes *boxes, const RectoPageFill *fill, const RectoBreakState *first,
                              const RectoBreakState *end)
{
    if (!boxes->shape->may_be_longer || first->place || boxes->shape->alike < 2)
        return FALSE;
    RectoLength depth = recto_search_page_depth(boxes, first, end);
    guint cut = recto_fill_cut(boxes, fill, depth);
    return recto_fill_used(boxes, fill, cut) == depth && lines_left(boxes, fill, 0, end) == 0;
}

/* Records one way to reach a state, including the pages up to `from`. */
static void record_state(PageSearch *search, const RectoBreakState *end, gint64 cost)
{
    RectoBreakState *state = find_state(search, end);
    /* At equal cost the longer last page, hence fewer pages. */
    if (cost >= state->cost)
        return;
    state->cost = cost;
    state->from = end->from;
    state->put_off = end->put_off;
    state->varied = end->varied;
}

/* Offers the page with this filling; `end.longer`: it is one line longer than normal. */
static void offer_filled(PageSearch *search, const RectoPageFill *natural, const RectoPageFill *fill,
                         RectoBreakState end)
{
    const RectoBoxes *boxes = search->boxes;
    RectoBreakState first = *state_at(search, end.from);
    gboolean begins_longer = end.longer && !first.longer;
    RectoLength depth = recto_search_page_depth(boxes, &first, &end);
    if (recto_page_fill_min(boxes, fill) > depth && (begins_longer || end.varied || fill->n > 1))
        return;
    if (begins_longer && !may_be_longer(boxes, fill, &first, &end))
        return;
    if (goes_through(boxes, &first, fill, depth) || !is_worth_varying(search, natural, fill, &end, depth))
        return;
    guint cut = recto_fill_cut(boxes, fill, depth);
    if (cut < fill->tail.end)
        end.rest = (RectoNoteRange){cut, fill->tail.end, cut};
    if (first.longer && lines_left(boxes, fill, depth - recto_fill_used(boxes, fill, cut), &end) > 0)
        return;
    gint64 cost = first.cost + recto_vary_cost(natural, end.varied);
    turn(boxes, fill, &first, &end);
    gint64 page_cost = recto_search_page_cost(boxes, fill, &first, &end);
    search->found |= page_cost < RECTO_COST_FORBIDDEN;
    record_state(search, &end, cost + page_cost);
}

/* Offers the page with its paragraphs made longer by the given number of lines in total. */
static void offer_varied(PageSearch *search, const RectoPageFill *natural, RectoBreakState end)
{
    const RectoBreakState *first = state_at(search, end.from);
    RectoPageFill fill = *natural;
    fill.y += end.varied * search->boxes->shape->unit;
    gboolean begins = !first->place && search->boxes->shape->may_be_longer &&
                      recto_fill_used(search->boxes, &fill, fill.tail.end) > recto_search_depth(search->boxes, first);
    end.longer = first->longer;
    offer_filled(search, natural, &fill, end);
    end.longer = TRUE;
    if (begins)
        offer_filled(search, natural, &fill, end);
}

/* Returns TRUE if no paragraph variation can fill the page or make it end like its facing page. */
static gboolean is_far_from_full(const PageSearch *search, gint from, const RectoPageFill *fill)
{
    const RectoBoxes *boxes = search->boxes;
    gint64 white = recto_search_depth(boxes, state_at(search, from)) - recto_fill_used(boxes, fill, fill->tail.end);
    return white > (RECTO_MOST_UNEQUAL + RECTO_MOST_VARIED + 1) * (gint64)boxes->shape->unit;
}

/* Offers a page that starts from a state with this filling, leaves `waiting` figures for later and continues with box
 * `next`. */
static void offer(PageSearch *search, gint from, const RectoPageFill *fill, guint next, guint waiting, guint put_off)
{
    guint page = MIN(state_at(search, from)->page + 1, MAX(search->boxes->shape->first_pages, 1));
    RectoBreakState end = {.box = next, .waiting = waiting, .from = from, .page = page, .put_off = put_off};
    offer_varied(search, fill, end);
    gboolean varies = next == search->boxes->n_boxes || !is_far_from_full(search, from, fill);
    for (int lines = 1; varies && lines <= RECTO_MOST_VARIED; lines++) {
        end.varied = lines;
        if ((int)fill->longer.n >= lines)
            offer_varied(search, fill, end);
        end.varied = -lines;
        if ((int)fill->shorter.n >= lines)
            offer_varied(search, fill, end);
    }
}

/* Adds text below the figures at the top of a page; `waiting` figures had no room there. Floats from box `put_off` on
 * wait. Returns the first box for which the page has no room. */
static guint try_text(PageSearch *search, gint from, const RectoPageFill *top, guint waiting, guint put_off)
{
    const RectoBoxes *boxes = search->boxes;
    const RectoBreakState first = *state_at(search, from);
    RectoLength depth = recto_search_depth(boxes, &first);
    RectoPageFill fill = *top;
    guint i = first.box;
    gboolean is_long = recto_notes_height(boxes, first.rest) > depth; /* the footnote does not end on this page */
    for (; i < boxes->n_boxes && !(is_long && fill.y > depth / 2); i++) {
        const RectoBoxJoint *box = &boxes->boxes[i];
        if (box->floats && i >= put_off) {
            if (box->barrier || waiting >= RECTO_MOST_WAITING)
                break;
            waiting++;
            continue;
        }
        if (((box->barrier || box->forced) && waiting) || !recto_fill_add(boxes, &fill, i, FALSE, depth, NULL))
            break;
        /* Ends before the first waiting float equal those of a page without waiting floats. */
        if (i > put_off || put_off == boxes->n_boxes || put_off == first.box)
            offer(search, from, &fill, i + 1, waiting, put_off);
        if (box->forced)
            break;
    }
    return i;
}

static void try_pages_from(PageSearch *search, gint from)
{
    const RectoBoxes *boxes = search->boxes;
    const RectoBreakState first = *state_at(search, from);
    RectoPageFill top = recto_fill_begin(&first);
    guint waiting = first.waiting - recto_fill_waiting(boxes, &top, &first, NULL);
    guint before = boxes->boxes[first.box].n_floats;
    search->found = FALSE;
    if (waiting) {
        try_text(search, from, &top, waiting, first.box);
    } else {
        guint end = try_text(search, from, &top, 0, boxes->n_boxes);
        for (guint n = before; n < boxes->n_floats && boxes->floats[n] <= end; n++)
            try_text(search, from, &top, 0, boxes->floats[n]);
    }
    /* A page of only figures, or of a footnote where no text is allowed with it. */
    if (top.n || (first.rest.first < first.rest.end && !search->found))
        offer(search, from, &top, first.box, waiting, boxes->n_boxes);
}

static GArray *trace(const PageSearch *search, gint last)
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

static gboolean is_end(const RectoBoxes *boxes, const RectoBreakState *state)
{
    return state->box == boxes->n_boxes && !state->waiting && state->rest.first == state->rest.end;
}

static gint best_end(const PageSearch *search, guint rank)
{
    gint best = search->rank[rank];
    for (gint i = best; i >= 0; i = state_at(search, i)->same_rank)
        if (state_at(search, i)->cost < state_at(search, best)->cost)
            best = i;
    return best;
}

/* Returns TRUE if another state is cheaper by more than the maximum effect of the facing page. */
static gboolean is_hopeless(const PageSearch *search, gint index)
{
    const RectoBreakState *state = state_at(search, index);
    if (!state->place || state->longer)
        return FALSE;
    for (gint i = search->rank[rank_of(search->boxes, state)]; i >= 0; i = state_at(search, i)->same_rank) {
        const RectoBreakState *other = state_at(search, i);
        if (i == index || other->longer || other->cost >= state->cost || !continues_alike(other, state))
            continue;
        gint64 most = 0;
        for (int left = 0; left <= RECTO_MOST_UNEQUAL; left++)
            most = MAX(most, unequal(other->left, left) - unequal(state->left, left));
        if (other->cost + most <= state->cost)
            return TRUE;
    }
    return FALSE;
}

GArray *recto_search(const RectoBoxes *boxes)
{
    guint n = boxes->n_boxes + boxes->lines->len;
    PageSearch search = {boxes, g_array_new(FALSE, FALSE, sizeof(RectoBreakState)), g_new(gint, n + 1)};
    for (guint i = 0; i <= n; i++)
        search.rank[i] = -1;
    RectoBreakState begin = {.from = -1, .left = -1, .place = (guint8)boxes->shape->begins};
    find_state(&search, &begin)->cost = 0;
    for (guint i = 0; i <= n; i++)
        for (gint k = search.rank[i]; k >= 0; k = state_at(&search, k)->same_rank)
            if (!is_end(boxes, state_at(&search, k)) && !is_hopeless(&search, k))
                try_pages_from(&search, k);
    GArray *way = trace(&search, best_end(&search, n));
    g_array_unref(search.states);
    g_free(search.rank);
    return way;
}
