/* Hyphenation by patterns (text/patterns.h): those bundled in data/hyphen first (data/hyphen/hyphen.yaml: language,
 * file, licence, version, SHA-256), then those that are installed (/usr/share/hyphen), which is a note, since the lines
 * then depend on the machine. A language without patterns is a note, once, naming the package that has them; not so the
 * languages that are never hyphenated. */
#pragma once

#include "base/diagnostic.h"
#include <glib.h>

typedef struct RectoHyphens RectoHyphens;

RectoHyphens *recto_hyphens_new(RectoDiagnostics *diagnostics);
void recto_hyphens_free(RectoHyphens *hyphens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoHyphens, recto_hyphens_free)

/* Where `word` (lower or mixed case letters of one language, no punctuation) may be broken: ret_breaks[i] is TRUE when
 * a hyphen may stand before character i (in characters, n_chars of them). Minima are the caller's. FALSE: none known.
 */
gboolean recto_hyphens_find(RectoHyphens *hyphens, const char *lang, const char *word, gsize length,
                            gboolean *ret_breaks, guint n_chars);

/* The files that were looked into, for the manifest (see recto_text_engine_patterns()). */
char **recto_hyphens_used(RectoHyphens *hyphens);
