/* What is done with a whole PDF, through libqpdf (late/pdf.h). The way back: the files inside a PDF (ISO
 * 32000-1, 7.11.4: embedded files by the catalog's name tree). For `recto extract` and `recto verify`; works on any
 * PDF, not only on ours. */
#pragma once

#include "late/pdf.h"

/* All embedded files in the order of the name tree, of RectoEmbeddedFile*; the array owns them. NULL and error when the
 * bytes are no PDF. A PDF without any gives an empty array. */
GPtrArray *recto_pdf_embedded_files(GBytes *pdf, GError **error);

/* The last part of a name, fit to be created in a folder: no separators, no `..`, no control characters. Caller frees.
 */
char *recto_pdf_safe_name(const char *name);

/* Where two PDFs differ, in words: the first page whose content does, or that it is none of the pages. Caller frees. */
char *recto_pdf_first_difference(GBytes *one, GBytes *other);

/* The same file ordered for the web (ISO 32000-1, annex F). NULL and error when it can't be. */
GBytes *recto_pdf_linearize(GBytes *pdf, GError **error);
