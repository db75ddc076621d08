/* The command init: creates the initial files of a project. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Returns TRUE if the options are compatible and the style exists; otherwise prints an error. */
gboolean recto_cli_init_usage(const RectoOptions *options, const char *folder);

/* Writes recto.yaml into `folder`, which is created if missing, and with --brand also _brand.yml. An existing file is
 * not replaced; this is reported, but is not an error. */
ExitCode recto_cli_init(const RectoOptions *options, const char *folder);
