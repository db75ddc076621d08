/* What the files of the HTML builder share. */
#pragma once

#include "read/findings.h"
#include "read/html_builder.h"
#include "read/html_elements.h"

/* How what is open takes what stands in it. */
typedef enum {
    RECTO_OPEN_CONTAINER, /* blocks; its node is made at once */
    RECTO_OPEN_LINES,     /* inlines; blocks in it become lines of it (headings, captions); made at once */
    RECTO_OPEN_PARAGRAPH, /* inlines; a block interrupts it */
    RECTO_OPEN_INLINE,    /* made in every paragraph that it has content in */
    RECTO_OPEN_CODE,      /* turns text to code */
    RECTO_OPEN_QUOTATION,
    RECTO_OPEN_BLOCK, /* no node, but its text stands by itself */
    RECTO_OPEN_SECTION,
    RECTO_OPEN_PRE,
    RECTO_OPEN_DROP,
    RECTO_OPEN_PASS, /* nothing */
} RectoOpenElementRole;

typedef struct {
    RectoOpenElementRole role;
    guint number;              /* of the HTML element; 0: a node of Markdown */
    gboolean ended;            /* its end came within a node of Markdown that is open still */
    RectoNode *node;           /* what it makes; NULL: nothing. Copied when it is made again */
    gboolean used;             /* node stands in the tree */
    RectoNode *made, *made_in; /* INLINE: as it stands in this paragraph; valid while that is the builder's */
    const RectoTag *tag;
    int percent;         /* of the measure, for pictures in it; 0: not said */
    gboolean no_address; /* EMBED: none yet */
    gboolean breaks;     /* a new page follows it, */
    RectoSpan span;      /* which it asks for here */
} RectoOpenElement;

struct RectoHtmlBuilder {
    RectoDocument *document;
    RectoDiagnostics *diagnostics;
    GArray *open; /* of RectoOpenElement; the first is the document */
    guint n_numbers;
    guint n_copies;
    guint dropping;          /* elements that are dropped */
    guint n_container;       /* CONTAINERs */
    RectoNode *holder;       /* paragraph, heading or caption that takes inlines; NULL: none is open */
    gboolean fresh;          /* nothing has been put into it, or a break last */
    gboolean space;          /* white space of HTML waits for a word */
    gboolean spaced;         /* what was put last ends in a space */
    RectoNode *last_implied; /* list or row that was made because its like was missing */
    GString *text;           /* of HTML, not yet a node */
    RectoSpan text_span;
    GString *pre;     /* NULL: no PRE is open */
    gboolean in_head; /* of a table */
    gboolean too_deep;
    GHashTable *ends;     /* names that have an end tag, borrowed; or NULL */
    GHashTable *reported; /* kinds of what was reported once */
    RectoFindings unknown, dropped, components;
};

static inline RectoOpenElement *recto_html_open(RectoHtmlBuilder *builder, guint index)
{
    return &g_array_index(builder->open, RectoOpenElement, index);
}

/* ---- inlines (html_inlines.c) ---- */

/* Puts what waits as text into the tree. */
void recto_html_flush(RectoHtmlBuilder *builder);
/* Appends an inline where inlines stand now, in a paragraph that is made when there is none. */
void recto_html_add_inline(RectoHtmlBuilder *builder, RectoNode *node);
/* Makes what is open here though nothing stands in it yet. */
void recto_html_build_inlines(RectoHtmlBuilder *builder);
/* A line ends: a second end in turn is a new paragraph, when `split`. */
void recto_html_break(RectoHtmlBuilder *builder, gboolean split, RectoSpan span);
/* No more inlines for the paragraph: its end is trimmed. */
void recto_html_end_holder(RectoHtmlBuilder *builder);

/* ---- blocks (html_blocks.c) ---- */

/* TRUE when blocks are lines here. */
gboolean recto_html_in_lines(RectoHtmlBuilder *builder);
/* Ends what stands before a block. */
void recto_html_block_boundary(RectoHtmlBuilder *builder);
/* Where a block of this kind goes: a list and a table may have to be given what they lack. */
RectoNode *recto_html_place(RectoHtmlBuilder *builder, RectoNodeKind kind);
/* Appends a block that holds no others. */
void recto_html_add_block(RectoHtmlBuilder *builder, RectoNode *node);
/* Ends the code block that is open. */
void recto_html_end_pre(RectoHtmlBuilder *builder);

/* ---- before the parser (html_limits.c) ---- */

/* Blanks the attributes of a tag beyond the limit (limits.def: attributes), since the parser takes quadratic time over
 * them. `node` is HTML; it gets a copy of its text, of the same length, so that places still hold. */
void recto_html_limit_attributes(RectoDocument *document, RectoNode *node, RectoDiagnostics *diagnostics);

/* ---- after the last (html_tables.c, html_tidy.c) ---- */

void recto_html_finalise_tables(RectoDocument *document, RectoDiagnostics *diagnostics);
/* Takes empty nodes away; their ids go to what follows. */
void recto_html_tidy(RectoDocument *document);
