/* Prepress: printing profile, PDF/X claims and ink checks. */
#include "compile/prepress.h"

#include "base/files.h"
#include "base/module.h"
#include "assembly/assembly.h"

gboolean recto_press_open(RectoPress *press, const char *path, GError **error)
{
    gsize length = 0;
    press->profile = recto_file_read(path, error);
    press->tools = press->profile ? recto_module_symbol(RECTO_ICC_TOOLS_MODULE, RECTO_ICC_TOOLS_SYMBOL, error) : NULL;
    if (!press->tools)
        return FALSE;
    const void *data = g_bytes_get_data(press->profile, &length);
    press->icc = press->tools->open(data, length, error);
    if (!press->icc) {
        g_prefix_error(error, "%s: ", path);
        return FALSE;
    }
    press->condition = press->tools->name(press->icc);
    return TRUE;
}

void recto_press_clear(RectoPress *press)
{
    if (press->icc)
        press->tools->close(press->icc);
    g_clear_pointer(&press->profile, g_bytes_unref);
    g_clear_pointer(&press->condition, g_free);
    press->icc = NULL;
}

void recto_press_set_inks(RectoPress *press, RectoInks *inks)
{
    if (press->icc)
        recto_inks_set_profile(inks, press->tools->convert, press->icc);
}

void recto_press_claim(const RectoPress *press, const RectoPages *pages, RectoPdfOptions *pdf,
                       RectoDiagnostics *diagnostics, RectoSpan whole)
{
    pdf->pdfa_part = 0;
    pdf->pdfua = FALSE;
    if (!pdf->print || pages->plain)
        return;
    if (!press->icc)
        recto_diagnose(diagnostics, RECTO_CODE_PRESS_CLAIM, whole,
                       "without --output-intent, the PDF does not claim PDF/X-4");
    else if (!pages->info.date_iso)
        recto_diagnose(diagnostics, RECTO_CODE_NO_DATE, whole, "PDF/X-4 needs a date");
    else
        pdf->intent = press->profile;
    pdf->condition = press->condition;
}

void recto_press_check(const RectoPress *press, const RectoPages *pages, const RectoStyle *style,
                       RectoDiagnostics *diagnostics, RectoSpan whole)
{
    recto_check_inks(pages, style, diagnostics);
    guint most = press->icc && recto_pages_have_images(pages) ? press->tools->most_ink(press->icc) : 0;
    if ((int)most > style->print_ink_limit)
        recto_diagnose(diagnostics, RECTO_CODE_PICTURE_INK, whole,
                       "dark parts of “%s” use up to %u %% of ink; print.ink-limit is %d %%", press->condition,
                       (most + 5) / 10, style->print_ink_limit / 10);
}
