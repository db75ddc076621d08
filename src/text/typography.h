/* The customs of languages in quotes and spaces, as data. */
#pragma once

#include <glib.h>

typedef struct {
    const char *lang; /* primary subtag, or with region */
    gunichar outer_open, outer_close, inner_open, inner_close;
    const char *inset; /* marks with a narrow no-break space before them, guillemets having one inside; or NULL */
    gboolean groups;   /* a space between thousands is narrow: 10 000 */
    const char *prepositions; /* one-letter words that do not end a line, or NULL */
} RectoTypography;

/* Of a BCP 47 tag; those of English when the language is not known. Never NULL. */
const RectoTypography *recto_typography(const char *lang);

/* "km", "%", "GiB": what a number before it is not parted from. */
gboolean recto_is_unit(const char *word);

/* "p.", "no.", "dr." (lower case): what is not parted from the number or name that begins with `next`. */
gboolean recto_is_abbreviation(const char *word, gunichar next);
