/* Numbers in table cells: recognises which texts are numbers and where their decimal points are.
 *
 * A number may have a sign, a currency, groups of thousands (space, narrow space, apostrophe, comma or point), a
 * decimal point or comma, a unit, per cent, parentheses and footnote references. Versions ("3.10.1"), dates and ranges
 * are not numbers. If a number such as "1,234" is ambiguous, the other numbers of its column decide how it is read; if
 * these are ambiguous too, the language decides. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_CELL_NUMBER_NONE,  /* words, not a number */
    RECTO_CELL_NUMBER_PLACE, /* "–", "n/a": replaces an unknown number */
    RECTO_CELL_NUMBER_NUMBER
} RectoCellNumberKind;

typedef struct {
    RectoCellNumberKind kind;
    gsize point; /* byte offset at which the part left of the decimal point ends */
    /* data for recto_cell_numbers_align(): */
    gsize end;          /* end of the digits */
    gsize separator[2]; /* byte offset of the last point and the last comma; 0: none */
    guint count[2];     /* number of points and commas */
    guint head[2];      /* digits before the last separator, back to the previous one */
    guint tail[2];      /* digits after the last separator, up to the next one or the end */
    gboolean zero;      /* TRUE if a 0 before a separator is the first digit */
} RectoCellNumber;

/* Parses the first `length` bytes of a text. */
RectoCellNumber recto_cell_number_parse(const char *text, gsize length);

/* Sets `point` of the numbers in one column; entries may be NULL. */
void recto_cell_numbers_align(RectoCellNumber *const *figures, guint n_figures, const char *lang);
