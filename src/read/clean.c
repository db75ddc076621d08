#include "read/clean.h"

#include "base/escape.h"

/* The text itself, or a clean copy in the arena. */
static const char *clean(RectoDocument *document, const char *text, RectoSpan span, RectoDiagnostics *diagnostics)
{
    gunichar first = 0;
    g_autofree char *copy = text ? recto_text_clean(text, &first) : NULL;
    if (!copy)
        return text;
    recto_diagnose(diagnostics, RECTO_CODE_BAD_CHARACTER, span, "U+%04X is no character of a text", first);
    return recto_arena_strndup(document->arena, copy, -1);
}

void recto_clean_document(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk)) {
        if (walk == RECTO_LEAVE)
            continue;
        node->text = clean(document, node->text, node->span, diagnostics);
        node->title = clean(document, node->title, node->span, diagnostics);
    }
}
