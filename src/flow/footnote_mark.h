/* Footnote references: a raised mark in the text, a Reference with a Link, and after its first one the Note, whose text
 * footnote.c sets. */
#pragma once

#include "flow/flow_state.h"

struct RectoFootnote {
    const RectoNode *node;
    RectoElement *element; /* Note; NULL as long as it is not cited */
    RectoFootnote *within; /* note whose text cites it first, or NULL */
    const char *number;    /* as it is printed */
    const char *dest;      /* of its text */
    const char *mark_dest; /* of its first mark */
    gboolean set;          /* its text is in a list */
};

/* Gives a note its number and its destinations: it is cited for the first time. */
void recto_footnote_cite(RectoState *state, RectoFootnote *note);
/* Makes its element below `parent`. */
RectoElement *recto_footnote_element(RectoState *state, const RectoFootnote *note, RectoElement *parent);

/* Appends the mark `node` in `element`, whose text is set in `characters`; `linked`: it is in a link already. */
void recto_footnote_mark(RectoState *state, RectoText *text, const RectoNode *node, RectoElement *element,
                         const RectoCharStyle *characters, gboolean linked);

/* The numeral, its label, and the space after it, which end at the fragment's origin; at least `hang` wide, which
 * *ret_width says. */
RectoFragment *recto_footnote_numeral(RectoState *state, const RectoFootnote *note, const RectoTextStyle *element,
                                      RectoLength hang, RectoLength *ret_width);
