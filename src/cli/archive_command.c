/* The command archive. */
#include "cli/archive_command.h"

#include "archive/archive.h"
#include "cli/print.h"

#include <stdio.h>
#include <unistd.h>

#define DEFAULT_CATEGORY "Annual Report"

static void print_progress(const char *text, gpointer data)
{
    recto_print_error_lines(text);
}

/* Returns the options that are passed on to each build. */
static GPtrArray *build_arguments(const RectoOptions *options)
{
    GPtrArray *words = g_ptr_array_new();
    const char *const pairs[][2] = {{"--style", options->style}, {"--pdf-standard", options->standard}};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (!pairs[i][1])
            continue;
        g_ptr_array_add(words, (gpointer)pairs[i][0]);
        g_ptr_array_add(words, (gpointer)pairs[i][1]);
    }
    for (guint i = 0; options->sets && options->sets[i]; i++) {
        g_ptr_array_add(words, (gpointer) "--set");
        g_ptr_array_add(words, options->sets[i]);
    }
    for (guint i = 0; options->limits && options->limits[i]; i++) {
        g_ptr_array_add(words, (gpointer) "--limit");
        g_ptr_array_add(words, options->limits[i]);
    }
    const struct {
        gboolean given;
        const char *name;
    } switches[] = {{options->no_repair, "--no-repair"},
                    {options->no_source, "--no-source"},
                    {options->system_fonts, "--system-fonts"},
                    {options->linearize, "--linearize"}};
    for (guint i = 0; i < G_N_ELEMENTS(switches); i++)
        if (switches[i].given)
            g_ptr_array_add(words, (gpointer)switches[i].name);
    g_ptr_array_add(words, NULL);
    return words;
}

static char *own_path(void)
{
    g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);
    return path ? g_steal_pointer(&path) : g_strdup("recto");
}

static guint job_count(const RectoOptions *options)
{
    guint64 n = options->jobs ? g_ascii_strtoull(options->jobs, NULL, 10) : 0;
    return n ? (guint)MIN(n, 1000) : g_get_num_processors();
}

static gboolean run(const RectoOptions *options, const RectoArchiveOptions *archive, RectoArchiveSummary *summary,
                    GError **error)
{
    if (options->verify)
        return recto_archive_check(archive, summary, error);
    if (options->ninja)
        return recto_archive_ninja(archive, options->ninja, error);
    if (options->index)
        return recto_archive_index(archive, summary, error);
    return recto_archive_build(archive, summary, error);
}

static void print_summary(const RectoOptions *options, const RectoArchiveSummary *summary)
{
    if (options->ninja && !options->verify)
        return;
    const char *reports = summary->n_reports == 1 ? "report" : "reports";
    if (options->verify)
        recto_print("%u %s: %u verified, %u failed\n", summary->n_reports, reports, summary->n_fresh,
                    summary->n_failed);
    else
        recto_print("%u %s: %u built, %u up to date, %u failed\n", summary->n_reports, reports, summary->n_made,
                    summary->n_fresh, summary->n_failed);
}

ExitCode recto_cli_archive(const RectoOptions *options, const char *folder, RectoProgram run_program)
{
    if (!options->verify && !options->output) {
        recto_print_error("recto: missing option -o: recto archive %s -o SITE (see recto archive --help)\n", folder);
        return EXIT_USAGE;
    }
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        recto_print_error("recto: directory “%s” does not exist\n", folder);
        return EXIT_SYSTEM;
    }
    g_autoptr(GPtrArray) arguments = build_arguments(options);
    g_autofree char *program = own_path();
    RectoArchiveOptions archive = {
        .folder = folder,
        .site = options->verify ? folder : options->output,
        .category = options->all        ? NULL
                    : options->category ? options->category
                                        : DEFAULT_CATEGORY,
        .program = program,
        .run = run_program,
        .no_sandbox = options->no_sandbox,
        .arguments = (const char *const *)arguments->pdata,
        .title = options->title,
        .url = options->url,
        .jobs = job_count(options),
        .tell = print_progress,
    };
    RectoArchiveSummary summary = {0};
    g_autoptr(GError) error = NULL;
    if (!run(options, &archive, &summary, &error)) {
        recto_print_error("recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    print_summary(options, &summary);
    if (!summary.n_reports && !options->ninja && !options->verify)
        recto_print_error("recto: no document in %s has category: %s in its front matter; use --category NAME, or "
                          "--all for every document with a title\n",
                          folder, options->category ? options->category : DEFAULT_CATEGORY);
    return summary.n_failed ? EXIT_DOCUMENT : EXIT_WRITTEN;
}
