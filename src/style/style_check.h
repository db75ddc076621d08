/* What a resolved style is checked for: colours that can't be read or told apart, and measures that no page can have.
 * For style.c only. */
#pragma once

#include "style/style.h"

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoStyle *style;
    const RectoYamlNode **values; /* by key index: what won */
    const guint *strengths;       /* by key index: number of the layer that it is from */
    gboolean failed;              /* a value was none: what it leaves behind is no mistake of its own */
} RectoStyleCheck;

/* Colours of charts that a style does not give itself make way for those that it does: it gives an accent, and what
 * base says of the other parts is made lighter or darker until all are told apart. Those of one style that are too near
 * each other are warnings. */
void recto_style_resolve_palette(const RectoStyleCheck *check);

/* Text for which a weaker style gives a colour that can't be read with those of a stronger one: on the cover's field it
 * takes the field's text colours, in the accent's colour it is made darker. And what is made of the accent. */
void recto_style_resolve_text(const RectoStyleCheck *check);

/* Measures that no page can have are errors, and replaced; contrasts that are too low, warnings. */
void recto_style_check(const RectoStyleCheck *check);
