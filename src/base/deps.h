/* --deps: lists the inputs of an output in make syntax, for build tools. */
#pragma once

#include <glib.h>

/* Returns "target: a b c" and a line break, with spaces, #, $ and backslashes escaped for make and Ninja. A file is
 * omitted if its name contains a line break, `|`, `;` or `=`: make cannot represent these, and would run the text after
 * a semicolon. Caller frees. */
char *recto_deps_format(const char *target, const GPtrArray *inputs);

/* Parses such a line and returns the inputs (char *). The array is empty if the text has another form. Free with
 * g_ptr_array_unref(). */
GPtrArray *recto_deps_parse(const char *text);
