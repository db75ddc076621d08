/* Looks up authors in the authors file of a site. */
#include "read/author_names.h"

#include "site/site_values.h"

#include <string.h>

/* Bytes of a key. */
#define MAX_AUTHOR_KEY 64

/* A key rather than a name: one word, and no path. */
static gboolean is_key(const char *author)
{
    gsize length = strlen(author);
    return length && length <= MAX_AUTHOR_KEY && !strpbrk(author, " \t\n/\\") && *author != '.' &&
           g_utf8_validate(author, -1, NULL);
}

static GHashTable *read_values(RectoWebsite *website, const char *path)
{
    GBytes *bytes = recto_website_file(website, path);
    gsize length = 0;
    const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    if (!text || length > RECTO_SITE_VALUES_MAX)
        return NULL;
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    recto_site_values_parse(path, text, length, values);
    return values;
}

/* The name in a file; `prefix`: "key." in a file of all authors, "" in one of its own. */
static char *name_in(RectoWebsite *website, const char *path, const char *prefix)
{
    static const char *const keys[] = {"name", "display_name", "fullname", "title"};
    g_autoptr(GHashTable) values = read_values(website, path);
    for (guint i = 0; values && i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *whole = g_strconcat(prefix, keys[i], NULL);
        g_autofree char *key = g_ascii_strdown(whole, -1);
        const char *name = g_hash_table_lookup(values, key);
        if (name && *name)
            return g_strdup(name);
    }
    return NULL;
}

static char *name_of(RectoWebsite *website, const char *folder, const char *author)
{
    static const char *const all[] = {"_data/authors.yml",     "_data/authors.yaml", "_data/authors.json",
                                      "data/authors.yml",      "data/authors.yaml",  "data/authors.toml",
                                      "data/authors.json",     "blog/authors.yml",   "src/data/authors.yml",
                                      "src/data/authors.json", "_data/people.yml"};
    static const char *const own[] = {"data/authors/%s.yml",  "data/authors/%s.yaml", "data/authors/%s.toml",
                                      "data/authors/%s.json", "_data/authors/%s.yml", "_data/authors/%s.yaml"};
    g_autofree char *prefix = g_strconcat(author, ".", NULL);
    g_autofree char *beside = folder ? g_build_filename(folder, "authors.yml", NULL) : NULL;
    char *name = beside ? name_in(website, beside, prefix) : NULL;
    for (guint i = 0; !name && website->folder && i < G_N_ELEMENTS(all); i++) {
        g_autofree char *path = g_build_filename(website->folder, all[i], NULL);
        name = name_in(website, path, prefix);
    }
    for (guint i = 0; !name && website->folder && i < G_N_ELEMENTS(own); i++) {
        g_auto(GStrv) parts = g_strsplit(own[i], "%s", 2);
        g_autofree char *inside = g_strconcat(parts[0], author, parts[1], NULL);
        g_autofree char *path = g_build_filename(website->folder, inside, NULL);
        name = name_in(website, path, "");
    }
    return name;
}

void recto_author_names_resolve(RectoDocument *document, RectoWebsite *website, const char *path)
{
    const char **authors = document->meta.authors;
    guint n = g_strv_length((char **)authors);
    if (!website || website->kind == RECTO_WEBSITE_NONE || !n)
        return;
    g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;
    const char **names = recto_arena_newn(document->arena, const char *, n + 1);
    for (guint i = 0; i < n; i++) {
        g_autofree char *name = is_key(authors[i]) ? name_of(website, folder, authors[i]) : NULL;
        names[i] = name ? recto_arena_strndup(document->arena, name, -1) : authors[i];
    }
    document->meta.authors = names;
}
