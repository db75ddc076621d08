/* Finds the files of images by their paths and URLs. */
#include "base/image_lookup.h"

#include "base/files.h"

#include <stdlib.h>
#include <string.h>

/* Maximum length of a data: URL. */
#define MOST_DATA (64u << 20)
/* Directory inside the project that represents a site root outside it. */
#define OUTER_NAME "static"

static char *folder_of(const char *document)
{
    g_autofree char *folder = g_str_equal(document, "-") ? g_strdup(".") : g_path_get_dirname(document);
    return g_canonicalize_filename(folder, NULL);
}

RectoImageLookup *recto_image_lookup_new(const char *document, const char *root, const char *site_root)
{
    RectoImageLookup *site = g_new0(RectoImageLookup, 1);
    site->folder = folder_of(document);
    site->root = g_canonicalize_filename(root, NULL);
    site->site_root = site_root ? g_canonicalize_filename(site_root, NULL) : NULL;
    return site;
}

void recto_image_lookup_free(RectoImageLookup *site)
{
    if (!site)
        return;
    g_free(site->folder);
    g_free(site->root);
    g_free(site->site_root);
    g_strfreev(site->roots);
    g_free(site->address);
    g_free(site);
}

void recto_site_set_roots(RectoImageLookup *site, const char *const *roots, const char *address)
{
    g_strfreev(site->roots);
    g_free(site->address);
    site->roots = g_strdupv((char **)roots);
    site->address = g_strdup(address);
}

static gboolean is_below(const char *path, const char *folder)
{
    gsize length = strlen(folder);
    if (length && folder[length - 1] == '/')
        return g_str_has_prefix(path, folder);
    return g_str_has_prefix(path, folder) && path[length] == '/';
}

static gboolean is_really_below(const char *path, const char *folder)
{
    char *real_path = realpath(path, NULL), *real_folder = realpath(folder, NULL);
    gboolean below = real_path && real_folder && is_below(real_path, real_folder);
    free(real_path);
    free(real_folder);
    return below;
}

/* Looks for one file under one name. */
static RectoImageLookupResult try_path(const RectoImageLookup *site, const char *path)
{
    gboolean own = is_below(path, site->root);
    gboolean outer = site->site_root && is_below(path, site->site_root);
    if (!own && !outer)
        return RECTO_SITE_FORBIDDEN;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return RECTO_SITE_MISSING;
    gboolean inside = (own && is_really_below(path, site->root)) || (outer && is_really_below(path, site->site_root));
    return inside ? RECTO_SITE_FILE : RECTO_SITE_FORBIDDEN;
}

/* Returns the directories to which a name may be relative, NULL-terminated. */
static char **bases_of(const RectoImageLookup *site, const char *folder, const char *name)
{
    static const char *const usual[] = {"static", "public"};
    g_autoptr(GPtrArray) bases = g_ptr_array_new();
    if (*name != '/')
        g_ptr_array_add(bases, g_strdup(folder));
    /* a page that the site publishes as a directory is one level deeper than its file */
    if (g_str_has_prefix(name, "../") && site->roots && site->roots[0])
        g_ptr_array_add(bases, g_build_filename(folder, "index", NULL));
    else if (site->site_root)
        g_ptr_array_add(bases, g_strdup(site->site_root));
    for (guint i = 0; site->roots && !site->site_root && site->roots[i]; i++)
        g_ptr_array_add(bases, g_strdup(site->roots[i]));
    if (*name == '/' && !site->site_root) {
        for (guint i = 0; i < G_N_ELEMENTS(usual); i++)
            g_ptr_array_add(bases, g_build_filename(site->root, usual[i], NULL));
        g_ptr_array_add(bases, g_strdup(site->root));
    }
    g_ptr_array_add(bases, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&bases), FALSE);
}

static RectoImageLookupResult try_name(const RectoImageLookup *site, const char *folder, const char *name,
                                       char **ret_path)
{
    RectoImageLookupResult found = RECTO_SITE_MISSING;
    const char *relative = name + strspn(name, "/");
    if (!*relative)
        return found;
    g_auto(GStrv) bases = bases_of(site, folder, name);
    for (guint i = 0; bases[i]; i++) {
        g_autofree char *path = g_canonicalize_filename(relative, bases[i]);
        /* "/../x" stays inside a site; "../x" does so only from the document's directory */
        gboolean escapes = *name == '/' && !is_below(path, bases[i]);
        RectoImageLookupResult one = escapes ? RECTO_SITE_FORBIDDEN : try_path(site, path);
        if (one == RECTO_SITE_FILE) {
            *ret_path = g_steal_pointer(&path);
            return one;
        }
        if (one == RECTO_SITE_FORBIDDEN && (*name == '/' || !i))
            found = one;
    }
    return found;
}

/* Returns the path on the site for a URL of the site, or NULL if the URL belongs to another site. Borrowed. */
static const char *own_path(const RectoImageLookup *site, const char *address)
{
    gsize length = site->address ? strlen(site->address) : 0;
    if (!length)
        return NULL;
    if (strncmp(address, site->address, length) == 0)
        return address + length - 1;
    const char *host = strstr(site->address, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    if (path && path[1] && g_str_has_prefix(address, path))
        return address + strlen(path) - 1;
    return NULL;
}

/* Returns the file names that a path in a document may mean, in the order in which they are tried. */
static GPtrArray *names_of(const RectoImageLookup *site, const char *address)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *own = own_path(site, address);
    if (own)
        g_ptr_array_add(names, g_strndup(own, strcspn(own, "?#")));
    gsize plain = strcspn(address, "?#");
    const gsize lengths[] = {strlen(address), plain};
    for (guint i = 0; i < G_N_ELEMENTS(lengths); i++) {
        if (i && plain == lengths[0])
            break;
        g_autofree char *name = g_strndup(address, lengths[i]);
        char *decoded = g_uri_unescape_string(name, NULL);
        g_ptr_array_add(names, g_steal_pointer(&name));
        if (decoded && g_utf8_validate(decoded, -1, NULL))
            g_ptr_array_add(names, decoded);
        else
            g_free(decoded);
    }
    for (guint i = 0, n = names->len; i < n; i++) {
        const char *name = g_ptr_array_index(names, i);
        char *composed = g_utf8_normalize(name, -1, G_NORMALIZE_NFC);
        char *decomposed = g_utf8_normalize(name, -1, G_NORMALIZE_NFD);
        if (composed)
            g_ptr_array_add(names, composed);
        if (decomposed)
            g_ptr_array_add(names, decomposed);
    }
    return names;
}

RectoImageLookupResult recto_image_lookup_find(const RectoImageLookup *site, const char *folder, const char *address,
                                               char **ret_path)
{
    *ret_path = NULL;
    if (g_ascii_strncasecmp(address, "data:", 5) == 0)
        return RECTO_SITE_DATA;
    g_autofree char *scheme = g_uri_parse_scheme(address);
    if (g_str_has_prefix(address, "//") && !own_path(site, address))
        return RECTO_SITE_REMOTE;
    RectoImageLookupResult found = RECTO_SITE_MISSING;
    g_autoptr(GPtrArray) names = names_of(site, address);
    /* a file may be called "a:b.png"; if no such file exists, it is a URL */
    for (guint i = 0; i < names->len; i++) {
        RectoImageLookupResult one =
            try_name(site, folder ? folder : site->folder, g_ptr_array_index(names, i), ret_path);
        if (one == RECTO_SITE_FILE)
            return one;
        if (one == RECTO_SITE_FORBIDDEN)
            found = one;
    }
    if (!scheme)
        return found;
    return g_ascii_strcasecmp(scheme, "file") == 0 ? RECTO_SITE_FORBIDDEN : RECTO_SITE_REMOTE;
}

/* ---- suggestions ---- */

/* Maximum number of directory entries that are examined. */
#define MOST_ENTRIES 20000

/* Returns the directory entry whose name differs from `name` only in case, or NULL. Caller frees. */
static char *other_case(const char *folder, const char *name)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    g_autofree char *wanted = g_utf8_validate(name, -1, NULL) ? g_utf8_casefold(name, -1) : NULL;
    char *found = NULL;
    guint n = 0;
    for (const char *entry; dir && wanted && !found && n < MOST_ENTRIES && (entry = g_dir_read_name(dir)); n++) {
        g_autofree char *folded = g_utf8_validate(entry, -1, NULL) ? g_utf8_casefold(entry, -1) : NULL;
        if (g_strcmp0(folded, wanted) == 0)
            found = g_strdup(entry);
    }
    if (dir)
        g_dir_close(dir);
    return found;
}

/* Finds a file in `base` whose name differs only in case. Returns its path relative to `base`, or NULL. */
static char *find_in_other_case(const RectoImageLookup *site, const char *base, const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name + strspn(name, "/"), "/", -1);
    g_autofree char *path = g_strdup(base);
    for (guint i = 0; parts[i]; i++) {
        g_autofree char *exact = g_canonicalize_filename(parts[i], path);
        gboolean there = g_file_test(exact, G_FILE_TEST_EXISTS);
        g_autofree char *other = there ? NULL : other_case(path, parts[i]);
        char *next = there ? g_steal_pointer(&exact) : other ? g_build_filename(path, other, NULL) : NULL;
        g_free(path);
        path = next;
        if (!path)
            return NULL;
    }
    if (!is_below(path, base) || try_path(site, path) != RECTO_SITE_FILE)
        return NULL;
    return g_strdup(path + strlen(base) + 1);
}

/* Returns the directory above the document that "/…" would refer to, relative to the working directory, or NULL. */
static char *find_root_above(const RectoImageLookup *site, const char *name)
{
    g_autofree char *here = g_get_current_dir(), *folder = g_strdup(site->folder);
    for (guint i = 0; i < 32; i++) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_str_equal(folder, "/"))
            return NULL;
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_str_equal(folder, here) ? g_strdup(".")
                   : is_below(folder, here)  ? g_strdup(folder + strlen(here) + 1)
                                             : g_strdup(folder);
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
    }
    return NULL;
}

char *recto_site_hint(const RectoImageLookup *site, const char *folder, const char *address)
{
    g_autofree char *name = g_strndup(address, strcspn(address, "?#"));
    g_auto(GStrv) bases = bases_of(site, folder ? folder : site->folder, name);
    for (guint i = 0; bases[i]; i++) {
        g_autofree char *other = find_in_other_case(site, bases[i], name);
        if (other)
            return g_strdup_printf("; “%s” differs in case", other);
    }
    g_autofree char *root = *name == '/' && !site->site_root ? find_root_above(site, name) : NULL;
    if (root)
        return g_strdup_printf("; --site-root %s finds it", root);
    if (*name != '/')
        return g_strdup("");
    g_autoptr(GPtrArray) tried = g_ptr_array_new();
    for (guint i = 0; bases[i]; i++) {
        const char *shown = is_below(bases[i], site->root) ? bases[i] + strlen(site->root) + 1 : "the project";
        if (g_file_test(bases[i], G_FILE_TEST_IS_DIR) &&
            !g_ptr_array_find_with_equal_func(tried, shown, g_str_equal, NULL))
            g_ptr_array_add(tried, (gpointer)shown);
    }
    g_ptr_array_add(tried, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)tried->pdata);
    return *list ? g_strconcat(" in ", list, NULL) : g_strdup("");
}

GBytes *recto_image_lookup_read(const RectoImageLookup *site, const char *path, GError **error)
{
    gboolean own = is_below(path, site->root) && (!site->site_root || is_really_below(path, site->root));
    return recto_file_read_below(own ? site->root : site->site_root ? site->site_root : site->root, path, error);
}

/* Decodes percent-encoding to bytes, which may include NUL. */
static GByteArray *unescape(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    for (const char *at = text; *at; at++) {
        guint8 byte = (guint8)*at;
        if (*at == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])) {
            byte = (guint8)(g_ascii_xdigit_value(at[1]) << 4 | g_ascii_xdigit_value(at[2]));
            at += 2;
        }
        g_byte_array_append(bytes, &byte, 1);
    }
    return bytes;
}

GBytes *recto_site_data(const char *address)
{
    const char *comma = strchr(address, ',');
    if (!comma || strlen(comma) > MOST_DATA)
        return NULL;
    GByteArray *bytes = unescape(comma + 1);
    g_autofree char *head = g_ascii_strdown(address, comma - address);
    if (!g_str_has_suffix(g_strchomp(head), ";base64"))
        return g_byte_array_free_to_bytes(bytes);
    gsize length = 0;
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    guint8 *decoded = g_base64_decode((const char *)bytes->data, &length);
    g_byte_array_unref(bytes);
    return g_bytes_new_take(decoded, length);
}

static const char *below(const char *path, const char *folder)
{
    return path + strlen(folder) + (g_str_has_suffix(folder, "/") ? 0 : 1);
}

char *recto_image_lookup_name(const RectoImageLookup *site, const char *path)
{
    if (is_below(path, site->root))
        return g_strdup(below(path, site->root));
    if (site->site_root && is_below(path, site->site_root))
        return g_build_filename(OUTER_NAME, below(path, site->site_root), NULL);
    return g_path_get_basename(path);
}

char *recto_image_lookup_root_name(const RectoImageLookup *site)
{
    if (!site->site_root)
        return NULL;
    if (g_str_equal(site->site_root, site->root))
        return g_strdup(".");
    return is_below(site->site_root, site->root) ? g_strdup(below(site->site_root, site->root)) : g_strdup(OUTER_NAME);
}
