/* Builds one document, from options to files and messages. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"
#include "compile/compile.h"

/* Maximum width of a cover image, in pixels. */
#define RECTO_CLI_MAX_COVER_WIDTH 10000

/* Returns the index of the requested format: from -f, else from the extension of -o, else PDF. Returns −1, after a
 * message, if the name is unknown. */
int recto_cli_find_format(const RectoOptions *options);
RectoFormat recto_cli_format(int format);

/* Returns the path of an output: -o, else a file next to the input; text formats go to standard output; images are
 * numbered. Caller frees. */
char *recto_cli_output_path(const RectoOptions *options, const char *input, int format, guint number);

/* Returns a path without its extension. Caller frees. */
char *recto_cli_stem(const char *path);

gboolean recto_cli_is_newsletter(const RectoOptions *options);

/* Returns TRUE if messages are coloured. */
gboolean recto_cli_use_colour(void);

/* Applies --allow to `diagnostics`, and reports a code that it does not accept. */
ExitCode recto_cli_allow(const RectoOptions *options, RectoDiagnostics *diagnostics);

/* Typesets one document. `chapters` are its further files, NULL-terminated, or NULL. `check`: write no files. `last`:
 * the process ends after it. */
ExitCode recto_cli_build(const RectoOptions *options, const char *input, const char *const *chapters, int format,
                         gboolean check, gboolean last);
