/* Items: the elements drawn on a page. The same struct describes an item of a fragment during composition
 * (coordinates relative to a box) and on the finished page (absolute, from the page's top left). */
#pragma once

#include "base/colour.h"
#include "font/glyph_run.h"
#include "page/image.h"
#include "page/structure.h"

/* Type of an item without a slot (ISO 32000-1, 14.8.2.2). */
typedef enum {
    RECTO_ARTIFACT_LAYOUT, /* rules, grounds, decoration, margin addresses */
    RECTO_ARTIFACT_FOOTER, /* foot line */
    RECTO_ARTIFACT_HEADER,
    RECTO_ARTIFACT_PAGINATION, /* repeated table heads */
    RECTO_ARTIFACT_BACKGROUND, /* cover field */
    RECTO_ARTIFACT_PAGE,       /* marks of production, outside the trimmed page */
} RectoArtifact;

typedef enum {
    RECTO_ITEM_GLYPHS, /* origin on the baseline */
    RECTO_ITEM_RECT,   /* filled; top left */
    RECTO_ITEM_PATH,   /* filled and/or stroked */
    RECTO_ITEM_IMAGE,
    RECTO_ITEM_LINK, /* a clickable area, draws nothing; its slot is 0 */
    RECTO_ITEM_DEST, /* a named place, draws nothing */
    RECTO_ITEM_TURN, /* the items up to the next TURN are on a page rotated to the left; draws nothing */
} RectoItemKind;

/* Where an item belongs: its place in the structure, or the kind of artifact it is, and its source. */
typedef struct {
    RectoSlot slot;         /* RECTO_SLOT_NONE: an artifact */
    RectoArtifact artifact; /* counts when slot is 0 */
    RectoSpan span;
} RectoOrigin;

/* Path operations, points relative to the item's x, y: 'M' x y, 'L' x y, 'C' x1 y1 x2 y2 x y, 'Z'. */
typedef struct {
    char op;
    RectoLength p[6];
} RectoPathStep;

typedef struct {
    RectoLength left, top, right, bottom;
} RectoBox;

typedef struct {
    RectoItemKind kind;
    RectoArtifact artifact; /* counts when slot is 0 */
    RectoSlot slot;
    gboolean authored; /* GLYPHS: the document's text, not a label or number of recto's (proof/proof.h) */
    RectoLength x, y;
    RectoSpan span;
    const RectoBox *clip; /* PATH, IMAGE: clip relative to x, y; only the part inside it is drawn. NULL: no clip */
    union {
        struct {
            const RectoGlyphRun *run;
            RectoColour colour;
        } glyphs;
        struct {
            RectoLength width, height;
            RectoColour colour;
        } rect;
        struct {
            const RectoPathStep *steps;
            guint n_steps;
            RectoColour fill, stroke;
            RectoLength line_width, dash, gap; /* dash 0: solid */
            gboolean round;                    /* caps and joins */
        } path;
        struct {
            const RectoImage *image;
            RectoLength width, height;
        } image;
        struct {
            guint link; /* index in RectoPages */
            RectoLength width, height;
        } link;
        struct {
            const char *name;
        } dest;
        struct {
            gboolean ends;
            RectoLength width; /* width of the landscape page: its top left moves down from x, y by this distance */
        } turn;
    };
} RectoItem;

/* A growing list of items, relative to an origin of its own. */
typedef struct {
    GArray *items; /* of RectoItem */
} RectoFragment;

RectoFragment *recto_fragment_new(void);
void recto_fragment_free(RectoFragment *fragment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFragment, recto_fragment_free)

void recto_fragment_add_run(RectoFragment *fragment, const RectoGlyphRun *run, RectoLength x, RectoLength y,
                            RectoColour colour, RectoOrigin origin);
void recto_fragment_add_rect(RectoFragment *fragment, RectoLength x, RectoLength y, RectoLength width,
                             RectoLength height, RectoColour colour, RectoOrigin origin);
void recto_fragment_add_image(RectoFragment *fragment, const RectoImage *image, RectoLength x, RectoLength y,
                              RectoLength width, RectoLength height, RectoOrigin origin);
void recto_fragment_add_link(RectoFragment *fragment, guint link, RectoLength x, RectoLength y, RectoLength width,
                             RectoLength height, RectoSpan span);
/* `name` is borrowed and must outlive the pages. */
void recto_fragment_add_dest(RectoFragment *fragment, const char *name, RectoLength x, RectoLength y, RectoSpan span);

/* Appends all items of `part`, moved by (x, y). */
void recto_fragment_add_fragment(RectoFragment *fragment, const RectoFragment *part, RectoLength x, RectoLength y);

/* The same for bare arrays of RectoItem. */
void recto_items_append(GArray *items, const GArray *part, RectoLength x, RectoLength y);

/* Returns the right edge of the area of the fragment's items. */
RectoLength recto_fragment_right(const RectoFragment *fragment);
/* Returns the distance from the fragment's left edge to the ink of its first glyph. */
RectoLength recto_fragment_bearing(const RectoFragment *fragment);

/* Returns TRUE if the item draws anything. Link areas, destinations, empty runs and colour none draw nothing. */
gboolean recto_item_draws(const RectoItem *item);

/* Returns the area of an item: for a run, its width by the face's ascent and descent; for a path, its points
 * (including control points) without the line width; for a clipped item, no more than the clip. */
RectoBox recto_item_box(const RectoItem *item);
