/* Looks up the texts that recto prints itself, by language (strings.h). */
#include "style/strings.h"

#include "base/files.h"
#include "base/installed_files.h"
#include "base/yaml.h"

#include <string.h>

#define MAX_MAPS 8

struct RectoStrings {
    RectoYaml *yamls[MAX_MAPS]; /* the tag's own map first, English last */
    guint n_yamls;
};

/* Context for finding the map of a language tag. */
typedef struct {
    const char *text;
    gsize length;
    guint32 file; /* 0: not yet registered */
    const char *path;
    RectoDiagnostics *diagnostics;
} StringsFile;

/* The lines of one language: from the line "TAG:" at the margin to the next line that begins there. Reading only these
 * costs a fraction of reading the file. */
static const char *find_lines(const StringsFile *source, const char *tag, gsize *ret_length, guint32 *ret_line)
{
    gsize tag_length = strlen(tag);
    const char *end = source->text + source->length, *start = NULL;
    guint32 line = 1;
    for (const char *at = source->text; at < end; line++) {
        const char *newline = memchr(at, '\n', (gsize)(end - at));
        const char *next = newline ? newline + 1 : end;
        gboolean at_margin = *at != ' ' && *at != '\n' && *at != '#';
        if (start && at_margin) {
            *ret_length = (gsize)(at - start);
            return start;
        }
        if (at_margin && (gsize)(next - at) > tag_length && at[tag_length] == ':' &&
            g_ascii_strncasecmp(at, tag, tag_length) == 0) {
            start = at;
            *ret_line = line;
        }
        at = next;
    }
    *ret_length = start ? (gsize)(end - start) : 0;
    return start;
}

static const RectoYamlNode *map_of(const RectoYaml *yaml)
{
    const RectoYamlNode *root = yaml->root;
    return root && root->kind == RECTO_YAML_MAP && root->n_items ? root->items[0] : NULL;
}

/* Adds the map of exactly this tag, following `as`; FALSE when there is none. */
static gboolean add_map(RectoStrings *strings, StringsFile *source, const char *tag)
{
    while (tag && strings->n_yamls < MAX_MAPS) {
        gsize length = 0;
        guint32 line = 0;
        const char *lines = find_lines(source, tag, &length, &line);
        if (!lines)
            return FALSE;
        if (!source->file)
            source->file =
                recto_diagnostics_add_source(source->diagnostics, source->path, source->text, source->length);
        RectoYaml *yaml = recto_yaml_parse(lines, length, source->file, line, source->diagnostics);
        strings->yamls[strings->n_yamls++] = yaml;
        tag = recto_yaml_text(recto_yaml_get(map_of(yaml), "as"));
    }
    return TRUE;
}

/* The tag and all that remains of it when subtags are taken from its end; besides script and region each alone. */
static gboolean add_maps(RectoStrings *strings, StringsFile *source, const char *lang)
{
    g_auto(GStrv) subtags = g_strsplit(lang, "-", -1);
    gboolean found = FALSE;
    for (guint n = g_strv_length(subtags); n > 0 && strings->n_yamls < MAX_MAPS - 1; n--) {
        g_autofree char *last = n > 2 ? g_strconcat(subtags[0], "-", subtags[n - 1], NULL) : NULL;
        g_free(subtags[n]);
        subtags[n] = NULL;
        g_autofree char *tag = g_strjoinv("-", subtags);
        found = add_map(strings, source, tag) || found;
        if (last && strings->n_yamls < MAX_MAPS - 1)
            found = add_map(strings, source, last) || found;
    }
    return found;
}

/* Whether the last map, English, is one. */
static gboolean ends_in_map(const RectoStrings *strings)
{
    const RectoYamlNode *map = strings->n_yamls ? map_of(strings->yamls[strings->n_yamls - 1]) : NULL;
    return map && map->kind == RECTO_YAML_MAP && map->n_items > 0;
}

RectoStrings *recto_strings_new(const char *lang, RectoDiagnostics *diagnostics, GError **error)
{
    g_autofree char *path = recto_data_path("data", "strings.yaml");
    g_autoptr(GBytes) bytes = recto_file_read(path, error);
    if (!bytes)
        return NULL;
    StringsFile source = {.path = path, .diagnostics = diagnostics};
    source.text = g_bytes_get_data(bytes, &source.length);
    RectoStrings *strings = g_new0(RectoStrings, 1);
    if (!lang || !*lang)
        lang = "en";
    if (!add_maps(strings, &source, lang))
        recto_diagnose(diagnostics, RECTO_CODE_NO_STRINGS, RECTO_NO_SPAN,
                       "recto has no translations for “%s”; it printed English labels", lang);
    gboolean english = g_ascii_strncasecmp(lang, "en", 2) == 0 && !g_ascii_isalnum(lang[2]);
    gboolean whole = english ? strings->n_yamls > 0 : add_map(strings, &source, "en");
    if (!whole || !ends_in_map(strings))
        recto_installed_file_report(path, "it has no translations");
    return strings;
}

void recto_strings_free(RectoStrings *strings)
{
    if (!strings)
        return;
    for (guint i = 0; i < strings->n_yamls; i++)
        recto_yaml_free(strings->yamls[i]);
    g_free(strings);
}

static const RectoYamlNode *find_value(const RectoStrings *strings, const char *key, guint *ret_map)
{
    for (guint i = 0; i < strings->n_yamls; i++) {
        const RectoYamlNode *value = recto_yaml_get(map_of(strings->yamls[i]), key);
        if (value) {
            *ret_map = i;
            return value;
        }
    }
    return NULL;
}

static const char *find_text(const RectoStrings *strings, const char *key)
{
    guint map = 0;
    return recto_yaml_text(find_value(strings, key, &map));
}

const char *recto_strings_get(const RectoStrings *strings, const char *key)
{
    const char *text = find_text(strings, key);
    return text ? text : key;
}

char *recto_strings_form(const RectoStrings *strings, const char *key, const char *mark, const char *value)
{
    GString *out = g_string_new(recto_strings_get(strings, key));
    g_string_replace(out, mark, value, 0);
    return g_string_free(out, FALSE);
}

/* Returns the name of a month in the form after a day, or in the form for a month alone. The list for months alone is
 * used only if its language is at least as close as that of the other list. */
static const char *month_name(const RectoStrings *strings, int month, gboolean alone)
{
    guint map = 0, alone_map = 0;
    const RectoYamlNode *names = find_value(strings, "months", &map);
    const RectoYamlNode *alone_names = alone ? find_value(strings, "months-alone", &alone_map) : NULL;
    if (alone_names && alone_map <= map)
        names = alone_names;
    if (!names || names->kind != RECTO_YAML_LIST || names->n_items < 12)
        return "";
    const char *name = recto_yaml_text(names->items[month - 1]);
    return name ? name : "";
}

static char *day_text(const RectoStrings *strings, int day)
{
    guint form_map = 0, first_map = 0;
    find_value(strings, "day-form", &form_map);
    const RectoYamlNode *first = day == 1 ? find_value(strings, "first", &first_map) : NULL;
    return first && first_map <= form_map ? g_strdup(recto_yaml_text(first)) : g_strdup_printf("%d", day);
}

/* Puts the parts into a pattern of {day}, {month} and {year}. */
static char *fill_form(const char *form, const char *day, const char *month, const char *year)
{
    const char *const names[] = {"{day}", "{month}", "{year}"}, *const values[] = {day, month, year};
    GString *out = g_string_new(form);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        g_string_replace(out, names[i], values[i], 1);
    return g_string_free(out, FALSE);
}

char *recto_strings_date(const RectoStrings *strings, int year, int month, int day)
{
    g_autofree char *year_text = g_strdup_printf("%d", year);
    if (month < 1 || month > 12)
        return g_steal_pointer(&year_text);
    gboolean alone = day < 1;
    const char *form = find_text(strings, alone ? "month-form" : "day-form");
    g_autofree char *day_words = day_text(strings, day);
    return fill_form(form ? form : "{day} {month} {year}", day_words, month_name(strings, month, alone), year_text);
}

char *recto_strings_month(const RectoStrings *strings, int month)
{
    return g_strdup(month >= 1 && month <= 12 ? month_name(strings, month, TRUE) : "");
}
