/* Whether what was asked for can be meant: before anything is read or written. */
#pragma once

#include "cli/commands.h"

/* FALSE, with a message for the user, when words or options are wrong or don't go together. `named`: the command stood
 * there. *ret_format: what build, check and watch make (see recto_cli_find_format()). */
gboolean recto_cli_usage(const RectoOptions *options, RectoCommandId command, gboolean named, char **files,
                         int *ret_format);
