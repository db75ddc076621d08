/* Notes that stand in the margin: short footnotes (`notes: margin`), and blocks marked {.side}. furniture/ finds their
 * places; those that find none are named in layout->unplaced, and the next pass, which has them in layout->grounded,
 * sets them where they would stand otherwise: at the foot of the page, in the text. */
#pragma once

#include "flow/footnote.h"

/* Whether a footnote may stand in the margin: it is short, nothing but paragraphs, and there is a margin beside its
 * mark. */
gboolean recto_side_takes_footnote(const RectoState *state, const RectoFootnote *note);

/* Hangs it on item `box` of the list, level with the line whose baseline is `baseline` below the box's top. */
void recto_side_hang_footnote(RectoState *state, RectoFootnote *note, guint box, RectoLength baseline);

/* A block that is marked: it waits for the next box, or is set on a ground in the text. FALSE: what it holds is yet to
 * be set, as any other. */
gboolean recto_side_block(RectoState *state, const RectoNode *node);

/* What waits stands level with a box just added; or with the last one, when none follows in the section: `end`, in the
 * document. */
void recto_side_settle(RectoState *state, RectoVItem *box, RectoLength baseline);
void recto_side_finish(RectoState *state, gboolean end);

/* A division that stands in the text after all ends, or an item or quote. */
void recto_side_leave(RectoState *state, const RectoNode *node);
