/* Safe names for untrusted files: each name inside a PDF becomes a path inside a directory, and no two names become the
 * same path on any file system. Does not access the disk.
 *
 * A safe name is unchanged. Otherwise:
 * - Absolute paths become relative, and the components `.` and `..` are removed.
 * - The first dot of a component becomes `_`, so that no file is hidden and none is a part of `.git`.
 * - Backslashes, control characters, characters that reorder or hide text, noncharacters and U+FFFD become `_`.
 * - Dots and spaces at the end of a component, which Windows drops, become `_`.
 * - Windows device names (`CON`, `NUL`, `COM1` …, with any extension) and `git~1` get the prefix `_`.
 * - A component of more than 200 bytes is cut, but keeps its extension.
 * - Of more than 16 components, or 1,000 bytes, only the last component remains.
 * - A path that already exists, also in other letter case or Unicode normalisation, gets a number: `data-2.csv`. */
#pragma once

#include <glib.h>

typedef struct RectoSafeNames RectoSafeNames;

RectoSafeNames *recto_safe_names_new(void);
void recto_safe_names_free(RectoSafeNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoSafeNames, recto_safe_names_free)

/* Returns the path for the next name, in UTF-8. `*ret_reason` receives NULL if the name is unchanged, else the reason
 * as an end of “written as “x”: …” (borrowed, static). Caller frees the path. */
char *recto_safe_names_add(RectoSafeNames *names, const char *name, const char **ret_reason);
