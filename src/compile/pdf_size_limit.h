/* Writes a PDF within a size limit: images become coarser step by step until it fits; all other content is
 * unchanged. */
#pragma once

#include "base/diagnostic.h"
#include "output/output.h"

/* Default maximum size in bytes. */
#define RECTO_MAX_SIZE 2000000u

/* Prepares the images of the pages, at `dpi` initially, and writes the PDF. If it cannot be reduced to `most` bytes,
 * writes the smallest PDF, with a warning at `where`. Returns NULL with `error` set like recto_output_pdf(). */
GBytes *recto_squeeze(RectoPages *pages, const RectoPdfOptions *options, guint dpi, gsize most,
                      RectoDiagnostics *diagnostics, RectoSpan where, GError **error);
