#include "style/style.h"

#include "style/keys.h"
#include "style/value.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoStyle *style;
} Resolved;

static Resolved resolve(const char *name, guint words, const char *const *sets)
{
    Resolved resolved = {recto_diagnostics_new(), NULL};
    g_autoptr(GError) error = NULL;
    RectoStyleRequest request = {.style = name, .sets = sets, .n_words = words, .n_headings = 9, .n_top_headings = 5};
    resolved.style = recto_style_resolve(&request, resolved.diagnostics, &error);
    g_assert_no_error(error);
    return resolved;
}

static void resolved_clear(Resolved *resolved)
{
    recto_style_free(resolved->style);
    recto_diagnostics_free(resolved->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Resolved, resolved_clear)

static void assert_clean(const Resolved *resolved)
{
    g_autofree char *report = recto_diagnostics_print(resolved->diagnostics, TRUE, FALSE);
    g_assert_cmpstr(report, ==, "");
}

/* Every key of style.def has a default in base.yaml, every colour its contrast, at every length and on both papers. */
static void shipped_styles_are_complete(void)
{
    static const char *const names[] = {"base", "kata"};
    static const char *const sizes[] = {"page.size=a4", "page.size=letter"};
    static const guint lengths[] = {50, 450, 2000, 12000};
    for (guint n = 0; n < G_N_ELEMENTS(names); n++)
        for (guint s = 0; s < G_N_ELEMENTS(sizes); s++)
            for (guint l = 0; l < G_N_ELEMENTS(lengths); l++) {
                const char *const sets[] = {sizes[s], NULL};
                g_auto(Resolved) resolved = resolve(names[n], lengths[l], sets);
                assert_clean(&resolved);
                g_assert_cmpint(resolved.style->composition, ==, (int)l);
            }
}

static void groups_count_where_they_are_named(void)
{
    g_auto(Resolved) paper = resolve("base", 2000, NULL), leaflet = resolve("base", 450, NULL);
    g_assert_cmpint(paper.style->body.size, ==, RECTO_PT(10.5));
    g_assert_cmpint(paper.style->page_unit, ==, RECTO_PT(14));
    g_assert_cmpint(leaflet.style->body.size, ==, RECTO_PT(11.5));
    g_assert_cmpint(leaflet.style->h2.before, ==, RECTO_PT(32));
    g_assert_cmpint(leaflet.style->page_text_top, ==, RECTO_PT(196));
}

static void brand_beats_base_and_set_beats_all(void)
{
    static const char *const sets[] = {"body.size=12pt", "colour.accent=#00AA00", NULL};
    g_auto(Resolved) kata = resolve("kata", 450, NULL), set = resolve("kata", 450, sets);
    g_assert_cmpint(kata.style->body.size, ==, RECTO_PT(11));
    g_assert_cmpstr(kata.style->body.font, ==, "Roboto");
    g_assert_cmpint(kata.style->colour_accent.r, ==, 0xF1);
    g_assert_cmpint(set.style->body.size, ==, RECTO_PT(12));
    g_assert_cmpint(set.style->chapter_numeral.colour.g, ==, 0xAA);
}

static RectoDiagnostic *only_finding(const Resolved *resolved)
{
    g_autoptr(GPtrArray) all = recto_diagnostics_sorted(resolved->diagnostics);
    g_assert_cmpuint(all->len, ==, 1);
    return g_ptr_array_index(all, 0);
}

static void unknown_key_is_told_its_neighbour(void)
{
    static const char *const sets[] = {"body.sise=12pt", NULL};
    g_auto(Resolved) resolved = resolve("base", 450, sets);
    g_assert_cmpint(only_finding(&resolved)->severity, ==, RECTO_ERROR);
    g_assert_nonnull(strstr(only_finding(&resolved)->text, "body.size"));
}

static void wrong_value_is_an_error(void)
{
    static const char *const sets[] = {"body.size=large", NULL};
    g_auto(Resolved) resolved = resolve("base", 450, sets);
    g_assert_cmpint(only_finding(&resolved)->code, ==, RECTO_CODE_BAD_VALUE);
}

static void pale_text_is_warned_of(void)
{
    static const char *const sets[] = {"body.colour=#AAAAAA", NULL};
    g_auto(Resolved) resolved = resolve("base", 450, sets);
    g_assert_cmpint(only_finding(&resolved)->code, ==, RECTO_CODE_LOW_CONTRAST);
}

static void a_file_of_ones_own_extends_base(void)
{
    g_autofree char *folder = g_dir_make_tmp("recto-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "mine.yaml", NULL);
    g_assert_true(
        g_file_set_contents(path, "extends: kata\npage.left: 2cm\nleaflet: {body: {size: 13pt}}\n", -1, NULL));
    g_auto(Resolved) resolved = resolve(path, 450, NULL);
    assert_clean(&resolved);
    g_assert_cmpstr(resolved.style->name, ==, "mine");
    g_assert_cmpint(resolved.style->body.size, ==, RECTO_PT(13));
    g_assert_cmpint(ABS(resolved.style->page_left - RECTO_PT(56.69)), <, RECTO_POINT / 50);
    g_assert_cmpuint(g_strv_length((char **)recto_style_files(resolved.style)), ==, 3);
    g_assert_true(g_file_set_contents(path, "extends: mine.yaml\n", -1, NULL));
    g_auto(Resolved) cycle = resolve(path, 450, NULL);
    g_assert_cmpuint(recto_diagnostics_count(cycle.diagnostics, RECTO_ERROR), >, 0);
}

static void values_have_units(void)
{
    RectoLength length = 0;
    RectoColour colour;
    int number = 0;
    g_assert_true(recto_value_length("1in", 0, &length));
    g_assert_cmpint(length, ==, RECTO_PT(72));
    g_assert_true(recto_value_length("2.5u", RECTO_PT(14), &length));
    g_assert_cmpint(length, ==, RECTO_PT(35));
    g_assert_true(recto_value_length("-0.5", 0, &length));
    g_assert_false(recto_value_length("12px", 0, &length));
    g_assert_true(recto_value_colour("#fA0", &colour));
    g_assert_cmpint(colour.g, ==, 0xAA);
    g_assert_false(recto_value_colour("orange", &colour));
    g_assert_true(recto_value_percent("80%", &number));
    g_assert_cmpint(number, ==, 800);
    g_assert_cmpint(recto_contrast((RectoColour){FALSE, 0, 0, 0}, (RectoColour){FALSE, 255, 255, 255}), ==, 2100);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/style/shipped-styles-are-complete", shipped_styles_are_complete);
    g_test_add_func("/style/groups-count-where-they-are-named", groups_count_where_they_are_named);
    g_test_add_func("/style/brand-beats-base-and-set-beats-all", brand_beats_base_and_set_beats_all);
    g_test_add_func("/style/unknown-key-is-told-its-neighbour", unknown_key_is_told_its_neighbour);
    g_test_add_func("/style/wrong-value-is-an-error", wrong_value_is_an_error);
    g_test_add_func("/style/pale-text-is-warned-of", pale_text_is_warned_of);
    g_test_add_func("/style/a-file-of-ones-own-extends-base", a_file_of_ones_own_extends_base);
    g_test_add_func("/style/values-have-units", values_have_units);
    return g_test_run();
}
