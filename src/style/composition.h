/* Chooses the document class by the length and headings of the document. The rules are the keys composition.*; they
 * count words of the body.
 *
 *     words < composition.sheet-below      sheet     one page without cover
 *     words < composition.leaflet-below    leaflet   cover, text, back page, on a larger grid
 *     words < composition.report-from      paper     contents on the cover
 *     else                                 report    contents of its own; chapters open where there are at least
 *                                                    composition.report-chapters of them and most are long
 *
 * The key `composition` forces a class; front matter may also set it at its top level. */
#pragma once

#include "base/arena.h"
#include "style/style.h"

/* sheet, leaflet, paper, report, NULL: by RectoComposition. */
extern const char *const recto_compositions[];

/* From the style's composition.* keys and the document's counts. */
RectoComposition recto_composition_choose(const RectoStyle *style, const RectoStyleRequest *request);

/* Whether chapters begin a page, each with an opener: where there are enough of them and they are long enough to carry
 * one (composition.opener-words, -least, -short), or chapter.opens asks for it. */
gboolean recto_composition_opens(const RectoStyle *style, const RectoStyleRequest *request);

/* The front matter's `composition:` as a layer of keys in `arena`; NULL: it names none. */
const RectoYamlNode *recto_composition_layer(const RectoYamlNode *front, RectoArena *arena);

/* Which one a resolved style has and why, as a line to be read: "report, for 4,210 words are …". Caller frees. */
char *recto_composition_reason(const RectoStyle *style, const RectoStyleRequest *request,
                               const RectoDiagnostics *diagnostics);

/* The rules with the style's figures, a line each. Caller frees. */
char *recto_composition_rules(const RectoStyle *style);
