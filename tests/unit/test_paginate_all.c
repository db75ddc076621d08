/* Compares page breaks with an exhaustive search, with all features: figures that float, footnotes that are cut,
 * header rows that are repeated, paragraph variations, and facing pages. The search follows the rules in paginate.h
 * directly, without states, and computes each page from scratch. */
#include "paginate/paginate.h"

#include <string.h>

#define UNIT      RECTO_PT(14)
#define NEVER     10000
#define HUGE_COST G_GINT64_CONSTANT(1000000000)

static guint64 state;

static guint pick(guint n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (guint)(state >> 33) % n;
}

/* ---- lists ---- */

static RectoVList *make_note(void)
{
    RectoVList *note = recto_vlist_new();
    for (guint n = 1 + pick(4); n > 0; n--)
        recto_vlist_add_box(note, NULL, UNIT, FALSE, RECTO_NO_SPAN);
    return note;
}

static RectoVItem *add_line(RectoVList *list, RectoLength height)
{
    return recto_vlist_add_box(list, NULL, height, TRUE, RECTO_NO_SPAN);
}

static RectoVAlternative add_way(RectoVList *list, guint n)
{
    RectoVAlternative way = {list->items->len, n, 10 + (int)pick(90)};
    for (guint i = 0; i < n; i++)
        recto_vlist_add_spare(list, NULL, UNIT, RECTO_NO_SPAN);
    return way;
}

static void add_paragraph(RectoVList *list)
{
    guint n = 1 + pick(3), first = list->items->len;
    gboolean note = pick(4) == 0;
    for (guint i = 0; i < n; i++) {
        RectoVItem *item = add_line(list, UNIT);
        if (note && i == 0) {
            item->notes = g_ptr_array_new_with_free_func((GDestroyNotify)recto_vlist_free);
            g_ptr_array_add(item->notes, make_note());
        }
        if (i + 1 < n)
            recto_vlist_add_penalty(list, pick(2) ? 30 : 0);
    }
    if (note || n < 2 || pick(2))
        return;
    RectoVVariation choice = {.first = first, .n = n};
    if (pick(2))
        choice.shorter = add_way(list, n - 1);
    if (pick(2))
        choice.longer = add_way(list, n + 1);
    g_array_append_val(list->choices, choice);
}

static void add_figure(RectoVList *list)
{
    recto_vlist_add_glue(list, UNIT);
    RectoVItem *figure = add_line(list, (RectoLength)(1 + pick(3)) * UNIT);
    figure->floats = TRUE;
    figure->space = UNIT;
    recto_vlist_add_glue(list, UNIT);
}

static void add_table(RectoVList *list)
{
    const RectoVRepeat *repeat = recto_vlist_add_repeat(list, NULL, UNIT);
    for (guint n = 1 + pick(3); n > 0; n--) {
        add_line(list, UNIT)->repeat = repeat;
        recto_vlist_add_penalty(list, 20);
    }
}

static RectoVList *make_list(void)
{
    RectoVList *list = recto_vlist_new();
    for (guint n = 2 + pick(3); n > 0; n--) {
        guint kind = pick(8);
        if (kind == 0)
            add_line(list, UNIT)->barrier = TRUE;
        else if (kind < 3)
            add_figure(list);
        else if (kind == 3)
            add_table(list);
        else
            add_paragraph(list);
        if (pick(6) == 0)
            recto_vlist_add_penalty(list, NEVER);
        if (pick(4) == 0)
            recto_vlist_add_glue(list, UNIT / 2);
    }
    return list;
}

/* ---- all ways ---- */

typedef struct {
    const RectoVItem *item;
    guint index;
    gint64 gap; /* below it */
    int penalty;
    gboolean never;
} Box;

typedef struct {
    const RectoVList *list;
    RectoPageShape shape;
    Box boxes[64];
    guint n;
} Ways;

/* The start of a page. */
typedef struct {
    guint next;
    guint waiting[8], n_waiting;
    guint rest; /* lines of a footnote */
    gboolean first;
    guint place;     /* among the pages beside each other */
    int left;        /* lines that the page beside it left empty; −1: no matter */
    gboolean longer; /* it must be a line longer, as that page is */
} Start;

static void collect(Ways *ways)
{
    const GArray *items = ways->list->items;
    for (guint i = 0; i < items->len; i++) {
        const RectoVItem *item = &g_array_index(items, RectoVItem, i);
        Box *last = ways->n ? &ways->boxes[ways->n - 1] : NULL;
        if (item->kind == RECTO_V_BOX)
            ways->boxes[ways->n++] = (Box){item, i, 0, 0, FALSE};
        else if (item->kind == RECTO_V_GLUE && last)
            last->gap += item->height;
        else if (item->kind == RECTO_V_PENALTY && last && item->penalty == NEVER)
            last->never = TRUE;
        else if (item->kind == RECTO_V_PENALTY && last)
            last->penalty += item->penalty;
    }
}

static guint note_lines(const RectoVItem *item)
{
    return item->notes ? ((RectoVList *)g_ptr_array_index(item->notes, 0))->items->len : 0;
}

/* Boxes of a page in order; the first n_moved of them are figures at its top. */
typedef struct {
    guint box[64], n, n_moved;
} Page;

static gint64 up(gint64 y)
{
    return (y + UNIT - 1) / UNIT * UNIT;
}

/* Height of the page's boxes, from the first to the last. */
static gint64 text_height(const Ways *ways, const Page *page, gint64 depth)
{
    gint64 y = 0;
    for (guint i = 0; i < page->n; i++) {
        const Box *box = &ways->boxes[page->box[i]];
        const RectoVRepeat *repeat = box->item->repeat;
        if (i > 0 && i <= page->n_moved) {
            y += ways->boxes[page->box[i - 1]].item->space;
        } else if (i > 0) {
            gint64 gap = ways->boxes[page->box[i - 1]].gap;
            for (guint k = page->box[i - 1] + 1; k < page->box[i]; k++)
                gap += ways->boxes[k].gap - 2 * (gint64)ways->boxes[k].item->space;
            y += MAX(gap, 0);
        }
        y = up(y);
        gboolean parted =
            i == page->n_moved && page->box[i] > 0 && repeat && ways->boxes[page->box[i] - 1].item->repeat == repeat;
        if (parted && (i > 0 || y + repeat->height + box->item->height <= depth))
            y += repeat->height;
        y += box->item->height;
    }
    return up(y);
}

static gint64 square(gint64 length, gint64 weight)
{
    gint64 lines = MAX(length, 0) / UNIT;
    return weight * lines * lines;
}

static gint64 cheapest(const Ways *ways, const Start *start, gint64 bound);

/* TRUE if a page from the current start breaks no rule. */
static gboolean found;

static gint64 depth_of(const Ways *ways, const Start *start)
{
    return (start->first ? ways->shape.first_depth : ways->shape.depth) + (start->longer ? UNIT : 0);
}

/* Adds the page, with its text `longer` lines longer at `vary_cost`, and the best solution for the rest. `begins`:
 * the page is one line longer than normal. */
static gint64 finish_page(const Ways *ways, const Start *start, const Page *page, const Start *end, int longer,
                          gint64 vary_cost, gboolean begins)
{
    gint64 depth = depth_of(ways, start);
    gint64 y = text_height(ways, page, depth) + longer * UNIT;
    gboolean beside = ways->shape.alike > 1;
    depth += begins ? UNIT : 0;
    guint whole = 0, tail = start->rest;
    for (guint i = 0; i < page->n; i++) {
        guint n = note_lines(ways->boxes[page->box[i]].item);
        whole += n ? tail : 0;
        tail = n ? n : tail;
    }
    gint64 room = (depth - y - ways->shape.notes_gap) / UNIT - (gint64)whole;
    if (y > depth || (whole + tail && room < (tail ? 1 : 0)))
        return HUGE_COST;
    gint64 least = y - longer * UNIT + (whole + tail ? (gint64)(whole + (tail > 0)) * UNIT + ways->shape.notes_gap : 0);
    Start next = *end;
    guint cut = (guint)CLAMP(room, 0, (gint64)tail);
    next.rest = tail - cut;
    next.first = FALSE;
    next.left = -1;
    next.place = beside ? (start->place + 1) % ways->shape.alike : 0;
    next.longer = next.place && (start->longer || begins);
    gint64 white = depth - y - (whole + cut ? (whole + cut) * UNIT + ways->shape.notes_gap : 0);
    gboolean levels = beside && white <= RECTO_MOST_UNEQUAL * UNIT;
    if (longer < 0 && !levels && least <= depth)
        return HUGE_COST;
    gint64 cost = vary_cost + (begins ? RECTO_LONGER : 0) + (gint64)next.n_waiting * RECTO_FLOAT_LATE +
                  (next.rest ? RECTO_NOTE_CUT : 0);
    gboolean at_end = next.next == ways->n;
    gboolean at_last = at_end && !next.n_waiting && !next.rest;
    if (longer > 0 && !levels && !at_last && white >= UNIT)
        return HUGE_COST;
    if (begins && (white || at_end || page->n == 0))
        return HUGE_COST;
    if (at_last) {
        gint64 wanted = start->first ? 0 : MIN(ways->shape.last_lines * UNIT, depth);
        found = TRUE;
        return cost + square(wanted - (depth - white), RECTO_EMPTY_AT_END);
    }
    gboolean through = start->rest && whole == 0 && next.rest && page->n;
    if (through && (y > depth / 2 || depth / 2 - y >= RECTO_HALF_LINES * UNIT))
        return HUGE_COST;
    int left = at_end || page->n == 0 ? -1 : whole + tail ? 0 : (int)(white / UNIT);
    left = left > RECTO_MOST_UNEQUAL ? -1 : left;
    if (start->longer && left > 0)
        return HUGE_COST;
    if (start->left >= 0 && left >= 0)
        cost += RECTO_UNEQUAL * (start->left - left) * (start->left - left);
    if (next.place)
        next.left = left;
    if (next.next == start->next) {
        cost += square(white, RECTO_EMPTY_BEFORE_GAP);
        cost += next.n_waiting == start->n_waiting && !at_end ? RECTO_NOTES_ALONE : 0;
    } else if (!at_end) {
        const Box *joint = &ways->boxes[page->box[page->n - 1]];
        if (joint->never)
            return HUGE_COST;
        cost += joint->penalty + square(white, joint->gap ? RECTO_EMPTY_BEFORE_GAP : RECTO_EMPTY_IN_TEXT);
    }
    found = TRUE;
    gint64 rest = cheapest(ways, &next, 0);
    found = TRUE;
    return cost + rest;
}

static gint64 finish(const Ways *ways, const Start *start, const Page *page, const Start *end, int longer,
                     gint64 vary_cost)
{
    gint64 best = finish_page(ways, start, page, end, longer, vary_cost, FALSE);
    if (ways->shape.may_be_longer && ways->shape.alike > 1 && !start->place)
        best = MIN(best, finish_page(ways, start, page, end, longer, vary_cost, TRUE));
    return best;
}

static gboolean is_whole(const Ways *ways, const Page *page, const RectoVVariation *choice)
{
    guint n = 0;
    for (guint i = page->n_moved; i < page->n; i++) {
        guint item = ways->boxes[page->box[i]].index;
        n += item >= choice->first && item <= choice->first + 2 * choice->n - 2;
    }
    return n == choice->n;
}

/* Every one, and every two, of the paragraphs that are whole. */
static gint64 vary(const Ways *ways, const Start *start, const Page *page, const Start *end)
{
    gint64 best = finish(ways, start, page, end, 0, 0);
    for (int by = -1; by <= 1; by += 2) {
        const GArray *choices = ways->list->choices;
        for (guint i = 0; i < choices->len; i++) {
            const RectoVVariation *one = &g_array_index(choices, RectoVVariation, i);
            const RectoVAlternative *way = by < 0 ? &one->shorter : &one->longer;
            if (!way->n || !is_whole(ways, page, one))
                continue;
            best = MIN(best, finish(ways, start, page, end, by, way->cost));
            for (guint k = i + 1; k < choices->len; k++) {
                const RectoVVariation *two = &g_array_index(choices, RectoVVariation, k);
                const RectoVAlternative *other = by < 0 ? &two->shorter : &two->longer;
                if (other->n && is_whole(ways, page, two))
                    best = MIN(best, finish(ways, start, page, end, 2 * by, way->cost + other->cost));
            }
        }
    }
    return best;
}

/* Figures that wait, as many as fit; their notes count at least with a line. */
static void fill_top(const Ways *ways, const Start *start, Page *page)
{
    gint64 depth = depth_of(ways, start);
    for (; page->n < start->n_waiting; page->n++) {
        page->box[page->n] = start->waiting[page->n];
        Page more = {.n = page->n + 1, .n_moved = page->n + 1};
        memcpy(more.box, page->box, sizeof more.box);
        gint64 used = text_height(ways, &more, depth) + (start->rest ? UNIT + ways->shape.notes_gap : 0);
        if (page->n + start->rest > 0 && used > depth)
            break;
    }
    page->n_moved = page->n;
}

/* Text from `start` on, of which figures from box `put_off` on wait. */
static gint64 try_text(const Ways *ways, const Start *start, const Page *top, guint put_off, gint64 best)
{
    Page page = *top;
    Start end = *start;
    end.n_waiting = start->n_waiting - top->n;
    for (guint i = 0; i < end.n_waiting; i++)
        end.waiting[i] = start->waiting[top->n + i];
    for (guint i = start->next; i < ways->n; i++) {
        const RectoVItem *item = ways->boxes[i].item;
        if (item->floats && i >= put_off) {
            end.waiting[end.n_waiting++] = i;
            continue;
        }
        if (item->barrier && end.n_waiting)
            break;
        page.box[page.n++] = i;
        if (page.n > 12)
            break;
        end.next = i + 1;
        best = MIN(best, vary(ways, start, &page, &end));
    }
    return best;
}

static gint64 cheapest(const Ways *ways, const Start *start, gint64 bound)
{
    gint64 best = HUGE_COST;
    if (start->next == ways->n && !start->n_waiting && !start->rest)
        return bound;
    Page top = {.n = 0};
    found = FALSE;
    fill_top(ways, start, &top);
    if (top.n < start->n_waiting) {
        best = try_text(ways, start, &top, 0, best);
    } else {
        best = try_text(ways, start, &top, ways->n, best);
        for (guint i = start->next; i < ways->n; i++)
            if (ways->boxes[i].item->floats)
                best = try_text(ways, start, &top, i, best);
    }
    if (top.n || (start->rest && !found)) {
        Start end = *start;
        end.n_waiting = start->n_waiting - top.n;
        for (guint i = 0; i < end.n_waiting; i++)
            end.waiting[i] = start->waiting[top.n + i];
        best = MIN(best, finish(ways, start, &top, &end, 0, 0));
    }
    return best;
}

/* ---- the tests ---- */

static RectoPageShape make_shape(void)
{
    gint64 first = 3 + pick(3), depth = 4 + pick(3);
    RectoPageShape shape = {(RectoLength)first * UNIT, (RectoLength)depth * UNIT, UNIT, (int)pick(3), UNIT,
                            .alike = pick(4)};
    shape.begins = shape.alike > 1 ? pick(shape.alike) : 0;
    shape.may_be_longer = pick(2) == 0;
    return shape;
}

/* Every line once, as it is or in one of its other ways; footnotes whole. */
static void assert_all_placed(const RectoVList *list, const GPtrArray *pages)
{
    g_autofree guint *times = g_new0(guint, list->items->len + 1);
    guint notes = 0, wanted = 0;
    for (guint i = 0; i < pages->len; i++) {
        const RectoPlacedPage *page = g_ptr_array_index(pages, i);
        notes += page->notes->len;
        gint64 y = 0;
        for (guint k = 0; k < page->boxes->len; k++) {
            const RectoPlacedBox *box = &g_array_index(page->boxes, RectoPlacedBox, k);
            times[box->item]++;
            g_assert_cmpint(box->y, >=, y);
            y = box->y + g_array_index(list->items, RectoVItem, box->item).height;
        }
    }
    for (guint i = 0; i < list->choices->len; i++) {
        const RectoVVariation *choice = &g_array_index(list->choices, RectoVVariation, i);
        guint natural = times[choice->first], shorter = choice->shorter.n ? times[choice->shorter.item] : 0,
              longer = choice->longer.n ? times[choice->longer.item] : 0;
        g_assert_cmpuint(natural + shorter + longer, ==, 1);
        if (!natural)
            for (guint k = 0; k < 2 * choice->n - 1; k++)
                times[choice->first + k] +=
                    g_array_index(list->items, RectoVItem, choice->first + k).kind == RECTO_V_BOX;
        for (guint k = 0; k < choice->shorter.n; k++)
            times[choice->shorter.item + k] -= shorter;
        for (guint k = 0; k < choice->longer.n; k++)
            times[choice->longer.item + k] -= longer;
    }
    for (guint i = 0; i < list->items->len; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        g_assert_cmpuint(times[i], ==, item->kind == RECTO_V_BOX);
        wanted += note_lines(item);
    }
    g_assert_cmpuint(notes, ==, wanted);
}

static gint64 cost_of(const GPtrArray *pages)
{
    gint64 cost = 0;
    for (guint i = 0; i < pages->len; i++)
        cost += ((const RectoPlacedPage *)g_ptr_array_index(pages, i))->cost;
    return cost;
}

static void test_optimum_equals_a_search_of_all_ways(void)
{
    guint compared = 0;
    state = 20250115;
    for (guint i = 0; i < 1500; i++) {
        RectoVList *list = make_list();
        Ways ways = {.list = list, .shape = make_shape()};
        RectoDiagnostics *diagnostics = recto_diagnostics_new();
        collect(&ways);
        GPtrArray *pages = recto_paginate(list, &ways.shape, diagnostics);
        assert_all_placed(list, pages);
        Start start = {.first = TRUE, .left = -1, .place = ways.shape.begins};
        gint64 best = ways.n <= 9 ? cheapest(&ways, &start, 0) : HUGE_COST;
        if (best < HUGE_COST) {
            g_test_message("list %u", i);
            g_assert_cmpint(cost_of(pages), ==, best);
            compared++;
        }
        g_ptr_array_unref(pages);
        recto_diagnostics_free(diagnostics);
        recto_vlist_free(list);
    }
    g_assert_cmpuint(compared, >, 500);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paginate-all/optimum-equals-a-search-of-all-ways", test_optimum_equals_a_search_of_all_ways);
    return g_test_run();
}
