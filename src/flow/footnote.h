/* The texts of footnotes. recto_state_inlines() finds a footnote reference in any text, and the box of its line records
 * it. When the block ends, the walk sets the note's text at the bottom of that page or in the margin; with `notes:
 * end`, in a list after the last chapter. In each case, the note's structure element follows its reference. */
#pragma once

#include "flow/footnote_mark.h"

/* Finds the notes of the document. Call it before anything is set. */
void recto_footnotes_begin(RectoState *state);
void recto_footnotes_clear(RectoState *state);

/* Sets the notes that boxes of the scope's list cite. Notes cited outside a box are attached to the first box from item
 * `first` on, if there is one. */
void recto_footnotes_set_cited(RectoState *state, guint first);

/* Call after the last block: sets the list of notes (`notes: end`) and reports notes that are never cited. */
void recto_footnotes_end(RectoState *state);
