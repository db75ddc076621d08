/* Images as the decoder module (src/modules/image_codec.c: libpng, libjpeg, libwebp, librsvg, lcms2) returns them to
 * the rest of recto: plain data and a table of functions, so that only documents with images load those libraries.
 *
 *     const RectoImageDecoder *api = recto_image_decoder(&error);
 *     if (api && api->probe(bytes, &info, &error)) …
 *
 * Files are untrusted: sizes are checked before memory is allocated. An SVG file reads no other files, and is first
 * drawn in a child process. Errors are in the G_IO_ERROR domain: NOT_SUPPORTED (not a supported image), INVALID_DATA
 * (damaged or truncated), NO_SPACE (too large). */
#pragma once

#include <gio/gio.h>

/* Maximum number of pixels of an image, and maximum width and height. */
#define RECTO_PICTURE_MOST_PIXELS (64u << 20)
#define RECTO_PICTURE_MOST_SIDE   32767u

typedef enum { RECTO_PICTURE_PNG, RECTO_PICTURE_JPEG, RECTO_PICTURE_WEBP, RECTO_PICTURE_SVG } RectoPictureFormat;

typedef struct {
    RectoPictureFormat format;
    guint width, height; /* displayed size in pixels; for SVG, in CSS pixels (1/96 inch) */
    guint orientation;   /* EXIF orientation of the stored pixels (1: upright … 8) */
    guint dpi;           /* resolution given in the file, or 0 */
    gboolean animated;   /* TRUE for an animation, of which recto uses the first frame */
    gboolean paints;     /* SVG: TRUE if parts of it are drawn as pixels (filters, masks) */
    double scale;        /* SVG: points per pixel at its smallest placement, or 0 if not known yet */
} RectoImageInfo;

/* A part of an SVG file that recto does not draw as the file defines. */
typedef enum {
    RECTO_REMARK_OUTSIDE,  /* a reference to something outside the file: a URL, an entity, a style sheet */
    RECTO_REMARK_HTML,     /* text in HTML */
    RECTO_REMARK_PICTURE,  /* an embedded image that cannot be used; the reason */
    RECTO_REMARK_FACE,     /* a font family that is not available */
    RECTO_REMARK_GLYPHS,   /* characters that no font has */
    RECTO_REMARK_VARIABLE, /* a CSS variable without a value */
    RECTO_REMARK_LIBRARY,  /* a warning of a library while drawing; its name */
    RECTO_REMARK_LAST = RECTO_REMARK_LIBRARY
} RectoRemarkKind;

typedef struct {
    RectoRemarkKind kind;
    char *text;
} RectoImageRemark;

void recto_picture_remark_free(gpointer remark);

/* Maximum processor time for one drawing, and for all drawings of a document, in microseconds. */
#define RECTO_DRAWING_TIME  (4 * G_USEC_PER_SEC)
#define RECTO_DRAWINGS_TIME (20 * G_USEC_PER_SEC)

/* Input and output of a probe of an SVG file; other formats do not change it. */
typedef struct {
    gboolean seen;      /* TRUE: also drawn as pixels, not only in a PDF */
    gint64 time;        /* remaining processor time for drawings, in microseconds; reduced by each probe */
    GBytes *file;       /* the file as drawn, without references to the outside; the caller unrefs it */
    GPtrArray *remarks; /* RectoImageRemark *: array of the caller, to which remarks are added */
} RectoDrawing;

void recto_drawing_init(RectoDrawing *drawing, gint64 time);
void recto_drawing_clear(RectoDrawing *drawing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoDrawing, recto_drawing_clear)

/* An image in the form in which a PDF stores it (ISO 32000-1, 8.9.5). All sizes are of the stored pixels. */
typedef struct {
    guint width, height;
    guint orientation;
    guint colours, bits; /* 1 or 3 components (1 with a palette), and bits per component */
    gboolean jpeg;       /* TRUE: data is a JPEG file; FALSE: deflated rows with PNG predictors */
    GBytes *data;
    GBytes *palette; /* RGB triples, or NULL */
    GBytes *alpha;   /* 8 bits per pixel, deflated rows with PNG predictors, or NULL */
    GBytes *profile; /* ICC profile of the colours; NULL for sRGB or its grey */
} RectoImageStream;

struct _cairo_surface;

typedef struct {
    /* Returns the names and versions of the libraries, for the manifest. */
    const char *(*libraries)(void);
    /* Returns TRUE if the file may be an SVG file; fontconfig must then know the fonts before the file is probed. */
    gboolean (*is_drawing)(GBytes *file);
    /* Reads format and size from the header, and checks that the file is complete. An SVG file is drawn once, in a
     * child process with limits on time and memory; after that, use drawing->file instead of the file. */
    gboolean (*probe)(GBytes *file, RectoImageInfo *ret_info, RectoDrawing *drawing, GError **error);
    /* Converts an image for a PDF. Data that a PDF can contain remain unchanged, without metadata. An image that is
     * much larger than `width` × `height` (as displayed; 0: any) is sampled down, unless this needs more space. With a
     * `quality` from 1 to 100 (0: none), it becomes a JPEG image if that saves space. Not for SVG. */
    gboolean (*encode)(GBytes *file, const RectoImageInfo *info, guint width, guint height, guint quality,
                       RectoImageStream *ret_stream, GError **error);
    /* Returns an upright image for painting: at most about `width` × `height` pixels or, for SVG, a recording in the
     * proportions of `info`. */
    struct _cairo_surface *(*surface)(GBytes *file, const RectoImageInfo *info, guint width, guint height,
                                      GError **error);
    /* Prepares later probes. Call it before drawings are requested with surface(), while no other thread is active. */
    void (*get_ready)(void);
} RectoImageDecoder;

void recto_image_stream_clear(RectoImageStream *stream);
/* Returns the size in bytes, without palette and profile. */
gsize recto_picture_stream_size(const RectoImageStream *stream);

/* Loads the module at the first call. Returns NULL with `error` set if the module is missing. */
const RectoImageDecoder *recto_image_decoder(GError **error);

#define RECTO_PICTURE_MODULE "images"
#define RECTO_PICTURE_SYMBOL "recto_picture_module"
