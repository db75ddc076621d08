/* Options, assertions and files of the fuzz targets. */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPTIONS 16

static char *folder;

FuzzInput fuzz_input_new(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    const char *newline = size ? memchr(bytes, '\n', MIN(size, MAX_OPTIONS + 1)) : NULL;
    FuzzInput input = {.options = bytes, .options_end = newline ? newline : bytes};
    gsize skipped = newline ? (gsize)(newline + 1 - bytes) : 0;
    input.length = size - skipped;
    input.text = malloc(input.length + 1);
    if (input.length)
        memcpy(input.text, bytes + skipped, input.length);
    input.text[input.length] = '\0';
    g_log_set_always_fatal((GLogLevelFlags)(G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
    return input;
}

void fuzz_input_clear(FuzzInput *input)
{
    free(input->text);
}

guint fuzz_option(FuzzInput *input, guint n)
{
    return input->options < input->options_end ? (guint)(guchar)*input->options++ % n : 0;
}

void fuzz_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

/* Returns TRUE for characters that control a terminal or mislead a reader. */
static gboolean is_control(gunichar c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x202A && c <= 0x202E);
}

void fuzz_check_diagnostics(const RectoDiagnostics *diagnostics)
{
    g_autofree char *report = recto_diagnostics_print(diagnostics, TRUE, FALSE);
    fuzz_assert(g_utf8_validate(report, -1, NULL));
    for (const char *at = report; *at; at = g_utf8_next_char(at))
        fuzz_assert(!is_control(g_utf8_get_char(at)));
}

static void remove_folder(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR) && !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
            remove_folder(child);
        else
            g_unlink(child);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(path);
}

static void remove_own_folder(void)
{
    remove_folder(folder);
    g_free(folder);
}

const char *fuzz_folder(void)
{
    if (!folder) {
        const char *above = g_file_test("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir();
        folder = g_build_filename(above, "recto-fuzz-XXXXXX", NULL);
        fuzz_assert(g_mkdtemp(folder));
        atexit(remove_own_folder);
    }
    return folder;
}

const char *fuzz_write(const char *name, const char *bytes, gsize length)
{
    static GHashTable *paths;
    if (!paths)
        paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    char *path = g_hash_table_lookup(paths, name);
    if (!path) {
        path = g_build_filename(fuzz_folder(), name, NULL);
        g_hash_table_insert(paths, g_strdup(name), path);
    }
    FILE *file = g_fopen(path, "wb");
    fuzz_assert(file && fwrite(bytes, 1, length, file) == length);
    fuzz_assert(fclose(file) == 0);
    return path;
}
