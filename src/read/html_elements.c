/* Table of HTML elements, and parser of their attributes (html_elements.h). */
#include "read/html_elements.h"

#include "base/address.h"
#include "read/front_matter_parts.h"
#include <stdlib.h>
#include <string.h>

#define MAX_CLASSES 16
#define MAX_COLUMNS 100
#define MAX_ROWS    1000
#define MAX_PIXELS  100000
#define MAX_NUMBER  1000000

static const RectoTag tags[] = {
#define TAG(name, role, kind) {name, RECTO_TAG_##role, RECTO_NODE_##kind},
#include "read/html_elements.def"
#undef TAG
};

static int compare_name(const void *name, const void *tag)
{
    return strcmp(name, ((const RectoTag *)tag)->name);
}

const RectoTag *recto_html_tag(const char *name)
{
    return bsearch(name, tags, G_N_ELEMENTS(tags), sizeof tags[0], compare_name);
}

const char *recto_html_attribute(const char *const *attributes, const char *name)
{
    for (guint i = 0; attributes && attributes[i]; i += 2)
        if (g_str_equal(attributes[i], name))
            return attributes[i + 1] ? attributes[i + 1] : "";
    return NULL;
}

static const char *given(const char *const *attributes, const char *name)
{
    const char *value = recto_html_attribute(attributes, name);
    return value && *value ? value : NULL;
}

/* ---- attributes of every element ---- */

static const char **read_classes(RectoArena *arena, const char *value)
{
    const char **classes = recto_arena_newn(arena, const char *, MAX_CLASSES + 1);
    guint n = 0;
    while (n < MAX_CLASSES) {
        value += strspn(value, " \t\r\n\f");
        gsize length = strcspn(value, " \t\r\n\f");
        if (length == 0)
            break;
        classes[n++] = recto_arena_strndup(arena, value, (gssize)length);
        value += length;
    }
    return n ? classes : NULL;
}

static const char *read_language(RectoArena *arena, const char *const *attributes)
{
    const char *value = given(attributes, "lang");
    if (!value)
        value = given(attributes, "xml:lang");
    return value ? recto_front_matter_language(value, arena) : NULL;
}

/* An id has no space in it. */
static const char *read_id(RectoArena *arena, const char *const *attributes)
{
    const char *value = given(attributes, "id");
    if (!value)
        value = given(attributes, "name");
    if (!value || strpbrk(value, " \t\r\n\f"))
        return NULL;
    return recto_arena_strndup(arena, value, -1);
}

static void read_direction(RectoArena *arena, RectoAttributes *read, const char *value)
{
    gboolean rtl = g_ascii_strcasecmp(value, "rtl") == 0;
    if (!rtl && g_ascii_strcasecmp(value, "ltr") != 0)
        return;
    read->keys = recto_arena_newn(arena, const char *, 2);
    read->values = recto_arena_newn(arena, const char *, 2);
    read->keys[0] = "dir";
    read->values[0] = rtl ? "rtl" : "ltr";
}

const RectoAttributes *recto_html_attributes(RectoArena *arena, const char *const *attributes)
{
    if (!attributes)
        return NULL;
    RectoAttributes read = {0};
    read.id = read_id(arena, attributes);
    read.lang = read_language(arena, attributes);
    if (given(attributes, "class"))
        read.classes = read_classes(arena, given(attributes, "class"));
    if (given(attributes, "dir"))
        read_direction(arena, &read, given(attributes, "dir"));
    if (!read.id && !read.lang && !read.classes && !read.keys)
        return NULL;
    return recto_arena_copy(arena, &read, sizeof read);
}

/* ---- numbers and styles ---- */

/* Returns a whole number within limits, or 0 if there is none; sets *ret_end after it. */
static int read_number(const char *value, int max, const char **ret_end)
{
    char *end = NULL;
    gint64 number = value ? g_ascii_strtoll(value, &end, 10) : 0;
    if (ret_end)
        *ret_end = end ? end : "";
    return number < 0 ? 0 : (int)MIN(number, max);
}

/* A width such as 320, 320px or 50%. */
static void read_width(const char *value, int *ret_pixels, int *ret_percent)
{
    if (!value)
        return;
    const char *unit = "";
    int number = read_number(value, MAX_PIXELS, &unit);
    if (*unit == '.')
        unit += 1 + strspn(unit + 1, "0123456789");
    unit += strspn(unit, " ");
    if (*unit == '%')
        *ret_percent = MIN(number, 100);
    else if (*unit == '\0' || *unit == ';' || g_ascii_strncasecmp(unit, "px", 2) == 0)
        *ret_pixels = number;
}

/* Value of a property of a style attribute, up to the attribute's end; NULL: not there. */
static const char *property(const char *const *attributes, const char *name)
{
    const char *style = given(attributes, "style");
    gsize length = strlen(name);
    while (style) {
        style += strspn(style, " \t\r\n;");
        if (g_ascii_strncasecmp(style, name, length) == 0) {
            const char *colon = style + length + strspn(style + length, " \t");
            if (*colon == ':')
                return colon + 1 + strspn(colon + 1, " \t");
        }
        style = strchr(style, ';');
    }
    return NULL;
}

int recto_html_percent(const char *const *attributes)
{
    int pixels = 0, percent = 0;
    read_width(property(attributes, "width"), &pixels, &percent);
    if (percent)
        return percent;
    read_width(property(attributes, "max-width"), &pixels, &percent);
    return percent < 100 ? percent : 0;
}

static gboolean has_class(const char *const *attributes, const char *const *names)
{
    const char *classes = given(attributes, "class");
    if (!classes)
        return FALSE;
    g_auto(GStrv) words = g_strsplit_set(classes, " \t\r\n\f", -1);
    for (guint i = 0; words[i]; i++)
        if (g_strv_contains(names, words[i]))
            return TRUE;
    return FALSE;
}

gboolean recto_html_breaks_page(const char *const *attributes, gboolean after)
{
    static const char *const values[] = {"always", "all", "page", "left", "right", "recto", "verso", NULL};
    static const char *const before_names[] = {"page-break", "pagebreak", "page-break-before", NULL};
    static const char *const after_names[] = {"page-break-after", NULL};
    const char *value = property(attributes, after ? "page-break-after" : "page-break-before");
    if (!value)
        value = property(attributes, after ? "break-after" : "break-before");
    for (guint i = 0; value && values[i]; i++) {
        gsize n = strlen(values[i]);
        if (g_ascii_strncasecmp(value, values[i], n) == 0 && !g_ascii_isalpha(value[n]))
            return TRUE;
    }
    return has_class(attributes, after ? after_names : before_names);
}

/* ---- elements ---- */

void recto_html_read_list(RectoNode *node, const char *name, const char *const *attributes)
{
    node->list.ordered = g_str_equal(name, "ol");
    node->list.tight = TRUE;
    node->list.start = 1;
    if (node->list.ordered && given(attributes, "start"))
        node->list.start = read_number(given(attributes, "start"), MAX_NUMBER, NULL);
}

static RectoCellAlign read_align(const char *value)
{
    static const struct {
        const char *name;
        RectoCellAlign align;
    } rows[] = {{"left", RECTO_CELL_LEFT}, {"center", RECTO_CELL_CENTRE}, {"right", RECTO_CELL_RIGHT}};
    for (guint i = 0; value && i < G_N_ELEMENTS(rows); i++)
        if (g_ascii_strncasecmp(value, rows[i].name, strlen(rows[i].name)) == 0)
            return rows[i].align;
    return RECTO_CELL_NONE;
}

void recto_html_read_cell(RectoNode *node, const char *name, const char *const *attributes)
{
    node->cell.head = g_str_equal(name, "th");
    node->cell.column_span = read_number(given(attributes, "colspan"), MAX_COLUMNS, NULL);
    node->cell.row_span = read_number(given(attributes, "rowspan"), MAX_ROWS, NULL);
    node->cell.align = read_align(given(attributes, "align"));
    if (node->cell.align == RECTO_CELL_NONE)
        node->cell.align = read_align(property(attributes, "text-align"));
}

/* Reads the height and the maximum width of an image without a width. */
static void read_limits(RectoNode *image, const char *const *attributes)
{
    int percent = 0, unused = 0;
    if (image->image.width || image->image.percent)
        return;
    read_width(given(attributes, "height"), &image->image.height, &unused);
    read_width(property(attributes, "height"), &image->image.height, &unused);
    read_width(property(attributes, "max-width"), &image->image.max_width, &percent);
    image->image.percent = percent < 100 ? percent : 0;
}

void recto_html_read_image(RectoArena *arena, RectoNode *node, const char *const *attributes)
{
    const char *source = given(attributes, "src"), *alt = recto_html_attribute(attributes, "alt");
    const char *role = given(attributes, "role"), *title = given(attributes, "title");
    if (!source)
        source = given(attributes, "data-src"); /* pictures that a script loads when they are looked at */
    node->text = recto_arena_strndup(arena, source ? source : "", -1);
    node->title = title ? recto_arena_strndup(arena, title, -1) : NULL;
    read_width(given(attributes, "width"), &node->image.width, &node->image.percent);
    read_width(property(attributes, "width"), &node->image.width, &node->image.percent);
    read_limits(node, attributes);
    node->image.decorative =
        (alt && !*alt) ||
        (role && (g_ascii_strcasecmp(role, "presentation") == 0 || g_ascii_strcasecmp(role, "none") == 0));
    if (alt && *alt) {
        RectoNode *words = recto_node_new(arena, RECTO_NODE_TEXT, node->span);
        words->text = recto_arena_strndup(arena, alt, -1);
        recto_node_append(node, words);
    }
}

const char *recto_html_address(RectoArena *arena, const char *const *attributes)
{
    static const char *const names[] = {"src", "data", "data-src"};
    const char *address = NULL;
    for (guint i = 0; !address && i < G_N_ELEMENTS(names); i++)
        address = given(attributes, names[i]);
    if (!address)
        return NULL;
    g_autofree char *action = recto_address_action(address, NULL);
    gboolean relative = !action && recto_address_judge(address) == RECTO_ADDRESS_RELATIVE;
    return recto_arena_strndup(arena, relative ? address : action, -1);
}
