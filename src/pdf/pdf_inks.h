/* Colours for the press: Cairo's RGB becomes printing inks (page/inks.h) in every content that was drawn. */
#pragma once

#include "pdf/pdf.h"

/* The operands and operators of `content` again, with rg, RG, g and G as k and K, and the colour of registration marks
 * as the Separation /All (/RectoAll cs). */
GString *recto_pdf_inks_content(RectoInks *inks, const char *content, gsize length);

/* The drawings within pages (form XObjects, tiling patterns) as well; pictures and shadings get sRGB's profile, groups
 * the press's colour space, pages that of registration. After every other change to Cairo's objects. */
void recto_pdf_inks_objects(RectoPdf *pdf);
