/* Creates fragments and their items, and measures items (item.h). */
#include "page/item.h"

RectoFragment *recto_fragment_new(void)
{
    RectoFragment *fragment = g_new0(RectoFragment, 1);
    fragment->items = g_array_new(FALSE, TRUE, sizeof(RectoItem));
    return fragment;
}

void recto_fragment_free(RectoFragment *fragment)
{
    if (!fragment)
        return;
    g_array_unref(fragment->items);
    g_free(fragment);
}

void recto_fragment_add_run(RectoFragment *fragment, const RectoGlyphRun *run, RectoLength x, RectoLength y,
                            RectoColour colour, RectoOrigin origin)
{
    RectoItem item = {.kind = RECTO_ITEM_GLYPHS,
                      .artifact = origin.artifact,
                      .slot = origin.slot,
                      .x = x,
                      .y = y,
                      .span = origin.span};
    item.glyphs.run = run;
    item.glyphs.colour = colour;
    g_array_append_val(fragment->items, item);
}

void recto_fragment_add_rect(RectoFragment *fragment, RectoLength x, RectoLength y, RectoLength width,
                             RectoLength height, RectoColour colour, RectoOrigin origin)
{
    RectoItem item = {
        .kind = RECTO_ITEM_RECT, .artifact = origin.artifact, .slot = origin.slot, .x = x, .y = y, .span = origin.span};
    item.rect.width = width;
    item.rect.height = height;
    item.rect.colour = colour;
    g_array_append_val(fragment->items, item);
}

void recto_fragment_add_image(RectoFragment *fragment, const RectoImage *image, RectoLength x, RectoLength y,
                              RectoLength width, RectoLength height, RectoOrigin origin)
{
    RectoItem item = {.kind = RECTO_ITEM_IMAGE,
                      .artifact = origin.artifact,
                      .slot = origin.slot,
                      .x = x,
                      .y = y,
                      .span = origin.span};
    item.image.image = image;
    item.image.width = width;
    item.image.height = height;
    g_array_append_val(fragment->items, item);
}

void recto_fragment_add_link(RectoFragment *fragment, guint link, RectoLength x, RectoLength y, RectoLength width,
                             RectoLength height, RectoSpan span)
{
    RectoItem item = {.kind = RECTO_ITEM_LINK, .x = x, .y = y, .span = span};
    item.link.link = link;
    item.link.width = width;
    item.link.height = height;
    g_array_append_val(fragment->items, item);
}

void recto_fragment_add_dest(RectoFragment *fragment, const char *name, RectoLength x, RectoLength y, RectoSpan span)
{
    RectoItem item = {.kind = RECTO_ITEM_DEST, .x = x, .y = y, .span = span};
    item.dest.name = name;
    g_array_append_val(fragment->items, item);
}

void recto_fragment_add_fragment(RectoFragment *fragment, const RectoFragment *part, RectoLength x, RectoLength y)
{
    recto_items_append(fragment->items, part->items, x, y);
}

void recto_items_append(GArray *items, const GArray *part, RectoLength x, RectoLength y)
{
    guint first = items->len;
    g_array_append_vals(items, part->data, part->len);
    for (guint i = first; i < items->len; i++) {
        RectoItem *item = &g_array_index(items, RectoItem, i);
        item->x += x;
        item->y += y;
    }
}

gboolean recto_item_draws(const RectoItem *item)
{
    switch (item->kind) {
    case RECTO_ITEM_GLYPHS:
        return !item->glyphs.colour.none && item->glyphs.run->n_glyphs;
    case RECTO_ITEM_RECT:
        return !item->rect.colour.none && item->rect.width > 0 && item->rect.height > 0;
    case RECTO_ITEM_PATH:
        return item->path.n_steps && (!item->path.fill.none || !item->path.stroke.none);
    case RECTO_ITEM_IMAGE:
        return item->image.image != NULL;
    case RECTO_ITEM_LINK:
    case RECTO_ITEM_DEST:
    case RECTO_ITEM_TURN:
        break;
    }
    return FALSE;
}

static RectoBox path_box(const RectoItem *item)
{
    RectoBox box = {G_MAXINT32, G_MAXINT32, G_MININT32, G_MININT32};
    for (guint i = 0; i < item->path.n_steps; i++) {
        const RectoPathStep *step = &item->path.steps[i];
        guint n = step->op == 'Z' ? 0 : step->op == 'C' ? 3 : 1;
        for (guint k = 0; k < n; k++) {
            box.left = MIN(box.left, step->p[2 * k]);
            box.right = MAX(box.right, step->p[2 * k]);
            box.top = MIN(box.top, step->p[2 * k + 1]);
            box.bottom = MAX(box.bottom, step->p[2 * k + 1]);
        }
    }
    if (box.left > box.right)
        return (RectoBox){item->x, item->y, item->x, item->y};
    return (RectoBox){item->x + box.left, item->y + box.top, item->x + box.right, item->y + box.bottom};
}

static RectoBox whole_box(const RectoItem *item)
{
    RectoLength width = 0, height = 0;
    switch (item->kind) {
    case RECTO_ITEM_GLYPHS: {
        const RectoGlyphRun *run = item->glyphs.run;
        return (RectoBox){item->x, item->y - run->face->ascent, item->x + run->width, item->y + run->face->descent};
    }
    case RECTO_ITEM_PATH:
        return path_box(item);
    case RECTO_ITEM_RECT:
        width = item->rect.width;
        height = item->rect.height;
        break;
    case RECTO_ITEM_IMAGE:
        width = item->image.width;
        height = item->image.height;
        break;
    case RECTO_ITEM_LINK:
        width = item->link.width;
        height = item->link.height;
        break;
    case RECTO_ITEM_DEST:
    case RECTO_ITEM_TURN:
        break;
    }
    return (RectoBox){item->x, item->y, item->x + width, item->y + height};
}

RectoBox recto_item_box(const RectoItem *item)
{
    RectoBox box = whole_box(item);
    if (!item->clip)
        return box;
    box.left = MAX(box.left, item->x + item->clip->left);
    box.top = MAX(box.top, item->y + item->clip->top);
    box.right = MAX(MIN(box.right, item->x + item->clip->right), box.left);
    box.bottom = MAX(MIN(box.bottom, item->y + item->clip->bottom), box.top);
    return box;
}

RectoLength recto_fragment_right(const RectoFragment *fragment)
{
    RectoLength right = 0;
    for (guint i = 0; i < fragment->items->len; i++) {
        RectoBox box = recto_item_box(&g_array_index(fragment->items, RectoItem, i));
        right = MAX(right, box.right);
    }
    return right;
}

RectoLength recto_fragment_bearing(const RectoFragment *words)
{
    for (guint i = 0; i < words->items->len; i++) {
        const RectoItem *item = &g_array_index(words->items, RectoItem, i);
        RectoLength left = 0, top = 0, width = 0, height = 0;
        if (item->kind != RECTO_ITEM_GLYPHS || !item->glyphs.run->n_glyphs)
            continue;
        recto_face_ink(item->glyphs.run->face, item->glyphs.run->glyphs[0].index, &left, &top, &width, &height);
        return item->x + left;
    }
    return 0;
}
