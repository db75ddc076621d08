/* What a report is made of: one Markdown file, several, or a report.yaml that lists them (read/report_file.h). */
#pragma once

#include "compile/compile.h"
#include "document/document.h"
#include "read/project.h"
#include "read/read.h"

typedef struct {
    char *path;             /* as it was given, for messages; "-": standard input */
    const char *media_type; /* text/markdown, application/yaml */
    GBytes *bytes;
} RectoSource;

void recto_source_free(RectoSource *source);

/* Whether options->input is not the only file. */
gboolean recto_sources_are_several(const RectoCompileOptions *options);

/* Reads them all into one document; what was read is appended to `sources` (of RectoSource*). With several, the
 * project's root is widened so that it holds those that the user named; those that a report.yaml names must lie below
 * it. NULL: with error, when a file that the user named can't be read; without, when the diagnostics say what is wrong.
 */
RectoDocument *recto_sources_read(const RectoCompileOptions *options, RectoProject *project,
                                  const RectoReadOptions *reading, RectoDiagnostics *diagnostics, GPtrArray *sources,
                                  GError **error);
