/* --deps: what an output was made from, in make's syntax, for build tools. */
#pragma once

#include <glib.h>

/* "target: a b c" and a line break; blanks, #, $ and backslashes escaped as make and Ninja read them. A file is left out
 * when its name holds a line end, `|`, `;` or `=`: make has no form for these, and would run what follows a semicolon.
 * Caller frees. */
char *recto_deps_format(const char *target, const GPtrArray *inputs);

/* The inputs of such a line, of char*; unref. Empty when the text is no such line. */
GPtrArray *recto_deps_parse(const char *text);
