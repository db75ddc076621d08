/* The command watch. */
#include "cli/watch.h"
#include "base/files.h"

#include "base/deps.h"
#include "base/sandbox.h"
#include "cli/build.h"
#include "cli/confine.h"
#include "cli/print.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Interval between two checks of the files; and the period without changes before they are read, because programs may
 * write several files, or one in parts. In milliseconds. */
#define LOOK_EVERY 200
#define SETTLE     100

/* State of a file when it was last checked. */
typedef struct {
    gboolean there;
    dev_t device;
    ino_t node;
    off_t size;
    struct timespec time;
} FileStamp;

/* One output and its inputs. */
typedef struct {
    const char *input;
    const char *const *chapters; /* further files, or NULL */
    GPtrArray *paths;            /* char *: paths of the inputs */
    GArray *looks;               /* FileStamp: the state of each path */
} Watched;

static volatile sig_atomic_t ended;

static void end(int number)
{
    ended = 1;
}

static FileStamp look_at(const char *path)
{
    struct stat is;
    if (stat(path, &is) != 0)
        return (FileStamp){0};
    return (FileStamp){TRUE, is.st_dev, is.st_ino, is.st_size, is.st_mtim};
}

static gboolean is_same(const FileStamp *one, const FileStamp *other)
{
    return one->there == other->there && one->device == other->device && one->node == other->node &&
           one->size == other->size && one->time.tv_sec == other->time.tv_sec &&
           one->time.tv_nsec == other->time.tv_nsec;
}

/* Returns the first file that has changed since it was last checked, or NULL. */
static const char *find_changed(const Watched *watched)
{
    for (guint i = 0; i < watched->paths->len; i++) {
        FileStamp now = look_at(g_ptr_array_index(watched->paths, i));
        if (!is_same(&now, &g_array_index(watched->looks, FileStamp, i)))
            return g_ptr_array_index(watched->paths, i);
    }
    return NULL;
}

static void look_again(Watched *watched)
{
    g_array_set_size(watched->looks, 0);
    for (guint i = 0; i < watched->paths->len; i++) {
        FileStamp now = look_at(g_ptr_array_index(watched->paths, i));
        g_array_append_val(watched->looks, now);
    }
}

static void add_path(Watched *watched, const char *path)
{
    if (!g_ptr_array_find_with_equal_func(watched->paths, path, g_str_equal, NULL))
        g_ptr_array_add(watched->paths, g_strdup(path));
}

/* Adds files that do not exist yet, but would be read if they did. */
static void add_candidates(Watched *watched, const char *input)
{
    static const char *const names[] = {"recto.yaml", "_brand.yml"};
    g_autofree char *folder = g_path_get_dirname(input);
    add_path(watched, input);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        add_path(watched, path);
    }
}

static void read_deps(Watched *watched, const char *deps)
{
    g_autofree char *text = NULL;
    g_autoptr(GPtrArray) read =
        recto_file_read_text(deps, &text, NULL, NULL) ? recto_deps_parse(text) : recto_deps_parse("");
    g_ptr_array_set_size(watched->paths, 0);
    for (guint i = 0; i < read->len; i++)
        add_path(watched, g_ptr_array_index(read, i));
    add_candidates(watched, watched->input);
    for (guint i = 0; watched->chapters && watched->chapters[i]; i++)
        add_candidates(watched, watched->chapters[i]);
}

static int build_confined(const RectoOptions *options, Watched *watched, int format, const char *deps)
{
    g_autoptr(GError) error = NULL;
    RectoOptions own = *options;
    own.deps = (char *)deps;
    g_autoptr(GPtrArray) files = g_ptr_array_new();
    g_ptr_array_add(files, (gpointer)watched->input);
    for (guint i = 0; watched->chapters && watched->chapters[i]; i++)
        g_ptr_array_add(files, (gpointer)watched->chapters[i]);
    g_ptr_array_add(files, NULL);
    if (recto_cli_confine(&own, RECTO_COMMAND_WATCH, (char **)files->pdata, format, &error))
        return (int)recto_cli_build(&own, watched->input, watched->chapters, format, FALSE, TRUE);
    recto_print_error("recto: %s\n", error->message);
    return EXIT_SYSTEM;
}

/* Builds in a child process, whose failure does not affect this one. Returns −1 if it cannot be created. */
static int build_apart(const RectoOptions *options, Watched *watched, int format, const char *deps)
{
    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        int code = build_confined(options, watched, format, deps);
        fflush(NULL);
        _exit(code);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_SYSTEM;
}

/* Builds the output. Files are checked before they are read, so that a change during the build counts for the next one.
 * Files that are new in this build are checked after it. */
static gboolean build(const RectoOptions *options, Watched *watched, int format, const char *deps)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < watched->paths->len; i++)
        g_ptr_array_add(known, g_strdup(g_ptr_array_index(watched->paths, i)));
    look_again(watched);
    g_autoptr(GArray) before = g_array_copy(watched->looks);
    gint64 start = g_get_monotonic_time();
    int code = build_apart(options, watched, format, deps);
    if (code < 0)
        return FALSE;
    read_deps(watched, deps);
    look_again(watched);
    for (guint i = 0, at; i < watched->paths->len; i++)
        if (g_ptr_array_find_with_equal_func(known, g_ptr_array_index(watched->paths, i), g_str_equal, &at))
            g_array_index(watched->looks, FileStamp, i) = g_array_index(before, FileStamp, at);
    g_autofree char *path = recto_cli_output_path(options, watched->input, format, 1);
    if (code == EXIT_WRITTEN)
        recto_print("%s written in %d ms; watching %u files (stop with Ctrl-C)\n", path,
                    (int)((g_get_monotonic_time() - start) / 1000), watched->paths->len);
    else
        recto_print("%s is unchanged; watching %u files (stop with Ctrl-C)\n", path, watched->paths->len);
    fflush(stdout);
    return TRUE;
}

static void wait_ms(glong milliseconds)
{
    struct timespec time = {0, milliseconds * 1000000};
    nanosleep(&time, NULL);
}

/* Waits until no file has changed for a moment. */
static void wait_until_quiet(Watched *watched)
{
    do {
        look_again(watched);
        wait_ms(SETTLE);
    } while (!ended && find_changed(watched));
}

static void watched_free(gpointer data)
{
    Watched *watched = data;
    g_ptr_array_unref(watched->paths);
    g_array_unref(watched->looks);
    g_free(watched);
}

static Watched *watched_new(const char *input, const char *const *chapters)
{
    Watched *watched = g_new0(Watched, 1);
    watched->input = input;
    watched->chapters = chapters;
    watched->paths = g_ptr_array_new_with_free_func(g_free);
    watched->looks = g_array_new(FALSE, FALSE, sizeof(FileStamp));
    add_candidates(watched, input);
    return watched;
}

static gboolean watch_all(const RectoOptions *options, GPtrArray *all, int format, const char *deps)
{
    for (guint i = 0; i < all->len && !ended; i++)
        if (!build(options, g_ptr_array_index(all, i), format, deps))
            return FALSE;
    while (!ended) {
        wait_ms(LOOK_EVERY);
        for (guint i = 0; i < all->len && !ended; i++) {
            Watched *watched = g_ptr_array_index(all, i);
            const char *changed = find_changed(watched);
            if (!changed)
                continue;
            recto_print("%s has changed\n", changed);
            wait_until_quiet(watched);
            if (!ended && !build(options, watched, format, deps))
                return FALSE;
        }
    }
    return TRUE;
}

ExitCode recto_cli_watch(const RectoOptions *options, char **files, int format)
{
    for (guint i = 0; files[i]; i++) {
        if (g_str_equal(files[i], "-")) {
            recto_print_error("recto: standard input can't be watched; name a file\n");
            return EXIT_USAGE;
        }
    }
    struct sigaction action = {.sa_handler = end};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    g_autoptr(GError) error = NULL;
    if (!recto_sandbox_allow_temporary(NULL, &error)) {
        recto_print_error("recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    g_autofree char *deps = g_build_filename(recto_sandbox_temporary(), "deps", NULL);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(watched_free);
    gboolean one = options->output && files[1];
    for (guint i = 0; files[i] && (!one || !i); i++)
        g_ptr_array_add(all, watched_new(files[i], one ? (const char *const *)files + 1 : NULL));
    gboolean watched = watch_all(options, all, format, deps);
    if (!watched)
        recto_print_error("recto: %s\n", g_strerror(errno));
    unlink(deps);
    return watched ? EXIT_WRITTEN : EXIT_SYSTEM;
}
