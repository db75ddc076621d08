/* Footnote references: a raised number in the text, a Reference element with a Link, and, after the first reference,
 * the Note element. footnote.c sets the note's text. */
#pragma once

#include "flow/flow_state.h"

struct RectoFootnote {
    const RectoNode *node;
    RectoElement *element; /* Note element; NULL until the note is cited */
    RectoFootnote *within; /* note whose text contains the first reference, or NULL */
    const char *number;    /* number as printed */
    const char *dest;      /* destination of the note's text */
    const char *mark_dest; /* destination of the first reference */
    gboolean set;          /* TRUE if the text has been added to a list */
};

/* Gives a note its number and its destinations. Call it at the note's first reference. */
void recto_footnote_cite(RectoState *state, RectoFootnote *note);
/* Creates the note's element below `parent`. */
RectoElement *recto_footnote_element(RectoState *state, const RectoFootnote *note, RectoElement *parent);

/* Appends the footnote reference `node` in `element`, in text of style `characters`. `linked`: TRUE if the reference is
 * already inside a link. */
void recto_footnote_mark(RectoState *state, RectoText *text, const RectoNode *node, RectoElement *element,
                         const RectoCharStyle *characters, gboolean linked);

/* Creates the fragment of the note's number, label and space, which ends at the fragment's origin. It is at least
 * `hang` wide; `*ret_width` receives the width. */
RectoFragment *recto_footnote_numeral(RectoState *state, const RectoFootnote *note, const RectoTextStyle *element,
                                      RectoLength hang, RectoLength *ret_width);
