/* The URL at which a site publishes a Markdown file, and the language that its path names.
 *
 * Both depend on nothing but the path, the site's configuration and the file's own front matter, never on which other
 * files there are: a report that is made again from its embedded source gets the same links. */
#pragma once

#include "site/website.h"

/* What a file's front matter says of its address; each may be NULL. */
typedef struct {
    const char *permalink; /* permalink: or url: */
    const char *slug;
    const char *category; /* the first, for Jekyll's default */
    int year, month, day; /* 0: none */
} RectoPageFacts;

/* The URL of the page of `path` (absolute); `facts` NULL: of another file, of which nothing is known. NULL: the site's
 * address is not known, or not how it names this page. Caller frees. */
char *recto_page_address(const RectoWebsite *website, const char *path, const RectoPageFacts *facts);

/* The language tag in a path: report.de.md, content/fr/…, i18n/pt-BR/…. NULL: none. Caller frees. */
char *recto_page_lang(const RectoWebsite *website, const char *path);
