/* Private declarations shared by compile.c, layout.c and attachments.c: the state of one compile. */
#pragma once

#include "compile/compile.h"

#include "flow/flow.h"
#include "compile/prepress.h"
#include "compile/sources.h"

/* The results of one compile, in the order of the stages. */
typedef struct {
    const RectoCompileOptions *options;
    RectoDiagnostics *diagnostics;
    RectoResult *result;
    gint64 started;
    GPtrArray *sources; /* RectoSource *, owned */
    RectoProject *project;
    RectoDocument *document;
    RectoStyle *style;
    RectoStrings *strings;
    RectoFonts *fonts;
    RectoTextEngine *engine;
    RectoPages *pages;    /* pages as written: press sheets for a booklet */
    RectoPages *composed; /* pages before imposition, or NULL */
    RectoPress press;
    RectoImageLookup *site;
    RectoImages *images;
    RectoResources *resources;
    RectoFlow *flow;
} RectoCompile;

/* Frees the results of a compile; the caller owns `options`, `diagnostics` and `result`. */
void recto_compile_clear(RectoCompile *compile);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoCompile, recto_compile_clear)

/* compile.c: the stages before layout. Reads the file into a document, which stays NULL after errors in it. Returns
 * FALSE with `error` set for errors outside the document. */
gboolean recto_compile_read(RectoCompile *compile, GError **error);
/* Loads the document's style and its fonts. Returns FALSE with `error` set for errors outside the document. */
gboolean recto_compile_prepare(RectoCompile *compile, GError **error);

gboolean recto_compile_is_print(const RectoCompile *compile);
gboolean recto_compile_is_newsletter(const RectoCompile *compile);

/* Record the time since the end of the last stage, up to the present or to `now`, as that of `stage`. */
void recto_compile_tick(RectoCompile *compile, const char *stage);
void recto_compile_tick_at(RectoCompile *compile, const char *stage, gint64 now);

/* layout.c: loads data that the document needs from other files. */
void recto_compile_gather(RectoCompile *compile);
/* Lays the document out into pages, in as many passes as needed, and into press sheets for print. */
void recto_compile_layout(RectoCompile *compile);

/* attachments.c: embeds the source, the other files that recto read for the document, and the manifest. FALSE with
 * error set if one of them may not be embedded (attachment_check.h). */
gboolean recto_compile_attach(RectoCompile *compile, GError **error);
void recto_compile_list_attachments(RectoCompile *compile);
