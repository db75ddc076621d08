/* Reads values of site configurations: YAML and JSON with the YAML reader, TOML and JavaScript by their lines. */
#include "site/site_values.h"

#include "base/yaml.h"

#include <string.h>

/* Bytes of a key with its path. */
#define MAX_KEY 200

static void add_value(GHashTable *values, const char *key, char *value)
{
    g_autofree char *lower = g_ascii_strdown(key, -1);
    if (strlen(lower) > MAX_KEY || !g_utf8_validate(value, -1, NULL) || g_hash_table_contains(values, lower))
        g_free(value);
    else
        g_hash_table_insert(values, g_steal_pointer(&lower), value);
}

/* ---- YAML and JSON ---- */

typedef struct {
    const RectoYamlNode *map;
    char *prefix;
} Level;

static void clear_level(gpointer level)
{
    g_free(((Level *)level)->prefix);
}

/* Maps wait in a list, since they may nest deeply. */
static void add_map(GArray *levels, const Level *level, GHashTable *values)
{
    for (guint i = 0; i < level->map->n_items; i++) {
        const RectoYamlNode *item = level->map->items[i];
        g_autofree char *key = g_strconcat(level->prefix, level->map->keys[i]->value, NULL);
        const char *text = recto_yaml_text(item);
        if (text)
            add_value(values, key, g_strdup(text));
        if (item->kind != RECTO_YAML_MAP || strlen(key) > MAX_KEY)
            continue;
        Level inner = {item, g_strconcat(key, ".", NULL)};
        g_array_append_val(levels, inner);
    }
}

static void parse_yaml(const char *text, gsize length, GHashTable *values)
{
    /* Errors in a site's configuration do not concern the document. */
    g_autoptr(RectoDiagnostics) unused = recto_diagnostics_new();
    g_autoptr(RectoYaml) yaml = recto_yaml_parse(text, length, 0, 1, unused);
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(Level));
    g_array_set_clear_func(levels, clear_level);
    if (yaml->root && yaml->root->kind == RECTO_YAML_MAP) {
        Level first = {yaml->root, g_strdup("")};
        g_array_append_val(levels, first);
    }
    for (guint i = 0; i < levels->len && levels->len < RECTO_YAML_MAX_NODES; i++) {
        Level level = g_array_index(levels, Level, i);
        add_map(levels, &level, values);
    }
}

/* ---- TOML and JavaScript ---- */

static gboolean is_key_character(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.' || c == '$';
}

/* The string that begins at a quotation mark; NULL: it has no end on its line, or is a template. */
static char *quoted(const char *at, const char *end)
{
    char mark = *at;
    GString *out = g_string_new(NULL);
    for (const char *from = at + 1; from < end && *from != '\n'; from++) {
        if (*from == mark)
            return g_string_free(out, FALSE);
        if (mark == '`' && *from == '$' && from + 1 < end && from[1] == '{')
            break;
        if (*from == '\\' && mark != '\'' && from + 1 < end)
            from++;
        g_string_append_c(out, *from);
    }
    g_string_free(out, TRUE);
    return NULL;
}

/* A value without quotation marks: a number, true, false. */
static char *bare(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && (g_ascii_isalnum(*stop) || *stop == '.' || *stop == '-'))
        stop++;
    return stop > at ? g_strndup(at, (gsize)(stop - at)) : NULL;
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

static void parse_toml_line(const char *at, const char *end, GString *table, GHashTable *values)
{
    at = skip_blanks(at, end);
    if (at < end && *at == '[') {
        const char *name = at + strspn(at, "[ ");
        const char *stop = memchr(name, ']', (gsize)(end - MIN(name, end)));
        g_string_truncate(table, 0);
        for (; stop && name < stop; name++)
            if (!strchr("\"' ", *name))
                g_string_append_c(table, *name);
        g_string_append_c(table, '.');
        return;
    }
    if (end - at > 5 && memcmp(at, "@def ", 5) == 0)
        at = skip_blanks(at + 5, end);
    const char *key = at;
    while (at < end && (is_key_character(*at) || *at == '"'))
        at++;
    g_autofree char *name = g_strndup(key, (gsize)(at - key));
    at = skip_blanks(at, end);
    if (!*name || at >= end || *at != '=')
        return;
    at = skip_blanks(at + 1, end);
    char *value = at >= end ? NULL : *at == '"' || *at == '\'' ? quoted(at, end) : bare(at, end);
    g_autofree char *path = g_strconcat(table->str, name, NULL);
    if (value)
        add_value(values, path, value);
}

static void parse_toml(const char *text, gsize length, GHashTable *values)
{
    g_autoptr(GString) table = g_string_new(NULL);
    const char *end = text + length;
    while (text < end) {
        const char *newline = memchr(text, '\n', (gsize)(end - text));
        parse_toml_line(text, newline ? newline : end, table, values);
        text = newline ? newline + 1 : end;
    }
}

/* Returns the position after a comment that begins at `at`, else `at`. */
static const char *skip_comment(const char *at, const char *end)
{
    if (end - at < 2 || at[0] != '/' || (at[1] != '/' && at[1] != '*'))
        return at;
    const char *close =
        at[1] == '/' ? memchr(at, '\n', (gsize)(end - at)) : memmem(at + 2, (gsize)(end - at - 2), "*/", 2);
    return close ? close + (at[1] == '/' ? 1 : 2) : end;
}

static const char *skip_string(const char *at, const char *end)
{
    char mark = *at++;
    while (at < end && *at != mark && (*at != '\n' || mark == '`'))
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return MIN(at + 1, end);
}

static gboolean is_quotation(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* `key: "value"` wherever it is; no program is understood, only found in. */
static void parse_script(const char *text, gsize length, GHashTable *values)
{
    const char *end = text + length, *at = text;
    while (at < end) {
        const char *behind = skip_comment(at, end);
        if (behind > at || !(is_key_character(*at) || is_quotation(*at))) {
            at = behind > at ? behind : at + 1;
            continue;
        }
        const char *start = at;
        gboolean string = is_quotation(*at);
        if (string)
            at = skip_string(at, end);
        while (!string && at < end && is_key_character(*at))
            at++;
        gsize n = (gsize)(at - start);
        g_autofree char *key = string && n > 2 ? g_strndup(start + 1, n - 2) : g_strndup(start, n);
        const char *value = skip_blanks(at, end);
        if (value >= end || *value != ':')
            continue;
        value = skip_blanks(value + 1, end);
        char *found = value < end && is_quotation(*value) ? quoted(value, end) : NULL;
        at = value < end && is_quotation(*value) ? skip_string(value, end) : value;
        if (found)
            add_value(values, key, found);
    }
}

void recto_site_values_parse(const char *path, const char *text, gsize length, GHashTable *values)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    if (g_str_has_suffix(lower, ".yml") || g_str_has_suffix(lower, ".yaml") || g_str_has_suffix(lower, ".json"))
        parse_yaml(text, length, values);
    else if (g_str_has_suffix(lower, ".toml") || g_str_has_suffix(lower, ".md"))
        parse_toml(text, length, values);
    else
        parse_script(text, length, values);
}
