/* Loads shared modules on demand. */
#include "base/module.h"

#include "base/files.h"
#include "base/installed_files.h"
#include <gmodule.h>

char **recto_module_folders(void)
{
    g_autofree char *prefix = recto_install_prefix();
    char **folders = g_new0(char *, 3);
    guint n = 0;
    if (prefix)
        folders[n++] = g_build_filename(prefix, RECTO_LIBDIR, "recto", NULL);
    folders[n] = g_build_filename(RECTO_BUILD_ROOT, "src", "modules", NULL);
    return folders;
}

/* Returns the path in the first directory that contains the module; otherwise its path when installed, or in the build
 * tree. */
static char *module_path(const char *name)
{
    g_autofree char *file = g_strdup_printf("recto-%s." G_MODULE_SUFFIX, name);
    g_auto(GStrv) folders = recto_module_folders();
    for (guint i = 0; folders[i]; i++) {
        g_autofree char *path = g_build_filename(folders[i], file, NULL);
        if (!folders[i + 1] || g_file_test(path, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&path);
    }
    g_assert_not_reached();
}

gpointer recto_module_symbol(const char *name, const char *symbol, GError **error)
{
    g_autofree char *path = module_path(name);
    GModule *module = g_module_open(path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
    gpointer address = NULL;
    if (!module || !g_module_symbol(module, symbol, &address)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s can't be loaded: %s", path, g_module_error());
        recto_installed_file_report(path, "the module can't be loaded");
        return NULL;
    }
    g_module_make_resident(module);
    return address;
}
