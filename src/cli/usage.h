/* Checks the usage, before anything is read or written. */
#pragma once

#include "cli/commands.h"

/* Returns FALSE, after a message for the user, if arguments or options are invalid or incompatible. `named`: the
 * command was given explicitly. `*ret_format` receives the format for build, check and watch (see
 * recto_cli_find_format()). */
gboolean recto_cli_usage(const RectoOptions *options, RectoCommandId command, gboolean named, char **files,
                         int *ret_format);
