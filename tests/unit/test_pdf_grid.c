/* Paths of drawings are rounded, and nothing else of a content stream is. */
#include "pdf/pdf_grid.h"

#include <glib.h>
#include <string.h>

static void check(const char *content, const char *expected)
{
    GString *rounded = recto_pdf_round_paths(content, strlen(content));
    g_assert_cmpstr(rounded->str, ==, expected);
    g_string_free(rounded, TRUE);
}

static void points_are_rounded_to_tenths(void)
{
    check("709.004 2880 m 709.996 2376.25 l -0.04 -7.06 1.55 2 3 4.449 c h f\n",
          "709 2880 m 710 2376.3 l 0 -7.1 1.6 2 3 4.4 c h f\n");
    check("1.234 2.345 3.456 4.567 v 1.234 2.345 3.456 4.567 y 0.123 0 10 20.06 re W n",
          "1.2 2.3 3.5 4.6 v 1.2 2.3 3.5 4.6 y 0.1 0 10 20.1 re W n");
}

static void two_neighbours_in_cairos_steps_come_out_alike(void)
{
    check("77.285 10 m", "77.3 10 m");
    check("77.281 10 m", "77.3 10 m");
}

static void matrices_colours_and_widths_stay(void)
{
    static const char content[] =
        "q 1 0 0 1 0.00119973 0.00119973 cm 0.247059 0.470588 0.690196 rg 0.333 w [1.55 2.05] 0.12 d /a0 gs Q";
    check(content, content);
}

static void words_and_inline_pictures_stay(void)
{
    static const char content[] = "BT 12.345 0 0 12.345 1.234 5.678 Tm (1.234 5.678 m) Tj ET BI /W 1 /H 1 /BPC 8 "
                                  "/CS /G ID 1.234 5.678 l EI Q";
    check(content, content);
}

static void operands_that_are_missing_or_no_numbers_stay(void)
{
    check("m", "m");
    check("1.234 l", "1.2 l");
    check("/Name 1.26 m", "/Name 1.3 m");
    check("1e999999999999999999999999999999999999999 99999999999.26 m",
          "1e999999999999999999999999999999999999999 99999999999.26 m");
    check("", "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf_grid/points_are_rounded_to_tenths", points_are_rounded_to_tenths);
    g_test_add_func("/pdf_grid/two_neighbours_in_cairos_steps_come_out_alike",
                    two_neighbours_in_cairos_steps_come_out_alike);
    g_test_add_func("/pdf_grid/matrices_colours_and_widths_stay", matrices_colours_and_widths_stay);
    g_test_add_func("/pdf_grid/words_and_inline_pictures_stay", words_and_inline_pictures_stay);
    g_test_add_func("/pdf_grid/operands_that_are_missing_or_no_numbers_stay",
                    operands_that_are_missing_or_no_numbers_stay);
    return g_test_run();
}
