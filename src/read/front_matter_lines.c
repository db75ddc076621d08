#include "read/front_matter_parts.h"

#include <string.h>

/* A map in the making. */
typedef struct {
    GPtrArray *keys, *items;
} Map;

typedef struct {
    const char *at, *end;
    guint32 file, line;
    const char *line_start;
    RectoArena *arena;
    GString *skipped; /* names of what was not understood */
    guint n_skipped;
    RectoSpan first_skipped;
} Lines;

static Map map_new(void)
{
    return (Map){g_ptr_array_new(), g_ptr_array_new()};
}

static void map_clear(Map *map)
{
    g_ptr_array_unref(map->keys);
    g_ptr_array_unref(map->items);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Map, map_clear)

static void map_add(Map *map, RectoYamlNode *key, RectoYamlNode *item)
{
    for (guint i = 0; i < map->keys->len; i++) {
        if (g_str_equal(((RectoYamlNode *)g_ptr_array_index(map->keys, i))->value, key->value))
            return;
    }
    if (map->keys->len < 1000) {
        g_ptr_array_add(map->keys, key);
        g_ptr_array_add(map->items, item);
    }
}

static const RectoYamlNode *map_node(const Map *map, RectoSpan span, RectoArena *arena)
{
    RectoYamlNode *node = recto_arena_new0(arena, RectoYamlNode);
    node->kind = RECTO_YAML_MAP;
    node->span = span;
    node->n_items = map->items->len;
    node->items = recto_arena_copy(arena, map->items->pdata, sizeof(gpointer) * map->items->len);
    node->keys = recto_arena_copy(arena, map->keys->pdata, sizeof(gpointer) * map->keys->len);
    return node;
}

static RectoSpan here(const Lines *lines)
{
    return (RectoSpan){lines->file, lines->line,
                       (guint32)g_utf8_strlen(lines->line_start, lines->at - lines->line_start) + 1, 0};
}

static RectoYamlNode *scalar_node(Lines *lines, RectoSpan span, const char *value, gsize length, gboolean plain)
{
    RectoYamlNode *node = recto_arena_new0(lines->arena, RectoYamlNode);
    node->kind = RECTO_YAML_SCALAR;
    node->span = span;
    node->value = recto_arena_strndup(lines->arena, value, (gssize)length);
    node->plain = plain;
    return node;
}

static gboolean at_end(const Lines *lines)
{
    return lines->at >= lines->end;
}

static char look(const Lines *lines)
{
    return at_end(lines) ? '\0' : *lines->at;
}

static void step(Lines *lines)
{
    if (*lines->at++ == '\n') {
        lines->line++;
        lines->line_start = lines->at;
    }
}

static void skip_blanks(Lines *lines)
{
    while (look(lines) == ' ' || look(lines) == '\t')
        lines->at++;
}

static void skip_line(Lines *lines)
{
    while (!at_end(lines) && *lines->at != '\n')
        lines->at++;
    if (!at_end(lines))
        step(lines);
}

static void skip_comment(Lines *lines)
{
    skip_blanks(lines);
    if (look(lines) == '#') {
        while (!at_end(lines) && *lines->at != '\n')
            lines->at++;
    }
}

/* ---- TOML ---- */

static gboolean read_escape(Lines *lines, GString *out)
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
static RectoYamlNode *read_string(Lines *lines)
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

static RectoYamlNode *read_bare(Lines *lines)
{
    RectoSpan span = here(lines);
    const char *from = lines->at;
    while (!at_end(lines) && !strchr("#,]\n", *lines->at))
        lines->at++;
    const char *to = lines->at;
    while (to > from && g_ascii_isspace(to[-1]))
        to--;
    return to > from ? scalar_node(lines, span, from, (gsize)(to - from), TRUE) : NULL;
}

static RectoYamlNode *read_scalar(Lines *lines)
{
    char c = look(lines);
    if (c == '"' || c == '\'')
        return read_string(lines);
    return g_ascii_isalnum(c) || c == '-' || c == '+' ? read_bare(lines) : NULL;
}

static void skip_between_items(Lines *lines)
{
    do
        skip_comment(lines);
    while (look(lines) == '\n' && (step(lines), TRUE));
}

/* A list of scalars, which may stand on several lines. */
static RectoYamlNode *read_list(Lines *lines)
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
        RectoYamlNode *item = read_scalar(lines);
        if (!item)
            return NULL;
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

static RectoYamlNode *read_key(Lines *lines)
{
    if (look(lines) == '"' || look(lines) == '\'')
        return read_string(lines);
    RectoSpan span = here(lines);
    const char *from = lines->at;
    while (g_ascii_isalnum(look(lines)) || look(lines) == '_' || look(lines) == '-')
        lines->at++;
    return lines->at > from ? scalar_node(lines, span, from, (gsize)(lines->at - from), TRUE) : NULL;
}

/* Notes what was not understood by the first characters of its line. */
static void note_skipped(Lines *lines, RectoSpan span, const char *from)
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

/* `key = value`; FALSE: not understood, and the line is left behind. */
static gboolean read_pair(Lines *lines, Map *map)
{
    RectoYamlNode *key = read_key(lines);
    skip_blanks(lines);
    if (!key || look(lines) != '=')
        return FALSE;
    step(lines);
    skip_blanks(lines);
    RectoYamlNode *value = look(lines) == '[' ? read_list(lines) : read_scalar(lines);
    skip_comment(lines);
    if (!value || (!at_end(lines) && look(lines) != '\n'))
        return FALSE;
    map_add(map, key, value);
    return TRUE;
}

/* `[name]`: the node of its key, or NULL when it is more than that (dotted, a list of tables). */
static RectoYamlNode *read_table(Lines *lines)
{
    step(lines);
    skip_blanks(lines);
    RectoYamlNode *key = read_key(lines);
    skip_blanks(lines);
    if (!key || look(lines) != ']')
        return NULL;
    step(lines);
    skip_comment(lines);
    return at_end(lines) || look(lines) == '\n' ? key : NULL;
}

static void close_table(Lines *lines, Map *top, Map *table, RectoYamlNode *name)
{
    if (name && table->keys->len > 0)
        map_add(top, name, (RectoYamlNode *)map_node(table, name->span, lines->arena));
    g_ptr_array_set_size(table->keys, 0);
    g_ptr_array_set_size(table->items, 0);
}

const RectoYamlNode *recto_front_matter_toml(const char *text, gsize length, guint32 file, guint32 first_line,
                                             RectoArena *arena, RectoDiagnostics *diagnostics)
{
    g_autoptr(GString) skipped = g_string_new(NULL);
    Lines lines = {text, text + length, file, first_line, text, arena, skipped, 0, RECTO_NO_SPAN};
    g_auto(Map) top = map_new();
    g_auto(Map) table = map_new();
    RectoYamlNode *name = NULL;
    gboolean in_table = FALSE;
    while (!at_end(&lines)) {
        skip_comment(&lines);
        RectoSpan span = here(&lines);
        const char *from = lines.at;
        if (look(&lines) == '[') {
            close_table(&lines, &top, &table, name);
            name = read_table(&lines);
            in_table = TRUE;
            if (!name)
                note_skipped(&lines, span, from);
        } else if (!at_end(&lines) && look(&lines) != '\n') {
            if (!read_pair(&lines, in_table ? &table : &top))
                note_skipped(&lines, span, from);
        }
        skip_line(&lines);
    }
    close_table(&lines, &top, &table, name);
    if (lines.n_skipped > 0)
        recto_diagnose(diagnostics, RECTO_CODE_SKIPPED_FRONT_MATTER, lines.first_skipped,
                       "not understood in the TOML front matter: %s", skipped->str);
    return top.keys->len ? map_node(&top, (RectoSpan){file, first_line, 1, 0}, arena) : NULL;
}

/* ---- what is left of bad YAML ---- */

static gboolean is_key_character(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.';
}

static void salvage_line(Lines *lines, Map *map)
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
    Lines lines = {text, text + length, file, first_line, text, arena, NULL, 0, RECTO_NO_SPAN};
    g_auto(Map) map = map_new();
    for (; !at_end(&lines); skip_line(&lines))
        salvage_line(&lines, &map);
    return map.keys->len ? map_node(&map, (RectoSpan){file, first_line, 1, 0}, arena) : NULL;
}
