/* Writes the files of the archive site other than the PDFs: index.html, feed.xml, archive.json, SHA256SUMS. */
#include "archive/archive_site.h"

#include "archive/archive_state.h"
#include "base/escape.h"
#include "base/files.h"

#include <string.h>

/* Width of covers in pixels: sharp in the index on a high-density screen. */
#define INDEX_COVER_WIDTH "480"

char **recto_archive_command(const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    GPtrArray *words = g_ptr_array_new();
    g_ptr_array_add(words, g_strdup(options->program));
    g_ptr_array_add(words, g_strdup("build"));
    if (options->no_sandbox)
        g_ptr_array_add(words, g_strdup("--no-sandbox"));
    for (guint i = 0; options->arguments && options->arguments[i]; i++)
        g_ptr_array_add(words, g_strdup(options->arguments[i]));
    g_ptr_array_add(words, g_strdup("--deps"));
    g_ptr_array_add(words, recto_archive_path(options, entry, RECTO_ARCHIVE_STATE, ".d"));
    g_ptr_array_add(words, g_strdup("--cover"));
    g_ptr_array_add(words, recto_archive_path(options, entry, RECTO_ARCHIVE_COVERS, ".png"));
    g_ptr_array_add(words, g_strdup("--cover-width"));
    g_ptr_array_add(words, g_strdup(INDEX_COVER_WIDTH));
    g_ptr_array_add(words, g_strdup("-o"));
    g_ptr_array_add(words, recto_archive_path(options, entry, NULL, ".pdf"));
    g_ptr_array_add(words, g_strdup("--"));
    g_ptr_array_add(words, g_strdup(entry->path));
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

/* Leaves a file with the same content untouched, with its modification time, so that copying tools see only real
 * changes. */
static gboolean write_text(const RectoArchiveOptions *options, const char *name, char *text, GError **error)
{
    g_autofree char *path = g_build_filename(options->site, name, NULL);
    g_autoptr(GBytes) old = g_file_test(path, G_FILE_TEST_EXISTS) ? recto_file_read(path, NULL) : NULL;
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    return (old && g_bytes_equal(old, bytes)) || recto_file_write(path, bytes, error);
}

static void file_clear(gpointer data)
{
    RectoArchiveFile *file = data;
    g_free(file->file);
    g_free(file->digest);
}

static GArray *find_files(const RectoArchiveOptions *options, const GPtrArray *entries)
{
    GArray *files = g_array_new(FALSE, TRUE, sizeof(RectoArchiveFile));
    g_array_set_clear_func(files, file_clear);
    for (guint i = 0; i < entries->len; i++) {
        RectoArchiveFile file = {.entry = g_ptr_array_index(entries, i)};
        g_autofree char *path = recto_archive_path(options, file.entry, NULL, ".pdf");
        file.digest = recto_archive_digest(path, &file.size);
        if (!file.digest)
            continue;
        file.file = g_strconcat(file.entry->name, ".pdf", NULL);
        g_array_append_val(files, file);
    }
    return files;
}

gboolean recto_archive_write_site(const RectoArchiveOptions *options, const GPtrArray *entries, GError **error)
{
    g_autoptr(GArray) files = find_files(options, entries);
    return write_text(options, RECTO_ARCHIVE_SUMS, recto_archive_sums(files), error) &&
           write_text(options, "archive.json", recto_archive_json(options, files), error) &&
           write_text(options, "feed.xml", recto_archive_feed(options, files), error) &&
           write_text(options, "index.html", recto_archive_html(options, files), error);
}

/* Returns the list of digests in the format of sha256sum. */
char *recto_archive_sums(const GArray *files)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < files->len; i++) {
        const RectoArchiveFile *file = &g_array_index(files, RectoArchiveFile, i);
        g_string_append_printf(out, "%s  %s\n", file->digest, file->file);
    }
    return g_string_free(out, FALSE);
}

static void put_json(GString *out, const char *key, const char *value)
{
    g_string_append_printf(out, "\"%s\": \"", key);
    recto_escape(out, RECTO_ESCAPE_JSON, value, -1);
    g_string_append_c(out, '"');
}

char *recto_archive_json(const RectoArchiveOptions *options, const GArray *files)
{
    GString *out = g_string_new("{\n  ");
    put_json(out, "title", options->title ? options->title : RECTO_ARCHIVE_TITLE);
    g_string_append(out, ",\n  \"reports\": [");
    for (guint i = 0; i < files->len; i++) {
        const RectoArchiveFile *file = &g_array_index(files, RectoArchiveFile, i);
        const RectoArchiveEntry *entry = file->entry;
        g_autofree char *cover = g_strconcat(RECTO_ARCHIVE_COVERS "/", entry->name, ".png", NULL);
        const char *const fields[][2] = {{"title", entry->title},
                                         {"authors", entry->authors},
                                         {"date", entry->moment},
                                         {"lang", entry->lang},
                                         {"description", entry->description},
                                         {"source", entry->source},
                                         {"file", file->file},
                                         {"cover", cover},
                                         {"sha256", file->digest}};
        g_string_append(out, i ? ",\n    {" : "\n    {");
        for (guint k = 0; k < G_N_ELEMENTS(fields); k++) {
            put_json(out, fields[k][0], fields[k][1]);
            g_string_append(out, ", ");
        }
        if (entry->year)
            g_string_append_printf(out, "\"year\": %d, ", entry->year);
        g_string_append_printf(out, "\"bytes\": %" G_GSIZE_FORMAT "}", file->size);
    }
    g_string_append(out, "\n  ]\n}\n");
    return g_string_free(out, FALSE);
}
