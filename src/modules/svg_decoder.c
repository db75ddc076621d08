/* SVG, with librsvg, drawn once into a recording: vectors stay vectors, and a picture that is on many pages is stored
 * once.
 *
 * A child process cleans the file (svg_clean.c) and draws it, as a PDF too, within limits of time and memory; only then
 * does recto draw the cleaned file itself. The child does not hand back its recording, since Cairo has no form of it
 * that can be stored. */
#include "modules/svg_decoder.h"
#include "modules/decoder_process.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define UNITS_PER_PIXEL 3 /* units of a recording to a pixel of the web, where librsvg makes pixels */
/* Units along the longer side where it makes none: points of paths are rounded to a tenth of a unit
 * (pdf/pdf_grid.h). Fonts may not be larger than 65,535 units. */
#define MOST_UNITS           4096
#define MOST_UNITS_PER_POINT 200
/* Pixels of a drawing that librsvg makes pixels of: six or more such pictures exist at once. */
#define MOST_PAINTED (3u << 20)
/* Memory that a trial may take beyond that of recto itself. */
#define MOST_MEMORY (512u << 20)

/* Bytes of a PDF that a drawing may become, whatever its own size is, and for each of its own. */
#define LEAST_PAGE  (8u << 20)
#define MOST_GROWTH 16u

/* Pixels along the longer side of a drawing that is seen as such. */
#define MOST_SEEN 1600.0

#define FILE_SEEN "(bay)"
#define CLEANED   "(bba(us)ay)"
#define QUESTION  "(bbbay)"
#define SIZE      "(uus)"

static gboolean damaged(GError **error, const char *why)
{
    recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the SVG file can't be read (%s)", why);
    return FALSE;
}

static RsvgHandle *load(GBytes *drawing, GError **error)
{
    g_autoptr(GError) why = NULL;
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(drawing, &length);
    RsvgHandle *handle = rsvg_handle_new_from_data(data, length, &why);
    if (!handle) {
        damaged(error, why ? why->message : "librsvg reports an error");
        return NULL;
    }
    rsvg_handle_set_dpi(handle, 96);
    return handle;
}

/* Its size in CSS pixels: what it says, else its view box's, else what browsers take. */
static void size_of(RsvgHandle *handle, double *width, double *height)
{
    if (rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height) && *width > 0 && *height > 0)
        return;
    gboolean has_box = FALSE;
    RsvgRectangle box = {0};
    rsvg_handle_get_intrinsic_dimensions(handle, NULL, NULL, NULL, NULL, &has_box, &box);
    *width = has_box && box.width > 0 ? box.width : 300;
    *height = has_box && box.height > 0 ? box.height : 150;
}

/* Of a drawing only the proportions count. */
static void set_size(RsvgHandle *handle, RectoImageInfo *info)
{
    double width = 0, height = 0;
    size_of(handle, &width, &height);
    double most = MAX(width, height);
    double scale = most > RECTO_PICTURE_MOST_SIDE / 4 ? RECTO_PICTURE_MOST_SIDE / 4 / most : most < 16 ? 16 / most : 1;
    info->width = (guint)MAX(ceil(width * scale - 0.001), 1);
    info->height = (guint)MAX(ceil(height * scale - 0.001), 1);
}

/* Returns the units of the recording per pixel. Filters and masks create one pixel per unit, so a large drawing gets
 * fewer units to limit the memory. Cairo aborts the program when it writes a recording into a PDF at 1/512 of its
 * size or less (half a step of its coordinates). A drawing that appears small somewhere therefore gets fewer units,
 * too. */
static double fineness(const RectoImageInfo *info)
{
    double area = (double)info->width * info->height;
    double most = info->scale > 0 ? info->scale * MOST_UNITS_PER_POINT : G_MAXDOUBLE;
    if (!info->paints)
        return MIN(exp2(MAX(floor(log2((double)MOST_UNITS / MAX(info->width, info->height))), 0)), most);
    return MIN(area * UNITS_PER_PIXEL * UNITS_PER_PIXEL <= MOST_PAINTED ? UNITS_PER_PIXEL : sqrt(MOST_PAINTED / area),
               most);
}

/* ---- the font map that librsvg takes ---- */

/* Pango's font maps ask fontconfig in a thread of their own, and the first one sets fontconfig up there. A child has no
 * threads of its parent: it would wait for ever for a set-up under way, and a map that it inherits never answers. */
static void configure_pango(void)
{
    static PangoFontMap *first; /* kept: a thread that ends while the child begins may hold a lock */
    if (first)
        return;
    PangoFontFamily **families = NULL;
    int n = 0;
    first = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_font_map_list_families(first, &families, &n);
    g_free(families);
}

/* TRUE at the first call, and when other faces are current than at the last one. */
static gboolean faces_are_new(FcConfig **known)
{
    if (*known == FcConfigGetCurrent())
        return FALSE;
    if (*known)
        FcConfigDestroy(*known);
    *known = FcConfigReference(NULL);
    return TRUE;
}

/* The default map may know the faces of an earlier document, and that of the parent has its thread there. */
static void renew_map(gboolean in_child)
{
    static FcConfig *in_parent, *known_in_child;
    if (faces_are_new(in_child ? &known_in_child : &in_parent))
        pango_cairo_font_map_set_default(NULL);
}

/* ---- messages of libraries ---- */

/* Takes what libraries log while they draw, and GLib would print. */
typedef struct {
    guint handlers[4];
    const char *library; /* that warned first, or NULL */
} LibraryLog;

static const char *const domains[] = {"Pango", "GLib", "GLib-GObject", "librsvg"};

static void on_message(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
    LibraryLog *log = data;
    if (!log->library && level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
        log->library = g_intern_string(domain);
}

/* Errors are left out: GLib ends the program after them. */
static void log_begin(LibraryLog *log)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(log->handlers) == G_N_ELEMENTS(domains));
    *log = (LibraryLog){0};
    for (guint i = 0; i < G_N_ELEMENTS(domains); i++)
        log->handlers[i] =
            g_log_set_handler(domains[i], (GLogLevelFlags)(G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR), on_message, log);
}

static void log_end(const LibraryLog *log)
{
    for (guint i = 0; i < G_N_ELEMENTS(domains); i++)
        g_log_remove_handler(domains[i], log->handlers[i]);
}

/* ---- drawing ---- */

/* Where the drawing's origin lies in the recording, in its units. Cairo keeps coordinates in steps of 1/256: halfway
 * between two of them the last bit of a double decides, which compilers and mathematical libraries set differently.
 * Drawings have many such coordinates (an eighth of a pixel, scaled by a half …), but none this far from them. It is
 * less than half a step, so whole steps stay where they are. Points of letters, which Cairo computes before it places
 * them, can still be a step apart; rounding in the file (pdf/pdf_grid.h) makes them equal. */
#define ORIGIN (0.30713 / 256)

static cairo_surface_t *record(GBytes *drawing, const RectoImageInfo *info, GError **error)
{
    RsvgHandle *handle = load(drawing, error);
    g_autoptr(GError) why = NULL;
    if (!handle)
        return NULL;
    double scale = fineness(info);
    double width = MAX(floor(info->width * scale), 1), height = MAX(floor(info->height * scale), 1);
    cairo_rectangle_t extents = {0, 0, width, height};
    RsvgRectangle viewport = {ORIGIN, ORIGIN, width, height};
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
    cairo_t *cr = cairo_create(surface);
    gboolean drawn = rsvg_handle_render_document(handle, cr, &viewport, &why);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    g_object_unref(handle);
    if (drawn && !status)
        return surface;
    cairo_surface_destroy(surface);
    damaged(error, why ? why->message : cairo_status_to_string(status));
    return NULL;
}

cairo_surface_t *recto_svg_record(GBytes *drawing, const RectoImageInfo *info, GError **error)
{
    LibraryLog log;
    renew_map(FALSE);
    /* The trial has reported its messages. */
    log_begin(&log);
    cairo_surface_t *recording = record(drawing, info, error);
    log_end(&log);
    return recording;
}

/* ---- drawing as output/ does ---- */

/* Stream callback: only adds the length of the data to the counter in `closure`, and fails above its limit. */
static cairo_status_t discard(void *closure, const unsigned char *data, unsigned int length)
{
    gsize *left = closure;
    if (length > *left)
        return CAIRO_STATUS_NO_MEMORY;
    *left -= length;
    return CAIRO_STATUS_SUCCESS;
}

static gboolean check(cairo_status_t status, GError **error)
{
    if (status == CAIRO_STATUS_NO_MEMORY)
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE,
                           "rendering exceeds the limit on memory or on the size of the PDF");
    else if (status)
        recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the drawing can't be rendered: %s",
                           cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

/* Draws a recording on a page of a PDF, as output/ does. `most`: bytes that it may have, since recto itself takes
 * longer over each of them than Cairo does. */
static gboolean draw_page(cairo_surface_t *recording, gsize most, GError **error)
{
    cairo_rectangle_t extents = {0};
    cairo_recording_surface_get_extents(recording, &extents);
    cairo_surface_t *page = cairo_pdf_surface_create_for_stream(discard, &most, extents.width, extents.height);
    cairo_t *cr = cairo_create(page);
    cairo_set_source_surface(cr, recording, 0, 0);
    cairo_paint(cr);
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(page);
    if (!status)
        status = cairo_surface_status(page);
    cairo_surface_destroy(page);
    return check(status, error);
}
/* Draws a recording as pixels, as output/ does for pages that are pictures. */
static gboolean draw_pixels(cairo_surface_t *recording, GError **error)
{
    cairo_rectangle_t extents = {0};
    cairo_recording_surface_get_extents(recording, &extents);
    double scale = MOST_SEEN / MAX(extents.width, extents.height);
    cairo_surface_t *pixels = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ceil(extents.width * scale),
                                                         (int)ceil(extents.height * scale));
    cairo_t *cr = cairo_create(pixels);
    cairo_scale(cr, scale, scale);
    cairo_set_source_surface(cr, recording, 0, 0);
    cairo_paint(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(pixels);
    return check(status, error);
}

/* ---- the trial: work for children ---- */

/* A file becomes a drawing. */
static GVariant *clean(GBytes *input, GError **error)
{
    g_auto(RectoSvg) svg = {0};
    g_autoptr(GBytes) drawing = recto_svg_clean(&svg, input, error);
    gsize length = 0;
    if (!drawing)
        return NULL;
    const guint8 *data = g_bytes_get_data(drawing, &length);
    g_autoptr(GVariantBuilder) remarks = g_variant_builder_new(G_VARIANT_TYPE("a(us)"));
    for (guint i = 0; i < svg.remarks->len; i++) {
        const RectoImageRemark *remark = g_ptr_array_index(svg.remarks, i);
        g_variant_builder_add(remarks, "(us)", (guint32)remark->kind, remark->text);
    }
    return g_variant_new("(bba(us)@ay)", svg.paints, svg.plain, remarks,
                         g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, data, length, 1));
}

static gboolean try_drawing(GBytes *drawing, RectoImageInfo *info, gboolean plain, gboolean seen, GError **error)
{
    RsvgHandle *handle = load(drawing, error);
    if (!handle)
        return FALSE;
    set_size(handle, info);
    g_object_unref(handle);
    renew_map(TRUE);
    cairo_surface_t *recording = record(drawing, info, error);
    gsize most = LEAST_PAGE + MOST_GROWTH * g_bytes_get_size(drawing);
    gboolean drawn =
        recording && (plain || draw_page(recording, most, error)) && (!seen || draw_pixels(recording, error));
    cairo_surface_destroy(recording);
    return drawn;
}

/* A drawing, whether it paints, is plain, and will be seen as pixels: its size, and the library that warned. */
static GVariant *draw(GBytes *input, GError **error)
{
    RectoImageInfo info = {.format = RECTO_PICTURE_SVG, .orientation = 1};
    g_autoptr(GVariant) question = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(QUESTION), input, FALSE));
    g_autoptr(GVariant) content = g_variant_get_child_value(question, 3);
    g_autoptr(GBytes) drawing = g_variant_get_data_as_bytes(content);
    gboolean plain = FALSE, seen = FALSE;
    LibraryLog log;
    g_variant_get_child(question, 0, "b", &info.paints);
    g_variant_get_child(question, 1, "b", &plain);
    g_variant_get_child(question, 2, "b", &seen);
    log_begin(&log);
    gboolean drawn = try_drawing(drawing, &info, plain, seen, error);
    log_end(&log);
    return drawn ? g_variant_new(SIZE, info.width, info.height, log.library ? log.library : "") : NULL;
}

static GVariant *question_of(GVariant *cleaned, gboolean seen)
{
    gboolean paints = FALSE, plain = FALSE;
    g_variant_get_child(cleaned, 0, "b", &paints);
    g_variant_get_child(cleaned, 1, "b", &plain);
    g_autoptr(GVariant) drawing = g_variant_get_child_value(cleaned, 3);
    return g_variant_ref_sink(g_variant_new("(bbb@ay)", paints, plain, seen, drawing));
}

/* Both in one child. */
static GVariant *clean_and_draw(GBytes *input, GError **error)
{
    g_autoptr(GVariant) file = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(FILE_SEEN), input, FALSE));
    g_autoptr(GVariant) content = g_variant_get_child_value(file, 1);
    g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(content);
    gboolean seen = FALSE;
    g_variant_get_child(file, 0, "b", &seen);
    g_autoptr(GVariant) cleaned = clean(bytes, error);
    if (!cleaned)
        return NULL;
    g_variant_ref_sink(cleaned);
    g_autoptr(GVariant) question = question_of(cleaned, seen);
    g_autoptr(GBytes) asked = g_variant_get_data_as_bytes(question);
    GVariant *size = draw(asked, error);
    return size ? g_variant_new("(@" CLEANED "@" SIZE ")", cleaned, size) : NULL;
}

/* ---- the trial: what the parent does ---- */

void recto_svg_get_ready(void)
{
    recto_decoder_keep(draw);
}

static void add_remark(RectoDrawing *drawing, guint32 kind, const char *text)
{
    RectoImageRemark *remark = g_new(RectoImageRemark, 1);
    remark->kind = MIN(kind, RECTO_REMARK_LAST);
    remark->text = g_strdup(text);
    g_ptr_array_add(drawing->remarks, remark);
}

static void add_remarks(GVariant *cleaned, RectoDrawing *drawing)
{
    g_autoptr(GVariantIter) remarks = NULL;
    const char *text = NULL;
    guint32 kind = 0;
    g_variant_get_child(cleaned, 2, "a(us)", &remarks);
    while (g_variant_iter_next(remarks, "(u&s)", &kind, &text))
        add_remark(drawing, kind, text);
}

/* NULL and error: it failed, or no time is left. */
static GVariant *try(RectoDecoderWork work, GBytes *input, const char *type, RectoDrawing *drawing, GError **error)
{
    RectoDecoderLimits limits = {MIN(drawing->time, RECTO_DRAWING_TIME), MOST_MEMORY};
    gint64 taken = 0;
    if (limits.cpu <= 0) {
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "the time limit for drawings is used up");
        return NULL;
    }
    static FcConfig *of_children;
    if (faces_are_new(&of_children))
        recto_decoder_end();
    configure_pango();
    GVariant *result = recto_decoder_run(work, input, G_VARIANT_TYPE(type), &limits, &taken, error);
    drawing->time -= taken;
    return result;
}

/* Cleaned by a child of this process, which knows the faces of the document, and drawn by one without threads. */
static gboolean try_apart(GBytes *file, RectoDrawing *drawing, GVariant **ret_cleaned, GVariant **ret_size,
                          GError **error)
{
    g_autoptr(GVariant) cleaned = try(clean, file, CLEANED, drawing, error);
    if (!cleaned)
        return FALSE;
    g_autoptr(GVariant) question = question_of(cleaned, drawing->seen);
    g_autoptr(GBytes) asked = g_variant_get_data_as_bytes(question);
    *ret_size = try(draw, asked, SIZE, drawing, error);
    *ret_cleaned = *ret_size ? g_steal_pointer(&cleaned) : NULL;
    return *ret_size != NULL;
}

static gboolean try_at_once(GBytes *file, RectoDrawing *drawing, GVariant **ret_cleaned, GVariant **ret_size,
                            GError **error)
{
    g_autoptr(GVariant) content = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, file, TRUE));
    g_autoptr(GVariant) question = g_variant_ref_sink(g_variant_new("(b@ay)", drawing->seen, content));
    g_autoptr(GBytes) asked = g_variant_get_data_as_bytes(question);
    g_autoptr(GVariant) result = try(clean_and_draw, asked, "(" CLEANED SIZE ")", drawing, error);
    if (!result)
        return FALSE;
    *ret_cleaned = g_variant_get_child_value(result, 0);
    *ret_size = g_variant_get_child_value(result, 1);
    return TRUE;
}

gboolean recto_svg_probe(GBytes *file, RectoImageInfo *ret_info, RectoDrawing *drawing, GError **error)
{
    g_autoptr(GVariant) cleaned = NULL;
    g_autoptr(GVariant) content = NULL;
    g_autoptr(GVariant) size = NULL;
    if (!(recto_decoder_is_kept(draw) ? try_apart : try_at_once)(file, drawing, &cleaned, &size, error))
        return FALSE;
    *ret_info = (RectoImageInfo){.format = RECTO_PICTURE_SVG, .orientation = 1};
    const char *warned = NULL;
    g_variant_get(size, "(uu&s)", &ret_info->width, &ret_info->height, &warned);
    ret_info->width = CLAMP(ret_info->width, 1, RECTO_PICTURE_MOST_SIDE);
    ret_info->height = CLAMP(ret_info->height, 1, RECTO_PICTURE_MOST_SIDE);
    g_variant_get_child(cleaned, 0, "b", &ret_info->paints);
    add_remarks(cleaned, drawing);
    if (*warned)
        add_remark(drawing, RECTO_REMARK_LIBRARY, warned);
    content = g_variant_get_child_value(cleaned, 3);
    drawing->file = g_variant_get_data_as_bytes(content);
    return TRUE;
}
