/* The URL at which a site publishes a Markdown file, and the language named in its path.
 *
 * Both depend only on the path, the site's configuration and the file's own front matter, and never on other files. A
 * document that is rebuilt from its embedded source therefore gets the same links. */
#pragma once

#include "site/website.h"

/* Values in a file's front matter that affect its URL; each may be NULL. */
typedef struct {
    const char *permalink; /* permalink: or url: */
    const char *slug;
    const char *category; /* the first, for Jekyll's default */
    int year, month, day; /* 0: none */
} RectoPageFacts;

/* Returns the URL of the page of `path` (absolute). `facts` is NULL for another file whose front matter is not known.
 * Returns NULL if the site's URL or its scheme for this page is not known. Caller frees. */
char *recto_page_address(const RectoWebsite *website, const char *path, const RectoPageFacts *facts);

/* The language tag in a path: report.de.md, content/fr/…, i18n/pt-BR/…. NULL: none. Caller frees. */
char *recto_page_lang(const RectoWebsite *website, const char *path);
