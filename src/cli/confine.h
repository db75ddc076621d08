/* Declares which files a command needs, according to its arguments; the sandbox (base/sandbox.h) allows only these. */
#pragma once

#include "cli/commands.h"

/* Enters the sandbox for a command with valid usage (recto_cli_usage()). Call it before any file is read that is not
 * recto's own. Creates output directories. Does nothing with --no-sandbox; -v prints features that the kernel lacks.
 * Returns FALSE with `error` set; the command must then end. */
gboolean recto_cli_confine(const RectoOptions *options, RectoCommandId command, char **files, int format,
                           GError **error);

/* Call at the end of a command. Removes the output directories that recto_cli_confine() created, if they are still
 * empty. */
void recto_cli_remove_empty_output(void);
