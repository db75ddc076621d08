/* One picture as it is to be placed: found, given its words, measured. Figures (figure_block.c), rows of pictures and
 * pictures amid text share it.
 *
 *     RectoPlacedImage picture;
 *     recto_placed_image_find(&picture, state, node);
 *     recto_placed_image_fit(&picture, measure, most_height);
 *     recto_placed_image_tag(&picture, parent);
 *     recto_placed_image_draw(&picture, fragment, x, y);
 *     recto_placed_image_clear(&picture);
 */
#pragma once

#include "flow/flow_state.h"

typedef struct {
    RectoState *state;
    const RectoNode *node, *link; /* the IMAGE; the LINK around it, or NULL */
    const RectoImage *image;      /* NULL: there is none to be had, and its words stand for it */
    char *words;                  /* what it shows; never empty but for decoration */
    gboolean decorative;
    RectoLength width, height; /* once fitted */
    RectoSlot slot;            /* once tagged, */
    RectoElement *figure;      /* its Figure; NULL: it is decoration */
    gint link_index;           /* in the pages' links, or −1 */
} RectoPlacedImage;

/* Finds the picture of an IMAGE, with the LINK around it or NULL. Whatever is wrong with it is reported here. */
void recto_placed_image_find(RectoPlacedImage *picture, RectoState *state, const RectoNode *node,
                             const RectoNode *link);
void recto_placed_image_clear(RectoPlacedImage *picture);

/* Its size in a measure: by its resolution and what the author wants, not larger than image.least-dpi and
 * image.enlarged-dpi allow, nor than the measure, nor higher than `most_height`. A missing picture takes the measure,
 * and its words as much height as they need. */
void recto_placed_image_fit(RectoPlacedImage *picture, RectoLength measure, RectoLength most_height);

/* The height that a picture in the text may have, so that a caption finds room below it. */
RectoLength recto_picture_max_height(const RectoState *state);

/* Makes its elements below `parent`: a Figure with its words, in a Link where there is one; none for decoration.
 * `captioned`: the Figure is outermost, since its Caption is to be its last child (ISO 32000-1, 14.8.4.3.2). */
void recto_placed_image_tag(RectoPlacedImage *picture, RectoElement *parent, gboolean captioned);

/* Puts it into a fragment, its top left at (x, y): the picture or its words on a ground, and the area of its link. */
void recto_placed_image_draw(const RectoPlacedImage *picture, RectoFragment *fragment, RectoLength x, RectoLength y);

/* Whether a landscape so fine that it may take the margin too. */
gboolean recto_placed_image_is_wide(const RectoPlacedImage *picture);

/* Whether an inline is a break or nothing but spaces. */
gboolean recto_inline_is_blank(const RectoNode *node);

/* The IMAGE that is all there is in a node (marks and a link around it aside), or NULL; *ret_link as above. */
const RectoNode *recto_picture_alone(const RectoNode *node, const RectoNode **ret_link);
