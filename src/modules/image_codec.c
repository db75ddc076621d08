/* The function table of the image module: detects the format of a file and calls the decoder for it. */
#include "modules/image_codec.h"

#include <stdio.h>

#include <cairo.h>
#include <gmodule.h>
#include <jpeglib.h>
#include <lcms2.h>
#include <librsvg/rsvg.h>
#include <png.h>
#include <stdarg.h>
#include <string.h>
#include <webp/decode.h>

/* Sampling down by less than this, per cent, is not worth what it costs in sharpness. */
#define SIZE_SLACK 120

/* Of pictures that come as JPEG, and are sampled down. */
#define USUAL_QUALITY 85
/* A picture without loss becomes a JPEG when that takes less than this, per cent: of drawings and screens little would
 * be saved, and much be lost. */
#define WORTH_LOSS 70

void recto_picture_fail(GError **error, int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, G_IO_ERROR, code, message);
}

static const char *libraries(void)
{
    static char text[160];
    guint webp = (guint)WebPGetDecoderVersion();
    g_snprintf(text, sizeof text, "libpng %s, libjpeg %d, libwebp %u.%u.%u, librsvg %u.%u.%u, lcms %d.%02d",
               png_get_libpng_ver(NULL), JPEG_LIB_VERSION, webp >> 16, webp >> 8 & 255, webp & 255, rsvg_major_version,
               rsvg_minor_version, rsvg_micro_version, cmsGetEncodedCMMversion() / 1000,
               cmsGetEncodedCMMversion() % 1000 / 10);
    return text;
}

/* ---- formats ---- */

/* White space, a byte order mark, then a bracket: librsvg's parser says whether it is more. */
gboolean recto_picture_is_xml(GBytes *file)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    gsize at = length > 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && g_ascii_isspace(data[at]))
        at++;
    return at < length && data[at] == '<';
}

gboolean recto_pixels_probe(GBytes *file, RectoImageInfo *ret_info, GError **error)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    if (length >= 8 && memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0)
        return recto_png_probe(file, ret_info, error);
    if (length >= 3 && memcmp(data, "\xFF\xD8\xFF", 3) == 0)
        return recto_jpeg_probe(file, ret_info, error);
    if (length >= 12 && memcmp(data, "RIFF", 4) == 0 && memcmp(data + 8, "WEBP", 4) == 0)
        return recto_webp_probe(file, ret_info, error);
    if (length == 0)
        recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the file is empty");
    else
        recto_picture_fail(error, G_IO_ERROR_NOT_SUPPORTED, "not a PNG, JPEG, WebP or SVG file");
    return FALSE;
}

static gboolean probe(GBytes *file, RectoImageInfo *ret_info, RectoDrawing *drawing, GError **error)
{
    return recto_picture_is_xml(file) ? recto_svg_probe(file, ret_info, drawing, error)
                                      : recto_pixels_probe(file, ret_info, error);
}

static gboolean pass(GBytes *file, const RectoImageInfo *info, RectoImageStream *ret_stream)
{
    if (info->format == RECTO_PICTURE_PNG)
        return recto_png_pass(file, ret_stream);
    return info->format == RECTO_PICTURE_JPEG && recto_jpeg_pass(file, ret_stream);
}

/* ---- decoding ---- */

/* Stored pixels, no larger than wanted. */
static gboolean decode(GBytes *file, const RectoImageInfo *info, guint width, guint height, RectoRaster *ret_raster,
                       gboolean *ret_lossy, GError **error)
{
    *ret_lossy = info->format == RECTO_PICTURE_JPEG;
    if (info->format == RECTO_PICTURE_JPEG)
        return recto_jpeg_decode(file, width, height, ret_raster, error);
    if (info->format == RECTO_PICTURE_WEBP)
        return recto_webp_decode(file, ret_raster, ret_lossy, error);
    return recto_png_decode(file, ret_raster, error);
}

/* The largest size that is wanted, of the stored pixels; FALSE: as it is. */
static gboolean wanted_size(const RectoImageInfo *info, guint *width, guint *height)
{
    gboolean large = *width && *height && (guint64)info->width * 100 > (guint64)*width * SIZE_SLACK &&
                     (guint64)info->height * 100 > (guint64)*height * SIZE_SLACK;
    if (!large)
        *width = *height = 0;
    if (large && info->orientation > 4) {
        guint swap = *width;
        *width = *height;
        *height = swap;
    }
    return large;
}

static gboolean pack_lossy(const RectoRaster *raster, guint quality, RectoImageStream *ret_stream, GError **error)
{
    if (!recto_jpeg_pack(raster, quality, ret_stream, error))
        return FALSE;
    if (recto_png_pack_alpha(raster, ret_stream, error))
        return TRUE;
    recto_image_stream_clear(ret_stream);
    return FALSE;
}

static gboolean pack(const RectoRaster *raster, gboolean lossy, guint quality, RectoImageStream *ret_stream,
                     GError **error)
{
    RectoImageStream smaller = {0};
    if (lossy)
        return pack_lossy(raster, quality ? quality : USUAL_QUALITY, ret_stream, error);
    if (!recto_png_pack(raster, ret_stream, error))
        return FALSE;
    if (!quality || !pack_lossy(raster, quality, &smaller, NULL))
        return TRUE;
    gboolean worth =
        recto_picture_stream_size(&smaller) * 100 < recto_picture_stream_size(ret_stream) * (gsize)WORTH_LOSS;
    recto_image_stream_clear(worth ? ret_stream : &smaller);
    if (worth)
        *ret_stream = smaller;
    return TRUE;
}

static gboolean recode(GBytes *file, const RectoImageInfo *info, guint width, guint height, guint quality,
                       RectoImageStream *ret_stream, GError **error)
{
    g_auto(RectoRaster) raster = {0};
    gboolean lossy = FALSE;
    if (!decode(file, info, width, height, &raster, &lossy, error))
        return FALSE;
    if (width && !recto_raster_scale(&raster, width, height, error))
        return FALSE;
    if (!pack(&raster, lossy, quality, ret_stream, error))
        return FALSE;
    ret_stream->orientation = info->orientation;
    return TRUE;
}

static gboolean encode(GBytes *file, const RectoImageInfo *info, guint width, guint height, guint quality,
                       RectoImageStream *ret_stream, GError **error)
{
    gboolean large = wanted_size(info, &width, &height);
    gboolean passed = pass(file, info, ret_stream);
    if (passed && !large && !quality)
        return TRUE;
    RectoImageStream recoded = {0};
    if (!recode(file, info, width, height, quality, &recoded, passed ? NULL : error))
        return passed;
    if (passed && recto_picture_stream_size(&recoded) >= recto_picture_stream_size(ret_stream)) {
        recto_image_stream_clear(&recoded);
        return TRUE;
    }
    if (passed)
        recto_image_stream_clear(ret_stream);
    *ret_stream = recoded;
    return TRUE;
}

/* ---- painting ---- */

static cairo_surface_t *to_surface(const RectoRaster *raster)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)raster->width, (int)raster->height);
    guint8 *out = cairo_image_surface_get_data(surface);
    gsize stride = (gsize)cairo_image_surface_get_stride(surface);
    const guint8 *p = raster->pixels;
    for (guint y = 0; out && y < raster->height; y++) {
        guint32 *row = (guint32 *)(gpointer)(out + y * stride);
        for (guint x = 0; x < raster->width; x++, p += 4) {
            guint alpha = p[3];
            row[x] = alpha << 24 | (p[0] * alpha + 127) / 255 << 16 | (p[1] * alpha + 127) / 255 << 8 |
                     (p[2] * alpha + 127) / 255;
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

cairo_surface_t *recto_picture_surface(GBytes *file, const RectoImageInfo *info, guint width, guint height,
                                       GError **error)
{
    g_auto(RectoRaster) raster = {0};
    gboolean lossy = FALSE;
    if (info->format == RECTO_PICTURE_SVG)
        return recto_svg_record(file, info, error);
    wanted_size(info, &width, &height);
    if (!decode(file, info, width, height, &raster, &lossy, error))
        return NULL;
    if ((width && !recto_raster_scale(&raster, width, height, error)) ||
        !recto_raster_turn(&raster, info->orientation, error))
        return NULL;
    return to_surface(&raster);
}

G_MODULE_EXPORT const RectoImageDecoder recto_picture_module = {libraries, recto_picture_is_xml,  probe,
                                                                encode,    recto_picture_surface, recto_svg_get_ready};
