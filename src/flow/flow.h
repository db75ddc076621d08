/* Flow: converts the document to vertical lists, with one file per kind of block. Flow also creates the structure tree,
 * in source order. */
#pragma once

#include "document/document.h"
#include "flow/vertical_list.h"
#include "page/images.h"
#include "page/pages.h"
#include "resources/resources.h"
#include "style/strings.h"
#include "style/style.h"
#include "text/text.h"

/* Height of a baseline above the bottom of its line box, independent of the leading. Line boxes with the same bottom
 * therefore share a baseline. */
#define RECTO_BASELINE_RISE RECTO_PT(4)

/* Drawings that make the layout visible (--debug). */
enum {
    RECTO_DEBUG_GRID = 1 << 0,   /* baseline grid and columns */
    RECTO_DEBUG_BOXES = 1 << 1,  /* outline of every box of the vertical list */
    RECTO_DEBUG_SPACES = 1 << 2, /* background of every line in a colour that depends on its word spaces */
};

/* Inputs shared by all layout stages. `pages` is modified; the rest is borrowed. */
typedef struct {
    const RectoStyle *style; /* the document's style; columns, notes and others use styles derived from it */
    const RectoStrings *strings;
    RectoFonts *fonts;
    RectoTextEngine *engine;
    const RectoDocument *document;
    RectoPages *pages;               /* result: structure, links, outline; its arena holds data of the same lifetime */
    const RectoImages *images;       /* images of the document, or NULL */
    const RectoResources *resources; /* data from outside the document (loaded files), or NULL */
    RectoDiagnostics *diagnostics;
    /* destination → page number as printed; NULL in the first pass, which sets digits of about the same width */
    GHashTable *page_numbers;
    GHashTable *fields; /* const RectoGlyphRun * → RectoPageReference *: page numbers to fill in; created on first use;
                           the caller unrefs it */
    /* Blocks and footnotes (const RectoNode *) that did not fit in the margin: `grounded` from an earlier pass, or
     * NULL; `unplaced` from this pass, created on first use. The caller unrefs `unplaced`. */
    GHashTable *grounded;
    GHashTable *unplaced;
    gboolean narrow_fields; /* result of assembly/: a page number has more digits than flow reserved room for */
    gboolean check;         /* TRUE: report rules that the pages do not meet */
    guint debug;            /* RECTO_DEBUG_… flags */
    gboolean print;         /* print variant: printed URLs get QR codes */
    guint multiple; /* the number of pages is filled up with blank pages to a multiple of this; 0 or 1: no filling */
} RectoLayout;

typedef struct {
    int level;         /* level after normalisation, from 1; 0 for a part */
    int depth;         /* depth in the tags and the outline, from 1; chapters are one level below their part */
    int number;        /* number of a numbered chapter or part, from 1; else 0 */
    const char *title; /* plain text of the heading */
    const char *dest;  /* name of its anchor and destination */
    gint chapter;      /* index of the chapter that contains it */
    gint parent;       /* index of the parent heading, or −1 */
    const RectoNode *node;
    RectoElement *element; /* for H2 and deeper: the element, created by flow */
} RectoHeading;

/* A section on landscape pages. */
typedef struct {
    RectoVList *list;
    gint after; /* box of the chapter's list after whose page the section is placed; −1: before the first page */
} RectoLandscapeSection;

typedef struct {
    RectoVList *list;
    GPtrArray *turned;     /* RectoLandscapeSection *, in order */
    gint afterword;        /* index of the box that begins the afterword (a last section about the authors), or −1 */
    gint heading;          /* heading whose title assembly/ draws as the chapter opener; −1: no opener */
    RectoFragment *opener; /* title lines or NULL; origin: left edge of the text column, first baseline */
    guint opener_lines;
    RectoLength opener_leading; /* leading of the title; smaller than usual for a title that is too long for its page */
    gboolean part;              /* TRUE if the opener belongs to a part */
    RectoElement *contents;     /* TOC element of a part that lists its chapters, else NULL */
    gboolean lead;              /* TRUE if the list begins with a lead paragraph */
    gboolean panel;             /* TRUE if the list begins with big numbers */
} RectoChapter;

/* A captioned figure or table, for the list of figures and tables. */
typedef struct {
    gboolean table;
    const char *label; /* "Figure 1" */
    const char *title; /* plain text of the caption */
    const char *dest;
} RectoListedFigure;

typedef struct {
    GPtrArray *chapters;      /* RectoChapter *, owned */
    GArray *headings;         /* RectoHeading, in order */
    GArray *listed;           /* RectoListedFigure, in order; filled only if the style has a list of figures */
    RectoStyle *turned_style; /* style of landscape pages (strings shared with the document's style) or NULL */
    RectoStyle *column_style, *span_style; /* styles in and across two columns (strings shared) or NULL */
    RectoElement *cover;    /* first child of Document; assembly/ adds the title (H1) and the document details to it */
    RectoElement *contents; /* TOC element after the cover, or NULL */
} RectoFlow;

/* Sets the whole document. Content that cannot be typeset appears as plain text with a warning; nothing is lost. Free
 * with recto_flow_free(). */
RectoFlow *recto_flow(RectoLayout *layout);
void recto_flow_free(RectoFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFlow, recto_flow_free)

/* ---- used by the block files of flow/ and by assembly/ ---- */

/* A reference to the page that contains a destination. */
typedef struct {
    const char *dest;
    RectoCharStyle style;
} RectoPageReference;

/* The origin of a character: the tag of every character style that flow/ and assembly/ create. */
typedef struct {
    RectoSlot slot;
    RectoArtifact artifact;
    gboolean authored; /* TRUE for text of the document, FALSE for labels and numbers that recto adds */
    RectoColour colour;
    gint link;          /* index in pages->links, or −1 */
    gboolean underline; /* TRUE for a link or <u> */
    gboolean strike;
    guint keyboard;                  /* number of the keyboard key in its text, or 0 */
    const char *anchor;              /* anchor of words in a paragraph, or NULL */
    const char *dest;                /* destination at this position, or NULL */
    struct RectoFootnote *footnote;  /* footnote whose first reference this is, or NULL */
    const struct RectoSpark *spark;  /* sparkline that replaces the characters, or NULL */
    const RectoPageReference *field; /* page reference whose number this is, or NULL */
    const RectoImage *image;         /* inline image or NULL, its size and its depth below the baseline */
    RectoLength image_width, image_height, image_drop;
    const char *margin_key; /* key of a link whose URL is printed in the margin; the same for all its runs */
} RectoInline;

/* Returns a tagged character style for an element. The tag is allocated in the pages' arena. */
RectoCharStyle recto_layout_char_style(RectoLayout *layout, const RectoTextStyle *element, RectoSlot slot,
                                       RectoColour colour);

/* Raises or lowers `text` with the font's own glyphs for `feature` ("sups" or "subs"). Returns FALSE, and does nothing,
 * if the font has no such glyphs for the text. */
gboolean recto_layout_script(RectoLayout *layout, RectoCharStyle *characters, const char *feature, const char *text);

/* Creates the fragment of one line: glyph runs, underlines and link areas. Baseline at y = 0, x from the column's left
 * edge. Caller frees. */
RectoFragment *recto_layout_line(RectoLayout *layout, const RectoStyle *style, const RectoTextLine *line,
                                 const RectoTextStyle *element);

/* Returns the slot of a heading's first words, for a number that is read before them. Returns RECTO_SLOT_NONE, so that
 * the number is an artifact, if the heading contains more than plain text. */
RectoSlot recto_heading_slot(const RectoHeading *heading);

/* Sets a short text in one style, broken to `measure`. Lines are `element->leading` apart; the first baseline is at
 * y = 0. `ret_lines` may be NULL. Most text of assembly/ is set by this function. */
RectoFragment *recto_layout_text(RectoLayout *layout, const RectoStyle *style, const char *utf8,
                                 const RectoTextStyle *element, RectoLength measure, RectoOrigin origin,
                                 guint *ret_lines);
