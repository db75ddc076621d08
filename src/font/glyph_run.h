/* A glyph run: glyphs of one face, drawn from one origin on the baseline. Created by text/, stored by page/, drawn by
 * output/; shared and immutable. */
#pragma once

#include "font/fonts.h"

typedef struct {
    guint32 index;
    RectoLength x, y; /* relative to the run's origin, including expansion and letter-spacing */
} RectoGlyph;

/* Maps bytes of the text to glyphs. Clusters are in visual order if rtl is FALSE; bytes are always in text order (as in
 * Cairo). */
typedef struct {
    guint16 n_bytes, n_glyphs;
} RectoCluster;

typedef struct {
    const RectoFace *face;
    int expansion; /* expansion per mille of the width; 0: as designed */
    gboolean rtl;
    guint n_glyphs, n_clusters, n_bytes;
    const RectoGlyph *glyphs;
    const RectoCluster *clusters;
    const char *text;   /* n_bytes of UTF-8 without soft hyphens; not necessarily NUL-terminated */
    RectoLength width;  /* sum of advances */
    const char *actual; /* text to be read or copied instead of `text`, or NULL. U+00AD for a break hyphen; for
                           right-to-left text, the text itself, because its letters are drawn in another order. Adjacent
                           runs with the same pointer share it */
    gboolean missing;   /* TRUE if no font has this text; its face is that of the boxes (recto_fonts_boxes()) */
} RectoGlyphRun;
