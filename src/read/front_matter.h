/* Front matter: what a document says of itself before its text begins.
 *
 * YAML between `---` lines at the very start is read whole (base/yaml.h). A block counts as front matter when it is
 * closed
 * (`---` or `...`), begins like a map and parses as one; a `---` that opens no block (never closed, or a thematic
 * break) is left to Markdown, with a warning only when what follows looks like front matter. A block that is not valid
 * YAML is a diagnostic; what its simple `key: value` lines say is used all the same. TOML between `+++` lines: its
 * `key = value` lines, lists, tables (`[a]`, `[a.b]` as a prefix of the keys of a, `[[a]]` as a list, `{…}` in one
 * line) and dotted keys are read; the rest is named in a note. JSON (`{` … `}`) is read as the YAML that it is, and
 * dropped with a warning when it can't be. Both are a note.
 *
 * Unknown keys are kept in meta.front_matter and are never an error. Keys are compared without case, hyphens and
 * underscores (subTitle, sub_title). Looked for at the top, then in taxonomies:, params: and extra: (Hugo and Zola put
 * them there). */
#pragma once

#include "document/document.h"

/* Reads the block at the start of `text` into document->meta. Returns the length in bytes to skip (0: no front matter)
 * and the number of lines skipped in *ret_lines. */
gsize recto_front_matter_read(RectoDocument *document, const char *text, gsize length, guint32 file,
                              RectoDiagnostics *diagnostics, guint32 *ret_lines);

/* Any form of date that real front matter holds (see the list in front_matter_date.c). The day is the one written, or
 * the UTC day when the zone is `Z`. FALSE: not a date, or a day that the calendar lacks. *ret_iso is allocated in
 * `arena`. */
gboolean recto_date_parse(const char *text, RectoArena *arena, RectoDate *ret_date, const char **ret_iso);

/* Day and month could be exchanged: 05/04/2025. */
gboolean recto_date_is_ambiguous(const char *text);
