/* Operations on a whole PDF with libqpdf (the module modules/pdf_tools.h). Extracts the files embedded in any PDF,
 * for `recto extract` and `recto verify`. The PDF does not have to come from recto.
 *
 * A foreign PDF is read in a child process, which may open no file and has limits of processor time and memory
 * (base/child.h). The limits for its output are in modules/pdf_tools.h, and both processes enforce them. */
#pragma once

#include "modules/pdf_tools.h"

/* Reads the embedded files of any PDF in a child process and gives them to `sink`, in this process. FALSE and error
 * when it can't be read as a PDF, or reading it takes more than the limits allow. */
gboolean recto_pdf_read_apart(GBytes *pdf, const RectoPdfSink *sink, GError **error);

typedef struct {
    char *name; /* name in the PDF; never trust it as a path */
    GBytes *bytes;
} RectoEmbeddedFile;

/* Returns the embedded files of a PDF that recto made, in this process, in the order of the name tree; the array owns
 * its RectoEmbeddedFile*. Files that are damaged or beyond the limits are left out. NULL and error when the bytes can't
 * be read as a PDF. A PDF without any gives an empty array. */
GPtrArray *recto_pdf_embedded_files(GBytes *pdf, GError **error);

/* Describes the first difference between two PDFs: the first page whose content differs, or a difference outside all
 * pages. `one` may be an untrusted file, because a child process compares them. Caller frees. */
char *recto_pdf_first_difference(GBytes *one, GBytes *other);

/* The same file ordered for the web (ISO 32000-1, annex F). NULL and error when it can't be. */
GBytes *recto_pdf_linearize(GBytes *pdf, GError **error);
