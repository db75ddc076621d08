/* The texts of footnotes. A mark may be in any text: recto_state_inlines() meets it, the box of its line records it,
 * and when the block ends the walk sets the text: at the foot of that box's page, in the margin beside it, or, with
 * `notes: end`, in a list of their own after the last chapter. Their elements are beside their marks in any case. */
#pragma once

#include "flow/footnote_mark.h"

/* Finds the notes of the document, before anything is set. */
void recto_footnotes_begin(RectoState *state);
void recto_footnotes_clear(RectoState *state);

/* Sets the notes that boxes of the scope's list cite; what was cited since without a box goes to the first box from
 * item `first` on, if there is one. */
void recto_footnotes_set_cited(RectoState *state, guint first);

/* After the last block: the list of notes where they are at the end; notes that are never cited. */
void recto_footnotes_end(RectoState *state);
