/* Notes that stand in the margin: short footnotes (`notes: margin`), and blocks marked {.side}. assembly/ finds their
 * places; those that find none are named in layout->unplaced, and the next pass, which has them in layout->grounded,
 * sets them where they would stand otherwise: at the foot of the page, in the text. */
#pragma once

#include "flow/footnote_mark.h"

/* Whether a footnote may stand in the margin: it is short, nothing but paragraphs, and there is a margin beside its
 * mark. */
gboolean recto_side_takes_footnote(const RectoState *state, const RectoFootnote *note);

/* Hangs it on item `box` of the list, level with the line whose baseline is `baseline` below the box's top. */
void recto_side_hang_footnote(RectoState *state, RectoFootnote *note, guint box, RectoCitation at);

/* Where a block is set. IN_TEXT: it is marked, and there is no room for it in the margin. */
typedef enum { RECTO_SIDE_NONE, RECTO_SIDE_IN_MARGIN, RECTO_SIDE_IN_TEXT } RectoSidePlace;

/* Decides that; what is marked in vain is reported. */
RectoSidePlace recto_side_place(RectoState *state, const RectoNode *node);
/* Sets a block for the margin: it waits for the next box. */
void recto_side_set(RectoState *state, const RectoNode *node);
/* Begins a background of its own for a block in the text, so that it is not taken for a part of it. The block is then
 * set as any other, and recto_side_leave() ends the background. */
void recto_side_begin_in_text(RectoState *state, const RectoNode *node);

/* What waits is level with the last box, since none follows in the section; `end`: in the document. */
void recto_side_finish(RectoState *state, gboolean end);

/* A division that stands in the text after all ends, or an item or quote. */
void recto_side_leave(RectoState *state, const RectoNode *node);
