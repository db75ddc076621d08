#include "read/html_parts.h"

#include "base/limits.h"

#include <string.h>

#define BLANKS " \t\r\n\f"

/* Returns the position after the value at `at`, quoted or not. Without a closing quotation mark, it is the end of the
 * text. */
static const char *skip_value(const char *at)
{
    if (*at != '"' && *at != '\'')
        return at + strcspn(at, BLANKS ">");
    const char *close = strchr(at + 1, *at);
    return close ? close + 1 : at + strlen(at);
}

/* Returns the position after the attribute at `at`, which must not be a blank or `>`. */
static const char *skip_attribute(const char *at)
{
    at += 1 + strcspn(at + 1, BLANKS "=>");
    const char *equals = at + strspn(at, BLANKS);
    if (*equals != '=')
        return at;
    return skip_value(equals + 1 + strspn(equals + 1, BLANKS));
}

/* Skips attributes from the end of a tag's name to its `>` or the end of the text. Sets *ret_from to the first
 * attribute beyond the limit, or to NULL. */
static const char *skip_attributes(const char *at, const char **ret_from)
{
    guint n = 0;
    *ret_from = NULL;
    for (at += strspn(at, BLANKS); *at && *at != '>'; at += strspn(at, BLANKS)) {
        if (n++ == recto_limit(RECTO_LIMIT_ATTRIBUTES))
            *ret_from = at;
        at = skip_attribute(at);
    }
    return at;
}

/* Line ends stay, so that the lines below keep their numbers. */
static void blank(char *text, gsize from, gsize to)
{
    for (gsize i = from; i < to; i++)
        text[i] = text[i] == '\n' ? '\n' : ' ';
}

void recto_html_limit_attributes(RectoDocument *document, RectoNode *node, RectoDiagnostics *diagnostics)
{
    char *copy = NULL;
    guint32 line = 0;
    const char *counted = node->text;
    for (const char *at = strchr(node->text, '<'); at; at = strchr(at, '<')) {
        const char *from = NULL;
        if (!g_ascii_isalpha(at[1])) {
            at++;
            continue;
        }
        at = skip_attributes(at + 1 + strcspn(at + 1, BLANKS ">"), &from);
        if (!from)
            continue;
        for (; counted < from; counted++)
            line += *counted == '\n';
        RectoSpan span = {node->span.file, node->span.line + line, line ? 0 : node->span.column, 0};
        recto_diagnose(diagnostics, RECTO_CODE_LIMIT_REACHED, span,
                       "a tag has more than %u attributes; recto ignored the rest",
                       recto_limit(RECTO_LIMIT_ATTRIBUTES));
        copy = copy ? copy : recto_arena_strndup(document->arena, node->text, -1);
        blank(copy, (gsize)(from - node->text), (gsize)(at - node->text));
    }
    if (copy)
        node->text = copy;
}
