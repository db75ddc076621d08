/* An open directory below which files are written: nothing leads out of it, whoever chose the names and whatever is in
 * it already.
 *
 * A name is a relative path with `/` between its components. Each component is opened relative to the one before it
 * without following a symbolic link (openat() with O_NOFOLLOW), so a link that is put there meanwhile does no harm
 * either. Files are made with O_EXCL; an existing one is replaced on request only, whole or not at all.
 *
 * One file at a time: recto_folder_create(), recto_folder_add() as often as needed, then recto_folder_finish() or
 * recto_folder_discard(). recto_file_abandon() (base/files.h) removes a file that is not finished. */
#pragma once

#include <gio/gio.h>

typedef struct RectoFolder RectoFolder;

/* Components that a name may have. */
#define RECTO_FOLDER_MAX_COMPONENTS 32

/* Opens a directory; the user chose `path`, so links in it are followed. `make`: with the directories above it where
 * they are missing. NULL and error when it can't be. Free with recto_folder_free(). */
RectoFolder *recto_folder_open(const char *path, gboolean make, GError **error);
void recto_folder_free(RectoFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFolder, recto_folder_free)

/* Begins a file and makes the directories in its name. FALSE and error: G_IO_ERROR_EXISTS when there is one already
 * and `replace` is FALSE; G_IO_ERROR_NOT_DIRECTORY when a component is a link or a file; G_IO_ERROR_INVALID_FILENAME
 * when recto_folder_is_name() is FALSE; else the system's. */
gboolean recto_folder_create(RectoFolder *folder, const char *name, gboolean replace, GError **error);

/* Appends to the file. FALSE and error when it can't be written; discard the file then. */
gboolean recto_folder_add(RectoFolder *folder, gconstpointer bytes, gsize length, GError **error);

/* Ends the file. FALSE and error when it can't be; then it is discarded. */
gboolean recto_folder_finish(RectoFolder *folder, GError **error);

/* Removes the file that was begun, if any. */
void recto_folder_discard(RectoFolder *folder);

/* Returns TRUE if a name is a relative path of at most RECTO_FOLDER_MAX_COMPONENTS components, none of them empty, `.`,
 * `..` or longer than a file's name may be. */
gboolean recto_folder_is_name(const char *name);

/* Removes what is half written, if anything (async-signal-safe). recto_file_abandon() calls it. */
void recto_folder_abandon(void);

/* Removes a directory and everything in it; links are removed, not followed. What can't be removed stays. */
void recto_folder_remove_tree(const char *path);
