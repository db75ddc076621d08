/* Converts a text into boxes, glue and penalties, and maps their items back to characters. Private to text/. */
#pragma once

#include "text/breaker.h"
#include "text/engine.h"
#include "text/rivers.h"

/* Where in the text an item is. */
typedef struct {
    guint32 segment, byte;
} RectoTextPosition;

typedef struct {
    GArray *items;  /* RectoBreakItem */
    GArray *places; /* RectoTextPosition, one per item */
} RectoRow;

void recto_row_new(RectoRow *row, const RectoText *text, const RectoParagraphStyle *set, RectoBreaksLevel level);
void recto_row_clear(RectoRow *row);

/* The hyphen that a break in the segment shows. */
const RectoShaped *recto_hyphen_of(const RectoText *text, const RectoSegment *segment);

/* How far the first or last character of bytes start … end may stand out. */
RectoLength recto_overhang(const RectoText *text, const RectoSegment *segment, const RectoShaped *shaped, guint32 start,
                           guint32 end, gboolean at_end);

/* Returns the maximum stretch and shrink of the gap between two ideographs of a size. */
RectoLength recto_ideographic_flex(RectoLength size);

/* A line of the text: from `start` up to `end`, then spaces and breaks up to `next`. */
typedef struct {
    RectoTextPosition start, end, next;
    RectoBreakLine fit;
    gboolean first, last;
} RectoLineExtent;

/* Sets a line: runs in visual order. Its spaces are appended to `gaps`. */
void recto_line_set(const RectoText *text, const RectoLineExtent *extent, const RectoParagraphStyle *set,
                    const RectoBreakSetting *breaking, RectoGaps *gaps, RectoTextLine *ret);
