/* Tests of page breaks in lists with two columns (paginate/column_pages.h). */
#include "paginate/paginate.h"

#include <string.h>

#define UNIT  RECTO_PT(14)
#define PITCH RECTO_PT(252)

/* "c" = a line in a column, "t" = one in a single column, "s" = one over both; "h" and "H" = a line of a heading in a
 * column, in a single column, no break below; "." = glue of a unit, "n" = never. */
static RectoVList *make_list(const char *code)
{
    RectoVList *list = recto_vlist_new();
    for (; *code; code++) {
        RectoVItem item = {.kind = RECTO_V_PENALTY, .penalty = RECTO_VPENALTY_NEVER, .heading = -1};
        if (*code == '.')
            item = (RectoVItem){.kind = RECTO_V_GLUE, .height = UNIT, .heading = -1};
        gboolean box = strchr("ctshH", *code) != NULL;
        if (box) {
            item = (RectoVItem){.kind = RECTO_V_BOX, .height = UNIT, .grid = TRUE, .heading = -1};
            item.columns = strchr("ch", *code) ? RECTO_V_COLUMN : *code == 's' ? RECTO_V_SPAN : RECTO_V_TEXT;
        }
        g_array_append_val(list->items, item);
        if (*code == 'h' || *code == 'H') {
            RectoVItem never = {.kind = RECTO_V_PENALTY, .penalty = RECTO_VPENALTY_NEVER, .heading = -1};
            g_array_append_val(list->items, never);
        }
    }
    list->pitch = PITCH;
    return list;
}

static GPtrArray *paginate(const RectoVList *list, int first, int others)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    RectoPageShape shape = {.first_depth = first * UNIT, .depth = others * UNIT, .unit = UNIT};
    return recto_paginate(list, &shape, diagnostics);
}

/* Returns the position of each box, as in "0 1 | 0'": lines below the top, ' for the second column, | between pages. */
static char *places_of(const GPtrArray *pages)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pages->len; i++) {
        const RectoPlacedPage *page = g_ptr_array_index(pages, i);
        g_string_append(out, i ? "| " : "");
        for (guint k = 0; k < page->boxes->len; k++) {
            const RectoPlacedBox *box = &g_array_index(page->boxes, RectoPlacedBox, k);
            g_string_append_printf(out, "%d%s ", box->y / UNIT, box->x == PITCH ? "'" : "");
        }
    }
    g_string_set_size(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static void assert_places(const char *code, int first, int others, const char *expected)
{
    g_autoptr(RectoVList) list = make_list(code);
    g_autoptr(GPtrArray) pages = paginate(list, first, others);
    g_autofree char *places = places_of(pages);
    g_assert_cmpstr(places, ==, expected);
}

static void test_columns_are_balanced_at_their_end(void)
{
    assert_places("cccc", 10, 10, "0 1 0' 1'");
    assert_places("ccccc", 10, 10, "0 1 2 0' 1'");
    assert_places("ttcccctt", 10, 10, "0 1 2 3 2' 3' 4 5");
}

static void test_full_columns_go_over_the_page(void)
{
    assert_places("cccccccc", 3, 4, "0 1 2 0' 1' 2' | 0 0'");
    assert_places("tcccccc", 3, 4, "0 1 2 1' 2' | 0 0'");
}

static void test_what_spans_stands_below_both(void)
{
    assert_places("ccc.s.cc", 10, 10, "0 1 0' 3 5 5'");
}

static void test_heading_is_not_left_without_its_columns(void)
{
    assert_places("tttHccnc", 4, 4, "0 1 2 | 0 1 1' 2'");
    assert_places("ttHcc", 4, 4, "0 1 2 3 3'");
}

static void test_heading_does_not_end_a_column(void)
{
    assert_places("cchcc", 10, 10, "0 1 0' 1' 2'");
}

static void test_footnote_stands_at_the_foot_of_its_column(void)
{
    g_autoptr(RectoVList) list = make_list("tcc"), note = make_list("t");
    note->pitch = 0;
    RectoVItem *last = &g_array_index(list->items, RectoVItem, 2);
    last->notes = g_ptr_array_new();
    g_ptr_array_add(last->notes, note);
    g_autoptr(GPtrArray) pages = paginate(list, 9, 9);
    const RectoPlacedPage *page = g_ptr_array_index(pages, 0);
    g_assert_cmpuint(page->notes->len, ==, 1);
    const RectoPlacedNote *placed = &g_array_index(page->notes, RectoPlacedNote, 0);
    g_assert_cmpint(placed->x, ==, PITCH);
    g_assert_true(placed->heads);
    g_assert_cmpint(page->depth - page->notes_height + placed->y, ==, 2 * UNIT);
}

/* ---- any list ---- */

static char *random_code(guint length, const char *letters)
{
    char *code = g_malloc0(length + 1);
    char kind = 'c';
    for (guint i = 0; i < length; i++) {
        kind = g_test_rand_int_range(0, 8) == 0 ? "cts"[g_test_rand_int_range(0, 3)] : kind;
        char letter = letters[g_test_rand_int_range(0, (gint32)strlen(letters))];
        code[i] = letter == 'x' ? kind : letter;
    }
    return code;
}

/* Checks that each box appears once, in order, below the one before it in its column, and within its page. */
static void check_boxes(const RectoVList *list, const GPtrArray *pages)
{
    guint next = 0;
    for (guint i = 0; i < pages->len; i++) {
        const RectoPlacedPage *page = g_ptr_array_index(pages, i);
        RectoLength bottom[2] = {0, 0};
        for (guint k = 0; k < page->boxes->len; k++) {
            const RectoPlacedBox *box = &g_array_index(page->boxes, RectoPlacedBox, k);
            while (g_array_index(list->items, RectoVItem, next).kind != RECTO_V_BOX)
                next++;
            g_assert_cmpuint(box->item, ==, next++);
            const RectoVItem *item = &g_array_index(list->items, RectoVItem, box->item);
            gboolean second = box->x == PITCH;
            g_assert_true(item->columns == RECTO_V_COLUMN || !second);
            RectoLength above = item->columns == RECTO_V_COLUMN ? bottom[second] : MAX(bottom[0], bottom[1]);
            g_assert_cmpint(box->y, >=, above);
            g_assert_cmpint(box->y % UNIT, ==, 0);
            bottom[second] = box->y + item->height;
            if (item->columns != RECTO_V_COLUMN)
                bottom[0] = bottom[1] = bottom[0];
            g_assert_cmpint(bottom[second], <=, page->depth);
        }
    }
    for (; next < list->items->len; next++)
        g_assert_cmpint(g_array_index(list->items, RectoVItem, next).kind, !=, RECTO_V_BOX);
}

static void test_every_box_is_placed_once_in_order(void)
{
    for (guint n = 0; n < 3000; n++) {
        g_autofree char *code = random_code((guint)g_test_rand_int_range(1, 60), "xxxxxxxhHn..");
        g_autoptr(RectoVList) list = make_list(code);
        g_autoptr(GPtrArray) pages = paginate(list, g_test_rand_int_range(1, 9), g_test_rand_int_range(6, 15));
        check_boxes(list, pages);
    }
}

/* Lowest depth of two columns, by trying every joint. */
static RectoLength lowest(const char *code)
{
    RectoLength best = RECTO_LENGTH_MAX;
    gsize n = strlen(code);
    for (gsize cut = 1; cut <= n; cut++) {
        /* A cut is before a box, after another box and the glue between them. */
        if (cut < n && !strchr("ch", code[cut]))
            continue;
        gboolean forbidden = FALSE;
        RectoLength first = 0, second = 0, gap = 0;
        for (gsize i = 0; i < n; i++) {
            RectoLength *side = i < cut ? &first : &second;
            gap = i == cut ? 0 : gap;
            if (code[i] == '.') {
                gap += UNIT;
                continue;
            }
            if (code[i] == 'n')
                continue;
            *side += UNIT + (*side ? gap : 0);
            gap = 0;
        }
        for (gsize i = cut; cut < n && i-- > 0;) {
            forbidden |= code[i] == 'n' || code[i] == 'h';
            if (strchr("ch", code[i]))
                break;
        }
        if (!forbidden)
            best = MIN(best, MAX(first, second));
    }
    return best;
}

static void test_balance_is_the_lowest_there_is(void)
{
    for (guint n = 0; n < 2000; n++) {
        g_autofree char *code = random_code((guint)g_test_rand_int_range(1, 24), "cccccchn.");
        code[0] = 'c';
        g_autoptr(RectoVList) list = make_list(code);
        g_autoptr(GPtrArray) pages = paginate(list, 60, 60);
        const RectoPlacedPage *page = g_ptr_array_index(pages, 0);
        g_assert_cmpuint(pages->len, ==, 1);
        if (page->filled != lowest(code))
            g_test_message("%s", code);
        g_assert_cmpint(page->filled, ==, lowest(code));
    }
}

static void test_columns_differ_by_a_line_at_most(void)
{
    for (guint n = 1; n < 80; n++) {
        g_autofree char *code = g_strnfill(n, 'c');
        g_autoptr(RectoVList) list = make_list(code);
        g_autoptr(GPtrArray) pages = paginate(list, 7, 12);
        const RectoPlacedPage *page = g_ptr_array_index(pages, pages->len - 1);
        int lines[2] = {0, 0};
        for (guint k = 0; k < page->boxes->len; k++)
            lines[g_array_index(page->boxes, RectoPlacedBox, k).x == PITCH]++;
        g_assert_cmpint(lines[0] - lines[1], >=, 0);
        g_assert_cmpint(lines[0] - lines[1], <=, 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/columns/are-balanced-at-their-end", test_columns_are_balanced_at_their_end);
    g_test_add_func("/columns/full-ones-go-over-the-page", test_full_columns_go_over_the_page);
    g_test_add_func("/columns/what-spans-stands-below-both", test_what_spans_stands_below_both);
    g_test_add_func("/columns/heading-is-not-left-without-them", test_heading_is_not_left_without_its_columns);
    g_test_add_func("/columns/heading-does-not-end-one", test_heading_does_not_end_a_column);
    g_test_add_func("/columns/footnote-stands-at-the-foot-of-its-own", test_footnote_stands_at_the_foot_of_its_column);
    g_test_add_func("/columns/every-box-is-placed-once-in-order", test_every_box_is_placed_once_in_order);
    g_test_add_func("/columns/balance-is-the-lowest-there-is", test_balance_is_the_lowest_there_is);
    g_test_add_func("/columns/differ-by-a-line-at-most", test_columns_differ_by_a_line_at_most);
    return g_test_run();
}
