/* Parses the values of style keys: text → length, colour, number. Each function returns FALSE if the text is not such
 * a value. */
#pragma once

#include "style/style.h"

/* `10.5pt`, `3mm`, `1in`, `2u` (u: `unit`), or a bare number of points. */
gboolean recto_value_length(const char *text, RectoLength unit, RectoLength *ret_length);
/* `#RRGGBB`, `#RGB` or `none`. */
gboolean recto_value_colour(const char *text, RectoColour *ret_colour);
gboolean recto_value_number(const char *text, int *ret_number);
/* `80%` → 800. */
gboolean recto_value_percent(const char *text, int *ret_per_mille);
gboolean recto_value_switch(const char *text, gboolean *ret_switch);
/* `0 75 80 0` in per cent, or `auto`: not given. */
gboolean recto_value_inks(const char *text, RectoCmyk *ret_cmyk);
/* Index of `text` in "one|two|three". */
gboolean recto_value_choice(const char *text, const char *names, int *ret_index);
