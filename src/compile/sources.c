/* Reads the sources of a document: one file, several, or a report.yaml. */
#include "compile/sources.h"

#include "base/files.h"
#include "base/limits.h"
#include "document/join.h"
#include "read/report_file.h"

#include <string.h>

/* Number of bytes examined, and percentage of control characters from which on a file is not text. */
#define PROBE_BYTES   4096
#define PROBE_PERCENT 10
/* Maximum number of chapters of a document. */
#define MOST_CHAPTERS 2000
/* Maximum number of bars in a line whose parsing time is negligible. */
#define FEW_BARS 1000

typedef struct {
    const RectoCompileOptions *options;
    RectoProject *project;
    const RectoReadOptions *reading;
    RectoDiagnostics *diagnostics;
    GPtrArray *sources;
    GArray *parts;    /* RectoPart, by value */
    GPtrArray *paths; /* char *: the paths of the parts */
    gsize n_bytes;    /* bytes of Markdown so far */
} SourceReader;

void recto_source_free(RectoSource *source)
{
    g_free(source->path);
    g_bytes_unref(source->bytes);
    g_free(source);
}

gboolean recto_sources_are_several(const RectoCompileOptions *options)
{
    return (options->chapters && options->chapters[0]) || recto_report_is(options->input);
}

static const char *display_name(const char *input)
{
    return g_str_equal(input, "-") ? "<stdin>" : input;
}

/* Returns TRUE if the content is text; an image or a PDF given by mistake would be typeset as noise. */
static gboolean is_text(const char *bytes, gsize length)
{
    gsize n = MIN(length, PROBE_BYTES), controls = 0;
    for (gsize i = 0; i < n; i++)
        controls += (guchar)bytes[i] < 0x20 && !strchr("\t\n\r\f", bytes[i] ? bytes[i] : 1);
    return controls * 100 <= n * PROBE_PERCENT && !(n > 4 && memcmp(bytes, "%PDF", 4) == 0);
}

/* Loads a file. It must be inside `root`, unless that is NULL because the user named the file. */
static const RectoSource *load(SourceReader *reader, const char *path, const char *root, const char *media_type,
                               GError **error)
{
    GBytes *given = g_str_equal(path, reader->options->input) ? reader->options->content : NULL;
    GBytes *bytes = given  ? g_bytes_ref(given)
                    : root ? recto_file_read_below(root, path, error)
                           : recto_file_read(path, error);
    if (!bytes)
        return NULL;
    RectoSource *source = g_new0(RectoSource, 1);
    source->path = g_strdup(path);
    source->media_type = media_type;
    source->bytes = bytes;
    g_ptr_array_add(reader->sources, source);
    return source;
}

/* Returns the first table row whose cells take too long to parse, or 0. cmark-gfm scans the cells of a row once per
 * cell, so the squares of their numbers are compared with the limit. */
static guint find_wide_row(const char *text, gsize length)
{
    guint64 most = (guint64)recto_limit(RECTO_LIMIT_BARS) * recto_limit(RECTO_LIMIT_BARS), work = 0;
    const char *end = text + length;
    guint number = 1;
    for (const char *at = text; at < end; number++) {
        const char *line_end = memchr(at, '\n', (gsize)(end - at));
        guint64 bars = 0;
        for (line_end = line_end ? line_end : end; at < line_end; at++)
            bars += *at == '|';
        work += bars > FEW_BARS ? bars * bars : 0;
        if (work > most)
            return number;
        at++;
    }
    return 0;
}

static void report_wide_row(SourceReader *reader, const char *name, const char *text, gsize length, guint line)
{
    guint32 file = recto_diagnostics_add_source(reader->diagnostics, name, text, length);
    recto_diagnose(reader->diagnostics, RECTO_CODE_TOO_LARGE, (RectoSpan){file, line, 1, 1},
                   "the table rows up to this line have more than %u bars", recto_limit(RECTO_LIMIT_BARS));
}

static RectoDocument *read_markdown(SourceReader *reader, const RectoSource *source)
{
    gsize length = 0;
    const char *text = g_bytes_get_data(source->bytes, &length), *name = display_name(source->path);
    reader->n_bytes += length;
    gboolean too_large = reader->n_bytes > recto_limit(RECTO_LIMIT_INPUT);
    guint wide = too_large ? 0 : find_wide_row(text, length);
    if (wide) {
        report_wide_row(reader, name, text, length, wide);
        return NULL;
    }
    if (!too_large && is_text(text, length))
        return recto_read(name, text, length, reader->reading, reader->diagnostics);
    guint32 file = recto_diagnostics_add_source(reader->diagnostics, name, "", 0);
    if (too_large)
        recto_diagnose(reader->diagnostics, RECTO_CODE_TOO_LARGE, (RectoSpan){file, 0, 0, 0},
                       "the document has more than %u bytes of Markdown", recto_limit(RECTO_LIMIT_INPUT));
    else
        recto_diagnose(reader->diagnostics, RECTO_CODE_NOT_TEXT, (RectoSpan){file, 0, 0, 0},
                       "the file is not a text file");
    return NULL;
}

/* Adds a file. Returns FALSE if it cannot be read; a file that is not text is skipped. */
static gboolean add_part(SourceReader *reader, const char *path, const char *root, GError **error)
{
    const RectoSource *source = load(reader, path, root, "text/markdown", error);
    if (!source)
        return FALSE;
    RectoPart part = {.document = read_markdown(reader, source), .path = g_canonicalize_filename(path, NULL)};
    g_ptr_array_add(reader->paths, (gpointer)part.path);
    if (part.document)
        g_array_append_val(reader->parts, part);
    return TRUE;
}

static RectoDocument *join(SourceReader *reader, RectoDocument *report)
{
    const RectoPart *parts = (const RectoPart *)(gpointer)reader->parts->data;
    if (!reader->parts->len) {
        recto_document_free(report);
        return NULL;
    }
    const RectoMeta *first = &parts[0].document->meta;
    gboolean titled = report->meta.title_given || (parts[0].document->root->first == NULL && first->title_given);
    recto_document_join(report, parts, reader->parts->len, first->title, reader->diagnostics);
    if (!titled)
        recto_diagnose(reader->diagnostics, RECTO_CODE_NO_REPORT_TITLE, (RectoSpan){report->root->span.file, 0, 0, 0},
                       "the report has no title; recto used that of its first chapter");
    return report;
}

/* ---- files named by the user ---- */

static RectoDocument *read_files(SourceReader *reader, const RectoCompileOptions *options, GError **error)
{
    recto_project_widen(reader->project, options->input);
    if (!add_part(reader, options->input, NULL, error))
        return NULL;
    for (guint i = 0; options->chapters[i]; i++) {
        recto_project_widen(reader->project, options->chapters[i]);
        if (!add_part(reader, options->chapters[i], NULL, error))
            return NULL;
    }
    static const char *none[] = {NULL};
    RectoDocument *report = recto_document_new();
    report->meta.authors = report->meta.categories = report->meta.tags = none;
    return join(reader, report);
}

/* ---- report.yaml ---- */

static void add_chapter(SourceReader *reader, const char *folder, const RectoYamlNode *node)
{
    const char *name = recto_yaml_text(node);
    g_autoptr(GError) error = NULL;
    gboolean here = g_str_equal(folder, ".") || g_path_is_absolute(name);
    g_autofree char *path = here ? g_strdup(name) : g_build_filename(folder, name, NULL);
    g_autofree char *real = recto_path_below(reader->project->bound, path);
    if (!real && g_file_test(path, G_FILE_TEST_EXISTS))
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER, node->span,
                       "chapter “%s” is outside the project directory", name);
    else if (!real || recto_report_is(path))
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER, node->span, "chapter “%s” is not a Markdown file",
                       name);
    else if (!add_part(reader, path, reader->project->bound, &error))
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER, node->span, "%s", error->message);
    else
        recto_project_widen(reader->project, path);
}

/* Maximum number of chapters that a pattern matches. */
#define MAX_MATCHES 2000

/* Sorts by the date at the start of a name; names without date come first. */
static int compare_names(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* Finds the files for a pattern such as `posts/2024-*.md`: files of one directory, or of matching directories. They are
 * sorted by name, and therefore by date. */
static void match_files(const char *folder, char **parts, GPtrArray *found)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; dir && names->len < MAX_MATCHES && (name = g_dir_read_name(dir));)
        if (*name != '.' && g_pattern_match_simple(parts[0], name))
            g_ptr_array_add(names, g_strdup(name));
    if (dir)
        g_dir_close(dir);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len && found->len < MAX_MATCHES; i++) {
        g_autofree char *path = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        if (parts[1] && g_file_test(path, G_FILE_TEST_IS_DIR))
            match_files(path, parts + 1, found);
        else if (!parts[1] && g_file_test(path, G_FILE_TEST_IS_REGULAR))
            g_ptr_array_add(found, g_steal_pointer(&path));
    }
}

static gboolean is_pattern(const char *name)
{
    return strpbrk(name, "*?") != NULL && !strstr(name, "..");
}

static void add_pattern(SourceReader *reader, const char *folder, const RectoYamlNode *node)
{
    const char *name = recto_yaml_text(node);
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    if (!g_path_is_absolute(name) && g_strv_length(parts) <= 8)
        match_files(folder, parts, found);
    if (!found->len)
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER, node->span, "no file matches chapter “%s”", name);
    for (guint i = 0; i < found->len; i++) {
        const char *path = g_ptr_array_index(found, i);
        g_autofree char *real = recto_path_below(reader->project->bound, path);
        g_autoptr(GError) error = NULL;
        const char *plain = g_str_has_prefix(path, "./") ? path + 2 : path;
        if (!real)
            recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER, node->span,
                           "chapter “%s” is outside the project directory", plain);
        else if (!add_part(reader, plain, reader->project->bound, &error))
            recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER, node->span, "%s", error->message);
        else
            recto_project_widen(reader->project, plain);
    }
}

static RectoDocument *read_report(SourceReader *reader, const RectoCompileOptions *options, GError **error)
{
    g_autoptr(GPtrArray) chapters = NULL;
    g_autofree char *folder = g_path_get_dirname(options->input);
    const RectoSource *source = load(reader, options->input, NULL, "application/yaml", error);
    if (!source)
        return NULL;
    gsize length = 0;
    const char *text = g_bytes_get_data(source->bytes, &length);
    RectoDocument *report =
        recto_report_read(options->input, text, length, reader->reading, reader->diagnostics, &chapters);
    for (guint i = 0; i < MIN(chapters->len, MOST_CHAPTERS); i++) {
        const RectoYamlNode *chapter = g_ptr_array_index(chapters, i);
        if (is_pattern(recto_yaml_text(chapter)))
            add_pattern(reader, folder, chapter);
        else
            add_chapter(reader, folder, chapter);
    }
    if (chapters->len > MOST_CHAPTERS)
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_CHAPTER,
                       ((const RectoYamlNode *)g_ptr_array_index(chapters, MOST_CHAPTERS))->span,
                       "the report has more than %d chapters", MOST_CHAPTERS);
    return join(reader, report);
}

/* ---- both kinds ---- */

static RectoDocument *read_several(SourceReader *reader, const RectoCompileOptions *options, GError **error)
{
    RectoDocument *report = NULL;
    reader->parts = g_array_new(FALSE, TRUE, sizeof(RectoPart));
    reader->paths = g_ptr_array_new_with_free_func(g_free);
    if (options->chapters && options->chapters[0])
        report = read_files(reader, options, error);
    else
        report = read_report(reader, options, error);
    /* a finished report owns the documents */
    for (guint i = 0; !report && i < reader->parts->len; i++)
        recto_document_free(g_array_index(reader->parts, RectoPart, i).document);
    g_array_unref(reader->parts);
    g_ptr_array_unref(reader->paths);
    return report;
}

RectoDocument *recto_sources_read(const RectoCompileOptions *options, RectoProject *project,
                                  const RectoReadOptions *reading, RectoDiagnostics *diagnostics, GPtrArray *sources,
                                  GError **error)
{
    SourceReader reader = {
        .options = options, .project = project, .reading = reading, .diagnostics = diagnostics, .sources = sources};
    if (recto_sources_are_several(options))
        return read_several(&reader, options, error);
    const RectoSource *source = load(&reader, options->input, NULL, "text/markdown", error);
    return source ? read_markdown(&reader, source) : NULL;
}
