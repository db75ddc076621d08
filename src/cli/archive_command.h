/* recto archive: the command. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* What a build of the archive is to do in its own process: the whole program, for its arguments. Set by main(). */
typedef int (*RectoProgram)(char **arguments);

/* Runs it on the folder; what there is to say goes to standard error, the summary to standard output. */
ExitCode recto_cli_archive(const RectoOptions *options, const char *folder, RectoProgram program);
