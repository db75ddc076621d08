/* Inks: chooses the inks with which each colour of the pages is printed. A colour whose inks the style gives is
 * printed with exactly these; a lighter mix of it with white uses the same share of each ink. Greys use black ink
 * alone. The colour of text (or anything darker) is solid black; registration is all inks. Any other colour is
 * converted by the profile of the printing condition or, without one, by the formula
 *
 *     K = 1 − max(R, G, B);  C = (1 − R − K) / (1 − K), and so on
 *
 * Both conversions use enough black to leave out one of the three coloured inks. This needs the least ink and never
 * sets text in four inks.
 *
 * The object remembers every colour it has converted, for the checks. */
#pragma once

#include "base/colour.h"

typedef struct RectoInks RectoInks;

/* `text` is the colour of text: printed solid black when it is a grey. */
RectoInks *recto_inks_new(RectoColour text);
void recto_inks_free(RectoInks *inks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoInks, recto_inks_free)

/* Sets the inks of a colour as given by the style (cmyk.given). The first call for a colour counts. Does nothing if
 * the style gives no inks. */
void recto_inks_give(RectoInks *inks, RectoColour colour, RectoCmyk cmyk);

/* Converts a colour through a profile; `data` is borrowed and must outlive the inks. */
typedef RectoCmyk (*RectoInksConvert)(RectoColour colour, gpointer data);
void recto_inks_set_profile(RectoInks *inks, RectoInksConvert convert, gpointer data);

RectoCmyk recto_inks_of(RectoInks *inks, RectoColour colour);

/* All that was asked for so far, in order of colour, of RectoColour. The caller unrefs. */
GArray *recto_inks_used(const RectoInks *inks);

/* Sum of all four, per mille. */
guint recto_cmyk_total(RectoCmyk cmyk);
