/* An open directory inside which files are written. No file is written outside, whoever chose the names and whatever
 * the directory already contains.
 *
 * A name is a relative path with `/` between its components. Each component is opened relative to the previous one
 * without following symbolic links (openat() with O_NOFOLLOW), so that a link created in the meantime has no effect.
 * Files are created with O_EXCL; an existing file is replaced only on request, completely or not at all.
 *
 * Write one file at a time: recto_folder_create(), recto_folder_add() as often as needed, then recto_folder_finish() or
 * recto_folder_discard(). recto_file_abandon() (base/files.h) removes a file that is not finished. */
#pragma once

#include <gio/gio.h>

typedef struct RectoFolder RectoFolder;

/* Maximum number of components of a name. */
#define RECTO_FOLDER_MAX_COMPONENTS 32

/* Opens a directory. The user chose `path`, so links in it are followed. `make`: create missing directories. Returns
 * NULL with `error` set on failure. Free with recto_folder_free(). */
RectoFolder *recto_folder_open(const char *path, gboolean make, GError **error);
void recto_folder_free(RectoFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFolder, recto_folder_free)

/* Begins a file and creates the directories in its name. Returns FALSE with `error` set: G_IO_ERROR_EXISTS if the file
 * exists and `replace` is FALSE; G_IO_ERROR_NOT_DIRECTORY if a component is a link or a file;
 * G_IO_ERROR_INVALID_FILENAME if recto_folder_is_name() is FALSE; otherwise a system error. */
gboolean recto_folder_create(RectoFolder *folder, const char *name, gboolean replace, GError **error);

/* Appends to the file. Returns FALSE with `error` set on failure; discard the file then. */
gboolean recto_folder_add(RectoFolder *folder, gconstpointer bytes, gsize length, GError **error);

/* Ends the file. Returns FALSE with `error` set on failure, in which case the file is discarded. */
gboolean recto_folder_finish(RectoFolder *folder, GError **error);

/* Removes the file that was begun, if there is one. */
void recto_folder_discard(RectoFolder *folder);

/* Returns TRUE if a name is a relative path of at most RECTO_FOLDER_MAX_COMPONENTS components, where no component is
 * empty, `.`, `..` or longer than a file name may be. */
gboolean recto_folder_is_name(const char *name);

/* Removes an incomplete file, if there is one (async-signal-safe). recto_file_abandon() calls it. */
void recto_folder_abandon(void);

/* Removes a directory and its content; links are removed, not followed. Entries that cannot be removed remain. */
void recto_folder_remove_tree(const char *path);
