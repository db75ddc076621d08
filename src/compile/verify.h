/* Whether a PDF is what the source inside it says. */
#pragma once

#include "base/diagnostic.h"
#include <gio/gio.h>

typedef enum {
    RECTO_VERIFIED_BYTES,   /* the same bytes again */
    RECTO_VERIFIED_LAYOUT,  /* made by other versions; the layout and the tags are the same */
    RECTO_VERIFIED_NOT,     /* it differs, and the report says where */
    RECTO_VERIFIED_UNKNOWN, /* it can't be verified: there is no source, manifest, picture or font that is needed */
} RectoVerdict;

typedef struct {
    const char *pdf;
    /* An empty directory that nobody else can write to: the source is put there and typeset. The caller made it and
     * removes it with all that is in it afterwards, also when the process that verifies was ended by a signal. */
    const char *folder;
    /* Where the pictures are that are not inside; none is read that is not below it. NULL: the PDF's directory. */
    const char *beside;
} RectoVerifyOptions;

/* Typesets the source inside the PDF again and compares. The source is as untrusted as the PDF: call it in a process of
 * its own with limits (base/child.h). *ret_report: what to tell the user, one sentence that is safe to print; the
 * caller frees it. Findings of the second compile go to `diagnostics`. FALSE with error when the PDF can't be read. */
gboolean recto_verify(const RectoVerifyOptions *options, RectoDiagnostics *diagnostics, RectoVerdict *ret_verdict,
                      char **ret_report, GError **error);
