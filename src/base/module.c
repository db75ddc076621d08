#include "base/module.h"

#include "base/files.h"
#include <gmodule.h>

static char *module_path(const char *name)
{
    g_autofree char *file = g_strdup_printf("recto-%s." G_MODULE_SUFFIX, name);
    g_autofree char *prefix = recto_install_prefix();
    if (prefix) {
        g_autofree char *installed = g_build_filename(prefix, RECTO_LIBDIR, "recto", file, NULL);
        if (g_file_test(installed, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&installed);
    }
    return g_build_filename(RECTO_BUILD_ROOT, "src", "late", file, NULL);
}

gpointer recto_module_symbol(const char *name, const char *symbol, GError **error)
{
    g_autofree char *path = module_path(name);
    GModule *module = g_module_open(path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
    gpointer address = NULL;
    if (!module || !g_module_symbol(module, symbol, &address)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s can't be loaded: %s", path, g_module_error());
        return NULL;
    }
    g_module_make_resident(module);
    return address;
}
