/* Tests of the conversion of colours to inks, and of booklets (page/inks.h). */
#include "pdf/pdf_inks.h"
#include "page/printer_marks.h"

static const RectoColour ink = {FALSE, 0x1f, 0x1f, 0x1f}, orange = {FALSE, 0xf1, 0x5b, 0x3e};

static RectoInks *make(void)
{
    RectoInks *inks = recto_inks_new(ink);
    recto_inks_give(inks, orange, (RectoCmyk){TRUE, {0, 750, 800, 0}});
    recto_inks_give(inks, orange, (RectoCmyk){TRUE, {1000, 0, 0, 0}});
    recto_inks_give(inks, (RectoColour){FALSE, 1, 2, 200}, (RectoCmyk){FALSE, {1000, 0, 0, 0}});
    return inks;
}

static void assert_inks(RectoCmyk cmyk, guint cyan, guint magenta, guint yellow, guint black)
{
    g_assert_cmpuint(cmyk.ink[RECTO_CYAN], ==, cyan);
    g_assert_cmpuint(cmyk.ink[RECTO_MAGENTA], ==, magenta);
    g_assert_cmpuint(cmyk.ink[RECTO_YELLOW], ==, yellow);
    g_assert_cmpuint(cmyk.ink[RECTO_BLACK], ==, black);
}

static void first_given_inks_win(void)
{
    g_autoptr(RectoInks) inks = make();
    assert_inks(recto_inks_of(inks, orange), 0, 750, 800, 0);
    /* Not given: by the formula. */
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 1, 2, 200}), 995, 990, 0, 216);
}

static void mixes_with_white_keep_their_inks(void)
{
    g_autoptr(RectoInks) inks = make();
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 0xf8, 0xad, 0x9f}), 0, 375, 400, 0);
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 255, 255, 255}), 0, 0, 0, 0);
    /* As light, but another hue. */
    g_assert_cmpuint(recto_inks_of(inks, (RectoColour){FALSE, 0x9f, 0xad, 0xf8}).ink[RECTO_CYAN], >, 0);
}

static void greys_are_black_ink_alone(void)
{
    g_autoptr(RectoInks) inks = make();
    assert_inks(recto_inks_of(inks, ink), 0, 0, 0, 1000);
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 0, 0, 0}), 0, 0, 0, 1000);
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 143, 143, 143}), 0, 0, 0, 500);
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 140, 143, 138}), 0, 0, 0, 500);
}

static void one_coloured_ink_is_left_out(void)
{
    g_autoptr(RectoInks) inks = recto_inks_new((RectoColour){.none = TRUE});
    for (guint i = 0; i < 0x1000; i += 7) {
        RectoColour colour = {FALSE, (guint8)((i >> 8) * 17), (guint8)((i >> 4 & 15) * 17), (guint8)((i & 15) * 17)};
        RectoCmyk cmyk = recto_inks_of(inks, colour);
        g_assert_cmpuint(MIN(cmyk.ink[0], MIN(cmyk.ink[1], cmyk.ink[2])), ==, 0);
        g_assert_cmpuint(recto_cmyk_total(cmyk), <=, 3000);
    }
}

static RectoCmyk all_yellow(RectoColour colour, gpointer data)
{
    return (RectoCmyk){TRUE, {0, 0, *(guint16 *)data, 0}};
}

static void profile_is_asked_for_what_is_not_given(void)
{
    guint16 yellow = 420;
    g_autoptr(RectoInks) inks = make();
    recto_inks_set_profile(inks, all_yellow, &yellow);
    assert_inks(recto_inks_of(inks, (RectoColour){FALSE, 1, 2, 200}), 0, 0, 420, 0);
    assert_inks(recto_inks_of(inks, orange), 0, 750, 800, 0);
    assert_inks(recto_inks_of(inks, ink), 0, 0, 0, 1000);
    g_autoptr(GArray) used = recto_inks_used(inks);
    g_assert_cmpuint(used->len, ==, 3);
    g_assert_cmpuint(g_array_index(used, RectoColour, 0).r, ==, 1);
    g_assert_cmpuint(g_array_index(used, RectoColour, 2).r, ==, 0xf1);
}

static void content_is_rewritten(void)
{
    static const struct {
        const char *content, *wanted;
    } cases[] = {
        {"q 0.945098 0.356863 0.243137 rg /a0 gs\n0 0 1 1 re f Q", "q 0 0.75 0.8 0 k /a0 gs\n0 0 1 1 re f Q"},
        {"0.945098 0.356863 0.243137 RG 1 w", "0 0.75 0.8 0 K 1 w"},
        {"0 g 1 G", "0 0 0 1 k 0 0 0 0 K"},
        {"0.00392157 0.00784314 0.0117647 RG\n", "/RectoAll CS 1 SCN\n"},
        {"[(1 0 0 rg)-3<00>]TJ", "[(1 0 0 rg)-3<00>]TJ"},
        {"/CSp cs /p5 scn 1 0 0 1 k", "/CSp cs /p5 scn 1 0 0 1 k"},
        {"rg 1 rg", "rg 1 rg"},
        {"", ""},
    };
    g_autoptr(RectoInks) inks = make();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = recto_pdf_inks_content(inks, cases[i].content, strlen(cases[i].content));
        g_assert_cmpstr(out->str, ==, cases[i].wanted);
    }
}

static void sheets_come_in_the_printers_order(void)
{
    static const char *const wanted[] = {"8, 1", "2, 7", "6, 3", "4, 5"};
    g_autoptr(RectoPages) pages = recto_pages_new(RECTO_PT(100), RECTO_PT(150));
    for (guint i = 0; i < 8; i++) {
        g_autofree char *label = g_strdup_printf("%u", i + 1);
        recto_pages_add(pages, label);
    }
    g_autoptr(RectoPages) sheets = recto_pages_booklet(pages);
    g_assert_cmpint(sheets->width, ==, RECTO_PT(200));
    g_assert_cmpint(sheets->fold, ==, RECTO_PT(100));
    g_assert_cmpuint(sheets->pages->len, ==, G_N_ELEMENTS(wanted));
    for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
        g_assert_cmpstr(recto_pages_page(sheets, i)->label, ==, wanted[i]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inks/first given inks win", first_given_inks_win);
    g_test_add_func("/inks/mixes with white keep their inks", mixes_with_white_keep_their_inks);
    g_test_add_func("/inks/greys are black ink alone", greys_are_black_ink_alone);
    g_test_add_func("/inks/one coloured ink is left out", one_coloured_ink_is_left_out);
    g_test_add_func("/inks/profile is asked for what is not given", profile_is_asked_for_what_is_not_given);
    g_test_add_func("/inks/content is rewritten", content_is_rewritten);
    g_test_add_func("/inks/sheets come in the printer's order", sheets_come_in_the_printers_order);
    return g_test_run();
}
