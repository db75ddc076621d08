/* Files: guarded reading, whole-or-nothing writing, and where recto's own data is.
 *
 * Every input is opened here and nowhere else (tests/house/opens.py). Only regular files are opened: a FIFO or a device
 * is refused, never waited for. Two rules say where a file may be:
 *
 * - A path that the user named, on the command line, may lead anywhere, through symbolic links too: recto_file_read().
 * - A path that an input names (a document, recto.yaml, a style, a report.yaml) must end below a folder, that of the
 *   project as a rule, once symbolic links are followed: recto_file_read_below(). The file that was opened is checked,
 *   not its path, so that nothing can be exchanged in between. */
#pragma once

#include <gio/gio.h>
#include <glib.h>

/* Largest file that is read (input, image, style), 256 MiB. */
#define RECTO_FILE_MAX (256u << 20)

/* Reads a file that the user named, or one of recto's own ("-": standard input). NULL with error set when it cannot be
 * read, is not a regular file (G_IO_ERROR_NOT_REGULAR_FILE) or is too large. */
GBytes *recto_file_read(const char *path, GError **error);

/* Reads a file that an input names. NULL with error set, as above; G_IO_ERROR_INVALID_FILENAME when it is outside
 * `root`. */
GBytes *recto_file_read_below(const char *root, const char *path, GError **error);

/* Reads a file of recto's own, or one that recto wrote: as recto_file_read(), but NUL-terminated and not recorded. The
 * caller frees *ret_text. */
gboolean recto_file_read_text(const char *path, char **ret_text, gsize *ret_length, GError **error);

/* Maps a file of recto's own. NULL with error set; the caller unrefs it. */
GMappedFile *recto_file_map(const char *path, GError **error);

/* As recto_file_read(), but neither recorded nor standard input: a file of which nothing is made. */
GBytes *recto_file_read_unrecorded(const char *path, GError **error);

/* Starts recording in this thread: appends the path of every file that recto_file_read() and recto_file_read_below()
 * are asked for, found or not, each once, in order, to `paths` (of char*, owned). NULL ends it. recto_compile() does
 * both. */
void recto_file_record(GPtrArray *paths);

/* Writes all or nothing ("-": standard output): a temporary file beside `path` is renamed over it once it is whole and
 * synced, so that an old file survives every failure. */
gboolean recto_file_write(const char *path, GBytes *bytes, GError **error);

/* Files that belong together: all are replaced, or none. recto_file_set_add() writes and syncs a temporary file beside
 * each; recto_file_set_commit() gives them their names while signals are blocked, and undoes that when one can't be
 * renamed. (A power cut or SIGKILL between two renames can leave some new and some old; each file is whole.) Devices
 * and standard output are written first, at the commit. */
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

/* Directory that recto is installed below: that of the shared library, or the one above the program's own. Caller
 * frees; NULL if the system does not report it. */
char *recto_install_prefix(void);

/* Folder that holds fonts/, styles/ and data/: <program>/../share/recto when installed, else the source tree the
 * program was built from. Borrowed, found once; NULL when neither is there. */
const char *recto_data_dir(void);

/* Path of a file in it, e.g. recto_data_path("styles", "base.yaml"). Caller frees. */
char *recto_data_path(const char *folder, const char *name);
