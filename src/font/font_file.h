/* A file with a face: what it is found by, and what HarfBuzz and Cairo make of it, once for all sizes. For font/ only.
 */
#pragma once

#include <cairo.h>
#include <hb.h>
#include <pango/pango.h>

typedef struct {
    char *family, *path;
    char *checksum;          /* SHA-256 of a bundled file, as faces.index has it; or NULL */
    const char *description; /* fontconfig's notation of all that it knows, borrowed; or NULL */
    int index;               /* in a collection */
    int weight;              /* as OpenType has it, 1 to 1000 */
    gboolean italic;
    hb_face_t *face; /* these come into being when they are asked for */
    PangoCoverage *coverage;
    cairo_font_face_t *drawn;
} RectoFontFile;

/* Copies family and path. */
RectoFontFile *recto_font_file_new(const char *family, const char *path, int index, int weight, gboolean italic);
void recto_font_file_free(RectoFontFile *file);

/* Borrowed. A file that can't be read is a face without glyphs. */
hb_face_t *recto_font_file_face(RectoFontFile *file);
PangoCoverage *recto_font_file_coverage(RectoFontFile *file);
cairo_font_face_t *recto_font_file_drawn(RectoFontFile *file);
