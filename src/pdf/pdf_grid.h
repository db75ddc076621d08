/* Coordinates of a drawing's paths on a grid that every processor reaches. */
#pragma once

#include <glib.h>

/* A content stream with the operands of its path operators rounded to tenths; everything else is as it was. Caller
 * frees. */
GString *recto_pdf_round_paths(const char *content, gsize length);
