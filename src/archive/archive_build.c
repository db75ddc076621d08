/* Builds the reports of an archive that are out of date, and checks those that exist. */
#include "archive/archive.h"

#include "archive/archive_jobs.h"
#include "archive/archive_site.h"
#include "archive/archive_state.h"
#include "base/escape.h"

typedef struct {
    const RectoArchiveOptions *options;
    GPtrArray *stale; /* RectoArchiveEntry *, borrowed */
    RectoArchiveSummary *summary;
    GError *error;
} Build;

static gboolean make_folders(const RectoArchiveOptions *options, GError **error)
{
    static const char *const below[] = {RECTO_ARCHIVE_COVERS, RECTO_ARCHIVE_STATE};
    for (guint i = 0; i < G_N_ELEMENTS(below); i++) {
        g_autofree char *folder = g_build_filename(options->site, below[i], NULL);
        if (g_mkdir_with_parents(folder, 0777) != 0) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: the directory can't be created", folder);
            return FALSE;
        }
    }
    return TRUE;
}

static char **build_command(guint index, gpointer data)
{
    const Build *build = data;
    return recto_archive_command(build->options, g_ptr_array_index(build->stale, index));
}

static void build_ended(guint index, int status, const char *printed, gpointer data)
{
    Build *build = data;
    const RectoArchiveEntry *entry = g_ptr_array_index(build->stale, index);
    if (*printed)
        build->options->tell(printed, build->options->data);
    if (status != 0) {
        g_autofree char *text =
            recto_escape_format(RECTO_ESCAPE_TERMINAL, "%s: not built (exit status %d)\n", entry->source, status);
        build->options->tell(text, build->options->data);
        build->summary->n_failed++;
        return;
    }
    build->summary->n_made++;
    if (!build->error)
        recto_archive_store_state(build->options, entry, &build->error);
}

static void report_name(const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    g_autofree char *text = recto_escape_format(RECTO_ESCAPE_TERMINAL, "%s: %s.pdf\n", entry->source, entry->name);
    options->tell(text, options->data);
}

void recto_archive_end(void)
{
    recto_jobs_end();
}

gboolean recto_archive_build(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error)
{
    *ret_summary = (RectoArchiveSummary){0};
    g_autoptr(GPtrArray) entries = recto_archive_scan(options, error);
    if (!entries || !make_folders(options, error))
        return FALSE;
    g_autoptr(GPtrArray) stale = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++) {
        RectoArchiveEntry *entry = g_ptr_array_index(entries, i);
        if (recto_archive_is_fresh(options, entry))
            continue;
        report_name(options, entry);
        g_ptr_array_add(stale, entry);
    }
    ret_summary->n_reports = entries->len;
    ret_summary->n_fresh = entries->len - stale->len;
    Build build = {options, stale, ret_summary, NULL};
    recto_jobs_run(stale->len, options->jobs, build_command, options->run, build_ended, &build);
    if (build.error) {
        g_propagate_error(error, build.error);
        return FALSE;
    }
    return recto_archive_write_site(options, entries, error);
}

gboolean recto_archive_index(const RectoArchiveOptions *options, RectoArchiveSummary *ret_summary, GError **error)
{
    *ret_summary = (RectoArchiveSummary){0};
    g_autoptr(GPtrArray) entries = recto_archive_scan(options, error);
    if (!entries || !make_folders(options, error))
        return FALSE;
    for (guint i = 0; i < entries->len; i++)
        if (!recto_archive_store_state(options, g_ptr_array_index(entries, i), error))
            return FALSE;
    ret_summary->n_reports = ret_summary->n_fresh = entries->len;
    return recto_archive_write_site(options, entries, error);
}
