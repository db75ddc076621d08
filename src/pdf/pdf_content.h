/* The content of one page, as Cairo wrote it, with each marker (pdf_draw.h) replaced by the operators that end the mark
 * before and begin the next. It checks itself: the markers must come as they were drawn, every one, and nothing may be
 * painted outside a mark. */
#pragma once

#include "pdf/pdf_draw.h"
#include "pdf/pdf_ligature.h"

typedef struct {
    const RectoPdfDrawing *drawing;
    guint page;
    const char *(*role)(RectoSlot slot, gpointer data); /* returns the structure type written for the slot's element */
    gpointer data;
    RectoPdfLigatures *ligatures;
} RectoPdfContent;

/* NULL and error when the check fails: then the file must not be written. */
GString *recto_pdf_rewrite_content(const RectoPdfContent *page, const char *content, gsize length, GError **error);
