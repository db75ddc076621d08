/* Several documents, each read by itself, become the chapters of one report.
 *
 * A chapter's heading is the title of its document (front matter, or the heading that opened it); the document's own
 * headings go one level down. A document without any title goes on with the chapter before it. Ids that two of them
 * have are told apart, as are the labels of notes, and links follow: `#id` within its document (or to the only other
 * one that has it), `b.md`, `b.md#id` relative to its own file, and addresses of the web site (`/blog/b/`, by the
 * permalink, url or slug of the front matter, or by the file's name without a date before it) lead to the chapter. What
 * the report does not say of itself is taken from the documents: authors of all, the latest day, the first language and
 * style. */
#pragma once

#include "document/document.h"

typedef struct {
    RectoDocument *document; /* normalised */
    const char *path;        /* absolute, canonical */
} RectoPart;

/* Takes over the documents. A first one that has a title but no text is no chapter: it speaks for the report. `name`:
 * title of last resort. */
void recto_document_join(RectoDocument *report, const RectoPart *parts, guint n, const char *name,
                         RectoDiagnostics *diagnostics);
