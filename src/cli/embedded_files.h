/* recto extract and recto verify: the files inside a PDF, of whoever made it. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"

/* Writes the files inside a PDF and lists them on standard output. EXIT_DOCUMENT when one was renamed or not written.
 */
ExitCode recto_cli_extract(const RectoOptions *options, const char *pdf);

/* Typesets the source inside a PDF again, in a child process with limits, and prints the verdict. Its working directory
 * is removed in every case, also at SIGINT, SIGTERM and SIGHUP. */
ExitCode recto_cli_verify(const RectoOptions *options, const char *pdf);
