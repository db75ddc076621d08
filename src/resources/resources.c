/* Gathers what a document needs from outside it. */
#include "resources/resources.h"

#include "resources/code_tokens.h"

#include <string.h>

struct RectoResources {
    RectoArena *arena;           /* memory of charts and panels */
    RectoImages *images;         /* borrowed */
    GHashTable *charts, *panels; /* const RectoNode* → RectoChart*, RectoPanel* of the arena */
    GHashTable *tokens;          /* const RectoNode* → GArray of RectoToken */
    GPtrArray *grammars;
    GArray *attachments; /* of RectoAttachment */
};

/* ---- one kind after the other ---- */

/* Whether the info string begins with the word. */
static gboolean is_called(const RectoNode *node, const char *word)
{
    const char *info = node->title ? node->title : "";
    gsize length = strlen(word);
    return strncmp(info, word, length) == 0 && !g_ascii_isalnum(info[length]) && info[length] != '-';
}

gboolean recto_node_is_chart(const RectoNode *node)
{
    return node->kind == RECTO_NODE_CODE_BLOCK && (is_called(node, "chart") || is_called(node, "figures"));
}

/* A block whose data can't be used is code, and may have colours. */
static void gather_code(RectoResources *resources, const RectoResourcesRequest *request,
                        const RectoChartContext *context, const RectoNode *node)
{
    RectoChart *chart = is_called(node, "chart") ? recto_chart_read(context, node->text, node->span) : NULL;
    RectoPanel *panel = is_called(node, "figures") ? recto_panel_read(context, node->text, node->span) : NULL;
    if (chart) {
        g_hash_table_insert(resources->charts, (gpointer)node, chart);
        return;
    }
    if (panel) {
        g_hash_table_insert(resources->panels, (gpointer)node, panel);
        return;
    }
    GArray *tokens = recto_code_tokens(node->title, node->text, node->span, resources->grammars, request->diagnostics);
    if (tokens)
        g_hash_table_insert(resources->tokens, (gpointer)node, tokens);
}

static void gather_nodes(RectoResources *resources, const RectoResourcesRequest *request)
{
    const RectoChartContext context = {
        .style = request->style,
        .strings = request->strings,
        .arena = resources->arena,
        .attachments = resources->attachments,
        .diagnostics = request->diagnostics,
        .lang = request->document->meta.lang,
        .root = request->root,
        .folder = request->folder,
        .name_root = request->name_root,
    };
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(request->document->root, &node, &walk)) {
        if (walk != RECTO_ENTER)
            continue;
        if (node->kind == RECTO_NODE_IMAGE && request->images)
            recto_images_load(request->images, node->text, node->span);
        else if (node->kind == RECTO_NODE_CODE_BLOCK)
            gather_code(resources, request, &context, node);
    }
}

static void gather_image(RectoImages *images, const char *address, RectoSpan span)
{
    if (images && address && *address)
        recto_images_load(images, address, span);
}

/* The cover's picture and the logos, as far as the style shows them. */
static void gather_style(const RectoResourcesRequest *request)
{
    RectoImages *images = request->images;
    const RectoStyle *style = request->style;
    /* A document whose headings leave no place for its title has a cover all the same. */
    gboolean cover = style->cover_kind != RECTO_COVER_NONE || request->document->n_headings > 0;
    gather_image(images, cover ? style->cover_picture : NULL, style->cover_picture_span);
    if (!(style->logo_cover && cover) && !style->logo_back && !style->logo_foot)
        return;
    gather_image(images, style->logo, style->logo_span);
    gather_image(images, style->logo_cover && cover ? style->logo_on_dark : NULL, style->logo_on_dark_span);
    gather_image(images, style->logo_foot ? style->logo_small : NULL, style->logo_small_span);
}

/* ---- life ---- */

static void attachment_clear(gpointer data)
{
    g_bytes_unref(((RectoAttachment *)data)->bytes);
}

RectoResources *recto_resources_gather(const RectoResourcesRequest *request)
{
    RectoResources *resources = g_new0(RectoResources, 1);
    resources->arena = recto_arena_new();
    resources->images = request->images;
    resources->charts = g_hash_table_new(NULL, NULL);
    resources->panels = g_hash_table_new(NULL, NULL);
    resources->tokens = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    resources->grammars = g_ptr_array_new_with_free_func(g_free);
    resources->attachments = g_array_new(FALSE, TRUE, sizeof(RectoAttachment));
    g_array_set_clear_func(resources->attachments, attachment_clear);
    gather_nodes(resources, request);
    gather_style(request);
    return resources;
}

void recto_resources_free(RectoResources *resources)
{
    if (!resources)
        return;
    g_hash_table_unref(resources->charts);
    g_hash_table_unref(resources->panels);
    g_hash_table_unref(resources->tokens);
    g_ptr_array_unref(resources->grammars);
    g_array_unref(resources->attachments);
    recto_arena_free(resources->arena);
    g_free(resources);
}

/* ---- looking up ---- */

const RectoChart *recto_resources_chart(const RectoResources *resources, const RectoNode *node)
{
    return g_hash_table_lookup(resources->charts, node);
}

const RectoPanel *recto_resources_panel(const RectoResources *resources, const RectoNode *node)
{
    return g_hash_table_lookup(resources->panels, node);
}

const GArray *recto_resources_tokens(const RectoResources *resources, const RectoNode *node)
{
    return g_hash_table_lookup(resources->tokens, node);
}

const GPtrArray *recto_resources_grammars(const RectoResources *resources)
{
    return resources->grammars;
}

void recto_resources_share(const RectoResources *resources, RectoPages *pages)
{
    if (resources->images)
        recto_images_share(resources->images, pages);
    for (guint i = 0; i < resources->attachments->len; i++) {
        RectoAttachment attachment = g_array_index(resources->attachments, RectoAttachment, i);
        attachment.bytes = g_bytes_ref(attachment.bytes);
        g_array_append_val(pages->attachments, attachment);
    }
}
