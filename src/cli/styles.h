/* The loop of who edits a style: recto styles, recto explain, recto fonts. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* `styles`: the styles there are; with a name (or --print) all keys of one as YAML, each with the place where it is
 * set. `explain WORD`: a key of the style, with its default and its value in --style; all keys that begin with it; or a
 * finding. `fonts`: the bundled faces. Each on standard output. */
ExitCode recto_cli_styles(const RectoOptions *options, char **words);
ExitCode recto_cli_explain(const RectoOptions *options, const char *word);
ExitCode recto_cli_fonts(void);
