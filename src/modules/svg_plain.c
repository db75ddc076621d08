/* Drawings of shapes and words only, as programs that draw charts write them. Drawing the recording of such a file
 * again takes time and memory in proportion to the file with its copies, whatever its numbers are: Cairo writes paths,
 * words and dashes into a PDF as they are. Everything else can cost more than its length says: filters, masks,
 * patterns, pictures, gradients that repeat (one entry for each repetition), and groups within groups (each may be
 * drawn once for every group around it). Names that are not known here count as such, unless librsvg ignores them. */
#include "modules/svg_decoder.h"

#include <string.h>

#define MAX_PLAIN_WEIGHT (2u << 20) /* bytes, copies counted */

#define SVG "http://www.w3.org/2000/svg"

static const char *const elements[] = {
    "svg",   "g",        "defs",    "symbol",   "use",  "rect",           "circle",         "ellipse",
    "line",  "polyline", "polygon", "path",     "text", "tspan",          "title",          "desc",
    "style", "switch",   "stop",    "clipPath", "tref", "linearGradient", "radialGradient", NULL};

/* In an attribute or a style sheet: groups, pixels, copies that no attribute names, and variants of all by escapes. */
static const char *const properties[] = {"filter", "mask", "blend", "isolation", "marker", "spread", "\\", "@", NULL};

static gboolean has_property(const char *text)
{
    for (guint i = 0; properties[i]; i++)
        if (strstr(text, properties[i]))
            return TRUE;
    return FALSE;
}

/* Whether CSS sets the opacity of a group; that of fills and strokes makes none. */
static gboolean has_opacity(const char *css)
{
    for (const char *at = strstr(css, "opacity"); at; at = strstr(at + 1, "opacity"))
        if (at == css || at[-1] != '-')
            return TRUE;
    return FALSE;
}

/* FALSE: the element is not a plain one. */
static gboolean check_attributes(const xmlNode *node, gboolean *ret_group, gboolean *ret_clipped)
{
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        const char *name = (const char *)attribute->name;
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        const char *text = value ? (const char *)value : "";
        gboolean style = strcmp(name, "style") == 0;
        gboolean plain = !has_property(name) && !(style && has_property(text));
        *ret_group |= strcmp(name, "opacity") == 0 || (style && has_opacity(text));
        *ret_clipped |= strcmp(name, "clip-path") == 0 || (style && strstr(text, "clip"));
        xmlFree(value);
        if (!plain)
            return FALSE;
    }
    return TRUE;
}

static gboolean is_plain_sheet(const xmlNode *node)
{
    xmlChar *css = xmlNodeGetContent(node);
    gboolean plain = !css || !(has_property((const char *)css) || has_opacity((const char *)css) ||
                               strstr((const char *)css, "clip"));
    xmlFree(css);
    return plain;
}

static gboolean is_in(const xmlNode *node, const char *name)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (strcmp((const char *)node->name, name) == 0)
            return TRUE;
    return FALSE;
}

/* `inside`: a group of its own is around the element, so that nothing in it may be one or be drawn from elsewhere. */
static gboolean is_plain_element(const xmlNode *node, gboolean inside, gboolean *ret_group)
{
    const char *name = (const char *)node->name;
    gboolean clipped = FALSE, use = strcmp(name, "use") == 0;
    if (!g_strv_contains(elements, name) || (strcmp(name, "style") == 0 && !is_plain_sheet(node)))
        return FALSE;
    if (!check_attributes(node, ret_group, &clipped))
        return FALSE;
    if ((use || clipped) && is_in(node, "clipPath"))
        return FALSE;
    return !((use || *ret_group) && inside) && !(use && *ret_group);
}

/* The nearest group around a node, as it was marked in node->_private. */
static gboolean is_inside_group(const xmlNode *node)
{
    for (node = node->parent; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (node->_private)
            return TRUE;
    return FALSE;
}

static gboolean is_ignored(const xmlNode *node)
{
    return strcmp((const char *)node->name, "metadata") == 0 ||
           (node->ns && node->ns->href && strcmp((const char *)node->ns->href, SVG) != 0);
}

gboolean recto_svg_is_plain(xmlNode *root, guint64 weight)
{
    if (weight > MAX_PLAIN_WEIGHT)
        return FALSE;
    for (xmlNode *node = root, *next; node; node = next) {
        gboolean group = FALSE, element = node->type == XML_ELEMENT_NODE;
        gboolean ignored = element && is_ignored(node);
        next = recto_svg_next(root, node, ignored);
        if (!element || ignored)
            continue;
        if (!is_plain_element(node, is_inside_group(node), &group))
            return FALSE;
        if (group)
            node->_private = root;
    }
    return TRUE;
}
