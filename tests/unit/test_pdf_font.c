/* Tests of removing hints from TrueType fonts (pdf/pdf_font.h). */
#include "pdf/pdf_font.h"

#include "base/files.h"

#include <gio/gio.h>
#include <hb-ot.h>
#include <string.h>

static GBytes *bundled(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = recto_data_path("fonts", name);
    GBytes *bytes = recto_file_read(path, &error);
    g_assert_no_error(error);
    return bytes;
}

static GByteArray *strip(GBytes *font)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(font, &length);
    return recto_pdf_font_without_hints(data, length);
}

static hb_font_t *open_font(const void *data, gsize length)
{
    hb_blob_t *blob = hb_blob_create(data, (guint)length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static void note_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    g_string_append_printf(data, "M%d %d", (int)x, (int)y);
}

static void note_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    g_string_append_printf(data, "L%d %d", (int)x, (int)y);
}

static void note_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float cx, float cy, float x, float y,
                       void *user)
{
    g_string_append_printf(data, "Q%d %d %d %d", (int)cx, (int)cy, (int)x, (int)y);
}

/* HarfBuzz 7 renamed the call, and deprecated the old name. */
static void draw_glyph(hb_font_t *font, hb_codepoint_t glyph, hb_draw_funcs_t *funcs, void *data)
{
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, glyph, funcs, data);
#else
    hb_font_get_glyph_shape(font, glyph, funcs, data);
#endif
}

/* Every outline and advance, as text. */
static char *outlines(const void *data, gsize length)
{
    hb_font_t *font = open_font(data, length);
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, note_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, note_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(funcs, note_curve, NULL, NULL);
    GString *out = g_string_new(NULL);
    guint n = hb_face_get_glyph_count(hb_font_get_face(font));
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(out, "\n%u %d ", i, hb_font_get_glyph_h_advance(font, i));
        draw_glyph(font, i, funcs, out);
    }
    hb_draw_funcs_destroy(funcs);
    hb_font_destroy(font);
    return g_string_free(out, FALSE);
}

static void test_outlines_stay(void)
{
    static const char *const names[] = {"Roboto-400.ttf", "SourceSerif4-400-italic.ttf"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GBytes) font = bundled(names[i]);
        g_autoptr(GByteArray) stripped = strip(font);
        g_assert_nonnull(stripped);
        g_autofree char *before = outlines(g_bytes_get_data(font, NULL), g_bytes_get_size(font));
        g_autofree char *after = outlines(stripped->data, stripped->len);
        g_assert_cmpuint(strlen(before), >, 10000);
        g_assert_true(g_str_equal(before, after));
    }
}

static void test_hints_are_gone(void)
{
    g_autoptr(GBytes) font = bundled("Roboto-400.ttf");
    g_autoptr(GByteArray) stripped = strip(font);
    g_assert_cmpuint(stripped->len, <, g_bytes_get_size(font) - 20000);
    static const char *const tags[] = {"cvt ", "fpgm", "prep"};
    for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
        g_assert_null(memmem(stripped->data, 400, tags[i], 4));
    g_autoptr(GBytes) again = g_bytes_new(stripped->data, stripped->len);
    g_assert_null(strip(again));
}

static void test_checksum_of_the_whole_is_right(void)
{
    g_autoptr(GBytes) font = bundled("Roboto-400.ttf");
    g_autoptr(GByteArray) stripped = strip(font);
    guint32 sum = 0;
    g_assert_cmpuint(stripped->len % 4, ==, 0);
    for (guint i = 0; i < stripped->len; i += 4)
        sum += (guint32)stripped->data[i] << 24 | (guint32)stripped->data[i + 1] << 16 |
               (guint32)stripped->data[i + 2] << 8 | stripped->data[i + 3];
    g_assert_cmphex(sum, ==, 0xB1B0AFBA);
}

static void test_what_is_no_font_stays(void)
{
    static const char *const texts[] = {"", "OTTO", "%!PS-AdobeFont-1.0", "\0\1\0\0\xFF\xFF and no directory"};
    g_assert_null(recto_pdf_font_without_hints((const guint8 *)texts[0], 0));
    g_assert_null(recto_pdf_font_without_hints((const guint8 *)texts[1], 4));
    g_assert_null(recto_pdf_font_without_hints((const guint8 *)texts[2], strlen(texts[2])));
    g_assert_null(recto_pdf_font_without_hints((const guint8 *)texts[3], 20));
}

/* Checks only the bounds: whatever the result, the function reads no byte beyond the font. */
static void test_damaged_fonts_do_no_harm(void)
{
    g_autoptr(GBytes) font = bundled("Roboto-400.ttf");
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(font, &length);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint i = 0; i < 60; i++) {
        gsize cut = (gsize)g_rand_int_range(random, 1, (gint32)length);
        g_autofree guint8 *damaged = g_memdup2(data, cut);
        for (guint k = 0; k < 40; k++)
            damaged[g_rand_int_range(random, 0, (gint32)MIN(cut, 400))] = (guint8)g_rand_int(random);
        G_GNUC_UNUSED g_autoptr(GByteArray) stripped = recto_pdf_font_without_hints(damaged, cut);
    }
    for (guint i = 0; i < 60; i++) {
        g_autofree guint8 *damaged = g_memdup2(data, length);
        for (guint k = 0; k < 2000; k++)
            damaged[g_rand_int_range(random, 300, (gint32)length)] = (guint8)g_rand_int(random);
        G_GNUC_UNUSED g_autoptr(GByteArray) stripped = recto_pdf_font_without_hints(damaged, length);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf-font/outlines-stay", test_outlines_stay);
    g_test_add_func("/pdf-font/hints-are-gone", test_hints_are_gone);
    g_test_add_func("/pdf-font/checksum-of-the-whole-is-right", test_checksum_of_the_whole_is_right);
    g_test_add_func("/pdf-font/what-is-no-font-stays", test_what_is_no_font_stays);
    g_test_add_func("/pdf-font/damaged-fonts-do-no-harm", test_damaged_fonts_do_no_harm);
    return g_test_run();
}
