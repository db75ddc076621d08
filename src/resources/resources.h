/* The resources of a document: everything from outside it that layout needs, found and read before layout begins.
 * Layout itself does no I/O: it looks up here, by node, as often as it likes.
 *
 *     RectoResources *resources = recto_resources_gather(&request);   // once a document
 *     const RectoChart *chart = recto_resources_chart(resources, node);
 *
 * What can't be had is reported while it is gathered, at its line, and is NULL afterwards. */
#pragma once

#include "chart/chart.h"
#include "document/document.h"
#include "modules/highlight.h"
#include "page/images.h"

typedef struct RectoResources RectoResources;

/* All borrowed, and needed only while resources are gathered, but for `diagnostics`. */
typedef struct {
    const RectoDocument *document;
    const RectoStyle *style;
    const RectoStrings *strings;
    RectoDiagnostics *diagnostics;
    RectoImages *images;   /* that it adds to: pictures of the document, of the cover, logos */
    const char *folder;    /* of the document, absolute; files that it names are looked for there, */
    const char *root;      /* and never above here; NULL: none are read */
    const char *name_root; /* names of attached files are relative to this */
} RectoResourcesRequest;

RectoResources *recto_resources_gather(const RectoResourcesRequest *request);
void recto_resources_free(RectoResources *resources);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoResources, recto_resources_free)

/* Whether a code block's info string says chart, or figures. */
gboolean recto_node_is_chart(const RectoNode *node);

/* The chart or the panel of big numbers of a code block, borrowed. NULL: it is none, or its data can't be used. */
const RectoChart *recto_resources_chart(const RectoResources *resources, const RectoNode *node);
const RectoPanel *recto_resources_panel(const RectoResources *resources, const RectoNode *node);

/* The parts of a code block that are told apart by colour, as RectoToken in order, borrowed. NULL: it is set plain, for
 * its language is not known, or it is too long or too intricate a text. */
const GArray *recto_resources_tokens(const RectoResources *resources, const RectoNode *node);

/* The grammars that found them, as "{file: NAME, sha256: …}" (char*), borrowed. */
const GPtrArray *recto_resources_grammars(const RectoResources *resources);

/* Gives pages, which are empty yet, the pictures and the data files that were read, for attachments. */
void recto_resources_share(const RectoResources *resources, RectoPages *pages);
