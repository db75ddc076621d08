/* Patterns: backgrounds drawn in the brand colours, as artifacts. A pattern consists of tiles on the page's grid. It is
 * dense at one edge of its area and dissolves towards the other, so that type has a calm background. The presence and
 * the orientation of tiles depend on a hash of a text and the tile's position: the same text gives the same pattern. A
 * pattern is one path, or a few paths, with a few hundred points. */
#pragma once

#include "assembly/compose.h"

typedef struct {
    RectoPattern kind;
    RectoBox area;        /* area on the trimmed page; at the trim edge, the pattern extends into the bleed */
    RectoLength size;     /* size of a tile */
    gboolean rises;       /* TRUE: dense at the bottom; FALSE: dense at the top */
    RectoColour tones[2]; /* the stronger tone first */
    RectoArtifact artifact;
    const char *seed;
} RectoPatternPlace;

void recto_compose_pattern(RectoCompose *compose, RectoPage *page, const RectoPatternPlace *place);
