/* Reading: bytes → document. The stages are files: encoding.c (bytes → clean UTF-8), front_matter.c (YAML →
 * metadata), markdown.c (cmark-gfm → tree). Parsing cannot fail: an error causes a diagnostic, and unknown syntax
 * remains as text. */
#pragma once

#include "document/document.h"
#include "site/website.h"

typedef struct {
    gboolean no_repair;       /* leave double-encoded text alone */
    const char *default_lang; /* from recto.yaml, or NULL */
    const char *site_code;    /* from recto.yaml: "print", "drop" or NULL */
    RectoWebsite *website;    /* around the document; NULL: nobody looked */
} RectoReadOptions;

/* `name` is the path as the user gave it, for messages and the title of last resort. Never NULL. */
RectoDocument *recto_read(const char *name, const char *bytes, gsize length, const RectoReadOptions *options,
                          RectoDiagnostics *diagnostics);
