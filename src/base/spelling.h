/* Suggestions for misspelt names. */
#pragma once

#include <glib.h>

/* Returns the name in the NULL-terminated list that is nearest to `name` (optimal string alignment: insertions,
 * deletions, substitutions, swaps of neighbours), or NULL if none is near. Borrowed from the list. */
const char *recto_nearest(const char *name, const char *const *names);

/* Returns the number of edits between two names; only their first 63 bytes count. */
guint recto_spelling_distance(const char *one, const char *other);

/* Returns the maximum number of edits, exclusive, by which a misspelt name may differ from the correct one. */
guint recto_spelling_limit(const char *name);
