/* What the bytes of a PDF that recto_pdf_write() made are spent on; all together they are the file. */
#pragma once

#include <glib.h>

typedef struct {
    gsize pictures, faces, attached, rest;
} RectoPdfSpending;

RectoPdfSpending recto_pdf_spending(GBytes *pdf);
