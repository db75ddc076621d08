/* Blocks, one file per kind. Each function sets one block, or opens and closes one container, in the current scope.
 * Only the walk (block_walk.c) decides which block comes next, sets pending run-in headings and labels on lines of
 * their own, and sets the footnotes that boxes cite. */
#pragma once

#include "flow/inline.h"

/* Sets a paragraph, or the part of a paragraph between two images. */
void recto_flow_words(RectoState *state, const RectoInlineRange *words);
/* Sets a pending run-in heading on a line of its own, because no paragraph follows it. */
void recto_flow_flush_run_in(RectoState *state);
/* Sets plain text as a paragraph; the fallback for content that cannot be typeset otherwise. */
void recto_flow_plain(RectoState *state, const char *words, RectoSpan span);
/* Returns TRUE if a block is a paragraph with the length of a lead paragraph. */
gboolean recto_flow_is_lead_text(const RectoState *state, const RectoNode *node);
void recto_flow_lead(RectoState *state, const char *words, RectoSpan span);
/* Sets the description from the front matter as the lead paragraph, if the text has none and does not already contain
 * the description. */
void recto_flow_standfirst(RectoState *state);
/* Returns TRUE if at least 80 % of the words of `text` are among the first words of `other`. */
gboolean recto_standfirst_repeats(const char *text, const char *other);

/* Finds out whether the titles of parts and chapters already contain numbers. Call it before the walk. */
void recto_headings_find_numbers(RectoState *state);
void recto_flow_heading(RectoState *state, const RectoNode *node);
/* Begins a new chapter; `heading` is −1 for a chapter without opener. */
void recto_flow_begin_chapter(RectoState *state, gint heading);

/* Returns TRUE if a FIGURE contains only images and a caption, so that it can be set as a whole. */
gboolean recto_figure_is_pictures(const RectoNode *node);
void recto_flow_figure_node(RectoState *state, const RectoNode *node);
/* Set one image, with the LINK around it and its CAPTION (each may be NULL), or several images in rows. */
void recto_flow_figure(RectoState *state, const RectoNode *image, const RectoNode *link, const RectoNode *caption);
void recto_flow_pictures(RectoState *state, const GPtrArray *images, const GPtrArray *links, const RectoNode *caption);

void recto_flow_list_enter(RectoState *state, const RectoNode *node);
void recto_flow_list_leave(RectoState *state, const RectoNode *node);
void recto_flow_item_enter(RectoState *state, const RectoNode *node);
void recto_flow_item_leave(RectoState *state, const RectoNode *node);
void recto_flow_quote_enter(RectoState *state, const RectoNode *node);
void recto_flow_quote_leave(RectoState *state, const RectoNode *node);
/* Pull quotes: large letters below a rule, kept together. */
gboolean recto_node_is_pull(const RectoNode *node);
void recto_flow_pull(RectoState *state, const RectoNode *node);
void recto_flow_callout_enter(RectoState *state, const RectoNode *node);
void recto_flow_callout_leave(RectoState *state, const RectoNode *node);
/* A callout without a label: only the tinted background. `element` is the parent of its contents. */
void recto_flow_ground_enter(RectoState *state, const RectoNode *node, RectoElement *element);
void recto_flow_ground_leave(RectoState *state, const RectoNode *node);
/* Sets a pending callout label at the start of `text`. */
void recto_callout_consume_label(RectoState *state, RectoText *text, RectoElement *parent, RectoSpan span);
/* Sets a pending callout label on a line of its own, if there is one. */
void recto_callout_flush_label(RectoState *state);

void recto_flow_code(RectoState *state, const RectoNode *node);
void recto_flow_rule(RectoState *state, const RectoNode *node);
void recto_flow_table(RectoState *state, const RectoNode *node);

/* ---- landscape pages (landscape.c) ---- */

/* Returns TRUE if a block starts a section of landscape pages. */
gboolean recto_turned_wanted(const RectoState *state, const RectoNode *node);
void recto_turned_begin(RectoState *state, const RectoNode *node);
void recto_turned_end(RectoState *state);

/* ---- two columns (column_mode.c) ---- */

/* Call before each block. Finds whether the block is set in one column, in one of two columns, or across both. Returns
 * TRUE if the mode changes: pending content must then be set first, and `*ret_mode` passed to recto_columns_set(). */
gboolean recto_columns_change(RectoState *state, const RectoNode *node, RectoColumnMode *ret_mode);
void recto_columns_set(RectoState *state, RectoColumnMode mode, const RectoNode *next);
/* Gives the list of a new chapter the column mode of the previous one. */
void recto_columns_continue(const RectoState *state, RectoVList *list);
void recto_columns_leave(RectoState *state, const RectoNode *node);
/* Returns the style of boxes in a column mode. Valid after the walk has ended the columns. */
const RectoStyle *recto_columns_style(const RectoState *state, RectoColumnMode mode);
