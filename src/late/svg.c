/* SVG, with librsvg, drawn once into a recording: vectors stay vectors, and a picture that stands on many pages is
 * stored once.
 *
 * The file is read as XML first, and written again: links become groups (Cairo 1.16 writes damaged files for them),
 * what could reach outside the file goes (librsvg would refuse it, but need not be asked), internal entities are put
 * in. */
#include "late/picture.h"

#include <librsvg/rsvg.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define MOST_BYTES    (32u << 20)
#define MOST_ELEMENTS 200000
#define MOST_DEPTH    200
#define MOST_COPIES   100000 /* elements, with those that are drawn again */
#define MOST_ROUNDS   64
#define FINE          3    /* units of a recording to a pixel of the web */
#define MOST_FILTERED 4800 /* units along a side */

static gboolean damaged(GError **error, const char *why)
{
    recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the SVG file can't be read (%s)", why);
    return FALSE;
}

static gboolean is_unwanted(const xmlNode *node)
{
    static const char *const names[] = {"script", "foreignObject", "audio", "video", "iframe", NULL};
    return g_strv_contains(names, (const char *)node->name);
}

static gboolean leads_outside(const char *address)
{
    return *address != '#' && g_ascii_strncasecmp(address, "data:", 5) != 0;
}

/* Addresses of other files. */
static void clean_attributes(xmlNode *node)
{
    for (xmlAttr *attribute = node->properties, *next; attribute; attribute = next) {
        next = attribute->next;
        if (strcmp((const char *)attribute->name, "href") != 0)
            continue;
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        if (!value || leads_outside((const char *)value))
            xmlRemoveProp(attribute);
        xmlFree(value);
    }
}

static void clean_element(xmlNode *node)
{
    if (strcmp((const char *)node->name, "a") == 0)
        xmlNodeSetName(node, (const xmlChar *)"g");
    clean_attributes(node);
}

/* Every element in turn; FALSE: too many, or too deep. */
static gboolean clean_tree(xmlNode *root)
{
    guint n = 0, depth = 1;
    for (xmlNode *node = root; node;) {
        xmlNode *gone = NULL;
        if (node->type == XML_ELEMENT_NODE) {
            if (++n > MOST_ELEMENTS || depth > MOST_DEPTH)
                return FALSE;
            gone = node != root && is_unwanted(node) ? node : NULL;
            if (!gone)
                clean_element(node);
        }
        if (!gone && node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            depth++;
            continue;
        }
        while (node != root && !node->next) {
            node = node->parent;
            depth--;
        }
        node = node == root ? NULL : node->next;
        if (gone) {
            xmlUnlinkNode(gone);
            xmlFreeNode(gone);
        }
    }
    return TRUE;
}

/* ---- copies ---- */

/* How many elements <use> makes of a part of the file: its own, and those of the parts it uses. */
typedef struct {
    guint own;
    guint64 all;
    GArray *uses; /* guint: parts */
} Part;

static void part_clear(gpointer data)
{
    g_array_unref(((Part *)data)->uses);
}

static guint part_of(GArray *parts, GHashTable *by_id, const char *id)
{
    gpointer found = NULL;
    if (g_hash_table_lookup_extended(by_id, id, NULL, &found))
        return GPOINTER_TO_UINT(found);
    Part part = {.uses = g_array_new(FALSE, FALSE, sizeof(guint))};
    g_array_append_val(parts, part);
    g_hash_table_insert(by_id, g_strdup(id), GUINT_TO_POINTER(parts->len - 1));
    return parts->len - 1;
}

static xmlChar *attribute_of(xmlNode *node, const char *name)
{
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (strcmp((const char *)attribute->name, name) == 0)
            return xmlNodeListGetString(node->doc, attribute->children, 1);
    return NULL;
}

/* Counts an element for every part that it stands in. */
static void count_element(GArray *parts, GHashTable *by_id, xmlNode *node)
{
    xmlChar *target = strcmp((const char *)node->name, "use") == 0 ? attribute_of(node, "href") : NULL;
    guint used = target && *target == '#' ? part_of(parts, by_id, (const char *)target + 1) : 0;
    for (xmlNode *around = node; around && around->type == XML_ELEMENT_NODE; around = around->parent) {
        gboolean top = !around->parent || around->parent->type != XML_ELEMENT_NODE;
        xmlChar *id = top ? NULL : attribute_of(around, "id");
        if (top || id) {
            guint part = top ? 0 : part_of(parts, by_id, (const char *)id);
            g_array_index(parts, Part, part).own++;
            if (used)
                g_array_append_val(g_array_index(parts, Part, part).uses, used);
        }
        xmlFree(id);
    }
    xmlFree(target);
}

/* Copies of copies of copies grow by powers; those that would take long to draw are found before. */
static gboolean copies_are_few(xmlNode *root)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(Part));
    g_autoptr(GHashTable) by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_array_set_clear_func(parts, part_clear);
    part_of(parts, by_id, "");
    for (xmlNode *node = root; node;) {
        if (node->type == XML_ELEMENT_NODE)
            count_element(parts, by_id, node);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node != root && !node->next)
            node = node->parent;
        node = node == root ? NULL : node->next;
    }
    gboolean settled = FALSE;
    for (guint round = 0; round < MOST_ROUNDS && !settled; round++) {
        settled = TRUE;
        for (guint i = 0; i < parts->len; i++) {
            Part *part = &g_array_index(parts, Part, i);
            guint64 all = part->own;
            for (guint k = 0; k < part->uses->len; k++)
                all += g_array_index(parts, Part, g_array_index(part->uses, guint, k)).all;
            settled &= all == part->all;
            part->all = MIN(all, 2 * MOST_COPIES);
        }
    }
    return g_array_index(parts, Part, 0).all <= MOST_COPIES;
}

/* The file as librsvg gets it; NULL and error when it is no SVG. */
static GBytes *clean(GBytes *file, GError **error)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(file, &length);
    if (length > MOST_BYTES) {
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "the SVG file is larger than %u MiB", MOST_BYTES >> 20);
        return NULL;
    }
    xmlDoc *document = xmlReadMemory(data, (int)length, NULL, NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                         XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    GBytes *cleaned = NULL;
    if (!root || strcmp((const char *)root->name, "svg") != 0) {
        damaged(error, "it is no sound SVG");
    } else if (!clean_tree(root) || !copies_are_few(root)) {
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "the SVG file has more elements than can be drawn");
    } else {
        xmlChar *text = NULL;
        int size = 0;
        xmlDtd *subset = xmlGetIntSubset(document);
        if (subset) {
            xmlUnlinkNode((xmlNode *)subset);
            xmlFreeDtd(subset);
        }
        xmlDocDumpMemoryEnc(document, &text, &size, "UTF-8");
        cleaned = g_bytes_new(text, (gsize)MAX(size, 0));
        xmlFree(text);
    }
    xmlFreeDoc(document);
    return cleaned;
}

static RsvgHandle *load(GBytes *file, GError **error)
{
    g_autoptr(GBytes) cleaned = clean(file, error);
    g_autoptr(GError) why = NULL;
    gsize length = 0;
    if (!cleaned)
        return NULL;
    const guint8 *data = g_bytes_get_data(cleaned, &length);
    RsvgHandle *handle = rsvg_handle_new_from_data(data, length, &why);
    if (!handle) {
        damaged(error, why ? why->message : "librsvg says no");
        return NULL;
    }
    rsvg_handle_set_dpi(handle, 96);
    return handle;
}

/* Its size in CSS pixels: what it says, else its view box's, else what browsers take. */
static void size_of(RsvgHandle *handle, double *width, double *height)
{
    if (rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height) && *width > 0 && *height > 0)
        return;
    gboolean has_box = FALSE;
    RsvgRectangle box = {0};
    rsvg_handle_get_intrinsic_dimensions(handle, NULL, NULL, NULL, NULL, &has_box, &box);
    *width = has_box && box.width > 0 ? box.width : 300;
    *height = has_box && box.height > 0 ? box.height : 150;
}

gboolean recto_svg_probe(GBytes *file, RectoPictureInfo *ret_info, GError **error)
{
    double width = 0, height = 0;
    RsvgHandle *handle = load(file, error);
    if (!handle)
        return FALSE;
    size_of(handle, &width, &height);
    g_object_unref(handle);
    /* Of a drawing only the proportions count. */
    double most = MAX(width, height);
    double scale = most > RECTO_PICTURE_MOST_SIDE / 4 ? RECTO_PICTURE_MOST_SIDE / 4 / most : most < 16 ? 16 / most : 1;
    *ret_info = (RectoPictureInfo){
        .format = RECTO_PICTURE_SVG,
        .width = (guint)MAX(ceil(width * scale - 0.001), 1),
        .height = (guint)MAX(ceil(height * scale - 0.001), 1),
        .orientation = 1,
    };
    return TRUE;
}

/* Filters make pixels, one a unit of the recording: with them the units are finer. */
static guint fineness(GBytes *file, const RectoPictureInfo *info)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(file, &length);
    gboolean filters = memmem(data, length, "<filter", 7) != NULL;
    return filters && MAX(info->width, info->height) <= MOST_FILTERED / FINE ? FINE : 1;
}

/* Where the drawing's origin lies in the recording, in its units. Cairo keeps coordinates in steps of 1/256: halfway
 * between two of them the last bit of a double decides, which compilers and mathematical libraries set differently.
 * Drawings have many such coordinates (an eighth of a pixel, scaled by a half …), but none this far from them. It is
 * less than half a step, so whole steps stay where they are. The outlines of letters are not covered: Cairo makes cubic
 * curves of TrueType's before it places them, and on arm64 a point of them may be a step aside. */
#define ORIGIN (0.30713 / 256)

cairo_surface_t *recto_svg_record(GBytes *file, const RectoPictureInfo *info, GError **error)
{
    RsvgHandle *handle = load(file, error);
    g_autoptr(GError) why = NULL;
    if (!handle)
        return NULL;
    /* The map that librsvg takes may know the faces of an earlier document. */
    pango_cairo_font_map_set_default(NULL);
    guint scale = fineness(file, info);
    cairo_rectangle_t extents = {0, 0, info->width * scale, info->height * scale};
    RsvgRectangle viewport = {ORIGIN, ORIGIN, info->width * scale, info->height * scale};
    cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
    cairo_t *cr = cairo_create(surface);
    gboolean drawn = rsvg_handle_render_document(handle, cr, &viewport, &why);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    g_object_unref(handle);
    if (drawn && !status)
        return surface;
    cairo_surface_destroy(surface);
    damaged(error, why ? why->message : cairo_status_to_string(status));
    return NULL;
}
