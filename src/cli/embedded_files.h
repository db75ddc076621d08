/* The commands extract and verify, for files attached to an untrusted PDF. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Writes the attached files of a PDF and lists them on standard output. Returns EXIT_DOCUMENT if a file was renamed or
 * not written. */
ExitCode recto_cli_extract(const RectoOptions *options, const char *pdf);

/* Typesets the source embedded in a PDF again, in a child process with limits, and prints the verdict. Its working
 * directory is always removed, also after SIGINT, SIGTERM and SIGHUP. */
ExitCode recto_cli_verify(const RectoOptions *options, const char *pdf);
