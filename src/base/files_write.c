/* Writes files completely or not at all, one or several at a time. */
#include "base/files.h"

#include "base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How a new file received its name, and therefore how to undo it. */
typedef enum {
    NOT_PLACED,
    PLACED_NEW, /* there was no file */
    EXCHANGED,  /* the temporary file holds the old content */
    REPLACED,   /* the old content is gone */
} Placed;

typedef struct {
    char *path;      /* path from the user */
    char *target;    /* path of the file itself, if the user's path is a link */
    char *temporary; /* path of the temporary file; NULL: written directly */
    GBytes *bytes;   /* content, if it is written directly; else NULL */
    gboolean exists;
    Placed placed;
} File;

struct RectoFileSet {
    GPtrArray *files; /* File *, owned */
};

/* ---- removal by the signal handler ---- */

/* Names of temporary files, or NULL. Signals are blocked while they change. */
static char **pending;
static gsize n_pending, most_pending;

void recto_file_abandon(void)
{
    for (gsize i = 0; i < n_pending; i++)
        if (pending[i])
            unlink(pending[i]);
    recto_folder_abandon();
}

static void block_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, before);
}

static void unblock_signals(const sigset_t *before)
{
    sigprocmask(SIG_SETMASK, before, NULL);
}

/* Registers a name, which must remain valid while it is pending. */
static void add_pending(char *name)
{
    if (n_pending == most_pending) {
        most_pending = MAX(2 * most_pending, 16);
        pending = g_renew(char *, pending, most_pending);
    }
    pending[n_pending++] = name;
}

static void remove_pending(const char *name)
{
    for (gsize i = 0; i < n_pending; i++)
        if (pending[i] == name)
            pending[i] = NULL;
    while (n_pending && !pending[n_pending - 1])
        n_pending--;
}

/* ---- one file ---- */

static gboolean write_all(int descriptor, GBytes *bytes)
{
    gsize left = 0;
    const char *at = g_bytes_get_data(bytes, &left);
    while (left > 0) {
        ssize_t n = write(descriptor, at, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return FALSE;
        at += n;
        left -= (gsize)n;
    }
    return TRUE;
}

static mode_t mode_for(const char *target)
{
    struct stat status;
    if (stat(target, &status) == 0)
        return status.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static gboolean fill(int descriptor, const char *target, GBytes *bytes)
{
    return write_all(descriptor, bytes) && fchmod(descriptor, mode_for(target)) == 0 && fsync(descriptor) == 0;
}

/* Creates the temporary file and registers it, with signals blocked in between. */
static int create_noted(File *file, char *name)
{
    sigset_t before;
    block_signals(&before);
    int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), number = errno;
    if (descriptor >= 0) {
        file->temporary = name;
        add_pending(name);
    }
    unblock_signals(&before);
    errno = number;
    return descriptor;
}

/* Creates the temporary file next to the target, so that it can be renamed. Its name is short, because the target's
 * name may have the maximum length. */
static int open_temporary(File *file)
{
    static guint next;
    g_autofree char *folder = g_path_get_dirname(file->target);
    for (guint i = 0; i < 1000; i++) {
        char *name = g_strdup_printf("%s/.recto-%ld-%u.tmp", folder, (long)getpid(), next++);
        int descriptor = create_noted(file, name);
        if (descriptor >= 0)
            return descriptor;
        g_free(name);
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

static void drop_temporary(File *file)
{
    if (!file->temporary)
        return;
    sigset_t before;
    block_signals(&before);
    unlink(file->temporary);
    remove_pending(file->temporary);
    g_clear_pointer(&file->temporary, g_free);
    unblock_signals(&before);
}

/* Writes the temporary file. Returns 0, or the errno of the failure. */
static int prepare(File *file, GBytes *bytes)
{
    int descriptor = open_temporary(file);
    if (descriptor < 0)
        return errno;
    int number = fill(descriptor, file->target, bytes) ? 0 : errno;
    if (close(descriptor) != 0 && !number)
        number = errno;
    return number;
}

/* Writes directly to a device or a pipe, which cannot be replaced. */
static int write_through(const File *file)
{
    if (g_str_equal(file->path, "-"))
        return write_all(STDOUT_FILENO, file->bytes) ? 0 : errno;
    int descriptor = open(file->target, O_WRONLY | O_CLOEXEC);
    int number = descriptor >= 0 && write_all(descriptor, file->bytes) ? 0 : errno;
    if (descriptor >= 0 && close(descriptor) != 0 && !number)
        number = errno;
    return number;
}

static gboolean fail(const File *file, int number, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(file->target);
    gboolean output = g_str_equal(file->path, "-");
    if (number == ENOENT && !output && !g_file_test(folder, G_FILE_TEST_IS_DIR))
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: can't be written: directory “%s” does not exist",
                    file->path, folder);
    else
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(number), "%s: %s: %s",
                    output ? "standard output" : file->path,
                    file->exists && !file->bytes ? "can't be written; the old file is unchanged" : "can't be written",
                    g_strerror(number));
    return FALSE;
}

/* ---- several files ---- */

static void file_free(gpointer data)
{
    File *file = data;
    drop_temporary(file);
    g_clear_pointer(&file->bytes, g_bytes_unref);
    g_free(file->path);
    g_free(file->target);
    g_free(file);
}

RectoFileSet *recto_file_set_new(void)
{
    RectoFileSet *set = g_new0(RectoFileSet, 1);
    set->files = g_ptr_array_new_with_free_func(file_free);
    return set;
}

void recto_file_set_free(RectoFileSet *set)
{
    if (!set)
        return;
    g_ptr_array_unref(set->files);
    g_free(set);
}

gboolean recto_file_set_add(RectoFileSet *set, const char *path, GBytes *bytes, GError **error)
{
    File *file = g_new0(File, 1);
    char *real = realpath(path, NULL);
    struct stat status = {0};
    file->path = g_strdup(path);
    file->target = g_strdup(real ? real : path);
    free(real);
    g_ptr_array_add(set->files, file);
    gboolean output = g_str_equal(path, "-"), exists = !output && stat(file->target, &status) == 0;
    file->exists = exists && S_ISREG(status.st_mode);
    if (exists && S_ISDIR(status.st_mode))
        return fail(file, EISDIR, error);
    if (output || (exists && !file->exists)) {
        file->bytes = g_bytes_ref(bytes);
        return TRUE;
    }
    int number = prepare(file, bytes);
    return number == 0 || fail(file, number, error);
}

/* Renames a file. Returns 0, or the errno of the failure. A single file is only renamed, because nothing has to be
 * undone. */
static int place(File *file, gboolean single)
{
#ifdef RENAME_EXCHANGE
    if (!single && file->exists && renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->target, RENAME_EXCHANGE) == 0) {
        file->placed = EXCHANGED;
        return 0;
    }
    /* not every file system supports RENAME_EXCHANGE */
    if (!single && file->exists && errno != EINVAL && errno != ENOSYS && errno != ENOENT)
        return errno;
#endif
    if (rename(file->temporary, file->target) != 0)
        return errno;
    file->placed = file->exists ? REPLACED : PLACED_NEW;
    return 0;
}

static void undo(const File *file)
{
    if (file->placed == PLACED_NEW)
        rename(file->target, file->temporary);
#ifdef RENAME_EXCHANGE
    if (file->placed == EXCHANGED)
        renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->target, RENAME_EXCHANGE);
#endif
}

static gboolean place_all(RectoFileSet *set, GError **error)
{
    GPtrArray *files = set->files;
    for (guint i = 0; i < files->len; i++) {
        File *file = g_ptr_array_index(files, i);
        int number = file->temporary ? place(file, files->len == 1) : 0;
        if (!number)
            continue;
        while (i-- > 0)
            undo(g_ptr_array_index(files, i));
        return fail(file, number, error);
    }
    return TRUE;
}

gboolean recto_file_set_commit(RectoFileSet *set, GError **error)
{
    for (guint i = 0; i < set->files->len; i++) {
        const File *file = g_ptr_array_index(set->files, i);
        int number = file->bytes ? write_through(file) : 0;
        if (number)
            return fail(file, number, error);
    }
    sigset_t before;
    block_signals(&before);
    gboolean placed = place_all(set, error);
    for (guint i = 0; i < set->files->len; i++)
        drop_temporary(g_ptr_array_index(set->files, i));
    unblock_signals(&before);
    return placed;
}

gboolean recto_file_write(const char *path, GBytes *bytes, GError **error)
{
    g_autoptr(RectoFileSet) set = recto_file_set_new();
    return recto_file_set_add(set, path, bytes, error) && recto_file_set_commit(set, error);
}
