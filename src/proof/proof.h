/* Proof: compares the finished pages with the document, so that no word, note, link or anchor is lost in silence.
 *
 *     RectoProof *proof = recto_proof_new(document);      // before layout
 *     recto_proof_check(proof, pages, diagnostics);       // after composition, before any file is written
 *     recto_proof_free(proof);
 *
 * The pages must be those after composition, before imposition and printer's marks. The proof borrows everything and
 * changes only the diagnostics. It never asks flow, pagination or composition about their work: it reads the
 * document's tree on one side and the items of the pages on the other.
 *
 * 1. Text (written.c, shown.c, compare.c). Both sides become texts in a normal form (normal.h) and must be equal,
 * byte by byte.
 *    - The document's text is read from its leaves in reading order: text, code, the lines of code blocks, the URLs
 *      of links without text. An image is its alternative text between two marks, and a footnote reference is one
 *      mark. A block `chart` or `figures` is one mark: some part of it must be drawn; its text belongs to chart/.
 *      Footnotes and captions are separate texts, because they are read where they are cited or shown. Nodes without
 *      a line (created by recto, not by the author) are left out.
 *    - The pages' text is read from the structure tree, slot by slot, like a screen reader does. The runs of a slot
 *      come in the order of the pages. Only runs that draw glyphs count, with the text that they show. Break hyphens
 *      do not count, and any other ActualText must equal the text of its runs. Runs belong to the document if
 *      RectoItem.authored is set; labels, numbers and furniture are recto's own. If document text is marked as
 *      recto's own, it counts as missing, so no flag can hide a lost word.
 *    A difference is reported by words at the line of the node: lost-text, extra-text, or text-order if the same
 *    words are elsewhere. A missing footnote or caption is lost-note or lost-text.
 *
 * 2. Ink (overprint.c). No run lies over the ink of another, over an image or under a later one, or outside the
 * trimmed page: overprint, off-page.
 *
 * 3. Targets (targets.c). Each link has an area on a page: lost-link. Each anchor is a destination: lost-anchor.
 *
 * The cost is linear in text and items, and O(n log n) in the runs of a page. */
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
