#include "cli/build.h"

#include "base/deps.h"
#include "base/files.h"
#include "compile/compile.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Pixels: sharp in a newsletter on any screen. */
#define DEFAULT_COVER_WIDTH 1200

/* What FILE.png and FILE.svg are told by; a name such as report.pages says nothing of its form. */
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

/* What went into the PDF besides its pages. */
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

/* What goes out with a newsletter, beside the PDF. Caller frees. */
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

/* All of them, or none. The PDF comes last: where it is new, all is. */
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

/* "report.md: 7 pages, 2 warnings, 1 note", on standard output. */
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

/* What was read is told of failed runs too, so that a build tool tries again when it changes. */
static ExitCode write_deps(const RectoOptions *options, const char *input, int format, GPtrArray *read)
{
    g_autoptr(GError) error = NULL;
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

/* What the files of a newsletter are called; NULL: it is none. */
static char *newsletter_stem(const RectoOptions *options, const char *input, int format)
{
    if (!recto_cli_is_newsletter(options))
        return NULL;
    g_autofree char *path = recto_cli_output_path(options, input, format, 1);
    g_autofree char *stem = recto_cli_stem(path);
    return g_path_get_basename(stem);
}

ExitCode recto_cli_build(const RectoOptions *options, const char *input, const char *const *chapters, int format,
                         gboolean check, gboolean last)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoResult) result = NULL;
    g_autoptr(GError) error = NULL;
    if (deny_all(options, diagnostics) != EXIT_WRITTEN || recto_cli_allow(options, diagnostics) != EXIT_WRITTEN)
        return EXIT_USAGE;
    RectoVariant variant = RECTO_VARIANT_SCREEN;
    recto_variant_find(options->variant, &variant);
    g_autofree char *stem = newsletter_stem(options, input, format);
    gsize max_size = 0;
    if (options->max_size)
        recto_size_parse(options->max_size, &max_size);
    RectoCompileOptions compile = {
        .input = input,
        .chapters = chapters,
        .format = (RectoFormat)format,
        .style = options->style,
        .sets = (const char *const *)options->sets,
        .pdf_standard = options->standard,
        .no_repair = options->no_repair,
        .system_fonts = options->system_fonts,
        .no_source = options->no_source,
        .linearize = options->linearize,
        .variant = variant,
        .output_intent = options->output_intent,
        .booklet = options->impose != NULL,
        .max_size = max_size,
        .stem = stem,
        .address = stem ? options->url : NULL,
        .last = last,
        .check = check,
        .debug = options->debug,
        .site_root = options->site_root,
        .pages = options->pages,
        .cover_width = (options->cover || stem) && !check ? cover_width(options) : 0,
        .dpi = options->dpi ? (int)g_ascii_strtoll(options->dpi, NULL, 10) : 0,
        .source_date_epoch = g_getenv("SOURCE_DATE_EPOCH"),
        .producer = RECTO_PRODUCER,
    };
    g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func(g_free);
    recto_file_record(options->deps ? read : NULL);
    gboolean compiled = recto_compile(&compile, diagnostics, &result, &error);
    recto_file_record(NULL);
    if (write_deps(options, input, format, read) != EXIT_WRITTEN)
        return EXIT_SYSTEM;
    g_autofree char *report = recto_diagnostics_print(diagnostics, options->verbose || check, recto_cli_use_colour());
    recto_print_report(report);
    if (!compiled) {
        recto_print_error("recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    if (check)
        print_summary(input, result, diagnostics);
    if (options->timings)
        print_timings(result);
    if (recto_diagnostics_count(diagnostics, RECTO_ERROR))
        return EXIT_DOCUMENT;
    if (recto_diagnostics_denied(diagnostics))
        return EXIT_DENIED;
    return write_outputs(options, input, format, result);
}
