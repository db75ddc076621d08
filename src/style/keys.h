/* The keys of a style as a table, made from the rows of style.def: name, type, and where in RectoStyle the value goes.
 * For the loader and for what lists or explains keys. */
#pragma once

#include "style/style.h"

typedef enum {
    RECTO_KEY_LENGTH,
    RECTO_KEY_COLOUR,
    RECTO_KEY_FONT,
    RECTO_KEY_NUMBER,
    RECTO_KEY_PERCENT,
    RECTO_KEY_SWITCH,
    RECTO_KEY_STRING,
    RECTO_KEY_INKS,
    RECTO_KEY_CHOICE,
} RectoKeyType;

typedef struct {
    const char *name;
    RectoKeyType type;
    gsize offset;      /* in RectoStyle */
    const char *names; /* CHOICE: "one|two", the first is 0 */
} RectoKey;

extern const RectoKey recto_keys[];
extern const guint recto_n_keys;

/* Index of a key; −1 when there is none. */
int recto_key_find(const char *name);

/* The key whose name is nearest (Damerau–Levenshtein); NULL when none is near. */
const char *recto_key_nearest(const char *name);
