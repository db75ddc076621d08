/* Files: checked reading, atomic writing, and the location of recto's own data. All inputs are opened here
 * (tests/house/opens.py checks it). Only regular files are opened: a FIFO or a device is refused.
 *
 * Two rules limit the location of a file:
 * - A path from the user, on the command line, may lead anywhere, also through symbolic links: recto_file_read().
 * - A path from an input (a document, recto.yaml, a style, a report.yaml) must end inside a directory, usually the
 * project root, after symbolic links are resolved: recto_file_read_below(). The check applies to the opened file, not
 * its path, so that nothing can be exchanged in between. */
#pragma once

#include <gio/gio.h>
#include <glib.h>

/* Maximum size of a file that is read (input, image, style): 256 MiB. */
#define RECTO_FILE_MAX (256u << 20)

/* Reads a file named by the user, or one of recto's own ("-": standard input). Returns NULL with `error` set if the
 * file cannot be read, is not a regular file (G_IO_ERROR_NOT_REGULAR_FILE) or is too large. */
GBytes *recto_file_read(const char *path, GError **error);

/* Reads a file named by an input. Returns NULL with `error` set, as above; G_IO_ERROR_INVALID_FILENAME if the file is
 * outside `root`. */
GBytes *recto_file_read_below(const char *root, const char *path, GError **error);

/* Reads a file of recto's own, or one that recto wrote. Like recto_file_read(), but the text is NUL-terminated and
 * the path is not recorded. Returns FALSE with `error` set on failure. The caller frees `*ret_text`. */
gboolean recto_file_read_text(const char *path, char **ret_text, gsize *ret_length, GError **error);

/* Maps a file of recto's own into memory. Returns NULL with `error` set on failure. The caller unrefs it. */
GMappedFile *recto_file_map(const char *path, GError **error);

/* Reads a file like recto_file_read(), but does not record its path and does not accept standard input. For files that
 * do not affect the output. */
GBytes *recto_file_read_unrecorded(const char *path, GError **error);

/* Starts recording in this thread: appends the path of every file requested from recto_file_read() and
 * recto_file_read_below(), found or not, to `paths` (char *, owned), each once, in order, and keeps the bytes of each.
 * NULL ends the recording. recto_compile() does both. */
void recto_file_record(GPtrArray *paths);

/* Returns the bytes last read from `path` since the recording started, borrowed until it ends, or NULL. */
GBytes *recto_file_recorded(const char *path);

/* Writes a file completely or not at all ("-": standard output). Returns FALSE with `error` set on failure. A
 * temporary file next to `path` is renamed to it after it is complete and synced, so that an old file survives every
 * failure. */
gboolean recto_file_write(const char *path, GBytes *bytes, GError **error);

/* A set of files that are replaced together: all of them, or none. recto_file_set_add() writes and syncs a temporary
 * file next to each; recto_file_set_commit() renames them while signals are blocked, and undoes this if one cannot be
 * renamed. (After a power failure or SIGKILL between two renames, some files may be new and some old; each file is
 * complete.) Devices and standard output are written first, during the commit. */
typedef struct RectoFileSet RectoFileSet;

RectoFileSet *recto_file_set_new(void);

/* Frees the set and removes files that were not committed. */
void recto_file_set_free(RectoFileSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFileSet, recto_file_set_free)

/* Adds a file. Holds a reference to `bytes` if they are written during the commit. Returns FALSE with `error` set, in
 * which case nothing has changed. */
gboolean recto_file_set_add(RectoFileSet *set, const char *path, GBytes *bytes, GError **error);

/* Commits the set; call it once, after the last file was added. Returns FALSE with `error` set, in which case no file
 * was replaced. */
gboolean recto_file_set_commit(RectoFileSet *set, GError **error);

/* Removes incomplete files. For the handler of a signal that ends the program: async-signal-safe. */
void recto_file_abandon(void);

/* Returns the real path of `path`, with symbolic links resolved, if it is `root` or inside it. Returns NULL otherwise,
 * or if it does not exist. Caller frees. */
char *recto_path_below(const char *root, const char *path);

/* Returns the common parent directory of two paths, both without "." and "..". Caller frees. */
char *recto_path_common(const char *one, const char *other);

/* Returns the directory in which recto is installed: that of the shared library, or the parent of the program's
 * directory. Returns NULL if the system does not report it. Caller frees. */
char *recto_install_prefix(void);

/* Returns the directory that contains fonts/, styles/ and data/: <program>/../share/recto if installed, else the source
 * tree of the build. Returns NULL if neither exists. Borrowed; computed once. */
const char *recto_data_dir(void);

/* Returns the path of a file in that directory, e.g. recto_data_path("styles", "base.yaml"). Caller frees. */
char *recto_data_path(const char *folder, const char *name);
