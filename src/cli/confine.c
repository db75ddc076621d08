/* Declares the files of each command to the sandbox. */
#include "cli/confine.h"

#include "archive/archive.h"
#include "base/files.h"
#include "base/sandbox.h"
#include "cli/build.h"
#include "cli/print.h"
#include "compile/compile.h"
#include "style/style.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Allows reading a file, or its directory if it refers to others. "-" is already open. */
static void read_file(RectoSandbox *sandbox, const char *path)
{
    if (path && !g_str_equal(path, "-"))
        recto_sandbox_allow_read(sandbox, path);
}

static void write_file(RectoSandbox *sandbox, const char *path)
{
    if (path && !g_str_equal(path, "-"))
        recto_sandbox_allow_write(sandbox, path);
}

/* Allows reading the directory of a style file, because it may refer to others. */
static void read_style(RectoSandbox *sandbox, const char *style)
{
    if (!style || !recto_style_is_path(style))
        return;
    g_autofree char *folder = g_path_get_dirname(style);
    recto_sandbox_allow_read(sandbox, style);
    recto_sandbox_allow_read(sandbox, folder);
}

/* Output directory that was created, and its parent that existed before: absolute paths. */
static char *made_folder, *made_in;
static pid_t made_by;

void recto_cli_remove_empty_output(void)
{
    if (!made_folder || made_by != getpid())
        return;
    g_autofree char *at = g_strdup(made_folder);
    while (strlen(at) > strlen(made_in) && rmdir(at) == 0) {
        char *above = g_path_get_dirname(at);
        g_free(at);
        at = above;
    }
}

/* Records the directories that g_mkdir_with_parents() will create. */
static void note_folder(RectoSandbox *sandbox, const char *folder)
{
    g_autofree char *whole = g_canonicalize_filename(folder, NULL);
    g_autofree char *above = g_strdup(whole);
    while (!g_file_test(above, G_FILE_TEST_EXISTS)) {
        char *next = g_path_get_dirname(above);
        g_free(above);
        above = next;
    }
    if (g_str_equal(above, whole) || made_folder)
        return;
    made_folder = g_steal_pointer(&whole);
    made_in = g_steal_pointer(&above);
    made_by = getpid();
    recto_sandbox_allow_removal(sandbox, made_in);
}

/* Creates an output directory before the sandbox is entered, because its parent will not be writable. */
static gboolean make_folder(RectoSandbox *sandbox, const char *folder, GError **error)
{
    note_folder(sandbox, folder);
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), "%s: the directory can't be created: %s",
                    folder, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

static gboolean make_tree(RectoSandbox *sandbox, const char *folder, GError **error)
{
    if (!make_folder(sandbox, folder, error))
        return FALSE;
    recto_sandbox_allow_tree(sandbox, folder);
    return TRUE;
}

static gboolean allow_init(RectoSandbox *sandbox, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "recto.yaml", NULL);
    if (!make_folder(sandbox, folder, error))
        return FALSE;
    recto_sandbox_allow_write(sandbox, path);
    return TRUE;
}

/* Allows reading the inputs of documents: the files, and their project roots. */
static void read_documents(RectoSandbox *sandbox, const RectoOptions *options, char **files)
{
    gboolean one = options->output && files[1];
    g_autofree char *common = NULL;
    for (guint i = 0; files[i]; i++) {
        g_autofree char *root = recto_compile_root(files[i]);
        char *wider = common ? recto_path_common(common, root) : g_strdup(root);
        g_free(common);
        common = wider;
        read_file(sandbox, files[i]);
        recto_sandbox_allow_read(sandbox, root);
    }
    if (one)
        recto_sandbox_allow_read(sandbox, common);
    read_style(sandbox, options->style);
    read_file(sandbox, options->site_root);
    read_file(sandbox, options->output_intent);
}

static void allow_making(RectoSandbox *sandbox, const RectoOptions *options, char **files, int format, gboolean check)
{
    gboolean one = options->output && files[1];
    read_documents(sandbox, options, files);
    for (guint i = 0; !check && files[i] && (!one || !i); i++) {
        g_autofree char *path = recto_cli_output_path(options, files[i], format, 1);
        write_file(sandbox, path);
    }
    write_file(sandbox, options->cover);
    write_file(sandbox, options->deps);
}

/* Allows the files of an archive. Reports are anywhere inside the directory; their project root may be above it. */
static gboolean allow_archive(RectoSandbox *sandbox, const RectoOptions *options, const char *folder, GError **error)
{
    /* the command reports this, and creates nothing */
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return TRUE;
    g_autofree char *inside = g_build_filename(folder, "x", NULL);
    g_autofree char *root = recto_compile_root(inside);
    recto_sandbox_allow_read(sandbox, folder);
    recto_sandbox_allow_read(sandbox, root);
    if (options->verify)
        return recto_sandbox_allow_temporary(sandbox, error);
    read_style(sandbox, options->style);
    write_file(sandbox, options->ninja);
    if (options->output && !options->ninja && !options->index)
        recto_archive_sweep(options->output);
    return !options->output || make_tree(sandbox, options->output, error);
}

/* Allows the files of verify. Images of a newsletter's PDF are in its directory, or in the one given. */
static gboolean allow_verify(RectoSandbox *sandbox, const RectoOptions *options, const char *pdf, GError **error)
{
    g_autofree char *beside = g_path_get_dirname(pdf);
    read_file(sandbox, pdf);
    recto_sandbox_allow_read(sandbox, options->folder ? options->folder : beside);
    return recto_sandbox_allow_temporary(sandbox, error);
}

static gboolean allow_command(RectoSandbox *sandbox, const RectoOptions *options, RectoCommandId command, char **files,
                              int format, GError **error)
{
    switch (command) {
    case RECTO_COMMAND_BUILD:
    case RECTO_COMMAND_CHECK:
    case RECTO_COMMAND_WATCH:
        allow_making(sandbox, options, files, format, command == RECTO_COMMAND_CHECK);
        return TRUE;
    case RECTO_COMMAND_STYLES:
        read_style(sandbox, options->print ? options->print : files[0]);
        return TRUE;
    case RECTO_COMMAND_EXPLAIN:
        read_style(sandbox, options->style);
        return TRUE;
    case RECTO_COMMAND_INIT:
        return allow_init(sandbox, files[0] ? files[0] : ".", error);
    case RECTO_COMMAND_EXTRACT:
        read_file(sandbox, files[0]);
        return make_tree(sandbox, options->folder ? options->folder : ".", error);
    case RECTO_COMMAND_VERIFY:
        return allow_verify(sandbox, options, files[0], error);
    case RECTO_COMMAND_ARCHIVE:
        return allow_archive(sandbox, options, files[0], error);
    default:
        return TRUE;
    }
}

gboolean recto_cli_confine(const RectoOptions *options, RectoCommandId command, char **files, int format,
                           GError **error)
{
    if (options->no_sandbox)
        return TRUE;
    g_autoptr(RectoSandbox) sandbox = recto_sandbox_new();
    if (!allow_command(sandbox, options, command, files, format, error) || !recto_sandbox_enter(sandbox, error))
        return FALSE;
    const char *missing = recto_sandbox_missing(sandbox);
    if (missing && options->verbose)
        recto_print_error("recto: note: the sandbox is incomplete: %s\n", missing);
    return TRUE;
}
