/* Builds one document: options, compile, output files and messages. */
#include "cli/build.h"

#include "api/api_private.h"
#include "base/deps.h"
#include "base/files.h"
#include "compile/compile.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Width in pixels: sharp in a newsletter on any screen. */
#define DEFAULT_COVER_WIDTH 1200

/* Returns TRUE if `path` has the extension of `format`. A name such as report.pages is ambiguous and does not count. */
static gboolean has_extension(const char *path, int format)
{
    const char *dot = strrchr(path, '.');
    return dot && g_ascii_strcasecmp(dot + 1, recto_format_name((RectoFormat)format)) == 0;
}

int recto_cli_find_format(const RectoOptions *options)
{
    for (int i = 0; i < RECTO_FORMAT_MAX; i++) {
        if (options->format
                ? g_str_equal(options->format, recto_format_name((RectoFormat)i))
                : options->output && recto_format_is_image((RectoFormat)i) && has_extension(options->output, i))
            return i;
    }
    if (!options->format)
        return 0;
    recto_print_error("recto: invalid value “%s” for --format (expected: pdf, png, svg, document, pages or tags)\n",
                      options->format);
    return -1;
}

RectoFormat recto_cli_format(int format)
{
    return (RectoFormat)format;
}

char *recto_cli_stem(const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    const char *dot = strrchr(base, '.');
    gsize cut = dot && dot != base ? strlen(dot) : 0;
    return g_strndup(path, strlen(path) - cut);
}

char *recto_cli_output_path(const RectoOptions *options, const char *input, int format, guint number)
{
    const char *extension = recto_format_name((RectoFormat)format);
    gboolean picture = recto_format_is_image((RectoFormat)format);
    gboolean text = recto_format_is_dump((RectoFormat)format);
    if (!options->output && (g_str_equal(input, "-") || text))
        return g_strdup("-");
    if (options->output && (!picture || g_str_equal(options->output, "-")))
        return g_strdup(options->output);
    g_autofree char *stem = recto_cli_stem(options->output ? options->output : input);
    return picture ? g_strdup_printf("%s-%u.%s", stem, number, extension) : g_strdup_printf("%s.%s", stem, extension);
}

/* Lists the files attached to the PDF. */
static void list_attached(const RectoResult *result)
{
    for (guint i = 0; i < result->attached->len; i++) {
        const RectoAttached *attached = &g_array_index(result->attached, RectoAttached, i);
        recto_print_error("  inside: %s, %" G_GSIZE_FORMAT " bytes, %s\n", attached->name, attached->size,
                          attached->media_type);
    }
}

gboolean recto_cli_is_newsletter(const RectoOptions *options)
{
    RectoVariant variant = RECTO_VARIANT_SCREEN;
    return recto_variant_find(options->variant, &variant) && variant == RECTO_VARIANT_NEWSLETTER;
}

/* Returns the path of a file that accompanies a newsletter's PDF. Caller frees. */
static char *companion_path(const RectoOptions *options, const char *input, int format, const RectoCompanion *companion)
{
    g_autofree char *path = recto_cli_output_path(options, input, format, 1);
    g_autofree char *stem = recto_cli_stem(path);
    return g_strconcat(stem, companion->suffix, NULL);
}

static char *numbered_path(const RectoOptions *options, const char *input, int format, const RectoResult *result,
                           guint i)
{
    guint number = i < result->page_numbers->len ? g_array_index(result->page_numbers, guint, i) : 0;
    return recto_cli_output_path(options, input, format, number);
}

/* Writes all files, or none. The PDF comes last: if it is new, all files are. */
static gboolean write_set(const RectoOptions *options, const char *input, int format, const RectoResult *result,
                          GError **error)
{
    g_autoptr(RectoFileSet) set = recto_file_set_new();
    if (result->cover && options->cover && !recto_file_set_add(set, options->cover, result->cover, error))
        return FALSE;
    for (guint i = 0; i < result->companions->len; i++) {
        const RectoCompanion *companion = g_ptr_array_index(result->companions, i);
        g_autofree char *path = companion_path(options, input, format, companion);
        if (!recto_file_set_add(set, path, companion->bytes, error))
            return FALSE;
    }
    for (guint i = 0; i < result->outputs->len; i++) {
        g_autofree char *path = numbered_path(options, input, format, result, i);
        if (!recto_file_set_add(set, path, g_ptr_array_index(result->outputs, i), error))
            return FALSE;
    }
    return recto_file_set_commit(set, error);
}

static void list_written(const RectoOptions *options, const char *input, int format, const RectoResult *result)
{
    for (guint i = 0; i < result->companions->len; i++) {
        const RectoCompanion *companion = g_ptr_array_index(result->companions, i);
        g_autofree char *path = companion_path(options, input, format, companion);
        recto_print_error("%s: %" G_GSIZE_FORMAT " bytes\n", path, g_bytes_get_size(companion->bytes));
    }
    for (guint i = 0; i < result->outputs->len; i++) {
        g_autofree char *path = numbered_path(options, input, format, result, i);
        recto_print_error("%s: %u pages, %" G_GSIZE_FORMAT " bytes\n", path, result->n_pages,
                          g_bytes_get_size(g_ptr_array_index(result->outputs, i)));
    }
    recto_print_error("  document class %s\n", result->composition);
    if (result->website)
        recto_print_error("  web site %s\n", result->website);
    list_attached(result);
}

static ExitCode write_outputs(const RectoOptions *options, const char *input, int format, const RectoResult *result)
{
    g_autoptr(GError) error = NULL;
    if (!result->outputs->len && options->pages) {
        recto_print_error("recto: invalid value “%s” for --pages: %s has only %u %s\n", options->pages, input,
                          result->n_pages, result->n_pages == 1 ? "page" : "pages");
        return EXIT_USAGE;
    }
    if (!write_set(options, input, format, result, &error)) {
        recto_print_error("recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    if (options->verbose)
        list_written(options, input, format, result);
    return EXIT_WRITTEN;
}

static void print_timings(const RectoResult *result)
{
    for (guint i = 0; i < result->timings->len; i++) {
        const RectoTiming *timing = &g_array_index(result->timings, RectoTiming, i);
        recto_print_error("%-8s %8.2f ms\n", timing->stage, (double)timing->microseconds / 1000);
    }
}

gboolean recto_cli_use_colour(void)
{
    const char *no_colour = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");
    return (!no_colour || !*no_colour) && isatty(STDERR_FILENO) && terminal && !g_str_equal(terminal, "dumb");
}

static ExitCode deny_all(const RectoOptions *options, RectoDiagnostics *diagnostics)
{
    for (guint i = 0; options->deny && options->deny[i]; i++) {
        if (!recto_diagnostics_deny(diagnostics, options->deny[i])) {
            recto_print_error("recto: invalid value “%s” for --deny (expected: warnings or the code of a diagnostic)\n",
                              options->deny[i]);
            return EXIT_USAGE;
        }
    }
    return EXIT_WRITTEN;
}

ExitCode recto_cli_allow(const RectoOptions *options, RectoDiagnostics *diagnostics)
{
    for (guint i = 0; options->allow && options->allow[i]; i++) {
        if (recto_diagnostics_allow(diagnostics, options->allow[i]))
            continue;
        g_autoptr(GString) known = g_string_new(NULL);
        for (int code = 0; code < RECTO_CODE_MAX; code++)
            if (recto_code_is_allowable((RectoCode)code))
                g_string_append_printf(known, "%s%s", known->len ? ", " : "", recto_code_name((RectoCode)code));
        recto_print_error("recto: invalid value “%s” for --allow (expected: %s)\n", options->allow[i], known->str);
        return EXIT_USAGE;
    }
    return EXIT_WRITTEN;
}

/* Prints "report.md: 7 pages, 2 warnings, 1 note" to standard output. */
static void print_summary(const char *input, const RectoResult *result, const RectoDiagnostics *diagnostics)
{
    static const char *const words[] = {"note", "warning", "error"};
    recto_print("%s: %u %s", input, result->n_pages, result->n_pages == 1 ? "page" : "pages");
    guint findings = 0;
    for (int severity = RECTO_ERROR; severity >= RECTO_NOTE; severity--) {
        guint n = recto_diagnostics_count(diagnostics, (RectoSeverity)severity);
        if (n)
            recto_print(", %u %s%s", n, words[severity], n == 1 ? "" : "s");
        findings += n;
    }
    recto_print("%s\n", findings ? "" : ", no problems found");
}

/* Writes the list of inputs, also after errors, so that a build tool runs again when an input changes. */
static ExitCode write_deps(const RectoOptions *options, const char *input, int format, const recto_result *result)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) read = g_ptr_array_new();
    for (gsize i = 0; i < recto_result_input_count(result); i++)
        g_ptr_array_add(read, (gpointer)recto_result_input(result, i));
    g_autofree char *target = recto_cli_output_path(options, input, format, 1);
    g_autofree char *text = recto_deps_format(target, read);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    if (!options->deps || recto_file_write(options->deps, bytes, &error))
        return EXIT_WRITTEN;
    recto_print_error("recto: %s\n", error->message);
    return EXIT_SYSTEM;
}

static int cover_width(const RectoOptions *options)
{
    gint64 width = options->cover_width ? g_ascii_strtoll(options->cover_width, NULL, 10) : 0;
    return width > 0 && width <= RECTO_CLI_MAX_COVER_WIDTH ? (int)width : DEFAULT_COVER_WIDTH;
}

/* Returns the base name of a newsletter's files, or NULL if the output is not a newsletter. Caller frees. */
static char *newsletter_stem(const RectoOptions *options, const char *input, int format)
{
    if (!recto_cli_is_newsletter(options))
        return NULL;
    g_autofree char *path = recto_cli_output_path(options, input, format, 1);
    g_autofree char *stem = recto_cli_stem(path);
    return g_path_get_basename(stem);
}

/* Keeps the last result reachable, so that LeakSanitizer reports no leak. Freeing it would take a tenth of the time of
 * a short document. */
static recto_result *volatile unfreed;

typedef struct {
    const char *name, *value;
} NamedValue;

static void set_all(recto_options *compile, const char *name, const char *const *values)
{
    for (guint i = 0; values && values[i]; i++)
        recto_options_set(compile, name, values[i]);
}

static void set_switches(recto_options *compile, const RectoOptions *options, gboolean check)
{
    const struct {
        const char *name;
        gboolean on;
    } switches[] = {{"no-repair", options->no_repair},
                    {"system-fonts", options->system_fonts},
                    {"no-source", options->no_source},
                    {"linearize", options->linearize},
                    {"check", check}};
    for (guint i = 0; i < G_N_ELEMENTS(switches); i++)
        if (switches[i].on)
            recto_options_set(compile, switches[i].name, NULL);
}

/* Converts the options of the command line, which recto_cli_usage() has checked, to options of the library. */
static recto_options *compile_options(const RectoOptions *options, const char *stem, int format, gboolean check)
{
    recto_options *compile = recto_options_new();
    const NamedValue values[] = {
        {"format", recto_format_name((RectoFormat)format)},
        {"variant", options->variant},
        {"style", options->style},
        {"pdf-standard", options->standard},
        {"output-intent", options->output_intent},
        {"impose", options->impose},
        {"max-size", options->max_size},
        {"stem", stem},
        {"url", stem ? options->url : NULL},
        {"debug", options->debug},
        {"site-root", options->site_root},
        {"pages", options->pages},
        {"dpi", options->dpi},
        {"source-date-epoch", g_getenv("SOURCE_DATE_EPOCH")},
    };
    for (guint i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i].value)
            recto_options_set(compile, values[i].name, values[i].value);
    if ((options->cover || stem) && !check) {
        g_autofree char *width = g_strdup_printf("%d", cover_width(options));
        recto_options_set(compile, "cover-width", width);
    }
    set_switches(compile, options, check);
    set_all(compile, "set", (const char *const *)options->sets);
    set_all(compile, "deny", (const char *const *)options->deny);
    set_all(compile, "allow", (const char *const *)options->allow);
    return compile;
}

static ExitCode report(const RectoOptions *options, const char *input, int format, gboolean check,
                       const recto_result *compiled)
{
    const RectoDiagnostics *diagnostics = recto_result_diagnostics(compiled);
    const RectoResult *result = recto_result_compiled(compiled);
    if (write_deps(options, input, format, compiled) != EXIT_WRITTEN)
        return EXIT_SYSTEM;
    g_autofree char *text = recto_diagnostics_print(diagnostics, options->verbose || check, recto_cli_use_colour());
    recto_print_report(text);
    if (!result) {
        recto_print_error("recto: %s\n", recto_result_message(compiled));
        return EXIT_SYSTEM;
    }
    if (check)
        print_summary(input, result, diagnostics);
    if (options->timings)
        print_timings(result);
    recto_status status = recto_result_status(compiled);
    return status == RECTO_STATUS_OK ? write_outputs(options, input, format, result) : (ExitCode)status;
}

ExitCode recto_cli_build(const RectoOptions *options, const char *input, const char *const *chapters, int format,
                         gboolean check, gboolean last)
{
    g_autoptr(RectoDiagnostics) unused = recto_diagnostics_new();
    if (deny_all(options, unused) != EXIT_WRITTEN || recto_cli_allow(options, unused) != EXIT_WRITTEN)
        return EXIT_USAGE;
    g_autofree char *stem = newsletter_stem(options, input, format);
    recto_options *compile = compile_options(options, stem, format, check);
    set_all(compile, "chapter", chapters);
    if (last)
        recto_options_retain(compile);
    recto_result *result = recto_compile_file(compile, input);
    recto_options_free(compile);
    ExitCode code = report(options, input, format, check, result);
    if (last)
        unfreed = result;
    else
        recto_result_free(result);
    return code;
}
