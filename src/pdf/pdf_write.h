/* Writes the final file in compact form, from the remaining objects of Cairo and the added ones. All objects except
 * streams go into object streams, with a cross-reference stream at the end (ISO 32000-1, 7.5.7, 7.5.8). Unreferenced
 * objects are left out. The file identifier is a digest of the content, so that the same content gives the same
 * bytes. */
#pragma once

#include "pdf/pdf_update.h"

/* `version`: "1.7" */
GBytes *recto_pdf_write(const RectoPdfFile *file, const RectoPdfUpdate *update, guint root, guint info,
                        const char *version);

/* Whether nothing of a file that recto_pdf_write() made was changed since: its identifier tells. FALSE for all other
 * files. */
gboolean recto_pdf_is_intact(const char *data, gsize length);
