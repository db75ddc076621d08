/* Tests of the line breaker, compared with an exhaustive search (text/breaker.h). */
#include "text/line_cost.h"

#include <string.h>

#define ITEMS_MAX  40
#define POINTS_MAX 12

/* A row of random words; some hyphenated, some spaces that keep, sometimes a break that must be. */
static guint make_row(GRand *random, RectoBreakItem *items)
{
    guint n = 0, points = 0, words = (guint)g_rand_int_range(random, 3, 9);
    for (guint word = 0; word < words; word++) {
        guint parts = points < POINTS_MAX - 3 && g_rand_int_range(random, 0, 3) == 0 ? 2 : 1;
        for (guint part = 0; part < parts; part++) {
            RectoLength width = g_rand_int_range(random, 8, 40) * RECTO_POINT;
            items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_BOX,
                                          .width = width,
                                          .flex = width / 2,
                                          .left = g_rand_int_range(random, 0, 2) * RECTO_POINT,
                                          .right = g_rand_int_range(random, 0, 3) * RECTO_POINT};
            if (part + 1 < parts) {
                items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_PENALTY,
                                              .hyphen = 1,
                                              .added = 1,
                                              .penalty = 40000,
                                              .width = 3 * RECTO_POINT,
                                              .right = 2 * RECTO_POINT,
                                              .change = g_rand_int_range(random, -1, 2) * RECTO_POINT};
                points++;
            }
        }
        if (word + 1 == words)
            break;
        gboolean forced = g_rand_int_range(random, 0, 12) == 0;
        if (forced)
            items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_PENALTY, .penalty = RECTO_BREAK_FORCED};
        else
            items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_GLUE,
                                          .width = 3 * RECTO_POINT,
                                          .flex = 3 * RECTO_POINT,
                                          .penalty = g_rand_int_range(random, 0, 8) == 0 ? RECTO_BREAK_NEVER : 0};
        points++;
    }
    items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_PENALTY, .penalty = RECTO_BREAK_FORCED};
    return n;
}

static RectoBreakSetting make_setting(GRand *random, RectoFit fit)
{
    RectoLength width = g_rand_int_range(random, 50, 140) * RECTO_POINT;
    return (RectoBreakSetting){.fit = fit,
                               .first = width - g_rand_int_range(random, 0, 2) * 10 * RECTO_POINT,
                               .other = width,
                               .space_min = 700,
                               .space_max = g_rand_int_range(random, 2, 8) * 1000,
                               .expansion = g_rand_int_range(random, 0, 2) * 20,
                               .letterspacing = g_rand_int_range(random, 0, 2) * 10,
                               .ladder = g_rand_int_range(random, 0, 3),
                               .no_last_hyphen = g_rand_boolean(random),
                               .last_line = 28 * RECTO_POINT,
                               .rag_zone = 20 * RECTO_POINT,
                               .rag_hyphen = 15 * RECTO_POINT};
}

/* Every set of breaks, one after the other. */
static gint64 search_all(const RectoBreakItem *items, guint n, const RectoBreakSetting *set)
{
    guint points[ITEMS_MAX], n_points = 0, breaks[ITEMS_MAX];
    gint64 best = -1;
    for (guint i = 0; i < n; i++) {
        if (items[i].kind != RECTO_BREAK_BOX && items[i].penalty != RECTO_BREAK_NEVER)
            points[n_points++] = i;
    }
    g_assert_cmpuint(n_points, <, 20);
    for (guint chosen = 0; chosen < 1u << n_points; chosen++) {
        guint n_breaks = 0;
        for (guint i = 0; i < n_points; i++) {
            if (chosen & 1u << i)
                breaks[n_breaks++] = points[i];
        }
        gint64 cost = recto_break_cost(items, n, set, breaks, n_breaks);
        if (cost >= 0 && (best < 0 || cost < best))
            best = cost;
    }
    return best;
}

static void the_optimum_is_that_of_all_ways(void)
{
    GRand *random = g_rand_new_with_seed(1981);
    guint feasible = 0;
    for (guint round = 0; round < 600; round++) {
        RectoBreakItem items[ITEMS_MAX];
        guint n = make_row(random, items), breaks[ITEMS_MAX];
        RectoBreakSetting set = make_setting(random, (RectoFit)(round % 3));
        gint64 cost = -1, best = search_all(items, n, &set);
        GArray *lines = recto_break_items(items, n, &set, &cost);
        g_assert_true((best >= 0) == (lines != NULL));
        if (!lines)
            continue;
        feasible++;
        g_assert_cmpint(cost, ==, best);
        for (guint i = 0; i < lines->len; i++)
            breaks[i] = g_array_index(lines, RectoBreakLine, i).item;
        g_assert_cmpint(recto_break_cost(items, n, &set, breaks, lines->len), ==, best);
        g_array_unref(lines);
    }
    g_assert_cmpuint(feasible, >, 200);
    g_rand_free(random);
}

static void an_emergency_always_ends_in_lines(void)
{
    GRand *random = g_rand_new_with_seed(7);
    for (guint round = 0; round < 300; round++) {
        RectoBreakItem items[ITEMS_MAX];
        guint n = make_row(random, items);
        RectoBreakSetting set = make_setting(random, (RectoFit)(round % 3));
        set.other = set.first = g_rand_int_range(random, 1, 60) * RECTO_POINT;
        set.emergency = TRUE;
        GArray *lines = recto_break_items(items, n, &set, NULL);
        g_assert_nonnull(lines);
        g_assert_cmpuint(g_array_index(lines, RectoBreakLine, lines->len - 1).item, ==, n - 1);
        for (guint i = 1; i < lines->len; i++)
            g_assert_cmpuint(g_array_index(lines, RectoBreakLine, i).item, >,
                             g_array_index(lines, RectoBreakLine, i - 1).item);
        g_array_unref(lines);
    }
    g_rand_free(random);
}

/* A line of two words that the measure leaves no choice. */
static guint8 fitness_at(RectoLength measure)
{
    RectoBreakItem items[] = {
        {.kind = RECTO_BREAK_BOX, .width = 100 * RECTO_POINT},
        {.kind = RECTO_BREAK_GLUE, .width = 10 * RECTO_POINT, .flex = 10 * RECTO_POINT, .penalty = RECTO_BREAK_NEVER},
        {.kind = RECTO_BREAK_BOX, .width = 100 * RECTO_POINT},
        {.kind = RECTO_BREAK_PENALTY},
        {.kind = RECTO_BREAK_BOX, .width = 100 * RECTO_POINT},
        {.kind = RECTO_BREAK_PENALTY, .penalty = RECTO_BREAK_FORCED},
    };
    RectoBreakSetting set = {
        .first = measure, .other = measure, .space_min = 800, .space_max = 1600, .expansion = 20, .ladder = 2};
    RectoBreaker breaker;
    RectoLineCost line = {.fitness = G_MAXUINT8};
    recto_breaker_init(&breaker, items, G_N_ELEMENTS(items), &set);
    g_assert_true(recto_line_cost(&breaker, &breaker.points[0], &breaker.points[1], &line));
    recto_breaker_clear(&breaker);
    return line.fitness;
}

static void letters_count_when_neighbours_are_compared(void)
{
    g_assert_cmpuint(fitness_at(206.5 * RECTO_POINT), ==, RECTO_FITNESS_TIGHT);
    g_assert_cmpuint(fitness_at(208.5 * RECTO_POINT), ==, RECTO_FITNESS_NORMAL);
    g_assert_cmpuint(fitness_at(211.5 * RECTO_POINT), ==, RECTO_FITNESS_NORMAL);
    g_assert_cmpuint(fitness_at(213.5 * RECTO_POINT), ==, RECTO_FITNESS_OPEN);
    g_assert_cmpuint(fitness_at(219 * RECTO_POINT), ==, RECTO_FITNESS_LOOSE);
    g_assert_cmpint(recto_adjacency_cost(RECTO_FITNESS_TIGHT, RECTO_FITNESS_NORMAL), ==, 0);
    g_assert_cmpint(recto_adjacency_cost(RECTO_FITNESS_TIGHT, RECTO_FITNESS_OPEN), >, 0);
}

/* Thirty equal words, five to a line. */
static guint even_words(RectoBreakItem *items, guint n_words)
{
    guint n = 0;
    for (guint i = 0; i < n_words; i++) {
        items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_BOX, .width = 17 * RECTO_POINT};
        if (i + 1 < n_words)
            items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_GLUE, .width = 3 * RECTO_POINT, .flex = 3 * RECTO_POINT};
    }
    items[n++] = (RectoBreakItem){.kind = RECTO_BREAK_PENALTY, .penalty = RECTO_BREAK_FORCED};
    return n;
}

static void looseness_adds_a_line_where_it_can(void)
{
    RectoBreakItem items[80];
    guint n = even_words(items, 32);
    RectoBreakSetting set = {
        .first = 97 * RECTO_POINT, .other = 97 * RECTO_POINT, .space_min = 800, .space_max = 4000, .ladder = 2};
    GArray *plain = recto_break_items(items, n, &set, NULL);
    g_assert_cmpuint(plain->len, ==, 7);
    set.looseness = 1;
    GArray *loose = recto_break_items(items, n, &set, NULL);
    g_assert_cmpuint(loose->len, ==, 8);
    set.looseness = -3; /* can't be */
    GArray *tight = recto_break_items(items, n, &set, NULL);
    g_assert_cmpuint(tight->len, ==, 7);
    g_array_unref(plain);
    g_array_unref(loose);
    g_array_unref(tight);
}

static void balanced_lines_are_as_few_as_can_be_and_even(void)
{
    RectoBreakItem items[80];
    guint n = even_words(items, 6);
    RectoBreakSetting set = {.fit = RECTO_FIT_BALANCED, .first = 100 * RECTO_POINT, .other = 100 * RECTO_POINT};
    GArray *lines = recto_break_items(items, n, &set, NULL);
    g_assert_cmpuint(lines->len, ==, 2);
    g_assert_cmpuint(g_array_index(lines, RectoBreakLine, 0).item, ==, 5);
    g_array_unref(lines);
}

static void expansion_comes_before_the_word_space(void)
{
    RectoBreakSetting set = {.space_min = 800, .space_max = 1600, .expansion = 20, .letterspacing = 10};
    RectoMisfit misfit = {.target = 102000, .solid = 90000, .glue = 10000, .flex = 10000, .room = 50000};
    RectoBreakLine line;
    recto_fit_line(&misfit, &set, &line);
    g_assert_cmpint(line.ratio, ==, 0);
    g_assert_cmpint(line.expansion, >, 0);
    g_assert_cmpint(line.expansion % 5, ==, 0);
    misfit.target = 112000; /* 12000 lack: 1800 and 500 are taken up */
    recto_fit_line(&misfit, &set, &line);
    g_assert_cmpint(line.expansion, ==, 20);
    g_assert_cmpint(line.spacing, ==, 500);
    g_assert_cmpint(line.ratio, ==, 970);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/breaker/the-optimum-is-that-of-all-ways", the_optimum_is_that_of_all_ways);
    g_test_add_func("/breaker/an-emergency-always-ends-in-lines", an_emergency_always_ends_in_lines);
    g_test_add_func("/breaker/looseness-adds-a-line-where-it-can", looseness_adds_a_line_where_it_can);
    g_test_add_func("/breaker/balanced-lines-are-few-and-even", balanced_lines_are_as_few_as_can_be_and_even);
    g_test_add_func("/breaker/expansion-comes-before-the-word-space", expansion_comes_before_the_word_space);
    g_test_add_func("/breaker/letters-count-when-neighbours-are-compared", letters_count_when_neighbours_are_compared);
    return g_test_run();
}
