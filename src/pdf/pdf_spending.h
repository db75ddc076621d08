/* Size of a PDF from recto_pdf_write() by kind of content, in bytes; the sum of all members is the file size. */
#pragma once

#include <glib.h>

typedef struct {
    gsize pictures, faces, attached, rest;
} RectoPdfSpending;

RectoPdfSpending recto_pdf_spending(GBytes *pdf);
