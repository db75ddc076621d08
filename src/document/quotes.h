/* Conversion of quotes.
 *
 * Callouts: a quote that begins with a line `[!NOTE]` (or TIP, IMPORTANT, WARNING, CAUTION, in any case, and the names
 * used by other programs: INFO, HINT, ATTENTION, DANGER, ERROR) becomes a CALLOUT. Words after the mark are its heading
 * and become a strong first line. In English documents, `**Note**` alone on the first line has the same effect.
 *
 * Attribution: a last line that begins with a dash and a space ("— Name", "-- Name") becomes a paragraph of its own
 * with the class `source`.
 *
 * Pull quotes: `{.pull}` on the last paragraph of a quote applies to the quote; on any other paragraph it creates a
 * quote. */
#pragma once

#include "document/document.h"

void recto_quotes_resolve(RectoDocument *document);
