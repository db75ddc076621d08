/* Writes the files attached to an untrusted PDF into a directory. */
#pragma once

#include <gio/gio.h>

typedef struct {
    const char *pdf;
    const char *folder; /* directory, created if missing */
    gboolean replace;   /* TRUE: replace existing files */
} RectoExtractOptions;

/* The result of an extraction. Free the content with recto_extraction_clear(). */
typedef struct {
    GPtrArray *names;    /* char *: paths relative to the directory, in the order of the PDF; safe to print */
    GPtrArray *messages; /* char *: files renamed, not written or skipped; these messages quote the PDF */
    gboolean trouble;    /* TRUE if a file could not be written because of a system error */
} RectoExtraction;

void recto_extraction_clear(RectoExtraction *extraction);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoExtraction, recto_extraction_clear)

/* Writes every attached file that can be written, under a safe name (safe_names.h). Never follows a symbolic link
 * (base/folder.h). Fills in `*ret_extraction` in every case. Returns FALSE with `error` set if the PDF cannot be read
 * to its end, or the directory cannot be opened. */
gboolean recto_extract(const RectoExtractOptions *options, RectoExtraction *ret_extraction, GError **error);
