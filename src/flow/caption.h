/* Captions of tables and figures: a label ("Table 1") and words, in the margin beside the thing, or below it.
 *
 *     RectoCaption *caption = recto_caption_new(state, node, element, "table", ++state->n_tables);
 *     if (recto_caption_height_beside(caption) <= room)
 *         recto_caption_beside(caption, fragment, baseline);       // before the box is added
 *         recto_caption_place(caption, box, baseline);            // after
 *     else
 *         recto_caption_below(caption, left, measure);             // adds boxes of its own
 */
#pragma once

#include "flow/inline.h"

typedef struct {
    RectoState *state;
    RectoFragment *label; /* origin on its baseline */
    RectoLength label_width;
    RectoText *text;
    RectoLines *lines; /* as set last */
    RectoSpan span;
    gboolean settled; /* it stands in the margin */
} RectoCaption;

/* The caption `node` (its inlines) in `element`, a Caption; `key` names the label's word in strings.yaml. */
RectoCaption *recto_caption_new(RectoState *state, const RectoNode *node, RectoElement *element, const char *key,
                                guint number);
void recto_caption_free(RectoCaption *caption);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoCaption, recto_caption_free)

/* Whether the margin is free beside what comes next in the list: not so close below the opening of a chapter, which may
 * have things of its own there. */
gboolean recto_caption_margin_is_free(RectoState *state);

/* Sets the caption for the margin: its height there, from the top of its first line. */
RectoLength recto_caption_height_beside(RectoCaption *caption);

/* Puts the caption that was set so into the fragment of a box, which is not added yet: its label's baseline `baseline`
 * below the box's top. */
void recto_caption_beside(RectoCaption *caption, RectoFragment *fragment, RectoLength baseline);

/* Once that box is added as item `box` of the list: hangs the caption's notes on it, and keeps other notes away. */
void recto_caption_place(RectoCaption *caption, guint box, RectoLength baseline);

/* Puts the caption into the fragment of a box, which is not added yet, below what ends at `y`, `left` of the frame's
 * left edge; returns what it adds to the height. */
RectoLength recto_caption_under(RectoCaption *caption, RectoFragment *fragment, RectoLength left, RectoLength measure,
                                RectoLength y);

/* Once that box is added: hangs the caption's notes on it. */
void recto_caption_place_under(RectoCaption *caption, guint box, RectoLength y);

/* Adds boxes for the caption, `left` of the frame's left edge, kept with what stands above. */
void recto_caption_below(RectoCaption *caption, RectoLength left, RectoLength measure);
