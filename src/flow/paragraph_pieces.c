/* Splits a paragraph at the images that are set as figures. The pieces refer to nodes of the document, which is not
 * changed. */
#include "flow/paragraph_pieces.h"

static void piece_clear(gpointer data)
{
    RectoPiece *piece = data;
    g_clear_pointer(&piece->images, g_ptr_array_unref);
    g_clear_pointer(&piece->links, g_ptr_array_unref);
}

/* Returns TRUE if the image is too high for a line of text. */
static gboolean is_high(RectoState *state, const RectoNode *image)
{
    const RectoImage *found =
        state->layout->images ? recto_images_find(state->layout->images, image->text, image->span) : NULL;
    RectoPlacedImage picture = {.state = state, .node = image, .image = found};
    if (!found)
        return FALSE;
    recto_placed_image_fit(&picture, recto_state_measure(state), recto_picture_max_height(state));
    return picture.height > state->scope->style->image_inline;
}

/* Returns TRUE if the paragraph contains anything other than images. */
static gboolean has_words(const RectoNode *paragraph)
{
    const RectoNode *link = NULL;
    for (const RectoNode *child = paragraph->first; child; child = child->next)
        if (!recto_inline_is_blank(child) && !recto_picture_alone(child, &link))
            return TRUE;
    return FALSE;
}

static void add_image(GArray *pieces, const RectoNode *image, const RectoNode *link)
{
    RectoPiece *last = pieces->len ? &g_array_index(pieces, RectoPiece, pieces->len - 1) : NULL;
    if (!last || !last->images) {
        RectoPiece piece = {.images = g_ptr_array_new(), .links = g_ptr_array_new()};
        g_array_append_val(pieces, piece);
        last = &g_array_index(pieces, RectoPiece, pieces->len - 1);
    }
    g_ptr_array_add(last->images, (gpointer)image);
    g_ptr_array_add(last->links, (gpointer)link);
}

/* Adds an inline to the current piece of words. Spaces and breaks count only between words. */
static void add_word(GArray *pieces, const RectoNode *paragraph, const RectoNode *child)
{
    RectoPiece *last = pieces->len ? &g_array_index(pieces, RectoPiece, pieces->len - 1) : NULL;
    if (recto_inline_is_blank(child))
        return;
    if (!last || last->images) {
        RectoPiece piece = {.words = {paragraph, child, NULL}};
        g_array_append_val(pieces, piece);
        last = &g_array_index(pieces, RectoPiece, pieces->len - 1);
    }
    last->words.end = child->next;
}

GArray *recto_paragraph_pieces(RectoState *state, const RectoNode *paragraph)
{
    gboolean words = has_words(paragraph), figures = FALSE;
    GArray *pieces = g_array_new(FALSE, TRUE, sizeof(RectoPiece));
    g_array_set_clear_func(pieces, piece_clear);
    for (const RectoNode *child = paragraph->first; child; child = child->next) {
        const RectoNode *link = NULL, *image = recto_picture_alone(child, &link);
        gboolean figure = image && (!words || is_high(state, image));
        figures |= figure;
        if (figure)
            add_image(pieces, image, link);
        else
            add_word(pieces, paragraph, child);
    }
    if (!figures)
        g_clear_pointer(&pieces, g_array_unref);
    return pieces;
}
