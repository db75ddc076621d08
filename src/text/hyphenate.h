/* Hyphenation by patterns (text/patterns.h). Patterns bundled in data/hyphen come first (data/hyphen/hyphen.yaml:
 * language, file, licence, version, SHA-256). Installed ones (/usr/share/hyphen) come next and cause a note, because
 * the lines then depend on the machine. A language without patterns causes one note that names the package with the
 * patterns, unless the language is never hyphenated. */
#pragma once

#include "base/diagnostic.h"
#include <glib.h>

typedef struct RectoHyphens RectoHyphens;

RectoHyphens *recto_hyphens_new(RectoDiagnostics *diagnostics);
void recto_hyphens_free(RectoHyphens *hyphens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoHyphens, recto_hyphens_free)

/* Finds the possible breaks in `word` (lower or mixed case letters of one language, without punctuation). Sets
 * ret_breaks[i] to TRUE if a hyphen is possible before character i (in characters, n_chars of them). The caller
 * applies minimum lengths. Returns FALSE if no patterns are known. */
gboolean recto_hyphens_find(RectoHyphens *hyphens, const char *lang, const char *word, gsize length,
                            gboolean *ret_breaks, guint n_chars);

/* The files that were looked into, for the manifest (see recto_text_engine_patterns()). */
char **recto_hyphens_used(RectoHyphens *hyphens);
