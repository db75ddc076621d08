/* Ids and links of documents that are joined, while each still has its own tree. */
#pragma once

#include "document/join.h"

/* Gives every id a name that is its own in the report, and leads links between the documents to them. */
void recto_join_links(RectoDocument *report, const RectoPart *parts, guint n, RectoDiagnostics *diagnostics);
