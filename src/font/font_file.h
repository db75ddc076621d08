/* A font file: the properties by which it is selected, and its HarfBuzz and Cairo objects, which are shared by all
 * sizes. Private to font/. */
#pragma once

#include <cairo.h>
#include <hb.h>
#include <pango/pango.h>

typedef struct {
    char *family, *path;
    char *checksum;          /* SHA-256 of a bundled file, from faces.index; or NULL */
    const char *description; /* the font's properties in fontconfig's notation, borrowed; or NULL */
    int index;               /* index in a collection */
    int weight;              /* OpenType weight, 1 to 1000 */
    gboolean italic;
    hb_face_t *face; /* created on demand */
    PangoCoverage *coverage;
    cairo_font_face_t *drawn;
} RectoFontFile;

/* Creates a font file object; copies family and path. */
RectoFontFile *recto_font_file_new(const char *family, const char *path, int index, int weight, gboolean italic);
void recto_font_file_free(RectoFontFile *file);

/* Return objects of the file, created on demand. Borrowed. A file that cannot be read becomes a face without glyphs. */
hb_face_t *recto_font_file_face(RectoFontFile *file);
PangoCoverage *recto_font_file_coverage(RectoFontFile *file);
cairo_font_face_t *recto_font_file_drawn(RectoFontFile *file);
