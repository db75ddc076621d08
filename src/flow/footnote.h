/* Footnotes: a raised mark in the text, a Reference with a Link, and behind its first one the Note, whose text hangs on
 * the box of the line in which the mark stands; the paginator takes it to the foot of that page. With `notes: end` the
 * texts stand in a list of their own behind the last chapter; their elements stay beside their marks.
 *
 * Marks may stand in any text: recto_state_inlines() meets them, recto_state_hang_notes() hangs their notes, and what a
 * block has not hung when it ends, goes to its first box. */
#pragma once

#include "flow/state.h"

struct RectoFootnote {
    const RectoNode *node;
    RectoElement *element; /* Note; NULL as long as it is not cited */
    RectoFootnote *within; /* note whose text cites it first, or NULL */
    const char *number;    /* as it is printed */
    const char *dest;      /* of its text */
    const char *mark_dest; /* of its first mark */
    gboolean set;          /* its text is in a list */
};

/* Finds the notes of the document, before anything is set. */
void recto_footnotes_begin(RectoState *state);
void recto_footnotes_clear(RectoState *state);

/* Appends the mark `node` in `element`, whose text is set in `characters`; `linked`: it stands in a link already. */
void recto_footnote_mark(RectoState *state, RectoText *text, const RectoNode *node, RectoElement *element,
                         const RectoCharStyle *characters, gboolean linked);

/* Hangs the text of a note, and of those that it cites, on item `box` of the list; `baseline`: of the line with its
 * mark, below the box's top, −1: not known. */
void recto_footnote_hang(RectoState *state, RectoFootnote *note, guint box, RectoLength baseline);

/* The numeral, its label, and the space behind it, which end at the fragment's origin; at least `hang` wide, which
 * *ret_width says. */
RectoFragment *recto_footnote_numeral(RectoState *state, const RectoFootnote *note, const RectoTextStyle *element,
                                      RectoLength hang, RectoLength *ret_width);

/* Hangs what is cited and not set yet on the first box from item `first` on, if there is one. */
void recto_footnotes_hang_rest(RectoState *state, guint first);

/* After the last block: the list of notes where they stand at the end; notes that are never cited. */
void recto_footnotes_end(RectoState *state);
