/* Rivers: word spaces of neighbouring lines that lie above each other and run together to a white channel. A space
 * belongs to the river of a space above it when it lies below at least half of the narrower of the two; so a river may
 * wander, as the eye follows it. */
#pragma once

#include "base/length.h"

typedef struct {
    RectoLength left, right;
} RectoGap;

/* The spaces of a paragraph, line by line, each line's from left to right. */
typedef struct {
    GArray *gaps; /* RectoGap */
    GArray *ends; /* guint, one a line: where its gaps end */
} RectoGaps;

void recto_gaps_init(RectoGaps *gaps);
void recto_gaps_clear(RectoGaps *gaps);

/* Lines that the longest river runs through (0: no space in the paragraph), and the first of them. */
guint recto_longest_river(const RectoGaps *gaps, guint *ret_first);
