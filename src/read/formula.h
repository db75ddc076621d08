/* Formulas in TeX between dollar signs: simple ones as HTML, in italics with sub- and superscripts. */
#pragma once

#include <glib.h>

/* Appends a formula as HTML to `out`. FALSE: it is not simple enough, and `out` is unchanged. */
gboolean recto_formula_write(const char *tex, gsize length, GString *out);

/* TRUE when a text between single dollar signs is a formula rather than prices. */
gboolean recto_formula_is(const char *tex, gsize length);
