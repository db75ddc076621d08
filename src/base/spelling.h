/* What a misspelt name was meant to be. */
#pragma once

#include <glib.h>

/* The name of the NULL-terminated list that is nearest to `name` (optimal string alignment: insertions, deletions,
 * substitutions, swaps of neighbours); NULL when none is near. Borrowed from the list. */
const char *recto_nearest(const char *name, const char *const *names);

/* Edits between two names; only their first 63 bytes count. */
guint recto_spelling_distance(const char *one, const char *other);

/* Most edits, exclusive, by which a name may differ from the one that was meant. */
guint recto_spelling_limit(const char *name);
