/* What is done with a whole PDF through libqpdf (the module modules/pdf_tools.h). The way back: the files inside a PDF,
 * for `recto extract` and `recto verify`, of any PDF, not only of recto's.
 *
 * A PDF of others is read in a child process of its own, which may open no file and has limits of processor time and
 * memory (base/child.h); the limits of what comes out of it are in modules/pdf_tools.h, and both sides keep them. */
#pragma once

#include "modules/pdf_tools.h"

/* Reads the embedded files of any PDF in a child process and gives them to `sink`, in this process. FALSE and error
 * when it can't be read as a PDF, or reading it takes more than the limits allow. */
gboolean recto_pdf_read_apart(GBytes *pdf, const RectoPdfSink *sink, GError **error);

typedef struct {
    char *name; /* as the PDF has it; never trust it as a path */
    GBytes *bytes;
} RectoEmbeddedFile;

/* Returns the embedded files of a PDF that recto made, in this process, in the order of the name tree; the array owns
 * its RectoEmbeddedFile*. Files that are damaged or beyond the limits are left out. NULL and error when the bytes can't
 * be read as a PDF. A PDF without any gives an empty array. */
GPtrArray *recto_pdf_embedded_files(GBytes *pdf, GError **error);

/* Says where two PDFs differ, in words: the first page whose content does, or that it is not on any page. `one` may be
 * anyone's: a child process compares them. Caller frees. */
char *recto_pdf_first_difference(GBytes *one, GBytes *other);

/* The same file ordered for the web (ISO 32000-1, annex F). NULL and error when it can't be. */
GBytes *recto_pdf_linearize(GBytes *pdf, GError **error);
