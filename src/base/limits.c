/* Limits on the input. */
#include "base/limits.h"

#include <string.h>

static guint values[] = {
#define LIMIT(id, name, value, counted, beyond) value,
#include "base/limits.def"
#undef LIMIT
};

static const char *const names[] = {
#define LIMIT(id, name, value, counted, beyond) name,
#include "base/limits.def"
#undef LIMIT
};

guint recto_limit(RectoLimit limit)
{
    return values[limit];
}

const char *recto_limit_name(RectoLimit limit)
{
    return names[limit];
}

gboolean recto_limit_set(const char *text)
{
    guint64 number = 0;
    const char *equals = strchr(text, '=');
    if (!equals || !g_ascii_string_to_unsigned(equals + 1, 10, 1, G_MAXINT32, &number, NULL))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strlen(names[i]) == (gsize)(equals - text) && strncmp(names[i], text, strlen(names[i])) == 0) {
            values[i] = (guint)number;
            return TRUE;
        }
    }
    return FALSE;
}

/* Returns TRUE for characters that a letter can collect without limit: marks, and zero-width characters such as joiners
 * and tags. */
static gboolean is_mark(gunichar c)
{
    return g_unichar_ismark(c) || g_unichar_iszerowidth(c);
}

/* Returns the position at which a run of marks exceeds the limit, or NULL. */
static const char *find_surplus(const char *text, guint most)
{
    guint n = 0;
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        n = (guchar)*at >= 0x80 && is_mark(g_utf8_get_char(at)) ? n + 1 : 0;
        if (n > most)
            return at;
    }
    return NULL;
}

char *recto_limit_marks(const char *text)
{
    guint most = recto_limit(RECTO_LIMIT_MARKS), n = most;
    const char *at = find_surplus(text, most);
    if (!at)
        return NULL;
    GString *out = g_string_new_len(text, at - text);
    for (; *at; at = g_utf8_next_char(at)) {
        n = is_mark(g_utf8_get_char(at)) ? n + 1 : 0;
        if (n <= most)
            g_string_append_unichar(out, g_utf8_get_char(at));
    }
    return g_string_free(out, FALSE);
}
