/* A font of boxes for missing characters. */
#include "font/missing_boxes.h"

/* Dimensions of a box, in ems. */
#define BOX_LINE   0.05
#define BOX_HEIGHT 0.7

static cairo_status_t init(cairo_scaled_font_t *font, cairo_t *cr, cairo_font_extents_t *extents)
{
    extents->ascent = BOX_HEIGHT;
    extents->descent = 0;
    extents->height = BOX_HEIGHT;
    extents->max_x_advance = 1;
    extents->max_y_advance = 0;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t render(cairo_scaled_font_t *font, unsigned long glyph, cairo_t *cr, cairo_text_extents_t *extents)
{
    double width = (double)recto_box_width((gunichar)glyph, 1000) / 1000;
    extents->x_advance = width;
    if (glyph == ' ')
        return CAIRO_STATUS_SUCCESS;
    cairo_set_line_width(cr, BOX_LINE);
    cairo_rectangle(cr, BOX_LINE, -BOX_HEIGHT + BOX_LINE / 2, width - 2 * BOX_LINE, BOX_HEIGHT - BOX_LINE);
    cairo_stroke(cr);
    return CAIRO_STATUS_SUCCESS;
}

RectoLength recto_box_width(gunichar character, RectoLength size)
{
    return g_unichar_iswide(character) ? size : size * 6 / 10;
}

/* Returns the font face; there is one for the whole program, so that a PDF has one such font. */
static cairo_font_face_t *box_face(void)
{
    static cairo_font_face_t *face = NULL;
    if (!face) {
        face = cairo_user_font_face_create();
        cairo_user_font_face_set_init_func(face, init);
        cairo_user_font_face_set_render_glyph_func(face, render);
    }
    return face;
}

cairo_scaled_font_t *recto_boxes_scaled(RectoLength size)
{
    cairo_matrix_t scale, identity;
    double points = (double)size / RECTO_POINT;
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_matrix_init_scale(&scale, points, points);
    cairo_matrix_init_identity(&identity);
    cairo_scaled_font_t *scaled = cairo_scaled_font_create(box_face(), &scale, &identity, options);
    cairo_font_options_destroy(options);
    return scaled;
}
