/* Numbers in the cells of tables: which texts are numbers, and where their decimal points stand.
 *
 * A number may have a sign, a currency, groups of thousands (space, narrow space, apostrophe, comma or point), a
 * decimal point or comma, a unit, per cent, parentheses, marks of notes. Versions ("3.10.1"), dates and ranges are
 * none. Whether "1,234" means a thousand or a little more than one, its column says, and where that is silent, the
 * language. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_CELL_NUMBER_NONE,  /* words */
    RECTO_CELL_NUMBER_PLACE, /* "–", "n/a": stands for a number that is not known */
    RECTO_CELL_NUMBER_NUMBER
} RectoCellNumberKind;

typedef struct {
    RectoCellNumberKind kind;
    gsize point; /* byte before which what stands left of the decimal point ends */
    /* what recto_cell_numbers_align() decides from: */
    gsize end;          /* of the digits */
    gsize separator[2]; /* byte of the last point, comma; 0: none */
    guint count[2];     /* how many there are */
    guint head[2];      /* digits before the last one, up to the separator before it */
    guint tail[2];      /* digits behind the last one, up to a separator or the end */
    gboolean zero;      /* begins with 0 before a separator */
} RectoCellNumber;

/* The first `length` bytes of a text. */
RectoCellNumber recto_cell_number_parse(const char *text, gsize length);

/* Sets `point` of the figures of one column (entries may be NULL). */
void recto_cell_numbers_align(RectoCellNumber *const *figures, guint n_figures, const char *lang);
