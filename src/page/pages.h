/* Pages: the interface between layout and output. A backend sees nothing else. Pages are immutable once
 * compile/compile.c passes them on. Items are drawn in order; those of lower index lie below.
 *
 * RectoPages owns its pages, items, the structure, links, outline and strings. Glyph runs and faces belong to the
 * text engine and RectoFonts, which outlive the pages. */
#pragma once

#include "base/arena.h"
#include "page/inks.h"
#include "page/item.h"

typedef struct {
    GArray *items;             /* of RectoItem, absolute */
    char *label;               /* page label: the folio as printed */
    RectoLength width, height; /* page size; equal for all pages except landscape pages */
} RectoPage;

typedef struct {
    const char *uri;      /* absolute or relative URL to open; or NULL */
    const char *dest;     /* name of a destination in this document; or NULL */
    const char *contents; /* link text that screen readers announce */
    RectoElement *element;
    RectoSpan span;
} RectoLink;

typedef struct {
    int level; /* from 1 */
    const char *title;
    const char *dest;
} RectoOutlineEntry;

typedef struct {
    const char *name;        /* file name inside the PDF */
    const char *media_type;  /* text/markdown */
    const char *description; /* description for the reader */
    const char *relation;    /* AFRelationship: Source, Data, Supplement */
    const char *path;        /* path from which the file was read; NULL: the content comes from recto or memory */
    GBytes *bytes;
} RectoAttachment;

/* A file from which the document was made, in addition to its source. */
typedef struct {
    char *name; /* path inside the project root */
    char *path; /* path from which the file was read */
    GBytes *bytes;
} RectoSourceFile;

typedef struct {
    const char *title;
    const char **authors; /* NULL-terminated */
    const char *subject;  /* or NULL */
    const char **keywords;
    const char *lang;
    const char *date_iso; /* YYYY-MM-DDTHH:MM:SSZ: creation and modification; never the clock's */
} RectoInfo;

typedef struct {
    RectoArena *arena;
    RectoLength width, height; /* trimmed size of every page that is not landscape */
    RectoLength bleed;         /* distance by which the drawing extends beyond the trim on every side, to be cut off */
    RectoLength slug; /* distance around the bleed for marks; the origin of coordinates is the corner of the trim */
    RectoLength fold; /* position of the fold of a press sheet, from its left; 0 if there is none */
    gboolean plain;   /* imposed sheets: without structure, so the PDF claims no standard */
    RectoInks *inks;  /* converts colours to inks; NULL: colours remain sRGB */
    GPtrArray *pages; /* of RectoPage* */
    RectoStructure *structure;
    GArray *links;       /* of RectoLink */
    GArray *outline;     /* of RectoOutlineEntry, in order */
    GArray *attachments; /* of RectoAttachment */
    GPtrArray *images;   /* of RectoImage*, each owned, in order of number; shared by all pages of one document */
    GArray *sources;     /* of RectoSourceFile, each name once; shared by all pages of one document */
    RectoInfo info;
} RectoPages;

RectoPages *recto_pages_new(RectoLength width, RectoLength height);
void recto_pages_free(RectoPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPages, recto_pages_free)

/* Appends an empty page of the pages' size; `label` is copied. */
RectoPage *recto_pages_add(RectoPages *pages, const char *label);

/* Copies the items of a fragment to a page, with its origin at (x, y). */
void recto_page_place(RectoPage *page, const RectoFragment *fragment, RectoLength x, RectoLength y);

/* Registers a link and returns its index for link items. Strings are copied. */
guint recto_pages_add_link(RectoPages *pages, const char *uri, const char *dest, const char *contents,
                           RectoElement *element, RectoSpan span);
void recto_pages_add_outline(RectoPages *pages, int level, const char *title, const char *dest);
void recto_pages_add_dest(RectoPages *pages, RectoPage *page, const char *name, RectoLength x, RectoLength y);

RectoPage *recto_pages_page(const RectoPages *pages, guint index);

/* Returns the width of the area around the trimmed page on every side of the medium. */
static inline RectoLength recto_pages_margin(const RectoPages *pages)
{
    return pages->bleed + pages->slug;
}

/* Returns TRUE if the pages contain images. */
gboolean recto_pages_have_images(const RectoPages *pages);

/* Position of a destination. */
typedef struct {
    guint page;
    RectoLength x, y;
} RectoDestination;

/* Destinations by name (borrowed) → RectoDestination*; the first of a name counts. The caller unrefs the table. */
GHashTable *recto_pages_dests(const RectoPages *pages);

/* Returns one flag per element ID: TRUE if the element is written. An element without any content (such as a link
 * whose text vanished) is left out, except table cells and the Document. Caller frees. */
gboolean *recto_pages_kept_elements(const RectoPages *pages);

/* `-f pages`: every item as a line of text, positions in pt with two decimals at most; for people and golden tests. */
char *recto_pages_dump(const RectoPages *pages);

/* `-f tags`: dumps the structure as a screen reader reads it: indented elements, attributes, text. */
char *recto_tags_dump(const RectoPages *pages);

/* Lists errors of the layout itself, one per line; the string is empty if there are none. Errors are: an item whose
 * slot is unknown, items outside the page, a link without area or element, a destination that is missing or occurs
 * twice, a name that two attachments share. For tests and assertions. Caller frees. */
char *recto_pages_audit(const RectoPages *pages);
