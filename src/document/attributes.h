/* `{#id .class key=value}`: what Markdown says of a block or a span in braces, as Pandoc and kramdown (`{: .class}`)
 * have it.
 *
 * Only well-formed braces are taken, all else stays as text. Inside: `#id` (with a letter in it, or of four characters
 * at least), `.class`, `key=value`, `key="value"`, parted by spaces. Braces with keys only are taken when one of the
 * keys is known (lang, width, …): a set {x=1} in a sentence is none. `lang`, `id` and `class` may be keys.
 *
 * Where they stand: at the end of a heading; after a space at the end of a paragraph; on a line of their own directly
 * after a paragraph, list, quote, table, code or picture, or as the paragraph that follows one; right behind a picture,
 * a link, emphasis or code; behind `[words]`, which makes them a SPAN; in the info string of code. On a picture,
 * `.decorative`, `width=300`, `width=50%` also set the node's own fields. `\{` is a brace. */
#pragma once

#include "document/document.h"

/* Parses braces at the start of `text`; NULL when they are none. *ret_length: their bytes, braces included. */
const RectoAttributes *recto_attributes_parse(RectoArena *arena, const char *text, gsize *ret_length);

/* Adds `more` to what a node has: its id and language stay, classes and keys are joined. */
void recto_node_add_attributes(RectoArena *arena, RectoNode *node, const RectoAttributes *more);

/* Takes the braces of the whole tree out of its texts. */
void recto_attributes_apply(RectoDocument *document);
