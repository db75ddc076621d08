/* Stores a digest of a report's inputs, so that the next run can skip unchanged reports. */
#include "archive/archive_state.h"

#include "base/deps.h"
#include "base/files.h"
#include "read/project.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

char *recto_archive_digest(const char *path, gsize *ret_size)
{
    g_autoptr(GBytes) bytes = recto_file_read_unrecorded(path, NULL);
    if (!bytes)
        return NULL;
    if (ret_size)
        *ret_size = g_bytes_get_size(bytes);
    return g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
}

static void add(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

/* Returns the path of the recto.yaml that applies to the report. A new recto.yaml closer to the report changes this
 * path, although none of the recorded inputs has changed. */
static char *config_of(const RectoArchiveEntry *entry)
{
    g_autoptr(RectoDiagnostics) unheard = recto_diagnostics_new();
    g_autoptr(RectoProject) project = recto_project_find(entry->path, unheard);
    return g_strdup(project->config_path ? project->config_path : "");
}

/* Returns a digest of all inputs, or NULL if the report has no list of inputs yet. */
static char *fingerprint(const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    g_autofree char *list = recto_archive_path(options, entry, RECTO_ARCHIVE_STATE, ".d");
    g_autofree char *text = NULL, *config = config_of(entry);
    if (!recto_file_read_text(list, &text, NULL, NULL))
        return NULL;
    g_autoptr(GPtrArray) inputs = recto_deps_parse(text);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    add(sum, RECTO_VERSION);
    add(sum, entry->source);
    add(sum, config);
    for (guint i = 0; options->arguments && options->arguments[i]; i++)
        add(sum, options->arguments[i]);
    for (guint i = 0; i < inputs->len; i++) {
        const char *path = g_ptr_array_index(inputs, i);
        g_autofree char *digest = recto_archive_digest(path, NULL);
        add(sum, path);
        add(sum, digest ? digest : "absent");
    }
    return inputs->len ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

/* Returns "digest of the inputs, digest of the PDF". */
static char *state_of(const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    g_autofree char *pdf = recto_archive_path(options, entry, NULL, ".pdf");
    g_autofree char *cover = recto_archive_path(options, entry, RECTO_ARCHIVE_COVERS, ".png");
    if (!g_file_test(cover, G_FILE_TEST_IS_REGULAR))
        return NULL;
    g_autofree char *made = recto_archive_digest(pdf, NULL);
    g_autofree char *inputs = made ? fingerprint(options, entry) : NULL;
    return inputs ? g_strdup_printf("%s %s\n", inputs, made) : NULL;
}

gboolean recto_archive_is_fresh(const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    g_autofree char *path = recto_archive_path(options, entry, RECTO_ARCHIVE_STATE, ".state");
    g_autofree char *kept = NULL;
    if (!recto_file_read_text(path, &kept, NULL, NULL))
        return FALSE;
    g_autofree char *now = state_of(options, entry);
    return now && g_str_equal(now, kept);
}

gboolean recto_archive_store_state(const RectoArchiveOptions *options, const RectoArchiveEntry *entry, GError **error)
{
    g_autofree char *path = recto_archive_path(options, entry, RECTO_ARCHIVE_STATE, ".state");
    g_autofree char *now = state_of(options, entry);
    if (!now)
        return TRUE;
    g_autoptr(GBytes) bytes = g_bytes_new(now, strlen(now));
    return recto_file_write(path, bytes, error);
}

/* Returns TRUE if the process is running and is a recto process. A killed process may still be listed in /proc, but
 * without a program; the kernel may also have reused its number for another program. */
static gboolean is_at_work(gint64 process)
{
    g_autofree char *link = g_strdup_printf("/proc/%" G_GINT64_FORMAT "/exe", process);
    g_autofree char *program = g_file_read_link(link, NULL), *own = g_file_read_link("/proc/self/exe", NULL);
    return own ? g_strcmp0(program, own) == 0 : kill((pid_t)process, 0) == 0;
}

/* Returns TRUE for a temporary file ".recto-PID-N.tmp" of a process that has exited. */
static gboolean is_left_over(const char *name)
{
    if (!g_str_has_prefix(name, ".recto-") || !g_str_has_suffix(name, ".tmp"))
        return FALSE;
    gint64 process = g_ascii_strtoll(name + strlen(".recto-"), NULL, 10);
    return process > 0 && !is_at_work(process);
}

static void sweep_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (is_left_over(name))
            g_unlink(path);
    }
}

void recto_archive_sweep(const char *site)
{
    g_autofree char *covers = g_build_filename(site, RECTO_ARCHIVE_COVERS, NULL);
    g_autofree char *state = g_build_filename(site, RECTO_ARCHIVE_STATE, NULL);
    sweep_folder(site);
    sweep_folder(covers);
    sweep_folder(state);
}
