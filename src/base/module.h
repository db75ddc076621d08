/* Parts that few documents need are shared modules (src/modules/), loaded when first asked for: what their libraries
 * cost at start (librsvg, libxml2) is paid by the documents that use them only. They are in <program>/../lib/recto when
 * installed, else in the build tree. */
#pragma once

#include <glib.h>

/* Address of `symbol` in the module `name` ("html" for recto-html.so). The module stays loaded. NULL and error when it
 * can't be loaded or has no such symbol. Main thread only. */
gpointer recto_module_symbol(const char *name, const char *symbol, GError **error);

/* Where modules are looked for, in this order; NULL-terminated. Caller frees. */
char **recto_module_folders(void);
