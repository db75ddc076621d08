/* Builds the document's tree from two kinds of input in the order of the source: nodes of Markdown, which end where
 * Markdown ends them, and elements of HTML, which may end before or after the nodes that contain them. The result is
 * properly nested: a paragraph ends where a block begins, emphasis across blocks is repeated in each, and items
 * without a list get one. Text is never lost, and empty nodes are never created.
 *
 * The builder is not recursive. Content costs at most the number of open elements. */
#pragma once

#include "document/document.h"

typedef struct RectoHtmlBuilder RectoHtmlBuilder;

/* Everything goes below the document's root, which must have no children. */
RectoHtmlBuilder *recto_html_builder_new(RectoDocument *document, RectoDiagnostics *diagnostics);

/* Closes open elements, normalises tables, removes empty nodes and frees the builder. */
void recto_html_builder_finish(RectoHtmlBuilder *builder, guint32 file);

/* A node of Markdown, without relatives (a picture may keep its description). Entered ones are left in turn. */
void recto_html_builder_enter(RectoHtmlBuilder *builder, RectoNode *node);
void recto_html_builder_leave(RectoHtmlBuilder *builder);
void recto_html_builder_leaf(RectoHtmlBuilder *builder, RectoNode *node);

/* Sets the lower-case names (borrowed) of elements that have an end tag. A tag without end, attributes and meaning is
 * a word in angle brackets instead. */
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
