/* The commands styles, fonts and explain, for users who edit a style. Each prints to standard output. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Lists the styles; with an argument or --print, all keys of one style as YAML, each with the line that sets it. */
ExitCode recto_cli_styles(const RectoOptions *options, char **words);

/* Describes a style key, a group of keys or a diagnostic; lists them if `word` is NULL. */
ExitCode recto_cli_explain(const RectoOptions *options, const char *word);

/* Lists the bundled fonts. */
ExitCode recto_cli_fonts(void);

/* Returns the keys of a style that begin with `prefix` (NULL: all), one line each: "key: value # file:line". Prints
 * diagnostics to standard error. NULL if the style has errors. Caller frees. */
char *recto_cli_style_lines(const RectoOptions *options, const char *name, const char *prefix);
