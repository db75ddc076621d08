/* Plain string values of a site's configuration, whatever the language that it is written in. */
#pragma once

#include <glib.h>

/* Bytes of a configuration that is read. */
#define RECTO_SITE_VALUES_MAX (1u << 20)

/* Adds to `values` (owned strings) each scalar of a configuration under its path in lower case, with points between its
 * parts: "params.author", "languages.fr.title". YAML and JSON are read whole; of TOML, tables and `key = value` lines;
 * of anything else (JavaScript), `key: "value"` under the key alone, the first of a name only, never a template. The
 * ending of `path` says which. Never fails: what can't be read has no values. */
void recto_site_values_parse(const char *path, const char *text, gsize length, GHashTable *values);
