/* Ligatures. Cairo gives a glyph such as "ffi" the Unicode of its presentation form, where the face knows one, and
 * wraps every use in a marked-content span with the real letters. That is legal, but costs bytes, and readers of the
 * structure lose text behind a nested span. So the glyph gets its letters in the font's ToUnicode map, and the spans
 * go.
 *
 * The first letters that a glyph stands for win; a span with others stays as it is. */
#pragma once

#include "pdf/pdf_token.h"

#include <glib.h>

typedef struct RectoPdfLigatures RectoPdfLigatures;

RectoPdfLigatures *recto_pdf_ligatures_new(void);
void recto_pdf_ligatures_free(RectoPdfLigatures *ligatures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPdfLigatures, recto_pdf_ligatures_free)

/* TRUE when the span whose BDC has just been read (properties `dictionary`, the content going on at `position`) can go.
 * `font` is the resource name in use; a Tf inside the span is followed. `page` is where it was seen. */
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
