/* Adds bleed and printer's marks, and imposes pages into booklets. Both work on finished pages and do not change
 * their content. */
#pragma once

#include "page/pages.h"

typedef struct {
    RectoLength bleed;  /* beyond the trim, on every side */
    RectoLength slug;   /* beyond the bleed, for the marks; 0: no marks */
    RectoLength gap;    /* between the bleed and a mark */
    RectoLength length; /* length of crop marks and of the registration crosses */
    RectoLength weight; /* line width of the marks */
} RectoPressMarks;

/* Gives the pages a bleed and a slug. Rectangles, filled paths and images that touch the trim extend to the bleed's
 * edge. Crop marks are placed at the corners, registration marks at the middle of the sides, and fold marks where a
 * press sheet is folded. All marks have the colour RECTO_COLOUR_REGISTRATION. */
void recto_pages_press(RectoPages *pages, const RectoPressMarks *marks);

/* The pages as sheets of a booklet, stitched through the fold: two pages on a side, in the order in which the printer
 * needs them; front and back of each sheet follow each other. Creep is not allowed for. The sheets have no structure,
 * links or outline; `pages` must outlive them, and their number must be a multiple of four. */
RectoPages *recto_pages_booklet(const RectoPages *pages);
