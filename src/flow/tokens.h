/* What the parts of a code block are: keywords, strings, comments, numbers, a machine's answers. */
#pragma once

#include "flow/state.h"
#include "late/highlight.h"

/* Tokens of a block of code in a language ("yaml", as the word behind ``` has it), in order; of RectoToken, the
 * caller's. NULL: it is set plain, for the language is not known, or too long or too intricate a text. What was used is
 * added to state->flow->grammars. */
GArray *recto_code_tokens(RectoState *state, const char *language, const char *text, RectoSpan span);
