/* A picture on pages: its file, what that is, and, once the pages are set, the form in which output/ draws it. One for
 * each file, however often it stands on pages. */
#pragma once

#include "base/diagnostic.h"
#include "base/length.h"
#include "base/image_decoder.h"

struct RectoImage {
    guint number; /* from 0, in the order in which they were met */
    char *name;   /* of the file below the project's root; NULL: it was inside the document */
    char *digest; /* SHA-256 of the file, hexadecimal */
    GBytes *file; /* of an SVG: as it is drawn */
    RectoImageInfo info;
    RectoSpan span;            /* where it was first asked for */
    RectoLength width, height; /* the largest that it is placed at; 0: nowhere */

    /* made by recto_images_prepare() */
    struct _cairo_surface *surface;      /* what is painted in its place, or NULL: its ground is all there is */
    guint surface_width, surface_height; /* units of the surface that make the whole picture */
    guint surface_orientation;           /* EXIF's: how the surface is to be turned */
    RectoImageStream *stream;            /* PDF: what the surface only stands for, or NULL */
};
typedef struct RectoImage RectoImage;

void recto_image_free(RectoImage *image);
