/* Files of recto's own (styles, fonts, patterns, strings, modules) that cannot be read or are damaged. They are read
 * during layout, where a substitute would silently give another PDF. The reader of such a file records it and continues
 * with a harmless substitute. recto_compile() and the command line check the record at their end, and then write
 * nothing (exit code 5). The installation is shared by the process, so the record stays until the process ends. Main
 * thread only. */
#pragma once

#include <gio/gio.h>

/* Records that the file `path` cannot be used; `why` is the reason as text. Only the first record counts. */
void recto_installed_file_report(const char *path, const char *why);

/* Reads a file of recto_data_path(). Returns NULL, and records the file, if it cannot be read or is empty. */
GBytes *recto_installed_file_read(const char *folder, const char *name);

/* Returns TRUE if nothing was recorded. Otherwise returns FALSE with `error` set to a message with the file name. */
gboolean recto_installed_files_check(GError **error);
