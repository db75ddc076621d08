/* Names of authors that a document gives by the keys of its site's authors file. */
#pragma once

#include "document/document.h"
#include "site/website.h"

/* Replaces each author that is a key of the site ("mwick") by the name in its authors file: `authors.yml` next to the
 * document, `_data/authors.yml`, `data/authors/KEY.yaml` and similar files. `path` is that of the document, or NULL. */
void recto_author_names_resolve(RectoDocument *document, RectoWebsite *website, const char *path);
