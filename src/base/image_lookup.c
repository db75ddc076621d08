#include "base/image_lookup.h"

#include "base/files.h"

#include <stdlib.h>
#include <string.h>

/* A data: address may be this long. */
#define MOST_DATA (64u << 20)
/* Where a site root outside the project is put inside it. */
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
    g_free(site);
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

/* One file by one name. */
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

/* The folders that a name may be relative to, NULL-terminated. */
static char **bases_of(const RectoImageLookup *site, const char *folder, const char *name)
{
    static const char *const usual[] = {"static", "public"};
    g_autoptr(GPtrArray) bases = g_ptr_array_new();
    if (*name != '/') {
        g_ptr_array_add(bases, g_strdup(folder));
    } else if (site->site_root) {
        g_ptr_array_add(bases, g_strdup(site->site_root));
    } else {
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
        /* "/../x" does not leave a site. */
        gboolean escapes = *name == '/' && !is_below(path, bases[i]);
        RectoImageLookupResult one = escapes ? RECTO_SITE_FORBIDDEN : try_path(site, path);
        if (one == RECTO_SITE_FILE) {
            *ret_path = g_steal_pointer(&path);
            return one;
        }
        if (one == RECTO_SITE_FORBIDDEN)
            found = one;
    }
    return found;
}

/* The ways in which a file's name can be written in an address, in the order in which they are tried. */
static GPtrArray *names_of(const char *address)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
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
    if (g_str_has_prefix(address, "//"))
        return RECTO_SITE_REMOTE;
    RectoImageLookupResult found = RECTO_SITE_MISSING;
    g_autoptr(GPtrArray) names = names_of(address);
    /* A file may be called "a:b.png"; what no file is called is an address. */
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

GBytes *recto_image_lookup_read(const RectoImageLookup *site, const char *path, GError **error)
{
    gboolean own = is_below(path, site->root) && (!site->site_root || is_really_below(path, site->root));
    return recto_file_read_below(own ? site->root : site->site_root ? site->site_root : site->root, path, error);
}

/* Percent-decoded bytes, NULs too. */
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
