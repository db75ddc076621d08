/* Output: pages → files. PDF, PNG and SVG replay the same items through one drawing routine (page_draw.c), so they
 * cannot disagree. */
#pragma once

#include "page/pages.h"

typedef struct {
    gboolean linearize;
    const char *producer; /* "recto 0.1.0" */
    int pdfa_part;        /* 3, 2, or 0: none */
    char pdfa_level;      /* 'A', 'B' */
    gboolean pdfua;
    gboolean print;        /* for the press: no annotations; colours as inks, where the pages have them */
    GBytes *intent;        /* print: the profile of the printing condition, then the file is PDF/X-4; or NULL */
    const char *condition; /* print: what the profile calls it */
    gint64 *ret_drawn;     /* or NULL: set to the time (g_get_monotonic_time()) when Cairo was done */
} RectoPdfOptions;

/* Default options: PDF/A-3a and PDF/UA-1. */
#define RECTO_PDF_DEFAULTS ((RectoPdfOptions){.producer = "recto", .pdfa_part = 3, .pdfa_level = 'A', .pdfua = TRUE})

/* Returns the complete PDF. Cairo draws into memory (pdf_draw.c). Structure, links, outline, labels, metadata and
 * attachments are added to its objects (pdf_finish.c), and the result is written as a new file (pdf_write.c). Errors
 * come from the libraries or from a failed self-check. */
GBytes *recto_output_pdf(const RectoPages *pages, const RectoPdfOptions *options, GError **error);

/* One page as PNG at `dpi` (default 80), or as SVG. */
GBytes *recto_output_png(const RectoPages *pages, guint page, double dpi, GError **error);
GBytes *recto_output_svg(const RectoPages *pages, guint page, GError **error);
