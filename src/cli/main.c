/* The command line: options in, files and messages out. The only place that prints or reads the environment. */
#include "verify.h"
#include "base/deps.h"
#include "base/files.h"
#include "cli/archive.h"
#include "cli/options.h"
#include "cli/styles.h"
#include "compile.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

typedef enum {
    EXIT_WRITTEN = 0,
    EXIT_DOCUMENT = 1,
    EXIT_USAGE = 2,
    EXIT_DENIED = 3,
    EXIT_SYSTEM = 5,
} ExitCode;

/* Pixels: sharp in a newsletter on any screen. */
#define COVER_WIDTH      1200
#define MOST_COVER_WIDTH 10000

/* Bytes: blocks below the first come from the heap, which grows by the second. */
#define HEAP_MOST (16 << 20)
#define HEAP_STEP (1 << 20)

static const struct {
    const char *name, *extension;
    RectoFormat format;
} formats[] = {
    {"pdf", "pdf", RECTO_FORMAT_PDF},       {"png", "png", RECTO_FORMAT_PNG},
    {"svg", "svg", RECTO_FORMAT_SVG},       {"document", "document", RECTO_FORMAT_DOCUMENT},
    {"pages", "pages", RECTO_FORMAT_PAGES}, {"tags", "tags", RECTO_FORMAT_TAGS},
};

/* Index in formats; −1 and a message when there is no such one. */
static int find_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (!name || g_str_equal(name, formats[i].name))
            return (int)i;
    fprintf(stderr, "recto: no format is called “%s”; there are pdf, png, svg, document, pages and tags\n", name);
    return -1;
}

static gboolean is_picture(RectoFormat format)
{
    return format == RECTO_FORMAT_PNG || format == RECTO_FORMAT_SVG;
}

static char *without_extension(const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    const char *dot = strrchr(base, '.');
    gsize cut = dot && dot != base ? strlen(dot) : 0;
    return g_strndup(path, strlen(path) - cut);
}

/* Where an output goes: -o, else beside the input; the text forms to standard output; pictures are numbered. */
static char *output_path(const RectoOptions *options, const char *input, int format, guint number)
{
    const char *extension = formats[format].extension;
    gboolean picture = is_picture(formats[format].format);
    gboolean text = !picture && formats[format].format != RECTO_FORMAT_PDF;
    if (!options->output && (g_str_equal(input, "-") || text))
        return g_strdup("-");
    if (options->output && (!picture || g_str_equal(options->output, "-")))
        return g_strdup(options->output);
    g_autofree char *stem = without_extension(options->output ? options->output : input);
    return picture ? g_strdup_printf("%s-%u.%s", stem, number, extension) : g_strdup_printf("%s.%s", stem, extension);
}

/* What went into the PDF besides its pages. */
static void list_attached(const RectoResult *result)
{
    for (guint i = 0; i < result->attached->len; i++) {
        const RectoAttached *attached = &g_array_index(result->attached, RectoAttached, i);
        fprintf(stderr, "  inside: %s, %" G_GSIZE_FORMAT " bytes, %s\n", attached->name, attached->size,
                attached->media_type);
    }
}

static gboolean is_newsletter(const RectoOptions *options)
{
    RectoVariant variant = RECTO_VARIANT_SCREEN;
    return recto_variant_find(options->variant, &variant) && variant == RECTO_VARIANT_NEWSLETTER;
}

/* What goes out with a newsletter, beside the PDF. */
static ExitCode write_companions(const RectoOptions *options, const char *input, int format, const RectoResult *result)
{
    g_autofree char *path = output_path(options, input, format, 1);
    g_autofree char *stem = without_extension(path);
    for (guint i = 0; i < result->companions->len; i++) {
        const RectoCompanion *companion = g_ptr_array_index(result->companions, i);
        g_autofree char *name = g_strconcat(stem, companion->suffix, NULL);
        g_autoptr(GError) error = NULL;
        if (!recto_file_write(name, companion->bytes, &error)) {
            fprintf(stderr, "recto: %s\n", error->message);
            return EXIT_SYSTEM;
        }
        if (options->verbose)
            fprintf(stderr, "%s: %" G_GSIZE_FORMAT " bytes\n", name, g_bytes_get_size(companion->bytes));
    }
    return EXIT_WRITTEN;
}

static ExitCode write_outputs(const RectoOptions *options, const char *input, int format, const RectoResult *result)
{
    for (guint i = 0; i < result->outputs->len; i++) {
        g_autoptr(GError) error = NULL;
        GBytes *bytes = g_ptr_array_index(result->outputs, i);
        guint number = i < result->page_numbers->len ? g_array_index(result->page_numbers, guint, i) : 0;
        g_autofree char *path = output_path(options, input, format, number);
        if (!recto_file_write(path, bytes, &error)) {
            fprintf(stderr, "recto: %s\n", error->message);
            return EXIT_SYSTEM;
        }
        if (options->verbose)
            fprintf(stderr, "%s: %u pages, %" G_GSIZE_FORMAT " bytes\n", path, result->n_pages,
                    g_bytes_get_size(bytes));
    }
    if (options->verbose) {
        fprintf(stderr, "  composed as a %s\n", result->composition);
        list_attached(result);
    }
    return EXIT_WRITTEN;
}

static void print_timings(const RectoResult *result)
{
    for (guint i = 0; i < result->timings->len; i++) {
        const RectoTiming *timing = &g_array_index(result->timings, RectoTiming, i);
        fprintf(stderr, "%-8s %8.2f ms\n", timing->stage, (double)timing->microseconds / 1000);
    }
}

static gboolean use_colour(void)
{
    const char *no_colour = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");
    return (!no_colour || !*no_colour) && isatty(STDERR_FILENO) && terminal && !g_str_equal(terminal, "dumb");
}

static ExitCode deny_all(const RectoOptions *options, RectoDiagnostics *diagnostics)
{
    for (guint i = 0; options->deny && options->deny[i]; i++) {
        if (!recto_diagnostics_deny(diagnostics, options->deny[i])) {
            fprintf(stderr, "recto: --deny: no finding is called “%s”\n", options->deny[i]);
            return EXIT_USAGE;
        }
    }
    return EXIT_WRITTEN;
}

/* "report.md: 7 pages, 2 warnings, 1 note", on standard output. */
static void print_summary(const char *input, const RectoResult *result, const RectoDiagnostics *diagnostics)
{
    static const char *const words[] = {"note", "warning", "error"};
    printf("%s: %u %s", input, result->n_pages, result->n_pages == 1 ? "page" : "pages");
    guint findings = 0;
    for (int severity = RECTO_ERROR; severity >= RECTO_NOTE; severity--) {
        guint n = recto_diagnostics_count(diagnostics, (RectoSeverity)severity);
        if (n)
            printf(", %u %s%s", n, words[severity], n == 1 ? "" : "s");
        findings += n;
    }
    puts(findings ? "" : ", nothing to mend");
}

/* What was read is told of failed runs too, so that a build tool tries again when it changes. */
static ExitCode write_deps(const RectoOptions *options, const char *input, int format, GPtrArray *read)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *target = output_path(options, input, format, 1);
    g_autofree char *text = recto_deps_format(target, read);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    if (!options->deps || recto_file_write(options->deps, bytes, &error))
        return EXIT_WRITTEN;
    fprintf(stderr, "recto: %s\n", error->message);
    return EXIT_SYSTEM;
}

static int cover_width(const RectoOptions *options)
{
    gint64 width = options->cover_width ? g_ascii_strtoll(options->cover_width, NULL, 10) : 0;
    return width > 0 && width <= MOST_COVER_WIDTH ? (int)width : COVER_WIDTH;
}

static ExitCode write_cover(const RectoOptions *options, const RectoResult *result)
{
    g_autoptr(GError) error = NULL;
    if (!result->cover || !options->cover || recto_file_write(options->cover, result->cover, &error))
        return EXIT_WRITTEN;
    fprintf(stderr, "recto: %s\n", error->message);
    return EXIT_SYSTEM;
}

/* What the files of a newsletter are called; NULL: it is none. */
static char *newsletter_stem(const RectoOptions *options, const char *input, int format)
{
    if (!is_newsletter(options))
        return NULL;
    g_autofree char *path = output_path(options, input, format, 1);
    g_autofree char *stem = without_extension(path);
    return g_path_get_basename(stem);
}

static ExitCode build_one(const RectoOptions *options, const char *input, const char *const *chapters, int format,
                          gboolean check, gboolean last)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoResult) result = NULL;
    g_autoptr(GError) error = NULL;
    if (deny_all(options, diagnostics) != EXIT_WRITTEN)
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
        .format = formats[format].format,
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
    g_autofree char *report = recto_diagnostics_print(diagnostics, options->verbose || check, use_colour());
    fputs(report, stderr);
    if (!compiled) {
        fprintf(stderr, "recto: %s\n", error->message);
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
    ExitCode code = write_cover(options, result);
    /* The PDF comes last: where it is new, all is. */
    if (code == EXIT_WRITTEN)
        code = write_companions(options, input, format, result);
    return code == EXIT_WRITTEN ? write_outputs(options, input, format, result) : code;
}

static ExitCode extract(const RectoOptions *options, const char *pdf)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) names = NULL;
    if (!recto_extract(pdf, options->folder ? options->folder : ".", &names, &error)) {
        fprintf(stderr, "recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    for (guint i = 0; names[i]; i++)
        puts(names[i]);
    return EXIT_WRITTEN;
}

static ExitCode verify(const RectoOptions *options, const char *pdf)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *report = NULL;
    RectoVerdict verdict = RECTO_VERIFIED_UNKNOWN;
    if (!recto_verify(pdf, diagnostics, &verdict, &report, &error)) {
        fprintf(stderr, "recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    if (options->verbose) {
        g_autofree char *findings = recto_diagnostics_print(diagnostics, TRUE, use_colour());
        fputs(findings, stderr);
    }
    printf("%s: %s\n", pdf, report);
    return verdict == RECTO_VERIFIED_BYTES || verdict == RECTO_VERIFIED_LAYOUT ? EXIT_WRITTEN : EXIT_DOCUMENT;
}

/* extract and verify take one PDF. */
static ExitCode run_on_pdf(const RectoOptions *options, ExitCode (*command)(const RectoOptions *, const char *),
                           char **files)
{
    if (!files[0] || files[1]) {
        fputs("recto: extract and verify take one PDF (recto --help tells more)\n", stderr);
        return EXIT_USAGE;
    }
    return command(options, files[0]);
}

/* What makes something for the press, or sheets: the names are known and go together. */
static gboolean press_is_known(const RectoOptions *options)
{
    RectoVariant variant = RECTO_VARIANT_SCREEN;
    if (!recto_variant_find(options->variant, &variant)) {
        fprintf(stderr, "recto: --variant: there is no “%s”; there are screen, print and newsletter\n",
                options->variant);
        return FALSE;
    }
    if (options->impose && !g_str_equal(options->impose, "booklet")) {
        fprintf(stderr, "recto: --impose: there is no “%s”; there is booklet\n", options->impose);
        return FALSE;
    }
    if (options->output_intent && variant != RECTO_VARIANT_PRINT) {
        fputs("recto: --output-intent goes with --variant print\n", stderr);
        return FALSE;
    }
    gboolean claims = options->standard && !g_str_equal(options->standard, "none");
    if (claims && (options->impose || variant == RECTO_VARIANT_PRINT)) {
        fputs("recto: --pdf-standard goes with neither --variant print, which is PDF/X-4 or nothing, nor --impose\n",
              stderr);
        return FALSE;
    }
    return TRUE;
}

/* A file of a newsletter that would replace what it is made from. */
static gboolean replaces_input(const RectoOptions *options, char **files, int format)
{
    static const char *const suffixes[] = {".pdf", "-cover.png", ".txt", ".html", ".eml"};
    for (guint i = 0; files[i]; i++) {
        g_autofree char *path = output_path(options, options->output ? files[0] : files[i], format, 1);
        g_autofree char *stem = without_extension(path), *input = g_canonicalize_filename(files[i], NULL);
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
    gboolean newsletter = is_newsletter(options);
    if (options->max_size && (!newsletter || !recto_size_parse(options->max_size, &size))) {
        fputs("recto: --max-size goes with --variant newsletter, and is a size like 500K, 2M or 1.5MB\n", stderr);
        return FALSE;
    }
    if (!newsletter)
        return TRUE;
    g_autofree char *path = output_path(options, files[0], format, 1);
    if (formats[format].format != RECTO_FORMAT_PDF || options->impose || g_str_equal(path, "-")) {
        fputs("recto: a newsletter is a PDF with files beside it; it goes with neither -f, --impose nor standard "
              "output\n",
              stderr);
        return FALSE;
    }
    if (replaces_input(options, files, format)) {
        fputs("recto: a file of the newsletter would replace what it is made from; name another with -o\n", stderr);
        return FALSE;
    }
    return TRUE;
}

static ExitCode check_usage(const RectoOptions *options, char **files, int format, gboolean check)
{
    if (!files[0]) {
        fputs("recto: which file? (recto --help tells more)\n", stderr);
        return EXIT_USAGE;
    }
    if (!recto_standard_is_known(options->standard)) {
        fprintf(stderr, "recto: --pdf-standard: “%s” can't be had; take of ua-1, a-3a, a-3b, a-2a, a-2b, or none\n",
                options->standard);
        return EXIT_USAGE;
    }
    if (!press_is_known(options) || (!check && !newsletter_is_sound(options, files, format)))
        return EXIT_USAGE;
    if (!recto_debug_is_known(options->debug)) {
        fprintf(stderr, "recto: --debug: “%s” can't be drawn; there are grid, boxes and spaces\n", options->debug);
        return EXIT_USAGE;
    }
    return EXIT_WRITTEN;
}

/* Interrupted: what is half written goes, and the file that it was to replace stays. */
static void end_by_signal(int number)
{
    static const char message[] = "recto: interrupted; what was not written yet is as it was\n";
    recto_file_abandon();
    G_GNUC_UNUSED ssize_t told = write(STDERR_FILENO, message, sizeof message - 1);
    _exit(EXIT_SYSTEM);
}

/* A signal that the caller wants ignored stays so. Beyond the limit of a file's size, write() is to say so. */
static void handle_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct sigaction action = {.sa_handler = end_by_signal}, old;
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
    signal(SIGXFSZ, SIG_IGN);
}

int main(int argc, char **argv)
{
    /* Names of files are bytes, and messages are UTF-8, whatever the locale says. */
    setlocale(LC_CTYPE, "C.UTF-8");
    /* Pango would choose faces for scripts by these. */
    g_unsetenv("PANGO_LANGUAGE");
    g_unsetenv("LANGUAGE");
#ifdef __GLIBC__
    /* The threads of Pango need no heaps of their own; and pages that were touched once serve again, where giving them
     * back would have each buffer's paid for anew. */
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, HEAP_MOST);
    mallopt(M_TRIM_THRESHOLD, HEAP_MOST);
    mallopt(M_TOP_PAD, HEAP_STEP);
#endif
    handle_signals();
    g_auto(RectoOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!recto_options_parse(&options, argc, argv, &error)) {
        fprintf(stderr, "recto: %s (recto --help tells more)\n", error->message);
        return EXIT_USAGE;
    }
    if (options.version) {
        puts("recto " RECTO_VERSION);
        return EXIT_WRITTEN;
    }
    if (options.help) {
        g_autofree char *help = recto_options_help();
        fputs(help, stdout);
        return EXIT_WRITTEN;
    }
    char **files = options.files;
    if (files[0] && g_str_equal(files[0], "extract"))
        return (int)run_on_pdf(&options, extract, files + 1);
    if (files[0] && g_str_equal(files[0], "verify"))
        return (int)run_on_pdf(&options, verify, files + 1);
    if (files[0] && g_str_equal(files[0], "styles"))
        return recto_cli_styles(&options, files + 1);
    if (files[0] && g_str_equal(files[0], "explain"))
        return recto_cli_explain(&options, files + 1);
    if (files[0] && g_str_equal(files[0], "fonts"))
        return recto_cli_fonts();
    if (files[0] && g_str_equal(files[0], "archive"))
        return recto_cli_archive(&options, files + 1);
    gboolean check = files[0] && g_str_equal(files[0], "check");
    if (check || (files[0] && g_str_equal(files[0], "build")))
        files++;
    int format = find_format(options.format);
    if (format < 0 || check_usage(&options, files, format, check) != EXIT_WRITTEN)
        return EXIT_USAGE;
    ExitCode worst = EXIT_WRITTEN;
    /* Several files into one output are one report. */
    if (options.output && files[1])
        return (int)build_one(&options, files[0], (const char *const *)files + 1, format, check, TRUE);
    for (guint i = 0; files[i]; i++) {
        ExitCode code = build_one(&options, files[i], NULL, format, check, !files[i + 1]);
        worst = MAX(worst, code);
    }
    return (int)worst;
}
