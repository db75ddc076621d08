/* Figures: images on their own, single or in rows, with their captions. */
#include "flow/blocks.h"
#include "flow/caption.h"
#include "flow/image_block.h"

#include "document/synthetic.h"

#include <string.h>

static RectoLength whole_units(const RectoStyle *style, RectoLength height)
{
    RectoLength unit = MAX(style->page_unit, 1);
    return (height + unit - 1) / unit * unit;
}

/* Creates a caption from the title of an image. */
static const RectoNode *caption_of_title(RectoState *state, const RectoNode *image)
{
    if (!image->title || !*image->title)
        return NULL;
    return recto_node_new_caption(state->layout->pages->arena, image->parent, image->title, NULL, image->span);
}

/* Collects the IDs of an image and of the inlines around it; they become anchors of its box. */
static void want_anchors(RectoState *state, const RectoNode *image, const RectoNode *caption)
{
    for (const RectoNode *node = image; node && !recto_node_is_block(node); node = node->parent)
        recto_state_queue_anchor(state, node);
    const RectoNode *paragraph = image->parent;
    if (paragraph && paragraph->parent && paragraph->parent->kind == RECTO_NODE_FIGURE)
        recto_state_queue_anchor(state, paragraph);
    if (caption)
        recto_state_queue_anchor(state, caption);
}

/* ---- boxes ---- */

/* Attaches the notes of links in the images to the box. */
static void hang_note(RectoState *state, const RectoPlacedImage *picture, guint box)
{
    for (guint i = 0; picture->link_index >= 0 && i < state->scope->notes->len; i++) {
        if (g_array_index(state->scope->note_links, gint, i) != picture->link_index)
            continue;
        RectoMarginNote *note = g_ptr_array_steal_index(state->scope->notes, i);
        g_array_remove_index(state->scope->note_links, i);
        note->y = state->scope->style->page_unit - RECTO_BASELINE_RISE;
        recto_vlist_add_margin(&g_array_index(state->scope->list->items, RectoVItem, box), note);
        return;
    }
}

/* Sets the space and the keep rules before a figure. */
static void begin(RectoState *state)
{
    /* below another figure, the space is already there */
    recto_state_space(state, MAX(state->scope->style->image_space - state->scope->space, 0));
    /* a heading before the figure keeps one box with it */
    state->scope->keep = MIN(state->scope->keep, 1);
}

static void end(RectoState *state)
{
    recto_state_space(state, state->scope->style->image_space);
    state->scope->after_figure = TRUE;
}

static guint add_box(RectoState *state, RectoFragment *fragment, RectoLength height, RectoLength left, RectoSpan span)
{
    const RectoStyle *style = state->scope->style;
    RectoVItem *item = recto_state_add_box(state, fragment, height, style->page_unit - RECTO_BASELINE_RISE,
                                           recto_state_is_top(state), span);
    if (left < 0)
        item->margin_to = height;
    return state->scope->list->items->len - 1;
}

/* ---- single images ---- */

/* Returns the left edge of a wide image, relative to the frame; 0 if it stays in the text column. */
static RectoLength fit(RectoPlacedImage *picture)
{
    RectoState *state = picture->state;
    const RectoStyle *style = state->scope->style;
    RectoLength measure = recto_state_measure(state), left = style->page_left - style->page_column;
    gboolean free = state->scope->turned || recto_caption_margin_is_free(state);
    if (recto_state_is_top(state) && recto_placed_image_is_wide(picture) && free) {
        recto_placed_image_fit(picture, style->page_right - style->page_left, recto_picture_max_height(state));
        if (picture->width > measure)
            return left;
    }
    recto_placed_image_fit(picture, measure, recto_picture_max_height(state));
    return 0;
}

/* Returns TRUE if the caption is set in the margin: the margin is free, and the image is at least as high as the
 * caption. */
static gboolean stands_beside(RectoState *state, RectoCaption *caption, RectoLength left, RectoLength height)
{
    return left == 0 && recto_caption_margin_is_free(state) && recto_caption_height_beside(caption) <= height;
}

/* Figures float in their order; otherwise their numbers would not be in order. */
static void set_floating(RectoState *state, guint box)
{
    RectoVItem *item = &g_array_index(state->scope->list->items, RectoVItem, box);
    item->floats = recto_state_is_top(state) && !state->scope->note;
    item->barrier = !item->floats;
    item->space = state->scope->style->image_space;
}

static void add_figure(RectoPlacedImage *picture, RectoCaption *caption)
{
    RectoState *state = picture->state;
    const RectoStyle *style = state->scope->style;
    RectoLength left = fit(picture), baseline = style->page_unit - RECTO_BASELINE_RISE;
    RectoLength height = whole_units(style, picture->height);
    gboolean beside = caption && stands_beside(state, caption, left, height);
    RectoFragment *fragment = recto_fragment_new();
    recto_placed_image_draw(picture, fragment, left, 0);
    if (beside) {
        recto_caption_beside(caption, fragment, baseline);
    } else if (caption) {
        RectoLength measure = left < 0 ? style->page_right - style->page_left : recto_state_measure(state);
        height = picture->height + recto_caption_under(caption, fragment, left, measure, picture->height);
        height = whole_units(style, height);
    }
    guint box = add_box(state, fragment, height, left, picture->node->span);
    hang_note(state, picture, box);
    if (beside)
        recto_caption_place(caption, box, baseline);
    else if (caption)
        recto_caption_place_under(caption, box, picture->height);
    set_floating(state, box);
    recto_state_penalty(state, 0);
}

/* Creates the element of a caption. A Caption is the last child of its Figure; a decorative image has no Figure, so the
 * caption is in a Div. */
static RectoElement *caption_element(RectoState *state, RectoElement *figure, RectoElement *around,
                                     const RectoNode *caption)
{
    RectoStructure *structure = state->layout->pages->structure;
    if (!figure)
        figure = recto_element_new(structure, around, RECTO_ROLE_DIV, caption->span);
    return recto_element_new(structure, figure, RECTO_ROLE_CAPTION, caption->span);
}

void recto_flow_figure(RectoState *state, const RectoNode *image, const RectoNode *link, const RectoNode *caption_node)
{
    RectoStructure *structure = state->layout->pages->structure;
    RectoElement *parent = recto_state_frame(state)->element;
    RectoPlacedImage picture;
    recto_placed_image_find(&picture, state, image, link);
    if (!caption_node)
        caption_node = caption_of_title(state, image);
    if (picture.decorative && !picture.image && !caption_node) {
        recto_placed_image_clear(&picture);
        return;
    }
    if (link && !caption_node)
        parent = recto_element_new(structure, parent, RECTO_ROLE_DIV, image->span);
    begin(state);
    want_anchors(state, image, caption_node);
    recto_placed_image_tag(&picture, parent, caption_node != NULL);
    g_autoptr(RectoCaption) caption = NULL;
    if (caption_node) {
        RectoElement *element = caption_element(state, picture.figure, parent, caption_node);
        caption = recto_caption_new(state, caption_node, element, "figure", ++state->n_figures);
    }
    add_figure(&picture, caption);
    end(state);
    recto_placed_image_clear(&picture);
}

/* ---- rows ---- */

/* Returns the height at which the images `from` to `to` fill the line length, at most the height of the highest
 * image. */
static RectoLength row_height(const GArray *pictures, guint from, guint to, RectoLength measure, RectoLength gap)
{
    gint64 room = measure - (gint64)gap * (to - from - 1), shares = 0;
    RectoLength highest = 0;
    for (guint i = from; i < to; i++) {
        const RectoPlacedImage *picture = &g_array_index(pictures, RectoPlacedImage, i);
        shares += (gint64)picture->width * 1024 / MAX(picture->height, 1);
        highest = MAX(highest, picture->height);
    }
    gint64 height = MAX(room, 0) * 1024 / MAX(shares, 1);
    return (RectoLength)MIN(height, highest);
}

/* Returns the end of a row: as many images as fit side by side without becoming too small. */
static guint row_end(const RectoState *state, const GArray *pictures, guint from, RectoLength measure)
{
    const RectoStyle *style = state->scope->style;
    guint to = from + 1;
    while (to < pictures->len) {
        RectoLength height = row_height(pictures, from, to + 1, measure, style->image_gap);
        RectoLength least = style->image_row;
        for (guint i = from; i <= to; i++)
            least = MIN(least, g_array_index(pictures, RectoPlacedImage, i).height);
        if (height < least)
            break;
        to++;
    }
    return to;
}

static void add_row(RectoState *state, GArray *pictures, guint from, guint to, RectoLength measure)
{
    const RectoStyle *style = state->scope->style;
    RectoLength most = row_height(pictures, from, to, measure, style->image_gap), x = 0, highest = 0;
    RectoFragment *fragment = recto_fragment_new();
    for (guint i = from; i < to; i++) {
        RectoPlacedImage *picture = &g_array_index(pictures, RectoPlacedImage, i);
        if (picture->height > most) {
            picture->width = (RectoLength)((gint64)picture->width * most / picture->height);
            picture->height = most;
        }
        recto_placed_image_draw(picture, fragment, x, 0);
        x += picture->width + style->image_gap;
        highest = MAX(highest, picture->height);
    }
    guint box = add_box(state, fragment, whole_units(style, highest), 0,
                        g_array_index(pictures, RectoPlacedImage, from).node->span);
    for (guint i = from; i < to; i++)
        hang_note(state, &g_array_index(pictures, RectoPlacedImage, i), box);
}

static void add_rows(RectoState *state, GArray *pictures)
{
    RectoLength measure = recto_state_measure(state);
    for (guint i = 0; i < pictures->len; i++)
        recto_placed_image_fit(&g_array_index(pictures, RectoPlacedImage, i), measure, recto_picture_max_height(state));
    for (guint from = 0, to; from < pictures->len; from = to) {
        to = row_end(state, pictures, from, measure);
        if (from)
            recto_state_space(state, state->scope->style->page_unit);
        add_row(state, pictures, from, to, measure);
        recto_state_penalty(state, 0);
    }
}

static void picture_clear(gpointer data)
{
    recto_placed_image_clear(data);
}

void recto_flow_pictures(RectoState *state, const GPtrArray *images, const GPtrArray *links,
                         const RectoNode *caption_node)
{
    RectoStructure *structure = state->layout->pages->structure;
    RectoElement *around = recto_state_frame(state)->element;
    g_autoptr(GArray) pictures = g_array_new(FALSE, TRUE, sizeof(RectoPlacedImage));
    g_array_set_clear_func(pictures, picture_clear);
    const RectoNode *first = g_ptr_array_index(images, 0);
    begin(state);
    RectoElement *parent =
        recto_element_new(structure, around, caption_node ? RECTO_ROLE_FIGURE : RECTO_ROLE_DIV, first->span);
    if (caption_node) {
        g_autofree char *words = recto_node_plain_text(caption_node);
        recto_element_set_alt(structure, parent, words);
    }
    for (guint i = 0; i < images->len; i++) {
        RectoPlacedImage picture;
        recto_placed_image_find(&picture, state, g_ptr_array_index(images, i), g_ptr_array_index(links, i));
        recto_placed_image_tag(&picture, parent, FALSE);
        want_anchors(state, picture.node, i ? NULL : caption_node);
        g_array_append_val(pictures, picture);
    }
    add_rows(state, pictures);
    if (caption_node) {
        RectoElement *element = caption_element(state, parent, around, caption_node);
        g_autoptr(RectoCaption) caption = recto_caption_new(state, caption_node, element, "figure", ++state->n_figures);
        recto_caption_below(caption, 0, recto_state_measure(state));
    }
    end(state);
}

/* ---- FIGURE ---- */

/* Collects the images of a FIGURE. Returns FALSE if it contains anything else. */
static gboolean collect(const RectoNode *figure, GPtrArray *images, GPtrArray *links, const RectoNode **ret_caption)
{
    for (const RectoNode *child = figure->first; child; child = child->next) {
        gboolean paragraph = child->kind == RECTO_NODE_PARAGRAPH;
        if (child->kind == RECTO_NODE_CAPTION) {
            *ret_caption = child;
            continue;
        }
        for (const RectoNode *part = paragraph ? child->first : child; part; part = paragraph ? part->next : NULL) {
            const RectoNode *link = NULL, *image = recto_picture_alone(part, &link);
            if (!image && !recto_inline_is_blank(part))
                return FALSE;
            if (!image)
                continue;
            g_ptr_array_add(images, (gpointer)image);
            g_ptr_array_add(links, (gpointer)link);
        }
    }
    return images->len > 0;
}

gboolean recto_figure_is_pictures(const RectoNode *node)
{
    g_autoptr(GPtrArray) images = g_ptr_array_new(), links = g_ptr_array_new();
    const RectoNode *caption = NULL;
    return collect(node, images, links, &caption);
}

void recto_flow_figure_node(RectoState *state, const RectoNode *node)
{
    g_autoptr(GPtrArray) images = g_ptr_array_new(), links = g_ptr_array_new();
    const RectoNode *caption = NULL;
    collect(node, images, links, &caption);
    if (images->len == 1)
        recto_flow_figure(state, g_ptr_array_index(images, 0), g_ptr_array_index(links, 0), caption);
    else
        recto_flow_pictures(state, images, links, caption);
}
