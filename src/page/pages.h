/* Pages: the hand-over from layout to output, and the only thing that a backend sees. Immutable once compile/compile.c
 * passes them on. Drawing decides nothing. Items are drawn in order; those of lower index lie below.
 *
 * RectoPages owns its pages, items, the structure, links, outline and strings. Glyph runs and faces belong to the text
 * engine and RectoFonts, which outlive the pages. */
#pragma once

#include "base/arena.h"
#include "page/inks.h"
#include "page/item.h"

typedef struct {
    GArray *items;             /* of RectoItem, absolute */
    char *label;               /* page label: the folio as printed */
    RectoLength width, height; /* those of the pages, unless it is turned */
} RectoPage;

typedef struct {
    const char *uri;      /* absolute or relative address, as it is to be followed; or NULL */
    const char *dest;     /* name of a destination in this document; or NULL */
    const char *contents; /* what a reader hears: the link's words */
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
    const char *description; /* what a person reads */
    const char *relation;    /* AFRelationship: Source, Data, Supplement */
    GBytes *bytes;
} RectoAttachment;

/* A file that the report was made from, beside its source. */
typedef struct {
    char *name; /* below the project's root */
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
    RectoLength width, height; /* of every page that is not turned, as it is trimmed */
    RectoLength bleed;         /* what is drawn beyond the trim on every side, to be cut off; */
    RectoLength slug;          /* room for marks beyond the bleed. Coordinates count from the trim's corner */
    RectoLength fold;          /* where a sheet is folded, from its left; 0: it is none */
    gboolean plain;            /* sheets of pages: no structure, and no standard can be claimed */
    RectoInks *inks;           /* colours become inks by it; NULL: they stay sRGB */
    GPtrArray *pages;          /* of RectoPage* */
    RectoStructure *structure;
    GArray *links;       /* of RectoLink */
    GArray *outline;     /* of RectoOutlineEntry, in order */
    GArray *attachments; /* of RectoAttachment */
    GPtrArray *images;   /* of RectoImage*, each owned, by number; and */
    GArray *sources;     /* of RectoSourceFile, each name once: both shared by all pages of one document */
    RectoInfo info;
} RectoPages;

RectoPages *recto_pages_new(RectoLength width, RectoLength height);
void recto_pages_free(RectoPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoPages, recto_pages_free)

/* Appends an empty page of the pages' size; `label` is copied. */
RectoPage *recto_pages_add(RectoPages *pages, const char *label);

/* Places a fragment on a page, its origin at (x, y). */
void recto_page_place(RectoPage *page, const RectoFragment *fragment, RectoLength x, RectoLength y);

/* Registers a link; strings are copied. Its index is for link items. */
guint recto_pages_add_link(RectoPages *pages, const char *uri, const char *dest, const char *contents,
                           RectoElement *element, RectoSpan span);
void recto_pages_add_outline(RectoPages *pages, int level, const char *title, const char *dest);
void recto_pages_add_dest(RectoPages *pages, RectoPage *page, const char *name, RectoLength x, RectoLength y);

RectoPage *recto_pages_page(const RectoPages *pages, guint index);

/* What surrounds the trimmed page on every side of the medium. */
static inline RectoLength recto_pages_margin(const RectoPages *pages)
{
    return pages->bleed + pages->slug;
}

/* Whether pictures are on them. */
gboolean recto_pages_have_images(const RectoPages *pages);

/* Where a destination stands. */
typedef struct {
    guint page;
    RectoLength x, y;
} RectoDestination;

/* Destinations by name (borrowed) → RectoDestination*; the first of a name counts. The caller unrefs the table. */
GHashTable *recto_pages_dests(const RectoPages *pages);

/* TRUE by element id for those that are written: an element without any mark in it (a link whose text vanished) is left
 * out, but for cells of tables, and the Document. Caller frees. */
gboolean *recto_pages_kept_elements(const RectoPages *pages);

/* `-f pages`: every item as a line of text, positions in pt with two decimals at most; for people and golden tests. */
char *recto_pages_dump(const RectoPages *pages);

/* `-f tags`: the structure as a screen reader hears it: elements indented, attributes, text. */
char *recto_tags_dump(const RectoPages *pages);

/* Errors of the layout itself, as a list of lines (empty string: none): an item whose slot is unknown, items outside
 * the page, a link without area or element, a destination that is missing or twice, a name that two attachments share.
 * For tests and assertions. Caller frees. */
char *recto_pages_audit(const RectoPages *pages);
