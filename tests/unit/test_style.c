/* Tests of style resolution: layers, keys, checks and diagnostics (style/style.h). */
#include "base/folder.h"
#include "style/style.h"

#include "style/keys.h"
#include "style/value.h"

#include <glib/gstdio.h>
#include <stdlib.h>
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
    static const char *const names[] = {"base", "kata", "openinfra", "quiet", "bold"};
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
    recto_folder_remove_tree(folder);
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

static RectoStyle *resolve_front(const char *yaml, const RectoStyleRequest *like, RectoDiagnostics *diagnostics,
                                 RectoYaml **ret_yaml)
{
    g_autoptr(GError) error = NULL;
    RectoStyleRequest request = *like;
    *ret_yaml = recto_yaml_parse(yaml, strlen(yaml), 0, 1, diagnostics);
    request.front = (*ret_yaml)->root;
    RectoStyle *style = recto_style_resolve(&request, diagnostics, &error);
    g_assert_no_error(error);
    return style;
}

static void front_matter_counts_only_in_its_own_keys(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoYaml) yaml = NULL;
    g_autoptr(RectoStyle) style =
        resolve_front("title: T\nbody: {size: 3pt}\nnote: x\nstyle: kata\nrecto: {body.size: 12pt}\n",
                      &(RectoStyleRequest){.n_words = 2000}, diagnostics, &yaml);
    g_assert_cmpint(style->body.size, ==, RECTO_PT(12));
    g_assert_cmpstr(style->name, ==, "kata");
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_ERROR), ==, 0);
}

/* Checks the value of `cover:` in front matter: the resulting kind, image and number of warnings. */
static void front_matter_says_what_the_cover_is(void)
{
    static const struct {
        const char *front;
        RectoCoverKind kind;
        const char *picture;
        int across;
        guint warnings;
    } cases[] = {
        {"title: T\n", RECTO_COVER_FIELD, "", 500, 0},
        {"cover: plain\n", RECTO_COVER_PLAIN, "", 500, 0},
        {"cover: lake.jpg\n", RECTO_COVER_FIELD, "lake.jpg", 500, 0},
        {"cover: /img/lake\n", RECTO_COVER_FIELD, "/img/lake", 500, 0},
        {"cover: {image: lake.jpg, alt: A lake, focus: 30% 60%}\n", RECTO_COVER_FIELD, "lake.jpg", 300, 0},
        {"cover: {kind: plain, picture: lake.jpg}\n", RECTO_COVER_PLAIN, "lake.jpg", 500, 0},
        {"cover: yes\n", RECTO_COVER_FIELD, "", 500, 0},
        {"cover: false\n", RECTO_COVER_NONE, "", 500, 0},
        {"cover: [a.jpg]\n", RECTO_COVER_FIELD, "", 500, 0},
        {"cover:\n", RECTO_COVER_FIELD, "", 500, 0},
        {"cover: feild\n", RECTO_COVER_FIELD, "", 500, 1},
        {"cover: lake.jpg\nrecto: {cover.picture: sea.jpg}\n", RECTO_COVER_FIELD, "sea.jpg", 500, 0},
        {"image: a.jpg\nthumbnail: b.jpg\n", RECTO_COVER_FIELD, "", 500, 0},
        {"image: a.jpg\nthumbnail: b.jpg\nrecto: {cover.picture.post: yes}\n", RECTO_COVER_FIELD, "b.jpg", 500, 0},
        {"cover: lake.jpg\nimage: a.jpg\nrecto: {cover.picture.post: yes}\n", RECTO_COVER_FIELD, "lake.jpg", 500, 0},
        {"image: {src: a.jpg}\nrecto: {cover.picture.post: yes}\n", RECTO_COVER_FIELD, "a.jpg", 500, 0},
        {"images: [a.jpg, b.jpg]\nrecto: {cover.picture.post: yes}\n", RECTO_COVER_FIELD, "a.jpg", 500, 0},
        {"seo: {image: a.jpg}\nrecto: {cover.picture.post: yes}\n", RECTO_COVER_FIELD, "a.jpg", 500, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
        g_autoptr(RectoYaml) yaml = NULL;
        g_autoptr(RectoStyle) style =
            resolve_front(cases[i].front, &(RectoStyleRequest){.style = "kata", .n_words = 2000}, diagnostics, &yaml);
        g_assert_cmpint(style->cover_kind, ==, cases[i].kind);
        g_assert_cmpstr(style->cover_picture, ==, cases[i].picture);
        g_assert_cmpint(style->cover_focus_x, ==, cases[i].across);
        g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, cases[i].warnings);
        g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_ERROR), ==, 0);
    }
}

static void misspelt_style_is_one_error(void)
{
    g_auto(Resolved) resolved = resolve("katta", 450, NULL);
    g_assert_cmpint(only_finding(&resolved)->code, ==, RECTO_CODE_UNKNOWN_STYLE);
    g_assert_cmpint(resolved.style->body.size, ==, RECTO_PT(11.5));
}

static void style_that_extends_itself_is_one_error(void)
{
    g_autofree char *folder = g_dir_make_tmp("recto-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "round.yaml", NULL);
    g_assert_true(g_file_set_contents(path, "extends: round.yaml\n", -1, NULL));
    g_auto(Resolved) resolved = resolve(path, 450, NULL);
    g_assert_cmpint(only_finding(&resolved)->code, ==, RECTO_CODE_STYLE_CYCLE);
    recto_folder_remove_tree(folder);
}

/* The front matter comes from anywhere: it must not make recto read (and quote) files outside the document's root. */
static void front_matter_names_no_style_outside_the_root(void)
{
    g_autofree char *folder = g_dir_make_tmp("recto-XXXXXX", NULL);
    g_autofree char *inside = g_build_filename(folder, "docs", NULL);
    g_autofree char *outer = g_build_filename(folder, "mine.yaml", NULL);
    g_autofree char *inner = g_build_filename(inside, "mine.yaml", NULL);
    g_assert_cmpint(g_mkdir(inside, 0755), ==, 0);
    g_assert_true(g_file_set_contents(outer, "body.size: 7pt\n", -1, NULL));
    g_assert_true(g_file_set_contents(inner, "body.size: 8pt\n", -1, NULL));
    const RectoStyleRequest request = {.n_words = 2000, .document_dir = inside, .root = inside};
    static const char *const named[] = {"style: mine.yaml\n", "style: ../mine.yaml\n", "style: /etc/passwd.yaml\n"};
    for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
        g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
        g_autoptr(RectoYaml) yaml = NULL;
        g_autoptr(RectoStyle) style = resolve_front(named[i], &request, diagnostics, &yaml);
        g_assert_cmpint(style->body.size, ==, i == 0 ? RECTO_PT(8) : RECTO_PT(10.5));
        g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_ERROR), ==, i == 0 ? 0 : 1);
    }
    recto_folder_remove_tree(folder);
}

/* Ten maps, each of ten aliases of the one before: 10^10 values in 400 bytes. */
static void aliases_of_aliases_end(void)
{
    GString *yaml = g_string_new("recto:\n  a0: &a0 {x: 1}\n");
    for (int i = 1; i <= 10; i++) {
        g_string_append_printf(yaml, "  a%d: &a%d {", i, i);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(yaml, "%sk%d: *a%d", k ? ", " : "", k, i - 1);
        g_string_append(yaml, "}\n");
    }
    g_autofree char *text = g_string_free(yaml, FALSE);
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoYaml) tree = NULL;
    g_autoptr(RectoStyle) style = resolve_front(text, &(RectoStyleRequest){.n_words = 450}, diagnostics, &tree);
    g_assert_nonnull(style);
    guint n = recto_diagnostics_count(diagnostics, RECTO_ERROR);
    g_assert_true(n > 0 && n < 100000);
}

static void mistake_in_a_group_that_does_not_count_is_found(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoYaml) yaml = NULL;
    g_autoptr(RectoStyle) style = resolve_front("recto: {letter: {report: {body.sise: 3pt}}, report: {body.size: 9pt}}",
                                                &(RectoStyleRequest){.n_words = 450}, diagnostics, &yaml);
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_ERROR), ==, 1);
    g_assert_cmpint(style->body.size, ==, RECTO_PT(11.5));
}

/* Word counts alone make a report: nearly every post has three headings of the first level. */
static void headings_do_not_make_a_report(void)
{
    g_auto(Resolved) post = resolve("base", 1200, NULL), report = resolve("base", 3000, NULL);
    static const char *const forced[] = {"composition=report", NULL};
    g_auto(Resolved) set = resolve("base", 200, forced);
    g_assert_cmpint(post.style->composition, ==, RECTO_COMPOSITION_ARTICLE);
    g_assert_cmpint(report.style->composition, ==, RECTO_COMPOSITION_REPORT);
    g_assert_false(report.style->chapter_opens);
    g_assert_cmpint(set.style->composition, ==, RECTO_COMPOSITION_REPORT);
    RectoStyleRequest request = {.n_words = 5000, .n_headings = 2, .n_top_headings = 2};
    g_autoptr(RectoStyle) two = recto_style_resolve(&request, post.diagnostics, NULL);
    g_assert_cmpint(two->composition, ==, RECTO_COMPOSITION_REPORT);
    g_assert_false(two->chapter_opens);
}

static gboolean opens(const guint *words, guint n)
{
    RectoStyleRequest request = {
        .n_words = 9000, .n_headings = n, .n_top_headings = n, .chapter_words = words, .n_chapters = n};
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStyle) style = recto_style_resolve(&request, diagnostics, NULL);
    return style->chapter_opens;
}

/* Three chapters at least, a median of 600 words, fewer than one in five below 250. */
static void only_long_chapters_open_a_page(void)
{
    static const guint median[] = {600, 600, 250, 700, 600}, below[] = {599, 599, 900, 900, 599}, two[] = {900, 900},
                       fifth[] = {900, 900, 900, 900, 249}, sixth[] = {900, 900, 900, 900, 900, 249},
                       even[] = {500, 700, 599, 601};
    g_assert_true(opens(median, 5));
    g_assert_false(opens(below, 5));
    g_assert_false(opens(two, 2));
    g_assert_false(opens(fifth, 5));
    g_assert_true(opens(sixth, 6));
    g_assert_true(opens(even, 4));
}

static void accent_alone_gives_a_link_colour_that_can_be_read(void)
{
    static const char *const orange[] = {"colour.accent=#F15B3E", NULL};
    static const char *const both[] = {"colour.accent=#F15B3E", "colour.link=#123456", NULL};
    g_auto(Resolved) one = resolve("base", 450, orange), two = resolve("base", 450, both);
    g_assert_cmpint(recto_contrast(one.style->colour_link, one.style->colour_tint), >=, 450);
    g_assert_cmpint(recto_contrast(one.style->colour_link, one.style->colour_tint), <, 500);
    g_assert_cmpint(one.style->colour_link.r, >, one.style->colour_link.b);
    g_assert_cmpint(two.style->colour_link.b, ==, 0x56);
    assert_clean(&one);
}

static void plain_cover_of_a_brand_with_a_field_is_no_contrast_mistake(void)
{
    static const char *const sets[] = {"cover=plain", NULL};
    g_auto(Resolved) resolved = resolve("kata", 450, sets);
    assert_clean(&resolved);
}

static void pattern_that_hides_text_is_told_how_much_would_do(void)
{
    static const char *const names[] = {"kata", "openinfra", "bold"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        static const char *const much[] = {"cover.pattern=dots", "cover.pattern.share=50%", NULL};
        g_auto(Resolved) resolved = resolve(names[i], 450, much);
        int least = 1000;
        g_autoptr(GPtrArray) all = recto_diagnostics_sorted(resolved.diagnostics);
        g_assert_cmpuint(all->len, >=, 2);
        for (guint k = 0; k < all->len; k++) {
            const RectoDiagnostic *found = g_ptr_array_index(all, k);
            const char *share = strrchr(found->text, ';');
            g_assert_cmpint(found->code, ==, RECTO_CODE_PATTERN_CONTRAST);
            least = MIN(least, atoi(share + 2));
        }
        g_autofree char *enough = g_strdup_printf("cover.pattern.share=%d%%", least);
        const char *const passing[] = {"cover.pattern=dots", enough, NULL};
        g_auto(Resolved) mended = resolve(names[i], 450, passing);
        assert_clean(&mended);
    }
}

static void page_without_room_is_an_error_and_gets_some(void)
{
    static const char *const wrong[] = {"page.unit=0",       "page.right=10pt",     "page.text-bottom=0", "body.size=0",
                                        "body.leading=-3pt", "page.text-top=-90pt", "page.right=30in"};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        const char *const sets[] = {wrong[i], NULL};
        g_auto(Resolved) resolved = resolve("base", 450, sets);
        g_assert_cmpuint(recto_diagnostics_count(resolved.diagnostics, RECTO_ERROR), >, 0);
        g_assert_cmpint(resolved.style->body.size, >, 0);
        g_assert_cmpint(resolved.style->body.leading, >, 0);
        g_assert_cmpint(resolved.style->page_unit, >, 0);
        g_assert_cmpint(resolved.style->page_text_bottom, >, resolved.style->page_text_top);
        g_assert_cmpint(resolved.style->page_right, >, resolved.style->page_column);
    }
}

static void kata_leaflet_has_the_measures_of_the_larger_grid(void)
{
    g_auto(Resolved) kata = resolve("kata", 450, NULL);
    g_assert_cmpint(kata.style->cover_subtitle.leading, ==, RECTO_PT(32));
    g_assert_cmpint(kata.style->h2.size, ==, RECTO_PT(17));
    g_assert_cmpint(kata.style->h2.weight, ==, 500);
    g_assert_cmpint(kata.style->lead.leading, ==, RECTO_PT(24));
    g_assert_cmpint(kata.style->cover_title_at.y, ==, RECTO_PT(240));
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
    g_test_add_func("/style/front-matter-counts-only-in-its-own-keys", front_matter_counts_only_in_its_own_keys);
    g_test_add_func("/style/front-matter-says-what-the-cover-is", front_matter_says_what_the_cover_is);
    g_test_add_func("/style/misspelt-style-is-one-error", misspelt_style_is_one_error);
    g_test_add_func("/style/style-that-extends-itself-is-one-error", style_that_extends_itself_is_one_error);
    g_test_add_func("/style/front-matter-names-no-style-outside-the-root",
                    front_matter_names_no_style_outside_the_root);
    g_test_add_func("/style/aliases-of-aliases-end", aliases_of_aliases_end);
    g_test_add_func("/style/mistake-in-a-group-that-does-not-count-is-found",
                    mistake_in_a_group_that_does_not_count_is_found);
    g_test_add_func("/style/headings-do-not-make-a-report", headings_do_not_make_a_report);
    g_test_add_func("/style/only-long-chapters-open-a-page", only_long_chapters_open_a_page);
    g_test_add_func("/style/accent-alone-gives-a-link-colour-that-can-be-read",
                    accent_alone_gives_a_link_colour_that_can_be_read);
    g_test_add_func("/style/plain-cover-of-a-brand-with-a-field-is-no-contrast-mistake",
                    plain_cover_of_a_brand_with_a_field_is_no_contrast_mistake);
    g_test_add_func("/style/pattern-that-hides-text-is-told-how-much-would-do",
                    pattern_that_hides_text_is_told_how_much_would_do);
    g_test_add_func("/style/page-without-room-is-an-error-and-gets-some", page_without_room_is_an_error_and_gets_some);
    g_test_add_func("/style/kata-leaflet-has-the-measures-of-the-larger-grid",
                    kata_leaflet_has_the_measures_of_the_larger_grid);
    return g_test_run();
}
