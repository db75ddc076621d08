/* Looks up values of templates in the site's configuration and the page's front matter. */
#include "read/template_values.h"

#include "base/address.h"

#include <string.h>

/* Bytes of a file that is included. */
#define MAX_INCLUDED 65536

/* The path part of the site's address, without its final slash: Jekyll's baseurl. */
static char *base_path(const RectoTemplateContext *context)
{
    const char *address = context->website ? context->website->address : NULL;
    const char *host = address ? strstr(address, "://") : NULL, *path = host ? strchr(host + 3, '/') : NULL;
    gsize length = path ? strlen(path) : 0;
    return g_strndup(path ? path : "", length ? length - 1 : 0);
}

static char *site_url(const RectoTemplateContext *context)
{
    const char *address = context->website ? context->website->address : NULL;
    const char *host = address ? strstr(address, "://") : NULL, *path = host ? strchr(host + 3, '/') : NULL;
    return path ? g_strndup(address, (gsize)(path - address)) : g_strdup("");
}

static const char *page_value(const RectoTemplateContext *context, const char *name)
{
    const RectoYamlNode *node = context->front_matter;
    g_auto(GStrv) parts = g_strsplit(name, ".", -1);
    for (guint i = 0; node && parts[i]; i++)
        node = recto_yaml_get(node, parts[i]);
    return recto_yaml_text(node);
}

/* A name or a string in quotation marks; NULL: not known. */
static char *find_value(const RectoTemplateContext *context, const char *word)
{
    gsize length = strlen(word);
    if (length >= 2 && strchr("\"'", *word) && word[length - 1] == *word)
        return g_strndup(word + 1, length - 2);
    if (g_str_equal(word, "site.baseurl") || g_str_equal(word, "baseurl"))
        return base_path(context);
    if (g_str_equal(word, "site.url") || g_str_equal(word, "site.github.url"))
        return site_url(context);
    if (g_str_has_prefix(word, "page."))
        return g_strdup(page_value(context, word + 5));
    if (g_str_has_prefix(word, "site.") && context->website)
        return g_strdup(recto_website_value(context->website, word + 5));
    /* Eleventy has the front matter's keys without a prefix. */
    gboolean eleventy = context->website && context->website->kind == RECTO_WEBSITE_ELEVENTY;
    return eleventy ? g_strdup(page_value(context, word)) : NULL;
}

/* Joins with one slash. */
static char *join_path(const char *base, const char *path)
{
    return g_strconcat(base, *path == '/' ? "" : "/", path, NULL);
}

/* TRUE: *value is what the filter makes of it. */
static gboolean apply_filter(const RectoTemplateContext *context, const char *filter, char **value)
{
    g_autofree char *name = g_strndup(filter, strcspn(filter, ": ("));
    const char *rest = filter + strlen(name) + strspn(filter + strlen(name), ": (");
    g_autofree char *argument = g_strdup(rest);
    g_strstrip(argument);
    if (g_str_has_suffix(argument, ")"))
        argument[strlen(argument) - 1] = '\0';
    g_autofree char *given = *argument ? find_value(context, argument) : NULL;
    g_autofree char *base = base_path(context), *old = *value;
    static const char *const same[] = {"strip",          "escape",      "xml_escape", "safe",  "url",
                                       "strip_newlines", "escape_once", "string",     "asset", NULL};
    *value = NULL;
    if (!old && !g_str_equal(name, "default"))
        return FALSE;
    if (g_str_equal(name, "relative_url"))
        *value = strstr(old, "://") ? g_strdup(old) : join_path(base, old);
    else if (g_str_equal(name, "absolute_url")) {
        g_autofree char *site = site_url(context), *path = join_path(base, old);
        *value = strstr(old, "://") ? g_strdup(old) : join_path(site, path);
    } else if (g_str_equal(name, "prepend") && given)
        *value = g_strconcat(given, old, NULL);
    else if (g_str_equal(name, "append") && given)
        *value = g_strconcat(old, given, NULL);
    else if (g_str_equal(name, "default"))
        *value = g_strdup(old && *old ? old : given);
    else if (g_str_equal(name, "upcase"))
        *value = g_utf8_strup(old, -1);
    else if (g_str_equal(name, "downcase"))
        *value = g_utf8_strdown(old, -1);
    else if (g_strv_contains(same, name))
        *value = g_strdup(old);
    return *value != NULL;
}

/* Bars that are not in quotation marks become line ends. */
static char **split_filters(const char *expression, gsize length)
{
    GString *text = g_string_new_len(expression, (gssize)length);
    char mark = 0;
    for (gsize i = 0; i < text->len; i++) {
        char c = text->str[i];
        if (mark ? c == mark : c == '"' || c == '\'')
            mark = mark ? 0 : c;
        else if (!mark && c == '|')
            text->str[i] = '\n';
        else if (c == '\n')
            text->str[i] = ' ';
    }
    char **parts = g_strsplit(text->str, "\n", -1);
    g_string_free(text, TRUE);
    return parts;
}

char *recto_template_value(const RectoTemplateContext *context, const char *expression, gsize length)
{
    g_auto(GStrv) parts = split_filters(expression, length);
    if (!parts[0])
        return NULL;
    g_autofree char *value = find_value(context, g_strstrip(parts[0]));
    for (guint i = 1; parts[i]; i++)
        if (!apply_filter(context, g_strstrip(parts[i]), &value))
            return NULL;
    return g_steal_pointer(&value);
}

char *recto_template_values_fill(const RectoTemplateContext *context, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (!strstr(text, "{{"))
        return NULL;
    while (*text) {
        const char *open = strstr(text, "{{"), *close = open ? strstr(open, "}}") : NULL;
        if (!close) {
            g_string_append(out, text);
            break;
        }
        g_autofree char *value = recto_template_value(context, open + 2, (gsize)(close - open - 2));
        if (!value)
            return NULL;
        g_string_append_len(out, text, open - text);
        g_string_append(out, value);
        text = close + 2;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* ---- includes ---- */

/* The included file with its parameters filled in; NULL: it needs a program. */
static char *fill_included(const RectoTemplateUse *use, const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    while (*text) {
        const char *open = strstr(text, "{{");
        const char *close = open ? strstr(open, "}}") : NULL;
        if (!close)
            break;
        g_autofree char *expression = g_strndup(open + 2, (gsize)(close - open - 2));
        g_strstrip(expression);
        gsize name = strcspn(expression, " |");
        g_autofree char *key = g_str_has_prefix(expression, "include.") ? g_strndup(expression + 8, name - 8) : NULL;
        const char *given = key ? recto_template_arg(use->args, key) : NULL;
        g_string_append_len(out, text, open - text);
        if (key)
            g_string_append(out, given ? given : "");
        else
            g_string_append_len(out, open, close + 2 - open);
        text = close + 2;
    }
    g_string_append(out, text);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static GBytes *find_included(const RectoTemplateUse *use, const char *name, gboolean beside)
{
    static const char *const folders[] = {"_includes", "src/_includes", "includes", "layouts/partials"};
    RectoWebsite *website = use->context->website;
    if (beside && use->context->path && website) {
        g_autofree char *folder = g_path_get_dirname(use->context->path);
        g_autofree char *path = g_canonicalize_filename(name, folder);
        return recto_website_file(website, path);
    }
    for (guint i = 0; website && website->folder && i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *folder = g_build_filename(website->folder, folders[i], NULL);
        g_autofree char *path = g_canonicalize_filename(name, folder);
        GBytes *bytes = recto_website_file(website, path);
        if (bytes)
            return bytes;
    }
    return NULL;
}

static gboolean include_text(const RectoTemplateUse *use, RectoTemplateMeaning *meaning, const char *name,
                             gboolean beside)
{
    GBytes *bytes = find_included(use, name, beside);
    gsize length = 0;
    const char *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
    if (!data || length > MAX_INCLUDED || !g_utf8_validate_len(data, length, NULL))
        return FALSE;
    g_autofree char *text = g_strndup(data, length);
    g_autofree char *filled = fill_included(use, text);
    /* A condition or a loop. */
    if (strstr(filled, "{%"))
        return FALSE;
    g_string_append(meaning->text, g_strstrip(filled));
    meaning->block = use->alone;
    meaning->again = TRUE;
    return TRUE;
}

gboolean recto_template_include(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    gboolean beside = g_str_equal(use->args->name, "include_relative");
    const char *name = recto_template_arg_at(use->args, 0);
    if (use->kind != RECTO_TEMPLATE_TAG || !name || !(beside || g_str_equal(use->args->name, "include")))
        return FALSE;
    return include_text(use, meaning, name, beside);
}
