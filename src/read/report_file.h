/* report.yaml: the metadata and the chapters of a document of several files.
 *
 *     title: Annual report 2024
 *     author: Jane Doe
 *     date: 2025-03-01
 *     chapters:
 *       - intro.md
 *       - posts/2024-05-01-summit.md
 *
 * All keys of front matter are valid. `chapters` are paths relative to the directory of the file. */
#pragma once

#include "read/read.h"

/* Whether a path is that of such a file, by its ending. */
gboolean recto_report_is(const char *path);

/* A document without text, its metadata filled in, and *ret_chapters: of const RectoYamlNode*, scalars that live as
 * long as the document. Without chapters: an error among the diagnostics. The caller unrefs the array. */
RectoDocument *recto_report_read(const char *name, const char *bytes, gsize length, const RectoReadOptions *options,
                                 RectoDiagnostics *diagnostics, GPtrArray **ret_chapters);
