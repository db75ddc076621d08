/* Writes files inside a directory, and removes a directory. */
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Maximum depth of directories that are removed; recto does not create deeper ones. */
#define MAX_REMOVED_DEPTH (2 * RECTO_FOLDER_MAX_COMPONENTS)

struct RectoFolder {
    int root;
    int parent, file;   /* descriptors of the file that is being written; −1: none */
    char *name;         /* last component of its name */
    char temporary[64]; /* temporary name until the file is complete; empty if it has its own */
};

/* The file that is being written, for the signal handler. */
static volatile sig_atomic_t is_open;
static int open_parent;
static char open_name[NAME_MAX + 1];

void recto_folder_abandon(void)
{
    if (is_open)
        unlinkat(open_parent, open_name, 0);
}

/* Creates and registers a file that a signal handler removes; signals are blocked in between. */
static int create_file(int parent, const char *name)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    int file = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int number = errno;
    if (file >= 0) {
        open_parent = parent;
        g_strlcpy(open_name, name, sizeof open_name);
        is_open = 1;
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = number;
    return file;
}

static gboolean fail(GError **error, int number, const char *what)
{
    g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(number), "%s: %s", what, g_strerror(number));
    return FALSE;
}

RectoFolder *recto_folder_open(const char *path, gboolean make, GError **error)
{
    if (make && g_mkdir_with_parents(path, 0777) != 0) {
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), "%s: the directory can't be created: %s",
                    path, g_strerror(errno));
        return NULL;
    }
    int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) {
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), "%s: the directory can't be opened: %s",
                    path, g_strerror(errno));
        return NULL;
    }
    RectoFolder *folder = g_new0(RectoFolder, 1);
    folder->root = root;
    folder->parent = folder->file = -1;
    return folder;
}

void recto_folder_free(RectoFolder *folder)
{
    if (!folder)
        return;
    recto_folder_discard(folder);
    close(folder->root);
    g_free(folder);
}

gboolean recto_folder_is_name(const char *name)
{
    guint n = 0;
    if (!*name || strlen(name) >= PATH_MAX)
        return FALSE;
    for (const char *at = name; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL) {
        gsize length = strcspn(at, "/");
        if (length == 0 || length > NAME_MAX || (length <= 2 && strncmp(at, "..", length) == 0) ||
            ++n > RECTO_FOLDER_MAX_COMPONENTS)
            return FALSE;
    }
    return TRUE;
}

/* ---- directories ---- */

static gboolean refuse_component(int parent, const char *component, int number, GError **error)
{
    struct stat status;
    if (fstatat(parent, component, &status, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(status.st_mode))
        return fail(error, number, component);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, "“%s” is %s, not a directory", component,
                S_ISLNK(status.st_mode) ? "a symbolic link" : "a file");
    return FALSE;
}

/* Opens a subdirectory; closes `parent` unless it is the root. Returns −1 with `error` set on failure. */
static int descend(const RectoFolder *folder, int parent, const char *component, GError **error)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int next = openat(parent, component, flags);
    if (next < 0 && errno == ENOENT && (mkdirat(parent, component, 0777) == 0 || errno == EEXIST))
        next = openat(parent, component, flags);
    if (next < 0)
        refuse_component(parent, component, errno, error);
    if (parent != folder->root)
        close(parent);
    return next;
}

/* ---- one file ---- */

/* Creates a file under a temporary name until it is complete, because it replaces another. */
static int create_temporary(RectoFolder *folder)
{
    for (guint i = 0; i < 1000; i++) {
        g_snprintf(folder->temporary, sizeof folder->temporary, ".recto-%ld-%u.tmp", (long)getpid(), i);
        int file = create_file(folder->parent, folder->temporary);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
}

static gboolean open_file(RectoFolder *folder, gboolean replace, GError **error)
{
    struct stat status;
    gboolean exists = fstatat(folder->parent, folder->name, &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "a directory of this name exists");
        return FALSE;
    }
    *folder->temporary = '\0';
    folder->file = exists && replace ? create_temporary(folder) : create_file(folder->parent, folder->name);
    if (folder->file < 0 && errno == EEXIST) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_EXISTS, "a file of this name exists");
        return FALSE;
    }
    if (folder->file < 0)
        return fail(error, errno, "it can't be written");
    return TRUE;
}

static void close_parent(RectoFolder *folder)
{
    if (folder->parent >= 0 && folder->parent != folder->root)
        close(folder->parent);
    folder->parent = folder->file = -1;
    g_clear_pointer(&folder->name, g_free);
}

gboolean recto_folder_create(RectoFolder *folder, const char *name, gboolean replace, GError **error)
{
    g_return_val_if_fail(folder->file < 0, FALSE);
    if (!recto_folder_is_name(name)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "the name is not a path inside a directory");
        return FALSE;
    }
    g_auto(GStrv) components = g_strsplit(name, "/", -1);
    guint last = g_strv_length(components) - 1;
    int parent = folder->root;
    for (guint i = 0; i < last && parent >= 0; i++)
        parent = descend(folder, parent, components[i], error);
    if (parent < 0)
        return FALSE;
    folder->parent = parent;
    folder->name = g_strdup(components[last]);
    if (open_file(folder, replace, error))
        return TRUE;
    close_parent(folder);
    return FALSE;
}

gboolean recto_folder_add(RectoFolder *folder, gconstpointer bytes, gsize length, GError **error)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t n = write(folder->file, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(error, errno, "it can't be written");
        at += n;
        length -= (gsize)n;
    }
    return TRUE;
}

gboolean recto_folder_finish(RectoFolder *folder, GError **error)
{
    int number = close(folder->file) == 0 ? 0 : errno;
    if (!number && *folder->temporary && renameat(folder->parent, folder->temporary, folder->parent, folder->name) != 0)
        number = errno;
    if (number)
        unlinkat(folder->parent, *folder->temporary ? folder->temporary : folder->name, 0);
    is_open = 0;
    close_parent(folder);
    return !number || fail(error, number, "it can't be written");
}

void recto_folder_discard(RectoFolder *folder)
{
    if (folder->file < 0)
        return;
    unlinkat(folder->parent, *folder->temporary ? folder->temporary : folder->name, 0);
    is_open = 0;
    close(folder->file);
    close_parent(folder);
}

/* ---- removing ---- */

static void remove_content(int folder, int depth);

static void remove_entry(int folder, const char *name, int depth)
{
    if (unlinkat(folder, name, 0) == 0 || depth >= MAX_REMOVED_DEPTH)
        return;
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0)
        return;
    remove_content(inner, depth + 1);
    unlinkat(folder, name, AT_REMOVEDIR);
}

/* Removes the content of a directory. Takes ownership of the descriptor. */
static void remove_content(int folder, int depth)
{
    DIR *listing = fdopendir(folder);
    if (!listing) {
        close(folder);
        return;
    }
    for (struct dirent *entry; (entry = readdir(listing));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            remove_entry(folder, entry->d_name, depth);
    closedir(listing);
}

void recto_folder_remove_tree(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0)
        remove_content(folder, 0);
    rmdir(path);
}
