/* The way back: the files inside a PDF (ISO 32000-1, 7.11.4: embedded files by the catalog's name tree). For
 * `recto extract` and `recto verify`; works on any PDF, not only on ours. */
#pragma once

#include <glib.h>

typedef struct {
    char *name;     /* as the PDF names it; a path of its own making is never trusted: see recto_pdf_safe_name() */
    char *relation; /* AFRelationship without the slash ("Source"), or NULL */
    GBytes *bytes;
} RectoEmbeddedFile;

/* All embedded files in the order of the name tree, of RectoEmbeddedFile*; the array owns them. NULL and error when the
 * bytes are no PDF. A PDF without any gives an empty array. */
GPtrArray *recto_pdf_embedded_files(GBytes *pdf, GError **error);

/* The last part of a name, fit to be created in a folder: no separators, no `..`, no control characters. Caller frees.
 */
char *recto_pdf_safe_name(const char *name);

/* Where two PDFs differ, in words: the first page whose content does, or that it is none of the pages. Caller frees. */
char *recto_pdf_first_difference(GBytes *one, GBytes *other);
