/* Safe names for files that others named: each name inside a PDF becomes a path below a directory, and no two names
 * become the same path, on any file system. Pure: it looks at no disk.
 *
 * A name stays as it is unless something in it is unsafe. Then:
 * - Absolute paths become relative, and the components `.` and `..` are left out.
 * - The first dot of a component becomes `_`, so that no file is hidden and none is a part of `.git`.
 * - Backslashes, control characters, characters that turn or hide text, noncharacters and U+FFFD become `_`; so do dots
 * and spaces at the end of a component, which Windows drops.
 * - Device names of Windows (`CON`, `NUL`, `COM1` …, with any extension) and `git~1` get a `_` in front.
 * - A component of more than 200 bytes is cut, its extension stays; of more than 16 components, or 1,000 bytes, only
 * the last remains.
 * - A path that another name has already, also in other letter case or in another Unicode normalisation, gets a number:
 *   `data-2.csv`. */
#pragma once

#include <glib.h>

typedef struct RectoSafeNames RectoSafeNames;

RectoSafeNames *recto_safe_names_new(void);
void recto_safe_names_free(RectoSafeNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoSafeNames, recto_safe_names_free)

/* Returns the path for the next name, UTF-8. *ret_reason: NULL when it is the name itself, else why it is not, in words
 * that complete “written as “x”: …” (borrowed, static). Caller frees. */
char *recto_safe_names_add(RectoSafeNames *names, const char *name, const char **ret_reason);
