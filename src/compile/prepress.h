/* The parts of a compile for commercial printing: the profile of the printing condition, the PDF standard, and the
 * checks of ink. */
#pragma once

#include "base/diagnostic.h"
#include "modules/icc.h"
#include "output/output.h"
#include "style/style.h"

typedef struct {
    GBytes *profile; /* content of the profile; NULL: no profile */
    const RectoIccTools *tools;
    RectoIcc *icc;
    char *condition; /* name of the printing condition in the profile */
} RectoPress;

/* Reads the profile. Returns FALSE with `error` set if it cannot be read or is not a CMYK profile. */
gboolean recto_press_open(RectoPress *press, const char *path, GError **error);
void recto_press_clear(RectoPress *press);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoPress, recto_press_clear)

/* Makes the inks use the profile, if there is one. */
void recto_press_set_inks(RectoPress *press, RectoInks *inks);

/* Sets the standard of a print PDF, or of press sheets: PDF/X-4 if possible, otherwise none, with a diagnostic. `whole`
 * is a span for diagnostics about the whole document. */
void recto_press_claim(const RectoPress *press, const RectoPages *pages, RectoPdfOptions *pdf,
                       RectoDiagnostics *diagnostics, RectoSpan whole);

/* Reports excessive ink. Call it after drawing, so that the colours within images are known. */
void recto_press_check(const RectoPress *press, const RectoPages *pages, const RectoStyle *style,
                       RectoDiagnostics *diagnostics, RectoSpan whole);
