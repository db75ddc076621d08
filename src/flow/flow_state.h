/* Private declarations of the folder flow/: the state of one walk over the document, and functions that add lines of a
 * block to the list. */
#pragma once

#include "flow/flow.h"

typedef struct RectoFootnote RectoFootnote;

/* An open container: the document, a quote, a list or a list item. */
typedef struct {
    const RectoNode *node;
    RectoElement *element;    /* parent element of the blocks inside */
    RectoLength indent;       /* indent of the text inside, from the column's left edge */
    RectoLength right;        /* indent of the text inside, from the column's right edge, for right-to-left blocks */
    gboolean rtl;             /* TRUE if markers and bars are at the right */
    RectoLength bar;          /* quote: position of its bar from the column's left edge; else −1 */
    gboolean ground;          /* callout: TRUE if it has a tinted background */
    RectoLength ground_left;  /* left edge of the background, from the column's left edge */
    RectoLength ground_right; /* right edge of the background, from the column's left edge */
    gboolean fresh;           /* callout: TRUE until it has content; no space is added before that */
    gboolean started;         /* TRUE once the container has a box */
    guint first_item;         /* callout: its first item in the vertical list */
    guint list_depth;         /* number of open lists, including this one */
    int number;               /* list: number of its next item */
    RectoLength hang;         /* list: indent of its items */
    gint first_joint,
        last_joint; /* list: indexes of the penalties before its first item and before its most recent item */
} RectoFrame;

/* A heading that runs into the paragraph after it. */
typedef struct {
    const RectoNode *node;
    gint heading;
    RectoElement *element;
} RectoRunIn;

/* The column mode of a scope. */
typedef struct {
    const RectoNode *node; /* open block that is marked {.columns}, or NULL */
    int level;             /* level of the marked heading whose section is open, or 0 */
    RectoColumnMode mode;
    const RectoStyle *straight; /* style of the one-column text around; NULL if the scope has had no columns */
} RectoColumnState;

/* A series of blocks that are set into one list: the text of the document, a footnote, or a landscape section.
 * Everything that such a container changes for its contents is in this struct, so that it is pushed and popped as a
 * whole. All other state belongs to the document. */
typedef struct RectoFlowScope RectoFlowScope;
struct RectoFlowScope {
    RectoFlowScope *outer;   /* scope around; NULL for the text of the document */
    const RectoStyle *style; /* current style */
    RectoVList *list;        /* list that receives the boxes; borrowed */
    RectoFootnote *note;     /* footnote whose text is set, or NULL */
    const RectoNode *turned; /* block that is set on landscape pages, or NULL */
    GArray *frames;          /* RectoFrame: open containers */
    RectoColumnState columns;
    const RectoNode *after; /* previous block; NULL at the start of a chapter */
    RectoLength space;      /* glue since the last box; bars of quotes cross it */
    guint keep;             /* number of lines that must follow without a page break (after a heading) */
    RectoFragment *marker;  /* pending list marker, drawn with the item's first line, or NULL; origin: left edge of the
                               text, on the baseline */
    RectoRunIn run_in;      /* pending run-in heading; its node is NULL if there is none */
    const char *label;      /* label of the callout that has no line yet, or NULL */
    gboolean wide;          /* TRUE if the next box extends into the margin, so that no quote bar is drawn beside it */
    gboolean lead_done;
    gboolean after_lead;   /* TRUE if the previous block was the lead paragraph */
    gboolean after_figure; /* TRUE if the previous block was an image */
    guint n_cites;         /* number of boxes whose footnotes the walk has not set yet */
    GPtrArray *dests;      /* const char *: anchors that wait for the next box */
    GPtrArray *notes;      /* RectoMarginNote *: margin links of the current text whose line is not known yet */
    GArray *note_links;    /* gint: the link of each of these notes */
    guint sides_depth;     /* number of open frames around the most recent pending block */
    GPtrArray *sides;      /* RectoMarginNote *: sidenotes that wait for a box */
    GPtrArray *side_lines; /* GPtrArray of RectoLines *: the lines of each sidenote */
    const RectoNode *side; /* node of the most recent sidenote */
};

/* The state of one walk over the document. */
typedef struct {
    RectoLayout *layout;
    RectoFlow *flow;
    RectoChapter *chapter;
    RectoFlowScope *scope;     /* the innermost scope */
    GHashTable *anchors;       /* ID → node that has it */
    gboolean has_languages;    /* TRUE if a node has a language or direction of its own */
    guint n_tables, n_figures; /* number of captioned tables and figures so far */
    gboolean own_numbers[2]; /* for parts and chapters: TRUE if most titles contain a number, so that recto adds none */
    guint n_sides;
    guint n_marks; /* number of footnote references and links in boxes so far */
    /* footnote.c */
    GPtrArray *footnotes;           /* RectoFootnote *, in document order */
    GHashTable *footnotes_by_label; /* label → RectoFootnote * */
    GPtrArray *cited;               /* RectoFootnote *, in the order of their first references */
    guint n_hung;                   /* number of elements of `cited` that are known to be set */
    gboolean notes_headed;          /* TRUE if the list of notes at the end has its heading */
    GHashTable *note_styles;        /* const RectoStyle * → style of the notes in text of that style */
} RectoState;

/* Begins an empty scope. `style` and `list` are borrowed. */
RectoFlowScope *recto_scope_push(RectoState *state, const RectoStyle *style, RectoVList *list);
/* Ends the innermost scope. Anchors and margin links that are not attached to a box yet are passed to the scope around
 * it. */
void recto_scope_pop(RectoState *state);

RectoFrame *recto_state_frame(RectoState *state);
/* Returns TRUE if no list, quote or other container is open, so that blocks belong directly to the text. */
gboolean recto_state_is_top(const RectoState *state);
/* Return the width of the text column, and the width that the open frames leave of it. */
RectoLength recto_state_column(const RectoState *state);
RectoLength recto_state_measure(RectoState *state);

/* Adds space between blocks; does nothing at the start of a list. */
void recto_state_space(RectoState *state, RectoLength height);

/* Adds one line or another indivisible item as a box, with the bars of quotes and the pending marker. Takes ownership
 * of `fragment`, whose origin is the box's top and the frame's left edge. `baseline` is the offset of its text's
 * baseline from the top. */
RectoVItem *recto_state_add_box(RectoState *state, RectoFragment *fragment, RectoLength height, RectoLength baseline,
                                gboolean grid, RectoSpan span);

/* Sets a pending marker, if any, on a line of its own. Call before a block whose background would cover it. */
void recto_state_flush_marker(RectoState *state, RectoSpan span);

/* Adds a penalty after the box that was just added. */
void recto_state_penalty(RectoState *state, int penalty);

/* Forbids page breaks between the boxes from item `first` of the list on. */
void recto_state_keep_together(RectoState *state, guint first);

/* Adds the lines of one text as boxes, with penalties that prevent widows and orphans. `grid`: align the lines to the
 * baseline grid. */
void recto_state_add_lines(RectoState *state, const RectoLines *lines, const RectoTextStyle *element, gboolean grid);

/* Call after the lines of a paragraph, which begin at item `first` of the list. Adds acceptable settings of the
 * paragraph that are one line shorter or longer, for the paginator to choose from. */
void recto_state_add_choice(RectoState *state, RectoText *text, const RectoParagraphStyle *set, const RectoLines *lines,
                            const RectoTextStyle *element, guint first);

/* Attaches the margin links that begin in a line to its box, item `box` of the list, and records the footnotes that the
 * line cites. The walk sets their texts when the block ends. `baseline` is the offset from the box's top. */
void recto_state_hang_notes(RectoState *state, const RectoTextLine *line, guint box, RectoLength baseline);

/* Attach a note or sidenote to item `box` of the list, level with the line that cites it; then all pending sidenotes.
 * Takes ownership of `note`; `texts` holds its lines (RectoLines *). */
void recto_state_hang_side(RectoState *state, RectoMarginNote *note, const GPtrArray *texts, guint box,
                           RectoCitation at);
void recto_state_hang_sides(RectoState *state, guint box, RectoLength baseline);

/* ---- languages and directions (language.c) ---- */

/* Returns the language of a node: its own, that of a node around it, or the document's. Borrowed. */
const char *recto_state_lang(const RectoState *state, const RectoNode *node);

/* Creates an empty text in the language and direction of a block. */
RectoText *recto_state_text(RectoState *state, const RectoNode *node);

/* Returns TRUE if a list or quote that begins has its markers at the right. The container around it decides, else its
 * words. */
gboolean recto_state_is_rtl(RectoState *state, const RectoNode *node);

/* Sets the language of a block's element if it differs from that of the element around it. */
void recto_state_mark_lang(RectoState *state, const RectoNode *node, RectoElement *element);

gboolean recto_node_has_languages(const RectoNode *root);

/* ---- anchors (anchor.c) ---- */

void recto_state_collect_anchors(RectoState *state);
/* Returns the name of the destination for the link target `id`, or NULL if there is none. */
const char *recto_state_anchor(const RectoState *state, const char *id);
/* Returns the name of the destination at a node other than a heading, or NULL. */
const char *recto_state_anchor_at(const RectoState *state, const RectoNode *node);
/* Queues the anchor of a block, if it has one, for the next box. recto_state_place_anchors() adds it when that box is
 * created. */
void recto_state_queue_anchor(RectoState *state, const RectoNode *node);
/* Queues the anchor of a heading that is set as a paragraph. */
void recto_state_want_heading_anchor(RectoState *state, const RectoNode *heading);
/* Attaches anchors that are still queued at the end to the last box. */
void recto_state_finish_anchors(RectoState *state);
void recto_state_place_anchors(RectoState *state, RectoFragment *box, RectoSpan span);
