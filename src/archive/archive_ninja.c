/* Writes a Ninja file that builds an archive. */
#include "archive/archive_site.h"

#include "base/escape.h"
#include "base/files.h"

#include <string.h>

static void put_path(GString *out, const char *path)
{
    recto_escape(out, RECTO_ESCAPE_NINJA, path, -1);
}

/* Writes a path as a variable of its build line, because a path in the line itself cannot contain `|`, even escaped. */
static void put_variable(GString *out, const char *name, const char *path)
{
    g_string_append_printf(out, "\n  %s = ", name);
    put_path(out, path);
}

/* Writes a shell command as the value of a variable. */
static void put_words(GString *out, char **words)
{
    for (guint i = 0; words[i]; i++) {
        g_autofree char *quoted = g_shell_quote(words[i]);
        g_string_append_c(out, ' ');
        put_path(out, quoted);
    }
    g_string_append_c(out, '\n');
}

static void put_report(GString *out, const RectoArchiveOptions *options, const RectoArchiveEntry *entry)
{
    g_auto(GStrv) words = recto_archive_command(options, entry);
    g_autofree char *pdf = recto_archive_path(options, entry, NULL, ".pdf");
    g_autofree char *cover = recto_archive_path(options, entry, RECTO_ARCHIVE_COVERS, ".png");
    g_autofree char *deps = recto_archive_path(options, entry, RECTO_ARCHIVE_STATE, ".d");
    g_string_append(out, "build $pdf | $cover: recto $source");
    put_variable(out, "pdf", pdf);
    put_variable(out, "cover", cover);
    put_variable(out, "source", entry->path);
    put_variable(out, "depfile", deps);
    put_variable(out, "name", entry->name);
    g_string_append(out, "\n  words =");
    put_words(out, words);
}

/* Returns the command `recto archive DIR -o SITE --index` with the options that affect the index. */
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
    if (options->no_sandbox)
        g_ptr_array_add(words, g_strdup("--no-sandbox"));
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
    g_string_append(out, "build ${site}index.html: index");
    /* an entry's name holds only letters, digits and hyphens */
    for (guint i = 0; i < entries->len; i++)
        g_string_append_printf(out, " ${site}%s.pdf", ((RectoArchiveEntry *)g_ptr_array_index(entries, i))->name);
    g_string_append(out, "\n  words =");
    put_words(out, words);
}

/* Checks that the user's names contain no line break, which Ninja cannot represent. Returns FALSE with `error` set
 * otherwise; a report whose name has one is skipped, so that the others can be built. */
static gboolean names_are_lines(const RectoArchiveOptions *options, GError **error)
{
    g_auto(GStrv) words = index_command(options);
    for (guint i = 0; words[i]; i++) {
        if (recto_escape_is_line(words[i]))
            continue;
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "“%s” contains a line break, which a Ninja file cannot hold", words[i]);
        return FALSE;
    }
    return TRUE;
}

static void leave_out(const RectoArchiveOptions *options, GPtrArray *entries)
{
    for (guint i = entries->len; i-- > 0;) {
        const RectoArchiveEntry *entry = g_ptr_array_index(entries, i);
        if (recto_escape_is_line(entry->path))
            continue;
        g_autofree char *text = recto_escape_format(
            RECTO_ESCAPE_TERMINAL, "%s: omitted from the Ninja file, which cannot hold a name with a line break\n",
            entry->source);
        options->tell(text, options->data);
        g_ptr_array_remove_index(entries, i);
    }
}

gboolean recto_archive_ninja(const RectoArchiveOptions *options, const char *path, GError **error)
{
    g_autoptr(GPtrArray) entries = recto_archive_scan(options, error);
    if (!entries || !names_are_lines(options, error))
        return FALSE;
    leave_out(options, entries);
    g_autofree char *state = g_build_filename(options->site, RECTO_ARCHIVE_STATE, NULL);
    g_autofree char *site = g_build_filename(options->site, "/", NULL);
    GString *out = g_string_new("# One process a report; made by recto archive --ninja.\nbuilddir = ");
    /* Ninja writes its log into the site's state directory, whatever its working directory is. */
    put_path(out, state);
    g_string_append(out, "\nsite = ");
    put_path(out, site);
    g_string_append(out, "\nrule recto\n  command = $words\n  description = $name\n"
                         "rule index\n  command = $words\n  description = index\n  restat = 1\n");
    for (guint i = 0; i < entries->len; i++)
        put_report(out, options, g_ptr_array_index(entries, i));
    put_index(out, options, entries);
    gsize length = out->len;
    g_autoptr(GBytes) bytes = g_bytes_new_take(g_string_free(out, FALSE), length);
    return recto_file_write(path, bytes, error);
}
