/* Where the addresses of a document's pictures lead: to files below the project's root, and nowhere else.
 *
 * Relative addresses count from the document's folder; "/img/a.png" from the root of the web site, which is the one
 * that is given, else those that the site's generator has (recto_site_set_roots()), else static/ or public/ below the
 * project's root, or that itself. Relative addresses that lead nowhere are looked for in the generator's roots, too. A
 * name is tried as it is written, byte for byte, then percent-decoded, then without ?query and #fragment, then in the
 * other normal form of Unicode (some systems store names decomposed). Symbolic links are followed, but not out of the
 * root. Nothing is ever fetched.
 */
#pragma once

#include <gio/gio.h>

typedef struct {
    char *folder;    /* the document's; all absolute */
    char *root;      /* the project's */
    char *site_root; /* given for "/…"; or NULL: found */
    char **roots;    /* the generator's, absolute; or NULL */
    char *address;   /* of the site: pictures below it are looked for here; or NULL */
} RectoImageLookup;

/* `document` is a path or "-"; `site_root` NULL or a folder, which may lie outside the root: the user said so. */
RectoImageLookup *recto_image_lookup_new(const char *document, const char *root, const char *site_root);
void recto_image_lookup_free(RectoImageLookup *site);

/* Adds the roots (NULL-terminated, absolute) and the URL (with its final slash, or NULL) of the web site; both copied.
 */
void recto_site_set_roots(RectoImageLookup *site, const char *const *roots, const char *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoImageLookup, recto_image_lookup_free)

typedef enum {
    RECTO_SITE_FILE,   /* a regular file below the root */
    RECTO_SITE_DATA,   /* the address holds the data itself */
    RECTO_SITE_REMOTE, /* on the network */
    RECTO_SITE_MISSING,
    RECTO_SITE_FORBIDDEN, /* outside the root, or with a scheme of another kind */
} RectoImageLookupResult;

/* `folder`: of the file that names it, or NULL: of the document. *ret_path (FILE): the file, absolute, under the name
 * by which it was found; the caller frees it. */
RectoImageLookupResult recto_image_lookup_find(const RectoImageLookup *site, const char *folder, const char *address,
                                               char **ret_path);

/* What could be meant by an address that leads nowhere, as the end of a sentence: another name that differs in case
 * only, the --site-root that has the file, or the directories that were tried. Empty: nothing to say. Caller frees. */
char *recto_site_hint(const RectoImageLookup *site, const char *folder, const char *address);

/* Reads a file that was found. NULL with error set, also when it is no longer below the root or the site root. */
GBytes *recto_image_lookup_read(const RectoImageLookup *site, const char *path, GError **error);

/* The bytes of a data: address (RFC 2397), or NULL. */
GBytes *recto_site_data(const char *address);

/* The name of a file that was found, below the root; of one in a site root elsewhere, below "static". Caller frees. */
char *recto_image_lookup_name(const RectoImageLookup *site, const char *path);

/* What names the site root where the files are put by those names; NULL when none is given. Caller frees. */
char *recto_image_lookup_root_name(const RectoImageLookup *site);
