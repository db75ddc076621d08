/* One image to be placed: found, described and measured. Used by figures (figure_block.c), rows of images and inline
 * images.
 *
 *     RectoPlacedImage picture;
 *     recto_placed_image_find(&picture, state, node);
 *     recto_placed_image_fit(&picture, measure, most_height);
 *     recto_placed_image_tag(&picture, parent);
 *     recto_placed_image_draw(&picture, fragment, x, y);
 *     recto_placed_image_clear(&picture); */
#pragma once

#include "flow/flow_state.h"

typedef struct {
    RectoState *state;
    const RectoNode *node, *link; /* the IMAGE node; the LINK around it, or NULL */
    const RectoImage *image;      /* image, or NULL if it is missing: its alt text is then set instead */
    char *words;                  /* alt text; empty only for a decorative image */
    gboolean decorative;
    RectoLength width, height; /* size; valid after recto_placed_image_fit() */
    RectoSlot slot;            /* slot; valid after recto_placed_image_tag() */
    RectoElement *figure;      /* Figure element; NULL for a decorative image */
    gint link_index;           /* index in the pages' links, or −1 */
} RectoPlacedImage;

/* Finds the image of an IMAGE node; `link` is the LINK around it, or NULL. Reports all problems with the image. Free
 * the contents with recto_placed_image_clear(). */
void recto_placed_image_find(RectoPlacedImage *picture, RectoState *state, const RectoNode *node,
                             const RectoNode *link);
void recto_placed_image_clear(RectoPlacedImage *picture);

/* Computes the image's size within a line length, from its resolution and the size that the author gives. The size
 * respects image.least-dpi, image.enlarged-dpi, the line length and `most_height`. A missing image is as wide as the
 * line, and as high as its alt text needs. */
void recto_placed_image_fit(RectoPlacedImage *picture, RectoLength measure, RectoLength most_height);

/* Returns the maximum height of an image in the text that leaves room for a caption below it. */
RectoLength recto_picture_max_height(const RectoState *state);

/* Creates its elements below `parent`: a Figure with the alt text, inside a Link if there is one; none for a decorative
 * image. `captioned`: the Figure is outermost, because a Caption must be its last child (ISO 32000-1, 14.8.4.3.2). */
void recto_placed_image_tag(RectoPlacedImage *picture, RectoElement *parent, gboolean captioned);

/* Draws the image, or its alt text on a background, into a fragment with its top left corner at (x, y), and adds the
 * area of its link. */
void recto_placed_image_draw(const RectoPlacedImage *picture, RectoFragment *fragment, RectoLength x, RectoLength y);

/* Returns TRUE if the image has landscape proportions and enough resolution to extend into the margin. */
gboolean recto_placed_image_is_wide(const RectoPlacedImage *picture);

/* Returns TRUE if an inline is a line break or consists only of spaces. */
gboolean recto_inline_is_blank(const RectoNode *node);

/* Returns the IMAGE that is the only content of a node, ignoring inline markup and a link around it, or NULL.
 * `*ret_link` receives the link or NULL. */
const RectoNode *recto_picture_alone(const RectoNode *node, const RectoNode **ret_link);
