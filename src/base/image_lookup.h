/* Finds the files for the image paths in a document; only files inside the project root are used. Relative paths start
 * at the document's directory. "/img/a.png" starts at the website root: the given one, else those of the site generator
 * (recto_site_set_roots()), else static/ or public/ inside the project root, or the project root itself. Relative paths
 * that do not exist are also looked up in the generator's roots. A name is tried as written, byte for byte, then
 * percent-decoded, then without ?query and #fragment, then in the other Unicode normalisation form (some systems store
 * names decomposed). Symbolic links are followed as long as they stay inside the root. recto never downloads
 * anything. */
#pragma once

#include <gio/gio.h>

typedef struct {
    char *folder;    /* directory of the document; all paths are absolute */
    char *root;      /* project root */
    char *site_root; /* root given for "/…", or NULL */
    char **roots;    /* roots of the site generator, absolute; or NULL */
    char *address;   /* URL of the site; images below it are looked up here; or NULL */
} RectoImageLookup;

/* Creates a lookup. `document` is a path or "-"; `site_root` is NULL or a directory from the user, which may be outside
 * the root. */
RectoImageLookup *recto_image_lookup_new(const char *document, const char *root, const char *site_root);
void recto_image_lookup_free(RectoImageLookup *site);

/* Adds the roots (NULL-terminated, absolute) and the URL (with its final slash, or NULL) of the website. Copies
 * both. */
void recto_site_set_roots(RectoImageLookup *site, const char *const *roots, const char *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoImageLookup, recto_image_lookup_free)

typedef enum {
    RECTO_SITE_FILE,   /* a regular file inside the root */
    RECTO_SITE_DATA,   /* a data: URL, which contains the image */
    RECTO_SITE_REMOTE, /* an image on the network */
    RECTO_SITE_MISSING,
    RECTO_SITE_FORBIDDEN, /* a path outside the root, or a URL with another scheme */
} RectoImageLookupResult;

/* Finds the file of an image. `folder` is the directory of the file that refers to it; NULL means that of the document.
 * For RECTO_SITE_FILE, `*ret_path` receives the absolute path under which the file was found; the caller frees it. */
RectoImageLookupResult recto_image_lookup_find(const RectoImageLookup *site, const char *folder, const char *address,
                                               char **ret_path);

/* Returns a suggestion for a path that does not exist, as the end of a sentence: a name that differs only in case, the
 * --site-root that has the file, or the directories that were tried. Empty if there is none. Caller frees. */
char *recto_site_hint(const RectoImageLookup *site, const char *folder, const char *address);

/* Reads a file that was found. Returns NULL with `error` set on failure, also if the file is no longer inside the root
 * or the site root. */
GBytes *recto_image_lookup_read(const RectoImageLookup *site, const char *path, GError **error);

/* Returns the content of a data: URL (RFC 2397), or NULL. */
GBytes *recto_site_data(const char *address);

/* Returns the name of a found file relative to the root; for a file in a site root elsewhere, relative to "static".
 * Caller frees. */
char *recto_image_lookup_name(const RectoImageLookup *site, const char *path);

/* Returns the name of the site root for files stored under those names, or NULL if there is none. Caller frees. */
char *recto_image_lookup_root_name(const RectoImageLookup *site);
