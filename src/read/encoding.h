/* Encoding first: whatever bytes come, YAML and Markdown see clean UTF-8 with \n line ends.
 *
 * A byte order mark is dropped wherever it stands, CRLF and CR become LF (a file without LF at its end is left so), NUL
 * and control characters other than tab go with a diagnostic (vertical tab and form feed leave a space), invalid UTF-8
 * is read as Windows-1252 byte by byte with a diagnostic (a byte that means nothing there becomes U+FFFD), UTF-16 with
 * a byte order mark is read with a note, and double-encoded text is repaired (mojibake.h), each repair a warning with
 * before and after. The line and paragraph separators U+2028 and U+2029, which word processors leave behind, become
 * spaces. Zero-width joiners, bidi controls and soft hyphens stay: scripts need them. The number of lines never
 * changes. */
#pragma once

#include "base/diagnostic.h"

/* Clean text, caller frees with g_string_free(). Registers the source under `name` and returns its number in *ret_file
 * (the registered text is the decoded one before repair, so that an excerpt shows what is in the file; controls of the
 * range U+0080–U+009F stand in it as U+FFFD, since terminals obey them). `no_repair` leaves double-encoded text as it
 * is. */
GString *recto_decode(const char *name, const char *bytes, gsize length, gboolean no_repair,
                      RectoDiagnostics *diagnostics, guint32 *ret_file);
