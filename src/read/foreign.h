/* What other programs read in Markdown and recto does not: shortcodes, template tags, JSX, kramdown's and TeX's marks.
 * It stands as it is written, outside code, and each kind is told once. */
#pragma once

#include "document/document.h"
#include "read/source_text.h"

/* Before HTML is read: what looks like a tag within a shortcode is none. `[TOC]` alone in a paragraph goes, since recto
 * sets a contents of its own (toc-mark). */
void recto_foreign_protect(RectoDocument *document, RectoDiagnostics *diagnostics);

/* Once attributes are taken out of the text. */
void recto_foreign_report(RectoDocument *document, RectoTally *tally, RectoDiagnostics *diagnostics);
