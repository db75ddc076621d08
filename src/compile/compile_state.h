/* What compile.c, layout.c and attachments.c share: the state of one compile. Not for others. */
#pragma once

#include "compile/compile.h"

#include "flow/flow.h"
#include "compile/prepress.h"
#include "compile/sources.h"

/* Everything one compile makes, in the order in which the stages make it. */
typedef struct {
    const RectoCompileOptions *options;
    RectoDiagnostics *diagnostics;
    RectoResult *result;
    gint64 started;
    GPtrArray *sources; /* of RectoSource* */
    RectoProject *project;
    RectoDocument *document;
    RectoStyle *style;
    RectoStrings *strings;
    RectoFonts *fonts;
    RectoTextEngine *engine;
    RectoPages *pages;    /* as they are written: sheets, where it is a booklet */
    RectoPages *composed; /* what sheets were made of, or NULL */
    RectoPress press;
    RectoImageLookup *site;
    RectoImages *images;
    RectoResources *resources;
    RectoFlow *flow;
} RectoCompile;

/* Frees what a compile made; `options`, `diagnostics` and `result` are the caller's. */
void recto_compile_clear(RectoCompile *compile);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoCompile, recto_compile_clear)

/* compile.c: the stages before layout. From the file to the document, which stays NULL after errors in it; */
gboolean recto_compile_read(RectoCompile *compile, GError **error);
/* its style and its fonts. */
gboolean recto_compile_prepare(RectoCompile *compile, GError **error);

gboolean recto_compile_is_print(const RectoCompile *compile);
gboolean recto_compile_is_newsletter(const RectoCompile *compile);

/* The time since the last stage ended was that of this one; or up to `now`. */
void recto_compile_tick(RectoCompile *compile, const char *stage);
void recto_compile_tick_at(RectoCompile *compile, const char *stage, gint64 now);

/* layout.c: what the document needs from outside it; */
void recto_compile_gather(RectoCompile *compile);
/* and from the document to pages, in as many passes as it takes, and to sheets for the press. */
void recto_compile_layout(RectoCompile *compile);

/* attachments.c: what goes into the PDF besides its pages: the source, what else it was made from, and the manifest. */
void recto_compile_attach(RectoCompile *compile);
void recto_compile_list_attachments(RectoCompile *compile);
