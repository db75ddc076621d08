/* The images of one document. Maps addresses to RectoImage, one for each file. After layout it creates the form in
 * which each image is drawn, with no more resolution than its largest use needs. */
#pragma once

#include "base/image_lookup.h"
#include "font/fonts.h"
#include "page/pages.h"

typedef struct RectoImages RectoImages;

/* Creates the list of images. All arguments are borrowed. `fonts` are published at the first SVG. `seen`: the pages
 * become pixels, not only a PDF. */
RectoImages *recto_images_new(const RectoImageLookup *site, RectoFonts *fonts, gboolean seen,
                              RectoDiagnostics *diagnostics);
void recto_images_free(RectoImages *images);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoImages, recto_images_free)

/* Gives empty pages access to the current and future images. May be called again with other pages. */
void recto_images_share(RectoImages *images, RectoPages *pages);

/* Reads the image at an address, relative to the file of `span`. Returns a borrowed image, or NULL with a warning at
 * `span` if it is not available. */
const RectoImage *recto_images_load(RectoImages *images, const char *address, RectoSpan span);

/* Returns the same image again without any I/O, or NULL if it was not loaded or is not available. */
const RectoImage *recto_images_find(const RectoImages *images, const char *address, RectoSpan span);

typedef enum {
    RECTO_IMAGES_PDF,    /* streams of a PDF */
    RECTO_IMAGES_PAINTED /* images are painted unchanged: PNG and SVG */
} RectoImagesUse;

/* Prepares every image that appears on pages. `dpi` is the maximum resolution; `quality` is that of RectoImageDecoder
 * (0: no loss unless necessary). May be called again: then the earlier forms are freed. A damaged image causes a
 * warning and leaves its area empty. Returns FALSE with `error` set if the module cannot be loaded. */
gboolean recto_images_prepare(RectoPages *pages, RectoImagesUse use, guint dpi, guint quality,
                              RectoDiagnostics *diagnostics, GError **error);

/* Returns the size in bytes of the prepared images in a PDF. SVG is drawn and does not count. */
gsize recto_images_size(const RectoPages *pages);

/* Size and colour of the placeholder for image `number` in a PDF that Cairo writes: a surface of
 * `RECTO_STAND_IN_WIDTH` + number by RECTO_STAND_IN_HEIGHT pixels. Its first pixels contain the number. */
#define RECTO_STAND_IN_WIDTH  11u
#define RECTO_STAND_IN_HEIGHT 7u
#define RECTO_STAND_IN_RED    0x52u
#define RECTO_STAND_IN_GREEN  0x45u
