/* Joins several documents, each of which was read separately, as the chapters of one report. The heading of a chapter
 * is the title of its document (from the front matter, or the heading at its start); the document's own headings move
 * one level down. A document without title continues the previous chapter.
 *
 * IDs and note labels that occur in several documents are made unique, and links are adjusted. These links lead to the
 * chapter: `#id` within its document (or to the only other document that has it), `b.md`, `b.md#id` relative to the
 * file, and URLs of the website (`/blog/b/`, by the permalink, url or slug of the front matter, or by the file name
 * without a date before it). Metadata that the report does not define are taken from the documents: all authors, the
 * latest date, the first language and style. */
#pragma once

#include "document/document.h"

typedef struct {
    RectoDocument *document; /* normalised document */
    const char *path;        /* absolute, canonical path */
} RectoPart;

/* Joins the documents. Takes ownership of them. A first document with a title but without text is not a chapter; its
 * metadata become those of the report. `name` is the title if no document has one. */
void recto_document_join(RectoDocument *report, const RectoPart *parts, guint n, const char *name,
                         RectoDiagnostics *diagnostics);
