/* The web site around a document: its generator, and the values of the generator's configuration.
 *
 * The Markdown of a foundation's report is often written for a site generator. Its configuration gives the location
 * of images, the URLs and languages of pages, and the publisher. recto_website_locate() uses only file names (before
 * the sandbox is entered); recto_website_read() then reads the configuration. YAML, TOML and JSON are read. In
 * JavaScript only plain string values are found, and nothing is ever run.
 *
 * Life: recto_website_new() … recto_website_free(). Everything that it returns is borrowed from it unless stated
 * otherwise. A document without a site has a website of kind RECTO_WEBSITE_NONE, so that no caller needs a NULL
 * check.
 *
 * Sources: the documentation of each generator, as named in docs/reference/site-notation.md. */
#pragma once

#include <gio/gio.h>

typedef enum {
    RECTO_WEBSITE_NONE,
#define GENERATOR(id, name, markers, roots, address) RECTO_WEBSITE_##id,
#include "site/generators.def"
#undef GENERATOR
} RectoWebsiteKind;

/* A file of the site that was read: its content decides what the report looks like. */
typedef struct {
    char *path;
    GBytes *bytes;
} RectoWebsiteFile;

typedef struct {
    RectoWebsiteKind kind;
    char *folder;       /* absolute directory of the configuration; NULL if there is no site */
    char *config;       /* path of the configuration; or NULL */
    char *bound;        /* directory that every file of the site must be in, absolute */
    GPtrArray *files;   /* of RectoWebsiteFile* */
    GHashTable *values; /* "params.author" → "…"; both owned */
    char *address;      /* "https://example.org/blog/" of the site, always with its final slash; NULL: unknown */
    char **roots;       /* directories for "/…", absolute, NULL-terminated */
} RectoWebsite;

/* Names only: finds the site whose configuration is nearest above `start` (absolute), not above `bound`. Returns the
 * path of the configuration, or NULL; *ret_kind and *ret_folder (caller frees) say more. */
char *recto_website_locate(const char *start, const char *bound, RectoWebsiteKind *ret_kind, char **ret_folder);

/* The site above `start`; reads its configuration. Never NULL. */
RectoWebsite *recto_website_new(const char *start, const char *bound);
/* The address that recto.yaml gives counts before the site's own; NULL or no URL: nothing changes. */
void recto_website_set_address(RectoWebsite *website, const char *address);
void recto_website_free(RectoWebsite *website);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoWebsite, recto_website_free)

/* "Hugo"; "none" for RECTO_WEBSITE_NONE. */
const char *recto_website_name(const RectoWebsite *website);

/* The site as a line: "Hugo (hugo.toml), https://example.org/, images in static, assets". NULL: there is none. Caller
 * frees. */
char *recto_website_describe(const RectoWebsite *website);

/* The first of `keys` (separated by spaces, without case: "params.author") that has a value; or NULL. */
const char *recto_website_value(const RectoWebsite *website, const char *keys);

/* Returns the language (unchecked) and the title from the configuration, or NULL. */
const char *recto_website_lang(const RectoWebsite *website);
const char *recto_website_title(const RectoWebsite *website);

/* Reads a file of the site. Returns NULL if there is none inside `bound`. The content is owned by `files`; borrowed. */
GBytes *recto_website_file(RectoWebsite *website, const char *path);

/* The path of `path` inside the site's directory, borrowed from it; NULL: it is elsewhere. */
const char *recto_website_inside(const RectoWebsite *website, const char *path);
