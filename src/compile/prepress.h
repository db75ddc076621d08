/* What a compile does for the press besides its pages: the profile of the printing condition, what the PDF says of
 * itself, the checks of ink. */
#pragma once

#include "base/diagnostic.h"
#include "modules/icc.h"
#include "output/output.h"
#include "style/style.h"

typedef struct {
    GBytes *profile; /* its file; NULL: there is none */
    const RectoIccTools *tools;
    RectoIcc *icc;
    char *condition; /* what the profile calls it */
} RectoPress;

/* Reads the profile. FALSE and error when it can't be, or is none for CMYK. */
gboolean recto_press_open(RectoPress *press, const char *path, GError **error);
void recto_press_clear(RectoPress *press);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoPress, recto_press_clear)

/* Lets the inks be found through the profile, where there is one. */
void recto_press_set_inks(RectoPress *press, RectoInks *inks);

/* What a PDF for the press, or of sheets, claims: PDF/X-4 where it can, said why where it can't, and nothing else.
 * `whole` is a span for what concerns the whole document. */
void recto_press_claim(const RectoPress *press, const RectoPages *pages, RectoPdfOptions *pdf,
                       RectoDiagnostics *diagnostics, RectoSpan whole);

/* Says where there is too much ink. After drawing, so that colours within pictures have been seen too. */
void recto_press_check(const RectoPress *press, const RectoPages *pages, const RectoStyle *style,
                       RectoDiagnostics *diagnostics, RectoSpan whole);
