/* recto init: the files to begin with. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Whether the options go together and the style exists; else says why. */
gboolean recto_cli_init_usage(const RectoOptions *options, const char *folder);

/* Writes recto.yaml into `folder`, made where it is missing, and with --brand _brand.yml. A file that is there stays as
 * it is: that is told, and no mistake. */
ExitCode recto_cli_init(const RectoOptions *options, const char *folder);
