/* The description and an example of each style key, from the rows of style.def. For recto explain; keys.h has the rest.
 */
#pragma once

typedef struct {
    const char *text;    /* two sentences: what the key does, then its effect or when to change it */
    const char *example; /* a valid value, as YAML */
} RectoKeyText;

/* In the order of recto_keys, recto_n_keys of them. */
extern const RectoKeyText recto_key_texts[];
