/* Inks: what the colours of pages are printed with. One rule for all: a colour whose inks the style gives is printed
 * with these as they are, and a lighter mix of it with white by the same share of each; greys are black ink alone, and
 * the colour of text (or what is darker) is solid black; registration is all inks. Any other colour goes through the
 * profile of the printing condition, or, without one, by the formula
 *
 *     K = 1 − max(R, G, B);  C = (1 − R − K) / (1 − K), and so on
 *
 * Either way with as much black as it takes to leave one of the three coloured inks out: the least ink, and no text of
 * four.
 *
 * Every colour that was asked for is remembered, for the checks. */
#pragma once

#include "base/colour.h"

typedef struct RectoInks RectoInks;

/* `text` is the colour of text: printed solid black when it is a grey. */
RectoInks *recto_inks_new(RectoColour text);
void recto_inks_free(RectoInks *inks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoInks, recto_inks_free)

/* The style says what a colour is printed with; the first word counts. Nothing when it does not (cmyk.given). */
void recto_inks_give(RectoInks *inks, RectoColour colour, RectoCmyk cmyk);

/* Who converts through a profile; `data` is borrowed and must outlive the inks. */
typedef RectoCmyk (*RectoInksConvert)(RectoColour colour, gpointer data);
void recto_inks_set_profile(RectoInks *inks, RectoInksConvert convert, gpointer data);

RectoCmyk recto_inks_of(RectoInks *inks, RectoColour colour);

/* All that was asked for so far, in order of colour, of RectoColour. The caller unrefs. */
GArray *recto_inks_used(const RectoInks *inks);

/* Sum of all four, per mille. */
guint recto_cmyk_total(RectoCmyk cmyk);
