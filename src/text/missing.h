/* Collects characters that no font has: one diagnostic per script, not one per character. */
#pragma once

#include "base/diagnostic.h"
#include "font/fonts.h"

typedef struct RectoMissing RectoMissing;

RectoMissing *recto_missing_new(void);
void recto_missing_free(RectoMissing *missing);

/* Records `n` characters at a location, the first of which is `c`. `around` is the script of the surrounding text,
 * used for characters without a script. A location counts once, however often it is set. */
void recto_missing_add(RectoMissing *missing, gunichar c, GUnicodeScript around, RectoSpan place, guint n);

/* Diagnoses all that was added, scripts in order of their names, and forgets it. */
void recto_missing_report(RectoMissing *missing, RectoDiagnostics *diagnostics);
