/* The manifest: a small YAML file attached to the PDF that describes how the document was made. `recto verify` reads it
 * to typeset the embedded source again with the same options, and to report differences. It contains the versions of
 * recto and its libraries, the options, and the SHA-256 digests of every attached file, of the styles and fonts, and of
 * the hyphenation patterns and code grammars that were used. It also has digests of the layout (one per page, of the
 * output of `-f pages`, and one of the tags), so that layouts can be compared even if another version of a library
 * writes other bytes for the same pages. */
#pragma once

#include "compile/compile.h"
#include "font/fonts.h"
#include "page/pages.h"
#include "style/style.h"
#include "text/text.h"

#define RECTO_MANIFEST_NAME "recto-manifest.yaml"

/* Returns the text of the manifest. `pages` has all attachments except the manifest itself. Caller frees. */
char *recto_manifest_write(const RectoCompileOptions *options, const char *source_name, const RectoStyle *style,
                           RectoFonts *fonts, RectoTextEngine *engine, const GPtrArray *grammars,
                           const RectoPages *pages);

/* Returns the versions of the libraries in the form of the manifest ("cairo 1.16.0, …"); `pictures`: including the
 * image libraries. Caller frees. */
char *recto_manifest_libraries(gboolean pictures);

/* The data of a manifest that verify needs. */
typedef struct {
    char *recto, *libraries, *source;
    char *style, *standard, *epoch, *site_root; /* each may be NULL */
    char **chapters;                            /* further files of the document, NULL-terminated */
    char **sets;                                /* NULL-terminated */
    gboolean no_repair, system_fonts, linearize;
    gboolean newsletter;
    gsize max_size;         /* newsletter: see RectoCompileOptions */
    char **picture_digests; /* SHA-256 of each of `pictures` */
    char **pictures;        /* names of the images that are not attached, NULL-terminated */
    char **fonts;           /* file names of the fonts that were used, NULL-terminated */
    char **font_digests;    /* SHA-256 of each of `fonts` */
    char **pages;           /* digests of the pages */
    char *tags;
} RectoManifest;

/* Parses a manifest. Returns NULL if `text` is not one. Free with recto_manifest_free(). */
RectoManifest *recto_manifest_read(const char *text, gsize length);
void recto_manifest_free(RectoManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoManifest, recto_manifest_free)

/* Returns the file name of the first font of `one` that `other` does not have (borrowed), or NULL. */
const char *recto_manifest_missing_font(const RectoManifest *one, const RectoManifest *other);

/* Compares two manifests. Returns the first page (from 1) whose digest differs, 0 if all are equal, −1 if the tags
 * differ, −2 if the numbers of pages differ. */
int recto_manifest_compare(const RectoManifest *one, const RectoManifest *other);
