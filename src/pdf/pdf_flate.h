/* The Flate filter (zlib's format), by libdeflate. */
#pragma once

#include <glib.h>

/* Appends the compressed bytes to `out`. */
void recto_pdf_deflate(GByteArray *out, gconstpointer data, gsize length);

/* NULL when the data are damaged. Caller unrefs. */
GByteArray *recto_pdf_inflate(gconstpointer data, gsize length);
