/* The parts of a code block: keywords, strings, comments, numbers, a machine's answers. */
#pragma once

#include "base/diagnostic.h"
#include "modules/highlight.h"

/* The tokens of a code block with this info string (the words after ```), as RectoToken in order; the caller's. NULL:
 * it is set plain. What was used is added to `grammars` (of char*). */
GArray *recto_code_tokens(const char *info, const char *text, RectoSpan span, GPtrArray *grammars,
                          RectoDiagnostics *diagnostics);
