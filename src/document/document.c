/* Creates and frees documents. */
#include "document/document.h"

RectoDocument *recto_document_new(void)
{
    RectoDocument *document = g_new0(RectoDocument, 1);
    document->arena = recto_arena_new();
    document->root = recto_node_new(document->arena, RECTO_NODE_DOCUMENT, RECTO_NO_SPAN);
    return document;
}

void recto_document_free(RectoDocument *document)
{
    if (!document)
        return;
    g_clear_pointer(&document->parts, g_ptr_array_unref);
    recto_yaml_free(document->yaml);
    recto_arena_free(document->arena);
    g_free(document);
}
