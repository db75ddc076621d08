/* Cairo's part of a PDF: the pages drawn into memory, with a marker at the start of every mark, and the list of marks.
 *
 * A marker is a black square of 1/8 pt in the page's top left corner, filled. Cairo (1.16 and 1.18) writes it as
 * "x y 0.125 0.125 re f", outside text objects; its place names the mark: x = (k mod wrap) / 4 for the page's k-th
 * mark, y (from the bottom of the page upwards or from its top, as Cairo pleases) 1/4 for a start, 3/4 after the last.
 * pdf_content.c takes the markers out again. */
#pragma once

#include "page/pages.h"

typedef struct {
    RectoSlot slot; /* 0: artifact */
    RectoArtifact artifact;
    const char *actual; /* a Span with these words, in the slot's place */
    gint mcid;          /* on its page; −1: artifact */
    RectoBox box;       /* area of its first item */
    gboolean heard; /* the replacement text appears only in the structure, because programs that extract text reverse
                       words that run from right to left */
} RectoPdfMark;

typedef struct {
    GByteArray *bytes;        /* Cairo's file */
    GArray *marks;            /* of RectoPdfMark, page by page in order of drawing */
    guint *first_mark;        /* index of each page's first mark; one more at the end */
    guint *n_mcids;           /* number of marked-content IDs, per page */
    double *widths, *heights; /* size of the medium in points, per page */
    double margin;            /* the trimmed page's from the medium's edges */
    guint wrap;
} RectoPdfDrawing;

RectoPdfDrawing *recto_pdf_draw(const RectoPages *pages, GError **error);
/* Coordinates of a place on a page in PDF's, from the lower left of the medium. */
static inline double recto_pdf_x(const RectoPdfDrawing *drawing, RectoLength x)
{
    return drawing->margin + x / (double)RECTO_POINT;
}
static inline double recto_pdf_y(const RectoPdfDrawing *drawing, guint page, RectoLength y)
{
    return drawing->heights[page] - drawing->margin - y / (double)RECTO_POINT;
}

void recto_pdf_drawing_free(RectoPdfDrawing *drawing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPdfDrawing, recto_pdf_drawing_free)

#define RECTO_PDF_MARKER_SIZE  0.125
#define RECTO_PDF_MARKER_STEP  0.25
#define RECTO_PDF_MARKER_START 0.25
#define RECTO_PDF_MARKER_END   0.75
