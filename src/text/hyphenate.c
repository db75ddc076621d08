/* Loads hyphenation patterns and finds the breaks of a word (hyphenate.h). */
#include "text/hyphenate.h"

#include "base/files.h"
#include "base/installed_files.h"
#include "base/yaml.h"
#include "text/patterns.h"

#include <string.h>

/* No language has longer words that a pattern knows. */
#define WORD_MAX_BYTES 240

#define INSTALLED_FOLDER "/usr/share/hyphen"

/* The patterns of one language; dict NULL: there are none. */
typedef struct {
    RectoPatterns *dict;
    gboolean installed; /* not bundled */
    char *checksum;     /* SHA-256 of a bundled file, from hyphen.yaml */
    GHashTable *words;  /* word → Breaks* */
} Patterns;

typedef struct {
    guint n_chars;
    gboolean known;
    gboolean breaks[];
} Breaks;

struct RectoHyphens {
    RectoDiagnostics *diagnostics;
    GHashTable *languages; /* tag, lower case → Patterns* (borrowed) */
    GHashTable *files;     /* path → Patterns* */
    RectoYaml *manifest;
    gboolean manifest_read;
};

static void patterns_free(Patterns *patterns)
{
    recto_patterns_free(patterns->dict);
    g_hash_table_unref(patterns->words);
    g_free(patterns->checksum);
    g_free(patterns);
}

RectoHyphens *recto_hyphens_new(RectoDiagnostics *diagnostics)
{
    RectoHyphens *hyphens = g_new0(RectoHyphens, 1);
    hyphens->diagnostics = diagnostics;
    hyphens->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    hyphens->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)patterns_free);
    return hyphens;
}

void recto_hyphens_free(RectoHyphens *hyphens)
{
    if (!hyphens)
        return;
    g_hash_table_unref(hyphens->languages);
    g_hash_table_unref(hyphens->files);
    g_clear_pointer(&hyphens->manifest, recto_yaml_free);
    g_free(hyphens);
}

static void read_manifest(RectoHyphens *hyphens)
{
    if (hyphens->manifest_read)
        return;
    hyphens->manifest_read = TRUE;
    g_autofree char *path = recto_data_path("data/hyphen", "hyphen.yaml");
    g_autoptr(GBytes) bytes = recto_installed_file_read("data/hyphen", "hyphen.yaml");
    if (!bytes)
        return;
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(RectoDiagnostics) unheard = recto_diagnostics_new();
    hyphens->manifest = recto_yaml_parse(text, length, 0, 1, unheard);
    const RectoYamlNode *rows = recto_yaml_get(hyphens->manifest->root, "patterns");
    if (!rows || !rows->n_items || recto_diagnostics_count(unheard, RECTO_ERROR))
        recto_installed_file_report(path, "it is not the list of hyphenation patterns");
}

static gboolean names_language(const RectoYamlNode *node, const char *tag)
{
    if (!node)
        return FALSE;
    if (node->kind == RECTO_YAML_SCALAR)
        return g_ascii_strcasecmp(node->value, tag) == 0;
    for (guint i = 0; i < node->n_items; i++) {
        const char *text = recto_yaml_text(node->items[i]);
        if (text && g_ascii_strcasecmp(text, tag) == 0)
            return TRUE;
    }
    return FALSE;
}

static const RectoYamlNode *manifest_list(RectoHyphens *hyphens, const char *key)
{
    read_manifest(hyphens);
    return hyphens->manifest ? recto_yaml_get(hyphens->manifest->root, key) : NULL;
}

/* Row of the bundled patterns for just this tag. */
static const RectoYamlNode *find_bundled(RectoHyphens *hyphens, const char *tag)
{
    const RectoYamlNode *rows = manifest_list(hyphens, "patterns");
    for (guint i = 0; rows && i < rows->n_items; i++) {
        if (recto_yaml_text(recto_yaml_get(rows->items[i], "file")) &&
            names_language(recto_yaml_get(rows->items[i], "language"), tag))
            return rows->items[i];
    }
    return NULL;
}

/* "sr-latn-rs" → stem "sr-Latn", region "RS" or NULL. */
static char *split_tag(const char *tag, char **ret_region)
{
    g_auto(GStrv) parts = g_strsplit(tag, "-", -1);
    g_autoptr(GString) stem = g_string_new(NULL);
    *ret_region = NULL;
    for (guint i = 0; parts[i]; i++) {
        gsize length = strlen(parts[i]);
        g_autofree char *lower = g_ascii_strdown(parts[i], -1);
        if (i > 0 && length == 4)
            lower[0] = g_ascii_toupper(lower[0]);
        if (i == 0 || length == 4)
            g_string_append_printf(stem, "%s%s", i ? "-" : "", lower);
        else if (length == 2 && !*ret_region)
            *ret_region = g_ascii_strup(parts[i], -1);
    }
    return g_string_free(g_steal_pointer(&stem), FALSE);
}

/* The first in order of names that begins with `start`: patterns for another region of the same language. */
static char *find_by_start(const char *start)
{
    GDir *folder = g_dir_open(INSTALLED_FOLDER, 0, NULL);
    char *best = NULL;
    for (const char *name = folder ? g_dir_read_name(folder) : NULL; name; name = g_dir_read_name(folder)) {
        if (g_str_has_prefix(name, start) && g_str_has_suffix(name, ".dic") && (!best || strcmp(name, best) < 0)) {
            g_free(best);
            best = g_strdup(name);
        }
    }
    if (folder)
        g_dir_close(folder);
    return best;
}

/* Installed dictionaries are named as locales are: hyph_de_AT.dic. */
static char *find_installed(const char *tag)
{
    g_autofree char *region = NULL;
    g_autofree char *stem = split_tag(tag, &region);
    g_autofree char *name =
        region ? g_strdup_printf("hyph_%s_%s.dic", stem, region) : g_strdup_printf("hyph_%s.dic", stem);
    g_autofree char *path = g_build_filename(INSTALLED_FOLDER, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer(&path);
    g_autofree char *start = g_strdup_printf("hyph_%s_", stem);
    g_autofree char *other = region ? NULL : find_by_start(start);
    return other ? g_build_filename(INSTALLED_FOLDER, other, NULL) : NULL;
}

/* de-AT-1996 → de-AT → de; the whole tag before its parts. */
static gboolean shorten(char *tag)
{
    char *dash = strrchr(tag, '-');
    if (dash)
        *dash = '\0';
    return dash != NULL;
}

/* Takes over `path`, which may be NULL. */
static Patterns *load(RectoHyphens *hyphens, char *path)
{
    g_autofree char *key = path ? path : g_strdup("");
    Patterns *patterns = g_hash_table_lookup(hyphens->files, key);
    if (patterns)
        return patterns;
    patterns = g_new0(Patterns, 1);
    patterns->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (path)
        patterns->dict = recto_patterns_load(path);
    g_hash_table_insert(hyphens->files, g_steal_pointer(&key), patterns);
    return patterns;
}

/* Bundled before installed. */
static Patterns *find_patterns(RectoHyphens *hyphens, const char *lang)
{
    g_autofree char *tag = g_strdup(lang);
    const RectoYamlNode *row;
    do {
        row = find_bundled(hyphens, tag);
    } while (!row && shorten(tag));
    if (row) {
        g_autofree char *path = recto_data_path("data/hyphen", recto_yaml_text(recto_yaml_get(row, "file")));
        Patterns *patterns = load(hyphens, g_strdup(path));
        if (!patterns->dict)
            recto_installed_file_report(path, "the hyphenation patterns can't be read");
        if (!patterns->checksum)
            patterns->checksum = g_strdup(recto_yaml_text(recto_yaml_get(row, "sha256")));
        return patterns;
    }
    g_free(tag);
    tag = g_strdup(lang);
    char *path;
    do {
        path = find_installed(tag);
    } while (!path && shorten(tag));
    Patterns *patterns = load(hyphens, path);
    patterns->installed = path != NULL;
    return patterns;
}

/* Whether a list of hyphen.yaml names the language. */
static gboolean is_listed(RectoHyphens *hyphens, const char *key, const char *tag)
{
    g_autofree char *shorter = g_strdup(tag);
    const RectoYamlNode *list = manifest_list(hyphens, key);
    do {
        if (names_language(list, shorter))
            return TRUE;
    } while (shorten(shorter));
    return FALSE;
}

/* Reports the use of installed patterns, because the output then depends on the machine, and missing patterns.
 * Languages without hyphenation need no patterns. */
static void report(RectoHyphens *hyphens, const Patterns *patterns, const char *tag)
{
    g_autofree char *primary = g_strndup(tag, strcspn(tag, "-"));
    if (!hyphens->diagnostics || (!patterns->dict && is_listed(hyphens, "never", tag)))
        return;
    if (patterns->dict && patterns->installed)
        recto_diagnose(hyphens->diagnostics, RECTO_CODE_INSTALLED_PATTERNS, RECTO_NO_SPAN,
                       "“%s” is hyphenated by installed patterns, not by those of recto", tag);
    else if (!patterns->dict && is_listed(hyphens, "elsewhere", tag))
        recto_diagnose(hyphens->diagnostics, RECTO_CODE_NO_PATTERNS, RECTO_NO_SPAN,
                       "hyphenation patterns for “%s” are not installed (Debian: hyphen-%s)", tag, primary);
    else if (!patterns->dict)
        recto_diagnose(hyphens->diagnostics, RECTO_CODE_NO_PATTERNS, RECTO_NO_SPAN,
                       "recto has no hyphenation patterns for “%s”", tag);
}

static Patterns *patterns_of(RectoHyphens *hyphens, const char *lang)
{
    g_autofree char *tag = g_ascii_strdown(lang, -1);
    g_strdelimit(tag, "_", '-');
    Patterns *patterns = g_hash_table_lookup(hyphens->languages, tag);
    if (patterns)
        return patterns;
    patterns = find_patterns(hyphens, tag);
    report(hyphens, patterns, tag);
    g_hash_table_insert(hyphens->languages, g_steal_pointer(&tag), patterns);
    return patterns;
}

static char *checksum_of(const char *path)
{
    g_autoptr(GBytes) bytes = recto_file_read(path, NULL);
    return bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : g_strdup("unknown");
}

static gint by_text(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

char **recto_hyphens_used(RectoHyphens *hyphens)
{
    GPtrArray *rows = g_ptr_array_new();
    GHashTableIter iter;
    gpointer path, value;
    g_hash_table_iter_init(&iter, hyphens->files);
    while (g_hash_table_iter_next(&iter, &path, &value)) {
        Patterns *patterns = value;
        if (!patterns->dict)
            continue;
        g_autofree char *name = g_path_get_basename(path);
        if (!patterns->checksum)
            patterns->checksum = checksum_of(path);
        g_ptr_array_add(rows, g_strdup_printf("{file: %s, sha256: %s%s}", name, patterns->checksum,
                                              patterns->installed ? ", installed: yes" : ""));
    }
    g_ptr_array_sort(rows, by_text);
    g_ptr_array_add(rows, NULL);
    return (char **)g_ptr_array_free(rows, FALSE);
}

gboolean recto_hyphens_find(RectoHyphens *hyphens, const char *lang, const char *word, gsize length,
                            gboolean *ret_breaks, guint n_chars)
{
    memset(ret_breaks, 0, n_chars * sizeof *ret_breaks);
    if (length == 0 || length > WORD_MAX_BYTES)
        return FALSE;
    Patterns *patterns = patterns_of(hyphens, lang);
    if (!patterns->dict)
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
    if (g_utf8_strlen(lower, -1) != (glong)n_chars)
        return FALSE;
    Breaks *breaks = g_hash_table_lookup(patterns->words, lower);
    if (!breaks) {
        breaks = g_malloc0(sizeof(Breaks) + n_chars * sizeof(gboolean));
        breaks->n_chars = n_chars;
        breaks->known = TRUE;
        recto_patterns_apply(patterns->dict, lower, strlen(lower), breaks->breaks, n_chars);
        g_hash_table_insert(patterns->words, g_steal_pointer(&lower), breaks);
    }
    memcpy(ret_breaks, breaks->breaks, n_chars * sizeof *ret_breaks);
    return breaks->known;
}
