/* The normal form in which texts are compared: what typesetting may change becomes equal, everything else stays.
 *
 *     typed and set                        normal form
 *     quotation marks of every kind        one "
 *     hyphen, minus sign                   -
 *     en dash, em dash                     -- and ---, as they are typed
 *     ellipsis                             ...
 *     white space of every kind            one space between two letters or digits, else none
 *     soft hyphens, joiners, marks of
 *     direction, variation selectors       none
 *
 * So spaces that typography adds or removes beside punctuation (French guillemets, marks, dashes) do not count, nor
 * those between Chinese or Japanese characters; those that part words do. Case, ligatures, small capitals and the
 * direction of a script do not change the text of a run, and so need no rule.
 *
 * Bytes below RECTO_NORMAL_MARKS never come from text: the marks for what is not text use them. */
#pragma once

#include "base/diagnostic.h"

enum {
    RECTO_NORMAL_PICTURE = 1, /* start of the alternative text of an image */
    RECTO_NORMAL_PICTURE_END, /* end of the alternative text of an image */
    RECTO_NORMAL_REFERENCE,   /* reference to a footnote */
    RECTO_NORMAL_DATA,        /* a block of data: chart, figures */
    RECTO_NORMAL_MARKS = 8
};

/* Where a piece of the text begins, and where it is from. */
typedef struct {
    guint32 byte;
    RectoSpan span;
} RectoNormalPiece;

typedef struct {
    GString *text;
    GArray *pieces; /* of RectoNormalPiece */
    gboolean space; /* white space waits for a letter */
} RectoNormal;

void recto_normal_init(RectoNormal *normal);
void recto_normal_clear(RectoNormal *normal);

/* A piece of text from `span`. */
void recto_normal_add(RectoNormal *normal, const char *utf8, gsize n_bytes, RectoSpan span);

/* The end of a word, of a line or a block. */
static inline void recto_normal_space(RectoNormal *normal)
{
    normal->space = TRUE;
}

/* One of the marks above. */
void recto_normal_mark(RectoNormal *normal, char mark, RectoSpan span);

/* Where byte `byte` of the text is from; RECTO_NO_SPAN for an empty text. */
RectoSpan recto_normal_span(const RectoNormal *normal, gsize byte);
