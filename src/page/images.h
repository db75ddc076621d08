/* The pictures of one document: addresses → RectoImage, each file once; then, when the pages are set, the form in which
 * each is drawn, no finer than its largest place needs. */
#pragma once

#include "base/image_lookup.h"
#include "font/fonts.h"
#include "page/pages.h"

typedef struct RectoImages RectoImages;

/* All borrowed. `fonts` are published when the first SVG is met; `seen`: pages will be pixels, not only a PDF. */
RectoImages *recto_images_new(const RectoImageLookup *site, RectoFonts *fonts, gboolean seen,
                              RectoDiagnostics *diagnostics);
void recto_images_free(RectoImages *images);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoImages, recto_images_free)

/* Gives pages, which are empty yet, the pictures that there are and will be. May be called again with others. */
void recto_images_share(RectoImages *images, RectoPages *pages);

/* Reads the picture at an address, as the file of `span` names it. Returns it, borrowed; NULL and a warning at `span`
 * when there is none to be had. */
const RectoImage *recto_images_load(RectoImages *images, const char *address, RectoSpan span);

/* The same picture again, without any I/O: NULL when it was not loaded, or is not to be had. */
const RectoImage *recto_images_find(const RectoImages *images, const char *address, RectoSpan span);

typedef enum {
    RECTO_IMAGES_PDF,    /* streams of a PDF */
    RECTO_IMAGES_PAINTED /* to be painted as they are: PNG and SVG */
} RectoImagesUse;

/* Every picture that stands on pages; `dpi` is as fine as it may be, `quality` as in RectoImageDecoder (0: nothing is
 * lost that need not be). May be called again: then the former forms go. One that turns out to be damaged is a warning
 * and keeps its place, empty. FALSE and error when the module can't be loaded. */
gboolean recto_images_prepare(RectoPages *pages, RectoImagesUse use, guint dpi, guint quality,
                              RectoDiagnostics *diagnostics, GError **error);

/* Bytes that the prepared pictures take in a PDF; SVG, which is drawn, is left out of account. */
gsize recto_images_size(const RectoPages *pages);

/* Size and colour of what stands in a PDF of Cairo's for image number `number`: a surface of
 * RECTO_STAND_IN_WIDTH + number by RECTO_STAND_IN_HEIGHT whose first pixels are the number's. */
#define RECTO_STAND_IN_WIDTH  11u
#define RECTO_STAND_IN_HEIGHT 7u
#define RECTO_STAND_IN_RED    0x52u
#define RECTO_STAND_IN_GREEN  0x45u
