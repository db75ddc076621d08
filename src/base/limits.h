/* Limits on the input, so that a small file cannot make recto use hours or gigabytes. The rows of limits.def are the
 * documented defaults (docs/reference/limits.md). They are not style keys, because the author of a hostile document
 * also writes its style. Only the command line (--limit NAME=NUMBER) changes them, once, before anything is read; after
 * that, all threads only read them. A stage that reaches a limit reports it at its line and uses a harmless substitute
 * (warning limit-reached), or reports missing content (error too-large). Below the limits, time and memory grow at most
 * as n log n with the input, which tests/hostile/ checks. */
#pragma once

#include <glib.h>

typedef enum {
#define LIMIT(id, name, value, counted, beyond) RECTO_LIMIT_##id,
#include "base/limits.def"
#undef LIMIT
    RECTO_LIMIT_MAX
} RectoLimit;

/* Returns the current value of a limit. */
guint recto_limit(RectoLimit limit);

/* Returns the name of a limit, as used by --limit. */
const char *recto_limit_name(RectoLimit limit);

/* Returns a copy of `text` without combining marks that exceed the limit per letter, or NULL if there are none. Shaping
 * takes quadratic time over such marks, and HarfBuzz fails. `text` is UTF-8. Caller frees. */
char *recto_limit_marks(const char *text);

/* Applies "name=number". Returns FALSE if the limit is unknown, or the number is not in the range from 1 to 2^31 −
 * 1. */
gboolean recto_limit_set(const char *text);
