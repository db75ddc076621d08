/* IDs and links of documents that are joined, while each still has its own tree. */
#pragma once

#include "document/join.h"

/* Makes every ID unique in the report, and adjusts links between the documents. */
void recto_join_links(RectoDocument *report, const RectoPart *parts, guint n, RectoDiagnostics *diagnostics);
