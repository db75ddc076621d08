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

static void set_errno(GError **error, const char *path, const char *what, int number)
{
    g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(number), "%s: %s: %s", path, what, g_strerror(number));
}

/* All that a descriptor gives, up to RECTO_FILE_MAX; for pipes too. */
static GBytes *read_all(int descriptor, const char *path, GError **error)
{
    g_autoptr(GByteArray) content = g_byte_array_new();
    guint8 buffer[65536];
    while (TRUE) {
        ssize_t n = read(descriptor, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            set_errno(error, path, "can't be read", errno);
            return NULL;
        }
        if (n == 0)
            return g_byte_array_free_to_bytes(g_steal_pointer(&content));
        if (content->len + (gsize)n > RECTO_FILE_MAX) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s: larger than %u MiB", path, RECTO_FILE_MAX >> 20);
            return NULL;
        }
        g_byte_array_append(content, buffer, (guint)n);
    }
}

static GPtrArray *recorded;

void recto_file_record(GPtrArray *paths)
{
    recorded = paths;
}

static void record(const char *path)
{
    if (recorded && !g_ptr_array_find_with_equal_func(recorded, path, g_str_equal, NULL))
        g_ptr_array_add(recorded, g_strdup(path));
}

GBytes *recto_file_read_regular(const char *path, GError **error)
{
    /* Opening a pipe would wait for somebody who writes; opening a device may do anything. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        set_errno(error, path, "can't be read", errno);
        if (descriptor >= 0)
            close(descriptor);
        return NULL;
    }
    GBytes *bytes = NULL;
    if (S_ISREG(status.st_mode))
        bytes = read_all(descriptor, path, error);
    else
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s: is not a regular file", path);
    close(descriptor);
    return bytes;
}

GBytes *recto_file_read(const char *path, GError **error)
{
    record(path);
    if (g_str_equal(path, "-"))
        return read_all(STDIN_FILENO, "standard input", error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        set_errno(error, path, "can't be read", errno);
        return NULL;
    }
    GBytes *bytes = read_all(descriptor, path, error);
    close(descriptor);
    return bytes;
}

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

/* The file itself when `path` is a link to it, so that the link stays one. */
static char *resolve(const char *path)
{
    char *target = realpath(path, NULL);
    char *copy = g_strdup(target ? target : path);
    free(target);
    return copy;
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

/* The temporary file, for a signal's handler: named before it is there, forgotten once it has its place. */
static char temporary[PATH_MAX];
static volatile sig_atomic_t is_temporary;

void recto_file_abandon(void)
{
    if (is_temporary)
        unlink(temporary);
    recto_folder_abandon();
}

/* Beside `target`, so that it can be renamed; a short name, since that of the target may be as long as names can be. */
static int open_temporary(const char *target)
{
    g_autofree char *folder = g_path_get_dirname(target);
    for (guint i = 0; i < 1000; i++) {
        int length = g_snprintf(temporary, sizeof temporary, "%s/.recto-%ld-%u.tmp", folder, (long)getpid(), i);
        if (length >= (int)sizeof temporary) {
            errno = ENAMETOOLONG;
            return -1;
        }
        is_temporary = 1;
        int descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor >= 0)
            return descriptor;
        is_temporary = 0;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* 0, or the number of what went wrong; then nothing has changed. */
static int replace(const char *target, GBytes *bytes)
{
    int descriptor = open_temporary(target);
    if (descriptor < 0)
        return errno;
    int number = fill(descriptor, target, bytes) ? 0 : errno;
    if (close(descriptor) != 0 && !number)
        number = errno;
    if (!number && rename(temporary, target) != 0)
        number = errno;
    if (number)
        unlink(temporary);
    is_temporary = 0;
    return number;
}

/* A device or a pipe is written, not replaced. */
static int write_through(const char *target, GBytes *bytes)
{
    int descriptor = open(target, O_WRONLY | O_CLOEXEC);
    int number = descriptor >= 0 && write_all(descriptor, bytes) ? 0 : errno;
    if (descriptor >= 0 && close(descriptor) != 0 && !number)
        number = errno;
    return number;
}

gboolean recto_file_write(const char *path, GBytes *bytes, GError **error)
{
    if (g_str_equal(path, "-")) {
        if (write_all(STDOUT_FILENO, bytes))
            return TRUE;
        set_errno(error, "standard output", "can't be written", errno);
        return FALSE;
    }
    g_autofree char *target = resolve(path);
    struct stat status;
    gboolean exists = stat(target, &status) == 0;
    gboolean special = exists && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
    int number = special ? write_through(target, bytes) : replace(target, bytes);
    g_autofree char *folder = g_path_get_dirname(target);
    if (number == ENOENT && !g_file_test(folder, G_FILE_TEST_IS_DIR))
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: can't be written: there is no folder “%s”", path,
                    folder);
    else if (number)
        set_errno(error, path,
                  exists && S_ISREG(status.st_mode) ? "can't be written, the old file is as it was"
                                                    : "can't be written",
                  number);
    return number == 0;
}

char *recto_path_below(const char *root, const char *path)
{
    char *real_root = realpath(root, NULL), *real = realpath(path, NULL);
    gsize length = real_root ? strlen(real_root) : 0;
    gboolean below = real_root && real && g_str_has_prefix(real, real_root) &&
                     (real[length] == '/' || real[length] == '\0' || g_str_equal(real_root, "/"));
    char *copy = below ? g_strdup(real) : NULL;
    free(real_root);
    free(real);
    return copy;
}

char *recto_path_common(const char *one, const char *other)
{
    g_autofree char *folder = g_strdup(one);
    for (;;) {
        gsize length = strlen(folder);
        gboolean top = g_str_equal(folder, "/");
        if (top || (strncmp(other, folder, length) == 0 && (other[length] == '/' || !other[length])))
            return g_steal_pointer(&folder);
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
    }
}

char *recto_install_prefix(void)
{
    char program[4096];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0)
        return NULL;
    program[n] = '\0';
    g_autofree char *folder = g_path_get_dirname(program);
    return g_path_get_dirname(folder);
}

static char *find_data_dir(void)
{
    g_autofree char *prefix = recto_install_prefix();
    if (prefix) {
        g_autofree char *installed = g_build_filename(prefix, "share", "recto", NULL);
        if (g_file_test(installed, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&installed);
    }
    return g_file_test(RECTO_SOURCE_ROOT "/styles", G_FILE_TEST_IS_DIR) ? g_strdup(RECTO_SOURCE_ROOT) : NULL;
}

const char *recto_data_dir(void)
{
    static gsize once = 0;
    static char *folder = NULL;
    if (g_once_init_enter(&once)) {
        folder = find_data_dir();
        g_once_init_leave(&once, 1);
    }
    return folder;
}

char *recto_data_path(const char *folder, const char *name)
{
    const char *data = recto_data_dir();
    return g_build_filename(data ? data : ".", folder, name, NULL);
}
