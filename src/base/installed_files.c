/* Records files of recto's own that cannot be read. */
#include "base/installed_files.h"

#include "base/files.h"

static char *noted;

void recto_installed_file_report(const char *path, const char *why)
{
    if (!noted)
        noted = g_strdup_printf("%s: %s; a file of the recto installation is missing or damaged, install recto again",
                                path, why);
}

GBytes *recto_installed_file_read(const char *folder, const char *name)
{
    g_autofree char *path = recto_data_path(folder, name);
    g_autoptr(GError) error = NULL;
    GBytes *bytes = recto_file_read(path, &error);
    if (bytes && g_bytes_get_size(bytes) > 0)
        return bytes;
    recto_installed_file_report(path, error ? "it can't be read" : "it is empty");
    g_clear_pointer(&bytes, g_bytes_unref);
    return NULL;
}

gboolean recto_installed_files_check(GError **error)
{
    if (noted)
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, noted);
    return !noted;
}
