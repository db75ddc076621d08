/* Checks a resolved style for colours that are unreadable or indistinguishable, and for lengths that no page can
 * have. Private to style.c. */
#pragma once

#include "style/style.h"

typedef struct {
    RectoDiagnostics *diagnostics;
    RectoStyle *style;
    const RectoYamlNode **values; /* by key index: what won */
    const guint *strengths;       /* by key index: number of the layer that it is from */
    gboolean failed;              /* a value was invalid, so consequences of it are not reported as further errors */
} RectoStyleCheck;

/* Resolves conflicts between chart colours. Colours from a weaker style yield to those that the style sets: if the
 * style sets an accent, the other colours of the base style become lighter or darker until all are distinguishable.
 * Colours of the same style that are too similar cause warnings. */
void recto_style_resolve_palette(const RectoStyleCheck *check);

/* Resolves conflicts between text colours of a weaker style and background colours of a stronger one. Text on the
 * cover panel takes the panel's text colours, and text in the accent colour is darkened. Also derives the colours
 * based on the accent. */
void recto_style_resolve_text(const RectoStyleCheck *check);

/* Measures that no page can have are errors, and replaced; contrasts that are too low, warnings. */
void recto_style_check(const RectoStyleCheck *check);
