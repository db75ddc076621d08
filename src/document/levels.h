/* Levels of headings. The smallest level in the source becomes 1, and no level is skipped.
 *
 * A heading marked {.part} at the top of the document is a part, with level 0. The headings inside it have levels of
 * their own, starting at 1:
 *
 *     # Preface                   1
 *     # Looking back {.part}      part
 *     ## The year                 1, in the part
 *     ### Releases                2, in the part
 *     # Afterword                 1
 *
 * A heading that is not deeper than the part ends it. If no part contains deeper headings, parts and chapters are
 * written at the same level, and each part extends to the next. */
#pragma once

#include "base/diagnostic.h"
#include "document/node.h"

/* Normalises the headings of one document (RectoNode *, in order). A skipped level is reported as a warning. */
void recto_levels_normalise(GPtrArray *headings, RectoDiagnostics *diagnostics);

/* Returns TRUE if a heading is marked as a part at a place where this is valid. */
gboolean recto_levels_is_part(const RectoNode *heading);

/* After documents were joined: marks the content before the first part of a document as a part of the previous
 * document's last part. `in_part`: the previous document ends in a part. Returns the same for this document. */
gboolean recto_levels_carry(RectoNode *root, gboolean in_part);
