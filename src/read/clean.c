#include "read/clean.h"

#include "base/escape.h"
#include "base/limits.h"

/* The text itself, or a clean copy in the arena. */
static const char *clean(RectoDocument *document, const char *text, RectoSpan span, RectoDiagnostics *diagnostics)
{
    gunichar first = 0;
    if (!text)
        return NULL;
    g_autofree char *copy = recto_text_clean(text, &first);
    if (copy)
        recto_diagnose(diagnostics, RECTO_CODE_BAD_CHARACTER, span, "U+%04X is no character of a text", first);
    g_autofree char *fewer = recto_limit_marks(copy ? copy : text);
    if (fewer)
        recto_diagnose(diagnostics, RECTO_CODE_LIMIT_REACHED, span,
                       "more than %u marks without width in a row; recto left out the rest",
                       recto_limit(RECTO_LIMIT_MARKS));
    const char *cleaned = fewer ? fewer : copy;
    return cleaned ? recto_arena_strndup(document->arena, cleaned, -1) : text;
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
