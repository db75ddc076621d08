/* The command init. */
#include "cli/init.h"

#include "base/files.h"
#include "style/style.h"
#include "cli/print.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Line of data/init/recto.yaml that --style replaces. */
#define STYLE_LINE "# style: kata"

static ExitCode report(const char *path, const char *what)
{
    recto_print_error("recto: %s: %s\n", path, what);
    return EXIT_SYSTEM;
}

/* Reads a template from data/init and inserts the requested values. Caller frees. */
static char *read_template(const RectoOptions *options, const char *name)
{
    g_autofree char *folder = g_build_filename("data", "init", NULL), *path = recto_data_path(folder, name);
    g_autofree char *text = NULL;
    if (!path || !recto_file_read_text(path, &text, NULL, NULL))
        return NULL;
    const char *line = options->style ? strstr(text, STYLE_LINE) : NULL;
    if (!line)
        return g_steal_pointer(&text);
    gsize before = (gsize)(line - text);
    return g_strdup_printf("%.*sstyle: %s%s", (int)before, text, options->style, line + strlen(STYLE_LINE));
}

/* Writes a new file; never replaces an existing one. */
static ExitCode write_new(const char *path, const char *text)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno == EEXIST) {
        recto_print("%s exists and is unchanged\n", path);
        return EXIT_WRITTEN;
    }
    if (descriptor < 0)
        return report(path, g_strerror(errno));
    gsize length = strlen(text);
    gboolean whole = write(descriptor, text, length) == (gssize)length;
    if (close(descriptor) != 0 || !whole) {
        unlink(path);
        return report(path, "can't be written completely");
    }
    recto_print("%s written\n", path);
    return EXIT_WRITTEN;
}

static ExitCode write_file(const RectoOptions *options, const char *folder, const char *name)
{
    g_autofree char *path = g_str_equal(folder, ".") ? g_strdup(name) : g_build_filename(folder, name, NULL);
    g_autofree char *text = read_template(options, name);
    return text ? write_new(path, text) : report(name, "the data files of recto are missing; install recto again");
}

/* Returns TRUE if the style exists; a missing style would be an error in every document. */
static gboolean style_is_there(const char *style, const char *folder)
{
    g_autofree char *file = style ? g_strconcat(style, ".yaml", NULL) : NULL;
    g_autofree char *path = !style                       ? NULL
                            : recto_style_is_path(style) ? g_build_filename(folder, style, NULL)
                                                         : recto_data_path("styles", file);
    if (!style || (path && g_file_test(path, G_FILE_TEST_IS_REGULAR)))
        return TRUE;
    recto_print_error("recto: invalid value “%s” for --style (run recto styles for the available styles)\n", style);
    return FALSE;
}

static void print_next(const RectoOptions *options)
{
    recto_print("\nNext:\n");
    if (options->brand)
        recto_print("  set your colours and fonts in _brand.yml (see docs/how-to/brand.md)\n");
    recto_print("  recto watch report.md        rebuild the PDF at every change\n  recto explain colour.accent  "
                "describe a style key\n  recto check report.md        report layout problems\n");
}

gboolean recto_cli_init_usage(const RectoOptions *options, const char *folder)
{
    if (options->brand && options->style) {
        recto_print_error(
            "recto: --brand cannot be used with --style: a brand file counts only where no style is named\n");
        return FALSE;
    }
    return style_is_there(options->style, folder);
}

ExitCode recto_cli_init(const RectoOptions *options, const char *folder)
{
    if (g_mkdir_with_parents(folder, 0777) != 0)
        return report(folder, g_strerror(errno));
    ExitCode code = write_file(options, folder, "recto.yaml");
    if (code == EXIT_WRITTEN && options->brand)
        code = write_file(options, folder, "_brand.yml");
    if (code == EXIT_WRITTEN)
        print_next(options);
    return code;
}
