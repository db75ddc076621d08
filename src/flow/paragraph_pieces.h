/* The pieces of a paragraph that holds pictures too high for a line of text: figures, and the words between them. */
#pragma once

#include "flow/inline.h"
#include "flow/image_block.h"

/* Either pictures that follow each other, or words. */
typedef struct {
    GPtrArray *images;      /* of const RectoNode*, IMAGEs; NULL: the piece is words */
    GPtrArray *links;       /* of const RectoNode*, the LINK around each, or NULL */
    RectoInlineRange words; /* without breaks and spaces at its ends */
} RectoPiece;

/* The pieces of a PARAGRAPH, in order, as RectoPiece; NULL when no picture in it is set by itself. The caller's, with
 * what they hold: free with g_array_unref(). */
GArray *recto_paragraph_pieces(RectoState *state, const RectoNode *paragraph);
