/* The command archive. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Runs the whole program with these arguments, for a build of the archive in a child process. Set by main(). */
typedef int (*RectoProgram)(char **arguments);

/* Builds the archive of a directory. Prints messages to standard error and the summary to standard output. */
ExitCode recto_cli_archive(const RectoOptions *options, const char *folder, RectoProgram program);
