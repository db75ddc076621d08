/* Files: guarded reading, whole-or-nothing writing, and where recto's own data is. */
#pragma once

#include <gio/gio.h>
#include <glib.h>

/* Largest file that is read (input, image, style), 256 MiB. */
#define RECTO_FILE_MAX (256u << 20)

/* Whole content of `path` ("-": standard input). NULL and error when it can't be read, is a folder or is too large. */
GBytes *recto_file_read(const char *path, GError **error);

/* Whole content of a regular file that somebody else may have put there; neither a pipe nor a device is waited for.
 * NULL and error as above, and when it is not a regular file. It is not recorded. */
GBytes *recto_file_read_regular(const char *path, GError **error);

/* From now on keeps the path of every file that recto_file_read() is asked for, found or not, each once, in order; the
 * array (of char*, with a free function) is the caller's, NULL ends it. For lists of dependencies. */
void recto_file_record(GPtrArray *paths);

/* Writes all or nothing ("-": standard output): a temporary file beside `path` is renamed over it once it is whole and
 * synced, so that an old file survives every failure. */
gboolean recto_file_write(const char *path, GBytes *bytes, GError **error);

/* Files that belong together: all are replaced, or none. recto_file_set_add() writes and syncs a temporary file beside
 * each; recto_file_set_commit() gives them their names while signals are blocked, and undoes that when one can't be
 * renamed. (A power cut or SIGKILL between two renames can leave some new and some old; each file is whole.) Devices and
 * standard output are written first, at the commit. */
typedef struct RectoFileSet RectoFileSet;

RectoFileSet *recto_file_set_new(void);

/* What was not committed is removed. */
void recto_file_set_free(RectoFileSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFileSet, recto_file_set_free)

/* Holds a reference to `bytes` where they are written at the commit. FALSE and error: nothing has changed. */
gboolean recto_file_set_add(RectoFileSet *set, const char *path, GBytes *bytes, GError **error);

/* Once, after the last file was added. FALSE and error: no file was replaced. */
gboolean recto_file_set_commit(RectoFileSet *set, GError **error);

/* Removes what is half written, if anything: for the handler of a signal that ends the program (async-signal-safe). */
void recto_file_abandon(void);

/* The real path of `path` when it is `root` or below it, symbolic links followed; else, or when it is not there, NULL.
 * Caller frees. */
char *recto_path_below(const char *root, const char *path);

/* The folder that two paths are below, both without "." and "..". Caller frees. */
char *recto_path_common(const char *one, const char *other);

/* Folder above the program's own: where it would be installed. Caller frees; NULL when the system does not tell. */
char *recto_install_prefix(void);

/* Folder that holds fonts/, styles/ and data/: <program>/../share/recto when installed, else the source tree the
 * program was built from. Borrowed, found once; NULL when neither is there. */
const char *recto_data_dir(void);

/* Path of a file in it, e.g. recto_data_path("styles", "base.yaml"). Caller frees. */
char *recto_data_path(const char *folder, const char *name);
