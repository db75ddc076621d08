/* Limits on the input, so that a small file cannot make recto take hours or gigabytes.
 *
 * The rows of limits.def are the documented defaults (docs/reference/limits.md). They are not style keys: the author of a hostile
 * document writes its style too. Only the command line (--limit NAME=NUMBER) changes them, once, before anything is
 * read; all threads only read them afterwards.
 *
 * A stage that reaches a limit reports it at its line with a harmless substitute (warning limit-reached), or reports
 * that content is missing (error too-large). Time and memory below the limits grow at most as n log n with the input:
 * tests/hostile/ holds to it. */
#pragma once

#include <glib.h>

typedef enum {
#define LIMIT(id, name, value, counted, beyond) RECTO_LIMIT_##id,
#include "base/limits.def"
#undef LIMIT
    RECTO_LIMIT_MAX
} RectoLimit;

/* The limit that holds. */
guint recto_limit(RectoLimit limit);

/* Its name, as --limit takes it. */
const char *recto_limit_name(RectoLimit limit);

/* A copy of `text` without the combining marks that follow the most that a letter may have; NULL when none has more.
 * Shaping takes quadratic time over them, and HarfBuzz gives up. `text` is UTF-8. Caller frees. */
char *recto_limit_marks(const char *text);

/* Takes "name=number". FALSE: there is no such limit, or the number is not one from 1 to 2^31 - 1. */
gboolean recto_limit_set(const char *text);
