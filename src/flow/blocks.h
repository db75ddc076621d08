/* Blocks: one file a kind. Each function sets one block, or opens and closes one container, in the scope that is on;
 * only the walk (flow.c) decides which comes next, sets headings that run in and labels that wait on lines of their
 * own, and sets the notes that boxes cite. */
#pragma once

#include "flow/inline.h"

/* A paragraph, or the words of one between its pictures. */
void recto_flow_words(RectoState *state, const RectoInlineRange *words);
/* Sets a run-in heading on a line of its own, if one waits: no paragraph follows it. */
void recto_flow_flush_run_in(RectoState *state);
/* A paragraph of plain text, for what can't be typeset otherwise. */
void recto_flow_plain(RectoState *state, const char *words, RectoSpan span);
/* Whether a block is a paragraph of the length of a lead; and words that are one, before all blocks. */
gboolean recto_flow_is_lead_text(const RectoState *state, const RectoNode *node);
void recto_flow_lead(RectoState *state, const char *words, RectoSpan span);
/* The description of the front matter as lead, where the text has none and it says something of its own. */
void recto_flow_standfirst(RectoState *state);
/* Whether most words of a text are among the first ones of another. */
gboolean recto_standfirst_repeats(const char *text, const char *other);

/* Before the walk: finds whether parts and chapters bring numbers of their own. */
void recto_headings_find_numbers(RectoState *state);
void recto_flow_heading(RectoState *state, const RectoNode *node);
/* Begins a new chapter; `heading` −1: without opener. */
void recto_flow_begin_chapter(RectoState *state, gint heading);

/* Whether a FIGURE holds pictures and a caption alone, so that it can be set as a whole. */
gboolean recto_figure_is_pictures(const RectoNode *node);
void recto_flow_figure_node(RectoState *state, const RectoNode *node);
/* One picture, with the LINK around it and its CAPTION, or NULL; several in rows. */
void recto_flow_figure(RectoState *state, const RectoNode *image, const RectoNode *link, const RectoNode *caption);
void recto_flow_pictures(RectoState *state, const GPtrArray *images, const GPtrArray *links, const RectoNode *caption);

void recto_flow_list_enter(RectoState *state, const RectoNode *node);
void recto_flow_list_leave(RectoState *state, const RectoNode *node);
void recto_flow_item_enter(RectoState *state, const RectoNode *node);
void recto_flow_item_leave(RectoState *state, const RectoNode *node);
void recto_flow_quote_enter(RectoState *state, const RectoNode *node);
void recto_flow_quote_leave(RectoState *state, const RectoNode *node);
/* A pull quote: large letters below a rule, as a whole. */
gboolean recto_node_is_pull(const RectoNode *node);
void recto_flow_pull(RectoState *state, const RectoNode *node);
void recto_flow_callout_enter(RectoState *state, const RectoNode *node);
void recto_flow_callout_leave(RectoState *state, const RectoNode *node);
/* A callout without a label: the tinted background alone, `element` for what is on it. */
void recto_flow_ground_enter(RectoState *state, const RectoNode *node, RectoElement *element);
void recto_flow_ground_leave(RectoState *state, const RectoNode *node);
/* The label that waits runs into the text that begins, */
void recto_callout_consume_label(RectoState *state, RectoText *text, RectoElement *parent, RectoSpan span);
/* or is on a line of its own, if one waits. */
void recto_callout_flush_label(RectoState *state);

void recto_flow_code(RectoState *state, const RectoNode *node);
void recto_flow_rule(RectoState *state, const RectoNode *node);
void recto_flow_table(RectoState *state, const RectoNode *node);

/* ---- landscape pages (landscape.c) ---- */

/* Whether a block that begins is to be on landscape pages. */
gboolean recto_turned_wanted(const RectoState *state, const RectoNode *node);
void recto_turned_begin(RectoState *state, const RectoNode *node);
void recto_turned_end(RectoState *state);

/* ---- two columns (column_mode.c) ---- */

/* Before a block: it is in one column, in one of two, or over both. Returns whether that is a change, so that what
 * waits is set first; *ret_mode for recto_columns_set(). */
gboolean recto_columns_change(RectoState *state, const RectoNode *node, RectoColumnMode *ret_mode);
void recto_columns_set(RectoState *state, RectoColumnMode mode, const RectoNode *next);
/* The list of a chapter that begins has the columns of the one before it. */
void recto_columns_continue(const RectoState *state, RectoVList *list);
void recto_columns_leave(RectoState *state, const RectoNode *node);
/* Once the columns have ended: the style of boxes that are in that mode. */
const RectoStyle *recto_columns_style(const RectoState *state, RectoColumnMode mode);
