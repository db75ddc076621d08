/* Pictures, as the module that decodes them (src/modules/image_codec.c: libpng, libjpeg, libwebp, librsvg, lcms2) gives
 * them to the rest: plain data and a table of functions, so that only documents with pictures load those libraries.
 *
 *     const RectoImageDecoder *api = recto_image_decoder(&error);
 *     if (api && api->probe(bytes, &info, &error)) …
 *
 * Files are untrusted: sizes are limited before anything is allocated, an SVG reads nothing but itself and is tried in
 * a child process. Errors are of G_IO_ERROR: NOT_SUPPORTED (no picture that is known), INVALID_DATA (damaged, cut off),
 * NO_SPACE (too large). */
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
    gboolean paints;     /* SVG: parts of it become pixels (filters, masks) */
    double scale;        /* SVG: points for a pixel where it is placed smallest; 0: not known yet */
} RectoImageInfo;

/* A part of an SVG file that recto draws otherwise than the file says. */
typedef enum {
    RECTO_REMARK_OUTSIDE,  /* it names something outside itself: an address, an entity, a style sheet */
    RECTO_REMARK_HTML,     /* words as HTML */
    RECTO_REMARK_PICTURE,  /* a picture inside that can't be used: why */
    RECTO_REMARK_FACE,     /* a family that no face has */
    RECTO_REMARK_GLYPHS,   /* characters that no face has */
    RECTO_REMARK_VARIABLE, /* a variable of CSS without a value */
    RECTO_REMARK_LIBRARY,  /* a library that draws it warns: its name */
    RECTO_REMARK_LAST = RECTO_REMARK_LIBRARY
} RectoRemarkKind;

typedef struct {
    RectoRemarkKind kind;
    char *text;
} RectoImageRemark;

void recto_picture_remark_free(gpointer remark);

/* Processor time that a drawing may take, and all drawings of a document, in microseconds. */
#define RECTO_DRAWING_TIME  (4 * G_USEC_PER_SEC)
#define RECTO_DRAWINGS_TIME (20 * G_USEC_PER_SEC)

/* What a probe of an SVG file takes and gives; other formats leave it as it is. */
typedef struct {
    gboolean seen;      /* as pixels too, not only in a PDF */
    gint64 time;        /* processor time that drawings may still take, in microseconds; becomes less */
    GBytes *file;       /* the file as it is drawn: without what leads out of it; the caller unrefs it */
    GPtrArray *remarks; /* of RectoImageRemark*, the caller's: they are added to it */
} RectoDrawing;

void recto_drawing_init(RectoDrawing *drawing, gint64 time);
void recto_drawing_clear(RectoDrawing *drawing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoDrawing, recto_drawing_clear)

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
} RectoImageStream;

struct _cairo_surface;

typedef struct {
    /* Names and versions of the libraries, for the manifest. */
    const char *(*libraries)(void);
    /* Whether the file may be an SVG: then fonts must be known to fontconfig before it is probed. */
    gboolean (*is_drawing)(GBytes *file);
    /* What it is, from its header; that the file is whole is checked too. An SVG is drawn once, in a process of its own
     * with limits of time and memory; from then on drawing->file takes the place of the file. */
    gboolean (*probe)(GBytes *file, RectoImageInfo *ret_info, RectoDrawing *drawing, GError **error);
    /* For a PDF: what can be passed on stays as it is, but for metadata; larger than `width` x `height` (as seen; 0:
     * any) by more than a little it is sampled down, unless that takes more room. With a `quality` (1 … 100; 0: none)
     * it becomes a JPEG of that quality where this saves room. Not for SVG. */
    gboolean (*encode)(GBytes *file, const RectoImageInfo *info, guint width, guint height, guint quality,
                       RectoImageStream *ret_stream, GError **error);
    /* To be painted, upright: an image of at most about `width` x `height` pixels, of an SVG a recording, of info's
     * proportions. */
    struct _cairo_surface *(*surface)(GBytes *file, const RectoImageInfo *info, guint width, guint height,
                                      GError **error);
    /* Before drawings are asked for with surface(), and while no other thread is busy: what later probes need. */
    void (*get_ready)(void);
} RectoImageDecoder;

void recto_image_stream_clear(RectoImageStream *stream);
/* Bytes that it takes, palette and profile left out of account. */
gsize recto_picture_stream_size(const RectoImageStream *stream);

/* Loads the module when first called; NULL and error when it is not there. */
const RectoImageDecoder *recto_image_decoder(GError **error);

#define RECTO_PICTURE_MODULE "images"
#define RECTO_PICTURE_SYMBOL "recto_picture_module"
