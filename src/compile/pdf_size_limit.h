/* A PDF under a size: its pictures become coarser step by step until it fits; text and all else stay as they are. */
#pragma once

#include "base/diagnostic.h"
#include "output/output.h"

/* Bytes, when nobody says how many. */
#define RECTO_MAX_SIZE 2000000u

/* Prepares the pictures of the pages, at `dpi` to begin with, and writes the PDF. When it can't be brought under
 * `most`, what it is at its smallest is written, with a warning at `where`. NULL and error as recto_output_pdf(). */
GBytes *recto_squeeze(RectoPages *pages, const RectoPdfOptions *options, guint dpi, gsize most,
                      RectoDiagnostics *diagnostics, RectoSpan where, GError **error);
