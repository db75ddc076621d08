/* Front matter: the metadata of a document, before its text begins.
 *
 * YAML between `---` lines at the very start is read completely (base/yaml.h). A block counts as front matter if it
 * is closed (`---` or `...`), begins like a map and parses as one. A `---` that opens no block (never closed, or a
 * thematic break) belongs to Markdown, with a warning only if the following text looks like front matter. A block of
 * invalid YAML causes a diagnostic; its simple `key: value` lines are still used. In TOML between `+++` lines, `key =
 * value` lines, lists, tables (`[a]`, `[a.b]` as a prefix of the keys of a, `[[a]]` as a list, `{…}` in one line) and
 * dotted keys are read; a note names the rest. JSON (`{` … `}`) is read as YAML, and dropped with a warning if it is
 * unreadable. TOML and JSON cause a note.
 *
 * Unknown keys are stored in meta.front_matter and are never an error. Keys are compared without case, hyphens and
 * underscores (subTitle, sub_title). They are looked up at the top level, then in taxonomies:, params: and extra:,
 * where Hugo and Zola put them. */
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
