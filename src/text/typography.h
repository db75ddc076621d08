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

/* Returns TRUE for "km", "%", "GiB": a line break must not separate it from the number before it. */
gboolean recto_is_unit(const char *word);

/* Returns TRUE for "p.", "no.", "dr." (lower case): a line break must not separate it from the number or name that
 * begins with `next`. */
gboolean recto_is_abbreviation(const char *word, gunichar next);
