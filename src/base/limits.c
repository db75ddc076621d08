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
