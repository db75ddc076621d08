/* Builds the document's tree from two kinds of things in the order of the source: nodes of Markdown, which end where
 * Markdown says, and elements of HTML, which may end before or behind the nodes that they stand in. What comes out
 * nests: a paragraph ends where a block begins, emphasis that runs over blocks is made again in each, items without a
 * list get one. Text is never lost; what is empty is never made.
 *
 * Not recursive; a content costs at most the number of elements that are open. */
#pragma once

#include "document/document.h"

typedef struct RectoHtmlBuilder RectoHtmlBuilder;

/* Everything goes below the document's root, which must have no children. */
RectoHtmlBuilder *recto_html_builder_new(RectoDocument *document, RectoDiagnostics *diagnostics);

/* Ends what is open, puts tables in order, clears away what is empty, and frees the builder. */
void recto_html_builder_finish(RectoHtmlBuilder *builder, guint32 file);

/* A node of Markdown, without relatives (a picture may keep its description). Entered ones are left in turn. */
void recto_html_builder_enter(RectoHtmlBuilder *builder, RectoNode *node);
void recto_html_builder_leave(RectoHtmlBuilder *builder);
void recto_html_builder_leaf(RectoHtmlBuilder *builder, RectoNode *node);

/* Names in lower case (borrowed) of the elements that end somewhere: what has no such end, no attributes and no meaning
 * is a word in angle brackets rather than a tag. */
void recto_html_builder_set_ends(RectoHtmlBuilder *builder, GHashTable *names);

/* An element of HTML begins; `written` is its name as the author wrote it, followed by the rest of the source, or NULL.
 * Returns its number, 0 when nothing is to be done at its end. */
guint recto_html_builder_start(RectoHtmlBuilder *builder, const char *name, const char *written,
                               const char *const *attributes, RectoSpan span);
void recto_html_builder_end(RectoHtmlBuilder *builder, guint number);

/* A drawing ends whose source is `length` bytes of SVG. */
void recto_html_builder_add_drawing(RectoHtmlBuilder *builder, const char *source, gsize length, RectoSpan span);

/* Text of HTML: its white space counts as HTML says. */
void recto_html_builder_text(RectoHtmlBuilder *builder, const char *text, gsize length, RectoSpan span);

/* A block of HTML ends: what it has written without a paragraph is one. */
void recto_html_builder_end_block(RectoHtmlBuilder *builder);

/* Number of the element that is left out with its content just now; 0: none. */
guint recto_html_builder_dropping(const RectoHtmlBuilder *builder);
