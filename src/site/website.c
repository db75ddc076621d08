/* Finds the site around a document and reads its configuration. */
#include "site/website.h"

#include "base/address.h"
#include "base/files.h"
#include "site/site_values.h"

#include <string.h>

static const struct {
    const char *name, *markers, *roots, *address;
} generators[] = {
    [RECTO_WEBSITE_NONE] = {"none", "", "", ""},
#define GENERATOR(id, name, markers, roots, address) [RECTO_WEBSITE_##id] = {name, markers, roots, address},
#include "site/generators.def"
#undef GENERATOR
};

/* ---- names ---- */

static char *marker_in(const char *folder, RectoWebsiteKind kind)
{
    g_auto(GStrv) markers = g_strsplit(generators[kind].markers, " ", -1);
    for (guint i = 0; markers[i]; i++) {
        g_autofree char *path = g_build_filename(folder, markers[i], NULL);
        if (*markers[i] && g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
    }
    return NULL;
}

static gboolean has_directory(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_IS_DIR);
}

/* Other programs have a config.toml or a config.md, too: a site's is beside its content. */
static gboolean is_site(const char *folder, RectoWebsiteKind kind)
{
    return kind == RECTO_WEBSITE_CONFIG     ? has_directory(folder, "content")
           : kind == RECTO_WEBSITE_FRANKLIN ? has_directory(folder, "_assets") || has_directory(folder, "_layout")
                                            : TRUE;
}

static char *locate_in(const char *folder, RectoWebsiteKind *ret_kind)
{
    for (guint kind = 1; kind < G_N_ELEMENTS(generators); kind++) {
        char *found = is_site(folder, kind) ? marker_in(folder, kind) : NULL;
        if (!found)
            continue;
        *ret_kind = kind;
        return found;
    }
    return NULL;
}

char *recto_website_locate(const char *start, const char *bound, RectoWebsiteKind *ret_kind, char **ret_folder)
{
    g_autofree char *folder = g_strdup(start);
    *ret_kind = RECTO_WEBSITE_NONE;
    *ret_folder = NULL;
    for (;;) {
        char *found = locate_in(folder, ret_kind);
        if (found) {
            *ret_folder = g_steal_pointer(&folder);
            return found;
        }
        char *above = g_path_get_dirname(folder);
        gboolean top = g_str_equal(folder, bound) || g_str_equal(above, folder);
        g_free(folder);
        folder = above;
        if (top)
            return NULL;
    }
}

/* ---- reading ---- */

static void free_file(gpointer data)
{
    RectoWebsiteFile *file = data;
    g_free(file->path);
    g_bytes_unref(file->bytes);
    g_free(file);
}

GBytes *recto_website_file(RectoWebsite *website, const char *path)
{
    for (guint i = 0; i < website->files->len; i++) {
        const RectoWebsiteFile *file = g_ptr_array_index(website->files, i);
        if (g_str_equal(file->path, path))
            return file->bytes;
    }
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return NULL;
    GBytes *bytes = recto_file_read_below(website->bound, path, NULL);
    if (!bytes)
        return NULL;
    RectoWebsiteFile *file = g_new0(RectoWebsiteFile, 1);
    file->path = g_strdup(path);
    file->bytes = bytes;
    g_ptr_array_add(website->files, file);
    return bytes;
}

static void read_values(RectoWebsite *website, const char *path)
{
    GBytes *bytes = recto_website_file(website, path);
    gsize length = 0;
    const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    if (text && length <= RECTO_SITE_VALUES_MAX)
        recto_site_values_parse(path, text, length, website->values);
}

/* The host that GitHub publishes the site at; caller frees. */
static char *find_cname(RectoWebsite *website)
{
    static const char *const names[] = {"CNAME", "static/CNAME", "public/CNAME", "docs/CNAME"};
    for (guint i = 0; website->folder && i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(website->folder, names[i], NULL);
        GBytes *bytes = recto_website_file(website, path);
        gsize length = 0;
        const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
        g_autofree char *host = text && length < 300 ? g_strndup(text, length) : NULL;
        char *address = host ? recto_address_complete(g_strstrip(host)) : NULL;
        if (recto_address_is_web(address))
            return g_strconcat(address, "/", NULL);
        g_free(address);
    }
    return NULL;
}

/* The address in package.json, where it is not that of the source code. */
static char *find_homepage(RectoWebsite *website)
{
    static const char *const hosts[] = {"github.com", "gitlab.com", "codeberg.org", "npmjs.com", "bitbucket.org"};
    g_autofree char *path = g_build_filename(website->folder ? website->folder : "/", "package.json", NULL);
    g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GBytes *bytes = website->folder ? recto_website_file(website, path) : NULL;
    gsize length = 0;
    const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    if (!text || length > RECTO_SITE_VALUES_MAX)
        return NULL;
    recto_site_values_parse(path, text, length, values);
    const char *home = g_hash_table_lookup(values, "homepage");
    for (guint i = 0; home && i < G_N_ELEMENTS(hosts); i++)
        if (strstr(home, hosts[i]))
            return NULL;
    return home && recto_address_is_web(home) ? g_strconcat(home, g_str_has_suffix(home, "/") ? "" : "/", NULL) : NULL;
}

/* Where Eleventy's sites keep what others have in their configuration. */
static void read_data(RectoWebsite *website)
{
    static const char *const names[] = {"_data/metadata.json", "_data/site.json", "src/_data/metadata.json",
                                        "src/_data/site.json", "_data/meta.json", "src/_data/meta.json"};
    for (guint i = 0; website->kind == RECTO_WEBSITE_ELEVENTY && i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(website->folder, names[i], NULL);
        read_values(website, path);
    }
}

/* Docusaurus puts its pages below baseUrl; Jekyll, below baseurl. */
static char *find_address(const RectoWebsite *website)
{
    const char *given = recto_website_value(website, generators[website->kind].address);
    const char *below = recto_website_value(website, "baseurl");
    g_autofree char *address = given ? recto_address_action(given, NULL) : NULL;
    if (!recto_address_is_web(address)) {
        address = below ? (g_free(address), recto_address_action(below, NULL)) : address;
        below = NULL;
    }
    if (!recto_address_is_web(address))
        return NULL;
    if (below && recto_address_judge(below) != RECTO_ADDRESS_RELATIVE)
        below = NULL;
    g_autofree char *path = g_strdup(below ? below + strspn(below, "/") : "");
    gsize length = strcspn(address, "?#");
    address[length] = '\0';
    gboolean repeats = *path && g_str_has_suffix(address, path);
    return g_strconcat(address, g_str_has_suffix(address, "/") ? "" : "/", repeats ? "" : path,
                       *path && !repeats && !g_str_has_suffix(path, "/") ? "/" : "", NULL);
}

static char **find_roots(const RectoWebsite *website, const char *start)
{
    GPtrArray *roots = g_ptr_array_new();
    g_auto(GStrv) names = g_strsplit(generators[website->kind].roots, " ", -1);
    const char *docs = website->kind == RECTO_WEBSITE_MKDOCS ? recto_website_value(website, "docs_dir") : NULL;
    if (docs && recto_address_judge(docs) == RECTO_ADDRESS_RELATIVE)
        g_ptr_array_add(roots, g_canonicalize_filename(docs, website->folder));
    for (guint i = 0; website->folder && names[i]; i++)
        g_ptr_array_add(roots, g_canonicalize_filename(names[i], website->folder));
    /* Hugo may have a directory of content for each language. */
    const char *inside = recto_website_inside(website, start);
    if (website->kind == RECTO_WEBSITE_HUGO && inside && g_str_has_prefix(inside, "content/")) {
        gsize length = strcspn(inside + 8, "/");
        g_autofree char *lang = g_strndup(inside, 8 + length);
        g_ptr_array_add(roots, g_build_filename(website->folder, lang, NULL));
    }
    g_ptr_array_add(roots, NULL);
    return (char **)g_ptr_array_free(roots, FALSE);
}

/* Hugo, Zola or neither: the key for the address tells them apart. */
static RectoWebsiteKind find_kind(const RectoWebsite *website)
{
    if (website->kind != RECTO_WEBSITE_CONFIG)
        return website->kind;
    if (recto_website_value(website, "base_url"))
        return RECTO_WEBSITE_ZOLA;
    return recto_website_value(website, "baseurl languagecode theme") ? RECTO_WEBSITE_HUGO : RECTO_WEBSITE_NONE;
}

RectoWebsite *recto_website_new(const char *start, const char *bound)
{
    RectoWebsite *website = g_new0(RectoWebsite, 1);
    website->bound = g_strdup(bound);
    website->files = g_ptr_array_new_with_free_func(free_file);
    website->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    website->config = recto_website_locate(start, bound, &website->kind, &website->folder);
    if (website->config && website->kind != RECTO_WEBSITE_ELEVENTY)
        read_values(website, website->config);
    website->kind = find_kind(website);
    read_data(website);
    website->address = find_address(website);
    website->address = website->address ? website->address : find_cname(website);
    website->address = website->address ? website->address : find_homepage(website);
    website->roots = find_roots(website, start);
    return website;
}

void recto_website_set_address(RectoWebsite *website, const char *address)
{
    g_autofree char *whole = address ? recto_address_action(address, NULL) : NULL;
    if (!recto_address_is_web(whole))
        return;
    g_free(website->address);
    website->address = g_strconcat(whole, g_str_has_suffix(whole, "/") ? "" : "/", NULL);
}

void recto_website_free(RectoWebsite *website)
{
    if (!website)
        return;
    g_free(website->folder);
    g_free(website->config);
    g_free(website->bound);
    g_free(website->address);
    g_strfreev(website->roots);
    g_ptr_array_unref(website->files);
    g_hash_table_unref(website->values);
    g_free(website);
}

/* ---- asking ---- */

const char *recto_website_name(const RectoWebsite *website)
{
    return generators[website->kind].name;
}

char *recto_website_describe(const RectoWebsite *website)
{
    if (website->kind == RECTO_WEBSITE_NONE)
        return NULL;
    g_autofree char *config = g_path_get_basename(website->config);
    const char *lang = recto_website_lang(website);
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s (%s), %s", recto_website_name(website), config,
                           website->address ? website->address : "address unknown");
    if (lang)
        g_string_append_printf(out, ", language %s", lang);
    for (guint i = 0; website->roots[i]; i++) {
        const char *inside = recto_website_inside(website, website->roots[i]);
        g_string_append_printf(out, "%s%s", i ? ", " : ", images in ", inside ? inside : ".");
    }
    return g_string_free(out, FALSE);
}

const char *recto_website_value(const RectoWebsite *website, const char *keys)
{
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    for (guint i = 0; names[i]; i++) {
        g_autofree char *key = g_ascii_strdown(names[i], -1);
        const char *value = g_hash_table_lookup(website->values, key);
        if (value && *value)
            return value;
    }
    return NULL;
}

const char *recto_website_lang(const RectoWebsite *website)
{
    return recto_website_value(website, "lang language languagecode locale defaultcontentlanguage default_language "
                                        "defaultlocale i18n.defaultlocale theme.language");
}

const char *recto_website_title(const RectoWebsite *website)
{
    return recto_website_value(website, "title site_name name sitemetadata.title");
}

const char *recto_website_inside(const RectoWebsite *website, const char *path)
{
    gsize length = website->folder ? strlen(website->folder) : 0;
    if (!length || strncmp(path, website->folder, length) != 0 || path[length] != '/')
        return NULL;
    return path + length + 1;
}
