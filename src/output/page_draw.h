/* Drawing: draws the items of a page, in order, on any Cairo context. PDF, PNG and SVG output all call
 * recto_draw_page(), which makes no layout decisions.
 *
 * Successive runs in the same face, colour and mark go to Cairo in one call, because the calls dominate the cost of
 * drawing. A mark is a section of items of one owner: a slot, a kind of artifact, or a run with replacement text
 * (`actual`). Backends that keep the structure get a call at the start of each. */
#pragma once

#include "page/pages.h"

typedef struct {
    RectoSlot slot;
    RectoArtifact artifact; /* counts when slot is 0 */
    const char *actual;     /* replacement text that a screen reader announces instead of the run, or NULL */
    const RectoItem *first; /* the item it starts with */
} RectoMark;

typedef struct {
    /* Before the first item of a mark; the colour of that item is set, and the last mark is over. */
    void (*begin)(cairo_t *cr, const RectoMark *mark, gpointer data);
    /* After the last item of the page; not called when no mark began. */
    void (*end)(cairo_t *cr, gpointer data);
} RectoMarkHooks;

/* `hooks` may be NULL. One point is one user unit, the origin is the corner of the medium. */
void recto_draw_page(cairo_t *cr, const RectoPages *pages, guint page, const RectoMarkHooks *hooks, gpointer data);

/* Ends drawing: frees both and returns the first error of either. */
cairo_status_t recto_draw_finish(cairo_t *cr, cairo_surface_t *surface);

/* Length in user units. */
static inline double recto_draw_points(RectoLength length)
{
    return length / (double)RECTO_POINT;
}
