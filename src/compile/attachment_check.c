/* Checks files before they are embedded (attachment_check.h). */
#include "compile/attachment_check.h"

#include "base/files.h"

#include <gio/gio.h>

gboolean recto_attachment_name_is_inside(const char *name)
{
    /* A name of this system may lead elsewhere on one whose separator is the backslash. */
    g_auto(GStrv) parts = g_strsplit_set(name, "/\\", -1);
    for (guint i = 0; parts[i]; i++)
        if (!*parts[i] || g_str_equal(parts[i], ".") || g_str_equal(parts[i], ".."))
            return FALSE;
    return parts[0] != NULL;
}

static gboolean is_allowed(const char *path, const char *const *allowed)
{
    for (guint i = 0; allowed[i]; i++) {
        g_autofree char *real = recto_path_below(allowed[i], path);
        if (real)
            return TRUE;
    }
    return FALSE;
}

static gboolean check(const RectoAttachment *attachment, const char *const *allowed, GError **error)
{
    if (!recto_attachment_name_is_inside(attachment->name)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                    "“%s” can't be embedded in the PDF: the name leads outside the project directory",
                    attachment->name);
        return FALSE;
    }
    if (!attachment->path)
        return TRUE;
    if (!is_allowed(attachment->path, allowed)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                    "“%s” can't be embedded in the PDF: the file is outside the project directory", attachment->name);
        return FALSE;
    }
    GBytes *read = recto_file_recorded(attachment->path);
    if (read && g_bytes_equal(read, attachment->bytes))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                "“%s” can't be embedded in the PDF: the file changed while recto read it", attachment->name);
    return FALSE;
}

gboolean recto_attachments_check(const GArray *attachments, const char *const *allowed, GError **error)
{
    for (guint i = 0; i < attachments->len; i++)
        if (!check(&g_array_index(attachments, RectoAttachment, i), allowed, error))
            return FALSE;
    return TRUE;
}
