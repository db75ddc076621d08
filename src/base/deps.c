/* Writes and parses dependency files in make syntax. */
#include "base/deps.h"

#include "base/escape.h"

#include <string.h>

/* Returns TRUE if make can represent the name. It would read the excluded characters, escaped or not, as the end of the
 * list, a recipe or a variable. */
static gboolean is_path(const char *name)
{
    return recto_escape_is_line(name) && !strpbrk(name, "|;=");
}

char *recto_deps_format(const char *target, const GPtrArray *inputs)
{
    GString *out = g_string_new(NULL);
    recto_escape(out, RECTO_ESCAPE_MAKE, target, -1);
    g_string_append_c(out, ':');
    for (guint i = 0; i < inputs->len; i++) {
        const char *path = g_ptr_array_index(inputs, i);
        if (g_str_equal(path, "-") || !is_path(path))
            continue;
        g_string_append(out, " \\\n  ");
        recto_escape(out, RECTO_ESCAPE_MAKE, path, -1);
    }
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

static void add_input(GPtrArray *inputs, GString *word)
{
    if (word->len)
        g_ptr_array_add(inputs, g_strdup(word->str));
    g_string_truncate(word, 0);
}

GPtrArray *recto_deps_parse(const char *text)
{
    GPtrArray *inputs = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) word = g_string_new(NULL);
    gboolean behind = FALSE; /* TRUE after the colon */
    for (const char *at = text; *at; at++) {
        if (*at == '\\' && at[1] == '\n') {
            at++;
            add_input(inputs, word);
        } else if ((*at == '\\' || *at == '$') && at[1]) {
            g_string_append_c(word, *++at);
        } else if (*at == ':' && !behind) {
            behind = TRUE;
            g_string_truncate(word, 0);
        } else if (g_ascii_isspace(*at)) {
            add_input(inputs, word);
        } else {
            g_string_append_c(word, *at);
        }
    }
    add_input(inputs, word);
    if (!behind)
        g_ptr_array_set_size(inputs, 0);
    return inputs;
}
