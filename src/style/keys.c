/* Table of the style keys from style.def, and lookup by name. */
#include "style/keys.h"

#include "base/spelling.h"

#include <string.h>

#define FIELD(field) G_STRUCT_OFFSET(RectoStyle, field)

const RectoKey recto_keys[] = {
#define TEXT(field, key, ...)                                                                                          \
    {key ".font", RECTO_KEY_FONT, FIELD(field.font), NULL},                                                            \
        {key ".weight", RECTO_KEY_NUMBER, FIELD(field.weight), NULL},                                                  \
        {key ".italic", RECTO_KEY_SWITCH, FIELD(field.italic), NULL},                                                  \
        {key ".size", RECTO_KEY_LENGTH, FIELD(field.size), NULL},                                                      \
        {key ".leading", RECTO_KEY_LENGTH, FIELD(field.leading), NULL},                                                \
        {key ".colour", RECTO_KEY_COLOUR, FIELD(field.colour), NULL},                                                  \
        {key ".tracking", RECTO_KEY_LENGTH, FIELD(field.tracking), NULL},                                              \
        {key ".align", RECTO_KEY_CHOICE, FIELD(field.align), "ragged|justified|balanced|right|centre"},                \
        {key ".hyphenate", RECTO_KEY_SWITCH, FIELD(field.hyphenate), NULL},                                            \
        {key ".figures", RECTO_KEY_CHOICE, FIELD(field.figures), "lining|old|tabular"},                                \
        {key ".before", RECTO_KEY_LENGTH, FIELD(field.before), NULL},                                                  \
        {key ".after", RECTO_KEY_LENGTH, FIELD(field.after), NULL},
#define POSITION(field, key, ...)                                                                                      \
    {key ".x", RECTO_KEY_LENGTH, FIELD(field.x), NULL}, {key ".y", RECTO_KEY_LENGTH, FIELD(field.y), NULL},            \
        {key ".width", RECTO_KEY_LENGTH, FIELD(field.width), NULL},
#define LENGTH(field, key, ...)              {key, RECTO_KEY_LENGTH, FIELD(field), NULL},
#define COLOUR(field, key, ...)              {key, RECTO_KEY_COLOUR, FIELD(field), NULL},
#define FONT(field, key, ...)                {key, RECTO_KEY_FONT, FIELD(field), NULL},
#define NUMBER(field, key, ...)              {key, RECTO_KEY_NUMBER, FIELD(field), NULL},
#define PERCENT(field, key, ...)             {key, RECTO_KEY_PERCENT, FIELD(field), NULL},
#define SWITCH(field, key, ...)              {key, RECTO_KEY_SWITCH, FIELD(field), NULL},
#define STRING(field, key, ...)              {key, RECTO_KEY_STRING, FIELD(field), NULL},
#define INKS(field, key, ...)                {key, RECTO_KEY_INKS, FIELD(field), NULL},
#define CHOICE(field, key, type, names, ...) {key, RECTO_KEY_CHOICE, FIELD(field), names},
#include "style/style.def"
};

const guint recto_n_keys = G_N_ELEMENTS(recto_keys);

int recto_key_find(const char *name)
{
    static GHashTable *table = NULL;
    if (!table) {
        GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
        for (guint i = 0; i < recto_n_keys; i++)
            g_hash_table_insert(made, (gpointer)recto_keys[i].name, GUINT_TO_POINTER(i + 1));
        table = made;
    }
    return (int)GPOINTER_TO_UINT(g_hash_table_lookup(table, name)) - 1;
}

const char *recto_key_nearest(const char *name)
{
    const char *nearest = NULL;
    guint least = recto_spelling_limit(name);
    for (guint i = 0; i < recto_n_keys; i++) {
        guint edits = recto_spelling_distance(name, recto_keys[i].name);
        if (edits < least) {
            least = edits;
            nearest = recto_keys[i].name;
        }
    }
    return nearest;
}
