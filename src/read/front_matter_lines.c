/* Parses TOML and broken YAML line by line, into the same nodes as YAML. */
#include "read/front_matter_parts.h"

#include "base/escape.h"

#include <string.h>

/* Tables, pairs of a table and items of a list are counted no further. */
#define MAX_LIST_ITEMS 1000

/* A map in the making. */
typedef struct {
    GPtrArray *keys, *items;
} YamlMap;

/* `[name]`, or one of the list that `[[name]]` makes. */
typedef struct {
    RectoYamlNode *name;
    gboolean listed;
    YamlMap map;
} TomlTable;

typedef struct {
    const char *at, *end;
    guint32 file, line;
    const char *line_start;
    RectoArena *arena;
    RectoDiagnostics *diagnostics;
    GString *skipped; /* names of the skipped parts */
    guint n_skipped;
    RectoSpan first_skipped;
} YamlLines;

static YamlMap map_new(void)
{
    return (YamlMap){g_ptr_array_new(), g_ptr_array_new()};
}

static void map_clear(YamlMap *map)
{
    g_ptr_array_unref(map->keys);
    g_ptr_array_unref(map->items);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(YamlMap, map_clear)

static void map_add(YamlMap *map, RectoYamlNode *key, RectoYamlNode *item)
{
    for (guint i = 0; i < map->keys->len; i++) {
        if (g_str_equal(((RectoYamlNode *)g_ptr_array_index(map->keys, i))->value, key->value))
            return;
    }
    if (map->keys->len < MAX_LIST_ITEMS) {
        g_ptr_array_add(map->keys, key);
        g_ptr_array_add(map->items, item);
    }
}

static const RectoYamlNode *map_node(const YamlMap *map, RectoSpan span, RectoArena *arena)
{
    RectoYamlNode *node = recto_arena_new0(arena, RectoYamlNode);
    node->kind = RECTO_YAML_MAP;
    node->span = span;
    node->n_items = map->items->len;
    node->items = recto_arena_copy(arena, map->items->pdata, sizeof(gpointer) * map->items->len);
    node->keys = recto_arena_copy(arena, map->keys->pdata, sizeof(gpointer) * map->keys->len);
    return node;
}

static RectoSpan here(const YamlLines *lines)
{
    return (RectoSpan){lines->file, lines->line,
                       (guint32)g_utf8_strlen(lines->line_start, lines->at - lines->line_start) + 1, 0};
}

static RectoYamlNode *scalar_node(YamlLines *lines, RectoSpan span, const char *value, gsize length, gboolean plain)
{
    RectoYamlNode *node = recto_arena_new0(lines->arena, RectoYamlNode);
    node->kind = RECTO_YAML_SCALAR;
    node->span = span;
    node->value = recto_arena_strndup(lines->arena, value, (gssize)length);
    node->plain = plain;
    gunichar first = 0;
    g_autofree char *clean = recto_text_clean(node->value, &first);
    if (clean) {
        node->value = recto_arena_strndup(lines->arena, clean, -1);
        if (lines->diagnostics)
            recto_diagnose(lines->diagnostics, RECTO_CODE_BAD_CHARACTER, span, "U+%04X is not a text character", first);
    }
    return node;
}

static gboolean at_end(const YamlLines *lines)
{
    return lines->at >= lines->end;
}

static char look(const YamlLines *lines)
{
    return at_end(lines) ? '\0' : *lines->at;
}

static void step(YamlLines *lines)
{
    if (*lines->at++ == '\n') {
        lines->line++;
        lines->line_start = lines->at;
    }
}

static void skip_blanks(YamlLines *lines)
{
    while (look(lines) == ' ' || look(lines) == '\t')
        lines->at++;
}

static void skip_line(YamlLines *lines)
{
    while (!at_end(lines) && *lines->at != '\n')
        lines->at++;
    if (!at_end(lines))
        step(lines);
}

static void skip_comment(YamlLines *lines)
{
    skip_blanks(lines);
    if (look(lines) == '#') {
        while (!at_end(lines) && *lines->at != '\n')
            lines->at++;
    }
}

/* ---- TOML ---- */

static gboolean read_escape(YamlLines *lines, GString *out)
{
    static const char names[] = "btnfr\"\\", meanings[] = "  \n  \"\\";
    char c = look(lines);
    const char *found = c ? strchr(names, c) : NULL;
    if (found) {
        g_string_append_c(out, meanings[found - names]);
        step(lines);
        return TRUE;
    }
    int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0 || lines->end - lines->at <= digits)
        return FALSE;
    g_autofree char *hex = g_strndup(lines->at + 1, (gsize)digits);
    gunichar value = (gunichar)g_ascii_strtoull(hex, NULL, 16);
    if (value < 0x20 || (value >= 0x7F && value < 0xA0) || !g_unichar_validate(value))
        return FALSE;
    g_string_append_unichar(out, value);
    lines->at += 1 + digits;
    return TRUE;
}

/* A string in one or three quotation marks of either kind. */
static RectoYamlNode *read_string(YamlLines *lines)
{
    RectoSpan span = here(lines);
    char quote = look(lines);
    gboolean literal = quote == '\'';
    const char triple[] = {quote, quote, quote, '\0'};
    gboolean multi_line = lines->end - lines->at >= 3 && memcmp(lines->at, triple, 3) == 0;
    gsize marks = multi_line ? 3 : 1;
    lines->at += marks;
    if (multi_line && look(lines) == '\n')
        step(lines);
    g_autoptr(GString) value = g_string_new(NULL);
    while (!at_end(lines) && (multi_line || *lines->at != '\n')) {
        if ((gsize)(lines->end - lines->at) >= marks && memcmp(lines->at, triple, marks) == 0) {
            lines->at += marks;
            return scalar_node(lines, span, value->str, value->len, FALSE);
        }
        if (*lines->at == '\\' && !literal) {
            step(lines);
            if (!read_escape(lines, value))
                return NULL;
        } else {
            g_string_append_c(value, *lines->at);
            step(lines);
        }
    }
    return NULL;
}

static RectoYamlNode *read_bare(YamlLines *lines)
{
    RectoSpan span = here(lines);
    const char *from = lines->at;
    while (!at_end(lines) && !strchr("#,]}\n", *lines->at))
        lines->at++;
    const char *to = lines->at;
    while (to > from && g_ascii_isspace(to[-1]))
        to--;
    return to > from ? scalar_node(lines, span, from, (gsize)(to - from), TRUE) : NULL;
}

static RectoYamlNode *read_scalar(YamlLines *lines)
{
    char c = look(lines);
    if (c == '"' || c == '\'')
        return read_string(lines);
    return g_ascii_isalnum(c) || c == '-' || c == '+' ? read_bare(lines) : NULL;
}

static void skip_between_items(YamlLines *lines)
{
    do
        skip_comment(lines);
    while (look(lines) == '\n' && (step(lines), TRUE));
}

static RectoYamlNode *read_inline_table(YamlLines *lines);

/* Reads a list of scalars or, at the top level, of inline tables. It may extend over several lines. */
static RectoYamlNode *read_list(YamlLines *lines, gboolean tables)
{
    RectoYamlNode *list = recto_arena_new0(lines->arena, RectoYamlNode);
    list->kind = RECTO_YAML_LIST;
    list->span = here(lines);
    step(lines);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    while (TRUE) {
        skip_between_items(lines);
        if (look(lines) == ']')
            break;
        RectoYamlNode *item = tables && look(lines) == '{' ? read_inline_table(lines) : read_scalar(lines);
        if (!item)
            return NULL;
        if (items->len < MAX_LIST_ITEMS)
            g_ptr_array_add(items, item);
        skip_between_items(lines);
        if (look(lines) == ',')
            step(lines);
        else if (look(lines) != ']')
            return NULL;
    }
    step(lines);
    list->n_items = items->len;
    list->items = recto_arena_copy(lines->arena, items->pdata, sizeof(gpointer) * items->len);
    return list;
}

static RectoYamlNode *read_key(YamlLines *lines)
{
    if (look(lines) == '"' || look(lines) == '\'')
        return read_string(lines);
    RectoSpan span = here(lines);
    const char *from = lines->at;
    while (g_ascii_isalnum(look(lines)) || look(lines) == '_' || look(lines) == '-')
        lines->at++;
    return lines->at > from ? scalar_node(lines, span, from, (gsize)(lines->at - from), TRUE) : NULL;
}

/* Reads `a.b.c`: returns the first part, and sets *ret_rest to the rest as text, or to NULL. */
static RectoYamlNode *read_dotted_key(YamlLines *lines, RectoYamlNode **ret_rest)
{
    g_autoptr(GString) rest = g_string_new(NULL);
    RectoYamlNode *first = read_key(lines), *part = first;
    RectoSpan span = here(lines);
    skip_blanks(lines);
    while (part && look(lines) == '.') {
        step(lines);
        skip_blanks(lines);
        part = read_key(lines);
        if (part)
            g_string_append_printf(rest, "%s%s", rest->len ? "." : "", part->value);
        skip_blanks(lines);
    }
    *ret_rest = rest->len ? scalar_node(lines, span, rest->str, rest->len, TRUE) : NULL;
    return part ? first : NULL;
}

/* `{ a = 1, b = "x" }` on one line, without tables in it. */
static RectoYamlNode *read_inline_table(YamlLines *lines)
{
    g_auto(YamlMap) map = map_new();
    RectoSpan span = here(lines);
    step(lines);
    skip_blanks(lines);
    while (look(lines) != '}') {
        RectoYamlNode *key = read_key(lines);
        skip_blanks(lines);
        if (!key || look(lines) != '=')
            return NULL;
        step(lines);
        skip_blanks(lines);
        RectoYamlNode *value = look(lines) == '[' ? read_list(lines, FALSE) : read_scalar(lines);
        skip_blanks(lines);
        if (!value || (look(lines) != ',' && look(lines) != '}'))
            return NULL;
        map_add(&map, key, value);
        if (look(lines) == ',')
            step(lines);
        skip_blanks(lines);
    }
    step(lines);
    return (RectoYamlNode *)map_node(&map, span, lines->arena);
}

static RectoYamlNode *read_value(YamlLines *lines)
{
    char c = look(lines);
    return c == '[' ? read_list(lines, TRUE) : c == '{' ? read_inline_table(lines) : read_scalar(lines);
}

/* Notes what was not understood by the first characters of its line. */
static void note_skipped(YamlLines *lines, RectoSpan span, const char *from)
{
    const char *to = from;
    while (to < lines->end && to - from < 24 && !strchr("=\n", *to))
        to++;
    while (to < lines->end && (*to & 0xC0) == 0x80)
        to++;
    g_autofree char *name = g_strstrip(g_strndup(from, (gsize)(to - from)));
    if (lines->n_skipped++ == 0)
        lines->first_skipped = span;
    if (lines->n_skipped <= 8)
        g_string_append_printf(lines->skipped, "%s%s", lines->n_skipped > 1 ? ", " : "", name);
    else if (lines->n_skipped == 9)
        g_string_append(lines->skipped, " …");
}

/* ---- tables ---- */

static void table_free(gpointer data)
{
    TomlTable *table = data;
    map_clear(&table->map);
    g_free(table);
}

/* The table of that name; a new one where there is none, and for each `[[name]]`. NULL: too many. */
static TomlTable *find_table(GPtrArray *tables, RectoYamlNode *name, gboolean listed)
{
    for (guint i = tables->len; !listed && i > 0; i--) {
        TomlTable *table = g_ptr_array_index(tables, i - 1);
        if (g_str_equal(table->name->value, name->value))
            return table;
    }
    if (tables->len >= MAX_LIST_ITEMS)
        return NULL;
    TomlTable *table = g_new0(TomlTable, 1);
    table->name = name;
    table->listed = listed;
    table->map = map_new();
    g_ptr_array_add(tables, table);
    return table;
}

/* All of one name as the value of its key: a map, or a list of maps. */
static void close_table(const YamlLines *lines, GPtrArray *tables, guint index, YamlMap *top)
{
    const TomlTable *table = g_ptr_array_index(tables, index);
    for (guint i = 0; table->listed && i < index; i++) {
        if (g_str_equal(((const TomlTable *)g_ptr_array_index(tables, i))->name->value, table->name->value))
            return; /* it is in the list of the first */
    }
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = index; table->listed && i < tables->len; i++) {
        const TomlTable *other = g_ptr_array_index(tables, i);
        if (g_str_equal(other->name->value, table->name->value))
            g_ptr_array_add(items, (gpointer)map_node(&other->map, other->name->span, lines->arena));
    }
    if (!table->listed) {
        if (table->map.keys->len > 0)
            map_add(top, table->name, (RectoYamlNode *)map_node(&table->map, table->name->span, lines->arena));
        return;
    }
    RectoYamlNode *list = recto_arena_new0(lines->arena, RectoYamlNode);
    list->kind = RECTO_YAML_LIST;
    list->span = table->name->span;
    list->n_items = items->len;
    list->items = recto_arena_copy(lines->arena, items->pdata, sizeof(gpointer) * items->len);
    map_add(top, table->name, list);
}

typedef struct {
    YamlMap top;
    GPtrArray *tables;
    TomlTable *table;   /* that pairs go to; NULL: the top */
    const char *prefix; /* prefix of the keys: `[a.b]` gives pairs of "a" that begin with "b." */
    gboolean lost;      /* the table was not understood, so its pairs go nowhere */
} Toml;

static RectoYamlNode *prefixed(YamlLines *lines, const char *prefix, RectoYamlNode *key)
{
    if (!prefix)
        return key;
    g_autofree char *whole = g_strconcat(prefix, ".", key->value, NULL);
    return scalar_node(lines, key->span, whole, strlen(whole), TRUE);
}

/* `key = value`; FALSE: not understood, and the line is left behind. */
static gboolean read_pair(YamlLines *lines, Toml *toml)
{
    RectoYamlNode *rest = NULL, *key = read_dotted_key(lines, &rest);
    if (!key || look(lines) != '=')
        return FALSE;
    step(lines);
    skip_blanks(lines);
    RectoYamlNode *value = read_value(lines);
    skip_comment(lines);
    if (!value || (!at_end(lines) && look(lines) != '\n'))
        return FALSE;
    if (toml->lost)
        return TRUE;
    TomlTable *table = toml->table;
    if (!table && rest) {
        table = find_table(toml->tables, key, FALSE);
        key = rest;
    } else if (rest) {
        key = prefixed(lines, key->value, rest);
    }
    if (table)
        map_add(&table->map, prefixed(lines, table == toml->table ? toml->prefix : NULL, key), value);
    else if (!toml->table)
        map_add(&toml->top, key, value);
    return TRUE;
}

/* `[name]`, `[a.b]`, `[[name]]`; FALSE: more than that. */
static gboolean read_table(YamlLines *lines, Toml *toml)
{
    RectoYamlNode *rest = NULL;
    step(lines);
    gboolean listed = look(lines) == '[';
    if (listed)
        step(lines);
    skip_blanks(lines);
    RectoYamlNode *key = read_dotted_key(lines, &rest);
    gboolean closed = key && look(lines) == ']';
    if (closed)
        step(lines);
    if (closed && listed)
        closed = look(lines) == ']' && (step(lines), TRUE);
    skip_comment(lines);
    closed = closed && (at_end(lines) || look(lines) == '\n') && !(listed && rest);
    toml->table = closed ? find_table(toml->tables, key, listed) : NULL;
    toml->prefix = rest ? rest->value : NULL;
    toml->lost = !toml->table;
    return closed;
}

const RectoYamlNode *recto_front_matter_toml(const char *text, gsize length, guint32 file, guint32 first_line,
                                             RectoArena *arena, RectoDiagnostics *diagnostics)
{
    g_autoptr(GString) skipped = g_string_new(NULL);
    YamlLines lines = {text, text + length, file, first_line, text, arena, diagnostics, skipped, 0, RECTO_NO_SPAN};
    Toml toml = {.top = map_new(), .tables = g_ptr_array_new_with_free_func(table_free)};
    while (!at_end(&lines)) {
        skip_comment(&lines);
        RectoSpan span = here(&lines);
        const char *from = lines.at;
        gboolean nothing = at_end(&lines) || look(&lines) == '\n';
        if (!nothing && !(look(&lines) == '[' ? read_table(&lines, &toml) : read_pair(&lines, &toml)))
            note_skipped(&lines, span, from);
        skip_line(&lines);
    }
    for (guint i = 0; i < toml.tables->len; i++)
        close_table(&lines, toml.tables, i, &toml.top);
    if (lines.n_skipped > 0)
        recto_diagnose(diagnostics, RECTO_CODE_FOREIGN_FRONT_MATTER, lines.first_skipped,
                       "TOML front matter not understood: %s", skipped->str);
    const RectoYamlNode *root =
        toml.top.keys->len ? map_node(&toml.top, (RectoSpan){file, first_line, 1, 0}, arena) : NULL;
    g_ptr_array_unref(toml.tables);
    map_clear(&toml.top);
    return root;
}

/* ---- usable lines of bad YAML ---- */

static gboolean is_key_character(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.';
}

static void salvage_line(YamlLines *lines, YamlMap *map)
{
    RectoSpan span = here(lines);
    const char *from = lines->at;
    while (is_key_character(look(lines)))
        lines->at++;
    gsize key_length = (gsize)(lines->at - from);
    if (key_length == 0 || look(lines) != ':')
        return;
    RectoYamlNode *key = scalar_node(lines, span, from, key_length, TRUE);
    step(lines);
    skip_blanks(lines);
    span = here(lines);
    const char *value = lines->at, *to = value;
    while (to < lines->end && *to != '\n')
        to++;
    while (to > value && g_ascii_isspace(to[-1]))
        to--;
    if (to == value || strchr("|>[{&*!", *value))
        return;
    gboolean quoted = to - value >= 2 && (*value == '"' || *value == '\'') && to[-1] == *value;
    map_add(map, key, scalar_node(lines, span, value + quoted, (gsize)(to - value) - 2 * (gsize)quoted, !quoted));
}

const RectoYamlNode *recto_front_matter_salvage(const char *text, gsize length, guint32 file, guint32 first_line,
                                                RectoArena *arena)
{
    YamlLines lines = {text, text + length, file, first_line, text, arena, NULL, NULL, 0, RECTO_NO_SPAN};
    g_auto(YamlMap) map = map_new();
    for (; !at_end(&lines); skip_line(&lines))
        salvage_line(&lines, &map);
    return map.keys->len ? map_node(&map, (RectoSpan){file, first_line, 1, 0}, arena) : NULL;
}
