/* What the next run must know of a report: a digest of everything that its PDF was made from, and of the PDF. */
#pragma once

#include "archive/archive_entry.h"

/* Whether the PDF is there and would become the same again. */
gboolean recto_archive_is_fresh(const RectoArchiveOptions *options, const RectoArchiveEntry *entry);

/* To be called once PDF, cover and list of inputs are there. */
gboolean recto_archive_store_state(const RectoArchiveOptions *options, const RectoArchiveEntry *entry, GError **error);

/* SHA-256 of a file in hex; NULL when it can't be read. *ret_size may be NULL. Caller frees. */
char *recto_archive_digest(const char *path, gsize *ret_size);
