/* What quotes mean besides quoting.
 *
 * Callouts: a quote that begins with a line `[!NOTE]` (TIP, IMPORTANT, WARNING, CAUTION, in any case, and the names
 * that other programs have for them: INFO, HINT, ATTENTION, DANGER, ERROR) becomes a CALLOUT; words behind the mark are
 * its own heading and become a strong first line. In English documents `**Note**` alone on the first line does the
 * same.
 *
 * Attribution: a last line that begins with a dash and a space ("— Name", "-- Name") becomes a paragraph of its own
 * with the class `source`. `{.pull}` on a quote's last paragraph is the quote's; on a paragraph elsewhere it makes it a
 * quote. */
#pragma once

#include "document/document.h"

void recto_quotes_resolve(RectoDocument *document);
