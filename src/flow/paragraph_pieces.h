/* Splits a paragraph that contains images too high for a line of text into figures and the words between them. */
#pragma once

#include "flow/inline.h"
#include "flow/image_block.h"

/* A piece of a paragraph: a series of adjacent images, or words. */
typedef struct {
    GPtrArray *images;      /* const RectoNode *: the IMAGE nodes; NULL if the piece is words */
    GPtrArray *links;       /* const RectoNode *: the LINK around each image, or NULL */
    RectoInlineRange words; /* the words, without breaks and spaces at either end */
} RectoPiece;

/* Returns the pieces of a PARAGRAPH in order, as RectoPiece, or NULL if it contains no image that is set as a figure.
 * Free with g_array_unref(), which also frees the contents. */
GArray *recto_paragraph_pieces(RectoState *state, const RectoNode *paragraph);
