/* Finds the reports of a directory and reads the metadata that the archive's index shows. */
#include "archive/archive_entry.h"

#include "base/escape.h"
#include "base/files.h"
#include "read/project.h"
#include "read/read.h"
#include "style/strings.h"

#include <stdlib.h>
#include <string.h>

/* Maximum depth of nested directories. */
#define MAX_ARCHIVE_DEPTH 32
/* Maximum length of a title's slug in bytes, without the year before it and the file name extension. */
#define MAX_SLUG 100

static void entry_free(RectoArchiveEntry *entry)
{
    g_free(entry->source);
    g_free(entry->path);
    g_free(entry->name);
    g_free(entry->title);
    g_free(entry->authors);
    g_free(entry->description);
    g_free(entry->date);
    g_free(entry->lang);
    g_free(entry->moment);
    g_free(entry);
}

/* ---- metadata of a report ---- */

static gboolean has_category(const RectoMeta *meta, const char *category)
{
    if (!category)
        return TRUE;
    g_autofree char *wanted = g_utf8_casefold(category, -1);
    for (guint i = 0; meta->categories && meta->categories[i]; i++) {
        g_autofree char *folded = g_utf8_casefold(meta->categories[i], -1);
        if (g_str_equal(folded, wanted))
            return TRUE;
    }
    return FALSE;
}

/* Returns the year in a title, or 0 if the title has no year or several. */
static int year_in(const char *title)
{
    int year = 0;
    for (const char *at = title; *at; at++) {
        gboolean begins = g_ascii_isdigit(*at) && (at == title || !g_ascii_isdigit(at[-1]));
        if (!begins || strspn(at, "0123456789") != 4)
            continue;
        int found = atoi(at);
        if (found < 1900 || found > 2199)
            continue;
        if (year && year != found)
            return 0;
        year = found;
    }
    return year;
}

/* Returns the title in lower case, with diacritics removed and all other characters replaced by hyphens: valid in every
 * file system and URL. */
static char *slug(const char *title, int year)
{
    g_autofree char *number = g_strdup_printf("%d", year);
    g_auto(GStrv) parts = year ? g_strsplit(title, number, -1) : g_strsplit(title, "\n", -1);
    g_autofree char *rest = g_strjoinv(" ", parts);
    g_autofree char *ascii = g_str_to_ascii(rest, "C");
    GString *out = g_string_new(NULL);
    for (const char *at = ascii; *at && out->len < MAX_SLUG; at++) {
        if (g_ascii_isalnum(*at))
            g_string_append_c(out, g_ascii_tolower(*at));
        else if (out->len && out->str[out->len - 1] != '-' && *at != '\'' && *at != '?')
            g_string_append_c(out, '-');
    }
    while (out->len && out->str[out->len - 1] == '-')
        g_string_truncate(out, out->len - 1);
    if (!out->len)
        g_string_assign(out, "report");
    return g_string_free(out, FALSE);
}

static char *join_authors(const RectoMeta *meta)
{
    return meta->authors && meta->authors[0] ? g_strjoinv(", ", (char **)meta->authors) : g_strdup("");
}

static char *date_of(const RectoMeta *meta)
{
    if (!meta->date.year)
        return g_strdup(meta->date_text ? meta->date_text : "");
    g_autoptr(RectoDiagnostics) unheard = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = recto_strings_new(meta->lang, unheard, NULL);
    return strings ? recto_strings_date(strings, meta->date.year, meta->date.month, meta->date.day)
                   : g_strdup_printf("%d", meta->date.year);
}

static RectoArchiveEntry *entry_new(const RectoMeta *meta, const char *path, const char *source)
{
    RectoArchiveEntry *entry = g_new0(RectoArchiveEntry, 1);
    int year = year_in(meta->title);
    entry->path = g_strdup(path);
    entry->source = g_strdup(source);
    entry->title = g_strdup(meta->title);
    entry->authors = join_authors(meta);
    entry->description = g_strdup(meta->description ? meta->description : "");
    entry->lang = g_strdup(meta->lang);
    entry->year = year ? year : meta->date.year;
    entry->date = date_of(meta);
    entry->moment = meta->date_iso ? g_strdup(meta->date_iso)
                                   : g_strdup_printf("%04d-01-01T00:00:00Z", entry->year ? entry->year : 1970);
    g_autofree char *words = slug(meta->title, entry->year);
    entry->name = entry->year ? g_strdup_printf("%d-%s", entry->year, words) : g_steal_pointer(&words);
    return entry;
}

/* Count and first name of the directory entries that were not read. */
typedef struct {
    guint n;
    char *first;
} Skipped;

static void skip(Skipped *skipped, const char *source)
{
    if (skipped->n++ == 0)
        skipped->first = g_strdup(source);
}

static void report_skipped(const RectoArchiveOptions *options, const Skipped *skipped)
{
    if (!skipped->n)
        return;
    g_autofree char *text = recto_escape_format(RECTO_ESCAPE_TERMINAL,
                                                skipped->n == 1 ? "recto: archive: %u entry skipped: “%s”; "
                                                                : "recto: archive: %u entries skipped, first “%s”; ",
                                                skipped->n, skipped->first);
    g_autofree char *line =
        g_strconcat(text, "recto reads no pipes, devices, links to directories or links out of the project\n", NULL);
    options->tell(line, options->data);
}

/* Returns NULL if the file is not a report, or if it cannot be read from inside `root`; the latter counts as
 * skipped. */
static RectoArchiveEntry *read_entry(const RectoArchiveOptions *options, const char *root, const char *path,
                                     const char *source, Skipped *skipped)
{
    g_autoptr(GBytes) bytes = recto_file_read_below(root, path, NULL);
    if (!bytes) {
        skip(skipped, source);
        return NULL;
    }
    g_autoptr(RectoDiagnostics) unheard = recto_diagnostics_new();
    g_autoptr(RectoProject) project = recto_project_find(path, unheard);
    RectoReadOptions reading = {
        .default_lang = project->yaml ? recto_yaml_text(recto_yaml_get(project->yaml->root, "lang")) : NULL,
    };
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(RectoDocument) document = recto_read(path, text ? text : "", length, &reading, unheard);
    if (!has_category(&document->meta, options->category) || (!options->category && !document->meta.title_given))
        return NULL;
    return entry_new(&document->meta, path, source);
}

/* ---- directory ---- */

static gboolean is_markdown(const char *name)
{
    static const char *const endings[] = {".md", ".markdown", ".mdx"};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(name, endings[i]))
            return TRUE;
    return FALSE;
}

static guint depth_of(const char *path)
{
    guint depth = 0;
    for (; *path; path++)
        depth += *path == G_DIR_SEPARATOR;
    return depth;
}

/* Collects the paths of Markdown files inside `folder`, unsorted. Does not follow links to directories or enter hidden
 * directories. */
static gboolean collect(const char *folder, GPtrArray *paths, Skipped *skipped, GError **error)
{
    g_autoptr(GQueue) folders = g_queue_new();
    g_queue_push_tail(folders, g_strdup(""));
    while (!g_queue_is_empty(folders)) {
        g_autofree char *below = g_queue_pop_head(folders);
        g_autofree char *whole = g_build_filename(folder, below, NULL);
        g_autoptr(GDir) dir = g_dir_open(whole, 0, *below ? NULL : error);
        if (!dir && !*below)
            return FALSE;
        if (!dir)
            skip(skipped, below);
        const char *name;
        while (dir && (name = g_dir_read_name(dir))) {
            g_autofree char *path = *below ? g_build_filename(below, name, NULL) : g_strdup(name);
            g_autofree char *full = g_build_filename(folder, path, NULL);
            gboolean link = g_file_test(full, G_FILE_TEST_IS_SYMLINK), inner = g_file_test(full, G_FILE_TEST_IS_DIR);
            if (*name == '.' || g_str_equal(name, "node_modules"))
                continue;
            if (inner && (link || depth_of(path) >= MAX_ARCHIVE_DEPTH))
                skip(skipped, path);
            else if (inner)
                g_queue_push_tail(folders, g_steal_pointer(&path));
            else if (!inner && is_markdown(name))
                g_ptr_array_add(paths, g_steal_pointer(&path));
        }
    }
    return TRUE;
}

static int by_path(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_age(gconstpointer a, gconstpointer b)
{
    const RectoArchiveEntry *one = *(RectoArchiveEntry *const *)a, *other = *(RectoArchiveEntry *const *)b;
    if (one->year != other->year)
        return one->year > other->year ? -1 : 1;
    int moments = strcmp(other->moment, one->moment), titles = strcmp(one->title, other->title);
    return moments ? moments : titles ? titles : strcmp(one->source, other->source);
}

/* Sorts by path, so that the number added to a repeated name does not depend on the order of the directory listing. */
static void make_unique(RectoArchiveEntry *entry, GHashTable *names)
{
    g_autofree char *plain = g_strdup(entry->name);
    for (guint n = 2; !g_hash_table_add(names, g_strdup(entry->name)); n++) {
        g_free(entry->name);
        entry->name = g_strdup_printf("%s-%u", plain, n);
    }
}

GPtrArray *recto_archive_scan(const RectoArchiveOptions *options, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *inside = g_build_filename(options->folder, "x", NULL);
    g_autofree char *root = recto_project_bound(inside);
    Skipped skipped = {0};
    if (!collect(options->folder, paths, &skipped, error))
        return NULL;
    g_ptr_array_sort(paths, by_path);
    GPtrArray *entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
    for (guint i = 0; i < paths->len; i++) {
        const char *source = g_ptr_array_index(paths, i);
        g_autofree char *path = g_build_filename(options->folder, source, NULL);
        RectoArchiveEntry *entry = read_entry(options, root, path, source, &skipped);
        if (!entry)
            continue;
        make_unique(entry, names);
        g_ptr_array_add(entries, entry);
    }
    g_ptr_array_sort(entries, by_age);
    report_skipped(options, &skipped);
    g_free(skipped.first);
    return entries;
}

char *recto_archive_path(const RectoArchiveOptions *options, const RectoArchiveEntry *entry, const char *folder,
                         const char *extension)
{
    g_autofree char *file = g_strconcat(entry->name, extension, NULL);
    return folder ? g_build_filename(options->site, folder, file, NULL) : g_build_filename(options->site, file, NULL);
}
