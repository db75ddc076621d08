/* Proof: compares the finished pages with the document, so that no word, note, link or anchor is lost in silence.
 *
 *     RectoProof *proof = recto_proof_new(document);      // before layout
 *     recto_proof_check(proof, pages, diagnostics);       // after composition, before any file is written
 *     recto_proof_free(proof);
 *
 * The pages are those that are composed: before imposition and printer's marks. The proof borrows everything and
 * changes nothing but the diagnostics. It never asks flow, pagination or composition what they did: it reads the
 * document's tree on one side and the items of the pages on the other.
 *
 * 1. Text (written.c, shown.c, compare.c). Both sides become texts in a normal form (normal.h) and must be equal, byte
 *    by byte.
 *    - The document's text is read from its leaves in reading order: text, code, the lines of code blocks, the
 *      addresses of links without words. An image is its alternative text between two marks, a footnote reference is
 *      one mark. A block `chart` or `figures` is one mark: something of it must be drawn; its words are chart/'s.
 *      Footnotes and captions are texts of their own, since they are read where they are cited or shown. Nodes without
 *      a line (made by recto, not by the author) are left out.
 *    - The pages' text is read from the structure tree, slot by slot, as a screen reader does; each slot's runs come in
 *      the order of the pages. Only runs that draw glyphs count, by the text that they show: break hyphens do not, and
 *      any other ActualText must say what its runs show. Runs count as the document's when RectoItem.authored says so;
 *      labels, numbers and furniture are recto's own. Marking the document's text as recto's own would make it missing:
 *      the proof can't be talked out of a word.
 *    A difference is reported by words at the line of the node: lost-text, extra-text, or text-order when the same
 *    words are elsewhere. A footnote or a caption that is nowhere is lost-note or lost-text.
 * 2. Ink (overprint.c). No run lies over the ink of another, over a picture or under a later one, or outside the
 * trimmed page: overprint, off-page.
 * 3. Targets (targets.c). Each link has an area on a page: lost-link. Each anchor is a destination: lost-anchor.
 *
 * Costs: linear in text and items, O(n log n) in the runs of a page. */
#pragma once

#include "document/document.h"
#include "page/pages.h"

typedef struct RectoProof RectoProof;

/* Reads the document's side, before anything is laid out: so nothing that layout does can hide a word. The document
 * must outlive the proof. */
RectoProof *recto_proof_new(const RectoDocument *document);
void recto_proof_free(RectoProof *proof);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoProof, recto_proof_free)

/* Compares it with the pages, once. Records what is wrong in `diagnostics`; silent when the pages are what the document
 * says. */
void recto_proof_check(RectoProof *proof, const RectoPages *pages, RectoDiagnostics *diagnostics);
