/* Drawing: the items of a page, in order, on any Cairo context. Nothing is decided here; PDF, PNG and SVG all call
 * recto_draw_page().
 *
 * Runs that follow each other in the same face, colour and mark go to Cairo in one call: its calls are what drawing
 * costs. A mark is a stretch of items of one owner: a slot, a kind of artifact, or a run that stands for other words
 * (`actual`). Backends that keep the structure get a call at the start of each. */
#pragma once

#include "page/pages.h"

typedef struct {
    RectoSlot slot;
    RectoArtifact artifact; /* counts when slot is 0 */
    const char *actual;     /* what to hear instead of the run, or NULL */
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

/* Length in user units. */
static inline double recto_draw_points(RectoLength length)
{
    return length / (double)RECTO_POINT;
}
