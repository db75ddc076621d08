/* Names of authors that a document gives by the keys of its site's authors file. */
#pragma once

#include "document/document.h"
#include "site/website.h"

/* Replaces each author that the site knows by a key ("mwick") by the name in its authors file: `authors.yml` beside the
 * document, `_data/authors.yml`, `data/authors/KEY.yaml` and the like. `path`: of the document, or NULL. */
void recto_author_names_resolve(RectoDocument *document, RectoWebsite *website, const char *path);
