/* Collects diagnostics of one kind into one message with their number and lines. */
#include "read/findings.h"

void recto_findings_add(RectoFindings *findings, RectoSpan span, const char *format, ...)
{
    guint index = findings->count++;
    findings->last_line = span.line;
    if (index <= RECTO_FINDINGS_MAX)
        findings->spans[index] = span;
    if (index >= RECTO_FINDINGS_MAX)
        return;
    va_list arguments;
    va_start(arguments, format);
    findings->texts[index] = g_strdup_vprintf(format, arguments);
    va_end(arguments);
}

void recto_findings_end(RectoFindings *findings, guint32 file, const char *what, RectoDiagnostics *diagnostics)
{
    for (guint i = 0; i < MIN(findings->count, RECTO_FINDINGS_MAX); i++) {
        findings->spans[i].file = file;
        recto_diagnose(diagnostics, findings->code, findings->spans[i], "%s", findings->texts[i]);
        g_clear_pointer(&findings->texts[i], g_free);
    }
    if (findings->count > RECTO_FINDINGS_MAX) {
        guint left = findings->count - RECTO_FINDINGS_MAX;
        RectoSpan span = findings->spans[RECTO_FINDINGS_MAX];
        span.file = file;
        recto_diagnose(diagnostics, findings->code, span, "%u more place%s, up to line %u, %s", left,
                       left == 1 ? "" : "s", findings->last_line, what);
    }
    findings->count = 0;
}
