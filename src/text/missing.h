/* What no face has, gathered: one finding a script, not one a character. */
#pragma once

#include "base/diagnostic.h"
#include "font/fonts.h"

typedef struct RectoMissing RectoMissing;

RectoMissing *recto_missing_new(void);
void recto_missing_free(RectoMissing *missing);

/* `n` characters at a place, the first of which is `c`; `around`: the script of the text they stand in, for what
 * belongs to none. A place counts once, however often it is set. */
void recto_missing_add(RectoMissing *missing, gunichar c, GUnicodeScript around, RectoSpan place, guint n);

/* Diagnoses all that was added, scripts in order of their names, and forgets it. */
void recto_missing_report(RectoMissing *missing, RectoDiagnostics *diagnostics);
