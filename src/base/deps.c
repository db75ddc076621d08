#include "base/deps.h"

#include <string.h>

static void put_escaped(GString *out, const char *path)
{
    for (const char *at = path; *at; at++) {
        if (*at == '$')
            g_string_append_c(out, '$');
        else if (strchr(" #\\:", *at))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
}

char *recto_deps_format(const char *target, const GPtrArray *inputs)
{
    GString *out = g_string_new(NULL);
    put_escaped(out, target);
    g_string_append_c(out, ':');
    for (guint i = 0; i < inputs->len; i++) {
        const char *path = g_ptr_array_index(inputs, i);
        if (g_str_equal(path, "-") || strchr(path, '\n'))
            continue;
        g_string_append(out, " \\\n  ");
        put_escaped(out, path);
    }
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

static void take(GPtrArray *inputs, GString *word)
{
    if (word->len)
        g_ptr_array_add(inputs, g_strdup(word->str));
    g_string_truncate(word, 0);
}

GPtrArray *recto_deps_parse(const char *text)
{
    GPtrArray *inputs = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) word = g_string_new(NULL);
    gboolean behind = FALSE; /* the colon */
    for (const char *at = text; *at; at++) {
        if (*at == '\\' && at[1] == '\n') {
            at++;
            take(inputs, word);
        } else if ((*at == '\\' || *at == '$') && at[1]) {
            g_string_append_c(word, *++at);
        } else if (*at == ':' && !behind) {
            behind = TRUE;
            g_string_truncate(word, 0);
        } else if (g_ascii_isspace(*at)) {
            take(inputs, word);
        } else {
            g_string_append_c(word, *at);
        }
    }
    take(inputs, word);
    if (!behind)
        g_ptr_array_set_size(inputs, 0);
    return inputs;
}
