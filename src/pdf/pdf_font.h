/* TrueType programs without instructions. Grid-fitting serves screens of low resolution; in a PDF set on unhinted
 * metrics it only costs bytes, and Cairo repeats its tables in every subset: a third of what Roboto takes. */
#pragma once

#include <glib.h>

/* Returns the same font without cvt, fpgm and prep and without the instructions of its glyphs. Outlines and metrics
 * do not change. Returns NULL if it is not a TrueType font, is damaged, or has nothing to remove. */
GByteArray *recto_pdf_font_without_hints(const guint8 *font, gsize length);
