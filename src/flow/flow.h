/* Flow: document → vertical lists, one file a block kind. It also makes the structure tree, in the order of the source.
 */
#pragma once

#include "document/document.h"
#include "flow/vertical_list.h"
#include "page/images.h"
#include "page/pages.h"
#include "resources/resources.h"
#include "style/strings.h"
#include "style/style.h"
#include "text/text.h"

/* A baseline stands this far above the bottom of its line box, whatever the leading: so line boxes that share a bottom
 * share a baseline. */
#define RECTO_BASELINE_RISE RECTO_PT(4)

/* What is drawn beside the text for those who look at how it is set (--debug). */
enum {
    RECTO_DEBUG_GRID = 1 << 0,   /* baselines, columns */
    RECTO_DEBUG_BOXES = 1 << 1,  /* every box of the vertical list */
    RECTO_DEBUG_SPACES = 1 << 2, /* every line in the colour of its word spaces */
};

/* What every step of the layout shares. All borrowed but for `pages`' contents, which grow. */
typedef struct {
    const RectoStyle *style; /* of the document; what is set in columns, notes … has a style derived from it */
    const RectoStrings *strings;
    RectoFonts *fonts;
    RectoTextEngine *engine;
    const RectoDocument *document;
    RectoPages *pages;         /* structure, links and outline grow here; its arena serves for what must live as long */
    const RectoImages *images; /* or NULL: there are none to be had */
    const RectoResources *resources; /* what the document needs from outside it; or NULL: nothing */
    RectoDiagnostics *diagnostics;
    /* Numbers of pages in the text. The first pass sets figures that are about as wide, */
    GHashTable *page_numbers; /* the second those of the first: destination → page as printed; or NULL */
    GHashTable
        *fields; /* const RectoGlyphRun* → RectoPageReference*, made when the first is set; the caller's to unref */
    /* Blocks and footnotes (const RectoNode*) that found no room in the margin in an earlier pass, or NULL; and those
     * that find none in this one, made when the first does: the caller's to unref. */
    GHashTable *grounded;
    GHashTable *unplaced;
    gboolean check; /* report what could not be met on the pages */
    guint debug;    /* RECTO_DEBUG_… */
    gboolean print; /* for the press: codes beside printed addresses */
    guint multiple; /* blank pages make the number of pages a multiple of this; 0, 1: none */
} RectoLayout;

typedef struct {
    int level;         /* 1… as normalised; 0: of a part */
    int depth;         /* 1…: among the tags and in the outline, where chapters stand below their part */
    int number;        /* of a chapter or a part that is numbered, from 1; else 0 */
    const char *title; /* plain text */
    const char *dest;  /* its anchor, also the destination's name */
    gint chapter;      /* index of the chapter it is in */
    gint parent;       /* heading index above, or −1 */
    const RectoNode *node;
    RectoElement *element; /* H2…: flow makes it where it stands */
} RectoHeading;

/* What stands on turned pages of its own, as wide as they are. */
typedef struct {
    RectoVList *list;
    gint after; /* box of the chapter's list that it is written behind, −1: before all. Its pages follow that box's page
                 */
} RectoLandscapeSection;

typedef struct {
    RectoVList *list;
    GPtrArray *turned;     /* of RectoLandscapeSection*, in order */
    gint afterword;        /* box of the list that the document's last section begins with, when it tells of who made
                              it; else −1 */
    gint heading;          /* of the chapter's title, drawn as opener by assembly/; −1: no opener */
    RectoFragment *opener; /* title lines, origin: text column's left, baseline of the first line; or NULL */
    guint opener_lines;
    RectoLength opener_leading; /* a title that is too long for its page is smaller than others */
    gboolean part;              /* the opener is that of a part */
    RectoElement *contents;     /* of a part that lists its chapters: its TOC; else NULL */
    gboolean lead;              /* the list begins with a lead */
    gboolean panel;             /* or with big numbers */
} RectoChapter;

/* A figure or table with a caption, for the list behind the contents. */
typedef struct {
    gboolean table;
    const char *label; /* "Figure 1" */
    const char *title; /* plain text of the caption */
    const char *dest;
} RectoListedFigure;

typedef struct {
    GPtrArray *chapters;                   /* of RectoChapter* */
    GArray *headings;                      /* of RectoHeading, in order */
    GArray *listed;                        /* of RectoListedFigure, in order: where the style lists them */
    RectoStyle *turned_style;              /* of turned pages: shares the strings of the style; NULL: there are none */
    RectoStyle *column_style, *span_style; /* of text in two columns and of what stands over both; the same; or NULL */
    RectoElement *cover;    /* where assembly/ hangs the title (H1) and the facts: first kid of Document */
    RectoElement *contents; /* TOC element, after the cover, or NULL */
} RectoFlow;

/* Sets the whole document. Nothing of it is lost: what can't be typeset yet appears as plain text with a warning. */
RectoFlow *recto_flow(RectoLayout *layout);
void recto_flow_free(RectoFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFlow, recto_flow_free)

/* ---- used by flow's block files and by assembly/ ---- */

/* The number of the page where a destination stands. */
typedef struct {
    const char *dest;
    RectoCharStyle style;
} RectoPageReference;

/* Who a character belongs to: the tag of every character style that flow/ and assembly/ make. */
typedef struct {
    RectoSlot slot;
    RectoArtifact artifact;
    gboolean authored; /* the document's text, not a label or number of recto's */
    RectoColour colour;
    gint link;          /* index in pages->links, or −1 */
    gboolean underline; /* link or <u> */
    gboolean strike;
    guint keyboard;                  /* number of a key in its text, 0: none */
    const char *anchor;              /* a paragraph's words that are one; or NULL */
    const char *dest;                /* destination where it stands, or NULL */
    struct RectoFootnote *footnote;  /* it is the first mark of, or NULL */
    const struct RectoSpark *spark;  /* small line that stands in place of the characters, or NULL */
    const RectoPageReference *field; /* it is the number of a page; or NULL */
    const RectoImage *image;         /* picture that stands in the line, its size, and how far it reaches below */
    RectoLength image_width, image_height, image_drop;
    const char *margin_key; /* link that wants its address in the margin; set on all its runs */
} RectoInline;

/* A character style for an element, tagged; the tag is allocated in the pages' arena. */
RectoCharStyle recto_layout_char_style(RectoLayout *layout, const RectoTextStyle *element, RectoSlot slot,
                                       RectoColour colour);

/* Raises or lowers what `text` says by the face's own glyphs for `feature`, "sups" or "subs". FALSE when it has none
 * for it, and nothing is done. */
gboolean recto_layout_script(RectoLayout *layout, RectoCharStyle *characters, const char *feature, const char *text);

/* Fragment of one line, baseline at y = 0, x from the column's left: glyph runs, underlines, link areas. */
RectoFragment *recto_layout_line(RectoLayout *layout, const RectoStyle *style, const RectoTextLine *line,
                                 const RectoTextStyle *element);

/* The slot of a heading's first words, for a numeral that is heard before them; none, so that it is an artifact, where
 * they are more than text. */
RectoSlot recto_heading_slot(const RectoHeading *heading);

/* A short text in one style, broken to `measure`, lines `element->leading` apart, first baseline at y = 0. The
 * workhorse of assembly/. *ret_lines may be NULL. */
RectoFragment *recto_layout_text(RectoLayout *layout, const RectoStyle *style, const char *utf8,
                                 const RectoTextStyle *element, RectoLength measure, RectoOrigin origin,
                                 guint *ret_lines);
