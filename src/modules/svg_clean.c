/* An SVG file is read as XML and written again for librsvg, so that it holds nothing that leads out of it. librsvg
 * would refuse most of that by itself, but it need not be asked.
 *
 * - No entity, DTD, style sheet, XInclude or picture outside the file is ever opened: the loader of libxml refuses all,
 *   and external entities are declared empty before anything can refer to them.
 * - Links become groups (Cairo 1.16 writes damaged files for them), HTML and programs go.
 * - Pictures in data: addresses obey the limits of all pictures, and are PNG or JPEG afterwards. */
#include "modules/svg_decoder.h"

#include "base/image_lookup.h"

#include <cairo.h>
#include <gmodule.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdarg.h>
#include <string.h>

#define MAX_SVG_BYTES (32u << 20)
#define MOST_ELEMENTS 200000
#define MOST_DEPTH    200
#define MOST_WITHIN   3  /* drawings in drawings */
#define MOST_REMARKS  4  /* maximum number of remarks of one kind */
#define MOST_OCTAVES  10 /* maximum octaves of turbulence; further ones are finer than one step of colour */
#define MOST_WORDS    40 /* characters of HTML that a remark shows */

#define XINCLUDE "http://www.w3.org/2001/XInclude"

void recto_svg_clear(RectoSvg *svg)
{
    g_clear_pointer(&svg->remarks, g_ptr_array_unref);
    g_clear_pointer(&svg->variables, g_hash_table_unref);
}

void recto_svg_remark(RectoSvg *svg, RectoRemarkKind kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    guint n = 0;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (guint i = 0; i < svg->remarks->len; i++) {
        const RectoImageRemark *old = g_ptr_array_index(svg->remarks, i);
        n += old->kind == kind;
        if (old->kind == kind && (g_str_equal(old->text, valid) || n >= MOST_REMARKS))
            return;
    }
    RectoImageRemark *remark = g_new(RectoImageRemark, 1);
    remark->kind = kind;
    remark->text = g_steal_pointer(&valid);
    g_ptr_array_add(svg->remarks, remark);
}

xmlChar *recto_svg_attribute(const xmlNode *node, const char *name)
{
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (strcmp((const char *)attribute->name, name) == 0)
            return xmlNodeListGetString(node->doc, attribute->children, 1);
    return NULL;
}

xmlNode *recto_svg_next(xmlNode *root, xmlNode *node, gboolean skip)
{
    if (!skip && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static gboolean is_called(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* ---- pictures inside ---- */

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* librsvg may not read WebP. */
static GBytes *to_png(GBytes *file, const RectoImageInfo *info)
{
    cairo_surface_t *surface = recto_picture_surface(file, info, 0, 0, NULL);
    if (!surface)
        return NULL;
    GByteArray *png = g_byte_array_new();
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, png);
    cairo_surface_destroy(surface);
    GBytes *bytes = g_byte_array_free_to_bytes(png);
    if (status)
        g_clear_pointer(&bytes, g_bytes_unref);
    return bytes;
}

static char *data_address(GBytes *file, const char *type)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    g_autofree char *text = g_base64_encode(data, length);
    return g_strdup_printf("data:%s;base64,%s", type, text);
}

static char *clean_drawing(RectoSvg *svg, GBytes *file, GError **error)
{
    if (svg->depth >= MOST_WITHIN) {
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "drawings are nested more than %d levels deep", MOST_WITHIN);
        return NULL;
    }
    GHashTable *variables = svg->variables;
    svg->variables = NULL;
    svg->depth++;
    g_autoptr(GBytes) cleaned = recto_svg_clean(svg, file, error);
    svg->depth--;
    g_clear_pointer(&svg->variables, g_hash_table_unref);
    svg->variables = variables;
    return cleaned ? data_address(cleaned, "image/svg+xml") : NULL;
}

static char *clean_pixels(RectoSvg *svg, GBytes *file, GError **error)
{
    RectoImageInfo info;
    if (!recto_pixels_probe(file, &info, error))
        return NULL;
    svg->pixels += (guint64)info.width * info.height;
    if (svg->pixels > RECTO_PICTURE_MOST_PIXELS) {
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "the images inside have more than %u million pixels",
                           RECTO_PICTURE_MOST_PIXELS >> 20);
        return NULL;
    }
    if (info.format == RECTO_PICTURE_PNG)
        return data_address(file, "image/png");
    if (info.format == RECTO_PICTURE_JPEG)
        return data_address(file, "image/jpeg");
    g_autoptr(GBytes) png = to_png(file, &info);
    if (!png)
        recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the image can't be decoded");
    return png ? data_address(png, "image/png") : NULL;
}

/* A data: address that may stay; NULL with error set: it is too large for all; NULL without: it goes. */
static char *clean_data(RectoSvg *svg, const char *address, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GBytes) file = recto_site_data(address);
    if (!file) {
        recto_svg_remark(svg, RECTO_REMARK_PICTURE, "the data: URL has no image");
        return NULL;
    }
    char *clean = recto_picture_is_xml(file) ? clean_drawing(svg, file, &why) : clean_pixels(svg, file, &why);
    if (!clean && g_error_matches(why, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "an image inside: %s", why->message);
    else if (!clean)
        recto_svg_remark(svg, RECTO_REMARK_PICTURE, "%s", why->message);
    return clean;
}

/* ---- elements ---- */

/* FALSE and error: the whole drawing is refused. */
static gboolean clean_href(RectoSvg *svg, xmlNode *node, xmlAttr *attribute, const char *address, GError **error)
{
    gboolean inside = g_ascii_strncasecmp(address, "data:", 5) == 0;
    gboolean pictures = is_called(node, "image") || is_called(node, "feImage");
    GError *why = NULL;
    if (*address == '#')
        return TRUE;
    g_autofree char *data = inside && pictures ? clean_data(svg, address, &why) : NULL;
    if (why) {
        g_propagate_error(error, why);
        return FALSE;
    }
    if (!inside && !is_called(node, "g"))
        recto_svg_remark(svg, RECTO_REMARK_OUTSIDE, "“%.60s”", address);
    if (data)
        xmlNodeSetContent((xmlNode *)attribute, (const xmlChar *)data);
    else
        xmlRemoveProp(attribute);
    return TRUE;
}

static void clean_value(RectoSvg *svg, xmlNode *node, xmlAttr *attribute, const char *value)
{
    gboolean octaves = strcmp((const char *)attribute->name, "numOctaves") == 0;
    g_autofree char *clean = octaves && g_ascii_strtod(value, NULL) > MOST_OCTAVES ? g_strdup_printf("%d", MOST_OCTAVES)
                                                                                   : recto_svg_clean_css(svg, value);
    if (clean)
        xmlSetNsProp(node, attribute->ns, attribute->name, (const xmlChar *)clean);
}

static gboolean clean_attributes(RectoSvg *svg, xmlNode *node, GError **error)
{
    gboolean permitted = TRUE;
    for (xmlAttr *attribute = node->properties, *next; attribute && permitted; attribute = next) {
        next = attribute->next;
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        const char *text = value ? (const char *)value : "";
        if (strcmp((const char *)attribute->name, "href") == 0)
            permitted = clean_href(svg, node, attribute, text + strspn(text, " \t\r\n"), error);
        else
            clean_value(svg, node, attribute, text);
        xmlFree(value);
    }
    return permitted;
}

static void clean_sheet(RectoSvg *svg, xmlNode *node)
{
    xmlChar *css = xmlNodeGetContent(node);
    g_autofree char *clean = css ? recto_svg_clean_css(svg, (const char *)css) : NULL;
    if (clean) {
        xmlNodeSetContent(node, NULL);
        xmlNodeAddContent(node, (const xmlChar *)clean);
    }
    xmlFree(css);
}

static gboolean clean_element(RectoSvg *svg, xmlNode *node, GError **error)
{
    if (is_called(node, "a"))
        xmlNodeSetName(node, (const xmlChar *)"g");
    if (is_called(node, "style"))
        clean_sheet(svg, node);
    svg->paints |= is_called(node, "filter") || is_called(node, "mask");
    return clean_attributes(svg, node, error);
}

/* ---- removal of unsupported content ---- */

/* The words of HTML in a drawing, unless a <switch> offers the same as SVG. */
static void remark_on_html(RectoSvg *svg, xmlNode *node)
{
    gboolean replaced = FALSE;
    for (const xmlNode *next = node->next; next && node->parent && is_called(node->parent, "switch"); next = next->next)
        replaced |= next->type == XML_ELEMENT_NODE && !is_called(next, "foreignObject");
    xmlChar *content = replaced ? NULL : xmlNodeGetContent(node);
    g_autofree char *valid = g_utf8_make_valid(content ? (const char *)content : "", -1);
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(valid), " \t\r\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; words[i] && g_utf8_strlen(text->str, -1) < MOST_WORDS; i++)
        if (*words[i])
            g_string_append_printf(text, "%s%s", text->len ? " " : "", words[i]);
    g_autofree char *start = g_utf8_substring(text->str, 0, MIN(MOST_WORDS, g_utf8_strlen(text->str, -1)));
    if (*start)
        recto_svg_remark(svg, RECTO_REMARK_HTML, "“%s”", start);
    xmlFree(content);
}

static gboolean is_unwanted(RectoSvg *svg, xmlNode *node)
{
    static const char *const names[] = {"script", "audio", "video", "iframe", NULL};
    if (node->type == XML_PI_NODE && strcmp((const char *)node->name, "xml-stylesheet") == 0)
        recto_svg_remark(svg, RECTO_REMARK_OUTSIDE, "a style sheet (<?xml-stylesheet?>)");
    if (node->type != XML_ELEMENT_NODE)
        return node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE;
    if (node->ns && node->ns->href && strcmp((const char *)node->ns->href, XINCLUDE) == 0) {
        recto_svg_remark(svg, RECTO_REMARK_OUTSIDE, "another file (XInclude)");
        return TRUE;
    }
    if (is_called(node, "foreignObject")) {
        remark_on_html(svg, node);
        return TRUE;
    }
    return g_strv_contains(names, (const char *)node->name);
}

static guint depth_of(const xmlNode *node)
{
    guint depth = 0;
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        depth++;
    return depth;
}

/* Variables first: an element may use one that a later sheet sets. */
static gboolean find_variables(RectoSvg *svg, xmlNode *root)
{
    guint n = 0;
    for (xmlNode *node = root; node; node = recto_svg_next(root, node, FALSE)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (++n > MOST_ELEMENTS || depth_of(node) > MOST_DEPTH)
            return FALSE;
        xmlChar *css = is_called(node, "style") ? xmlNodeGetContent(node) : recto_svg_attribute(node, "style");
        if (css)
            recto_svg_find_variables(svg, (const char *)css);
        xmlFree(css);
    }
    return TRUE;
}

static gboolean clean_tree(RectoSvg *svg, xmlNode *root, GError **error)
{
    for (xmlNode *node = root, *next; node; node = next) {
        if (node != root && is_unwanted(svg, node)) {
            next = recto_svg_next(root, node, TRUE);
            xmlUnlinkNode(node);
            xmlFreeNode(node);
            continue;
        }
        if (node->type == XML_ELEMENT_NODE && !clean_element(svg, node, error))
            return FALSE;
        /* Only now: cleaning a style sheet replaces the text in it. */
        next = recto_svg_next(root, node, FALSE);
    }
    return TRUE;
}

/* ---- reading and writing ---- */

/* Every file and address that libxml asks for, from wherever in this process. */
static xmlParserInput *refuse(const char *url, const char *id, xmlParserCtxt *context)
{
    return NULL;
}

G_MODULE_EXPORT const char *g_module_check_init(GModule *module);
const char *g_module_check_init(GModule *module)
{
    xmlSetExternalEntityLoader(refuse);
    return NULL;
}

/* External entities are empty from their declaration on. */
static void declare_entity(void *data, const xmlChar *name, int type, const xmlChar *id, const xmlChar *url,
                           xmlChar *content)
{
    xmlParserCtxt *context = data;
    gboolean parameter = type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY;
    gboolean external = type != XML_INTERNAL_GENERAL_ENTITY && type != XML_INTERNAL_PARAMETER_ENTITY;
    if (external)
        recto_svg_remark(context->_private, RECTO_REMARK_OUTSIDE, "the entity “%.60s”", (const char *)name);
    xmlChar empty[] = "";
    xmlSAX2EntityDecl(context, name, parameter ? XML_INTERNAL_PARAMETER_ENTITY : XML_INTERNAL_GENERAL_ENTITY, NULL,
                      NULL, external ? empty : content);
}

static void declare_unparsed(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *url,
                             const xmlChar *notation)
{
}

static void ignore_subset(void *context, const xmlChar *name, const xmlChar *id, const xmlChar *url)
{
}

static xmlDoc *parse(RectoSvg *svg, GBytes *file)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(file, &length);
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (!context)
        return NULL;
    context->_private = svg;
    context->sax->entityDecl = declare_entity;
    context->sax->unparsedEntityDecl = declare_unparsed;
    context->sax->externalSubset = ignore_subset;
    xmlDoc *document = xmlCtxtReadMemory(context, data, (int)length, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                             XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    xmlFreeParserCtxt(context);
    return document;
}

static GBytes *write_document(xmlDoc *document)
{
    xmlChar *text = NULL;
    int size = 0;
    xmlDtd *subset = xmlGetIntSubset(document);
    if (subset) {
        xmlUnlinkNode((xmlNode *)subset);
        xmlFreeDtd(subset);
    }
    /* Only the element: instructions may surround it. */
    xmlNode *root = xmlDocGetRootElement(document);
    while (document->children != root || root->next) {
        xmlNode *other = document->children != root ? document->children : root->next;
        xmlUnlinkNode(other);
        xmlFreeNode(other);
    }
    xmlDocDumpMemoryEnc(document, &text, &size, "UTF-8");
    GBytes *bytes = g_bytes_new(text, (gsize)MAX(size, 0));
    xmlFree(text);
    return bytes;
}

static gboolean clean_document(RectoSvg *svg, xmlDoc *document, GError **error)
{
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (!root || strcmp((const char *)root->name, "svg") != 0) {
        recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the SVG file can't be read (invalid SVG)");
        return FALSE;
    }
    for (xmlNode *node = document->children; node; node = node->next)
        if (node->type == XML_PI_NODE)
            is_unwanted(svg, node);
    if (find_variables(svg, root)) {
        guint64 weight = 0;
        if (!clean_tree(svg, root, error))
            return FALSE;
        if (recto_svg_copies_are_few(root, &weight)) {
            svg->plain = recto_svg_is_plain(root, weight);
            recto_svg_check_text(svg, root);
            return TRUE;
        }
    }
    recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "the SVG file has too many elements");
    return FALSE;
}

GBytes *recto_svg_clean(RectoSvg *svg, GBytes *file, GError **error)
{
    if (g_bytes_get_size(file) > MAX_SVG_BYTES) {
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "the SVG file is larger than %u MiB", MAX_SVG_BYTES >> 20);
        return NULL;
    }
    if (!svg->remarks)
        svg->remarks = g_ptr_array_new_with_free_func(recto_picture_remark_free);
    if (!svg->variables)
        svg->variables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    xmlDoc *document = parse(svg, file);
    GBytes *cleaned = clean_document(svg, document, error) ? write_document(document) : NULL;
    xmlFreeDoc(document);
    return cleaned;
}
