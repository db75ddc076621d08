/* Which files a command needs, as far as its words say it; the sandbox (base/sandbox.h) keeps it to them. */
#pragma once

#include "cli/commands.h"

/* Enters the sandbox for a command whose use is sound (recto_cli_usage()): to be called before anything that is not
 * recto's own is read. Folders that the command writes into are made. Does nothing with --no-sandbox; -v tells what the
 * kernel lacks. FALSE with error: the command must not go on. */
gboolean recto_cli_confine(const RectoOptions *options, RectoCommandId command, char **files, int format,
                           GError **error);

/* At the end of a command: removes the output directory that recto_cli_confine() made, and those above it that it made,
 * if they are still empty. */
void recto_cli_remove_empty_output(void);
