/* The state of a report that the next run needs: a digest of all inputs of its PDF, and a digest of the PDF. */
#pragma once

#include "archive/archive_entry.h"

/* Returns TRUE if the PDF exists and a rebuild would give the same bytes. */
gboolean recto_archive_is_fresh(const RectoArchiveOptions *options, const RectoArchiveEntry *entry);

/* Stores the state of a report. Call it after the PDF, the cover and the list of inputs are written. Returns FALSE
 * with `error` set on failure. */
gboolean recto_archive_store_state(const RectoArchiveOptions *options, const RectoArchiveEntry *entry, GError **error);

/* Returns the SHA-256 digest of a file in hexadecimal, or NULL if the file cannot be read. `ret_size` may be NULL.
 * Caller frees. */
char *recto_archive_digest(const char *path, gsize *ret_size);
