#include "paginate/search.h"

RectoLength recto_vlist_height(const RectoVList *list)
{
    gint64 height = 0, gap = 0;
    gboolean any = FALSE;
    for (guint i = 0; i < list->items->len; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        if (item->kind == RECTO_V_GLUE && any)
            gap += item->height;
        if (item->kind != RECTO_V_BOX)
            continue;
        height += gap + item->height;
        gap = 0;
        any = TRUE;
    }
    return (RectoLength)MIN(height, RECTO_LENGTH_MAX);
}

static RectoLength notes_height(const RectoVItem *item)
{
    gint64 height = 0;
    for (guint i = 0; item->notes && i < item->notes->len; i++)
        height += recto_vlist_height(g_ptr_array_index(item->notes, i));
    return (RectoLength)MIN(height, RECTO_LENGTH_MAX);
}

static void add_to_joint(RectoBoxJoint *box, const RectoVItem *item)
{
    if (item->kind == RECTO_V_GLUE) {
        box->gap += item->height;
    } else {
        box->forced |= item->penalty <= RECTO_PENALTY_FORCE;
        box->forbidden |= item->penalty >= RECTO_PENALTY_NEVER;
        box->penalty =
            CLAMP(box->penalty + CLAMP(item->penalty, RECTO_PENALTY_FORCE, RECTO_PENALTY_NEVER), -9999, 9999);
    }
}

static void add_box(RectoBoxes *boxes, const RectoVItem *item, guint index)
{
    gboolean forced = boxes->n_boxes && boxes->boxes[boxes->n_boxes - 1].forced;
    if (item->floats)
        boxes->floats[boxes->n_floats] = boxes->n_boxes;
    boxes->boxes[boxes->n_boxes++] = (RectoBoxJoint){
        .item = index,
        .height = item->height,
        .notes = notes_height(item),
        .space = item->space,
        .grid = item->grid,
        .floats = item->floats,
        .barrier = item->barrier || item->heading >= 0 || forced,
        .n_floats = boxes->n_floats,
        .repeat = item->repeat,
    };
    boxes->n_floats += item->floats != FALSE;
}

void recto_boxes_init(RectoBoxes *boxes, const RectoVList *list, const RectoPageShape *shape)
{
    const GArray *items = list->items;
    *boxes = (RectoBoxes){.list = list, .shape = shape};
    boxes->boxes = g_new0(RectoBoxJoint, items->len + 1);
    boxes->floats = g_new0(guint, items->len + 1);
    for (guint i = 0; i < items->len; i++) {
        const RectoVItem *item = &g_array_index(items, RectoVItem, i);
        if (item->kind == RECTO_V_BOX)
            add_box(boxes, item, i);
        else if (boxes->n_boxes)
            add_to_joint(&boxes->boxes[boxes->n_boxes - 1], item);
    }
    boxes->boxes[boxes->n_boxes].n_floats = boxes->n_floats;
}

void recto_boxes_clear(RectoBoxes *boxes)
{
    g_free(boxes->boxes);
    g_free(boxes->floats);
}

/* Between the box that was added last and the next one; what stood between them has left its place. */
static gint64 gap_above(const RectoBoxes *boxes, const RectoFill *fill, guint index)
{
    const RectoBoxJoint *last = &boxes->boxes[fill->last];
    if (!fill->text)
        return last->space;
    gint64 gap = last->gap;
    for (guint i = fill->last + 1; i < index; i++)
        gap += boxes->boxes[i].gap - 2 * (gint64)boxes->boxes[i].space;
    return MAX(gap, 0);
}

static gint64 to_grid(const RectoBoxes *boxes, guint index, gint64 y)
{
    gint64 unit = boxes->shape->unit;
    if (boxes->boxes[index].grid && unit > 0 && y > 0)
        y = (y + unit - 1) / unit * unit;
    return MAX(y, 0);
}

/* Where a box goes below those that the page has. */
static RectoSpot find_spot(const RectoBoxes *boxes, const RectoFill *fill, guint index, gboolean moved,
                           RectoLength depth)
{
    const RectoBoxJoint *box = &boxes->boxes[index];
    gint64 y = fill->n ? fill->y + gap_above(boxes, fill, index) : 0;
    gboolean parted = box->repeat && !moved && !fill->text && index && boxes->boxes[index - 1].repeat == box->repeat;
    if (parted) {
        gint64 lowered = to_grid(boxes, index, y + box->repeat->height);
        if (fill->n || lowered + box->height <= depth)
            return (RectoSpot){lowered, box->repeat};
    }
    return (RectoSpot){to_grid(boxes, index, y), NULL};
}

gint64 recto_fill_used(const RectoBoxes *boxes, const RectoFill *fill)
{
    return fill->y + (fill->notes ? fill->notes + boxes->shape->notes_gap : 0);
}

gboolean recto_fill_add(const RectoBoxes *boxes, RectoFill *fill, guint index, gboolean moved, RectoLength depth,
                        RectoSpot *ret_spot)
{
    const RectoBoxJoint *box = &boxes->boxes[index];
    RectoSpot spot = find_spot(boxes, fill, index, moved, depth);
    RectoFill next = {spot.y + box->height, fill->notes + box->notes, fill->n + 1, index, !moved};
    if (fill->n && (recto_fill_used(boxes, &next) > depth || fill->n >= RECTO_MOST_BOXES))
        return FALSE;
    *fill = next;
    if (ret_spot)
        *ret_spot = spot;
    return TRUE;
}

guint recto_fill_waiting(const RectoBoxes *boxes, RectoFill *fill, const RectoBreakState *state, RectoSpot *ret_spots)
{
    guint n = 0, first = boxes->boxes[state->box].n_floats - state->waiting;
    RectoLength depth = recto_search_depth(boxes, state);
    while (n < state->waiting &&
           recto_fill_add(boxes, fill, boxes->floats[first + n], TRUE, depth, ret_spots ? &ret_spots[n] : NULL))
        n++;
    return n;
}
