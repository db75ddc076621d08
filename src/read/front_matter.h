/* Front matter: the YAML block between `---` lines at the very start. A `---` that opens no block (never closed, or a
 * thematic break) is left to Markdown. Unknown keys are kept in meta.front_matter and are never an error. */
#pragma once

#include "document/document.h"

/* Reads the block at the start of `text` into document->meta. Returns the length in bytes to skip (0: no front matter)
 * and the number of lines skipped in *ret_lines. */
gsize recto_front_matter_read(RectoDocument *document, const char *text, gsize length, guint32 file,
                              RectoDiagnostics *diagnostics, guint32 *ret_lines);

/* Any form of date that real front matter holds (see the table in front_matter_date.c). The day is the one written, or
 * the UTC day when the zone is `Z`. FALSE: not a date. *ret_iso is allocated in `arena`. */
gboolean recto_date_parse(const char *text, RectoArena *arena, RectoDate *ret_date, const char **ret_iso);
