/* The resources of a document: all external data that layout needs, found and read before layout begins. Layout
 * itself performs no I/O. It looks resources up by node, any number of times.
 *
 *     RectoResources *resources = recto_resources_gather(&request);   // once per document
 *     const RectoChart *chart = recto_resources_chart(resources, node);
 *
 * Gathering reports unavailable resources at their line; later lookups return NULL for them. */
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
    const char *folder;    /* absolute path of the document's directory; files that it names are relative to it */
    const char *root;      /* root directory, outside of which no file is read; NULL: no files are read */
    const char *name_root; /* names of attached files are relative to this */
} RectoResourcesRequest;

RectoResources *recto_resources_gather(const RectoResourcesRequest *request);
void recto_resources_free(RectoResources *resources);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoResources, recto_resources_free)

/* Whether a code block's info string says chart, or figures. */
gboolean recto_node_is_chart(const RectoNode *node);

/* Returns the chart or the panel of big numbers of a code block, borrowed. Returns NULL if the block is neither, or
 * if its data cannot be used. */
const RectoChart *recto_resources_chart(const RectoResources *resources, const RectoNode *node);
const RectoPanel *recto_resources_panel(const RectoResources *resources, const RectoNode *node);

/* The parts of a code block that are told apart by colour, as RectoToken in order, borrowed. NULL: it is set plain, for
 * its language is not known, or it is too long or too intricate a text. */
const GArray *recto_resources_tokens(const RectoResources *resources, const RectoNode *node);

/* The grammars that found them, as "{file: NAME, sha256: …}" (char*), borrowed. */
const GPtrArray *recto_resources_grammars(const RectoResources *resources);

/* Gives pages, which are empty yet, the pictures and the data files that were read, for attachments. */
void recto_resources_share(const RectoResources *resources, RectoPages *pages);
