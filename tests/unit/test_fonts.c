/* Tests of font lookup, fallback and metrics (font/fonts.h). */
#include "font/fonts.h"

#include "base/files.h"
#include "base/yaml.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <string.h>

static const char *const serif_and_sans[] = {"Source Serif 4", "Source Sans 3", NULL};
static const char *const roboto[] = {"Roboto", "Roboto Mono", NULL};

static RectoFonts *open_fonts(const char *const *families)
{
    g_autoptr(GError) error = NULL;
    RectoFonts *fonts = recto_fonts_new(families, FALSE, &error);
    g_assert_no_error(error);
    return fonts;
}

static guint32 glyph_of(const RectoFace *face, gunichar character)
{
    hb_codepoint_t glyph = 0;
    g_assert_true(hb_font_get_nominal_glyph(pango_font_get_hb_font(face->font), character, &glyph));
    return glyph;
}

static RectoLength advance_of(const RectoFace *face, gunichar character)
{
    return hb_font_get_glyph_h_advance(pango_font_get_hb_font(face->font), glyph_of(face, character));
}

static RectoYaml *read_manifest(RectoDiagnostics *diagnostics)
{
    g_autofree char *path = recto_data_path("fonts", "fonts.yaml");
    g_autoptr(GBytes) bytes = recto_file_read(path, NULL);
    g_assert_nonnull(bytes);
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    return recto_yaml_parse(text, length, 0, 1, diagnostics);
}

static const char *field(const RectoYamlNode *row, const char *key)
{
    const char *text = recto_yaml_text(recto_yaml_get(row, key));
    g_assert_nonnull(text);
    return text;
}

/* Reserved font names: what bears the makers' name must be the makers' file, byte for byte. */
static void files_are_those_of_the_manifest(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoYaml) manifest = read_manifest(diagnostics);
    const RectoYamlNode *rows = recto_yaml_get(manifest->root, "faces");
    g_assert_cmpuint(rows->n_items, >, 20);
    for (guint i = 0; i < rows->n_items; i++) {
        const RectoYamlNode *row = rows->items[i];
        g_autofree char *path = recto_data_path("fonts", field(row, "file"));
        g_autofree char *licence = recto_data_path("fonts", field(row, "licence"));
        g_autoptr(GBytes) bytes = recto_file_read(path, NULL);
        g_assert_nonnull(bytes);
        g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
        g_assert_cmpstr(sum, ==, field(row, "sha256"));
        g_assert_true(g_file_test(licence, G_FILE_TEST_IS_REGULAR));
    }
}

/* Newer versions of fontconfig know more languages; those that the index lists are found by all of them. */
static gboolean has_languages(const FcLangSet *found, const FcLangSet *listed)
{
    FcStrSet *languages = FcLangSetGetLangs(listed);
    FcStrList *list = FcStrListCreate(languages);
    FcStrSetDestroy(languages);
    guint n = 0, missing = 0;
    for (FcChar8 *language; (language = FcStrListNext(list)); n++)
        missing += FcLangSetHasLang(found, language) != FcLangEqual;
    FcStrListDone(list);
    return n > 0 && missing == 0;
}

/* The index lists of each face what fontconfig finds in its file. */
static void check_row(const char *line)
{
    static const char *const objects[] = {FC_FAMILY, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_INDEX, FC_SCALABLE};
    g_auto(GStrv) parts = g_strsplit(line, " ", 3);
    g_autofree char *file = recto_data_path("fonts", parts[0]);
    g_autoptr(GBytes) bytes = recto_file_read(file, NULL);
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_assert_cmpstr(sum, ==, parts[1]);
    int n = 0;
    FcPattern *listed = FcNameParse((const FcChar8 *)parts[2]);
    FcPattern *found = FcFreeTypeQuery((const FcChar8 *)file, 0, NULL, &n);
    FcCharSet *one = NULL, *other = NULL;
    FcPatternGetCharSet(listed, FC_CHARSET, 0, &one);
    FcPatternGetCharSet(found, FC_CHARSET, 0, &other);
    g_assert_true(FcCharSetEqual(one, other));
    FcLangSet *these = NULL, *those = NULL;
    FcPatternGetLangSet(listed, FC_LANG, 0, &these);
    FcPatternGetLangSet(found, FC_LANG, 0, &those);
    g_assert_true(has_languages(those, these));
    for (guint i = 0; i < G_N_ELEMENTS(objects); i++) {
        FcValue a, b;
        g_assert_cmpint(FcPatternGet(listed, objects[i], 0, &a), ==, FcResultMatch);
        g_assert_cmpint(FcPatternGet(found, objects[i], 0, &b), ==, FcResultMatch);
        g_assert_true(FcValueEqual(a, b));
    }
    FcPatternDestroy(listed);
    FcPatternDestroy(found);
}

static void the_index_is_up_to_date(void)
{
    g_autofree char *path = recto_data_path("fonts", "faces.index");
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), >, 20);
    for (guint i = 0; lines[i]; i++)
        check_row(lines[i]);
}

static void every_row_of_the_manifest_is_a_face_of_its_own(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoYaml) manifest = read_manifest(diagnostics);
    const RectoYamlNode *rows = recto_yaml_get(manifest->root, "faces");
    static const char *const all[] = {"Source Serif 4", "Source Sans 3", "Source Code Pro", "Roboto",
                                      "Roboto Mono",    "Jura",          "Noto Emoji",      NULL};
    g_autoptr(RectoFonts) fonts = open_fonts(all);
    for (guint i = 0; i < rows->n_items; i++) {
        const RectoYamlNode *row = rows->items[i];
        int weight = (int)g_ascii_strtoll(field(row, "weight"), NULL, 10);
        gboolean italic = g_str_equal(field(row, "italic"), "yes");
        const RectoFace *face =
            recto_fonts_face(fonts, field(row, "family"), weight, italic, RECTO_PT(10), diagnostics);
        g_assert_cmpuint(face->id, ==, i + 1);
        g_assert_cmpstr(face->family, ==, field(row, "family"));
        g_assert_cmpint(face->weight, ==, weight);
        g_assert_cmpint(face->italic, ==, italic);
        g_assert_true(recto_face_has(face, 0x231A) || recto_face_has(face, 'a'));
    }
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 0);
}

static void same_request_same_face(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    const RectoFace *one = recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(10.5), NULL);
    g_assert_true(one == recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(10.5), NULL));
    g_assert_true(one == recto_fonts_face_of(fonts, one->font));
    g_assert_true(one != recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(11), NULL));
    g_assert_cmpint(one->size, ==, RECTO_PT(10.5));
    g_assert_cmpint(pango_font_description_get_size(recto_face_description(one)), ==, RECTO_PT(10.5));
}

static void missing_weight_is_the_nearest_and_never_synthetic(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(roboto);
    const RectoFace *heavy = recto_fonts_face(fonts, "Roboto", 900, FALSE, RECTO_PT(10), NULL);
    const RectoFace *bold = recto_fonts_face(fonts, "Roboto", 700, FALSE, RECTO_PT(10), NULL);
    const RectoFace *mono = recto_fonts_face(fonts, "Roboto Mono", 400, TRUE, RECTO_PT(10), NULL);
    g_assert_true(heavy == bold);
    g_assert_false(mono->italic);
    g_assert_cmpstr(mono->family, ==, "Roboto Mono");
}

static void weights_differ_in_shape(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(roboto);
    const int weights[] = {300, 400, 500, 700};
    RectoLength before = 0;
    for (guint i = 0; i < G_N_ELEMENTS(weights); i++) {
        const RectoFace *face = recto_fonts_face(fonts, "Roboto", weights[i], FALSE, RECTO_PT(100), NULL);
        RectoLength left = 0, top = 0, width = 0, height = 0;
        recto_face_ink(face, glyph_of(face, 'l'), &left, &top, &width, &height);
        g_assert_cmpint(width, >, before);
        before = width;
    }
}

static void unknown_family_is_warned_of_once(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoFonts) fonts = open_fonts(roboto);
    const RectoFace *face = recto_fonts_face(fonts, "Comic Grotesk", 400, FALSE, RECTO_PT(10), diagnostics);
    g_assert_nonnull(face);
    recto_fonts_face(fonts, "Comic Grotesk", 700, FALSE, RECTO_PT(10), diagnostics);
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 1);
}

/* Without hints and rounding, widths grow as sizes do: lines break alike on screen, on paper, and at every size. */
static void metrics_are_linear(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    const RectoFace *small = recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(7), NULL);
    const RectoFace *large = recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(70), NULL);
    for (const char *letter = "aMw.,"; *letter; letter++)
        g_assert_cmpint(ABS(advance_of(small, (gunichar)*letter) * 10 - advance_of(large, (gunichar)*letter)), <=, 10);
    g_assert_cmpint(ABS(small->x_height * 10 - large->x_height), <=, 10);
    g_assert_cmpint(small->space, ==, advance_of(small, ' '));
    g_assert_cmpint(large->cap_height, >, large->x_height);
    g_assert_cmpint(large->ascent, >, large->cap_height);
    g_assert_cmpint(large->descent, >, 0);
}

static void ink_grows_downwards_from_the_baseline(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    const RectoFace *face = recto_fonts_face(fonts, "Source Sans 3", 400, FALSE, RECTO_PT(100), NULL);
    RectoLength left = 0, top = 0, width = 0, height = 0;
    recto_face_ink(face, glyph_of(face, 'H'), &left, &top, &width, &height);
    g_assert_cmpint(ABS(-top - face->cap_height), <, RECTO_PT(1));
    g_assert_cmpint(ABS(height - face->cap_height), <, RECTO_PT(1));
    g_assert_cmpint(left, >, 0);
    g_assert_cmpint(width, >, RECTO_PT(30));
    recto_face_ink(face, glyph_of(face, ','), &left, &top, &width, &height);
    g_assert_cmpint(top + height, >, 0);
    recto_face_ink(face, glyph_of(face, ' '), &left, &top, &width, &height);
    g_assert_cmpint(width, ==, 0);
}

/* One font face for all expansions: one subset in the PDF. */
static void expansion_scales_widths_only(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    const RectoFace *face = recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(10), NULL);
    cairo_scaled_font_t *plain = recto_face_scaled(face, 0), *wide = recto_face_scaled(face, 20);
    g_assert_true(plain == recto_face_scaled(face, 0));
    g_assert_true(plain != wide);
    g_assert_true(cairo_scaled_font_get_font_face(plain) == cairo_scaled_font_get_font_face(wide));
    cairo_glyph_t glyph = {glyph_of(face, 'm'), 0, 0};
    cairo_text_extents_t narrow_extents, wide_extents;
    cairo_scaled_font_glyph_extents(plain, &glyph, 1, &narrow_extents);
    cairo_scaled_font_glyph_extents(wide, &glyph, 1, &wide_extents);
    g_assert_cmpfloat_with_epsilon(narrow_extents.x_advance * 1.02, wide_extents.x_advance, 0.01);
    g_assert_cmpfloat_with_epsilon(narrow_extents.height, wide_extents.height, 0.01);
    g_assert_cmpfloat_with_epsilon(narrow_extents.x_advance * RECTO_POINT, advance_of(face, 'm'), 2);
}

static PangoFont *font_chosen_for(RectoFonts *fonts, const RectoFace *face, const char *text)
{
    g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_desc_new(recto_face_description(face)));
    GList *items = pango_itemize(recto_fonts_context(fonts), text, 0, (int)strlen(text), attributes, NULL);
    PangoFont *font = ((PangoItem *)items->data)->analysis.font;
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
    return font;
}

static void emoji_come_from_the_bundled_face(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    const RectoFace *text = recto_fonts_face(fonts, "Source Serif 4", 400, FALSE, RECTO_PT(10), NULL);
    g_assert_true(recto_fonts_face_of(fonts, font_chosen_for(fonts, text, "word")) == text);
    const RectoFace *emoji = recto_fonts_face_of(fonts, font_chosen_for(fonts, text, "🎉"));
    g_assert_cmpstr(emoji->family, ==, "Noto Emoji");
    g_assert_true(recto_face_has(emoji, 0x1F389));
    g_assert_false(recto_face_has(text, 0x1F389));
    g_assert_cmpint(emoji->size, ==, RECTO_PT(10));
}

/* Family first, then slant and weight: an arrow that the serif lacks is as bold as its words. */
static void what_a_face_lacks_comes_from_the_nearest_one(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    const RectoFace *text = recto_fonts_face(fonts, "Source Serif 4", 600, FALSE, RECTO_PT(10), NULL);
    const RectoFace *slanted = recto_fonts_face(fonts, "Source Serif 4", 400, TRUE, RECTO_PT(10), NULL);
    const gunichar lacking = 0x21D2; /* ⇒ */
    g_assert_false(recto_face_has(text, lacking));
    const RectoFace *found = recto_fonts_face_of(fonts, font_chosen_for(fonts, text, "⇒"));
    g_assert_cmpstr(found->family, ==, "Source Sans 3");
    g_assert_cmpint(found->weight, ==, 600);
    g_assert_cmpint(found->size, ==, text->size);
    g_assert_true(recto_face_has(found, lacking));
    found = recto_fonts_face_of(fonts, font_chosen_for(fonts, slanted, "⇒"));
    g_assert_cmpstr(found->family, ==, "Source Sans 3");
    g_assert_true(found->italic);
}

static void coverage_is_that_of_the_bundled_faces(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(serif_and_sans);
    g_assert_true(recto_fonts_cover(fonts, 'a'));
    g_assert_true(recto_fonts_cover(fonts, 0x0416));
    g_assert_true(recto_fonts_cover(fonts, 0x1F389));
    g_assert_false(recto_fonts_cover(fonts, 0x0915));
    g_assert_false(recto_fonts_cover(fonts, 0x4E00));
}

static void scripts_have_names_for_people(void)
{
    g_assert_cmpstr(recto_script_name(G_UNICODE_SCRIPT_DEVANAGARI), ==, "Devanagari");
    g_assert_cmpstr(recto_script_name(G_UNICODE_SCRIPT_CANADIAN_ABORIGINAL), ==, "Canadian Aboriginal");
    g_assert_cmpstr(recto_script_name(G_UNICODE_SCRIPT_COMMON), ==, "symbols");
}

/* Ids follow the order of first use, which is that of the document, not of the files. */
static void ids_follow_first_use(void)
{
    g_autoptr(RectoFonts) fonts = open_fonts(roboto);
    g_assert_cmpuint(recto_fonts_face(fonts, "Roboto Mono", 400, FALSE, RECTO_PT(9), NULL)->id, ==, 1);
    g_assert_cmpuint(recto_fonts_face(fonts, "Roboto", 300, FALSE, RECTO_PT(9), NULL)->id, ==, 2);
    g_assert_cmpuint(recto_fonts_face(fonts, "Roboto Mono", 400, FALSE, RECTO_PT(9), NULL)->id, ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/fonts/" #name, name)
    TEST(the_index_is_up_to_date);
    TEST(every_row_of_the_manifest_is_a_face_of_its_own);
    TEST(same_request_same_face);
    TEST(missing_weight_is_the_nearest_and_never_synthetic);
    TEST(weights_differ_in_shape);
    TEST(unknown_family_is_warned_of_once);
    TEST(metrics_are_linear);
    TEST(ink_grows_downwards_from_the_baseline);
    TEST(expansion_scales_widths_only);
    TEST(emoji_come_from_the_bundled_face);
    TEST(what_a_face_lacks_comes_from_the_nearest_one);
    TEST(coverage_is_that_of_the_bundled_faces);
    TEST(scripts_have_names_for_people);
    TEST(ids_follow_first_use);
    TEST(files_are_those_of_the_manifest);
    return g_test_run();
}
