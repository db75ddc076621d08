/* Addresses in a PDF are ASCII (ISO 32000-1, 12.6.4.7). */
#pragma once

#include <glib.h>

/* Returns `uri` with every character that a URI may not contain percent-encoded, and with the host name in its ASCII
 * form. Existing escapes remain. Caller frees. */
char *recto_pdf_uri(const char *uri);
