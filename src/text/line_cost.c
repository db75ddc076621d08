/* Computes the cost of one line between two break points (line_cost.h). */
#include "text/line_cost.h"

#include <string.h>

/* All costs are in units of (thousandths of the word space)²: a hyphen costs as much as a line with spaces that deviate
 * by the root of this value. */
#define PRESS_MAX        20      /* root of the cost of using all of expansion and letter spacing */
#define LADDER_COST      60000   /* a second hyphen in a row */
#define LADDER_TOO_LONG  4000000 /* emergency: more of them than allowed */
#define LAST_HYPHEN_COST 200000
#define LAST_LINE_COST   250000
#define LAST_NEAR_COST   20000
#define NEARLY_FULL_PART 32       /* a last line that lacks less than this part of the measure looks like a mistake */
#define NEARLY_FULL      5        /* a last line that lacks less than this has no clearly visible end */
#define ALONE_COST       4000000  /* balanced: one word on the last line */
#define LONE_WORD_COST   12000000 /* ragged: one word on the last line, if no_lone_word */
#define LINE_COST        1000000000000 /* balanced: each further line */
#define OVERFULL_COST    1000000000000000
#define PRESSED          600    /* per mille of expansion and letter spacing: seen beside a line that is drawn apart */
#define RATIO_MAX        100000 /* upper bound of the ratio; worse lines all count the same */
#define EXPANSION_STEP   5

static gint64 square(gint64 value)
{
    return value * value;
}

static gint64 divide_rounded(gint64 value, gint64 by)
{
    return (value >= 0 ? value + by / 2 : value - by / 2) / by;
}

/* Breaks are legal here. */
static gboolean is_point(const RectoBreakItem *items, guint i)
{
    if (items[i].penalty == RECTO_BREAK_NEVER)
        return FALSE;
    if (items[i].kind == RECTO_BREAK_GLUE)
        return i > 0 && items[i - 1].kind == RECTO_BREAK_BOX;
    return items[i].kind == RECTO_BREAK_PENALTY;
}

/* Sums while walking the row. */
typedef struct {
    gint64 width, glue, flex, room;
    RectoLength right;
} Sums;

static void add_item(Sums *sums, const RectoBreakItem *item)
{
    if (item->kind == RECTO_BREAK_BOX) {
        sums->width += item->width;
        sums->room += item->flex;
        sums->right = item->right;
    } else if (item->kind == RECTO_BREAK_GLUE) {
        sums->width += item->width;
        sums->glue += item->width;
        sums->flex += item->flex;
    }
}

/* Sets the start of the line after the break to the next box and skips discarded items. */
static void set_begin(RectoBreakPoint *point, const RectoBreakItem *items, guint n_items, guint i, Sums sums)
{
    for (; i < n_items && items[i].kind != RECTO_BREAK_BOX; i++) {
        if (items[i].kind == RECTO_BREAK_GLUE)
            add_item(&sums, &items[i]);
        else if (items[i].penalty == RECTO_BREAK_FORCED && i > point->item)
            break;
    }
    point->begin = sums.width;
    point->begin_glue = sums.glue;
    point->begin_flex = sums.flex;
    point->begin_room = sums.room;
    point->left = i < n_items && items[i].kind == RECTO_BREAK_BOX ? items[i].left : 0;
}

static void set_end(RectoBreakPoint *point, const RectoBreakItem *item, const Sums *sums)
{
    gboolean penalty = item->kind == RECTO_BREAK_PENALTY;
    point->end = sums->width;
    point->end_glue = sums->glue;
    point->end_flex = sums->flex;
    point->end_room = sums->room;
    point->extra = penalty ? item->width : 0;
    point->right = penalty && item->width > 0 ? item->right : sums->right;
    point->change = penalty ? item->change : 0;
    point->penalty = item->penalty;
    point->hyphen = penalty && item->hyphen;
    point->added = penalty && item->added;
    point->forced = penalty && item->penalty == RECTO_BREAK_FORCED;
}

void recto_breaker_init(RectoBreaker *breaker, const RectoBreakItem *items, guint n_items, const RectoBreakSetting *set)
{
    Sums sums = {0};
    guint32 n = 1;
    for (guint i = 0; i < n_items; i++)
        n += is_point(items, i);
    breaker->set = set;
    breaker->points = g_new0(RectoBreakPoint, n);
    breaker->n_points = n;
    breaker->right_max = 0;
    set_begin(&breaker->points[0], items, n_items, 0, sums);
    n = 1;
    for (guint i = 0; i < n_items; i++) {
        breaker->right_max = MAX(breaker->right_max, items[i].right);
        if (is_point(items, i)) {
            RectoBreakPoint *point = &breaker->points[n];
            point->item = i;
            point->plain = breaker->points[n - 1].added ? breaker->points[n - 1].plain : n - 1;
            set_end(point, &items[i], &sums);
            set_begin(point, items, n_items, i, sums);
            n++;
        }
        add_item(&sums, &items[i]);
    }
    breaker->points[n - 1].last = TRUE;
}

void recto_breaker_clear(RectoBreaker *breaker)
{
    g_clear_pointer(&breaker->points, g_free);
}

gint64 recto_adjacency_cost(guint8 above, guint8 below)
{
    int steps = ABS((int)above - (int)below) - 1;
    return steps > 0 ? (gint64)RECTO_ADJACENCY_COST * steps * steps : 0;
}

gint64 recto_ladder_cost(const RectoBreaker *breaker, guint count)
{
    if (count < 2)
        return 0;
    if (breaker->set->ladder > 0 && count > (guint)breaker->set->ladder)
        return breaker->set->emergency ? LADDER_TOO_LONG : -1;
    return LADDER_COST;
}

static RectoLength target_of(const RectoBreaker *breaker, const RectoBreakPoint *from)
{
    return from == breaker->points ? breaker->set->first : breaker->set->other;
}

static void measure(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to,
                    RectoMisfit *ret)
{
    gint64 glue = MAX(to->end_glue - from->begin_glue, 0);
    gint64 width = MAX(to->end - from->begin, 0) + to->extra + from->change - to->right - from->left;
    ret->target = target_of(breaker, from);
    ret->solid = (RectoLength)MIN(width - glue, RECTO_LENGTH_MAX / 2);
    ret->glue = (RectoLength)MIN(glue, RECTO_LENGTH_MAX / 2);
    ret->flex = (RectoLength)MIN(MAX(to->end_flex - from->begin_flex, 0), RECTO_LENGTH_MAX / 2);
    ret->room = (RectoLength)MIN(MAX(to->end_room - from->begin_room, 0), RECTO_LENGTH_MAX / 2);
}

/* Maximum change in width by expansion and by letter spacing. */
static gint64 expansion_limit(const RectoMisfit *misfit, const RectoBreakSetting *set)
{
    return (gint64)MAX(misfit->solid, 0) * (set->expansion / EXPANSION_STEP * EXPANSION_STEP) / 1000;
}

static gint64 spacing_limit(const RectoMisfit *misfit, const RectoBreakSetting *set)
{
    return (gint64)misfit->room * set->letterspacing / 1000;
}

/* The step that takes the lack up best, in proportion with letter spacing; one step further where spacing can't take
 * the rest. */
static int choose_expansion(const RectoMisfit *misfit, const RectoBreakSetting *set, gint64 lack)
{
    gint64 wide = expansion_limit(misfit, set), loose = spacing_limit(misfit, set);
    if (wide <= 0)
        return 0;
    gint64 share = CLAMP(lack, -wide - loose, wide + loose) * wide / (wide + loose);
    int step = (int)divide_rounded(share * 1000, (gint64)misfit->solid * EXPANSION_STEP) * EXPANSION_STEP;
    gint64 left = lack - (gint64)misfit->solid * step / 1000;
    int next = step + (left > loose ? EXPANSION_STEP : left < -loose ? -EXPANSION_STEP : 0);
    if (ABS(next) <= set->expansion && ABS(lack - (gint64)misfit->solid * next / 1000) < ABS(left))
        return next;
    return step;
}

void recto_fit_line(const RectoMisfit *misfit, const RectoBreakSetting *set, RectoBreakLine *line)
{
    gint64 lack = (gint64)misfit->target - misfit->solid - misfit->glue;
    gint64 loose = spacing_limit(misfit, set);
    *line = (RectoBreakLine){.expansion = choose_expansion(misfit, set, lack)};
    lack -= (gint64)misfit->solid * line->expansion / 1000;
    line->spacing = (RectoLength)CLAMP(lack, -loose, loose);
    lack -= line->spacing;
    if (misfit->flex > 0) {
        line->ratio = (int)CLAMP(divide_rounded(lack * 1000, misfit->flex), -RATIO_MAX, RATIO_MAX);
        lack = 0;
    }
    line->misfit = (RectoLength)CLAMP(lack, -RECTO_LENGTH_MAX, RECTO_LENGTH_MAX);
}

/* How much of expansion and letter spacing a line uses, per mille of what it could. */
static int press_of(const RectoMisfit *misfit, const RectoBreakSetting *set, const RectoBreakLine *line)
{
    gint64 all = expansion_limit(misfit, set) + spacing_limit(misfit, set);
    gint64 used = (gint64)misfit->solid * line->expansion / 1000 + line->spacing;
    return all > 0 ? (int)(used * 1000 / all) : 0;
}

/* Letters pressed together and letters drawn apart in neighbouring lines are seen as well as spaces are. */
static guint8 fitness_of(int ratio, int press)
{
    if (ratio < -120 || press < -PRESSED)
        return RECTO_FITNESS_TIGHT;
    if (ratio > 400)
        return RECTO_FITNESS_LOOSE;
    return ratio > 150 || press > PRESSED ? RECTO_FITNESS_OPEN : RECTO_FITNESS_NORMAL;
}

static gboolean justified_cost(const RectoBreakSetting *set, const RectoMisfit *misfit, RectoLineCost *ret)
{
    recto_fit_line(misfit, set, &ret->line);
    int ratio = ret->line.ratio, press = press_of(misfit, set, &ret->line);
    if (ratio < set->space_min - 1000 || ret->line.misfit < 0)
        return FALSE;
    if (!set->emergency && (ratio > set->space_max - 1000 || ret->line.misfit > 0))
        return FALSE;
    ret->fitness = ret->line.misfit > 0 ? RECTO_FITNESS_LOOSE : fitness_of(ratio, press);
    ret->cost = ret->line.misfit > 0 ? square(RATIO_MAX) : square(ratio) + square(press * PRESS_MAX / 1000);
    return TRUE;
}

/* The last line is set at its natural width, and should end well before the edge; or it is filled, where that takes
 * little. */
static gboolean last_cost(const RectoBreakSetting *set, const RectoMisfit *misfit, gboolean paragraph,
                          RectoLineCost *ret)
{
    RectoLength natural = misfit->solid + misfit->glue, lack = misfit->target - natural;
    RectoLineCost open = {.fitness = RECTO_FITNESS_NORMAL, .line = {.misfit = lack, .natural = TRUE}};
    if (lack < misfit->target / NEARLY_FULL_PART || (paragraph && natural < set->last_line))
        open.cost = LAST_LINE_COST;
    else if (paragraph && lack < misfit->target / NEARLY_FULL)
        open.cost = LAST_NEAR_COST;
    gboolean filled = justified_cost(set, misfit, ret);
    if (filled && (lack < 0 || (lack < misfit->target / NEARLY_FULL && ret->cost <= open.cost)))
        return TRUE;
    *ret = open;
    return lack >= 0;
}

/* Squares of what the line lacks, in per mille of the rag zone: lines end near the edge and near each other. */
static gboolean ragged_cost(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to,
                            const RectoMisfit *misfit, RectoLineCost *ret)
{
    const RectoBreakSetting *set = breaker->set;
    RectoLength zone = set->rag_zone > 0 ? set->rag_zone : MAX(misfit->target / 10, 1);
    RectoLength natural = misfit->solid + misfit->glue;
    gint64 lack = (gint64)misfit->target - natural;
    if (lack < 0)
        return FALSE;
    if (to->added && to->plain > (guint32)(from - breaker->points)) {
        RectoMisfit plain;
        measure(breaker, from, &breaker->points[to->plain], &plain);
        if (plain.target - plain.solid - plain.glue <= set->rag_hyphen)
            return FALSE;
    }
    gint64 share = MIN(lack * 1000 / zone, RATIO_MAX);
    ret->line = (RectoBreakLine){.misfit = (RectoLength)lack, .natural = TRUE};
    ret->fitness = RECTO_FITNESS_NORMAL;
    ret->cost = square(share) + (share > 1000 ? 2 * square(share - 1000) : 0);
    if (!to->forced)
        return TRUE;
    ret->cost = to->last && natural < set->last_line ? LAST_LINE_COST : 0;
    if (set->no_lone_word && to->last && from != breaker->points && to->end_flex == from->begin_flex)
        ret->cost += LONE_WORD_COST;
    return TRUE;
}

/* Cost for balanced lines: the fewest lines first, then the smallest difference. With a fixed number of lines, the
 * minimum sum of squares is the most even one. */
static gboolean balanced_cost(const RectoBreakPoint *from, const RectoBreakPoint *to, gboolean whole,
                              const RectoMisfit *misfit, RectoLineCost *ret)
{
    gint64 lack = (gint64)misfit->target - misfit->solid - misfit->glue;
    if (lack < 0)
        return FALSE;
    ret->line = (RectoBreakLine){.misfit = (RectoLength)lack, .natural = TRUE};
    ret->fitness = RECTO_FITNESS_NORMAL;
    ret->cost = LINE_COST + square(lack * 1000 / MAX(misfit->target, 1));
    if (to->last && !whole && to->end_flex == from->begin_flex)
        ret->cost += ALONE_COST;
    return TRUE;
}

static gint64 break_cost(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to)
{
    gint64 cost = to->forced ? 0 : to->penalty;
    if (to->last && from->hyphen && breaker->set->no_last_hyphen)
        cost += LAST_HYPHEN_COST;
    return cost;
}

gboolean recto_line_cost(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to,
                         RectoLineCost *ret)
{
    RectoMisfit misfit;
    gboolean feasible;
    measure(breaker, from, to, &misfit);
    if (breaker->set->fit == RECTO_FIT_RAGGED)
        feasible = ragged_cost(breaker, from, to, &misfit, ret);
    else if (breaker->set->fit == RECTO_FIT_BALANCED)
        feasible = balanced_cost(from, to, from == breaker->points, &misfit, ret);
    else if (to->forced)
        feasible = last_cost(breaker->set, &misfit, to->last && from != breaker->points, ret);
    else
        feasible = justified_cost(breaker->set, &misfit, ret);
    if (feasible)
        ret->cost += break_cost(breaker, from, to);
    return feasible;
}

void recto_overfull_cost(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to,
                         RectoLineCost *ret)
{
    RectoMisfit misfit;
    measure(breaker, from, to, &misfit);
    recto_fit_line(&misfit, breaker->set, &ret->line);
    ret->line.ratio = MAX(ret->line.ratio, breaker->set->space_min - 1000);
    if (breaker->set->fit != RECTO_FIT_JUSTIFIED)
        ret->line = (RectoBreakLine){.natural = TRUE};
    ret->line.misfit = MIN(misfit.target - misfit.solid - misfit.glue, -1);
    ret->fitness = RECTO_FITNESS_NORMAL;
    ret->cost = OVERFULL_COST + break_cost(breaker, from, to);
}

gboolean recto_line_is_full(const RectoBreaker *breaker, const RectoBreakPoint *from, const RectoBreakPoint *to)
{
    const RectoBreakSetting *set = breaker->set;
    RectoMisfit misfit;
    measure(breaker, from, to, &misfit);
    misfit.solid -= to->extra - to->right + breaker->right_max;
    gint64 least = (gint64)misfit.solid + misfit.glue;
    if (set->fit == RECTO_FIT_JUSTIFIED)
        least -= expansion_limit(&misfit, set) + spacing_limit(&misfit, set) +
                 (gint64)misfit.flex * (1000 - set->space_min) / 1000 + 1;
    return least > misfit.target;
}
