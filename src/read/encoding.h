/* First stage of reading: converts any bytes to clean UTF-8 with
 * line ends, for YAML and Markdown.
 *
 * Byte order marks are dropped everywhere. CRLF and CR become LF (a file without LF at its end remains so). NUL and
 * control characters other than tab are dropped with a diagnostic (vertical tab and form feed leave a space). Invalid
 * UTF-8 is read as Windows-1252, byte by byte, with a diagnostic (a byte undefined there becomes U+FFFD). UTF-16 with
 * a byte order mark is read with a note. Double-encoded text is repaired (mojibake.h), each repair with a warning
 * that shows both forms. The line and paragraph separators U+2028 and U+2029, which come from word processors, become
 * spaces. Zero-width joiners, bidi controls and soft hyphens remain because scripts need them. The number of lines
 * never changes. */
#pragma once

#include "base/diagnostic.h"

/* Returns clean text; the caller frees it with g_string_free(). Registers the source under `name` and returns its
 * number in *ret_file. The registered text is the decoded one before repair, so that an excerpt shows the content of
 * the file; controls of the range U+0080–U+009F appear in it as U+FFFD, because terminals obey them. `no_repair`
 * leaves double-encoded text unchanged. */
GString *recto_decode(const char *name, const char *bytes, gsize length, gboolean no_repair,
                      RectoDiagnostics *diagnostics, guint32 *ret_file);
