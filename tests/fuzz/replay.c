/* Runs a fuzz target on files: those given, and those of the folders given, in the order of their names. The report is
 * TAP, a line for each argument; the file that is running when the program dies is the last that it named. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The file, or all files below the folder. The caller unrefs. */
static GPtrArray *list_files(const char *path)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)))
        g_ptr_array_add(files, g_build_filename(path, name, NULL));
    if (dir)
        g_dir_close(dir);
    else
        g_ptr_array_add(files, g_strdup(path));
    g_ptr_array_sort(files, compare_names);
    return files;
}

static gboolean replay_file(const char *path)
{
    g_autofree char *bytes = NULL;
    g_autofree uint8_t *exact = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &bytes, &length, NULL))
        return FALSE;
    /* No byte beyond the input, as under libFuzzer. */
    exact = g_memdup2(bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    return TRUE;
}

int main(int n_arguments, char **arguments)
{
    int failed = 0;
    printf("TAP version 13\n1..%d\n", n_arguments - 1);
    for (int i = 1; i < n_arguments; i++) {
        g_autoptr(GPtrArray) files = list_files(arguments[i]);
        gboolean readable = files->len > 0;
        for (guint k = 0; k < files->len; k++) {
            printf("# %s\n", (const char *)g_ptr_array_index(files, k));
            fflush(stdout);
            readable = replay_file(g_ptr_array_index(files, k)) && readable;
        }
        g_autofree char *name = g_path_get_basename(arguments[i]);
        printf("%s %d - corpus of %s: %u inputs\n", readable ? "ok" : "not ok", i, name, files->len);
        failed += !readable;
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
