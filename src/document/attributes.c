/* Parses attributes in braces and adds them to nodes. */
#include "document/attributes.h"

#include <string.h>

/* Maximum length and number of attributes; longer or more are not attributes. */
#define MAX_ATTRIBUTE_BYTES 2000
#define MAX_ATTRIBUTES      40

typedef struct {
    RectoArena *arena;
    const char *at, *end;
    const char *id, *lang;
    GPtrArray *classes, *keys, *values; /* const char * in the arena */
    gboolean known;                     /* TRUE if it contains more than unknown keys */
} Parser;

static gboolean is_known_key(const char *key)
{
    static const char *const known[] = {"lang",  "width", "height", "title",  "alt",     "caption", "role",  "style",
                                        "align", "rel",   "target", "column", "columns", "start",   "short", NULL};
    return g_strv_contains(known, key) || g_str_has_prefix(key, "data-");
}

static gboolean is_name_character(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c) || (c < 0x80 && c && strchr("_-:./", (int)c));
}

/* Returns the length in bytes of the name at the cursor. */
static gsize name_length(const Parser *parser)
{
    const char *at = parser->at;
    while (at < parser->end && is_name_character(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return (gsize)(at - parser->at);
}

static const char *consume(Parser *parser, gsize length)
{
    const char *text = recto_arena_strndup(parser->arena, parser->at, (gssize)length);
    parser->at += length;
    return text;
}

static gboolean has_letter(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (g_unichar_isalpha(g_utf8_get_char(text)))
            return TRUE;
    return FALSE;
}

static gboolean parse_id(Parser *parser)
{
    parser->at++;
    gsize length = name_length(parser);
    if (!length)
        return FALSE;
    const char *id = consume(parser, length);
    if (!parser->id)
        parser->id = id;
    parser->known = TRUE;
    /* {#12} is probably a number in the text; {#2024} may be the ID of a heading */
    return has_letter(id) || length >= 4;
}

static gboolean parse_class(Parser *parser)
{
    parser->at++;
    gsize length = name_length(parser);
    if (!length || !(g_unichar_isalpha(g_utf8_get_char(parser->at)) || *parser->at == '_' || *parser->at == '-'))
        return FALSE;
    g_ptr_array_add(parser->classes, (gpointer)consume(parser, length));
    parser->known = TRUE;
    return TRUE;
}

static const char *parse_value(Parser *parser)
{
    char quote = *parser->at;
    if (quote == '"' || quote == '\'') {
        const char *start = parser->at + 1;
        const char *close = memchr(start, quote, (gsize)(parser->end - start));
        parser->at = start;
        const char *value = close ? consume(parser, (gsize)(close - start)) : NULL;
        parser->at += close ? 1 : 0;
        return value;
    }
    const char *stop = parser->at;
    while (stop < parser->end && !strchr(" \t{}\"'<>`=", *stop))
        stop++;
    return stop > parser->at ? consume(parser, (gsize)(stop - parser->at)) : NULL;
}

static void add_classes(Parser *parser, const char *names)
{
    g_auto(GStrv) words = g_strsplit_set(names, " \t", -1);
    for (guint i = 0; words[i]; i++)
        if (*words[i])
            g_ptr_array_add(parser->classes, recto_arena_strndup(parser->arena, words[i], -1));
}

static gboolean parse_pair(Parser *parser)
{
    gsize length = 0;
    while (parser->at + length < parser->end &&
           (g_ascii_isalnum(parser->at[length]) || strchr("_-:", parser->at[length])))
        length++;
    if (!length || !g_ascii_isalpha(*parser->at) || parser->at + length >= parser->end || parser->at[length] != '=')
        return FALSE;
    const char *key = consume(parser, length);
    parser->at++;
    const char *value = parser->at < parser->end ? parse_value(parser) : NULL;
    if (!value)
        return FALSE;
    if (g_str_equal(key, "lang")) {
        parser->lang = value;
    } else if (g_str_equal(key, "id")) {
        parser->id = parser->id ? parser->id : value;
    } else if (g_str_equal(key, "class")) {
        add_classes(parser, value);
    } else {
        g_ptr_array_add(parser->keys, (gpointer)key);
        g_ptr_array_add(parser->values, (gpointer)value);
    }
    parser->known |= is_known_key(key) || parser->id || parser->classes->len;
    return TRUE;
}

static gboolean parse_item(Parser *parser)
{
    if (*parser->at == '#')
        return parse_id(parser);
    return *parser->at == '.' ? parse_class(parser) : parse_pair(parser);
}

static void skip_blanks(Parser *parser)
{
    while (parser->at < parser->end && (*parser->at == ' ' || *parser->at == '\t'))
        parser->at++;
}

/* Parses from the character after the opening brace to the closing brace, inclusive. */
static gboolean parse_items(Parser *parser)
{
    if (parser->at < parser->end && *parser->at == ':')
        parser->at++;
    for (guint n = 0; n < MAX_ATTRIBUTES; n++) {
        const char *before = parser->at;
        skip_blanks(parser);
        if (parser->at == parser->end)
            return FALSE;
        if (*parser->at == '}') {
            parser->at++;
            return n > 0 && parser->known;
        }
        /* `.a.b` is one name, because items are separated by spaces */
        if ((n > 0 && parser->at == before) || !parse_item(parser))
            return FALSE;
    }
    return FALSE;
}

/* Returns a NULL-terminated list in the arena, or NULL for an empty one. */
static const char **list_of(RectoArena *arena, const GPtrArray *strings)
{
    if (!strings->len)
        return NULL;
    const char **list = recto_arena_newn(arena, const char *, strings->len + 1);
    memcpy(list, strings->pdata, strings->len * sizeof *list);
    return list;
}

static const RectoAttributes *make(Parser *parser)
{
    RectoAttributes *attributes = recto_arena_new0(parser->arena, RectoAttributes);
    attributes->id = parser->id;
    attributes->lang = parser->lang;
    attributes->classes = list_of(parser->arena, parser->classes);
    attributes->keys = list_of(parser->arena, parser->keys);
    attributes->values = list_of(parser->arena, parser->values);
    return attributes;
}

const RectoAttributes *recto_attributes_parse(RectoArena *arena, const char *text, gsize *ret_length)
{
    if (*text != '{')
        return NULL;
    g_autoptr(GPtrArray) classes = g_ptr_array_new(), keys = g_ptr_array_new(), values = g_ptr_array_new();
    Parser parser = {
        .arena = arena,
        .at = text + 1,
        .end = text + strnlen(text, MAX_ATTRIBUTE_BYTES),
        .classes = classes,
        .keys = keys,
        .values = values,
    };
    if (!parse_items(&parser))
        return NULL;
    *ret_length = (gsize)(parser.at - text);
    return make(&parser);
}

/* ---- attributes of a node ---- */

static void append_all(GPtrArray *list, const char **strings)
{
    for (guint i = 0; strings && strings[i]; i++)
        g_ptr_array_add(list, (gpointer)strings[i]);
}

static const RectoAttributes *join(RectoArena *arena, const RectoAttributes *one, const RectoAttributes *other)
{
    g_autoptr(GPtrArray) classes = g_ptr_array_new(), keys = g_ptr_array_new(), values = g_ptr_array_new();
    append_all(classes, one->classes);
    append_all(classes, other->classes);
    append_all(keys, one->keys);
    append_all(keys, other->keys);
    append_all(values, one->values);
    append_all(values, other->values);
    Parser parser = {.arena = arena, .classes = classes, .keys = keys, .values = values};
    parser.id = one->id ? one->id : other->id;
    parser.lang = one->lang ? one->lang : other->lang;
    return make(&parser);
}

/* Returns a length in CSS pixels, or 0 if the text is not a length. */
static int pixels_of(const char *text)
{
    static const struct {
        const char *unit;
        double pixels;
    } units[] = {{"", 1}, {"px", 1}, {"pt", 96. / 72}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}};
    char *end = NULL;
    double number = g_ascii_strtod(text, &end);
    for (guint i = 0; i < G_N_ELEMENTS(units); i++)
        if (end > text && g_str_equal(end, units[i].unit) && number > 0 && number * units[i].pixels < 100000)
            return MAX((int)(number * units[i].pixels + 0.5), 1);
    return 0;
}

static void apply_to_image(RectoNode *image)
{
    const char *width = recto_node_attribute(image, "width");
    image->image.decorative |= recto_node_has_class(image, "decorative");
    image->image.decorative |= g_strcmp0(recto_node_attribute(image, "role"), "presentation") == 0;
    const char *height = recto_node_attribute(image, "height");
    if (!width && height && !g_str_has_suffix(height, "%"))
        image->image.height = pixels_of(height);
    if (!width)
        return;
    if (g_str_has_suffix(width, "%"))
        image->image.percent = (int)CLAMP(g_ascii_strtod(width, NULL), 0, 100);
    else
        image->image.width = pixels_of(width);
}

void recto_node_add_attributes(RectoArena *arena, RectoNode *node, const RectoAttributes *more)
{
    node->attributes = node->attributes ? join(arena, node->attributes, more) : more;
    if (node->kind == RECTO_NODE_IMAGE)
        apply_to_image(node);
}
