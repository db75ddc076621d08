/* Writes the files inside a PDF, of whoever made it, below a directory. */
#pragma once

#include <gio/gio.h>

typedef struct {
    const char *pdf;
    const char *folder; /* made when it is missing */
    gboolean replace;   /* existing files are replaced, else they are kept */
} RectoExtractOptions;

/* What was done. Free the content with recto_extraction_clear(). */
typedef struct {
    GPtrArray *names;    /* of char*: paths below the directory, in the order of the PDF; they are safe to print */
    GPtrArray *messages; /* of char*: what was renamed, not written or left out; they quote the PDF */
    gboolean trouble;    /* something could not be written because of the system */
} RectoExtraction;

void recto_extraction_clear(RectoExtraction *extraction);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoExtraction, recto_extraction_clear)

/* Writes every file inside the PDF that can be written, under a safe name (safe_names.h); a symbolic link is never
 * followed (base/folder.h). *ret_extraction is filled in either case. FALSE and error when the PDF can't be read to its
 * end, or the directory can't be opened. */
gboolean recto_extract(const RectoExtractOptions *options, RectoExtraction *ret_extraction, GError **error);
