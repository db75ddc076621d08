/* Tests of reading images: sizes, resolution, streams and damaged files (base/image_decoder.h). */
#include "base/image_decoder.h"
#include "base/image_lookup.h"

#include <string.h>

/* From cairo.h, which these tests do not need otherwise. */
extern void cairo_surface_destroy(struct _cairo_surface *surface);

static const RectoImageDecoder *api;

static char *path_of(const char *name)
{
    return g_test_build_filename(G_TEST_DIST, "..", "pdf", "pictures", name, NULL);
}

static GBytes *load(const char *name)
{
    g_autofree char *path = path_of(name);
    char *data = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &data, &length, NULL));
    return g_bytes_new_take(data, length);
}

/* Probes a file; of an SVG, *ret_drawn is the file as it is drawn. */
static gboolean probe(GBytes *file, RectoImageInfo *ret_info, GBytes **ret_drawn, GError **error)
{
    g_auto(RectoDrawing) drawing = {0};
    recto_drawing_init(&drawing, RECTO_DRAWINGS_TIME);
    gboolean done = api->probe(file, ret_info, &drawing, error);
    if (ret_drawn)
        *ret_drawn = done ? g_bytes_ref(drawing.file ? drawing.file : file) : NULL;
    return done;
}

static void assert_is(const char *name, RectoPictureFormat format, guint width, guint height)
{
    g_autoptr(GBytes) file = load(name);
    g_autoptr(GError) error = NULL;
    RectoImageInfo info;
    g_assert_true(probe(file, &info, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpint(info.format, ==, format);
    g_assert_cmpuint(info.width, ==, width);
    g_assert_cmpuint(info.height, ==, height);
}

static void sizes_are_those_that_are_seen(void)
{
    assert_is("rgb.png", RECTO_PICTURE_PNG, 240, 160);
    assert_is("one.png", RECTO_PICTURE_PNG, 1, 1);
    assert_is("progressive.jpg", RECTO_PICTURE_JPEG, 240, 160);
    assert_is("turned-3.jpg", RECTO_PICTURE_JPEG, 48, 32);
    assert_is("turned-6.jpg", RECTO_PICTURE_JPEG, 48, 32);
    assert_is("lossy.webp", RECTO_PICTURE_WEBP, 240, 160);
    assert_is("turned.webp", RECTO_PICTURE_WEBP, 48, 32);
    assert_is("moving.webp", RECTO_PICTURE_WEBP, 64, 48);
    assert_is("drawing.svg", RECTO_PICTURE_SVG, 300, 160);
    assert_is("no-size.svg", RECTO_PICTURE_SVG, 400, 100);
}

static void assert_refused(const char *name, int code)
{
    g_autoptr(GBytes) file = load(name);
    g_autoptr(GError) error = NULL;
    RectoImageInfo info;
    g_assert_false(probe(file, &info, NULL, &error));
    g_assert_error(error, G_IO_ERROR, code);
}

static void what_is_damaged_or_too_large_is_refused(void)
{
    static const char *const damaged[] = {"cut-off.png",  "spoilt.png", "cut-off.jpg",  "head-only.jpg",
                                          "cut-off.webp", "page.svg",   "entities.svg", "deep.svg"};
    for (guint i = 0; i < G_N_ELEMENTS(damaged); i++)
        assert_refused(damaged[i], G_IO_ERROR_INVALID_DATA);
    assert_refused("huge.png", G_IO_ERROR_NO_SPACE);
    assert_refused("copies.svg", G_IO_ERROR_NO_SPACE);
    assert_refused("make.py", G_IO_ERROR_NOT_SUPPORTED);
}

static void claims_of_resolution_are_read(void)
{
    g_autoptr(GBytes) file = load("fine.png");
    RectoImageInfo info;
    g_assert_true(probe(file, &info, NULL, NULL));
    g_assert_cmpuint(info.dpi, ==, 300);
}

static RectoImageStream encode(const char *name, guint width, guint height)
{
    g_autoptr(GBytes) file = load(name);
    g_autoptr(GError) error = NULL;
    RectoImageInfo info;
    RectoImageStream stream;
    g_assert_true(probe(file, &info, NULL, &error));
    g_assert_true(api->encode(file, &info, width, height, 0, &stream, &error));
    g_assert_no_error(error);
    return stream;
}

static void streams_are_as_plain_as_the_picture(void)
{
    static const struct {
        const char *name;
        guint colours, bits;
        gboolean jpeg, palette, alpha;
    } rows[] = {
        {"rgb.png", 3, 8, FALSE, FALSE, FALSE},         {"grey.png", 1, 8, FALSE, FALSE, FALSE},
        {"palette.png", 1, 4, FALSE, TRUE, FALSE},      {"alpha.png", 1, 8, FALSE, TRUE, TRUE},
        {"opaque-alpha.png", 1, 8, FALSE, TRUE, FALSE}, {"sixteen.png", 3, 8, FALSE, FALSE, FALSE},
        {"bits.png", 1, 1, FALSE, FALSE, FALSE},        {"photo.jpg", 3, 8, TRUE, FALSE, FALSE},
        {"grey.jpg", 1, 8, TRUE, FALSE, FALSE},         {"cmyk.jpg", 3, 8, TRUE, FALSE, FALSE},
        {"lossy.webp", 3, 8, TRUE, FALSE, FALSE},       {"lossless.webp", 1, 8, FALSE, TRUE, FALSE},
        {"clear.webp", 3, 8, TRUE, FALSE, TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        RectoImageStream stream = encode(rows[i].name, 0, 0);
        g_test_message("%s", rows[i].name);
        g_assert_cmpuint(stream.colours, ==, rows[i].colours);
        g_assert_cmpuint(stream.bits, ==, rows[i].bits);
        g_assert_cmpint(stream.jpeg, ==, rows[i].jpeg);
        g_assert_cmpint(stream.palette != NULL, ==, rows[i].palette);
        g_assert_cmpint(stream.alpha != NULL, ==, rows[i].alpha);
        recto_image_stream_clear(&stream);
    }
}

static void smaller_is_asked_for_and_given(void)
{
    RectoImageStream stream = encode("large.jpg", 350, 225);
    g_assert_cmpuint(stream.width, ==, 350);
    g_assert_cmpuint(stream.height, ==, 225);
    recto_image_stream_clear(&stream);
    /* Hardly larger than asked for: it stays. */
    stream = encode("large.jpg", 1300, 836);
    g_assert_cmpuint(stream.width, ==, 1400);
    recto_image_stream_clear(&stream);
    /* Sampled down it would take more room. */
    stream = encode("landscape.png", 1000, 385);
    g_assert_cmpuint(stream.width, ==, 1300);
    recto_image_stream_clear(&stream);
}

/* Every use of a file that is anything. */
static void use(GBytes *file)
{
    RectoImageInfo info;
    RectoImageStream stream;
    g_autoptr(GBytes) drawn = NULL;
    if (!probe(file, &info, &drawn, NULL))
        return;
    if (info.format != RECTO_PICTURE_SVG && api->encode(file, &info, 20, 20, 0, &stream, NULL))
        recto_image_stream_clear(&stream);
    api->get_ready();
    struct _cairo_surface *surface = api->surface(drawn, &info, 20, 20, NULL);
    if (surface)
        cairo_surface_destroy(surface);
}

static void use_changed(const char *name, guint32 seed, guint n)
{
    g_autoptr(GBytes) file = load(name);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    gsize length = 0;
    gconstpointer data = g_bytes_get_data(file, &length);
    use(file);
    for (guint i = 0; i < n; i++) {
        guint8 *copy = g_memdup2(data, length);
        for (gint k = g_rand_int_range(random, 1, 6); k > 0; k--)
            copy[g_rand_int_range(random, 0, (gint32)length)] = (guint8)g_rand_int(random);
        gsize cut = g_rand_boolean(random) ? length : (gsize)g_rand_int_range(random, 0, (gint32)length);
        g_autoptr(GBytes) changed = g_bytes_new_take(copy, cut);
        use(changed);
    }
}

static void spoilt_files_do_no_harm(void)
{
    g_autofree char *folder = path_of("");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(dir)))
        if (!g_str_has_suffix(name, ".py"))
            use_changed(name, g_str_hash(name), g_str_has_prefix(name, "large") ? 4 : 24);
}

/* An SVG within a data: address, whose entity of another file is empty and reported. */
static void drawings_read_nothing_outside(void)
{
    g_autoptr(GBytes) file = recto_site_data("data:image/svg+xml,<!DOCTYPE svg [<!ENTITY x SYSTEM '/etc/hostname'>]>"
                                             "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
                                             "<text>%26x;</text></svg>");
    g_auto(RectoDrawing) drawing = {0};
    g_autoptr(GError) error = NULL;
    RectoImageInfo info;
    recto_drawing_init(&drawing, RECTO_DRAWINGS_TIME);
    g_assert_true(api->probe(file, &info, &drawing, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(info.width, ==, 40);
    g_assert_cmpuint(drawing.remarks->len, ==, 1);
    const RectoImageRemark *remark = g_ptr_array_index(drawing.remarks, 0);
    g_assert_cmpint(remark->kind, ==, RECTO_REMARK_OUTSIDE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    api = recto_image_decoder(&error);
    g_assert_no_error(error);
    g_test_add_func("/picture/sizes-are-those-that-are-seen", sizes_are_those_that_are_seen);
    g_test_add_func("/picture/what-is-damaged-or-too-large-is-refused", what_is_damaged_or_too_large_is_refused);
    g_test_add_func("/picture/claims-of-resolution-are-read", claims_of_resolution_are_read);
    g_test_add_func("/picture/streams-are-as-plain-as-the-picture", streams_are_as_plain_as_the_picture);
    g_test_add_func("/picture/smaller-is-asked-for-and-given", smaller_is_asked_for_and_given);
    g_test_add_func("/picture/spoilt-files-do-no-harm", spoilt_files_do_no_harm);
    g_test_add_func("/picture/drawings-read-nothing-outside", drawings_read_nothing_outside);
    return g_test_run();
}
