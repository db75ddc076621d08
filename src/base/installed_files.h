/* Files of recto's own (styles, fonts, patterns, words, modules) that can't be read, or are not what they must be.
 *
 * They are read deep in the layout, where a substitute would give another PDF without a word. Who finds one notes it
 * and goes on with whatever is harmless; recto_compile() and the command line ask at their ends, and write nothing then
 * (exit code 5). The installation is the process's, so the note is too: it stays until the process ends. Main thread
 * only. */
#pragma once

#include <gio/gio.h>

/* Notes that the file `path` can't be used; `why` in words. The first note counts. */
void recto_installed_file_report(const char *path, const char *why);

/* Whole content of a file of recto_data_path(). NULL, and a note, when it can't be read or is empty. */
GBytes *recto_installed_file_read(const char *folder, const char *name);

/* Returns TRUE if nothing was noted; else FALSE and error, which names the file. */
gboolean recto_installed_files_check(GError **error);
