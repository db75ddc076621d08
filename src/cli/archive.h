/* recto archive: the command. */
#pragma once

#include "cli/options.h"

/* Runs it on the folder after "archive" (files[0]); what there is to say goes to standard error, the summary to
 * standard output. The exit status. */
int recto_cli_archive(const RectoOptions *options, char **files);
