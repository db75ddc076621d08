/* The commands extract and verify. */
#include "cli/embedded_files.h"

#include "base/child.h"
#include "base/folder.h"
#include "cli/build.h"
#include "cli/memory.h"
#include "cli/print.h"
#include "compile/extract.h"
#include "compile/verify.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

/* Limits of the child process: the embedded source is as untrusted as the PDF. No document needs more than this. */
static const RectoChildLimits typesetting = {.seconds = 600, .memory = (gsize)4 << 30};

/* ---- extract ---- */

ExitCode recto_cli_extract(const RectoOptions *options, const char *pdf)
{
    g_autoptr(GError) error = NULL;
    g_auto(RectoExtraction) extraction = {0};
    RectoExtractOptions extract = {pdf, options->folder ? options->folder : ".", options->force};
    gboolean read = recto_extract(&extract, &extraction, &error);
    for (guint i = 0; i < extraction.names->len; i++)
        recto_print("%s\n", (const char *)g_ptr_array_index(extraction.names, i));
    for (guint i = 0; i < extraction.messages->len; i++)
        recto_print_error("recto: %s\n", (const char *)g_ptr_array_index(extraction.messages, i));
    if (!read)
        recto_print_error("recto: %s\n", error->message);
    if (!read || extraction.trouble)
        return EXIT_SYSTEM;
    return extraction.messages->len ? EXIT_DOCUMENT : EXIT_WRITTEN;
}

/* ---- verify ---- */

static ExitCode code_of(RectoVerdict verdict)
{
    switch (verdict) {
    case RECTO_VERIFIED_BYTES:
    case RECTO_VERIFIED_LAYOUT:
        return EXIT_WRITTEN;
    case RECTO_VERIFIED_UNKNOWN:
        return EXIT_UNVERIFIED;
    default:
        return EXIT_DOCUMENT;
    }
}

static ExitCode verify_in(const RectoOptions *options, const char *pdf, const char *folder)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *report = NULL;
    RectoVerdict verdict = RECTO_VERIFIED_UNKNOWN;
    if (recto_cli_allow(options, diagnostics) != EXIT_WRITTEN)
        return EXIT_USAGE;
    RectoVerifyOptions verify = {pdf, folder, options->folder};
    if (!recto_verify(&verify, diagnostics, &verdict, &report, &error)) {
        recto_print_error("recto: %s\n", error ? error->message : "the PDF can't be verified");
        return EXIT_SYSTEM;
    }
    /* errors, such as those of the final check of the pages, explain the verdict */
    if (options->verbose || recto_diagnostics_count(diagnostics, RECTO_ERROR)) {
        g_autofree char *findings = recto_diagnostics_print(diagnostics, options->verbose, recto_cli_use_colour());
        recto_print_report(findings);
    }
    recto_print("%s: %s\n", pdf, report);
    return code_of(verdict);
}

/* Fills in the signals that end the program, except those that the caller ignores. Blocks them, and SIGCHLD. */
static void block_signals(sigset_t *set)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigemptyset(set);
    sigaddset(set, SIGCHLD);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(set, numbers[i]);
    }
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, set, NULL);
}

/* Waits until the child ends, or a signal ends both. Returns FALSE if it was a signal. */
static gboolean wait_for(pid_t child, const sigset_t *set, int *ret_status)
{
    int number = SIGCHLD;
    while (number == SIGCHLD) {
        if (waitpid(child, ret_status, WNOHANG) == child)
            return TRUE;
        while (sigwait(set, &number) != 0)
            continue;
    }
    kill(child, SIGKILL);
    while (waitpid(child, ret_status, 0) < 0 && errno == EINTR)
        continue;
    return FALSE;
}

static ExitCode end_of(const char *pdf, gboolean interrupted, int status)
{
    if (interrupted) {
        recto_print_error("recto: interrupted; the verification is incomplete\n");
        return EXIT_SYSTEM;
    }
    if (WIFEXITED(status))
        return (ExitCode)WEXITSTATUS(status);
    g_autofree char *end = recto_child_describe_end(status, &typesetting);
    recto_print("%s: can't be verified: typesetting its source %s\n", pdf, end);
    return EXIT_UNVERIFIED;
}

ExitCode recto_cli_verify(const RectoOptions *options, const char *pdf)
{
    g_autoptr(GError) error = NULL;
    sigset_t set;
    int status = 0;
    block_signals(&set);
    g_autofree char *folder = g_dir_make_tmp("recto-verify-XXXXXX", &error);
    pid_t child = folder ? recto_child_fork(&typesetting, NULL, &error) : -1;
    if (child == 0) {
        /* the child prints its own messages */
        recto_memory_guard();
        return verify_in(options, pdf, folder);
    }
    gboolean ended = child > 0 && wait_for(child, &set, &status);
    if (folder)
        recto_folder_remove_tree(folder);
    if (child > 0)
        return end_of(pdf, !ended, status);
    recto_print_error("recto: %s\n", error->message);
    return EXIT_SYSTEM;
}
