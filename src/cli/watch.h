/* The command watch: builds, and rebuilds whenever an input changes. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Runs until it is interrupted, or one of the files cannot be watched. Each build is a child process, so that builds do
 * not affect each other. Files are checked several times per second, without inotify: this works on every system and on
 * network directories, whatever way an editor writes files. */
ExitCode recto_cli_watch(const RectoOptions *options, char **files, int format);
