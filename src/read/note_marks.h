/* Footnote references that the Markdown parser leaves as text. It reads none in HTML blocks and in the titles of
 * pictures, so a note with its only reference there would be uncited and the reference printed as “[^a]”. */
#pragma once

#include "document/document.h"

/* Turns such references into NOTE_MARK nodes. To be called before the tree is normalised. `ordinals`: reference as it
 * is written ("[^a]") → ordinal of its definition; without those that the source escapes. NULL: there are none. */
void recto_note_marks_resolve(RectoDocument *document, GHashTable *ordinals);
