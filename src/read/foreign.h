/* Syntax of other programs that recto does not support in Markdown: shortcodes, template tags, JSX, kramdown's and
 * TeX's syntax. Outside code it is printed unchanged, and each kind is reported once. */
#pragma once

#include "document/document.h"
#include "read/source_text.h"

/* Protects text within shortcodes that looks like a tag; call it before HTML is read. Removes `[TOC]` alone in a
 * paragraph, because recto sets its own table of contents (toc-mark). */
void recto_foreign_protect(RectoDocument *document, RectoDiagnostics *diagnostics);

/* Once attributes are taken out of the text. */
void recto_foreign_report(RectoDocument *document, RectoTally *tally, RectoDiagnostics *diagnostics);
