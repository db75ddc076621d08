/* Levels of headings. The smallest that is written becomes 1 and none is skipped. A heading marked {.part} at the top
 * of the document is a part, of level 0, and what stands in it has levels of its own, from 1 on:
 *
 *     # Preface               1
 *     # Looking back {.part}  part
 *     ## The year             1, in the part
 *     ### Releases            2, in the part
 *     # Afterword             1
 *
 * A heading that is no deeper than the part ends it; unless no part holds anything deeper: then parts and chapters are
 * written alike, and each part reaches to the next. */
#pragma once

#include "base/diagnostic.h"
#include "document/node.h"

/* Of the headings of one document (RectoNode*), in order. A level that is skipped is a warning. */
void recto_levels_normalise(GPtrArray *headings, RectoDiagnostics *diagnostics);

/* Whether a heading is marked as a part where it can be one. */
gboolean recto_levels_is_part(const RectoNode *heading);

/* After documents were joined: what stands before the first part of a document belongs to the last part of the one
 * before it. `in_part`: whether that one ends in a part; returns the same of this one. */
gboolean recto_levels_carry(RectoNode *root, gboolean in_part);
