/* Extracts title, authors, dates and other metadata from front matter. */
#include "read/front_matter.h"
#include "base/address.h"
#include "base/limits.h"
#include "read/front_matter_parts.h"

#include <string.h>

typedef struct {
    RectoArena *arena;
    const RectoYamlNode *root;
    RectoDiagnostics *diagnostics;
} MetaReader;

/* ---- finding ---- */

/* Returns TRUE if two names are equal without case, hyphens and underscores: subTitle, sub_title, sub-title. */
static gboolean same_key(const char *a, const char *b)
{
    while (TRUE) {
        while (*a == '-' || *a == '_')
            a++;
        while (*b == '-' || *b == '_')
            b++;
        if (g_ascii_tolower(*a) != g_ascii_tolower(*b))
            return FALSE;
        if (*a == '\0')
            return TRUE;
        a++;
        b++;
    }
}

static gboolean is_null(const RectoYamlNode *node)
{
    return node->kind == RECTO_YAML_SCALAR && !recto_yaml_text(node);
}

static const RectoYamlNode *get(const RectoYamlNode *map, const char *key)
{
    if (!map || map->kind != RECTO_YAML_MAP)
        return NULL;
    const RectoYamlNode *exact = recto_yaml_get(map, key);
    if (exact)
        return is_null(exact) ? NULL : exact;
    for (guint i = 0; i < map->n_items; i++) {
        if (same_key(map->keys[i]->value, key) && !is_null(map->items[i]))
            return map->items[i];
    }
    return NULL;
}

/* First of `keys` (separated by spaces) that says something. */
static const RectoYamlNode *find(const MetaReader *reader, const char *keys)
{
    static const char *const places[] = {NULL, "taxonomies", "params", "extra"};
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    for (guint place = 0; place < G_N_ELEMENTS(places); place++) {
        const RectoYamlNode *map = places[place] ? get(reader->root, places[place]) : reader->root;
        for (guint i = 0; names[i]; i++) {
            const RectoYamlNode *node = get(map, names[i]);
            if (node)
                return node;
        }
    }
    return NULL;
}

static const char *kind_name(const RectoYamlNode *node)
{
    return node->kind == RECTO_YAML_LIST ? "a list" : node->kind == RECTO_YAML_MAP ? "a map" : "text";
}

static void report_type(const MetaReader *reader, const RectoYamlNode *node, const char *what, const char *wanted)
{
    recto_diagnose(reader->diagnostics, RECTO_CODE_WRONG_TYPE, node->span, "%s is %s (expected: %s)", what,
                   kind_name(node), wanted);
}

static const char *text_of(const MetaReader *reader, const RectoYamlNode *node, const char *what)
{
    if (!node)
        return NULL;
    if (node->kind != RECTO_YAML_SCALAR) {
        report_type(reader, node, what, "text");
        return NULL;
    }
    const char *text = recto_yaml_text(node);
    char *plain = text ? recto_front_matter_plain(text, reader->arena) : NULL;
    if (plain && g_utf8_strlen(plain, -1) > (glong)recto_limit(RECTO_LIMIT_TITLE)) {
        recto_diagnose(reader->diagnostics, RECTO_CODE_TOO_LARGE, node->span, "%s has more than %u characters", what,
                       recto_limit(RECTO_LIMIT_TITLE));
        *g_utf8_offset_to_pointer(plain, recto_limit(RECTO_LIMIT_TITLE)) = '\0';
    }
    return plain;
}

/* ---- lists ---- */

static const char **finish_list(const MetaReader *reader, GPtrArray *list)
{
    if (list->len > recto_limit(RECTO_LIMIT_LIST)) {
        recto_diagnose(reader->diagnostics, RECTO_CODE_TOO_LARGE, reader->root->span,
                       "a list in the front matter has more than %u entries", recto_limit(RECTO_LIMIT_LIST));
        g_ptr_array_set_size(list, (gint)recto_limit(RECTO_LIMIT_LIST));
    }
    g_ptr_array_add(list, NULL);
    return recto_arena_copy(reader->arena, list->pdata, sizeof(gpointer) * list->len);
}

/* Returns the name that a map contains: the first of `keys` with a text value. */
static const char *name_in_map(const MetaReader *reader, const RectoYamlNode *map, const char *const *keys)
{
    for (guint i = 0; keys[i]; i++) {
        const RectoYamlNode *node = get(map, keys[i]);
        if (node && node->kind == RECTO_YAML_SCALAR)
            return recto_front_matter_plain(recto_yaml_text(node), reader->arena);
    }
    return NULL;
}

static void add_once(GPtrArray *list, const char *text)
{
    if (text && list->len <= recto_limit(RECTO_LIMIT_LIST) &&
        !g_ptr_array_find_with_equal_func(list, text, g_str_equal, NULL))
        g_ptr_array_add(list, (gpointer)text);
}

static void add_author_map(const MetaReader *reader, const RectoYamlNode *map, GPtrArray *list)
{
    static const char *const keys[] = {"name", "fullname", "displayname", "label", "title", "value", "literal", NULL};
    const char *name = name_in_map(reader, map, keys);
    if (!name) {
        static const char *const given_keys[] = {"given", "first", "firstname", NULL};
        static const char *const family_keys[] = {"family", "last", "lastname", "surname", NULL};
        const char *given = name_in_map(reader, map, given_keys), *family = name_in_map(reader, map, family_keys);
        if (given && family) {
            g_autofree char *both = g_strconcat(given, " ", family, NULL);
            name = recto_arena_strndup(reader->arena, both, -1);
        } else {
            name = given ? given : family;
        }
    }
    if (name)
        add_once(list, name);
    else
        report_type(reader, map, "an author", "a name, or a map with name:");
}

static void add_authors(const MetaReader *reader, const RectoYamlNode *node, GPtrArray *list)
{
    if (node->kind == RECTO_YAML_MAP)
        add_author_map(reader, node, list);
    else if (node->kind == RECTO_YAML_SCALAR && recto_yaml_text(node))
        recto_front_matter_split_names(recto_yaml_text(node), reader->arena, list);
}

static const char **read_authors(const MetaReader *reader)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    const RectoYamlNode *node = find(reader, "author authors byline by");
    if (node && node->kind != RECTO_YAML_LIST)
        add_authors(reader, node, list);
    for (guint i = 0; node && node->kind == RECTO_YAML_LIST && i < node->n_items; i++) {
        if (node->items[i]->kind == RECTO_YAML_LIST)
            report_type(reader, node->items[i], "an author", "a name");
        else
            add_authors(reader, node->items[i], list);
    }
    return finish_list(reader, list);
}

static void add_label(const MetaReader *reader, const RectoYamlNode *node, const char *what, GPtrArray *list)
{
    static const char *const keys[] = {"label", "name", "title", "value", "slug", NULL};
    const char *label = NULL;
    if (node->kind == RECTO_YAML_MAP)
        label = name_in_map(reader, node, keys);
    else if (node->kind == RECTO_YAML_SCALAR && recto_yaml_text(node))
        label = recto_front_matter_plain(recto_yaml_text(node), reader->arena);
    if (label)
        add_once(list, label);
    else if (!is_null(node))
        report_type(reader, node, what, "a word, or a map with label:");
}

static const char **read_labels(const MetaReader *reader, const char *keys, const char *what, gboolean split)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    const RectoYamlNode *node = find(reader, keys);
    if (node && node->kind == RECTO_YAML_SCALAR && split) {
        g_auto(GStrv) words = g_strsplit(recto_yaml_text(node), ",", -1);
        for (guint i = 0; words[i]; i++)
            add_once(list, recto_front_matter_plain(words[i], reader->arena));
    } else if (node && node->kind == RECTO_YAML_LIST) {
        for (guint i = 0; i < node->n_items; i++)
            add_label(reader, node->items[i], what, list);
    } else if (node) {
        add_label(reader, node, what, list);
    }
    return finish_list(reader, list);
}

/* ---- single values ---- */

static void read_title(const MetaReader *reader, RectoMeta *meta)
{
    const RectoYamlNode *node = find(reader, "title");
    meta->title = text_of(reader, node, "the title");
    meta->title_given = meta->title != NULL;
    if (node)
        meta->title_span = node->span;
    meta->subtitle = text_of(reader, find(reader, "subtitle"), "the subtitle");
}

static void read_date(const MetaReader *reader, RectoMeta *meta)
{
    const RectoYamlNode *node = find(reader, "date published publishdate publisheddate pubdate datepublished created");
    const char *text = text_of(reader, node, "the date");
    if (!text)
        return;
    if (!recto_date_parse(text, reader->arena, &meta->date, &meta->date_iso)) {
        meta->date_text = text;
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_DATE, node->span,
                       "“%s” is not a date format that recto knows", text);
    } else if (recto_date_is_ambiguous(text)) {
        recto_diagnose(reader->diagnostics, RECTO_CODE_AMBIGUOUS_DATE, node->span,
                       "date “%s” is ambiguous; recto read it as %04d-%02d-%02d", text, meta->date.year,
                       meta->date.month, meta->date.day);
    }
}

static void read_language(const MetaReader *reader, RectoMeta *meta)
{
    const RectoYamlNode *node = find(reader, "lang language locale");
    const char *text = text_of(reader, node, "the language");
    if (!text)
        return;
    meta->lang = recto_front_matter_language(text, reader->arena);
    meta->lang_given = meta->lang != NULL;
    if (!meta->lang)
        recto_diagnose(reader->diagnostics, RECTO_CODE_BAD_LANGUAGE, node->span, "“%s” is not a language tag", text);
}

static const char *web_address(const MetaReader *reader, const RectoYamlNode *node)
{
    const char *text = node && node->kind == RECTO_YAML_SCALAR ? recto_yaml_text(node) : NULL;
    g_autofree char *address = text ? recto_address_action(text, NULL) : NULL;
    return recto_address_is_web(address) ? recto_arena_strndup(reader->arena, address, -1) : NULL;
}

/* Sites use url: and source: for other things too (paths, names), so only an address counts. */
static const char *read_source_url(const MetaReader *reader)
{
    static const char *const keys[] = {"sourceurl", "canonicalurl", "canonical", "source", "url", "permalink"};
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *address = web_address(reader, find(reader, keys[i]));
        if (address)
            return address;
    }
    return web_address(reader, get(find(reader, "seo"), "url"));
}

static const char *read_description(const MetaReader *reader)
{
    const RectoYamlNode *node = find(reader, "description summary excerpt abstract");
    if (!node)
        node = get(find(reader, "seo"), "description");
    return text_of(reader, node, "the description");
}

static const char *read_licence(const MetaReader *reader)
{
    const RectoYamlNode *node = find(reader, "licence license");
    static const char *const keys[] = {"text", "name", "label", "url", NULL};
    if (node && node->kind == RECTO_YAML_MAP)
        return name_in_map(reader, node, keys);
    return text_of(reader, node, "the licence");
}

void recto_front_matter_apply(RectoDocument *document, const RectoYamlNode *root, RectoDiagnostics *diagnostics)
{
    MetaReader reader = {document->arena, root, diagnostics};
    RectoMeta *meta = &document->meta;
    meta->front_matter = root;
    read_title(&reader, meta);
    read_date(&reader, meta);
    read_language(&reader, meta);
    meta->authors = read_authors(&reader);
    meta->categories = read_labels(&reader, "category categories", "a category", FALSE);
    meta->tags = read_labels(&reader, "tags tag keywords", "a tag", TRUE);
    meta->description = read_description(&reader);
    meta->licence = read_licence(&reader);
    meta->source_url = read_source_url(&reader);
    const RectoYamlNode *style = find(&reader, "style");
    /* A map of style keys is the style's business. */
    if (style && style->kind == RECTO_YAML_SCALAR)
        meta->style = recto_arena_strndup(document->arena, recto_yaml_text(style), -1);
}
