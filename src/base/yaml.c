/* Builds a YAML tree with positions from libyaml's events. */
#include "base/yaml.h"

#include "base/arena.h"
#include "base/escape.h"
#include "base/limits.h"

#include <string.h>
#include <yaml.h>

/* A list or map that is open while events are processed. */
typedef struct {
    RectoYamlNode *node;
    GPtrArray *items, *keys;
    GHashTable *known;        /* map: set of the keys, if there are many; else NULL */
    const RectoYamlNode *key; /* map: key whose value comes next */
} YamlLevel;

/* Number of keys from which on a map uses a hash table instead of a linear search. */
#define MANY_KEYS 16

typedef struct {
    RectoArena *arena;
    RectoDiagnostics *diagnostics;
    guint32 file, first_line;
    GArray *levels; /* YamlLevel, by value */
    GHashTable *anchors;
    RectoYamlNode *root;
    guint n_nodes;
    gboolean failed;
} Builder;

static RectoSpan span_at(const Builder *builder, yaml_mark_t mark)
{
    return (RectoSpan){builder->file, builder->first_line + (guint32)mark.line, (guint32)mark.column + 1, 0};
}

static void fail(Builder *builder, RectoSpan span, const char *text)
{
    if (!builder->failed)
        recto_diagnose(builder->diagnostics, RECTO_CODE_BAD_YAML, span, "%s", text);
    builder->failed = TRUE;
}

static YamlLevel *top_level(Builder *builder)
{
    return builder->levels->len ? &g_array_index(builder->levels, YamlLevel, builder->levels->len - 1) : NULL;
}

static void add_key(YamlLevel *level)
{
    g_ptr_array_add(level->keys, (gpointer)level->key);
    if (!level->known && level->keys->len >= MANY_KEYS)
        level->known = g_hash_table_new(g_str_hash, g_str_equal);
    guint first = level->keys->len == MANY_KEYS ? 0 : level->keys->len - 1;
    for (guint i = first; level->known && i < level->keys->len; i++)
        g_hash_table_add(level->known, (gpointer)((const RectoYamlNode *)g_ptr_array_index(level->keys, i))->value);
}

static gboolean has_key(const YamlLevel *level, const char *key)
{
    if (level->known)
        return g_hash_table_contains(level->known, key);
    for (guint i = 0; i < level->keys->len; i++) {
        const RectoYamlNode *other = g_ptr_array_index(level->keys, i);
        if (g_str_equal(other->value, key))
            return TRUE;
    }
    return FALSE;
}

static void attach_to_map(Builder *builder, YamlLevel *level, RectoYamlNode *node)
{
    if (!level->key) {
        if (node->kind != RECTO_YAML_SCALAR) {
            fail(builder, node->span, "a key must be plain text");
            return;
        }
        level->key = node;
        return;
    }
    if (has_key(level, level->key->value)) {
        recto_diagnose(builder->diagnostics, RECTO_CODE_DUPLICATE_KEY, level->key->span,
                       "key “%s” is repeated; recto used the first value", level->key->value);
    } else {
        add_key(level);
        g_ptr_array_add(level->items, node);
    }
    level->key = NULL;
}

static void attach(Builder *builder, RectoYamlNode *node)
{
    YamlLevel *level = top_level(builder);
    if (!level)
        builder->root = node;
    else if (level->node->kind == RECTO_YAML_LIST)
        g_ptr_array_add(level->items, node);
    else
        attach_to_map(builder, level, node);
}

static RectoYamlNode *new_node(Builder *builder, RectoYamlKind kind, const yaml_event_t *event,
                               const yaml_char_t *anchor)
{
    RectoYamlNode *node = recto_arena_new0(builder->arena, RectoYamlNode);
    node->kind = kind;
    node->span = span_at(builder, event->start_mark);
    if (++builder->n_nodes > RECTO_YAML_MAX_NODES)
        fail(builder, node->span, "too many values");
    if (anchor)
        g_hash_table_insert(builder->anchors, g_strdup((const char *)anchor), node);
    return node;
}

static void open_level(Builder *builder, RectoYamlKind kind, const yaml_event_t *event, const yaml_char_t *anchor)
{
    RectoYamlNode *node = new_node(builder, kind, event, anchor);
    attach(builder, node);
    if (builder->levels->len >= RECTO_YAML_MAX_DEPTH)
        fail(builder, node->span, "values are nested too deeply");
    YamlLevel level = {node, g_ptr_array_new(), g_ptr_array_new(), NULL, NULL};
    g_array_append_val(builder->levels, level);
}

static void close_level(Builder *builder)
{
    YamlLevel *level = top_level(builder);
    RectoYamlNode *node = level->node;
    node->n_items = level->items->len;
    node->items = recto_arena_copy(builder->arena, level->items->pdata, sizeof(gpointer) * level->items->len);
    if (node->kind == RECTO_YAML_MAP)
        node->keys = recto_arena_copy(builder->arena, level->keys->pdata, sizeof(gpointer) * level->keys->len);
    g_ptr_array_unref(level->items);
    g_ptr_array_unref(level->keys);
    g_clear_pointer(&level->known, g_hash_table_unref);
    g_array_set_size(builder->levels, builder->levels->len - 1);
}

/* Removes characters that are invalid in a document, which escapes such as "\x1b" can produce. */
static void clean(Builder *builder, RectoYamlNode *node)
{
    gunichar first = 0;
    g_autofree char *fewer = recto_limit_marks(node->value);
    if (fewer) {
        node->value = recto_arena_strndup(builder->arena, fewer, -1);
        recto_diagnose(builder->diagnostics, RECTO_CODE_LIMIT_REACHED, node->span,
                       "more than %u combining marks in a row; recto ignored the rest", recto_limit(RECTO_LIMIT_MARKS));
    }
    g_autofree char *copy = recto_text_clean(node->value, &first);
    if (!copy)
        return;
    recto_diagnose(builder->diagnostics, RECTO_CODE_BAD_CHARACTER, node->span, "U+%04X is not a text character", first);
    node->value = recto_arena_strndup(builder->arena, copy, -1);
}

static void add_scalar(Builder *builder, const yaml_event_t *event)
{
    RectoYamlNode *node = new_node(builder, RECTO_YAML_SCALAR, event, event->data.scalar.anchor);
    char *value =
        recto_arena_strndup(builder->arena, (const char *)event->data.scalar.value, (gssize)event->data.scalar.length);
    /* "\0" would end the text; it becomes another character that clean() replaces */
    for (gsize i = 0; i < event->data.scalar.length; i++)
        value[i] = value[i] ? value[i] : '\x01';
    node->value = value;
    clean(builder, node);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (event->end_mark.line == event->start_mark.line)
        node->span.length = (guint32)(event->end_mark.column - event->start_mark.column);
    attach(builder, node);
}

static gboolean is_open(Builder *builder, const RectoYamlNode *node)
{
    for (guint i = 0; i < builder->levels->len; i++)
        if (g_array_index(builder->levels, YamlLevel, i).node == node)
            return TRUE;
    return FALSE;
}

static void add_alias(Builder *builder, const yaml_event_t *event)
{
    RectoSpan span = span_at(builder, event->start_mark);
    RectoYamlNode *node = g_hash_table_lookup(builder->anchors, (const char *)event->data.alias.anchor);
    if (!node || is_open(builder, node)) {
        g_autofree char *text = g_strdup_printf(node ? "alias *%s is inside its own anchor" : "alias *%s has no anchor",
                                                event->data.alias.anchor);
        fail(builder, span, text);
        return;
    }
    if (++builder->n_nodes > RECTO_YAML_MAX_NODES)
        fail(builder, span, "too many values");
    attach(builder, node);
}

/* Processes an event. Returns TRUE while more events may follow. */
static gboolean apply_event(Builder *builder, const yaml_event_t *event, gboolean *seen_document)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        add_scalar(builder, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_level(builder, RECTO_YAML_LIST, event, event->data.sequence_start.anchor);
        break;
    case YAML_MAPPING_START_EVENT:
        open_level(builder, RECTO_YAML_MAP, event, event->data.mapping_start.anchor);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_level(builder);
        break;
    case YAML_ALIAS_EVENT:
        add_alias(builder, event);
        break;
    case YAML_DOCUMENT_START_EVENT:
        if (*seen_document)
            return FALSE;
        *seen_document = TRUE;
        break;
    case YAML_STREAM_END_EVENT:
        return FALSE;
    default:
        break;
    }
    return !builder->failed;
}

static void report_parser(Builder *builder, const yaml_parser_t *parser)
{
    yaml_mark_t mark = parser->problem_mark;
    g_autofree char *text = g_strdup_printf("invalid YAML: %s%s%s", parser->problem ? parser->problem : "?",
                                            parser->context ? ", " : "", parser->context ? parser->context : "");
    if (!parser->problem_mark.line && !parser->problem_mark.column)
        mark = parser->mark;
    fail(builder, span_at(builder, mark), text);
}

static void run_parser(Builder *builder, const char *text, gsize length)
{
    yaml_parser_t parser;
    yaml_event_t event;
    gboolean more = TRUE, seen_document = FALSE;
    yaml_parser_initialize(&parser);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    while (more) {
        if (!yaml_parser_parse(&parser, &event)) {
            report_parser(builder, &parser);
            break;
        }
        more = apply_event(builder, &event, &seen_document);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    while (builder->levels->len)
        close_level(builder);
}

/* Returns TRUE if the nesting depth of brackets is within the limit. It is checked before parsing, because libyaml
 * takes quadratic time over it. Quotation marks are ignored, so the count errs on the safe side. */
static gboolean brackets_are_sane(const char *text, gsize length)
{
    gsize depth = 0;
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '[' || text[i] == '{')
            depth++;
        else if ((text[i] == ']' || text[i] == '}') && depth > 0)
            depth--;
        if (depth > 4 * RECTO_YAML_MAX_DEPTH)
            return FALSE;
    }
    return TRUE;
}

RectoYaml *recto_yaml_parse(const char *text, gsize length, guint32 file, guint32 first_line,
                            RectoDiagnostics *diagnostics)
{
    /* the data of an empty file may be NULL, which libyaml does not accept */
    text = text ? text : "";
    RectoYaml *yaml = g_new0(RectoYaml, 1);
    Builder builder = {.arena = recto_arena_new(), .diagnostics = diagnostics, .file = file, .first_line = first_line};
    builder.levels = g_array_new(FALSE, FALSE, sizeof(YamlLevel));
    builder.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    yaml->owner = builder.arena;
    RectoSpan start = {file, first_line, 1, 0};
    /* an empty GBytes has no data, which libyaml does not accept */
    if (!text)
        text = "";
    if (length > RECTO_YAML_MAX_BYTES)
        fail(&builder, start, "the YAML is larger than recto's limit");
    else if (!brackets_are_sane(text, length))
        fail(&builder, start, "values are nested too deeply");
    else
        run_parser(&builder, text, length);
    yaml->root = builder.failed ? NULL : builder.root;
    g_hash_table_unref(builder.anchors);
    g_array_unref(builder.levels);
    return yaml;
}

void recto_yaml_free(RectoYaml *yaml)
{
    if (!yaml)
        return;
    recto_arena_free(yaml->owner);
    g_free(yaml);
}

const RectoYamlNode *recto_yaml_get(const RectoYamlNode *node, const char *key)
{
    if (!node || node->kind != RECTO_YAML_MAP)
        return NULL;
    for (guint i = 0; i < node->n_items; i++)
        if (g_str_equal(node->keys[i]->value, key))
            return node->items[i];
    return NULL;
}

const char *recto_yaml_text(const RectoYamlNode *node)
{
    if (!node || node->kind != RECTO_YAML_SCALAR)
        return NULL;
    if (node->plain &&
        (g_str_equal(node->value, "") || g_str_equal(node->value, "~") || g_ascii_strcasecmp(node->value, "null") == 0))
        return NULL;
    return node->value;
}
