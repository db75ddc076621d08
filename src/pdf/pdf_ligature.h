/* Ligatures. Cairo gives a glyph such as "ffi" the Unicode of its presentation form, if the face has one, and wraps
 * every use in a marked-content span with the real letters. That is legal, but it costs bytes, and readers of the
 * structure lose text after a nested span. So this code writes the letters into the font's ToUnicode map and removes
 * the spans.
 *
 * The first letters found for a glyph win. A span with other letters remains unchanged. */
#pragma once

#include "pdf/pdf_token.h"

#include <glib.h>

typedef struct RectoPdfLigatures RectoPdfLigatures;

RectoPdfLigatures *recto_pdf_ligatures_new(void);
void recto_pdf_ligatures_free(RectoPdfLigatures *ligatures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPdfLigatures, recto_pdf_ligatures_free)

/* Returns TRUE if the span whose BDC has just been read can be removed. `dictionary` holds its properties; the
 * content continues at `position`. `font` is the current resource name; a Tf inside the span changes it. `page` is
 * the page that contains the span. */
gboolean recto_pdf_ligatures_consume(RectoPdfLigatures *ligatures, const char *content, gsize length, gsize position,
                                     const RectoPdfToken *dictionary, const char *font, guint page);

/* A font that has ligatures, and a page that uses it. */
typedef struct {
    const char *name; /* resource name, without "/" */
    guint page;
} RectoPdfLigatureFont;

/* Fonts to patch, ordered by name; the array is the caller's, its strings are borrowed. */
GArray *recto_pdf_ligatures_fonts(const RectoPdfLigatures *ligatures);

/* The ToUnicode map with the ligatures of `font` in it; NULL when an entry is not there. */
GString *recto_pdf_ligatures_patch(const RectoPdfLigatures *ligatures, const char *font, const char *map, gsize length);
