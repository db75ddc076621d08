/* Captions of tables and figures: a label ("Table 1") and words, in the margin beside the content, or below it.
 *
 *     RectoCaption *caption = recto_caption_new(state, node, element, "table", ++state->n_tables);
 *     if (recto_caption_height_beside(caption) <= room)
 *         recto_caption_beside(caption, fragment, baseline); // before the box is added
 *         recto_caption_place(caption, box, baseline);       // after
 *     else
 *         recto_caption_below(caption, left, measure); // adds its own boxes */
#pragma once

#include "flow/inline.h"

typedef struct {
    RectoState *state;
    RectoFragment *label; /* origin on the label's baseline */
    RectoLength label_width;
    RectoText *text;
    RectoLines *lines; /* the lines of the most recent setting */
    RectoSpan span;
    gboolean settled; /* TRUE if the caption is in the margin */
} RectoCaption;

/* Creates a caption from the inlines of `node` in `element`, a Caption; `key` names the label's word in
 * strings.yaml. */
RectoCaption *recto_caption_new(RectoState *state, const RectoNode *node, RectoElement *element, const char *key,
                                guint number);
void recto_caption_free(RectoCaption *caption);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoCaption, recto_caption_free)

/* Returns TRUE if the margin is free beside the next box. It is not free just below the opening of a chapter, which may
 * place content there. */
gboolean recto_caption_margin_is_free(RectoState *state);

/* Sets the caption for the margin. Returns its height, from the top of its first line. */
RectoLength recto_caption_height_beside(RectoCaption *caption);

/* Adds a caption that was set for the margin to the fragment of a box, before the box is added. `baseline` is the
 * offset of the label's baseline from the box's top. */
void recto_caption_beside(RectoCaption *caption, RectoFragment *fragment, RectoLength baseline);

/* Call after that box was added as item `box` of the list: attaches the caption's notes to it and keeps other notes
 * away. */
void recto_caption_place(RectoCaption *caption, guint box, RectoLength baseline);

/* Adds the caption to the fragment of a box, before the box is added: below `y`, at offset `left` from the frame's left
 * edge. Returns the height that it adds. */
RectoLength recto_caption_under(RectoCaption *caption, RectoFragment *fragment, RectoLength left, RectoLength measure,
                                RectoLength y);

/* Call after that box was added: attaches the caption's notes to it. */
void recto_caption_place_under(RectoCaption *caption, guint box, RectoLength y);

/* Adds boxes for the caption at offset `left` from the frame's left edge, kept together with the content above. */
void recto_caption_below(RectoCaption *caption, RectoLength left, RectoLength measure);
