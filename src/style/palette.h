/* The colours that tell a chart's parts apart: each pair in grey (print, copies), to full sight, and without red or
 * green. Simulated by Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
 * deficiency" (2009), severity 1; distances are those of CIELAB. */
#pragma once

#include "style/style.h"

/* NULL when two parts can be told apart; else how they can't: "in grey", "without red" …, for a message. */
const char *recto_colours_near(RectoColour one, RectoColour other);

/* The colour of the same hue and chroma, nearest in lightness, that is apart from all of `others`. FALSE: none is. */
gboolean recto_colour_apart(RectoColour colour, const RectoColour *others, guint n_others, RectoColour *ret_colour);

/* Whether data that matter and data beside them can be told apart by lightness alone. */
gboolean recto_context_is_apart(RectoColour context, RectoColour accent);

/* The context's colour as much lighter or darker as that needs. */
RectoColour recto_context_beside(RectoColour context, RectoColour accent);
