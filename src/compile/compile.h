/* The pipeline, one call a stage, each timed. One stateless compile a document. */
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
    const char *input;           /* path, or "-"; of a report.yaml, or of the first file of the report */
    GBytes *content;             /* of `input`, which is not read then; or NULL */
    GPtrArray *inputs;           /* of char*: gets the path of every file that is looked for; or NULL */
    const char *const *chapters; /* its further files, NULL-terminated, or NULL: input is all */
    RectoFormat format;
    const char *style;       /* --style, or NULL */
    const char *const *sets; /* --set KEY=VALUE, NULL-terminated, or NULL */
    gboolean no_repair;
    gboolean system_fonts;
    gboolean no_source; /* do not attach the source */
    gboolean linearize;
    RectoVariant variant;
    const char *output_intent; /* print: the file of the printing condition's profile, or NULL */
    gboolean booklet;          /* pages become the sheets of a booklet */
    gsize max_size;            /* newsletter: bytes of the PDF, 0: RECTO_MAX_SIZE */
    const char *stem;    /* newsletter: what its files are called, without folder and extension; NULL: the PDF is all */
    const char *address; /* newsletter: where the report can be read, or NULL: what the document says */
    gboolean retain;     /* the result keeps what the compile made, until it is freed: see recto_options_retain() */
    gboolean check;      /* no output; the pages are looked at, and findings know theirs */
    const char *debug;   /* --debug grid,boxes,spaces, or NULL */
    const char *root;    /* the project's folder; NULL: found */
    const char *site_root;    /* --site-root: where addresses that begin with "/" lead; NULL: found */
    const char *pages;        /* --pages 1,3-5 for png and svg, or NULL: all */
    int dpi;                  /* png; 0: 80 */
    int cover_width;          /* px of result->cover; 0: none */
    const char *pdf_standard; /* "ua-1,a-3a", "a-2a", "a-2b", "none" …; NULL: ua-1,a-3a */
    const char *source_name;  /* what the source is called inside the PDF; NULL: its name below the project's folder */
    const char *source_date_epoch; /* that variable, or NULL: the file's date when the document has none */
    const char *producer;          /* "recto 0.1.0" */
    /* Called with the composed pages (RectoPages*) before they are proved, and with `inspect_data`: tests damage the
     * pages here. Or NULL. */
    void (*inspect)(gpointer pages, gpointer data);
    gpointer inspect_data;
} RectoCompileOptions;

typedef struct {
    const char *stage;
    gint64 microseconds;
} RectoTiming;

/* A file inside the PDF. */
typedef struct {
    char *name, *media_type;
    gsize size;
} RectoAttached;

/* A file beside the PDF: the stem and this make its name. */
typedef struct {
    const char *suffix; /* ".txt" */
    GBytes *bytes;
} RectoCompanion;

typedef struct {
    GPtrArray *outputs;   /* of GBytes*: one, or one a page for png and svg; empty when there were errors */
    GArray *page_numbers; /* png, svg: of guint, the page (from 1) of each output */
    guint n_pages;
    char *composition;     /* how the document is composed and why, as a line; or NULL */
    char *website;         /* what was found of the web site around the document, as a line; or NULL */
    GBytes *cover;         /* the first page as PNG, when it was asked for and there are no errors; or NULL */
    GPtrArray *companions; /* newsletter: of RectoCompanion*, what goes beside the PDF */
    GArray *attached;      /* pdf: of RectoAttached */
    GArray *timings;       /* of RectoTiming */
    gpointer retained;     /* what the compile made, with the option `retain`; or NULL */
} RectoResult;

/* The folder that all a document names is read below: its project's. Nothing is read to find it. Caller frees. */
char *recto_compile_root(const char *input);

/* What the Producer entry says. */
#define RECTO_PRODUCER "recto " RECTO_VERSION

/* Whether `text` is a list of standards that can be had together; NULL is. */
gboolean recto_standard_is_known(const char *text);

/* Finds the format or variant of a name; NULL finds the first variant. Returns FALSE if there is none. */
gboolean recto_format_find(const char *name, RectoFormat *ret_format);
gboolean recto_variant_find(const char *name, RectoVariant *ret_variant);

/* Name of a format (also the extension of its files) or of a variant. Borrowed. */
const char *recto_format_name(RectoFormat format);
const char *recto_variant_name(RectoVariant variant);

/* Returns TRUE if each page is a file of its own; if the output is text about the document. */
gboolean recto_format_is_image(RectoFormat format);
gboolean recto_format_is_dump(RectoFormat format);

/* "500K", "2M", "1.5MB", "300000": K is a thousand bytes, M a million. FALSE when it is no size, or none that a file
 * can have. */
gboolean recto_size_parse(const char *text, gsize *ret_size);

/* Whether `text` is a list of what --debug can draw; NULL is. */
gboolean recto_debug_is_known(const char *text);

/* Reads and typesets one report. FALSE with error when the world is wrong; errors of the document are in `diagnostics`
 * (then result->outputs is empty). *ret_result is the caller's, recto_compile_result_free(). */
gboolean recto_compile(const RectoCompileOptions *options, RectoDiagnostics *diagnostics, RectoResult **ret_result,
                       GError **error);
void recto_compile_result_free(RectoResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoResult, recto_compile_result_free)
