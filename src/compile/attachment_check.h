/* A check of each file just before it is embedded in a PDF. Readers, name functions and the sandbox keep files of other
 * directories out already; this check does not rely on them, so that a fault in one of them can't publish a file.
 *
 * An attachment passes if
 *   - its name is a relative path without `.`, `..` and empty components, and
 *   - recto made it itself (no path), or its path ends, after symbolic links, below one of the allowed directories, and
 *     its bytes are those that recto read from this path (base/files.h records them). */
#pragma once

#include "page/pages.h"

/* Returns TRUE if `name` may be the name of an embedded file. */
gboolean recto_attachment_name_is_inside(const char *name);

/* `allowed`: directories, and files that the user named; NULL-terminated. Returns FALSE with error set
 * (G_IO_ERROR_INVALID_FILENAME, or G_IO_ERROR_INVALID_DATA if the bytes are others) for the first attachment of
 * `attachments` (of RectoAttachment) that does not pass. */
gboolean recto_attachments_check(const GArray *attachments, const char *const *allowed, GError **error);
