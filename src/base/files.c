#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
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

GBytes *recto_file_read(const char *path, GError **error)
{
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
    if (stat(target, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        /* A device or a pipe is written, not replaced. */
        int descriptor = open(target, O_WRONLY | O_CLOEXEC);
        gboolean written = descriptor >= 0 && write_all(descriptor, bytes);
        if (!written)
            set_errno(error, path, "can't be written", errno);
        if (descriptor >= 0)
            close(descriptor);
        return written;
    }
    g_autofree char *temporary = g_strconcat(target, ".XXXXXX", NULL);
    int descriptor = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        set_errno(error, path, "can't be written", errno);
        return FALSE;
    }
    gboolean written = fill(descriptor, target, bytes);
    int number = errno;
    if (close(descriptor) != 0 && written) {
        written = FALSE;
        number = errno;
    }
    if (written && rename(temporary, target) == 0)
        return TRUE;
    if (written)
        number = errno;
    unlink(temporary);
    set_errno(error, path, "can't be written", number);
    return FALSE;
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
