/* The loop of who edits a style: recto styles, recto explain, recto fonts. */
#pragma once

#include "cli/options.h"

/* `styles`: the styles there are; with --print NAME all keys of one as YAML, each with the place where it is set.
 * `explain WORD`: a key of the style, with its default and its value in --style; or a finding. `fonts`: the bundled
 * faces. Each on standard output; the exit status. */
int recto_cli_styles(const RectoOptions *options, char **words);
int recto_cli_explain(const RectoOptions *options, char **words);
int recto_cli_fonts(void);
