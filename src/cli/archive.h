/* recto archive: the command. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Runs it on the folder; what there is to say goes to standard error, the summary to standard output. */
ExitCode recto_cli_archive(const RectoOptions *options, const char *folder);
