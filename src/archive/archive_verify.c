/* Verifies an archive: digests first, then each PDF against its embedded source. */
#include "archive/archive_jobs.h"
#include "archive/archive_site.h"
#include "archive/archive_state.h"
#include "base/escape.h"
#include "base/files.h"

#include <string.h>

typedef struct {
    const RectoArchiveOptions *options;
    GPtrArray *files; /* char *, paths */
    RectoArchiveSummary *summary;
} Check;

static char **verify_command(guint index, gpointer data)
{
    const Check *check = data;
    const char *const words[] = {check->options->program, "verify", "--", g_ptr_array_index(check->files, index), NULL};
    const char *const free_words[] = {words[0], words[1], "--no-sandbox", words[2], words[3], NULL};
    return g_strdupv((char **)(check->options->no_sandbox ? free_words : words));
}

static void verify_ended(guint index, int status, const char *printed, gpointer data)
{
    Check *check = data;
    check->options->tell(printed, check->options->data);
    if (status == 0)
        check->summary->n_fresh++;
    else
        check->summary->n_failed++;
}

static void fail(Check *check, const char *name, const char *what)
{
    g_autofree char *text = recto_escape_format(RECTO_ESCAPE_TERMINAL, "%s: %s\n", name, what);
    check->options->tell(text, check->options->data);
    check->summary->n_failed++;
}

/* Reads a line of SHA256SUMS. A file whose digest matches is added to the files to verify further. */
static void read_line(Check *check, const char *line)
{
    const char *name = strlen(line) > 66 ? line + 66 : NULL;
    if (!name || strchr(name, '/'))
        return;
    g_autofree char *path = g_build_filename(check->options->site, name, NULL);
    g_autofree char *digest = recto_archive_digest(path, NULL);
    check->summary->n_reports++;
    if (!digest)
        fail(check, path, "is listed in " RECTO_ARCHIVE_SUMS " but is not a file");
    else if (strncmp(digest, line, strlen(digest)))
        fail(check, path, "does not match its digest in " RECTO_ARCHIVE_SUMS);
    else
        g_ptr_array_add(check->files, g_steal_pointer(&path));
}

gboolean recto_archive_check(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error)
{
    *ret_summary = (RectoArchiveSummary){0};
    g_autofree char *path = g_build_filename(options->site, RECTO_ARCHIVE_SUMS, NULL);
    g_autoptr(GBytes) sums = recto_file_read_unrecorded(path, error);
    if (!sums)
        return FALSE;
    g_autofree char *text = g_strndup(g_bytes_get_data(sums, NULL), g_bytes_get_size(sums));
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Check check = {options, files, ret_summary};
    for (guint i = 0; lines[i]; i++)
        read_line(&check, lines[i]);
    recto_jobs_run(files->len, options->jobs, verify_command, options->run, verify_ended, &check);
    return TRUE;
}
