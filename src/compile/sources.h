/* Reads the sources of a document: one Markdown file, several, or a report.yaml that lists them
 * (read/report_file.h). */
#pragma once

#include "compile/compile.h"
#include "document/document.h"
#include "read/project.h"
#include "read/read.h"

typedef struct {
    char *path;             /* path as given, for messages; "-": standard input */
    const char *media_type; /* text/markdown, application/yaml */
    GBytes *bytes;
} RectoSource;

void recto_source_free(RectoSource *source);

/* Returns TRUE if options->input is not the only file. */
gboolean recto_sources_are_several(const RectoCompileOptions *options);

/* Reads all sources into one document; the sources are appended to `sources` (RectoSource *). With several files, the
 * project root is extended to contain those that the user named; files named by a report.yaml must be inside it.
 * Returns NULL with `error` set if a file named by the user cannot be read, and NULL without `error` if the diagnostics
 * describe the problem. */
RectoDocument *recto_sources_read(const RectoCompileOptions *options, RectoProject *project,
                                  const RectoReadOptions *reading, RectoDiagnostics *diagnostics, GPtrArray *sources,
                                  GError **error);
