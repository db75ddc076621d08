/* Checks the usage of commands and options. */
#include "cli/usage.h"

#include "base/limits.h"
#include "base/spelling.h"
#include "cli/build.h"
#include "cli/init.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Ranges of the resolution of page images in dpi, of the cover width in pixels, and of --jobs. */
#define LEAST_DPI 10
#define MOST_DPI  1200
#define MOST_JOBS 1000

G_GNUC_PRINTF(1, 2) static gboolean refuse(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    recto_print_error("recto: %s\n", text);
    return FALSE;
}

/* ---- arguments and options of a command ---- */

/* Returns the first command, in the order of commands.def, that accepts an option. */
static const char *taker(const RectoOptionRow *row)
{
    guint id = 0;
    while (!(row->commands >> id & 1))
        id++;
    return recto_commands[id].name;
}

static gboolean options_belong(const RectoOptions *options, RectoCommandId command)
{
    for (guint i = 0; i < recto_n_option_rows; i++) {
        const RectoOptionRow *row = &recto_option_rows[i];
        if (options->given >> i & 1 && !(row->commands >> command & 1))
            return refuse("--%s is valid only with recto %s, not with %s (see recto %s --help)", row->name, taker(row),
                          recto_commands[command].name, recto_commands[command].name);
    }
    return TRUE;
}

static gboolean words_are_enough(RectoCommandId id, char **words)
{
    const RectoCommand *command = &recto_commands[id];
    int n = (int)g_strv_length(words);
    if (n >= command->min && (command->max < 0 || n <= command->max))
        return TRUE;
    if (n < command->min)
        return refuse("missing argument %s (usage: recto %s %s; see recto %s --help)",
                      command->max < 0 ? "FILE" : command->arguments, command->name, command->arguments, command->name);
    return refuse("unexpected argument “%s” (usage: recto %s %s)", words[command->max], command->name,
                  command->arguments);
}

/* ---- numbers and lists ---- */

static gboolean number_is_sound(const char *option, const char *text, guint64 least, guint64 most)
{
    guint64 number = 0;
    return !text || g_ascii_string_to_unsigned(text, 10, least, most, &number, NULL) ||
           refuse("invalid value “%s” for --%s (expected: a whole number from %" G_GUINT64_FORMAT
                  " to %" G_GUINT64_FORMAT ")",
                  text, option, least, most);
}

/* Parses "3", "3-5" or "3-". */
static gboolean range_is_sound(const char *text)
{
    g_auto(GStrv) ends = g_strsplit(text, "-", -1);
    guint n = g_strv_length(ends);
    guint64 from = 0, to = G_MAXUINT32;
    if (n < 1 || n > 2 || !g_ascii_string_to_unsigned(ends[0], 10, 1, G_MAXUINT32, &from, NULL))
        return FALSE;
    return n == 1 || !*ends[1] || (g_ascii_string_to_unsigned(ends[1], 10, 1, G_MAXUINT32, &to, NULL) && from <= to);
}

static gboolean pages_are_sound(const RectoOptions *options, RectoFormat format)
{
    if (!options->pages)
        return TRUE;
    if (format != RECTO_FORMAT_PNG && format != RECTO_FORMAT_SVG)
        return refuse("--pages is valid only with -f png or -f svg");
    g_auto(GStrv) ranges = g_strsplit(options->pages, ",", -1);
    for (guint i = 0; ranges[i]; i++)
        if (!range_is_sound(ranges[i]))
            return refuse("invalid value “%s” for --pages (expected: a page or a range, such as 3, 3-5 or 3-)",
                          ranges[i]);
    return TRUE;
}

static gboolean numbers_are_sound(const RectoOptions *options, RectoFormat format)
{
    if (options->dpi && format != RECTO_FORMAT_PNG)
        return refuse("--dpi is valid only with -f png");
    if (options->cover_width && !options->cover && !recto_cli_is_newsletter(options))
        return refuse("--cover-width is valid only with --cover FILE or --variant newsletter");
    return number_is_sound("dpi", options->dpi, LEAST_DPI, MOST_DPI) &&
           number_is_sound("cover-width", options->cover_width, 1, RECTO_CLI_MAX_COVER_WIDTH) &&
           pages_are_sound(options, format);
}

/* ---- kind of output ---- */

/* Checks the options for print variants and booklets: their values are valid and compatible. */
static gboolean press_is_known(const RectoOptions *options)
{
    RectoVariant variant = RECTO_VARIANT_SCREEN;
    if (!recto_variant_find(options->variant, &variant))
        return refuse("invalid value “%s” for --variant (expected: screen, print or newsletter)", options->variant);
    if (options->impose && !g_str_equal(options->impose, "booklet"))
        return refuse("invalid value “%s” for --impose (expected: booklet)", options->impose);
    if (options->output_intent && variant != RECTO_VARIANT_PRINT)
        return refuse("--output-intent is valid only with --variant print");
    gboolean claims = options->standard && !g_str_equal(options->standard, "none");
    if (claims && (options->impose || variant == RECTO_VARIANT_PRINT))
        return refuse("--pdf-standard cannot be used with --variant print, which writes PDF/X-4, or with --impose");
    return TRUE;
}

/* Returns TRUE if a file of a newsletter would replace one of the inputs. */
static gboolean replaces_input(const RectoOptions *options, char **files, int format)
{
    static const char *const suffixes[] = {
        ".pdf",
#define COMPANION(id, suffix) suffix,
#include "newsletter/newsletter_files.def"
    };
    for (guint i = 0; files[i]; i++) {
        g_autofree char *path = recto_cli_output_path(options, options->output ? files[0] : files[i], format, 1);
        g_autofree char *stem = recto_cli_stem(path), *input = g_canonicalize_filename(files[i], NULL);
        for (guint k = 0; k < G_N_ELEMENTS(suffixes); k++) {
            g_autofree char *name = g_strconcat(stem, suffixes[k], NULL);
            g_autofree char *whole = g_canonicalize_filename(name, NULL);
            if (g_str_equal(whole, input))
                return TRUE;
        }
    }
    return FALSE;
}

static gboolean newsletter_is_sound(const RectoOptions *options, char **files, int format)
{
    gsize size = 0;
    gboolean newsletter = recto_cli_is_newsletter(options);
    if (options->max_size && !newsletter)
        return refuse("--max-size is valid only with --variant newsletter");
    if (options->max_size && !recto_size_parse(options->max_size, &size))
        return refuse("invalid value “%s” for --max-size (expected: a size such as 500K, 2M or 1.5MB)",
                      options->max_size);
    if (!newsletter)
        return TRUE;
    g_autofree char *path = recto_cli_output_path(options, files[0], format, 1);
    if (recto_cli_format(format) != RECTO_FORMAT_PDF || options->impose || g_str_equal(path, "-"))
        return refuse(
            "--variant newsletter writes a PDF and files beside it; it cannot be used with -f, --impose or -o -");
    if (replaces_input(options, files, format))
        return refuse("the newsletter would overwrite its input; name another file with -o");
    return TRUE;
}

static gboolean names_are_known(const RectoOptions *options)
{
    if (!recto_standard_is_known(options->standard))
        return refuse("invalid value “%s” for --pdf-standard (expected: ua-1, a-3a, a-3b, a-2a, a-2b or none)",
                      options->standard);
    if (!recto_debug_is_known(options->debug))
        return refuse("invalid value “%s” for --debug (expected: grid, boxes or spaces)", options->debug);
    if (options->site_root && !g_file_test(options->site_root, G_FILE_TEST_IS_DIR))
        return refuse("invalid value “%s” for --site-root: the directory does not exist", options->site_root);
    return TRUE;
}

/* ---- destination of the output ---- */

/* File extensions that would be misleading for an output file; a text file among them may also be someone's source. */
static const char *const foreign[] = {"md",   "markdown", "txt",  "html", "htm", "docx", "doc",  "odt",
                                      "epub", "tex",      "yaml", "yml",  "jpg", "jpeg", "webp", NULL};

static gboolean is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Checks that an output does not replace one of the inputs. */
static gboolean keeps_input(const char *option, const char *path, char **files)
{
    for (guint i = 0; path && files[i]; i++) {
        if (!is_same_file(path, files[i]))
            continue;
        if (*option == '-')
            return refuse("%s: %s is an input file; name another output file", option, path);
        return refuse(
            "%s is an input file and would be overwritten: give recto the Markdown file, or name the output with -o",
            path);
    }
    return TRUE;
}

static gboolean output_is_sound(const RectoOptions *options, char **files, int format)
{
    const char *output = options->output;
    const char *dot = output ? strrchr(output, '.') : NULL;
    g_autofree char *extension = dot ? g_ascii_strdown(dot + 1, -1) : NULL;
    if (!output || g_str_equal(output, "-"))
        return TRUE;
    if (g_file_test(output, G_FILE_TEST_IS_DIR)) {
        g_autofree char *name = g_path_get_basename(files[0]);
        g_autofree char *stem = recto_cli_stem(name);
        return refuse("--output: %s is a directory; name a file in it, for example %s%s%s.pdf", output, output,
                      g_str_has_suffix(output, "/") ? "" : "/", stem);
    }
    RectoFormat made = recto_cli_format(format);
    gboolean binary = made == RECTO_FORMAT_PDF || made == RECTO_FORMAT_PNG || made == RECTO_FORMAT_SVG;
    if (extension && binary && g_strv_contains(foreign, extension))
        return refuse("--output: recto writes PDF, PNG and SVG, which the extension .%s does not match", extension);
    return TRUE;
}

/* Refuses to write a PDF or an image to a terminal. */
static gboolean terminal_is_spared(const char *path, RectoFormat format)
{
    if ((format == RECTO_FORMAT_PDF || format == RECTO_FORMAT_PNG) && g_str_equal(path, "-") && isatty(STDOUT_FILENO))
        return refuse("refusing to write a %s to a terminal; use -o FILE or redirect the output",
                      format == RECTO_FORMAT_PDF ? "PDF" : "PNG");
    return TRUE;
}

static gboolean outputs_are_sound(const RectoOptions *options, char **files, int format)
{
    if (!keeps_input("--output", options->output, files) || !keeps_input("--deps", options->deps, files) ||
        !keeps_input("--cover", options->cover, files) || !output_is_sound(options, files, format))
        return FALSE;
    if (!options->output && files[1] && (options->cover || options->deps))
        return refuse("--%s needs one document; combine the inputs with -o", options->cover ? "cover" : "deps");
    if (options->output &&
        (g_strcmp0(options->output, options->cover) == 0 || g_strcmp0(options->output, options->deps) == 0))
        return refuse("%s is named for two outputs; name a different file for each", options->output);
    for (guint i = 0; files[i]; i++) {
        g_autofree char *path = recto_cli_output_path(options, files[i], format, 1);
        if (!keeps_input(options->output ? "--output" : files[i], path, files) ||
            !terminal_is_spared(path, recto_cli_format(format)))
            return FALSE;
    }
    return TRUE;
}

/* ---- inputs ---- */

/* Checks whether a first argument that is neither a file nor a command is a misspelt command. */
static gboolean command_is_known(const char *word)
{
    const char *names[RECTO_COMMAND_MAX + 1] = {NULL};
    for (guint i = 0; i < RECTO_COMMAND_MAX; i++)
        names[i] = recto_commands[i].name;
    const char *nearest =
        strpbrk(word, "./") || g_file_test(word, G_FILE_TEST_EXISTS) ? NULL : recto_nearest(word, names);
    return !nearest || refuse("no file or command is named “%s”; did you mean recto %s?", word, nearest);
}

static gboolean inputs_are_files(char **files)
{
    for (guint i = 0; files[i]; i++)
        if (g_file_test(files[i], G_FILE_TEST_IS_DIR))
            return refuse(
                "%s is a directory; name a file in it, or run recto archive %s -o SITE for every report in it",
                files[i], files[i]);
    return TRUE;
}

/* Applies --limit, before any input is read. */
static gboolean apply_limits(const RectoOptions *options)
{
    for (guint i = 0; options->limits && options->limits[i]; i++)
        if (!recto_limit_set(options->limits[i]))
            return refuse("invalid value “%s” for --limit (expected: NAME=NUMBER; see docs/reference/limits.md)",
                          options->limits[i]);
    return TRUE;
}

gboolean recto_cli_usage(const RectoOptions *options, RectoCommandId command, gboolean named, char **files,
                         int *ret_format)
{
    gboolean makes = command == RECTO_COMMAND_BUILD || command == RECTO_COMMAND_WATCH || command == RECTO_COMMAND_CHECK;
    if (!words_are_enough(command, files))
        return FALSE;
    if (!options_belong(options, command) || !number_is_sound("jobs", options->jobs, 1, MOST_JOBS) ||
        !apply_limits(options))
        return FALSE;
    if (command == RECTO_COMMAND_INIT)
        return recto_cli_init_usage(options, files[0] ? files[0] : ".");
    if (!makes)
        return TRUE;
    *ret_format = recto_cli_find_format(options);
    if (*ret_format < 0 || (!named && !command_is_known(files[0])) || !inputs_are_files(files) ||
        !names_are_known(options) || !press_is_known(options) ||
        !numbers_are_sound(options, recto_cli_format(*ret_format)))
        return FALSE;
    return command == RECTO_COMMAND_CHECK ||
           (newsletter_is_sound(options, files, *ret_format) && outputs_are_sound(options, files, *ret_format));
}
