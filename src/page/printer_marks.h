/* What a printer wants around the pages, and how pages become sheets. Both work on finished pages and change nothing
 * that stands on them. */
#pragma once

#include "page/pages.h"

typedef struct {
    RectoLength bleed;  /* beyond the trim, on every side */
    RectoLength slug;   /* beyond the bleed, for the marks; 0: no marks */
    RectoLength gap;    /* between the bleed and a mark */
    RectoLength length; /* of crop marks and of the registration crosses */
    RectoLength weight; /* of their lines */
} RectoPressMarks;

/* Gives the pages a bleed and a slug: rectangles, filled paths and pictures that touch the trim go on to the bleed's
 * edge; crop marks stand at the corners, registration marks amid the sides, fold marks where a sheet is
 * folded, all in RECTO_COLOUR_REGISTRATION. */
void recto_pages_press(RectoPages *pages, const RectoPressMarks *marks);

/* The pages as sheets of a booklet, stitched through the fold: two pages on a side, in the order in which the printer
 * needs them; front and back of each sheet follow each other. Creep is not allowed for. The sheets have no structure,
 * links or outline; `pages` must outlive them, and their number must be a multiple of four. */
RectoPages *recto_pages_booklet(const RectoPages *pages);
