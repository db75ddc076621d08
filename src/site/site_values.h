/* Plain string values of a site's configuration, whatever the language that it is written in. */
#pragma once

#include <glib.h>

/* Bytes of a configuration that is read. */
#define RECTO_SITE_VALUES_MAX (1u << 20)

/* Adds each scalar of a configuration to `values` (owned strings). The key is the path in lower case, with points
 * between its parts: "params.author", "languages.fr.title". YAML and JSON are read completely; TOML only as tables
 * and `key = value` lines. In other formats (JavaScript) the function finds `key: "value"` under the key alone: the
 * first value of a name, never a template. The extension of `path` selects the format. Never fails: an unreadable
 * file has no values. */
void recto_site_values_parse(const char *path, const char *text, gsize length, GHashTable *values);
