/* An image on pages: its file, the properties of the file and, after layout, the form in which output/ draws it.
 * There is one for each file, however often it appears on pages. */
#pragma once

#include "base/diagnostic.h"
#include "base/length.h"
#include "base/image_decoder.h"

struct RectoImage {
    guint number; /* from 0, in the order in which they were met */
    char *name;   /* path of the file inside the project root, or NULL if the document contains the image */
    char *digest; /* SHA-256 of the file, hexadecimal */
    GBytes *file; /* SVG only: the file in the form that is drawn */
    RectoImageInfo info;
    RectoSpan span;            /* where it was first asked for */
    RectoLength width, height; /* the largest that it is placed at; 0: nowhere */

    /* made by recto_images_prepare() */
    struct _cairo_surface *surface;      /* surface to paint for the image, or NULL if only its background is visible */
    guint surface_width, surface_height; /* units of the surface that make the whole picture */
    guint surface_orientation;           /* EXIF's: how the surface is to be turned */
    RectoImageStream *stream;            /* PDF: the image stream that the surface represents, or NULL */
};
typedef struct RectoImage RectoImage;

void recto_image_free(RectoImage *image);
