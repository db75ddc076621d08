/* Tests of finding rivers in paragraphs (text/rivers.h). */
#include "text/rivers.h"

static void add_line(RectoGaps *gaps, const int *places, guint n, int width)
{
    for (guint i = 0; i < n; i++) {
        RectoGap gap = {places[i] * RECTO_POINT, (places[i] + width) * RECTO_POINT};
        g_array_append_val(gaps->gaps, gap);
    }
    g_array_append_val(gaps->ends, gaps->gaps->len);
}

static guint longest(const int lines[][3], guint n, guint *ret_first)
{
    RectoGaps gaps;
    recto_gaps_init(&gaps);
    for (guint i = 0; i < n; i++)
        add_line(&gaps, lines[i], 3, 4);
    guint length = recto_longest_river(&gaps, ret_first);
    recto_gaps_clear(&gaps);
    return length;
}

static void a_river_runs_straight_down(void)
{
    static const int lines[][3] = {{10, 60, 90}, {30, 70, 110}, {20, 70, 130}, {40, 71, 100}, {10, 70, 120}};
    guint first = 0;
    g_assert_cmpuint(longest(lines, 5, &first), ==, 4);
    g_assert_cmpuint(first, ==, 1);
}

static void a_river_may_wander(void)
{
    static const int lines[][3] = {{10, 60, 90}, {12, 70, 110}, {14, 50, 130}, {16, 85, 100}, {18, 40, 120}};
    guint first = 9;
    g_assert_cmpuint(longest(lines, 5, &first), ==, 5);
    g_assert_cmpuint(first, ==, 0);
}

static void spaces_that_hardly_touch_are_none(void)
{
    static const int lines[][3] = {{10, 60, 90}, {13, 70, 110}, {16, 50, 130}, {19, 85, 100}};
    guint first = 0;
    g_assert_cmpuint(longest(lines, 4, &first), ==, 1);
}

static void a_line_without_spaces_ends_all(void)
{
    RectoGaps gaps;
    guint first = 0;
    recto_gaps_init(&gaps);
    g_assert_cmpuint(recto_longest_river(&gaps, &first), ==, 0);
    const int place = 20;
    for (guint i = 0; i < 7; i++)
        add_line(&gaps, &place, i != 3, 4);
    g_assert_cmpuint(recto_longest_river(&gaps, &first), ==, 3);
    recto_gaps_clear(&gaps);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rivers/a-river-runs-straight-down", a_river_runs_straight_down);
    g_test_add_func("/rivers/a-river-may-wander", a_river_may_wander);
    g_test_add_func("/rivers/spaces-that-hardly-touch-are-none", spaces_that_hardly_touch_are_none);
    g_test_add_func("/rivers/a-line-without-spaces-ends-all", a_line_without_spaces_ends_all);
    return g_test_run();
}
