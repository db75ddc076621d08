/* Inline SVG drawings: images with the drawing in their address. */
#include "read/html_parts.h"

#include <string.h>

/* Words of the drawing's own title or description, or of its label; NULL: none. Caller frees. */
static char *description(const char *svg)
{
    static const char *const patterns[] = {"^<svg\\b[^>]*\\saria-label=[\"']([^\"'<]+)[\"']",
                                           "<title\\b[^>]*>([^<]+)</title>", "<desc\\b[^>]*>([^<]+)</desc>"};
    for (guint i = 0; i < G_N_ELEMENTS(patterns); i++) {
        g_autoptr(GRegex) regex = g_regex_new(patterns[i], G_REGEX_CASELESS, 0, NULL);
        g_autoptr(GMatchInfo) found = NULL;
        if (regex && g_regex_match(regex, svg, 0, &found))
            return g_strstrip(g_match_info_fetch(found, 1));
    }
    return NULL;
}

static gboolean is_hidden(const char *svg, gsize tag)
{
    g_autofree char *start = g_strndup(svg, tag);
    return strstr(start, "aria-hidden=\"true\"") || strstr(start, "role=\"presentation\"");
}

/* Adds the name space. It is implied in HTML, but required in a separate drawing. */
static GString *stand_alone(const char *svg, gsize tag)
{
    GString *text = g_string_new_len(svg, 4);
    g_autofree char *start = g_strndup(svg, tag);
    if (!strstr(start, "xmlns="))
        g_string_append(text, " xmlns=\"http://www.w3.org/2000/svg\"");
    if (strstr(svg, "xlink:") && !strstr(start, "xmlns:xlink="))
        g_string_append(text, " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    return g_string_append(text, svg + 4);
}

void recto_html_builder_add_drawing(RectoHtmlBuilder *builder, const char *source, gsize length, RectoSpan span)
{
    if (builder->dropping || length < 6)
        return;
    RectoArena *arena = builder->document->arena;
    g_autofree char *svg = g_strndup(source, length);
    gsize tag = strcspn(svg, ">");
    GString *text = stand_alone(svg, tag);
    g_autofree char *code = g_base64_encode((const guchar *)text->str, text->len);
    g_autofree char *address = g_strconcat("data:image/svg+xml;base64,", code, NULL);
    g_autofree char *words = description(svg);
    RectoNode *image = recto_node_new(arena, RECTO_NODE_IMAGE, span);
    image->text = recto_arena_strndup(arena, address, -1);
    image->image.decorative = is_hidden(svg, tag);
    if (words && *words) {
        RectoNode *child = recto_node_new(arena, RECTO_NODE_TEXT, span);
        child->text = recto_arena_strndup(arena, words, -1);
        recto_node_append(image, child);
    }
    recto_html_add_inline(builder, image);
    g_string_free(text, TRUE);
}
