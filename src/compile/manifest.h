/* The manifest: what a report was made of, as a small YAML file inside the PDF, beside the source. `recto verify` reads
 * it to typeset the source again with the same options, and to say where the result differs.
 *
 * It holds the versions of recto and its libraries, the options, SHA-256 of every file attached, of the styles and
 * faces and of the hyphenation patterns and the grammars of code that were used, and digests of the layout (one a page,
 * as `-f pages` says it, and one of the tags): so that a layout can be compared where another version of a library
 * writes other bytes for the same pages. */
#pragma once

#include "compile/compile.h"
#include "font/fonts.h"
#include "page/pages.h"
#include "style/style.h"
#include "text/text.h"

#define RECTO_MANIFEST_NAME "recto-manifest.yaml"

/* Text of the manifest; `pages` with its attachments but without the manifest itself. Caller frees. */
char *recto_manifest_write(const RectoCompileOptions *options, const char *source_name, const RectoStyle *style,
                           RectoFonts *fonts, RectoTextEngine *engine, const GPtrArray *grammars,
                           const RectoPages *pages);

/* Versions of the libraries as the manifest has them ("cairo 1.16.0, …"); `pictures`: those that read them too. Caller
 * frees. */
char *recto_manifest_libraries(gboolean pictures);

/* What verify needs of one. */
typedef struct {
    char *recto, *libraries, *source;
    char *style, *standard, *epoch, *site_root; /* or NULL */
    char **chapters;                            /* further files of the report, NULL-terminated */
    char **sets;                                /* NULL-terminated */
    gboolean no_repair, system_fonts, linearize;
    gboolean newsletter;
    gsize max_size;         /* newsletter: as RectoCompileOptions has it */
    char **picture_digests; /* SHA-256 of each of these: */
    char **pictures;        /* names of those that the report was made from and that are not inside, NULL-terminated */
    char **fonts;           /* file names of the fonts that set the report, NULL-terminated */
    char **font_digests;    /* SHA-256 of each of these */
    char **pages;           /* digests */
    char *tags;
} RectoManifest;

/* NULL when it is none. */
RectoManifest *recto_manifest_read(const char *text, gsize length);
void recto_manifest_free(RectoManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoManifest, recto_manifest_free)

/* Returns the file name of the first font of `one` that `other` was not set with (borrowed), or NULL. */
const char *recto_manifest_missing_font(const RectoManifest *one, const RectoManifest *other);

/* First page (from 1) whose digest differs; 0: none; −1: the tags differ; −2: another number of pages. */
int recto_manifest_compare(const RectoManifest *one, const RectoManifest *other);
