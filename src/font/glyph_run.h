/* A glyph run: glyphs of one face, drawn from one origin on the baseline. Made by text/, carried by page/, drawn by
 * output/; shared and immutable once made. */
#pragma once

#include "font/fonts.h"

typedef struct {
    guint32 index;
    RectoLength x, y; /* relative to the run's origin, expansion and letter spacing already in it */
} RectoGlyph;

/* Which bytes the next glyphs show; in visual order when rtl is FALSE, bytes in text order always (as in Cairo). */
typedef struct {
    guint16 n_bytes, n_glyphs;
} RectoCluster;

typedef struct {
    const RectoFace *face;
    int expansion; /* per mille of width, 0: as designed */
    gboolean rtl;
    guint n_glyphs, n_clusters, n_bytes;
    const RectoGlyph *glyphs;
    const RectoCluster *clusters;
    const char *text;   /* n_bytes of UTF-8, no soft hyphen, not NUL-terminated by need */
    RectoLength width;  /* sum of advances */
    const char *actual; /* what a reader should hear or copy instead of `text` (break hyphen: U+00AD; right to
                         * left: the text itself, since its letters are drawn in another order), or NULL; runs
                         * with the same pointer side by side share it */
    gboolean missing;   /* no face has this text: its face is that of boxes (recto_fonts_boxes()) */
} RectoGlyphRun;
