/* Regular expressions that are compiled once for a process: lines are matched by the thousand. Not for several threads. */
#pragma once

#include <glib.h>

/* Like g_regex_match_simple(); `pattern` must live for ever, and always has the same `flags`. */
gboolean recto_regex_matches(const char *pattern, const char *text, GRegexCompileFlags flags);
