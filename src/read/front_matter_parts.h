/* The parts of reading front matter, for front_matter.c and its tests. */
#pragma once

#include "document/document.h"

/* Simple lines of TOML as a tree in `arena`; NULL when nothing was understood. Says what was not. */
const RectoYamlNode *recto_front_matter_toml(const char *text, gsize length, guint32 file, guint32 first_line,
                                             RectoArena *arena, RectoDiagnostics *diagnostics);

/* Recovers the `key: value` lines from a block of invalid YAML. Returns NULL if there are none. */
const RectoYamlNode *recto_front_matter_salvage(const char *text, gsize length, guint32 file, guint32 first_line,
                                                RectoArena *arena);

/* Fills document->meta from a map. */
void recto_front_matter_apply(RectoDocument *document, const RectoYamlNode *root, RectoDiagnostics *diagnostics);

/* A value as printed text, in `arena`: spaces and line ends collapsed, ends trimmed, Markdown links and HTML tags
 * reduced to their text, the entities of HTML's own characters resolved. NULL when nothing is left. */
char *recto_front_matter_plain(const char *value, RectoArena *arena);

/* Adds the names in `value` ("A, B and C"; one a line) to `names` (of char* in `arena`), each once. */
void recto_front_matter_split_names(const char *value, RectoArena *arena, GPtrArray *names);

/* Returns a language tag in canonical case (pt_br.UTF-8 → pt-BR), or NULL if `value` is not a language tag. */
char *recto_front_matter_language(const char *value, RectoArena *arena);
