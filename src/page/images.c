/* Loads the images of a document and prepares them for output (images.h). */
#include "page/images.h"

#include "base/files.h"

#include <cairo.h>

/* That pack pictures at the same time: each holds the pixels of one. */
#define MOST_THREADS 4

struct RectoImages {
    const RectoImageLookup *site;
    RectoFonts *fonts;
    RectoDiagnostics *diagnostics;
    GPtrArray *images;      /* as in RectoPages, as */
    GArray *sources;        /* these */
    GHashTable *by_address; /* folder and address → RectoImage*, of those that were found */
    GHashTable *by_digest;  /* the same */
    GHashTable *unusable;   /* digest → GError*: files that were tried and can't be used */
    gboolean seen;          /* pages will be pixels too */
    gint64 drawing_time;    /* that SVG files may still take */
};

static void free_error(gpointer error)
{
    g_error_free(error);
}

RectoImages *recto_images_new(const RectoImageLookup *site, RectoFonts *fonts, gboolean seen,
                              RectoDiagnostics *diagnostics)
{
    RectoImages *images = g_new0(RectoImages, 1);
    g_autoptr(RectoPages) none = recto_pages_new(0, 0);
    images->site = site;
    images->fonts = fonts;
    images->seen = seen;
    images->drawing_time = RECTO_DRAWINGS_TIME;
    images->diagnostics = diagnostics;
    images->images = g_ptr_array_ref(none->images);
    images->sources = g_array_ref(none->sources);
    images->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    images->by_digest = g_hash_table_new(g_str_hash, g_str_equal);
    images->unusable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_error);
    return images;
}

void recto_images_share(RectoImages *images, RectoPages *pages)
{
    g_ptr_array_unref(pages->images);
    g_array_unref(pages->sources);
    pages->images = g_ptr_array_ref(images->images);
    pages->sources = g_array_ref(images->sources);
}

static void forget_form(RectoImage *image)
{
    g_clear_pointer(&image->surface, cairo_surface_destroy);
    if (image->stream)
        recto_image_stream_clear(image->stream);
    g_clear_pointer(&image->stream, g_free);
}

void recto_image_free(RectoImage *image)
{
    if (!image)
        return;
    g_free(image->name);
    g_free(image->digest);
    g_bytes_unref(image->file);
    forget_form(image);
    g_free(image);
}

void recto_images_free(RectoImages *images)
{
    if (!images)
        return;
    g_ptr_array_unref(images->images);
    g_array_unref(images->sources);
    g_hash_table_unref(images->by_address);
    g_hash_table_unref(images->by_digest);
    g_hash_table_unref(images->unusable);
    g_free(images);
}

/* ---- finding ---- */

/* An address as messages show it: not the whole of a picture that is inside it. */
static char *short_address(const char *address)
{
    enum { MOST = 60 };
    glong n = g_utf8_strlen(address, -1);
    g_autofree char *start = g_utf8_substring(address, 0, MIN(n, MOST));
    return g_strconcat(start, n > MOST ? "…" : "", NULL);
}

static void report_not_there(RectoImages *images, RectoImageLookupResult found, const char *folder, const char *address,
                             RectoSpan span)
{
    g_autofree char *shown = short_address(address);
    if (found == RECTO_SITE_REMOTE)
        recto_diagnose(images->diagnostics, RECTO_CODE_PICTURE_REMOTE, span, "image “%s” is on the network", shown);
    else if (found == RECTO_SITE_FORBIDDEN)
        recto_diagnose(images->diagnostics, RECTO_CODE_PICTURE_FORBIDDEN, span,
                       "image “%s” is outside the project directory", shown);
    else if (!*address)
        recto_diagnose(images->diagnostics, RECTO_CODE_PICTURE_MISSING, span, "image has no path");
    else {
        g_autofree char *hint = recto_site_hint(images->site, folder, address);
        recto_diagnose(images->diagnostics, RECTO_CODE_PICTURE_MISSING, span, "image “%s” not found%s", shown, hint);
    }
}

static void report_unusable(RectoDiagnostics *diagnostics, const char *shown, RectoSpan span, const GError *why)
{
    RectoCode code = g_error_matches(why, G_IO_ERROR, G_IO_ERROR_NO_SPACE)        ? RECTO_CODE_PICTURE_TOO_LARGE
                     : g_error_matches(why, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) ? RECTO_CODE_PICTURE_FORMAT
                                                                                  : RECTO_CODE_PICTURE_BROKEN;
    recto_diagnose(diagnostics, code, span, "image “%s” can't be used: %s", shown, why->message);
}

/* Remembers a file that was read, by each of its names. */
static void add_source(RectoImages *images, const char *path, GBytes *file)
{
    g_autofree char *name = recto_image_lookup_name(images->site, path);
    for (guint i = 0; i < images->sources->len; i++)
        if (g_str_equal(g_array_index(images->sources, RectoSourceFile, i).name, name))
            return;
    RectoSourceFile source = {g_steal_pointer(&name), g_strdup(path), g_bytes_ref(file)};
    g_array_append_val(images->sources, source);
}

static RectoImage *add_image(RectoImages *images, const char *path, GBytes *file, const RectoImageInfo *info,
                             const char *digest, RectoSpan span)
{
    RectoImage *image = g_new0(RectoImage, 1);
    image->number = images->images->len;
    image->name = path ? recto_image_lookup_name(images->site, path) : NULL;
    image->digest = g_strdup(digest);
    image->file = g_bytes_ref(file);
    image->info = *info;
    image->span = span;
    g_ptr_array_add(images->images, image);
    g_hash_table_insert(images->by_digest, (gpointer)image->digest, image);
    return image;
}

/* Reports differences between the SVG file and the drawing that recto makes of it. */
static void report_remarks(RectoImages *images, const RectoDrawing *drawing, const char *shown, RectoSpan span)
{
    static const struct {
        RectoCode code;
        const char *format;
    } rows[] = {
        [RECTO_REMARK_OUTSIDE] = {RECTO_CODE_SVG_OUTSIDE, "drawing “%s” refers to %s, outside the drawing"},
        [RECTO_REMARK_HTML] = {RECTO_CODE_SVG_HTML, "drawing “%s” contains text as HTML: %s"},
        [RECTO_REMARK_PICTURE] = {RECTO_CODE_SVG_PICTURE, "drawing “%s” contains an unusable image: %s"},
        [RECTO_REMARK_FACE] = {RECTO_CODE_SVG_FACE, "drawing “%s” uses the font %s, which recto does not have"},
        [RECTO_REMARK_GLYPHS] = {RECTO_CODE_MISSING_GLYPH, "no available font has these characters of “%s”: %s"},
        [RECTO_REMARK_VARIABLE] = {RECTO_CODE_SVG_VARIABLE, "drawing “%s” uses %s"},
        [RECTO_REMARK_LIBRARY] = {RECTO_CODE_SVG_LIBRARY, "drawing “%s” may be incomplete: the library %s reports a problem"},
    };
    for (guint i = 0; i < drawing->remarks->len; i++) {
        const RectoImageRemark *remark = g_ptr_array_index(drawing->remarks, i);
        g_autofree char *text = g_strdup_printf(rows[remark->kind].format, shown, remark->text);
        recto_diagnose(images->diagnostics, rows[remark->kind].code, span, "%s", text);
    }
}

/* A file of a new digest; NULL and error when it can't be used. */
static RectoImage *try_image(RectoImages *images, const char *path, const char *shown, GBytes *file, const char *digest,
                             RectoSpan span, GError **error)
{
    const RectoImageDecoder *api = recto_image_decoder(error);
    RectoImageInfo info;
    g_auto(RectoDrawing) drawing = {0};
    recto_drawing_init(&drawing, images->drawing_time);
    drawing.seen = images->seen;
    gboolean usable = api && (!api->is_drawing(file) || recto_fonts_publish(images->fonts, error)) &&
                      api->probe(file, &info, &drawing, error);
    images->drawing_time = drawing.time;
    if (!usable)
        return NULL;
    report_remarks(images, &drawing, shown, span);
    return add_image(images, path, drawing.file ? drawing.file : file, &info, digest, span);
}

/* The same bytes under another name are the same picture, but each name is needed where the report is made again. */
static RectoImage *image_of(RectoImages *images, const char *path, const char *shown, GBytes *file, RectoSpan span,
                            GError **error)
{
    g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file);
    RectoImage *image = g_hash_table_lookup(images->by_digest, digest);
    const GError *known = g_hash_table_lookup(images->unusable, digest);
    GError *why = known ? g_error_copy(known) : NULL;
    if (!image && !known)
        image = try_image(images, path, shown, file, digest, span, &why);
    if (!image) {
        if (!known)
            g_hash_table_insert(images->unusable, g_steal_pointer(&digest), g_error_copy(why));
        g_propagate_error(error, why);
        return NULL;
    }
    if (path)
        add_source(images, path, file);
    return image;
}

/* Of the file that a span lies in; NULL for standard input, and for what the command line says (--set). */
static char *folder_of(const RectoImages *images, RectoSpan span)
{
    const char *name = recto_diagnostics_source_name(images->diagnostics, span.file);
    if (!name || *name == '<' || g_str_has_prefix(name, "--"))
        return NULL;
    g_autofree char *folder = g_path_get_dirname(name);
    return g_canonicalize_filename(folder, NULL);
}

/* Returns a key for an address. The meaning of an address depends on the directory of the file that contains it. */
static char *key_of(const RectoImages *images, const char *address, RectoSpan span)
{
    g_autofree char *folder = folder_of(images, span);
    return g_strconcat(folder ? folder : "", "\n", address, NULL);
}

const RectoImage *recto_images_find(const RectoImages *images, const char *address, RectoSpan span)
{
    g_autofree char *key = key_of(images, address, span);
    return g_hash_table_lookup(images->by_address, key);
}

const RectoImage *recto_images_load(RectoImages *images, const char *address, RectoSpan span)
{
    g_autofree char *folder = folder_of(images, span);
    g_autofree char *key = key_of(images, address, span);
    const RectoImage *known = g_hash_table_lookup(images->by_address, key);
    if (known)
        return known;
    g_autofree char *path = NULL, *shown = short_address(address);
    g_autoptr(GError) why = NULL;
    RectoImageLookupResult found = recto_image_lookup_find(images->site, folder, address, &path);
    g_autoptr(GBytes) file = NULL;
    if (found == RECTO_SITE_DATA)
        file = recto_site_data(address);
    else if (found == RECTO_SITE_FILE)
        file = recto_image_lookup_read(images->site, path, &why);
    if (!file && !why) {
        report_not_there(images, found, folder, address, span);
        return NULL;
    }
    RectoImage *image = file ? image_of(images, path, shown, file, span, &why) : NULL;
    if (!image) {
        report_unusable(images->diagnostics, shown, span, why);
        return NULL;
    }
    if (image->info.animated)
        recto_diagnose(images->diagnostics, RECTO_CODE_PICTURE_ANIMATED, span,
                       "image “%s” is animated; recto printed the first frame", shown);
    g_hash_table_insert(images->by_address, g_steal_pointer(&key), image);
    return image;
}

/* ---- preparing ---- */

/* Finds the largest size at which each image appears. */
static void measure(RectoPages *pages)
{
    for (guint i = 0; i < pages->pages->len; i++) {
        const GArray *items = recto_pages_page(pages, i)->items;
        for (guint k = 0; k < items->len; k++) {
            const RectoItem *item = &g_array_index(items, RectoItem, k);
            if (item->kind != RECTO_ITEM_IMAGE || !item->image.image)
                continue;
            RectoImage *image = g_ptr_array_index(pages->images, item->image.image->number);
            image->width = MAX(image->width, item->image.width);
            image->height = MAX(image->height, item->image.height);
            double across = (double)item->image.width / RECTO_POINT / image->info.width;
            double down = (double)item->image.height / RECTO_POINT / image->info.height, scale = MIN(across, down);
            image->info.scale = image->info.scale > 0 ? MIN(image->info.scale, scale) : scale;
        }
    }
}

static guint pixels(RectoLength length, guint dpi)
{
    return (guint)(((guint64)length * dpi + 72 * RECTO_POINT - 1) / (72 * RECTO_POINT));
}

static struct _cairo_surface *make_stand_in(const RectoImage *image)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(RECTO_STAND_IN_WIDTH + image->number), (int)RECTO_STAND_IN_HEIGHT);
    guint32 *pixel = (guint32 *)(gpointer)cairo_image_surface_get_data(surface);
    if (pixel)
        *pixel = 0xFF000000 | RECTO_STAND_IN_RED << 16 | RECTO_STAND_IN_GREEN << 8 | (image->number & 0xFF);
    cairo_surface_mark_dirty(surface);
    return surface;
}

static gboolean prepare_stream(RectoImage *image, const RectoImageDecoder *api, guint dpi, guint quality,
                               GError **error)
{
    RectoImageStream stream;
    if (!api->encode(image->file, &image->info, pixels(image->width, dpi), pixels(image->height, dpi), quality, &stream,
                     error))
        return FALSE;
    image->stream = g_memdup2(&stream, sizeof stream);
    image->surface = make_stand_in(image);
    image->surface_width = RECTO_STAND_IN_WIDTH + image->number;
    image->surface_height = RECTO_STAND_IN_HEIGHT;
    image->surface_orientation = stream.orientation;
    return TRUE;
}

static gboolean prepare_surface(RectoImage *image, const RectoImageDecoder *api, guint dpi, GError **error)
{
    image->surface =
        api->surface(image->file, &image->info, pixels(image->width, dpi), pixels(image->height, dpi), error);
    if (!image->surface)
        return FALSE;
    cairo_rectangle_t extents = {0};
    if (cairo_recording_surface_get_extents(image->surface, &extents)) {
        image->surface_width = (guint)extents.width;
        image->surface_height = (guint)extents.height;
    } else {
        image->surface_width = (guint)cairo_image_surface_get_width(image->surface);
        image->surface_height = (guint)cairo_image_surface_get_height(image->surface);
    }
    image->surface_orientation = 1;
    return TRUE;
}

/* One picture to be made ready. */
typedef struct {
    const RectoImageDecoder *api;
    RectoImage *image;
    guint dpi, quality;
    gboolean stream, done;
    GError *why; /* it is not */
} DecodeJob;

static void run_job(gpointer data, gpointer unused)
{
    DecodeJob *job = data;
    job->done = job->stream ? prepare_stream(job->image, job->api, job->dpi, job->quality, &job->why)
                            : prepare_surface(job->image, job->api, job->dpi, &job->why);
}

/* Encodes pixel images in parallel, on as many processors as the machine has. Drawings follow one after the other,
 * because they set type. Each image is processed on its own, so the result does not depend on the order. */
static void run_jobs(GArray *jobs)
{
    guint n = CLAMP(g_get_num_processors(), 1, MOST_THREADS), streams = 0;
    for (guint i = 0; i < jobs->len; i++)
        streams += g_array_index(jobs, DecodeJob, i).stream;
    GThreadPool *pool = n > 1 && streams > 1 ? g_thread_pool_new(run_job, NULL, (gint)n, FALSE, NULL) : NULL;
    for (guint i = 0; i < jobs->len; i++) {
        DecodeJob *job = &g_array_index(jobs, DecodeJob, i);
        if (!pool || !job->stream || !g_thread_pool_push(pool, job, NULL))
            run_job(job, NULL);
    }
    if (pool)
        g_thread_pool_free(pool, FALSE, TRUE);
}

gboolean recto_images_prepare(RectoPages *pages, RectoImagesUse use, guint dpi, guint quality,
                              RectoDiagnostics *diagnostics, GError **error)
{
    const RectoImageDecoder *api = pages->images->len ? recto_image_decoder(error) : NULL;
    if (!api)
        return pages->images->len == 0;
    measure(pages);
    g_autoptr(GArray) jobs = g_array_new(FALSE, FALSE, sizeof(DecodeJob));
    for (guint i = 0; i < pages->images->len; i++) {
        RectoImage *image = g_ptr_array_index(pages->images, i);
        DecodeJob job = {api, image, dpi, quality, use == RECTO_IMAGES_PDF && image->info.format != RECTO_PICTURE_SVG};
        forget_form(image);
        if (image->width)
            g_array_append_val(jobs, job);
        if (image->width && image->info.format == RECTO_PICTURE_SVG)
            api->get_ready();
    }
    run_jobs(jobs);
    for (guint i = 0; i < jobs->len; i++) {
        DecodeJob *job = &g_array_index(jobs, DecodeJob, i);
        if (!job->done)
            report_unusable(diagnostics, job->image->name ? job->image->name : "data:", job->image->span, job->why);
        g_clear_error(&job->why);
    }
    return TRUE;
}

gsize recto_images_size(const RectoPages *pages)
{
    gsize size = 0;
    for (guint i = 0; i < pages->images->len; i++) {
        const RectoImage *image = g_ptr_array_index(pages->images, i);
        size += image->stream ? recto_picture_stream_size(image->stream) : 0;
    }
    return size;
}
