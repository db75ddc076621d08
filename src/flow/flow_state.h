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

/* A heading that runs into the paragraph behind it. */
typedef struct {
    const RectoNode *node;
    gint heading;
    RectoElement *element;
} RectoRunIn;

/* Where text is in two columns. */
typedef struct {
    const RectoNode *node; /* marked block that is open, or NULL */
    int level;             /* of the marked heading whose section it is; 0: none */
    RectoColumnMode mode;
    const RectoStyle *straight; /* of the text around; NULL: there were no columns yet */
} RectoColumnState;

/* Blocks that are set one after the other into one list: the text of the document, a footnote, what is marked for
 * landscape pages. Everything that such a container changes for its contents is here, so that it is pushed and popped
 * as a whole: what is not named here belongs to the document. */
typedef struct RectoFlowScope RectoFlowScope;
struct RectoFlowScope {
    RectoFlowScope *outer;   /* NULL: the text of the document */
    const RectoStyle *style; /* of what is set now: the one current style */
    RectoVList *list;        /* borrowed */
    RectoFootnote *note;     /* whose text is set; or NULL */
    const RectoNode *turned; /* that is set for landscape pages; or NULL */
    GArray *frames;          /* of RectoFrame: containers that are open */
    RectoColumnState columns;
    const RectoNode *after; /* block before this one; NULL at a chapter's start */
    RectoLength space;      /* glue since the last box: bars of quotes bridge it */
    guint keep;             /* lines that must follow without a break (after a heading) */
    RectoFragment
        *marker;       /* of the item that has no line yet, or NULL; origin: its text's left edge, on the baseline */
    RectoRunIn run_in; /* node NULL: none */
    const char *label; /* of the callout that has no line yet; or NULL */
    gboolean wide;     /* the box that comes next takes the margin, too: no bar of a quote goes through it */
    gboolean lead_done;
    gboolean after_lead;   /* the block before was the lead */
    gboolean after_figure; /* it was a picture */
    guint n_cites;         /* boxes of the list whose citations the walk has not set yet */
    GPtrArray *dests;      /* of const char*: anchors that wait for the next box */
    GPtrArray *notes;      /* of RectoMarginNote*: links of the text at hand whose line is not known yet */
    GArray *note_links;    /* of gint: link of each */
    guint sides_depth;     /* frames around the last of these: */
    GPtrArray *sides;      /* of RectoMarginNote*: blocks in the margin that wait for a box */
    GPtrArray *side_lines; /* of GPtrArray of RectoLines*: theirs */
    const RectoNode *side; /* the last of them */
};

/* One walk over the document. */
typedef struct {
    RectoLayout *layout;
    RectoFlow *flow;
    RectoChapter *chapter;
    RectoFlowScope *scope;     /* the innermost */
    GHashTable *anchors;       /* id → node that has it */
    gboolean has_languages;    /* some node has a language or a direction of its own */
    guint n_tables, n_figures; /* with a caption, so far */
    gboolean own_numbers[2];   /* most parts, most chapters bring a number of their own: recto's is left out */
    guint n_sides;
    guint n_marks; /* footnote references and links that have a box, so far */
    /* footnote.c */
    GPtrArray *footnotes;           /* of RectoFootnote*, in the order of the document */
    GHashTable *footnotes_by_label; /* the same */
    GPtrArray *cited;               /* of RectoFootnote*, in the order of their first marks */
    guint n_hung;                   /* of those, so many are known to be set */
    gboolean notes_headed;          /* those at the end have their heading */
    GHashTable *note_styles;        /* const RectoStyle* → the style of notes in it */
} RectoState;

/* Begins a scope with nothing in it. `style` and `list` are borrowed. */
RectoFlowScope *recto_scope_push(RectoState *state, const RectoStyle *style, RectoVList *list);
/* Ends the innermost scope. Anchors and addresses that found no box in it wait for one of the scope around it. */
void recto_scope_pop(RectoState *state);

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
void recto_state_keep_together(RectoState *state, guint first);

/* Lines of one text as boxes with penalties between them: no widow, no orphan. `grid`: on the baseline grid. */
void recto_state_add_lines(RectoState *state, const RectoLines *lines, const RectoTextStyle *element, gboolean grid);

/* After the lines of a paragraph, from item `first` of the list on: tells the paginator of ways to set it a line
 * shorter or longer, as far as there are any that are fit to be seen. */
void recto_state_add_choice(RectoState *state, RectoText *text, const RectoParagraphStyle *set, const RectoLines *lines,
                            const RectoTextStyle *element, guint first);

/* The margin notes of links that begin in a line hang on its box, item `box` of the list, which records the footnotes
 * that the line cites: the walk sets their texts when the block ends. `baseline`: below the box's top. */
void recto_state_hang_notes(RectoState *state, const RectoTextLine *line, guint box, RectoLength baseline);

/* A note or block in the margin (taken over), whose lines (RectoLines*) are `texts`, is level with a line of item `box`
 * of the list, where it was cited. Then all blocks that wait. */
void recto_state_hang_side(RectoState *state, RectoMarginNote *note, const GPtrArray *texts, guint box,
                           RectoCitation at);
void recto_state_hang_sides(RectoState *state, guint box, RectoLength baseline);

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
void recto_state_queue_anchor(RectoState *state, const RectoNode *node);
/* The same for a heading that is set as a paragraph. */
void recto_state_want_heading_anchor(RectoState *state, const RectoNode *heading);
/* Those that wait behind the last box stand with it. */
void recto_state_finish_anchors(RectoState *state);
void recto_state_place_anchors(RectoState *state, RectoFragment *box, RectoSpan span);
