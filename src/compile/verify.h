/* Verifies that a PDF is the result of its embedded source. */
#pragma once

#include "base/diagnostic.h"
#include <gio/gio.h>

typedef enum {
    RECTO_VERIFIED_BYTES,   /* identical bytes */
    RECTO_VERIFIED_LAYOUT,  /* other versions of recto or its libraries; the layout and the tags are the same */
    RECTO_VERIFIED_NOT,     /* the result differs; the report describes the difference */
    RECTO_VERIFIED_UNKNOWN, /* verification is not possible: a source, manifest, image or font is missing */
} RectoVerdict;

typedef struct {
    const char *pdf;
    /* An empty directory that no other user can write to; the source is written there and typeset. The caller creates
     * it, and removes it with its content afterwards, even if a signal ends the verifying process. */
    const char *folder;
    /* Directory with the images that are not attached; no image outside it is read. NULL: the PDF's directory. */
    const char *beside;
} RectoVerifyOptions;

/* Typesets the embedded source again and compares the results. The source is as untrusted as the PDF, so call this
 * function in a child process with limits (base/child.h). `*ret_report` receives one sentence for the user that is safe
 * to print; the caller frees it. Diagnostics of the second compile are added to `diagnostics`. Returns FALSE with
 * `error` set if the PDF cannot be read. */
gboolean recto_verify(const RectoVerifyOptions *options, RectoDiagnostics *diagnostics, RectoVerdict *ret_verdict,
                      char **ret_report, GError **error);
