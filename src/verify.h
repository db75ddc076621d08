/* What is inside a PDF made by recto, and whether the PDF is what its source says. */
#pragma once

#include "base/diagnostic.h"
#include <gio/gio.h>

/* Writes every file inside the PDF into `folder` (made when it is not there). *ret_names: their paths below it,
 * NULL-terminated. Names never lead out of the folder. FALSE with error when something can't be read or written. */
gboolean recto_extract(const char *pdf, const char *folder, char ***ret_names, GError **error);

typedef enum {
    RECTO_VERIFIED_BYTES,   /* the same bytes again */
    RECTO_VERIFIED_LAYOUT,  /* made by other versions; the layout and the tags are the same */
    RECTO_VERIFIED_NOT,     /* it differs, and the report says where */
    RECTO_VERIFIED_UNKNOWN, /* there is no source, no manifest or no picture inside that is needed */
} RectoVerdict;

/* Typesets the source inside the PDF again and compares. *ret_report: what to tell the user, one sentence; the caller
 * frees it. Findings of the second compile go to `diagnostics`. FALSE with error when the PDF can't be read. */
gboolean recto_verify(const char *pdf, RectoDiagnostics *diagnostics, RectoVerdict *ret_verdict, char **ret_report,
                      GError **error);
