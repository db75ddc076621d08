/* The command line: options in, files and messages out. Only cli/ prints. */
#include "base/files.h"
#include "base/installed_files.h"
#include "base/sandbox.h"
#include "archive/archive.h"
#include "cli/archive_command.h"
#include "cli/build.h"
#include "cli/commands.h"
#include "cli/confine.h"
#include "cli/init.h"
#include "cli/embedded_files.h"
#include "cli/library_log.h"
#include "cli/memory.h"
#include "cli/print.h"
#include "cli/styles.h"
#include "cli/usage.h"
#include "cli/watch.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Memory settings in bytes: blocks smaller than the first come from the heap, which grows by the second. */
#define HEAP_MOST (16 << 20)
#define HEAP_STEP (1 << 20)

/* Removes incomplete files after a signal; the files that they were to replace remain. */
static void end_by_signal(int number)
{
    static const char message[] = "recto: interrupted; files not yet written are unchanged\n";
    recto_archive_end();
    recto_file_abandon();
    recto_sandbox_remove_temporary();
    G_GNUC_UNUSED ssize_t told = write(STDERR_FILENO, message, sizeof message - 1);
    _exit(EXIT_SYSTEM);
}

/* Installs the signal handlers; ignored signals stay ignored. SIGXFSZ is ignored, so that write() reports the error. */
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

static int run_program(char **arguments);

/* Builds the documents. Several files with one output are one document. */
static ExitCode make(const RectoOptions *options, char **files, int format, gboolean check)
{
    ExitCode worst = EXIT_WRITTEN;
    if (options->output && files[1])
        return recto_cli_build(options, files[0], (const char *const *)files + 1, format, check, TRUE);
    for (guint i = 0; files[i]; i++) {
        ExitCode code = recto_cli_build(options, files[i], NULL, format, check, !files[i + 1]);
        worst = MAX(worst, code);
    }
    return worst;
}

static ExitCode print_completions(const char *shell)
{
    g_autofree char *text = recto_completions(shell);
    if (!text) {
        recto_print_error("recto: invalid argument “%s” (expected: bash, zsh or fish)\n", shell);
        return EXIT_USAGE;
    }
    recto_print_lines(text);
    return EXIT_WRITTEN;
}

static ExitCode print_manual(void)
{
    g_autofree char *text = recto_manual();
    recto_print_lines(text);
    return EXIT_WRITTEN;
}

static ExitCode run_command(const RectoOptions *options, RectoCommandId command, char **files, int format)
{
    switch (command) {
    case RECTO_COMMAND_WATCH:
        return recto_cli_watch(options, files, format);
    case RECTO_COMMAND_INIT:
        return recto_cli_init(options, files[0] ? files[0] : ".");
    case RECTO_COMMAND_STYLES:
        return recto_cli_styles(options, files);
    case RECTO_COMMAND_EXPLAIN:
        return recto_cli_explain(options, files[0]);
    case RECTO_COMMAND_FONTS:
        return recto_cli_fonts();
    case RECTO_COMMAND_EXTRACT:
        return recto_cli_extract(options, files[0]);
    case RECTO_COMMAND_VERIFY:
        return recto_cli_verify(options, files[0]);
    case RECTO_COMMAND_ARCHIVE:
        return recto_cli_archive(options, files[0], run_program);
    case RECTO_COMMAND_COMPLETIONS:
        return print_completions(files[0]);
    case RECTO_COMMAND_MANUAL:
        return print_manual();
    default:
        return make(options, files, format, command == RECTO_COMMAND_CHECK);
    }
}

static ExitCode run(const RectoOptions *options)
{
    char **files = options->files;
    int named = files[0] ? recto_command_find(files[0]) : -1, format = 0;
    RectoCommandId command = named < 0 ? RECTO_COMMAND_BUILD : (RectoCommandId)named;
    if (options->help) {
        g_autofree char *help = recto_command_help(named);
        recto_print_lines(help);
        return EXIT_WRITTEN;
    }
    if (named >= 0)
        files++;
    if (!recto_cli_usage(options, command, named >= 0, files, &format))
        return EXIT_USAGE;
    /* each build of watch enters a sandbox of its own, so that the next build finds new files */
    g_autoptr(GError) error = NULL;
    if (command != RECTO_COMMAND_WATCH && !recto_cli_confine(options, command, files, format, &error)) {
        recto_print_error("recto: %s\n", error->message);
        return EXIT_SYSTEM;
    }
    return run_command(options, command, files, format);
}

/* Closes standard output. Returns an error if any output of a command was lost. */
static ExitCode finish_output(ExitCode code)
{
    int number = recto_print_end();
    if (!number)
        return code;
    recto_print_error("recto: standard output can't be written: %s\n", g_strerror(number));
    return EXIT_SYSTEM;
}

static ExitCode run_arguments(int argc, char **argv)
{
    g_auto(RectoOptions) options = {0};
    g_autoptr(GError) error = NULL;
    if (!recto_options_parse(&options, argc, argv, &error)) {
        recto_print_error("recto: %s (see recto --help)\n", error->message);
        return EXIT_USAGE;
    }
    if (options.verbose)
        recto_library_log_show();
    if (options.version) {
        recto_print("recto " RECTO_VERSION "\n");
        return EXIT_WRITTEN;
    }
    return run(&options);
}

static int run_program(char **arguments)
{
    g_autoptr(GError) error = NULL;
    ExitCode code = finish_output(run_arguments((int)g_strv_length(arguments), arguments));
    if (code != EXIT_SYSTEM && !recto_installed_files_check(&error)) {
        recto_print_error("recto: %s\n", error->message);
        code = EXIT_SYSTEM;
    }
    recto_sandbox_remove_temporary();
    recto_cli_remove_empty_output();
    return (int)code;
}

int main(int argc, char **argv)
{
    recto_memory_guard();
    recto_library_log_guard();
    /* file names are bytes, and messages are UTF-8, whatever the locale is */
    setlocale(LC_CTYPE, "C.UTF-8");
    /* these variables would affect Pango's choice of fonts */
    g_unsetenv("PANGO_LANGUAGE");
    g_unsetenv("LANGUAGE");
#ifdef __GLIBC__
    /* Threads (for compressing images, and Pango's for installed fonts) need no heaps of their own. Freed pages are
     * reused; returning them to the system would make every buffer pay for new ones. */
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, HEAP_MOST);
    mallopt(M_TRIM_THRESHOLD, HEAP_MOST);
    mallopt(M_TOP_PAD, HEAP_STEP);
#endif
    handle_signals();
    return run_program(argv);
}
