/* Boxes in the place of characters that no face has, as a face of its own: a glyph's number is its character, so that a
 * PDF knows what each box stands for, and its words are searched and copied as all others. */
#pragma once

#include "base/length.h"
#include <cairo.h>

/* Advance of a character's box: wide ones are as wide as high. */
RectoLength recto_box_width(gunichar character, RectoLength size);

/* Never expanded: every expansion would be a font of its own in a PDF. The caller destroys it. */
cairo_scaled_font_t *recto_boxes_scaled(RectoLength size);
