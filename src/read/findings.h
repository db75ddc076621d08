/* Findings of one kind that a broken file may hold by the thousand: the first RECTO_FINDINGS_MAX are reported one by
 * one, the rest by one sentence that says how many and up to which line. They are kept until recto_findings_end(), so
 * that they can be made before the source has its number. */
#pragma once

#include "base/diagnostic.h"

#define RECTO_FINDINGS_MAX 20

typedef struct {
    RectoCode code;
    guint count;
    RectoSpan spans[RECTO_FINDINGS_MAX + 1]; /* the last: the first that is not reported by itself */
    char *texts[RECTO_FINDINGS_MAX];
    guint32 last_line;
} RectoFindings;

/* Keeps one finding; the span's file is set by recto_findings_end(). */
void recto_findings_add(RectoFindings *findings, RectoSpan span, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Reports all in `file` and empties the list; `what` ends the sentence "17 more places, up to line 300, …". */
void recto_findings_end(RectoFindings *findings, guint32 file, const char *what, RectoDiagnostics *diagnostics);
