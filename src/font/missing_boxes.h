/* Boxes that replace characters missing in all fonts, as a font of their own. The glyph number is the character code,
 * so that text in a PDF can still be searched and copied. */
#pragma once

#include "base/length.h"
#include <cairo.h>

/* Returns the advance of a character's box; the box of a wide character is as wide as high. */
RectoLength recto_box_width(gunichar character, RectoLength size);

/* Returns the scaled font of the boxes. It is never expanded, because every expansion would be a separate font in a
 * PDF. The caller destroys it. */
cairo_scaled_font_t *recto_boxes_scaled(RectoLength size);
