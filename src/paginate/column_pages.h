/* Paginates lists that have two columns in some parts (RectoVList.pitch). Private to paginate/. */
#pragma once

#include "paginate/paginate.h"

GPtrArray *recto_paginate_columns(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics);

/* A page without boxes, and an array that frees such. */
RectoPlacedPage *recto_placed_page_new(RectoLength depth);
GPtrArray *recto_placed_pages_new(void);

/* Breaks a list, or a stretch of one, that has no columns. */
GPtrArray *recto_paginate_stretch(const RectoVList *list, const RectoPageShape *shape, RectoDiagnostics *diagnostics);
