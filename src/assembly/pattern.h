/* Patterns: grounds drawn from the brand's colours, as artifacts. A pattern is made of tiles that stand on the page's
 * grid, dense at one edge of its area and dissolving towards the other, so that type has quiet. What is chance in it
 * (which tiles are there, how they lie) is a hash of a text and of the tile's place: the same text gives the same
 * pattern. Each is one path or a few, of some hundred points. */
#pragma once

#include "assembly/compose.h"

typedef struct {
    RectoPattern kind;
    RectoBox area;        /* on the trimmed page; where it touches the trim, the pattern goes on into the bleed */
    RectoLength size;     /* of a tile */
    gboolean rises;       /* dense at the bottom; else at the top */
    RectoColour tones[2]; /* the stronger first */
    RectoArtifact artifact;
    const char *seed;
} RectoPatternPlace;

void recto_compose_pattern(RectoCompose *compose, RectoPage *page, const RectoPatternPlace *place);
