/* recto watch: build, and again whenever anything that went into it changes. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Runs until it is interrupted, or one of the files can't be watched. Each build is a process of its own, so that one
 * leaves nothing behind for the next. Files are looked at several times a second rather than by inotify: it works on
 * every system and on network folders, and editors may write them as they like. */
ExitCode recto_cli_watch(const RectoOptions *options, char **files, int format);
