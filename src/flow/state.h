/* What the files of flow/ share: the state of one walk over the document, and how a block gets its lines into the list.
 */
#pragma once

#include "flow/flow.h"

typedef struct RectoFootnote RectoFootnote;

/* A container that is open: the document, a quote, a list, an item. */
typedef struct {
    const RectoNode *node;
    RectoElement *element;        /* that blocks inside hang in */
    RectoLength indent;           /* of the text inside, from the column's left edge */
    RectoLength right;            /* the same from its right edge, for blocks that run from right to left */
    gboolean rtl;                 /* marks and bars stand at the right */
    RectoLength bar;              /* quote: where its bar stands, from the column's left edge; else −1 */
    gboolean ground;              /* callout: on a tinted ground, */
    RectoLength ground_left;      /* from here, from the column's left edge, */
    RectoLength ground_right;     /* to here */
    gboolean fresh;               /* callout: nothing in it yet, so no space either */
    gboolean started;             /* it has a box */
    guint first_item;             /* callout: of the vertical list */
    guint list_depth;             /* lists that are open, this one too */
    int number;                   /* list: of its next item */
    RectoLength hang;             /* list: of its items */
    gint first_joint, last_joint; /* list: penalties before its first item, before the last so far */
} RectoFrame;

/* A mark that waits for the first line of its item. */
typedef struct {
    RectoFragment *fragment; /* origin: the item's text left edge, on the baseline */
} RectoMarker;

/* A heading that runs into the paragraph behind it. */
typedef struct {
    const RectoNode *node;
    gint heading;
    RectoElement *element;
} RectoRunIn;

/* What is taken up again behind a block that is set for turned pages. */
typedef struct {
    const RectoStyle *style;
    RectoVList *list;
    const RectoNode *after;
    RectoLength space;
    guint keep;
} RectoStraight;

/* Where text stands in two columns. */
typedef struct {
    const RectoNode *node; /* marked block that is open, or NULL */
    int level;             /* of the marked heading whose section it is; 0: none */
    RectoVColumns mode;
    const RectoStyle *straight; /* of the text around; NULL: there were no columns yet */
} RectoColumns;

typedef struct {
    RectoLayout *layout;
    const RectoStyle *style;
    RectoFlow *flow;
    RectoChapter *chapter;
    RectoVList *list;        /* of the chapter */
    GArray *frames;          /* of RectoFrame */
    GHashTable *anchors;     /* id → node that has it */
    GPtrArray *dests;        /* of const char*: anchors that wait for the next box */
    gboolean has_languages;  /* some node has a language or a direction of its own */
    RectoFragment *marker;   /* of the item that has no line yet; or NULL */
    RectoRunIn run_in;       /* node NULL: none */
    const RectoNode *after;  /* block before this one in the flow of text; NULL at a chapter's start */
    RectoLength space;       /* glue since the last box: bars of quotes bridge it */
    const RectoNode *turned; /* that is set for turned pages; or NULL */
    RectoStraight straight;  /* meanwhile */
    RectoColumns columns;
    const char *label; /* of the callout that has no line yet; or NULL */
    gboolean wide;     /* the box that comes next takes the margin, too: no bar of a quote goes through it */
    guint keep;        /* lines that must follow without a break (after a heading) */
    gboolean lead_done;
    gboolean after_lead;       /* the block before was the lead */
    gboolean after_figure;     /* it was a picture */
    guint n_tables, n_figures; /* with a caption, so far */
    GPtrArray *notes;          /* of RectoMarginNote*: links of the text at hand whose line is not known yet */
    GArray *note_links;        /* of gint: link of each */
    /* side.c */
    guint sides_depth;     /* frames around the last of these */
    GPtrArray *sides;      /* of RectoMarginNote*: blocks in the margin that wait for a box */
    GPtrArray *side_lines; /* of GPtrArray of RectoLines*: theirs */
    const RectoNode *side; /* the last of them */
    guint n_sides;
    /* footnote.c */
    GPtrArray *footnotes;           /* of RectoFootnote*, in the order of the document */
    GHashTable *footnotes_by_label; /* the same */
    GPtrArray *cited;               /* of RectoFootnote*, in the order of their first marks */
    guint n_hung;                   /* of those, so many are known to be set */
    RectoFootnote *in_note;         /* whose text is set; or NULL */
    gboolean notes_headed;          /* those at the end have their heading */
    RectoStyle *note_style;         /* made when the first note is set */
} RectoState;

RectoFrame *recto_state_frame(RectoState *state);
/* Whether no list, quote or other container is open: blocks are those of the text itself. */
gboolean recto_state_is_top(const RectoState *state);
/* Width of the text column, and what the frames leave of it. */
RectoLength recto_state_column(const RectoState *state);
RectoLength recto_state_measure(RectoState *state);

/* Space between blocks; nothing at the start of a list. */
void recto_state_space(RectoState *state, RectoLength height);

/* One line or other indivisible thing as a box: adds bars of quotes and the marker that waits. `fragment` (taken over)
 * has its origin at the box's top, the frame's left edge; `baseline`: of its text, from the top. */
RectoVItem *recto_state_add_box(RectoState *state, RectoFragment *fragment, RectoLength height, RectoLength baseline,
                                gboolean grid, RectoSpan span);

/* What may happen between the box just added and the next. */
void recto_state_penalty(RectoState *state, int penalty);

/* No page ends between the boxes from item `first` of the list on. */
void recto_state_keep_whole(RectoState *state, guint first);

/* Lines of one text as boxes with penalties between them: no widow, no orphan. `grid`: on the baseline grid. */
void recto_state_add_lines(RectoState *state, const RectoLines *lines, const RectoTextStyle *element, gboolean grid);

/* After the lines of a paragraph, from item `first` of the list on: tells the paginator of ways to set it a line
 * shorter or longer, as far as there are any that are fit to be seen. */
void recto_state_add_choice(RectoState *state, RectoText *text, const RectoParagraphStyle *set, const RectoLines *lines,
                            const RectoTextStyle *element, guint first);

/* Notes of the links that begin in a line, and footnotes whose marks stand in it, hang on its box, item `box` of the
 * list; `baseline`: below the box's top. */
void recto_state_hang_notes(RectoState *state, const RectoTextLine *line, guint box, RectoLength baseline);

/* ---- languages and directions (language.c) ---- */

/* The language of a node: its own, of one around it, or the document's. Borrowed. */
const char *recto_state_lang(const RectoState *state, const RectoNode *node);

/* An empty text in the language and direction of a block. */
RectoText *recto_state_text(RectoState *state, const RectoNode *node);

/* Whether a list or quote that begins has its marks at the right: as the one around it, else by its words. */
gboolean recto_state_is_rtl(RectoState *state, const RectoNode *node);

/* Gives a block's element its language, where it is another than that around it. */
void recto_state_mark_lang(RectoState *state, const RectoNode *node, RectoElement *element);

gboolean recto_node_has_languages(const RectoNode *root);

/* ---- anchors (anchor.c) ---- */

void recto_state_collect_anchors(RectoState *state);
/* Name of the destination that a link calls `id`; NULL: there is none. */
const char *recto_state_anchor(const RectoState *state, const char *id);
/* Name of the destination that a node is, other than a heading; or NULL. */
const char *recto_state_anchor_at(const RectoState *state, const RectoNode *node);
/* The next box is that of a block, if it is one; and that box is made. */
void recto_state_want_anchor(RectoState *state, const RectoNode *node);
/* Those that wait behind the last box stand with it. */
void recto_state_finish_anchors(RectoState *state);
void recto_state_place_anchors(RectoState *state, RectoFragment *box, RectoSpan span);

/* ---- inlines (inline.c) ---- */

/* Children of a block, from `first` up to but not including `end`: all of them, or those between two pictures that are
 * set by themselves. The document is not changed: a range names the nodes where they are. */
typedef struct {
    const RectoNode *block;
    const RectoNode *first; /* NULL: none */
    const RectoNode *end;   /* NULL: up to the last child */
} RectoInlineRange;

RectoInlineRange recto_inline_range(const RectoNode *block);
/* Their text, as recto_node_plain_text() has it. Caller frees. */
char *recto_inline_range_text(const RectoInlineRange *range);

/* Appends inlines to `text`, their slots below `parent`: all below `node`, or those of a range. */
void recto_state_inlines(RectoState *state, RectoText *text, const RectoNode *node, const RectoTextStyle *element,
                         RectoElement *parent);
void recto_state_inline_range(RectoState *state, RectoText *text, const RectoInlineRange *range,
                              const RectoTextStyle *element, RectoElement *parent);

/* Appends the sparkline of an inline code `spark: 1 4 2`; FALSE: it is none. */
gboolean recto_state_spark(RectoState *state, RectoText *text, const char *code, RectoCharStyle characters,
                           RectoSpan span);

/* Registers the link of a LINK and wants its note, both with these words; *ret_element: its element below `parent`.
 * −1 when it leads nowhere (reported), and then no element. */
gint recto_state_add_link(RectoState *state, const RectoNode *node, RectoElement *parent, const char *words,
                          RectoElement **ret_element);

/* ---- blocks, one file a kind ---- */

/* A paragraph, or the words of one between its pictures. */
void recto_flow_words(RectoState *state, const RectoInlineRange *words);
/* FALSE: it holds other things than pictures, which are to be set one by one. */
gboolean recto_flow_figure_node(RectoState *state, const RectoNode *node);
/* One picture, with the LINK around it and its CAPTION, or NULL; several in rows. */
void recto_flow_figure(RectoState *state, const RectoNode *image, const RectoNode *link, const RectoNode *caption);
void recto_flow_pictures(RectoState *state, const GPtrArray *images, const GPtrArray *links, const RectoNode *caption);
void recto_flow_heading(RectoState *state, const RectoNode *node);
/* Sets a run-in heading on a line of its own, when no paragraph followed it. */
void recto_flow_flush_run_in(RectoState *state);
void recto_flow_list_enter(RectoState *state, const RectoNode *node);
void recto_flow_list_leave(RectoState *state, const RectoNode *node);
void recto_flow_item_enter(RectoState *state, const RectoNode *node);
void recto_flow_item_leave(RectoState *state, const RectoNode *node);
void recto_flow_quote_enter(RectoState *state, const RectoNode *node);
void recto_flow_quote_leave(RectoState *state, const RectoNode *node);
/* A pull quote stands in large letters below a rule, as a whole. */
gboolean recto_node_is_pull(const RectoNode *node);
void recto_flow_pull(RectoState *state, const RectoNode *node);
void recto_flow_callout_enter(RectoState *state, const RectoNode *node);
void recto_flow_callout_leave(RectoState *state, const RectoNode *node);
/* A callout without a label: the ground alone, `element` for what stands on it. */
void recto_flow_ground_enter(RectoState *state, const RectoNode *node, RectoElement *element);
void recto_flow_ground_leave(RectoState *state, const RectoNode *node);
/* The label that waits runs into the text that begins, */
void recto_callout_take_label(RectoState *state, RectoText *text, RectoElement *parent, RectoSpan span);
/* or stands on a line of its own. */
void recto_callout_flush_label(RectoState *state);
void recto_flow_code(RectoState *state, const RectoNode *node);
/* A code block whose info string says figures or chart. FALSE: it is none, or its data can't be used. */
gboolean recto_node_is_chart(const RectoNode *node);
gboolean recto_flow_chart(RectoState *state, const RectoNode *node);
void recto_flow_rule(RectoState *state, const RectoNode *node);
void recto_flow_table(RectoState *state, const RectoNode *node);
/* Everything below a node, as blocks of the frame that is open. */
void recto_flow_blocks(RectoState *state, const RectoNode *root);

/* A paragraph of plain text, for what can't be typeset otherwise. */
void recto_flow_plain(RectoState *state, const char *words, RectoSpan span);

/* Whether a block is a paragraph of the length of a lead; and words that are one, before all blocks. */
gboolean recto_flow_is_lead_text(const RectoState *state, const RectoNode *node);
void recto_flow_lead(RectoState *state, const char *words, RectoSpan span);

/* ---- standfirst (standfirst.c) ---- */

/* The description of the front matter as lead, where the text has none and it says something of its own. */
void recto_flow_standfirst(RectoState *state);

/* Whether most words of a text are among the first ones of another. */
gboolean recto_standfirst_repeats(const char *text, const char *other);

/* ---- turned pages (turned.c) ---- */

/* Whether a block that begins is to stand on turned pages. */
gboolean recto_turned_wanted(const RectoState *state, const RectoNode *node);
void recto_turned_begin(RectoState *state, const RectoNode *node);
void recto_turned_end(RectoState *state);

/* ---- two columns (columns.c) ---- */

/* Before a block, whatever it is: it stands in one column, in one of two, or over both. */
void recto_columns_enter(RectoState *state, const RectoNode *node);
void recto_columns_leave(RectoState *state, const RectoNode *node);
/* One column again, behind the last block. */
void recto_columns_end(RectoState *state);
/* Once the columns have ended: the style of boxes that stand so. */
const RectoStyle *recto_columns_style(const RectoState *state, RectoVColumns mode);

/* ---- headings and chapters ---- */

/* Begins a new chapter; `heading` −1: without opener. */
void recto_flow_begin_chapter(RectoState *state, gint heading);
