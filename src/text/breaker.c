/* Breaks a row of boxes, glue and penalties into lines of minimum total cost (breaker.h). */
#include "text/breaker.h"

#include "text/line_cost.h"

#include <string.h>

#define NO_NODE    G_MAXUINT32
#define LADDER_MAX 7
/* Lines that looseness may add or remove. The ways kept at a point differ from its cheapest by little more, so that
 * time and memory grow with the text and not with its square. */
#define LOOSENESS_MAX 16

/* The cheapest sequence of breaks to a point, among those with the same state for the rest. */
typedef struct {
    gint64 cost;
    guint32 point, previous, line;
    guint8 fitness, ladder;
} BreakNode;

/* The nodes of one point, side by side. */
typedef struct {
    guint32 point, first, n;
} LineGroup;

/* Best cost and predecessor for each state at the current point. */
typedef struct {
    gint64 cost;
    guint32 previous;
} StateSlot;

typedef struct {
    RectoBreaker base;
    GArray *nodes, *active;
    guint n_ladders; /* ladder states kept apart */
    gboolean lines_matter;
    int looseness;
    guint first_line, n_lines; /* range of line numbers that the slots hold */
    GArray *slots;
} LineSearch;

static guint ladder_after(const LineSearch *search, const BreakNode *node, const RectoBreakPoint *point)
{
    if (!point->hyphen)
        return 0;
    return MIN(node->ladder + 1u, search->n_ladders - 1);
}

static gint64 ladder_cost(const LineSearch *search, const BreakNode *node, const RectoBreakPoint *point)
{
    return recto_ladder_cost(&search->base, point->hyphen ? node->ladder + 1u : 0);
}

/* Slots for the lines that the active nodes can end here. */
static void open_slots(LineSearch *search)
{
    guint least = G_MAXUINT, most = 0;
    const LineGroup *groups = (const LineGroup *)search->active->data;
    for (guint i = 0; search->lines_matter && i < search->active->len; i++) {
        for (guint k = 0; k < groups[i].n; k++) {
            const BreakNode *node = &g_array_index(search->nodes, BreakNode, groups[i].first + k);
            least = MIN(least, node->line + 1);
            most = MAX(most, node->line + 1);
        }
    }
    search->first_line = search->lines_matter && least <= most ? least : 0;
    search->n_lines = search->lines_matter && least <= most ? most - least + 1 : 1;
    g_array_set_size(search->slots, search->n_lines * RECTO_FITNESS_MAX * search->n_ladders);
    StateSlot *slots = (StateSlot *)search->slots->data;
    for (guint i = 0; i < search->slots->len; i++)
        slots[i] = (StateSlot){G_MAXINT64, NO_NODE};
}

static void offer(LineSearch *search, const BreakNode *node, guint32 number, const RectoBreakPoint *point,
                  const RectoLineCost *line)
{
    gint64 hyphens = ladder_cost(search, node, point);
    if (hyphens < 0)
        return;
    gint64 cost = node->cost + line->cost + hyphens + recto_adjacency_cost(node->fitness, line->fitness);
    guint row = search->lines_matter ? node->line + 1 - search->first_line : 0;
    guint place = (row * RECTO_FITNESS_MAX + line->fitness) * search->n_ladders + ladder_after(search, node, point);
    StateSlot *slot = &g_array_index(search->slots, StateSlot, place);
    if (cost < slot->cost)
        *slot = (StateSlot){cost, number};
}

/* Returns TRUE if another state is at least as good for any continuation: it has no more consecutive hyphens, and it
 * is cheaper by more than the maximum effect of the fitness class. */
static gboolean is_dominated(const LineSearch *search, const StateSlot *row, guint fitness, guint ladder)
{
    const StateSlot *slot = &row[fitness * search->n_ladders + ladder];
    for (guint f = 0; f < RECTO_FITNESS_MAX; f++) {
        for (guint l = 0; l <= ladder; l++) {
            const StateSlot *other = &row[f * search->n_ladders + l];
            if (other == slot || other->previous == NO_NODE)
                continue;
            gint64 bound = other->cost + (f == fitness ? 0 : RECTO_ADJACENCY_MAX);
            if (bound < slot->cost || (bound == slot->cost && other < slot))
                return TRUE;
        }
    }
    return FALSE;
}

/* The lines, as rows of slots, that are kept: those near the cheapest way. */
static void choose_rows(const LineSearch *search, guint *ret_first, guint *ret_end)
{
    guint cheapest = 0, states = RECTO_FITNESS_MAX * search->n_ladders;
    guint band = (guint)ABS(search->looseness) + 1;
    const StateSlot *slots = (const StateSlot *)search->slots->data;
    for (guint i = 1; i < search->slots->len; i++)
        cheapest = slots[i].cost < slots[cheapest].cost ? i : cheapest;
    guint row = cheapest / states;
    *ret_first = row > band ? row - band : 0;
    *ret_end = MIN(row + band + 1, search->n_lines);
}

static void close_slots(LineSearch *search, guint32 point)
{
    guint32 first = search->nodes->len;
    guint line, end;
    choose_rows(search, &line, &end);
    for (; line < end; line++) {
        const StateSlot *row = &g_array_index(search->slots, StateSlot, line * RECTO_FITNESS_MAX * search->n_ladders);
        for (guint state = 0; state < RECTO_FITNESS_MAX * search->n_ladders; state++) {
            guint fitness = state / search->n_ladders, ladder = state % search->n_ladders;
            if (row[state].previous == NO_NODE || is_dominated(search, row, fitness, ladder))
                continue;
            const BreakNode *previous = &g_array_index(search->nodes, BreakNode, row[state].previous);
            BreakNode node = {row[state].cost,    point,           row[state].previous,
                              previous->line + 1, (guint8)fitness, (guint8)ladder};
            g_array_append_val(search->nodes, node);
        }
    }
    LineGroup group = {point, first, search->nodes->len - first};
    if (group.n > 0)
        g_array_append_val(search->active, group);
}

/* Nothing fits: the shortest of the lines that are too wide. */
static void rescue(LineSearch *search, const LineGroup *group, guint32 number)
{
    const RectoBreakPoint *points = search->base.points;
    RectoLineCost line;
    recto_overfull_cost(&search->base, &points[group->point], &points[number], &line);
    open_slots(search);
    search->first_line = 0;
    for (guint k = 0; k < group->n; k++) {
        const BreakNode *node = &g_array_index(search->nodes, BreakNode, group->first + k);
        if (search->lines_matter && k == 0)
            search->first_line = node->line + 1;
        if (!search->lines_matter || node->line + 1 == search->first_line)
            offer(search, node, group->first + k, &points[number], &line);
    }
}

/* One step: every line that could end at the point. FALSE when no way leads on. */
static gboolean visit(LineSearch *search, guint32 number)
{
    const RectoBreakPoint *points = search->base.points, *point = &points[number];
    LineGroup last = {0};
    gboolean found = FALSE;
    guint kept = 0;
    open_slots(search);
    for (guint i = 0; i < search->active->len; i++) {
        LineGroup group = g_array_index(search->active, LineGroup, i);
        RectoLineCost line;
        if (recto_line_cost(&search->base, &points[group.point], point, &line)) {
            found = TRUE;
            for (guint k = 0; k < group.n; k++)
                offer(search, &g_array_index(search->nodes, BreakNode, group.first + k), group.first + k, point, &line);
        }
        last = group;
        if (!point->forced && !recto_line_is_full(&search->base, &points[group.point], point))
            g_array_index(search->active, LineGroup, kept++) = group;
    }
    g_array_set_size(search->active, kept);
    if (found || kept > 0) {
        close_slots(search, number);
        if (search->active->len > 0)
            return TRUE;
    }
    if (!search->base.set->emergency)
        return FALSE;
    rescue(search, &last, number);
    close_slots(search, number);
    return search->active->len > 0;
}

/* Returns the end of the best solution: the cheapest one or, with looseness, the cheapest one with a number of lines
 * nearest to the requested one. */
static guint32 choose(const LineSearch *search)
{
    const LineGroup *group = &g_array_index(search->active, LineGroup, 0);
    guint32 best = group->first;
    for (guint k = 1; k < group->n; k++) {
        if (g_array_index(search->nodes, BreakNode, group->first + k).cost <
            g_array_index(search->nodes, BreakNode, best).cost)
            best = group->first + k;
    }
    if (!search->lines_matter)
        return best;
    int wanted = (int)g_array_index(search->nodes, BreakNode, best).line + search->looseness;
    for (guint k = 0; k < group->n; k++) {
        const BreakNode *node = &g_array_index(search->nodes, BreakNode, group->first + k);
        const BreakNode *sofar = &g_array_index(search->nodes, BreakNode, best);
        int nearer = ABS((int)sofar->line - wanted) - ABS((int)node->line - wanted);
        if (nearer > 0 || (nearer == 0 && node->cost < sofar->cost))
            best = group->first + k;
    }
    return best;
}

static GArray *collect(const LineSearch *search, guint32 end)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(RectoBreakLine));
    const RectoBreakPoint *points = search->base.points;
    guint n = g_array_index(search->nodes, BreakNode, end).line;
    g_array_set_size(lines, n);
    for (guint32 at = end; n > 0; n--) {
        const BreakNode *node = &g_array_index(search->nodes, BreakNode, at);
        const BreakNode *previous = &g_array_index(search->nodes, BreakNode, node->previous);
        RectoLineCost cost;
        if (!recto_line_cost(&search->base, &points[previous->point], &points[node->point], &cost))
            recto_overfull_cost(&search->base, &points[previous->point], &points[node->point], &cost);
        cost.line.item = points[node->point].item;
        cost.line.hyphen = points[node->point].added;
        g_array_index(lines, RectoBreakLine, n - 1) = cost.line;
        at = node->previous;
    }
    return lines;
}

static void start(LineSearch *search, const RectoBreakItem *items, guint n_items, const RectoBreakSetting *set)
{
    recto_breaker_init(&search->base, items, n_items, set);
    search->nodes = g_array_new(FALSE, FALSE, sizeof(BreakNode));
    search->active = g_array_new(FALSE, FALSE, sizeof(LineGroup));
    search->slots = g_array_new(FALSE, FALSE, sizeof(StateSlot));
    search->n_ladders = set->ladder > 0 ? (guint)MIN(set->ladder, LADDER_MAX) + 1 : 2;
    search->lines_matter = set->looseness != 0;
    search->looseness = CLAMP(set->looseness, -LOOSENESS_MAX, LOOSENESS_MAX);
    BreakNode node = {0, 0, NO_NODE, 0, RECTO_FITNESS_NORMAL, 0};
    LineGroup group = {0, 0, 1};
    g_array_append_val(search->nodes, node);
    g_array_append_val(search->active, group);
}

GArray *recto_break_items(const RectoBreakItem *items, guint n_items, const RectoBreakSetting *set, gint64 *ret_cost)
{
    LineSearch search = {0};
    GArray *lines = NULL;
    gboolean possible = TRUE;
    start(&search, items, n_items, set);
    for (guint32 i = 1; possible && i < search.base.n_points; i++)
        possible = visit(&search, i);
    if (possible) {
        guint32 end = choose(&search);
        lines = collect(&search, end);
        if (ret_cost)
            *ret_cost = g_array_index(search.nodes, BreakNode, end).cost;
    }
    g_array_unref(search.nodes);
    g_array_unref(search.active);
    g_array_unref(search.slots);
    recto_breaker_clear(&search.base);
    return lines;
}

gint64 recto_break_cost(const RectoBreakItem *items, guint n_items, const RectoBreakSetting *set, const guint *breaks,
                        guint n_breaks)
{
    RectoBreaker base;
    gint64 cost = 0;
    guint at = 0, ladder = 0, fitness = RECTO_FITNESS_NORMAL;
    recto_breaker_init(&base, items, n_items, set);
    for (guint i = 0, next = 1; i < n_breaks && cost >= 0; i++) {
        RectoLineCost line;
        while (next < base.n_points && base.points[next].item < breaks[i] && !base.points[next].forced)
            next++;
        if (next == base.n_points || base.points[next].item != breaks[i]) {
            cost = -1;
            break;
        }
        ladder = base.points[next].hyphen ? ladder + 1 : 0;
        gint64 hyphens = recto_ladder_cost(&base, ladder);
        if (hyphens < 0 || !recto_line_cost(&base, &base.points[at], &base.points[next], &line)) {
            cost = -1;
            break;
        }
        cost += line.cost + hyphens + recto_adjacency_cost((guint8)fitness, line.fitness);
        fitness = line.fitness;
        at = next++;
    }
    if (at != base.n_points - 1)
        cost = -1;
    recto_breaker_clear(&base);
    return cost;
}
