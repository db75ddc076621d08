/* Encoding first: whatever bytes come, YAML and Markdown see clean UTF-8 with \n line ends.
 *
 * A byte order mark is dropped, CRLF and CR become LF (a file without LF at its end is left so), NUL and control characters
 * other than tab go with a diagnostic, invalid UTF-8 is read as Windows-1252 byte by byte with a diagnostic, and
 * double-encoded text (UTF-8 read as Windows-1252 or Latin-1 and encoded again) is repaired, each repair a warning with
 * before and after. A repair needs a whole sequence that decodes to one character of a plausible kind, and must not touch text
 * that is right in any language. The number of lines never changes. */
#pragma once

#include "base/diagnostic.h"

/* Clean text, caller frees with g_string_free(). Registers the source under `name` and returns its number in *ret_file
 * (the registered text is the decoded one before repair, so that an excerpt shows what is in the file). */
GString *recto_decode(const char *name, const char *bytes, gsize length, gboolean no_repair,
                      RectoDiagnostics *diagnostics, guint32 *ret_file);
