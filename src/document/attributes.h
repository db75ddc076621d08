/* Attributes in braces, `{#id .class key=value}`, for a block or a span, in the syntax of Pandoc and kramdown (`{:
 * .class}`). Only well-formed braces are attributes; other braces remain text.
 *
 * Inside: `#id` (containing a letter, or at least four characters long), `.class`, `key=value`, `key="value"`,
 * separated by spaces. Braces that contain only keys are accepted if one of the keys is known (lang, width, …); a set
 * {x=1} in a sentence is not. `lang`, `id` and `class` may be keys.
 *
 * Accepted places: at the end of a heading; after a space at the end of a paragraph; on a line of their own directly
 * after a paragraph, list, quote, table, code block or image, or as the paragraph after one; directly after an image, a
 * link, emphasis or code; after `[words]`, which they turn into a SPAN; in the info string of a code block. On an
 * image, `.decorative`, `width=300`, `width=50%` also set the node's own fields. `\{` is a literal brace. */
#pragma once

#include "document/document.h"

/* Parses braces at the start of `text`. Returns NULL if they are not attributes. `*ret_length` receives their length in
 * bytes, including the braces. */
const RectoAttributes *recto_attributes_parse(RectoArena *arena, const char *text, gsize *ret_length);

/* Adds `more` to the attributes of a node: an existing ID and language remain, classes and keys are merged. */
void recto_node_add_attributes(RectoArena *arena, RectoNode *node, const RectoAttributes *more);

/* Applies the braces in the texts of the whole tree, and removes them from the texts. */
void recto_attributes_apply(RectoDocument *document);
