#include "archive/site.h"

#include "base/files.h"

#include <string.h>

/* Ninja's own escapes: in a path, and in the value of a variable that a shell reads. */
static void put_path(GString *out, const char *path)
{
    for (; *path; path++) {
        if (strchr("$ :", *path))
            g_string_append_c(out, '$');
        g_string_append_c(out, *path);
    }
}

static void put_words(GString *out, char **words)
{
    for (guint i = 0; words[i]; i++) {
        g_autofree char *quoted = g_shell_quote(words[i]);
        g_auto(GStrv) parts = g_strsplit(quoted, "$", -1);
        g_autofree char *escaped = g_strjoinv("$$", parts);
        g_string_append_printf(out, " %s", escaped);
    }
    g_string_append_c(out, '\n');
}

static void put_report(GString *out, const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    g_auto(GStrv) words = recto_archive_command(options, entry);
    g_autofree char *pdf = recto_archive_path(options, entry, NULL, ".pdf");
    g_autofree char *cover = recto_archive_path(options, entry, RECTO_ARCHIVE_COVERS, ".png");
    g_autofree char *deps = recto_archive_path(options, entry, RECTO_ARCHIVE_STATE, ".d");
    g_string_append(out, "build ");
    put_path(out, pdf);
    g_string_append(out, " | ");
    put_path(out, cover);
    g_string_append(out, ": recto ");
    put_path(out, entry->path);
    g_string_append(out, "\n  depfile = ");
    put_path(out, deps);
    g_string_append(out, "\n  name = ");
    put_path(out, entry->name);
    g_string_append(out, "\n  words =");
    put_words(out, words);
}

/* `recto archive DIR -o SITE --index` with the options that count for it. */
static char **index_command(const RectoArchiveOptions *options)
{
    GPtrArray *words = g_ptr_array_new();
    const char *const fixed[] = {options->program, "archive", "--index", "-o", options->site};
    const char *const optional[][2] = {
        {"--category", options->category}, {"--title", options->title}, {"--url", options->url}};
    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_ptr_array_add(words, g_strdup(fixed[i]));
    for (guint i = 0; i < G_N_ELEMENTS(optional); i++) {
        if (!optional[i][1])
            continue;
        g_ptr_array_add(words, g_strdup(optional[i][0]));
        g_ptr_array_add(words, g_strdup(optional[i][1]));
    }
    if (!options->category)
        g_ptr_array_add(words, g_strdup("--all"));
    for (guint i = 0; options->arguments && options->arguments[i]; i++)
        g_ptr_array_add(words, g_strdup(options->arguments[i]));
    g_ptr_array_add(words, g_strdup("--"));
    g_ptr_array_add(words, g_strdup(options->folder));
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static void put_index(GString *out, const RectoArchiveOptions *options, const GPtrArray *entries)
{
    g_auto(GStrv) words = index_command(options);
    g_autofree char *index = g_build_filename(options->site, "index.html", NULL);
    g_string_append(out, "build ");
    put_path(out, index);
    g_string_append(out, ": index");
    for (guint i = 0; i < entries->len; i++) {
        g_autofree char *pdf = recto_archive_path(options, g_ptr_array_index(entries, i), NULL, ".pdf");
        g_string_append_c(out, ' ');
        put_path(out, pdf);
    }
    g_string_append(out, "\n  words =");
    put_words(out, words);
}

gboolean recto_archive_ninja(const RectoArchiveOptions *options, const char *path, GError **error)
{
    g_autoptr(GPtrArray) entries = recto_archive_scan(options, error);
    if (!entries)
        return FALSE;
    g_autofree char *state = g_build_filename(options->site, RECTO_ARCHIVE_STATE, NULL);
    GString *out = g_string_new("# One process a report; made by recto archive --ninja.\nbuilddir = ");
    /* Ninja writes its log there: with the site's state, whatever directory it is started in. */
    put_path(out, state);
    g_string_append(out, "\nrule recto\n  command = $words\n  description = $name\n"
                         "rule index\n  command = $words\n  description = index\n  restat = 1\n");
    for (guint i = 0; i < entries->len; i++)
        put_report(out, options, g_ptr_array_index(entries, i));
    put_index(out, options, entries);
    gsize length = out->len;
    g_autoptr(GBytes) bytes = g_bytes_new_take(g_string_free(out, FALSE), length);
    return recto_file_write(path, bytes, error);
}
