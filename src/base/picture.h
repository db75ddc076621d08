/* Pictures, as the module that decodes them (src/late/picture.c: libpng, libjpeg, libwebp, librsvg, lcms2) gives them
 * to the rest: plain data and a table of functions, so that only documents with pictures load those libraries.
 *
 *     const RectoPictureApi *api = recto_picture_api(&error);
 *     if (api && api->probe(bytes, &info, &error)) …
 *
 * Files are untrusted: sizes are limited before anything is allocated, an SVG reads nothing but itself. Errors are of
 * G_IO_ERROR: NOT_SUPPORTED (no picture that is known), INVALID_DATA (damaged, cut off), NO_SPACE (too large). */
#pragma once

#include <gio/gio.h>

/* Most pixels of a picture, and of one of its sides. */
#define RECTO_PICTURE_MOST_PIXELS (64u << 20)
#define RECTO_PICTURE_MOST_SIDE   32767u

typedef enum { RECTO_PICTURE_PNG, RECTO_PICTURE_JPEG, RECTO_PICTURE_WEBP, RECTO_PICTURE_SVG } RectoPictureFormat;

typedef struct {
    RectoPictureFormat format;
    guint width, height; /* as it is to be seen, in pixels; of an SVG in CSS pixels (1/96 inch) */
    guint orientation;   /* of the stored pixels, as EXIF counts (1: upright … 8) */
    guint dpi;           /* that the file claims; 0: nothing */
    gboolean animated;   /* its first frame stands for it */
} RectoPictureInfo;

/* A picture as a PDF holds it (ISO 32000-1, 8.9.5). All sizes are of the stored pixels. */
typedef struct {
    guint width, height;
    guint orientation;
    guint colours, bits; /* 1 or 3 components (with a palette: 1) of so many bits */
    gboolean jpeg;       /* data is a JPEG file; else deflated rows with PNG's predictors */
    GBytes *data;
    GBytes *palette; /* RGB triples, or NULL */
    GBytes *alpha;   /* 8 bits a pixel, deflated rows with PNG's predictors, or NULL */
    GBytes *profile; /* ICC profile of the colours, or NULL: sRGB, or its grey */
} RectoPictureStream;

struct _cairo_surface;

typedef struct {
    /* Names and versions of the libraries, for the manifest. */
    const char *(*libraries)(void);
    /* What it is, from its header; that the file is whole is checked too. */
    gboolean (*probe)(GBytes *file, RectoPictureInfo *ret_info, GError **error);
    /* For a PDF: what can be passed on stays as it is, but for metadata; larger than `width` x `height` (as seen; 0:
     * any) by more than a little it is sampled down, unless that takes more room. With a `quality` (1 … 100; 0: none)
     * it becomes a JPEG of that quality where this saves room. Not for SVG. */
    gboolean (*encode)(GBytes *file, const RectoPictureInfo *info, guint width, guint height, guint quality,
                       RectoPictureStream *ret_stream, GError **error);
    /* To be painted, upright: an image of at most about `width` x `height` pixels, of an SVG a recording, of info's
     * proportions. */
    struct _cairo_surface *(*surface)(GBytes *file, const RectoPictureInfo *info, guint width, guint height,
                                      GError **error);
} RectoPictureApi;

void recto_picture_stream_clear(RectoPictureStream *stream);
/* Bytes that it takes, palette and profile left out of account. */
gsize recto_picture_stream_size(const RectoPictureStream *stream);

/* Loads the module when first called; NULL and error when it is not there. */
const RectoPictureApi *recto_picture_api(GError **error);

#define RECTO_PICTURE_MODULE "images"
#define RECTO_PICTURE_SYMBOL "recto_picture_module"
