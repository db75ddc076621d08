/* Parses the arguments of shortcodes and template tags. */
#include "read/template_args.h"

#include <string.h>

static gboolean is_name_character(char c)
{
    return g_ascii_isalnum(c) || strchr("_-./:", c ? c : ' ');
}

static gsize blanks(const char *at, const char *end)
{
    gsize n = 0;
    while (at + n < end && (g_ascii_isspace(at[n]) || at[n] == ',' || at[n] == '(' || at[n] == ')'))
        n++;
    return n;
}

/* Parses one value at *at and moves *at after it. */
static char *take_value(const char **at, const char *end)
{
    const char *start = *at;
    GString *out = g_string_new(NULL);
    if (strchr("\"'`", *start)) {
        char mark = *start;
        const char *from = start + 1;
        for (; from < end && *from != mark; from++) {
            if (*from == '\\' && mark == '"' && from + 1 < end && (from[1] == '"' || from[1] == '\\'))
                from++;
            g_string_append_c(out, *from);
        }
        *at = MIN(from + 1, end);
        return g_string_free(out, FALSE);
    }
    while (*at < end && !g_ascii_isspace(**at) && !strchr(",)", **at))
        (*at)++;
    g_string_append_len(out, start, *at - start);
    if (*at == start)
        (*at)++;
    return g_string_free(out, FALSE);
}

/* Length of `key` when `key=` begins here; 0: none does. */
static gsize key_length(const char *at, const char *end)
{
    gsize n = 0;
    while (at + n < end && is_name_character(at[n]))
        n++;
    gsize equals = n;
    while (at + equals < end && at[equals] == ' ')
        equals++;
    return n && at + equals < end && at[equals] == '=' ? n : 0;
}

RectoTemplateArgs *recto_template_args_parse(const char *text, gsize length)
{
    const char *at = text, *end = text + length;
    at += blanks(at, end);
    gsize n = 0;
    while (at + n < end && is_name_character(at[n]))
        n++;
    if (!n)
        return NULL;
    RectoTemplateArgs *args = g_new0(RectoTemplateArgs, 1);
    args->name = g_strndup(at, n);
    args->keys = g_ptr_array_new_with_free_func(g_free);
    args->values = g_ptr_array_new_with_free_func(g_free);
    at += n;
    for (at += blanks(at, end); at < end; at += blanks(at, end)) {
        gsize key = key_length(at, end);
        g_ptr_array_add(args->keys, key ? g_ascii_strdown(at, (gssize)key) : NULL);
        at += key;
        while (key && at < end && (*at == ' ' || *at == '='))
            at++;
        g_ptr_array_add(args->values, at < end ? take_value(&at, end) : g_strdup(""));
    }
    return args;
}

void recto_template_args_free(RectoTemplateArgs *args)
{
    if (!args)
        return;
    g_free(args->name);
    g_ptr_array_unref(args->keys);
    g_ptr_array_unref(args->values);
    g_free(args);
}

const char *recto_template_arg(const RectoTemplateArgs *args, const char *keys)
{
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    for (guint i = 0; names[i]; i++)
        for (guint k = 0; k < args->keys->len; k++)
            if (g_strcmp0(g_ptr_array_index(args->keys, k), names[i]) == 0)
                return g_ptr_array_index(args->values, k);
    return NULL;
}

const char *recto_template_arg_at(const RectoTemplateArgs *args, guint index)
{
    for (guint k = 0; k < args->keys->len; k++)
        if (!g_ptr_array_index(args->keys, k) && index-- == 0)
            return g_ptr_array_index(args->values, k);
    return NULL;
}
