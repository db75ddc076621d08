/* The size of a drawing when everything that it draws again is counted: copies of copies grow by powers, and those that
 * would take long to draw are found before. <use> counts, and each pattern, mask, clip, marker, filter and feImage that
 * an attribute names; Cairo draws a gradient in one step. Style sheets are left to the trial. */
#include "modules/svg_decoder.h"

#include <string.h>

#define MOST_COPIES       100000 /* elements, with those that are drawn again */
#define MAX_COPIED_WEIGHT ((guint64)1 << 40)
#define MAX_COPY_ROUNDS   64

/* A part of the file that has an id: its own elements, and those of the parts that it draws. */
typedef struct {
    guint own;
    guint64 own_weight; /* bytes */
    guint64 all, all_weight;
    GArray *uses; /* guint: parts */
} SvgPart;

typedef struct {
    GArray *parts;         /* array of SvgPart; the first is the whole drawing */
    GHashTable *by_id;     /* id → index in parts */
    GHashTable *gradients; /* ids */
    GArray *used;          /* guint: the parts that the current element draws */
    guint64 weight;        /* size of the current element in bytes */
} Count;

static void part_clear(gpointer data)
{
    g_array_unref(((SvgPart *)data)->uses);
}

static guint part_of(Count *count, const char *id)
{
    gpointer found = NULL;
    if (g_hash_table_lookup_extended(count->by_id, id, NULL, &found))
        return GPOINTER_TO_UINT(found);
    SvgPart part = {.uses = g_array_new(FALSE, FALSE, sizeof(guint))};
    g_array_append_val(count->parts, part);
    g_hash_table_insert(count->by_id, g_strdup(id), GUINT_TO_POINTER(count->parts->len - 1));
    return count->parts->len - 1;
}

static void use(gpointer data, const char *id)
{
    Count *count = data;
    if (g_hash_table_contains(count->gradients, id))
        return;
    guint part = part_of(count, id);
    g_array_append_val(count->used, part);
}

static gboolean is_gradient(const xmlNode *node)
{
    return g_str_has_suffix((const char *)node->name, "Gradient");
}

/* Bytes of the words directly in an element. */
static guint64 weigh_text(const xmlNode *node)
{
    guint64 weight = 1;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_TEXT_NODE && child->content)
            weight += strlen((const char *)child->content);
    return weight;
}

/* Finds the parts that an element draws beside itself, and its weight. */
static void find_used(Count *count, const xmlNode *node)
{
    g_array_set_size(count->used, 0);
    count->weight = weigh_text(node);
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        const char *text = (const char *)value;
        count->weight += text ? strlen(text) + 1 : 1;
        gboolean href = strcmp((const char *)attribute->name, "href") == 0;
        if (href && text && *text == '#' && !is_gradient(node))
            use(count, text + 1);
        else if (!href && text)
            recto_svg_each_reference(text, use, count);
        xmlFree(value);
    }
}

/* Counts an element for every part that it is in. */
static void count_element(Count *count, xmlNode *node)
{
    find_used(count, node);
    for (xmlNode *around = node; around && around->type == XML_ELEMENT_NODE; around = around->parent) {
        gboolean top = !around->parent || around->parent->type != XML_ELEMENT_NODE;
        xmlChar *id = top ? NULL : recto_svg_attribute(around, "id");
        if (top || id) {
            guint index = top ? 0 : part_of(count, (const char *)id);
            SvgPart *part = &g_array_index(count->parts, SvgPart, index);
            part->own++;
            part->own_weight += count->weight;
            if (count->used->len)
                g_array_append_vals(part->uses, count->used->data, count->used->len);
        }
        xmlFree(id);
    }
}

/* Sums up until nothing changes, or the sum is too much. */
static void sum_up(const GArray *parts)
{
    gboolean settled = FALSE;
    for (guint round = 0; round < MAX_COPY_ROUNDS && !settled; round++) {
        settled = TRUE;
        for (guint i = 0; i < parts->len; i++) {
            SvgPart *part = &g_array_index(parts, SvgPart, i);
            guint64 all = part->own, weight = part->own_weight;
            for (guint k = 0; k < part->uses->len; k++) {
                const SvgPart *used = &g_array_index(parts, SvgPart, g_array_index(part->uses, guint, k));
                all += used->all;
                weight += used->all_weight;
            }
            all = MIN(all, 2 * MOST_COPIES);
            weight = MIN(weight, MAX_COPIED_WEIGHT);
            settled &= all == part->all && weight == part->all_weight;
            part->all = all;
            part->all_weight = weight;
        }
    }
}

static void find_gradients(Count *count, xmlNode *root)
{
    for (xmlNode *node = root; node; node = recto_svg_next(root, node, FALSE)) {
        xmlChar *id = node->type == XML_ELEMENT_NODE && is_gradient(node) ? recto_svg_attribute(node, "id") : NULL;
        if (id)
            g_hash_table_add(count->gradients, g_strdup((const char *)id));
        xmlFree(id);
    }
}

gboolean recto_svg_copies_are_few(xmlNode *root, guint64 *ret_weight)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, TRUE, sizeof(SvgPart));
    g_autoptr(GArray) used = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GHashTable) by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) gradients = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Count count = {parts, by_id, gradients, used, 0};
    g_array_set_clear_func(parts, part_clear);
    part_of(&count, "");
    find_gradients(&count, root);
    for (xmlNode *node = root; node; node = recto_svg_next(root, node, FALSE))
        if (node->type == XML_ELEMENT_NODE)
            count_element(&count, node);
    sum_up(parts);
    *ret_weight = g_array_index(parts, SvgPart, 0).all_weight;
    return g_array_index(parts, SvgPart, 0).all <= MOST_COPIES;
}
