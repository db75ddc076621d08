/* Addresses in a PDF are ASCII (ISO 32000-1, 12.6.4.7). */
#pragma once

#include <glib.h>

/* `uri` with everything that no URI may hold percent-encoded and a foreign host name in its ASCII form; what is encoded
 * already stays. Caller frees. */
char *recto_pdf_uri(const char *uri);
