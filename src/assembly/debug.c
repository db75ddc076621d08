/* --debug: draws grid, boxes and word spaces below the text, as artifacts. The colours do not depend on the style. */
#include "assembly/compose.h"

#define HAIRLINE (RECTO_POINT / 4)
/* Deviation of word spaces, per mille, that is shown in full colour. */
#define FULL_TIGHT 200
#define FULL_LOOSE 600
/* The band of a line covers its x-height and a little more: extents above and below the baseline. */
#define BAND_TOP    RECTO_PT(9)
#define BAND_HEIGHT RECTO_PT(12)

static const RectoColour grid_colour = {FALSE, 0x9A, 0xD8, 0xE8};
static const RectoColour column_colour = {FALSE, 0xE8, 0xA0, 0xC8};
static const RectoColour box_colour = {FALSE, 0x7A, 0xB8, 0x5A};

static void add_frame(RectoPage *page, RectoLength x, RectoLength y, RectoLength width, RectoLength height,
                      RectoColour colour)
{
    recto_compose_rect(page, x, y, width, HAIRLINE, colour, RECTO_ARTIFACT_LAYOUT);
    recto_compose_rect(page, x, y + height - HAIRLINE, width, HAIRLINE, colour, RECTO_ARTIFACT_LAYOUT);
    recto_compose_rect(page, x, y, HAIRLINE, height, colour, RECTO_ARTIFACT_LAYOUT);
    recto_compose_rect(page, x + width - HAIRLINE, y, HAIRLINE, height, colour, RECTO_ARTIFACT_LAYOUT);
}

static const RectoVItem *item_of(const RectoVList *list, const RectoPlacedBox *box)
{
    return &g_array_index(list->items, RectoVItem, box->item);
}

/* Returns the width of the column or page that contains a box. */
static RectoLength measure_of(const RectoStyle *style, const RectoVList *list, const RectoPlacedBox *box)
{
    if (item_of(list, box)->columns == RECTO_V_COLUMN)
        return list->pitch - style->page_gutter;
    return style->page_right - style->page_column - box->x;
}

/* Draws the columns, and the baselines of all lines in them. */
static void draw_grid(const RectoStyle *style, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed)
{
    RectoLength unit = MAX(style->page_unit, RECTO_POINT), top = style->page_text_top;
    RectoLength depth = (style->page_text_bottom - top) / unit * unit;
    for (RectoLength y = unit; y <= depth; y += unit)
        recto_compose_rect(page, style->page_left, top + y - RECTO_BASELINE_RISE, style->page_right - style->page_left,
                           HAIRLINE, grid_colour, RECTO_ARTIFACT_LAYOUT);
    add_frame(page, style->page_left, top, style->page_note_width, depth, column_colour);
    add_frame(page, style->page_column, top, style->page_right - style->page_column, depth, column_colour);
    RectoLength before = G_MAXINT32;
    for (guint i = 0; i < placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(placed->boxes, RectoPlacedBox, i);
        if (item_of(list, box)->columns != RECTO_V_COLUMN || box->x == before)
            continue;
        add_frame(page, style->page_column + box->x, top, measure_of(style, list, box), depth, column_colour);
        before = box->x;
    }
}

static guint8 towards(guint8 part, int per_mille)
{
    return (guint8)(255 - (255 - part) * per_mille / 1000);
}

/* Returns blue for tight spaces, red for loose ones, paler for smaller deviations, and green for exact spaces. */
static RectoColour colour_of_space(int space)
{
    static const RectoColour tight = {FALSE, 0x5A, 0x8C, 0xE6}, loose = {FALSE, 0xEB, 0x5A, 0x46};
    static const RectoColour even = {FALSE, 0xDC, 0xF0, 0xDC};
    int off = space - 1000;
    if (ABS(off) < 10)
        return even;
    RectoColour full = off < 0 ? tight : loose;
    int share = off < 0 ? MIN(-off * 1000 / FULL_TIGHT, 1000) : MIN(off * 1000 / FULL_LOOSE, 1000);
    share = 120 + share * 680 / 1000;
    return (RectoColour){FALSE, towards(full.r, share), towards(full.g, share), towards(full.b, share)};
}

static void draw_space(const RectoStyle *style, RectoPage *page, const RectoPlacedBox *box, const RectoVItem *item,
                       RectoLength top)
{
    if (item->line.content != RECTO_V_TEXT_LINE || item->line.space <= 0)
        return;
    RectoLength baseline = top + item->height - RECTO_BASELINE_RISE;
    recto_compose_rect(page, style->page_column + box->x + item->line.left, baseline - BAND_TOP, item->line.width,
                       BAND_HEIGHT, colour_of_space(item->line.space), RECTO_ARTIFACT_LAYOUT);
}

void recto_compose_debug(RectoCompose *compose, RectoPage *page, const RectoVList *list, const RectoPlacedPage *placed,
                         RectoLength top)
{
    const RectoStyle *style = compose->style;
    guint debug = compose->layout->debug;
    for (guint i = 0; debug & (RECTO_DEBUG_BOXES | RECTO_DEBUG_SPACES) && i < placed->boxes->len; i++) {
        const RectoPlacedBox *box = &g_array_index(placed->boxes, RectoPlacedBox, i);
        const RectoVItem *item = item_of(list, box);
        if (debug & RECTO_DEBUG_SPACES)
            draw_space(style, page, box, item, top + box->y);
        if (debug & RECTO_DEBUG_BOXES)
            add_frame(page, style->page_column + box->x, top + box->y, measure_of(style, list, box),
                      MAX(item->height, 2 * HAIRLINE), box_colour);
    }
    if (debug & RECTO_DEBUG_GRID)
        draw_grid(style, page, list, placed);
}
