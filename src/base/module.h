/* Code that few documents need is in shared modules (src/modules/), which are loaded on demand: only documents that use
 * them pay for the start of their libraries (librsvg, libxml2). The modules are in <program>/../lib/recto if installed,
 * else in the build tree. */
#pragma once

#include <glib.h>

/* Returns the address of `symbol` in the module `name` ("html" for recto-html.so). The module stays loaded. Returns
 * NULL with `error` set if it cannot be loaded or has no such symbol. Main thread only. */
gpointer recto_module_symbol(const char *name, const char *symbol, GError **error);

/* Returns the directories in which modules are looked up, in order; NULL-terminated. Caller frees with g_strfreev(). */
char **recto_module_folders(void);
