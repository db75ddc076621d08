/* Tests of table columns: numbers, alignment and widths (flow/table_widths.h, flow/table_number.h). */
#include "flow/table_number.h"
#include "flow/table_widths.h"

#include <string.h>

/* ---- numbers ---- */

/* Aligns a column given as "1,373 12.5 n/a" … Returns one number per line, with | before the decimal mark, and ~ for
 * text. */
static char *settled(const char *lines, const char *lang)
{
    g_auto(GStrv) texts = g_strsplit(lines, "\n", -1);
    guint n = g_strv_length(texts);
    g_autofree RectoCellNumber *figures = g_new0(RectoCellNumber, n);
    g_autofree RectoCellNumber **each = g_new0(RectoCellNumber *, n);
    for (guint i = 0; i < n; i++) {
        figures[i] = recto_cell_number_parse(texts[i], strlen(texts[i]));
        each[i] = &figures[i];
    }
    recto_cell_numbers_align(each, n, lang);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        if (figures[i].kind == RECTO_CELL_NUMBER_NONE)
            g_string_append_c(out, '~');
        g_string_append_len(out, texts[i], (gssize)figures[i].point);
        if (figures[i].kind == RECTO_CELL_NUMBER_NUMBER)
            g_string_append_c(out, '|');
        g_string_append(out, texts[i] + figures[i].point);
        if (i + 1 < n)
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void assert_settled(const char *lines, const char *lang, const char *expected)
{
    g_autofree char *actual = settled(lines, lang);
    g_assert_cmpstr(actual, ==, expected);
}

static void test_numbers_are_known_by_their_digits(void)
{
    assert_settled("12\n-5\n−5\n+0.5\n.5\n1 234 567\n1’234’567", "en",
                   "12|\n-5|\n−5|\n+0|.5\n|.5\n1 234 567|\n1’234’567|");
}

static void test_signs_currencies_and_units_go_with_a_number(void)
{
    assert_settled("$1,234.50\n12 %\n€ 5\nUSD 7.25\n(3)\n12 km/h\n3.5x\n~12k\n5 million\n120 ms\n9 €", "en",
                   "$1,234|.50\n12| %\n€ 5|\nUSD 7|.25\n(3|)\n12| km/h\n3|.5x\n~12|k\n5| million\n120| ms\n9| €");
}

static void test_marks_of_notes_hang_behind_a_number(void)
{
    assert_settled("12[a]\n3.5*\n7†", "en", "12|[a]\n3|.5*\n7|†");
}

static void test_versions_dates_and_words_are_no_numbers(void)
{
    assert_settled("3.10.1\n2024-03-20\n20 March\n10–20\nv2\nseven\n12 of 20\n1.2.3.4", "en",
                   "~3.10.1\n~2024-03-20\n~20 March\n~10–20\n~v2\n~seven\n~12 of 20\n~1.2.3.4");
}

static void test_signs_for_nothing_stand_for_numbers(void)
{
    assert_settled("–\nn/a\n…\n4", "en", "–\nn/a\n…\n4|");
}

static void test_language_decides_where_the_column_is_silent(void)
{
    assert_settled("1,234\n56", "en", "1,234|\n56|");
    assert_settled("1,234\n56", "de", "1|,234\n56|");
    assert_settled("1.234\n56", "de", "1.234|\n56|");
    assert_settled("1.234\n56", "de-CH", "1|.234\n56|");
}

static void test_column_decides_what_its_separators_are(void)
{
    /* 12,5 can't be thousands, so 1,234 is not either. */
    assert_settled("1,234\n12,5", "en", "1|,234\n12|,5");
    assert_settled("1.234\n1.234,5", "en", "1.234|\n1.234|,5");
    assert_settled("1,234,567\n1.234", "de", "1,234,567|\n1|.234");
    assert_settled("0,123\n1,234", "en", "0|,123\n1|,234");
}

/* ---- pieces ---- */

static RectoTextPiece word(int width)
{
    return (RectoTextPiece){width, 3, FALSE};
}

static void test_pieces_fill_lines_first_fit(void)
{
    RectoTextPiece pieces[] = {word(10), word(10), word(10), word(50)};
    RectoLength widest = 0;
    g_assert_cmpuint(recto_pieces_fill(pieces, 3, 36, &widest), ==, 1);
    g_assert_cmpint(widest, ==, 36);
    g_assert_cmpuint(recto_pieces_fill(pieces, 3, 35, &widest), ==, 2);
    g_assert_cmpint(widest, ==, 23);
    pieces[0].forced = TRUE;
    g_assert_cmpuint(recto_pieces_fill(pieces, 3, 1000, NULL), ==, 2);
    /* A piece wider than the line is cut: 50 in lines of 20. */
    g_assert_cmpuint(recto_pieces_fill(pieces + 3, 1, 20, NULL), ==, 3);
    g_assert_cmpuint(recto_pieces_fill(pieces, 0, 20, NULL), ==, 1);
}

/* ---- widths ---- */

#define COLUMNS 3
#define ROWS    4

typedef struct {
    GArray *pieces[ROWS * COLUMNS];
    RectoWidthCell cells[ROWS * COLUMNS];
    RectoWidthTable table;
} Sample;

/* A table of words, the same for the same seed; columns differ in how much they say. */
static Sample *sample_new(guint32 seed)
{
    Sample *sample = g_new0(Sample, 1);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (guint i = 0; i < ROWS * COLUMNS; i++) {
        guint n = (guint)g_rand_int_range(random, 1, 4 + 14 * (gint)(i % COLUMNS));
        sample->pieces[i] = g_array_new(FALSE, FALSE, sizeof(RectoTextPiece));
        for (guint k = 0; k < n; k++) {
            RectoTextPiece piece = word(g_rand_int_range(random, 4, 40) * RECTO_POINT);
            g_array_append_val(sample->pieces[i], piece);
        }
        sample->cells[i] =
            (RectoWidthCell){i / COLUMNS, i % COLUMNS, 1, (RectoTextPiece *)sample->pieces[i]->data, n, FALSE};
    }
    sample->table = (RectoWidthTable){.n_rows = ROWS,
                                      .n_columns = COLUMNS,
                                      .n_cells = ROWS * COLUMNS,
                                      .cells = sample->cells,
                                      .gap = RECTO_PT(14),
                                      .longest_word = RECTO_PT(112),
                                      .line = RECTO_PT(11)};
    return sample;
}

static void sample_free(Sample *sample)
{
    for (guint i = 0; i < ROWS * COLUMNS; i++)
        g_array_unref(sample->pieces[i]);
    g_free(sample);
}

/* Returns the minimum cost over all widths in steps of one point. */
static gint64 best_cost(const RectoWidthTable *table, const RectoColumnWidth *measured, RectoLength measure)
{
    RectoLength room = measure - 2 * table->gap;
    gint64 best = G_MAXINT64;
    RectoColumnWidth columns[COLUMNS];
    memcpy(columns, measured, sizeof columns);
    for (columns[0].width = columns[0].least; columns[0].width < room; columns[0].width += RECTO_POINT)
        for (columns[1].width = columns[1].least; columns[1].width < room; columns[1].width += RECTO_POINT) {
            columns[2].width = room - columns[0].width - columns[1].width;
            if (columns[2].width >= columns[2].least)
                best = MIN(best, recto_widths_cost(table, columns));
        }
    return best;
}

static void test_widths_come_near_the_best_of_all(void)
{
    gint64 sum = 0, sum_best = 0;
    for (guint32 seed = 1; seed <= 12; seed++) {
        Sample *sample = sample_new(seed);
        RectoColumnWidth columns[COLUMNS];
        recto_widths_measure(&sample->table, columns);
        recto_widths_choose(&sample->table, RECTO_PT(322), columns);
        gint64 cost = recto_widths_cost(&sample->table, columns);
        gint64 best = best_cost(&sample->table, columns, RECTO_PT(322));
        g_assert_cmpint(cost, <=, best * 12 / 10);
        sum += cost;
        sum_best += best;
        sample_free(sample);
    }
    g_test_message("cost %" G_GINT64_FORMAT " per mille of the best", sum * 1000 / sum_best);
    g_assert_cmpint(sum * 1000, <=, sum_best * 1030);
}

static void test_widths_fill_the_measure_and_no_column_starves(void)
{
    for (guint32 seed = 1; seed <= 50; seed++) {
        Sample *sample = sample_new(seed);
        RectoColumnWidth columns[COLUMNS];
        RectoLength sum = 0;
        recto_widths_measure(&sample->table, columns);
        recto_widths_choose(&sample->table, RECTO_PT(300), columns);
        for (guint c = 0; c < COLUMNS; c++) {
            g_assert_cmpint(columns[c].width, >=, columns[c].least);
            sum += columns[c].width;
        }
        g_assert_cmpint(sum + 2 * sample->table.gap, ==, RECTO_PT(300));
        sample_free(sample);
    }
}

static void test_figures_are_never_cut(void)
{
    RectoTextPiece number = word(RECTO_PT(200)), text = word(RECTO_PT(200));
    RectoWidthCell cells[] = {{0, 0, 1, &number, 1, TRUE}, {0, 1, 1, &text, 1, FALSE}};
    RectoWidthTable table = {.n_rows = 1, .n_columns = 2, .n_cells = 2, .cells = cells, .longest_word = RECTO_PT(112)};
    RectoColumnWidth columns[2];
    recto_widths_measure(&table, columns);
    g_assert_cmpint(columns[0].least, ==, RECTO_PT(200));
    g_assert_cmpint(columns[1].least, ==, RECTO_PT(112));
}

static void test_cell_over_columns_widens_them_alike(void)
{
    RectoTextPiece small = word(RECTO_PT(20)), wide = word(RECTO_PT(100));
    RectoWidthCell cells[] = {{0, 0, 2, &wide, 1, FALSE}, {1, 0, 1, &small, 1, FALSE}, {1, 1, 1, &small, 1, FALSE}};
    RectoWidthTable table = {
        .n_rows = 2, .n_columns = 2, .n_cells = 3, .cells = cells, .gap = RECTO_PT(14), .longest_word = RECTO_PT(112)};
    RectoColumnWidth columns[2];
    recto_widths_measure(&table, columns);
    g_assert_cmpint(recto_widths_min(&table, columns), ==, RECTO_PT(100));
    g_assert_cmpint(columns[0].least, ==, columns[1].least);
}

static void test_very_long_cell_gets_the_room_that_others_leave(void)
{
    g_autoptr(GArray) prose = g_array_new(FALSE, FALSE, sizeof(RectoTextPiece));
    for (guint i = 0; i < 2000; i++) {
        RectoTextPiece piece = word((20 + (int)(i * 7 % 30)) * RECTO_POINT);
        g_array_append_val(prose, piece);
    }
    RectoTextPiece key = word(RECTO_PT(10));
    RectoWidthCell cells[] = {{0, 0, 1, &key, 1, FALSE}, {0, 1, 1, (RectoTextPiece *)prose->data, prose->len, FALSE}};
    RectoWidthTable table = {.n_rows = 1,
                             .n_columns = 2,
                             .n_cells = 2,
                             .cells = cells,
                             .gap = RECTO_PT(14),
                             .longest_word = RECTO_PT(112),
                             .line = RECTO_PT(11)};
    RectoColumnWidth columns[2];
    recto_widths_measure(&table, columns);
    recto_widths_choose(&table, RECTO_PT(322), columns);
    g_assert_cmpint(columns[0].width, <, RECTO_PT(14));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/number/numbers-are-known-by-their-digits", test_numbers_are_known_by_their_digits);
    g_test_add_func("/number/signs-currencies-and-units-go-with-a-number",
                    test_signs_currencies_and_units_go_with_a_number);
    g_test_add_func("/number/marks-of-notes-hang-behind-a-number", test_marks_of_notes_hang_behind_a_number);
    g_test_add_func("/number/versions-dates-and-words-are-no-numbers", test_versions_dates_and_words_are_no_numbers);
    g_test_add_func("/number/signs-for-nothing-stand-for-numbers", test_signs_for_nothing_stand_for_numbers);
    g_test_add_func("/number/language-decides-where-the-column-is-silent",
                    test_language_decides_where_the_column_is_silent);
    g_test_add_func("/number/column-decides-what-its-separators-are", test_column_decides_what_its_separators_are);
    g_test_add_func("/pieces/fill-lines-first-fit", test_pieces_fill_lines_first_fit);
    g_test_add_func("/widths/come-near-the-best-of-all", test_widths_come_near_the_best_of_all);
    g_test_add_func("/widths/fill-the-measure-and-no-column-starves",
                    test_widths_fill_the_measure_and_no_column_starves);
    g_test_add_func("/widths/figures-are-never-cut", test_figures_are_never_cut);
    g_test_add_func("/widths/cell-over-columns-widens-them-alike", test_cell_over_columns_widens_them_alike);
    g_test_add_func("/widths/very-long-cell-gets-the-room-that-others-leave",
                    test_very_long_cell_gets_the_room_that_others_leave);
    return g_test_run();
}
