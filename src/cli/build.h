/* One report, from options to files and messages. */
#pragma once

#include "cli/exit.h"
#include "cli/options.h"
#include "compile/compile.h"

/* Maximum width of a cover image, in pixels. */
#define RECTO_CLI_MAX_COVER_WIDTH 10000

/* Index of the format that is asked for: by -f, else by the extension that -o has, else PDF. −1 and a message: there
 * is none of that name. */
int recto_cli_find_format(const RectoOptions *options);
RectoFormat recto_cli_format(int format);

/* Where an output goes: -o, else beside the input; the text forms to standard output; pictures are numbered. Caller
 * frees. */
char *recto_cli_output_path(const RectoOptions *options, const char *input, int format, guint number);

/* A path without its extension. Caller frees. */
char *recto_cli_stem(const char *path);

gboolean recto_cli_is_newsletter(const RectoOptions *options);

/* Whether messages are coloured. */
gboolean recto_cli_use_colour(void);

/* Takes --allow into `diagnostics`; reports a code that it does not take. */
ExitCode recto_cli_allow(const RectoOptions *options, RectoDiagnostics *diagnostics);

/* Typesets one report; `chapters`, NULL-terminated, are its further files, or NULL. `check`: nothing is written.
 * `last`: the process ends after it. */
ExitCode recto_cli_build(const RectoOptions *options, const char *input, const char *const *chapters, int format,
                         gboolean check, gboolean last);
