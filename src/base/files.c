/* Reads files with checks, and finds the directories of recto's own data. */
#include "base/files.h"

#include <dlfcn.h>
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

/* Reads a descriptor to its end, up to RECTO_FILE_MAX; also works for pipes. */
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

/* Paths recorded for the compile that this thread runs. */
static _Thread_local GPtrArray *recorded;
static _Thread_local GHashTable *contents; /* canonical path → GBytes*, both owned */

void recto_file_record(GPtrArray *paths)
{
    recorded = paths;
    g_clear_pointer(&contents, g_hash_table_unref);
    if (paths)
        contents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
}

GBytes *recto_file_recorded(const char *path)
{
    g_autofree char *canonical = g_canonicalize_filename(path, NULL);
    return contents ? g_hash_table_lookup(contents, canonical) : NULL;
}

static GBytes *record_content(const char *path, GBytes *bytes)
{
    if (contents && bytes)
        g_hash_table_replace(contents, g_canonicalize_filename(path, NULL), g_bytes_ref(bytes));
    return bytes;
}

static void record(const char *path)
{
    if (recorded && !g_ptr_array_find_with_equal_func(recorded, path, g_str_equal, NULL))
        g_ptr_array_add(recorded, g_strdup(path));
}

/* Opens a regular file; returns −1 with `error` set on failure. Only regular files are opened for reading, because
 * open() waits for a writer if the file is a FIFO, and some devices act when they are opened. */
static int open_regular(const char *path, GError **error)
{
    struct stat status;
    gboolean there = stat(path, &status) == 0, special = there && !S_ISREG(status.st_mode);
    int descriptor = there && !special ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
    if (descriptor < 0 && !special) {
        set_errno(error, path, "can't be read", errno);
        return -1;
    }
    /* check again, because the file may have been replaced since */
    if (!special && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        return descriptor;
    if (special && S_ISDIR(status.st_mode))
        set_errno(error, path, "can't be read", EISDIR);
    else
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s: can't be read: not a regular file", path);
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

static gboolean is_prefix(const char *root, const char *path)
{
    gsize length = strlen(root);
    return g_str_has_prefix(path, root) && (path[length] == '/' || path[length] == '\0' || g_str_equal(root, "/"));
}

/* Returns TRUE if the open file is inside `root`, according to its name in the kernel. */
static gboolean is_open_below(int descriptor, const char *root)
{
    char name[64], path[PATH_MAX];
    g_snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t n = readlink(name, path, sizeof path - 1);
    char *real_root = realpath(root, NULL);
    path[MAX(n, 0)] = '\0';
    gboolean below = n > 0 && real_root && is_prefix(real_root, path);
    free(real_root);
    return below;
}

/* Returns TRUE if the path leads outside `root`. The sandbox refuses to open such files, and the path explains why. */
static gboolean leads_outside(const char *path, const char *root)
{
    g_autofree char *below = recto_path_below(root, path);
    return !below && g_file_test(path, G_FILE_TEST_EXISTS);
}

static GBytes *read_regular(const char *path, const char *root, GError **error)
{
    if (root && leads_outside(path, root)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "%s: outside “%s”", path, root);
        return NULL;
    }
    int descriptor = open_regular(path, error);
    GBytes *bytes = NULL;
    if (descriptor < 0)
        return NULL;
    if (root && !is_open_below(descriptor, root))
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "%s: outside “%s”", path, root);
    else
        bytes = read_all(descriptor, path, error);
    close(descriptor);
    return bytes;
}

GBytes *recto_file_read(const char *path, GError **error)
{
    record(path);
    gboolean is_input = g_str_equal(path, "-");
    return is_input ? read_all(STDIN_FILENO, "standard input", error)
                    : record_content(path, read_regular(path, NULL, error));
}

GBytes *recto_file_read_below(const char *root, const char *path, GError **error)
{
    record(path);
    return record_content(path, read_regular(path, root, error));
}

GBytes *recto_file_read_unrecorded(const char *path, GError **error)
{
    return read_regular(path, NULL, error);
}

gboolean recto_file_read_text(const char *path, char **ret_text, gsize *ret_length, GError **error)
{
    g_autoptr(GBytes) bytes = read_regular(path, NULL, error);
    gsize length = 0;
    if (!bytes)
        return FALSE;
    const char *data = g_bytes_get_data(bytes, &length);
    *ret_text = g_malloc(length + 1);
    if (length)
        memcpy(*ret_text, data, length);
    (*ret_text)[length] = '\0';
    if (ret_length)
        *ret_length = length;
    return TRUE;
}

GMappedFile *recto_file_map(const char *path, GError **error)
{
    int descriptor = open_regular(path, error);
    GMappedFile *file = descriptor >= 0 ? g_mapped_file_new_from_fd(descriptor, FALSE, error) : NULL;
    if (descriptor >= 0)
        close(descriptor);
    return file;
}

char *recto_path_below(const char *root, const char *path)
{
    char *real_root = realpath(root, NULL), *real = realpath(path, NULL);
    gboolean below = real_root && real && is_prefix(real_root, real);
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

/* Returns the directory in which the shared library librecto is installed, or NULL if this code is part of a program.
 * Caller frees. */
static char *library_prefix(void)
{
    Dl_info info = {0};
    if (!dladdr((gpointer)recto_install_prefix, &info) || !info.dli_fname || !strstr(info.dli_fname, "librecto.so"))
        return NULL;
    char *real = realpath(info.dli_fname, NULL);
    g_autofree char *folder = real ? g_path_get_dirname(real) : NULL;
    free(real);
    return folder && g_str_has_suffix(folder, "/" RECTO_LIBDIR)
               ? g_strndup(folder, strlen(folder) - strlen("/" RECTO_LIBDIR))
               : g_steal_pointer(&folder);
}

char *recto_install_prefix(void)
{
    char *library = library_prefix();
    if (library)
        return library;
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
