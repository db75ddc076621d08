/* Private declarations of the image module. Other code calls them only through recto_picture_module. */
#pragma once

#include "base/image_decoder.h"

/* Decoded: rows of R, G, B, A, not multiplied, sRGB once recto_raster_to_srgb() went over it. */
typedef struct {
    guint width, height;
    guint8 *pixels;
    gboolean opaque;
} RectoRaster;

/* FALSE and error when there is no room. */
gboolean recto_raster_init(RectoRaster *raster, guint width, guint height, GError **error);
void recto_raster_clear(RectoRaster *raster);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoRaster, recto_raster_clear)

/* Whether a picture of this size can be held; error when not. */
gboolean recto_picture_check_size(guint64 width, guint64 height, GError **error);

void recto_picture_fail(GError **error, int code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* ---- image_scale.c ---- */

/* Smaller by a cubic filter (Catmull-Rom widened, in integers: the same everywhere). */
gboolean recto_raster_scale(RectoRaster *raster, guint width, guint height, GError **error);

/* Stored pixels brought upright. */
gboolean recto_raster_turn(RectoRaster *raster, guint orientation, GError **error);

/* ---- image_colour.c: ICC profiles ---- */

/* Returns the profile if it describes `components` (1 or 3) colours of an image and a PDF may contain it. Returns
 * NULL for sRGB itself and for anything else. */
GBytes *recto_profile_worth_keeping(GBytes *profile, guint components);
void recto_raster_to_srgb(RectoRaster *raster, GBytes *profile);
/* Converts rows of C, M, Y, K (255 means no ink if `inverted`) to R, G, B, A. `profile` may be NULL. */
void recto_cmyk_to_srgb(const guint8 *cmyk, guint8 *rgba, guint n, gboolean inverted, gpointer transform);
gpointer recto_cmyk_transform(GBytes *profile, gboolean inverted);
void recto_cmyk_transform_free(gpointer transform);

/* ---- one file a format ---- */

gboolean recto_png_probe(GBytes *file, RectoImageInfo *ret_info, GError **error);
/* FALSE without error: it can't be passed on as it is. */
gboolean recto_png_pass(GBytes *file, RectoImageStream *ret_stream);
gboolean recto_png_decode(GBytes *file, RectoRaster *ret_raster, GError **error);
/* The raster as deflated rows: grey, palette or colours, whichever it is, and its alpha. */
gboolean recto_png_pack(const RectoRaster *raster, RectoImageStream *ret_stream, GError **error);
/* Only its alpha, when it is not opaque. */
gboolean recto_png_pack_alpha(const RectoRaster *raster, RectoImageStream *ret_stream, GError **error);

gboolean recto_jpeg_probe(GBytes *file, RectoImageInfo *ret_info, GError **error);
gboolean recto_jpeg_pass(GBytes *file, RectoImageStream *ret_stream);
/* Stored pixels, sRGB; with `width` and `height` (stored) decoded no larger than needed for them. */
gboolean recto_jpeg_decode(GBytes *file, guint width, guint height, RectoRaster *ret_raster, GError **error);
/* Of a quality (1 … 100), the alpha left out. */
gboolean recto_jpeg_pack(const RectoRaster *raster, guint quality, RectoImageStream *ret_stream, GError **error);

gboolean recto_webp_probe(GBytes *file, RectoImageInfo *ret_info, GError **error);
gboolean recto_webp_decode(GBytes *file, RectoRaster *ret_raster, gboolean *ret_lossy, GError **error);

gboolean recto_svg_probe(GBytes *file, RectoImageInfo *ret_info, RectoDrawing *drawing, GError **error);
/* Keeps a process for later probes. */
void recto_svg_get_ready(void);
/* Of drawing->file. */
struct _cairo_surface *recto_svg_record(GBytes *file, const RectoImageInfo *info, GError **error);

/* ---- image_codec.c ---- */

/* Decoders of PNG, JPEG and WebP, with the contract of RectoImageDecoder. */
gboolean recto_pixels_probe(GBytes *file, RectoImageInfo *ret_info, GError **error);
struct _cairo_surface *recto_picture_surface(GBytes *file, const RectoImageInfo *info, guint width, guint height,
                                             GError **error);
gboolean recto_picture_is_xml(GBytes *file);

/* ---- exif.c ---- */

/* Returns the orientation in TIFF-formed EXIF data (the bytes after "Exif\0\0"), or 1 if they give none. */
guint recto_exif_orientation(const guint8 *data, gsize length);
