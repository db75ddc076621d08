/* Measures the boxes of a vertical list, and fills a page box by box. */
#include "paginate/break_search.h"

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

static void add_note(RectoBoxes *boxes, const RectoVList *list)
{
    guint n = boxes->lines->len;
    gint64 y = n ? g_array_index(boxes->lines, RectoNoteLine, n - 1).bottom : 0;
    RectoNoteLine *last = NULL;
    for (guint i = 0; i < list->items->len; i++) {
        const RectoVItem *item = &g_array_index(list->items, RectoVItem, i);
        if (item->kind == RECTO_V_BOX) {
            RectoNoteLine line = {list, i, y, y + item->height, FALSE};
            g_array_append_val(boxes->lines, line);
            last = &g_array_index(boxes->lines, RectoNoteLine, boxes->lines->len - 1);
            y = line.bottom;
        } else if (last && item->kind == RECTO_V_GLUE) {
            y += item->height;
        } else if (last && item->kind == RECTO_V_PENALTY) {
            last->forbidden |= item->penalty >= RECTO_VPENALTY_NEVER;
        }
    }
}

static RectoNoteRange add_notes(RectoBoxes *boxes, const RectoVItem *item)
{
    RectoNoteRange range = {boxes->lines->len, 0, boxes->lines->len};
    for (guint i = 0; item->notes && i < item->notes->len; i++) {
        range.least = boxes->lines->len;
        add_note(boxes, g_ptr_array_index(item->notes, i));
    }
    range.end = boxes->lines->len;
    return range;
}

static void add_to_joint(RectoBoxJoint *box, const RectoVItem *item)
{
    if (item->kind == RECTO_V_GLUE) {
        box->gap += item->height;
    } else if (item->kind == RECTO_V_PENALTY) {
        box->forced |= item->penalty <= RECTO_VPENALTY_FORCE;
        box->forbidden |= item->penalty >= RECTO_VPENALTY_NEVER;
        box->penalty =
            CLAMP(box->penalty + CLAMP(item->penalty, RECTO_VPENALTY_FORCE, RECTO_VPENALTY_NEVER), -9999, 9999);
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
        .notes = add_notes(boxes, item),
        .space = item->space,
        .grid = item->grid,
        .heading = item->line.content == RECTO_V_HEADING_LINE,
        .floats = item->floats,
        .barrier = item->barrier || item->heading >= 0 || forced,
        .n_floats = boxes->n_floats,
        .repeat = item->repeat,
    };
    boxes->n_floats += item->floats != FALSE;
}

/* Marks the last box of every paragraph variation. */
static void add_choices(RectoBoxes *boxes)
{
    const GArray *choices = boxes->list->choices;
    guint at = 0;
    for (guint i = 0; i < choices->len; i++) {
        const RectoVVariation *choice = &g_array_index(choices, RectoVVariation, i);
        while (boxes->boxes[at].item < choice->first)
            at++;
        /* A block of the margin may have come to its last line afterwards. */
        if (recto_vlist_is_bare(boxes->list, choice->first, choice->n))
            boxes->boxes[at + choice->n - 1].choice = choice;
    }
}

void recto_boxes_init(RectoBoxes *boxes, const RectoVList *list, const RectoPageShape *shape)
{
    const GArray *items = list->items;
    *boxes = (RectoBoxes){.list = list, .shape = shape};
    boxes->lines = g_array_new(FALSE, FALSE, sizeof(RectoNoteLine));
    boxes->boxes = g_new0(RectoBoxJoint, items->len + 1);
    boxes->floats = g_new0(guint, items->len + 1);
    for (guint i = 0; i < items->len; i++) {
        const RectoVItem *item = &g_array_index(items, RectoVItem, i);
        if (item->kind == RECTO_V_BOX)
            add_box(boxes, item, i);
        else if (boxes->n_boxes)
            add_to_joint(&boxes->boxes[boxes->n_boxes - 1], item);
    }
    /* Sentinel entry after the last box. */
    boxes->boxes[boxes->n_boxes].n_floats = boxes->n_floats;
    boxes->boxes[boxes->n_boxes].notes = (RectoNoteRange){boxes->lines->len, boxes->lines->len, 0};
    add_choices(boxes);
}

void recto_boxes_clear(RectoBoxes *boxes)
{
    g_free(boxes->boxes);
    g_free(boxes->floats);
    g_array_unref(boxes->lines);
}

/* Returns the gap between the last placed box and the box `index`; boxes between them have floated away. */
static gint64 gap_above(const RectoBoxes *boxes, const RectoPageFill *fill, guint index)
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

/* Finds the position of a box below the boxes already on the page. */
static RectoSpot find_spot(const RectoBoxes *boxes, const RectoPageFill *fill, guint index, gboolean moved,
                           RectoLength depth)
{
    const RectoBoxJoint *box = &boxes->boxes[index];
    gint64 y = fill->n ? fill->y + gap_above(boxes, fill, index) : 0;
    const RectoVRepeat *before = index ? boxes->boxes[index - 1].repeat : boxes->list->before;
    gboolean parted = box->repeat && !moved && !fill->text && before == box->repeat;
    if (parted) {
        gint64 lowered = to_grid(boxes, index, y + box->repeat->height);
        if (fill->n || lowered + box->height <= depth)
            return (RectoSpot){lowered, box->repeat};
    }
    return (RectoSpot){to_grid(boxes, index, y), NULL};
}

/* ---- footnotes ---- */

static const RectoNoteLine *line_at(const RectoBoxes *boxes, guint index)
{
    return &g_array_index(boxes->lines, RectoNoteLine, index);
}

gint64 recto_notes_height(const RectoBoxes *boxes, RectoNoteRange range)
{
    return range.first < range.end ? line_at(boxes, range.end - 1)->bottom - line_at(boxes, range.first)->top : 0;
}

gboolean recto_notes_may_cut(const RectoBoxes *boxes, RectoNoteRange range, guint at)
{
    return at >= range.end || (at > range.least && !line_at(boxes, at - 1)->forbidden);
}

static gint64 to_unit(const RectoBoxes *boxes, gint64 y)
{
    gint64 unit = MAX(boxes->shape->unit, 1);
    return (y + unit - 1) / unit * unit;
}

gint64 recto_fill_used(const RectoBoxes *boxes, const RectoPageFill *fill, guint cut)
{
    gint64 notes = fill->notes + recto_notes_height(boxes, (RectoNoteRange){fill->tail.first, cut, 0});
    return to_unit(boxes, fill->y) + (notes ? notes + boxes->shape->notes_gap : 0);
}

guint recto_fill_cut(const RectoBoxes *boxes, const RectoPageFill *fill, RectoLength depth)
{
    guint first = fill->tail.first, at = first, above = fill->tail.end;
    if (recto_fill_used(boxes, fill, above) <= depth)
        return above;
    /* The last line that has room is between the two. */
    while (at + 1 < above) {
        guint middle = at + (above - at) / 2;
        if (recto_fill_used(boxes, fill, middle) <= depth)
            at = middle;
        else
            above = middle;
    }
    for (guint cut = at; cut > first; cut--)
        if (recto_notes_may_cut(boxes, fill->tail, cut))
            return cut;
    /* A forbidden break; a page without other content gets at least one line. */
    return at == first && !fill->n ? first + 1 : at;
}

gint64 recto_page_fill_min(const RectoBoxes *boxes, const RectoPageFill *fill)
{
    guint at = MIN(fill->tail.first + 1, fill->tail.end);
    while (!recto_notes_may_cut(boxes, fill->tail, at))
        at++;
    return recto_fill_used(boxes, fill, at);
}

/* ---- paragraph variations ---- */

void recto_variation_costs_add(RectoVariationCosts *vary, const RectoVAlternative *way)
{
    if (!way->n)
        return;
    /* The cheapest come first. */
    int cost = way->cost;
    for (guint i = 0; i < RECTO_MOST_VARIED; i++) {
        if (i == vary->n) {
            vary->cost[vary->n++] = cost;
            return;
        }
        if (cost < vary->cost[i]) {
            int next = vary->cost[i];
            vary->cost[i] = cost;
            cost = next;
        }
    }
}

gint64 recto_vary_cost(const RectoPageFill *fill, int lines)
{
    const RectoVariationCosts *vary = lines < 0 ? &fill->shorter : &fill->longer;
    guint n = (guint)ABS(lines);
    gint64 cost = 0;
    for (guint i = 0; i < n; i++)
        cost += i < vary->n ? vary->cost[i] : RECTO_COST_FORBIDDEN;
    return cost;
}

RectoLength recto_vary_slack(const RectoBoxes *boxes)
{
    int lines = (boxes->list->choices->len ? RECTO_MOST_VARIED : 0) + (boxes->shape->may_be_longer ? 1 : 0);
    return lines * boxes->shape->unit;
}

/* ---- pages ---- */

RectoPageFill recto_fill_begin(const RectoBreakState *state)
{
    return (RectoPageFill){.tail = state->rest};
}

static RectoPageFill with_box(const RectoBoxes *boxes, const RectoPageFill *fill, guint index, gboolean moved, gint64 y)
{
    const RectoBoxJoint *box = &boxes->boxes[index];
    RectoPageFill next = *fill;
    next.y = y + box->height;
    next.n++;
    next.last = index;
    next.text = !moved;
    if (!moved && !fill->text)
        next.first = index;
    if (box->choice && !moved && index + 1 - box->choice->n >= next.first) {
        recto_variation_costs_add(&next.shorter, &box->choice->shorter);
        recto_variation_costs_add(&next.longer, &box->choice->longer);
    }
    if (box->notes.first < box->notes.end) {
        next.notes += recto_notes_height(boxes, fill->tail);
        next.tail = box->notes;
    }
    return next;
}

gboolean recto_fill_add(const RectoBoxes *boxes, RectoPageFill *fill, guint index, gboolean moved, RectoLength depth,
                        RectoSpot *ret_spot)
{
    RectoSpot spot = find_spot(boxes, fill, index, moved, depth);
    RectoPageFill next = with_box(boxes, fill, index, moved, spot.y);
    gboolean empty = !fill->n && fill->tail.first == fill->tail.end;
    if (!empty && (recto_page_fill_min(boxes, &next) > depth + (moved ? 0 : recto_vary_slack(boxes)) ||
                   fill->n >= RECTO_MOST_BOXES))
        return FALSE;
    *fill = next;
    if (ret_spot)
        *ret_spot = spot;
    return TRUE;
}

guint recto_fill_waiting(const RectoBoxes *boxes, RectoPageFill *fill, const RectoBreakState *state,
                         RectoSpot *ret_spots)
{
    guint n = 0, first = boxes->boxes[state->box].n_floats - state->waiting;
    RectoLength depth = recto_search_depth(boxes, state);
    while (n < state->waiting &&
           recto_fill_add(boxes, fill, boxes->floats[first + n], TRUE, depth, ret_spots ? &ret_spots[n] : NULL))
        n++;
    return n;
}
