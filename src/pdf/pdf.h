/* A PDF in the making: what the parts of the finisher share. pdf_finish.c calls them in order; each writes its objects
 * to `update` and leaves here what later parts need. */
#pragma once

#include "output/output.h"
#include "pdf/pdf_draw.h"
#include "pdf/pdf_update.h"

typedef struct {
    guint link; /* in RectoPages */
    guint page;
    guint id;            /* object */
    guint struct_parent; /* key in the ParentTree */
    gint next;           /* the same link's on a later page, or −1 */
} RectoPdfAnnotation;

typedef struct {
    const RectoPages *pages;
    const RectoPdfOptions *options;
    RectoPdfDrawing *drawing;
    RectoPdfFile *file; /* Cairo's, over the drawing's bytes */
    RectoPdfUpdate *update;
    guint n_pages;
    guint *page_ids;            /* objects */
    GHashTable *dests;          /* recto_pages_dests() */
    gboolean *kept;             /* recto_pages_kept_elements() */
    GArray *annotations;        /* of RectoPdfAnnotation, page by page */
    gint *link_first;           /* index of each link's first annotation, or −1 */
    GString **page_annotations; /* "12 0 R 13 0 R" of each page, or NULL */
    GString *catalog;           /* entries that the parts add to the catalog */
} RectoPdf;

/* "[7 0 R/XYZ 56 700 null]"; FALSE when there is no such destination. */
gboolean recto_pdf_append_dest(GString *out, const RectoPdf *pdf, const char *name);

/* pdf_links.c: adds one annotation for each page on which a link appears. */
void recto_pdf_add_links(RectoPdf *pdf);

/* pdf_structure.c: writes the tree of retained elements, the ParentTree and the IDTree. */
void recto_pdf_add_structure(RectoPdf *pdf);
const char *recto_pdf_role(const RectoPdf *pdf, const RectoElement *element);

/* pdf_outline.c */
void recto_pdf_add_outline(RectoPdf *pdf);
void recto_pdf_add_page_labels(RectoPdf *pdf);

/* pdf_metadata.c: XMP, output intent, language and preferences; the document information's object is returned. */
guint recto_pdf_add_metadata(RectoPdf *pdf);
/* Whether a language tag has the form that readers accept (BCP 47: letters and digits in parts of 1 to 8). */
gboolean recto_pdf_is_language(const char *lang);
/* Appends "D:20250115000000Z" for an ISO date. Returns FALSE if `iso` is not such a date. */
gboolean recto_pdf_append_date(GString *out, const char *iso);

/* pdf_icc.c: an sRGB profile (ICC.1:2010, version 4.2), made from the published primaries. */
GByteArray *recto_pdf_icc_srgb(void);

/* pdf_pictures.c: in place of what Cairo drew for them. */
void recto_pdf_add_pictures(RectoPdf *pdf);

/* pdf_attach.c */
void recto_pdf_add_attachments(RectoPdf *pdf);

/* pdf_finish.c: Cairo's file → the file as it is written. */
GBytes *recto_pdf_finish(RectoPdf *pdf, GError **error);
