/* The compile pipeline: one call per stage, each timed. Compiles share no state; there is one per document. */
#pragma once

#include "base/diagnostic.h"
#include <gio/gio.h>

typedef enum {
#define FORMAT(id, name, kind) RECTO_FORMAT_##id,
#include "compile/formats.def"
    RECTO_FORMAT_MAX
} RectoFormat;

/* Purpose of the output; see formats.def. */
typedef enum {
#define VARIANT(id, name) RECTO_VARIANT_##id,
#include "compile/formats.def"
} RectoVariant;

typedef struct {
    const char *input;           /* path of a report.yaml or of the first file of the document, or "-" */
    GBytes *content;             /* content of `input`, which is then not read; or NULL */
    GPtrArray *inputs;           /* char *: receives the path of every file that is looked up; or NULL */
    const char *const *chapters; /* further files of the document, NULL-terminated, or NULL */
    RectoFormat format;
    const char *style;       /* --style, or NULL */
    const char *const *sets; /* --set KEY=VALUE, NULL-terminated, or NULL */
    gboolean no_repair;
    gboolean system_fonts;
    gboolean no_source; /* do not attach the source */
    gboolean linearize;
    RectoVariant variant;
    const char *output_intent; /* print: file with the ICC profile of the printing condition, or NULL */
    gboolean booklet;          /* impose the pages into a booklet */
    gsize max_size;            /* newsletter: maximum size of the PDF in bytes; 0: RECTO_MAX_SIZE */
    const char *stem;      /* newsletter: base name of its files, without directory and extension; NULL: only the PDF */
    const char *address;   /* newsletter: URL of the document; NULL: the one given in the document */
    gboolean retain;       /* keep all intermediate results until the result is freed; see recto_options_retain() */
    gboolean check;        /* create no output; check the pages, and add page labels to the diagnostics */
    const char *debug;     /* --debug grid,boxes,spaces, or NULL */
    const char *root;      /* project root; NULL: find it */
    const char *site_root; /* --site-root: directory for paths that begin with "/"; NULL: find it */
    const char *pages;     /* --pages 1,3-5 for png and svg, or NULL: all */
    int dpi;               /* resolution for png; 0: 80 */
    int cover_width;       /* width of result->cover in px; 0: no cover */
    const char *pdf_standard;      /* "ua-1,a-3a", "a-2a", "a-2b", "none" …; NULL: ua-1,a-3a */
    const char *source_name;       /* name of the source inside the PDF; NULL: its path relative to the project root */
    const char *source_date_epoch; /* value of SOURCE_DATE_EPOCH: date of the file if the document has none; or NULL */
    const char *producer;          /* "recto 0.1.0" */
    /* Called with the composed pages (RectoPages *) and `inspect_data` before the final check of the pages; tests
     * damage the pages here. May be NULL. */
    void (*inspect)(gpointer pages, gpointer data);
    gpointer inspect_data;
} RectoCompileOptions;

typedef struct {
    const char *stage;
    gint64 microseconds;
} RectoTiming;

/* A file attached to the PDF. */
typedef struct {
    char *name, *media_type;
    gsize size;
} RectoAttached;

/* A file that accompanies the PDF; its name is the stem and this suffix. */
typedef struct {
    const char *suffix; /* ".txt" */
    GBytes *bytes;
} RectoCompanion;

typedef struct {
    GPtrArray *outputs;   /* GBytes *: one, or one per page for png and svg; empty after errors */
    GArray *page_numbers; /* png, svg: guint: the page (from 1) of each output */
    guint n_pages;
    char *composition;     /* one line with the document class and the reason for it; or NULL */
    char *website;         /* one line about the website around the document; or NULL */
    GBytes *cover;         /* the first page as PNG, if requested and without errors; or NULL */
    GPtrArray *companions; /* newsletter: RectoCompanion *: the files that accompany the PDF */
    GArray *attached;      /* pdf: RectoAttached */
    GArray *timings;       /* RectoTiming */
    gpointer retained;     /* intermediate results, with the option `retain`; or NULL */
} RectoResult;

/* Returns the directory in which all files named by a document must be: its project root. Reads no files. Caller
 * frees. */
char *recto_compile_root(const char *input);

/* Value of the Producer entry. */
#define RECTO_PRODUCER "recto " RECTO_VERSION

/* Returns TRUE if `text` is a valid combination of standards, or NULL. */
gboolean recto_standard_is_known(const char *text);

/* Finds the format or variant with a name; NULL finds the first variant. Returns FALSE if there is none. */
gboolean recto_format_find(const char *name, RectoFormat *ret_format);
gboolean recto_variant_find(const char *name, RectoVariant *ret_variant);

/* Return the name of a format (also its file name extension) or of a variant. Borrowed. */
const char *recto_format_name(RectoFormat format);
const char *recto_variant_name(RectoVariant variant);

/* Return TRUE if the format has one file per page, and if its output is text about the document. */
gboolean recto_format_is_image(RectoFormat format);
gboolean recto_format_is_dump(RectoFormat format);

/* Parses a size: "500K", "2M", "1.5MB", "300000". K means 1000 bytes, M a million. Returns FALSE if the text is not a
 * size, or the size is not possible for a file. */
gboolean recto_size_parse(const char *text, gsize *ret_size);

/* Returns TRUE if `text` is a list of valid --debug values, or NULL. */
gboolean recto_debug_is_known(const char *text);

/* Reads and typesets one document. Errors of the document are added to `diagnostics`, and result->outputs is then
 * empty. Returns FALSE with `error` set for all other errors. The caller frees `*ret_result` with
 * recto_compile_result_free(). */
gboolean recto_compile(const RectoCompileOptions *options, RectoDiagnostics *diagnostics, RectoResult **ret_result,
                       GError **error);
void recto_compile_result_free(RectoResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoResult, recto_compile_result_free)
