/* Tests of page breaks: boxes, glue, penalties, figures, footnotes, tables and facing pages (paginate/paginate.h). */
#include "paginate/paginate.h"

#include <string.h>

#define UNIT RECTO_PT(14)

/* Creates a list from a text. A digit = a box with this number of half units on the grid, "b" = 3 half units off the
 * grid, "." = glue of one unit, "," = half a unit, "n" = never, "f" = force, "p" = penalty 60, "m" = −60. "t" = a
 * line of a table with a repeated header row of one unit; "F" = a figure of 4 units with a unit of space above and
 * below; "h" = a heading. */
static RectoVList *make_list(const char *code)
{
    RectoVList *list = recto_vlist_new();
    const RectoVRepeat *repeat = recto_vlist_add_repeat(list, NULL, UNIT);
    for (; *code; code++) {
        RectoVItem item = {.kind = RECTO_V_PENALTY, .heading = -1};
        if (g_ascii_isdigit(*code) || *code == 'b') {
            item.kind = RECTO_V_BOX;
            item.grid = *code != 'b';
            item.height = (item.grid ? *code - '0' : 3) * UNIT / 2;
        } else if (strchr("tFh", *code)) {
            item = (RectoVItem){.kind = RECTO_V_BOX, .grid = TRUE, .height = *code == 'F' ? 4 * UNIT : UNIT};
            item.heading = *code == 'h' ? 0 : -1;
            item.repeat = *code == 't' ? repeat : NULL;
            item.floats = *code == 'F';
            item.space = item.floats ? UNIT : 0;
        } else if (*code == '.' || *code == ',') {
            item.kind = RECTO_V_GLUE;
            item.height = *code == '.' ? UNIT : UNIT / 2;
        } else {
            item.penalty = *code == 'n' ? 10000 : *code == 'f' ? -10000 : *code == 'p' ? 60 : -60;
        }
        g_array_append_val(list->items, item);
    }
    return list;
}

typedef struct {
    RectoVList *list;
    RectoDiagnostics *diagnostics;
    GPtrArray *pages;
} Case;

static Case paginate(const char *code, int first, int others, int last_lines)
{
    Case c = {make_list(code), recto_diagnostics_new(), NULL};
    RectoPageShape shape = {first * UNIT, others * UNIT, UNIT, last_lines, 0};
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    return c;
}

static void case_clear(Case *c)
{
    g_ptr_array_unref(c->pages);
    recto_diagnostics_free(c->diagnostics);
    recto_vlist_free(c->list);
}

/* Boxes a page, "3 2". */
static char *shape_of(const GPtrArray *pages)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pages->len; i++) {
        const RectoPlacedPage *page = g_ptr_array_index(pages, i);
        g_string_append_printf(out, "%s%u", i ? " " : "", page->boxes->len);
    }
    return g_string_free(out, FALSE);
}

static void assert_pages(const char *code, int first, int others, int last_lines, const char *expected)
{
    Case c = paginate(code, first, others, last_lines);
    g_autofree char *shape = shape_of(c.pages);
    g_assert_cmpstr(shape, ==, expected);
    g_assert_cmpuint(recto_diagnostics_count(c.diagnostics, RECTO_WARNING), ==, 0);
    case_clear(&c);
}

static void test_empty_list_gives_a_page(void)
{
    assert_pages("", 4, 4, 0, "0");
    assert_pages(".nf.", 4, 4, 0, "0");
}

static void test_pages_are_filled(void)
{
    assert_pages("2222222222", 4, 4, 0, "4 4 2");
    assert_pages("2222222222", 2, 4, 0, "2 4 4");
}

static void test_forced_breaks_make_no_empty_pages(void)
{
    assert_pages("f22ff2f", 4, 4, 0, "2 1");
}

static void test_never_keeps_together_whatever_the_order(void)
{
    assert_pages("2222n22", 4, 4, 0, "3 3");
    assert_pages("222.2.n22", 6, 6, 0, "3 3");
    assert_pages("2222mnm22", 4, 4, 0, "3 3");
}

static void test_force_beats_never(void)
{
    assert_pages("2n f2", 4, 4, 0, "1 1");
}

static void test_gap_vanishes_at_a_break(void)
{
    Case c = paginate("22..22", 3, 3, 0);
    g_assert_cmpuint(c.pages->len, ==, 2);
    const RectoPlacedPage *page = g_ptr_array_index(c.pages, 1);
    g_assert_cmpint(g_array_index(page->boxes, RectoPlacedBox, 0).y, ==, 0);
    g_assert_cmpint(g_array_index(page->boxes, RectoPlacedBox, 1).y, ==, UNIT);
    g_assert_cmpuint(g_array_index(page->boxes, RectoPlacedBox, 1).item, ==, 5);
    case_clear(&c);
}

static void test_grid_boxes_are_lowered(void)
{
    Case c = paginate("3,2b2", 9, 9, 0);
    const RectoPlacedPage *page = g_ptr_array_index(c.pages, 0);
    static const RectoLength expected[] = {0, 2 * UNIT, 3 * UNIT, 5 * UNIT};
    g_assert_cmpuint(page->boxes->len, ==, 4);
    for (guint i = 0; i < 4; i++)
        g_assert_cmpint(g_array_index(page->boxes, RectoPlacedBox, i).y, ==, expected[i]);
    g_assert_cmpint(page->filled, ==, 6 * UNIT);
    case_clear(&c);
}

static void test_last_page_is_not_left_nearly_empty(void)
{
    assert_pages("222222222", 8, 8, 0, "8 1");
    assert_pages("222222222", 8, 8, 3, "6 3");
    /* A single page may be as short as it is. */
    assert_pages("2", 8, 8, 5, "1");
}

static void test_penalties_are_weighed_against_white(void)
{
    /* 60 for the break at the foot of the first page, or 50 for a line left empty; two would cost 200. */
    assert_pages("2222p22", 4, 4, 0, "3 3");
    assert_pages("222m222", 4, 4, 0, "3 3");
    assert_pages("22m2222", 4, 4, 0, "4 2");
}

static void test_white_stands_before_a_gap_rather_than_in_the_text(void)
{
    /* Four units left empty in the text would cost more than six before the gap. */
    assert_pages("2222,12n2n2n2n2n2", 10, 10, 0, "4 7");
    assert_pages("222212n2n2n2", 8, 8, 0, "5 4");
}

static void test_box_taller_than_the_page_stands_alone(void)
{
    Case c = paginate("2292", 4, 4, 0);
    g_autofree char *shape = shape_of(c.pages);
    g_assert_cmpstr(shape, ==, "2 1 1");
    g_assert_cmpuint(recto_diagnostics_count(c.diagnostics, RECTO_WARNING), ==, 1);
    case_clear(&c);
}

static void test_stretch_that_must_not_break_is_broken_when_too_long(void)
{
    assert_pages("2n2n2n2n2n2n2n2n2n2", 4, 4, 0, "4 4 2");
}

/* Items of a page, "3:0 4:28r": index, y in units, whether a head is repeated above it. */
static void assert_page(const Case *c, guint number, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_assert_cmpuint(number, <, c->pages->len);
    const GArray *boxes = ((const RectoPlacedPage *)g_ptr_array_index(c->pages, number))->boxes;
    for (guint i = 0; i < boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(boxes, RectoPlacedBox, i);
        g_string_append_printf(out, "%s%u:%d%s", i ? " " : "", box->item, box->y / UNIT, box->repeat ? "r" : "");
    }
    g_assert_cmpstr(out->str, ==, expected);
}

/* Attaches a footnote of some lines to an item. */
static void add_note(Case *c, guint item, RectoVList *note)
{
    RectoVItem *box = &g_array_index(c->list->items, RectoVItem, item);
    if (!box->notes)
        box->notes = g_ptr_array_new_with_free_func((GDestroyNotify)recto_vlist_free);
    g_ptr_array_add(box->notes, note);
}

static Case paginate_with_note(const char *code, guint item, const char *note, int depth)
{
    Case c = {make_list(code), recto_diagnostics_new(), NULL};
    RectoPageShape shape = {depth * UNIT, depth * UNIT, UNIT, 0, UNIT};
    add_note(&c, item, make_list(note));
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    return c;
}

/* Lines of footnotes a page, "2 1". */
static char *notes_of(const GPtrArray *pages)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pages->len; i++)
        g_string_append_printf(out, "%s%u", i ? " " : "",
                               ((const RectoPlacedPage *)g_ptr_array_index(pages, i))->notes->len);
    return g_string_free(out, FALSE);
}

static void assert_notes(const char *code, guint item, const char *note, int depth, const char *boxes,
                         const char *notes)
{
    Case c = paginate_with_note(code, item, note, depth);
    g_autofree char *shape = shape_of(c.pages), *found = notes_of(c.pages);
    g_assert_cmpstr(shape, ==, boxes);
    g_assert_cmpstr(found, ==, notes);
    case_clear(&c);
}

static void test_notes_take_room_from_their_page(void)
{
    Case c = paginate_with_note("22222", 1, "2.2", 6);
    g_autofree char *pages = shape_of(c.pages);
    g_assert_cmpstr(pages, ==, "2 3");
    const RectoPlacedPage *page = g_ptr_array_index(c.pages, 0);
    g_assert_cmpuint(page->notes->len, ==, 2);
    g_assert_cmpint(g_array_index(page->notes, RectoPlacedNote, 1).y, ==, 2 * UNIT);
    g_assert_cmpint(page->notes_height, ==, 3 * UNIT);
    g_assert_cmpint(page->filled, ==, 2 * UNIT);
    case_clear(&c);
}

static void test_long_note_goes_on_at_the_foot_of_the_next_page(void)
{
    assert_notes("222222222222", 3, "2n2222n2", 8, "5 3 4", "2 4 0");
}

static void test_note_longer_than_pages_ends_somewhere(void)
{
    assert_notes("22", 0, "22222222222222222222", 6, "2 0 0 0 0", "3 5 5 5 2");
}

static void test_note_that_must_not_break_is_broken_when_too_long(void)
{
    assert_notes("2", 0, "2n2n2n2n2n2n2n2n2", 6, "1 0", "4 5");
}

static void test_second_note_of_a_line_begins_on_its_page(void)
{
    Case c = {make_list("22222222"), recto_diagnostics_new(), NULL};
    RectoPageShape shape = {8 * UNIT, 8 * UNIT, UNIT, 0, UNIT};
    add_note(&c, 4, make_list("22"));
    add_note(&c, 4, make_list("2n222"));
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    g_autofree char *shape_found = shape_of(c.pages), *found = notes_of(c.pages);
    g_assert_cmpstr(shape_found, ==, "4 1 3");
    g_assert_cmpstr(found, ==, "0 6 0");
    case_clear(&c);
}

static void test_table_that_goes_on_repeats_its_head(void)
{
    Case c = paginate("2tttttttt2", 4, 4, 0);
    assert_page(&c, 0, "0:0 1:1 2:2 3:3");
    assert_page(&c, 1, "4:1r 5:2 6:3");
    assert_page(&c, 2, "7:1r 8:2 9:3");
    case_clear(&c);
}

static void test_table_that_begins_a_page_has_its_own_head(void)
{
    Case c = paginate("2222tt", 4, 4, 0);
    assert_page(&c, 1, "4:0 5:1");
    case_clear(&c);
}

static void test_head_that_leaves_no_room_is_not_repeated(void)
{
    Case c = paginate("ttt", 1, 1, 0);
    assert_page(&c, 1, "1:0");
    g_assert_cmpuint(recto_diagnostics_count(c.diagnostics, RECTO_WARNING), ==, 0);
    case_clear(&c);
}

static void test_figure_stays_where_it_is_written(void)
{
    Case c = paginate("22.F.22", 9, 9, 0);
    assert_page(&c, 0, "0:0 1:1 3:3 5:8");
    case_clear(&c);
}

static void test_text_flows_past_a_figure_that_leaves_a_hole(void)
{
    Case c = paginate("2222.F.222222", 8, 8, 0);
    assert_page(&c, 0, "0:0 1:1 2:2 3:3 7:4 8:5 9:6 10:7");
    assert_page(&c, 1, "5:0 11:5 12:6");
    case_clear(&c);
}

static void test_figures_keep_their_order(void)
{
    Case c = paginate("22222222.F..F.222222", 12, 12, 0);
    assert_page(&c, 0, "0:0 1:1 2:2 3:3 4:4 5:5 6:6 7:7 14:8 15:9 16:10 17:11");
    assert_page(&c, 1, "9:0 12:5 18:10 19:11");
    case_clear(&c);
}

static void test_figure_does_not_float_past_a_heading(void)
{
    Case c = paginate("2222.F.22.hn2222", 8, 8, 0);
    assert_page(&c, 0, "0:0 1:1 2:2 3:3 7:4 8:5");
    assert_page(&c, 1, "5:0 10:5 12:6 13:7");
    case_clear(&c);
}

static void test_figure_does_not_float_past_a_forced_break(void)
{
    Case c = paginate("2222.F.22f2222", 8, 8, 0);
    assert_page(&c, 0, "0:0 1:1 2:2 3:3");
    assert_page(&c, 1, "5:0 7:5 8:6");
    assert_page(&c, 2, "10:0 11:1 12:2 13:3");
    case_clear(&c);
}

static void test_page_that_ends_in_a_list_ends_on_the_grid(void)
{
    /* The space before the list becomes a whole unit on the first page. */
    Case c = paginate("22,22b2", 4, 4, 0);
    for (guint i = 3; i < 5; i++) {
        RectoVItem *line = &g_array_index(c.list->items, RectoVItem, i);
        line->grid = FALSE;
        line->line.content = RECTO_V_TEXT_LINE;
    }
    g_ptr_array_unref(c.pages);
    RectoPageShape shape = {5 * UNIT, 5 * UNIT, UNIT, 0, 0};
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    assert_page(&c, 0, "0:0 1:1 3:3 4:4");
    const RectoPlacedPage *page = g_ptr_array_index(c.pages, 0);
    g_assert_cmpint(page->filled, ==, 5 * UNIT);
    case_clear(&c);
}

/* "2222222222" with a choice for its lines from `first` on. */
static Case paginate_with_choice(guint first, guint n, int by, int depth, int last_lines, guint alike)
{
    Case c = {make_list("22222222222"), recto_diagnostics_new(), NULL};
    RectoPageShape shape = {depth * UNIT, depth * UNIT, UNIT, last_lines, 0, .alike = alike};
    RectoVAlternative way = {c.list->items->len, n + (guint)by, 30};
    for (guint i = 0; i < way.n; i++)
        recto_vlist_add_spare(c.list, NULL, UNIT, RECTO_NO_SPAN);
    RectoVVariation choice = {.first = first, .n = n};
    *(by < 0 ? &choice.shorter : &choice.longer) = way;
    g_array_append_val(c.list->choices, choice);
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    return c;
}

static void test_last_line_is_pulled_in_by_a_shorter_paragraph(void)
{
    Case c = paginate_with_choice(3, 4, -1, 10, 3, 0);
    g_assert_cmpuint(c.pages->len, ==, 1);
    assert_page(&c, 0, "0:0 1:1 2:2 11:3 12:4 13:5 7:6 8:7 9:8 10:9");
    case_clear(&c);
}

static void test_short_end_is_lengthened_by_a_longer_paragraph(void)
{
    Case c = paginate_with_choice(2, 3, 1, 10, 2, 0);
    g_assert_cmpuint(c.pages->len, ==, 2);
    assert_page(&c, 0, "0:0 1:1 11:2 12:3 13:4 14:5 5:6 6:7 7:8 8:9");
    assert_page(&c, 1, "9:0 10:1");
    case_clear(&c);
}

static void test_paragraphs_are_left_alone_where_nothing_is_gained(void)
{
    Case c = paginate_with_choice(3, 4, 1, 11, 3, 0);
    assert_page(&c, 0, "0:0 1:1 2:2 3:3 4:4 5:5 6:6 7:7 8:8 9:9 10:10");
    case_clear(&c);
}

static void test_facing_pages_end_alike(void)
{
    /* The left page must leave a line empty: the right one does too, though it could hold three. */
    static const char code[] = "222n22222222";
    Case c = paginate(code, 3, 3, 0);
    g_autofree char *apart = shape_of(c.pages);
    case_clear(&c);
    c = (Case){make_list(code), recto_diagnostics_new(), NULL};
    RectoPageShape shape = {3 * UNIT, 3 * UNIT, UNIT, 0, 0, .alike = 2};
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    g_autofree char *facing = shape_of(c.pages);
    g_assert_cmpstr(apart, ==, "2 3 3 3");
    g_assert_cmpstr(facing, ==, "2 2 3 3 1");
    case_clear(&c);
}

static void test_facing_pages_may_both_be_a_line_longer(void)
{
    /* Three lines that must stay together, twice. */
    static const char code[] = "2n2n22n2n2";
    g_autofree char *as_they_are = NULL, *longer = NULL;
    for (guint i = 0; i < 2; i++) {
        Case c = {make_list(code), recto_diagnostics_new(), NULL};
        RectoPageShape shape = {2 * UNIT, 2 * UNIT, UNIT, 0, 0, .alike = 2, .may_be_longer = i};
        c.pages = recto_paginate(c.list, &shape, c.diagnostics);
        *(i ? &longer : &as_they_are) = shape_of(c.pages);
        for (guint k = 0; i && k < c.pages->len; k++)
            g_assert_cmpint(((const RectoPlacedPage *)g_ptr_array_index(c.pages, k))->depth, ==, 3 * UNIT);
        case_clear(&c);
    }
    g_assert_cmpstr(longer, ==, "3 3");
    g_assert_cmpstr(as_they_are, !=, "3 3");
}

static char *pairs_of(const char *code, guint begins, gboolean may_be_longer)
{
    Case c = {make_list(code), recto_diagnostics_new(), NULL};
    RectoPageShape shape = {5 * UNIT, 5 * UNIT, UNIT, 0, 0, .alike = 2};
    shape.begins = begins;
    shape.may_be_longer = may_be_longer;
    c.pages = recto_paginate(c.list, &shape, c.diagnostics);
    char *pairs = shape_of(c.pages);
    case_clear(&c);
    return pairs;
}

static void test_both_pages_of_a_pair_may_be_longer(void)
{
    static const char code[] = "222n2n2n2222222";
    g_autofree char *pair = pairs_of(code, 0, TRUE), *never = pairs_of(code, 0, FALSE);
    /* The first page is a right one, so it faces another chapter's. */
    g_autofree char *right = pairs_of(code, 1, TRUE);
    /* The left page is the chapter's last. */
    g_autofree char *last = pairs_of("222222", 0, TRUE);
    g_assert_cmpstr(pair, ==, "6 6");
    g_assert_cmpstr(never, ==, "2 4 5 1");
    g_assert_cmpstr(right, ==, "2 5 5");
    g_assert_cmpstr(last, ==, "5 1");
}

static void test_list_without_height_takes_no_quadratic_time(void)
{
    g_autoptr(GString) code = g_string_new(NULL);
    for (guint i = 0; i < 20000; i++)
        g_string_append_c(code, '0');
    Case c = paginate(code->str, 4, 4, 0);
    g_assert_cmpuint(c.pages->len, >, 0);
    case_clear(&c);
}

/* ---- comparison with an exhaustive search that follows the rules of the header ---- */

typedef struct {
    const RectoVItem *items;
    guint n;
    const RectoPageShape *shape;
} Brute;

/* Height of the items from `first` up to, not including, `end`; −1 when a forced break is among them. */
static gint64 brute_height(const Brute *b, guint first, guint end)
{
    gint64 y = 0, gap = 0;
    gboolean any = FALSE, forced = FALSE;
    for (guint i = first; i < end; i++) {
        const RectoVItem *item = &b->items[i];
        forced |= any && item->kind == RECTO_V_PENALTY && item->penalty == -10000;
        if (item->kind == RECTO_V_GLUE && any)
            gap += item->height;
        if (item->kind != RECTO_V_BOX)
            continue;
        if (forced)
            return -1;
        y += gap;
        gap = 0;
        if (item->grid && y % UNIT)
            y += UNIT - y % UNIT;
        y += item->height;
        any = TRUE;
    }
    /* The page ends on the grid. */
    if (y % UNIT)
        y += UNIT - y % UNIT;
    return y;
}

static gint64 brute_square(gint64 length, gint64 weight)
{
    gint64 halves = MAX(length, 0) * 2 / UNIT; /* all is in half units here */
    return (weight * halves * halves + 2) / 4;
}

/* Cost of a page of the items from `first` to `end`, the next page beginning with `next`. FALSE: not allowed. */
static gboolean brute_page(const Brute *b, guint first, guint end, guint next, gint64 *ret_cost)
{
    RectoLength depth = first == 0 ? b->shape->first_depth : b->shape->depth;
    gint64 y = brute_height(b, first, end);
    gboolean forced = FALSE, never = FALSE;
    gint64 penalty = 0, gap = 0;
    if (y < 0 || y > depth)
        return FALSE;
    if (next == b->n) {
        gint64 wanted = MIN((gint64)b->shape->last_lines * UNIT, depth);
        *ret_cost = first == 0 ? 0 : brute_square(wanted - y, RECTO_EMPTY_AT_END);
        return TRUE;
    }
    for (guint i = end; i < next; i++) {
        gap += b->items[i].kind == RECTO_V_GLUE ? b->items[i].height : 0;
        if (b->items[i].kind != RECTO_V_PENALTY)
            continue;
        forced |= b->items[i].penalty == -10000;
        never |= b->items[i].penalty == 10000;
        penalty += b->items[i].penalty;
    }
    *ret_cost = forced ? 0 : brute_square(depth - y, gap ? RECTO_EMPTY_BEFORE_GAP : RECTO_EMPTY_IN_TEXT) + penalty;
    return forced || !never;
}

/* Computes the minimum cost of the items from `first` on. Returns FALSE if there is no solution. */
static gboolean brute_best(const Brute *b, guint first, gint64 *ret_best)
{
    gboolean found = FALSE;
    for (guint i = first; i < b->n; i++) {
        if (b->items[i].kind != RECTO_V_BOX)
            continue;
        guint next = i + 1;
        gint64 cost = 0, rest = 0;
        while (next < b->n && b->items[next].kind != RECTO_V_BOX)
            next++;
        if (!brute_page(b, first, i + 1, next, &cost) || (next < b->n && !brute_best(b, next, &rest)))
            continue;
        if (!found || cost + rest < *ret_best)
            *ret_best = cost + rest;
        found = TRUE;
    }
    return found;
}

static guint32 state;

static guint pick(guint n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % n;
}

static void random_list(GString *code)
{
    static const char joints[] = {'.', ',', 'n', 'p', 'f', '.', 'n', 'p'};
    g_string_truncate(code, 0);
    guint n = 1 + pick(9);
    for (guint i = 0; i < n; i++) {
        g_string_append_c(code, pick(6) == 0 ? 'b' : (char)('1' + pick(4)));
        for (guint k = pick(3); k > 0; k--)
            g_string_append_c(code, joints[pick(8)]);
    }
    while (code->len && !g_ascii_isdigit(code->str[code->len - 1]) && code->str[code->len - 1] != 'b')
        g_string_truncate(code, code->len - 1);
}

static void assert_every_box_once(const Case *c)
{
    guint next = 0;
    for (guint i = 0; i < c->pages->len; i++) {
        const RectoPlacedPage *page = g_ptr_array_index(c->pages, i);
        gint64 y = 0;
        for (guint k = 0; k < page->boxes->len; k++) {
            const RectoPlacedBox *box = &g_array_index(page->boxes, RectoPlacedBox, k);
            while (g_array_index(c->list->items, RectoVItem, next).kind != RECTO_V_BOX)
                next++;
            g_assert_cmpuint(box->item, ==, next);
            const RectoVItem *item = &g_array_index(c->list->items, RectoVItem, next++);
            g_assert_cmpint(box->y, >=, y);
            if (item->grid)
                g_assert_cmpint(box->y % UNIT, ==, 0);
            y = box->y + item->height;
        }
        g_assert_cmpint(page->filled, ==, y);
    }
    for (; next < c->list->items->len; next++)
        g_assert_cmpint(g_array_index(c->list->items, RectoVItem, next).kind, !=, RECTO_V_BOX);
}

static void test_optimum_equals_a_search_of_all_ways(void)
{
    g_autoptr(GString) code = g_string_new(NULL);
    guint compared = 0;
    state = 20250115;
    for (guint i = 0; i < 4000; i++) {
        random_list(code);
        int first = 3 + (int)pick(3), others = 3 + (int)pick(4), last = (int)pick(3);
        Case c = paginate(code->str, first, others, last);
        assert_every_box_once(&c);
        RectoPageShape shape = {first * UNIT, others * UNIT, UNIT, last, 0};
        Brute brute = {(const RectoVItem *)c.list->items->data, c.list->items->len, &shape};
        gint64 best = 0, cost = 0;
        gboolean found = brute_best(&brute, 0, &best);
        for (guint k = 0; k < c.pages->len; k++)
            cost += ((const RectoPlacedPage *)g_ptr_array_index(c.pages, k))->cost;
        if (found)
            g_assert_cmpint(cost, ==, best);
        compared += found;
        case_clear(&c);
    }
    g_assert_cmpuint(compared, >, 2000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paginate/empty-list-gives-a-page", test_empty_list_gives_a_page);
    g_test_add_func("/paginate/pages-are-filled", test_pages_are_filled);
    g_test_add_func("/paginate/forced-breaks-make-no-empty-pages", test_forced_breaks_make_no_empty_pages);
    g_test_add_func("/paginate/never-keeps-together-whatever-the-order", test_never_keeps_together_whatever_the_order);
    g_test_add_func("/paginate/force-beats-never", test_force_beats_never);
    g_test_add_func("/paginate/gap-vanishes-at-a-break", test_gap_vanishes_at_a_break);
    g_test_add_func("/paginate/grid-boxes-are-lowered", test_grid_boxes_are_lowered);
    g_test_add_func("/paginate/last-page-is-not-left-nearly-empty", test_last_page_is_not_left_nearly_empty);
    g_test_add_func("/paginate/penalties-are-weighed-against-white", test_penalties_are_weighed_against_white);
    g_test_add_func("/paginate/white-stands-before-a-gap-rather-than-in-the-text",
                    test_white_stands_before_a_gap_rather_than_in_the_text);
    g_test_add_func("/paginate/box-taller-than-the-page-stands-alone", test_box_taller_than_the_page_stands_alone);
    g_test_add_func("/paginate/stretch-that-must-not-break-is-broken-when-too-long",
                    test_stretch_that_must_not_break_is_broken_when_too_long);
    g_test_add_func("/paginate/notes-take-room-from-their-page", test_notes_take_room_from_their_page);
    g_test_add_func("/paginate/long-note-goes-on-at-the-foot-of-the-next-page",
                    test_long_note_goes_on_at_the_foot_of_the_next_page);
    g_test_add_func("/paginate/note-longer-than-pages-ends-somewhere", test_note_longer_than_pages_ends_somewhere);
    g_test_add_func("/paginate/note-that-must-not-break-is-broken-when-too-long",
                    test_note_that_must_not_break_is_broken_when_too_long);
    g_test_add_func("/paginate/second-note-of-a-line-begins-on-its-page",
                    test_second_note_of_a_line_begins_on_its_page);
    g_test_add_func("/paginate/table-that-goes-on-repeats-its-head", test_table_that_goes_on_repeats_its_head);
    g_test_add_func("/paginate/table-that-begins-a-page-has-its-own-head",
                    test_table_that_begins_a_page_has_its_own_head);
    g_test_add_func("/paginate/head-that-leaves-no-room-is-not-repeated",
                    test_head_that_leaves_no_room_is_not_repeated);
    g_test_add_func("/paginate/figure-stays-where-it-is-written", test_figure_stays_where_it_is_written);
    g_test_add_func("/paginate/text-flows-past-a-figure-that-leaves-a-hole",
                    test_text_flows_past_a_figure_that_leaves_a_hole);
    g_test_add_func("/paginate/figures-keep-their-order", test_figures_keep_their_order);
    g_test_add_func("/paginate/figure-does-not-float-past-a-heading", test_figure_does_not_float_past_a_heading);
    g_test_add_func("/paginate/figure-does-not-float-past-a-forced-break",
                    test_figure_does_not_float_past_a_forced_break);
    g_test_add_func("/paginate/page-that-ends-in-a-list-ends-on-the-grid",
                    test_page_that_ends_in_a_list_ends_on_the_grid);
    g_test_add_func("/paginate/last-line-is-pulled-in-by-a-shorter-paragraph",
                    test_last_line_is_pulled_in_by_a_shorter_paragraph);
    g_test_add_func("/paginate/short-end-is-lengthened-by-a-longer-paragraph",
                    test_short_end_is_lengthened_by_a_longer_paragraph);
    g_test_add_func("/paginate/paragraphs-are-left-alone-where-nothing-is-gained",
                    test_paragraphs_are_left_alone_where_nothing_is_gained);
    g_test_add_func("/paginate/facing-pages-end-alike", test_facing_pages_end_alike);
    g_test_add_func("/paginate/facing-pages-may-both-be-a-line-longer", test_facing_pages_may_both_be_a_line_longer);
    g_test_add_func("/paginate/both-pages-of-a-pair-may-be-longer", test_both_pages_of_a_pair_may_be_longer);
    g_test_add_func("/paginate/list-without-height-takes-no-quadratic-time",
                    test_list_without_height_takes_no_quadratic_time);
    g_test_add_func("/paginate/optimum-equals-a-search-of-all-ways", test_optimum_equals_a_search_of_all_ways);
    return g_test_run();
}
