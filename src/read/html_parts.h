/* Private declarations of the HTML builder. */
#pragma once

#include "read/findings.h"
#include "read/html_builder.h"
#include "read/html_elements.h"

/* Effect of an open element on its content. */
typedef enum {
    RECTO_OPEN_CONTAINER, /* blocks; its node is made at once */
    RECTO_OPEN_LINES,     /* inlines; blocks in it become lines of it (headings, captions); made at once */
    RECTO_OPEN_PARAGRAPH, /* inlines; a block interrupts it */
    RECTO_OPEN_INLINE,    /* made in every paragraph that it has content in */
    RECTO_OPEN_CODE,      /* turns text to code */
    RECTO_OPEN_QUOTATION,
    RECTO_OPEN_BLOCK, /* creates no node, but its text is separate from the text around it */
    RECTO_OPEN_SECTION,
    RECTO_OPEN_PRE,
    RECTO_OPEN_DROP,
    RECTO_OPEN_PASS, /* nothing */
} RectoOpenElementRole;

typedef struct {
    RectoOpenElementRole role;
    guint number;              /* number of the HTML element; 0 for a node of Markdown */
    gboolean ended;            /* the end tag came within a node of Markdown that is still open */
    RectoNode *node;           /* node for the element, or NULL. Copied for each further use */
    gboolean used;             /* the node is already in the tree */
    RectoNode *made, *made_in; /* INLINE: its node in the current paragraph; valid while that is the builder's */
    const RectoTag *tag;
    int percent;         /* width for images in it, in per cent of the measure; 0 if not given */
    gboolean no_address; /* EMBED: none yet */
    gboolean breaks;     /* a new page follows the element */
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
    gboolean spaced;         /* the last text ends in a space */
    RectoNode *last_implied; /* implied list or row, created because the author left it out */
    GString *text;           /* text of HTML that is not yet a node */
    RectoSpan text_span;
    GString *pre;     /* NULL: no PRE is open */
    gboolean in_head; /* within the header of a table */
    gboolean too_deep;
    GHashTable *ends;     /* names that have an end tag, borrowed; or NULL */
    GHashTable *reported; /* kinds that have been reported */
    RectoFindings unknown, dropped, components;
};

static inline RectoOpenElement *recto_html_open(RectoHtmlBuilder *builder, guint index)
{
    return &g_array_index(builder->open, RectoOpenElement, index);
}

/* ---- inlines (html_inlines.c) ---- */

/* Moves pending text into the tree. */
void recto_html_flush(RectoHtmlBuilder *builder);
/* Appends an inline at the current position, and creates a paragraph if there is none. */
void recto_html_add_inline(RectoHtmlBuilder *builder, RectoNode *node);
/* Creates the nodes of open elements here, even if they have no content yet. */
void recto_html_build_inlines(RectoHtmlBuilder *builder);
/* A line ends: a second end in turn is a new paragraph, when `split`. */
void recto_html_break(RectoHtmlBuilder *builder, gboolean split, RectoSpan span);
/* No more inlines for the paragraph: its end is trimmed. */
void recto_html_end_holder(RectoHtmlBuilder *builder);

/* ---- blocks (html_blocks.c) ---- */

/* TRUE when blocks are lines here. */
gboolean recto_html_in_lines(RectoHtmlBuilder *builder);
/* Ends the paragraph and inlines before a block. */
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
/* Removes empty nodes and moves their IDs to the following nodes. */
void recto_html_tidy(RectoDocument *document);
