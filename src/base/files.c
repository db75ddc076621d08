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
