/* Notes in the margin: short footnotes (`notes: margin`), and blocks marked {.side}. assembly/ places them. Notes that
 * do not fit are added to layout->unplaced. The next pass receives them in layout->grounded and sets them at the bottom
 * of the page or in the text. */
#pragma once

#include "flow/footnote_mark.h"

/* Returns TRUE if a footnote may be placed in the margin: it is short, contains only paragraphs, and has a margin
 * beside its reference. */
gboolean recto_side_takes_footnote(const RectoState *state, const RectoFootnote *note);

/* Attaches the note to item `box` of the list, level with the line at `at`. */
void recto_side_hang_footnote(RectoState *state, RectoFootnote *note, guint box, RectoCitation at);

/* Where a block is set. IN_TEXT: the block is marked {.side}, but the margin has no room for it. */
typedef enum { RECTO_SIDE_NONE, RECTO_SIDE_IN_MARGIN, RECTO_SIDE_IN_TEXT } RectoSidePlace;

/* Returns where the block is set, and reports a {.side} mark that has no effect. */
RectoSidePlace recto_side_place(RectoState *state, const RectoNode *node);
/* Sets a block for the margin; it is attached to the next box. */
void recto_side_set(RectoState *state, const RectoNode *node);
/* Begins a background for a marked block that is set in the text, so that it is distinct from the text. The block is
 * then set as any other, and recto_side_leave() ends the background. */
void recto_side_begin_in_text(RectoState *state, const RectoNode *node);

/* Attaches pending sidenotes to the last box, because no other box follows in the section; `end`: in the document. */
void recto_side_finish(RectoState *state, gboolean end);

/* Call at the end of a list item, a quote, or a marked division that is set in the text. */
void recto_side_leave(RectoState *state, const RectoNode *node);
