#include "text/hyphenate.h"

#include "base/files.h"
#include "base/yaml.h"

#include <hyphen.h>
#include <string.h>

/* libhyphen counts in its own buffers; no language has longer words that a pattern knows. */
#define WORD_MAX_BYTES 240

/* The patterns of one language; dict NULL: there are none. */
typedef struct {
    HyphenDict *dict;
    GHashTable *words; /* word → Breaks* */
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
    if (patterns->dict)
        hnj_hyphen_free(patterns->dict);
    g_hash_table_unref(patterns->words);
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
    g_autoptr(GBytes) bytes = path ? recto_file_read(path, NULL) : NULL;
    if (!bytes)
        return;
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(RectoDiagnostics) unheard = recto_diagnostics_new();
    hyphens->manifest = recto_yaml_parse(text, length, 0, 1, unheard);
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

/* Path of the bundled patterns for just this tag. */
static char *find_bundled(RectoHyphens *hyphens, const char *tag)
{
    read_manifest(hyphens);
    const RectoYamlNode *rows = hyphens->manifest ? recto_yaml_get(hyphens->manifest->root, "patterns") : NULL;
    for (guint i = 0; rows && i < rows->n_items; i++) {
        const char *file = recto_yaml_text(recto_yaml_get(rows->items[i], "file"));
        if (file && names_language(recto_yaml_get(rows->items[i], "language"), tag))
            return recto_data_path("data/hyphen", file);
    }
    return NULL;
}

/* Installed dictionaries are named as locales are: hyph_de_AT.dic. */
static char *find_installed(const char *tag)
{
    g_auto(GStrv) parts = g_strsplit(tag, "-", -1);
    const char *region = NULL;
    for (guint i = 1; parts[i]; i++) {
        if (strlen(parts[i]) == 2)
            region = parts[i];
    }
    g_autofree char *language = g_ascii_strdown(parts[0], -1);
    g_autofree char *upper = region ? g_ascii_strup(region, -1) : NULL;
    char *path = upper ? g_strdup_printf("/usr/share/hyphen/hyph_%s_%s.dic", language, upper)
                       : g_strdup_printf("/usr/share/hyphen/hyph_%s.dic", language);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        g_clear_pointer(&path, g_free);
    return path;
}

/* de-AT-1996 → de-AT → de; the whole tag before its parts. */
static gboolean shorten(char *tag)
{
    char *dash = strrchr(tag, '-');
    if (dash)
        *dash = '\0';
    return dash != NULL;
}

/* Bundled before installed. */
static char *find_file(RectoHyphens *hyphens, const char *lang)
{
    g_autofree char *tag = g_strdup(lang);
    char *path;
    do {
        path = find_bundled(hyphens, tag);
    } while (!path && shorten(tag));
    if (path)
        return path;
    g_free(tag);
    tag = g_strdup(lang);
    do {
        path = find_installed(tag);
    } while (!path && shorten(tag));
    return path;
}

static Patterns *load(RectoHyphens *hyphens, const char *path)
{
    Patterns *patterns = path ? g_hash_table_lookup(hyphens->files, path) : NULL;
    if (patterns)
        return patterns;
    patterns = g_new0(Patterns, 1);
    patterns->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (path)
        patterns->dict = hnj_hyphen_load(path);
    g_hash_table_insert(hyphens->files, g_strdup(path ? path : ""), patterns);
    return patterns;
}

static Patterns *patterns_of(RectoHyphens *hyphens, const char *lang)
{
    g_autofree char *tag = g_ascii_strdown(lang, -1);
    g_strdelimit(tag, "_", '-');
    Patterns *patterns = g_hash_table_lookup(hyphens->languages, tag);
    if (patterns)
        return patterns;
    g_autofree char *path = find_file(hyphens, tag);
    patterns = path ? load(hyphens, path) : g_hash_table_lookup(hyphens->files, "");
    if (!patterns)
        patterns = load(hyphens, NULL);
    if (!patterns->dict && hyphens->diagnostics)
        recto_diagnose(hyphens->diagnostics, RECTO_CODE_NO_PATTERNS, RECTO_NO_SPAN,
                       "there are no hyphenation patterns for “%s”", lang);
    g_hash_table_insert(hyphens->languages, g_steal_pointer(&tag), patterns);
    return patterns;
}

/* One character of `word` is one place of `hyphens`, in UTF-8 and in single-byte sets alike; places where the spelling
 * would change are left out. */
static void apply(HyphenDict *dict, const char *word, Breaks *breaks)
{
    g_autofree char *converted = NULL;
    if (!dict->utf8) {
        converted = g_convert(word, -1, dict->cset, "UTF-8", NULL, NULL, NULL);
        if (!converted || strlen(converted) != breaks->n_chars)
            return;
        word = converted;
    }
    gsize length = strlen(word);
    g_autofree char *hyphens = g_malloc0(length + 5);
    g_autofree char *whole = g_malloc0(length * 2 + 5);
    char **replacement = NULL;
    int *position = NULL, *cut = NULL;
    if (hnj_hyphen_hyphenate2(dict, word, (int)length, hyphens, whole, &replacement, &position, &cut) == 0) {
        breaks->known = TRUE;
        for (guint i = 0; i + 1 < breaks->n_chars; i++)
            breaks->breaks[i + 1] = (hyphens[i] & 1) && !(replacement && replacement[i]);
    }
    for (gsize i = 0; replacement && i < length; i++)
        free(replacement[i]);
    free(replacement);
    free(position);
    free(cut);
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
        apply(patterns->dict, lower, breaks);
        g_hash_table_insert(patterns->words, g_steal_pointer(&lower), breaks);
    }
    memcpy(ret_breaks, breaks->breaks, n_chars * sizeof *ret_breaks);
    return breaks->known;
}
