/* Writes pages as SVG files through Cairo's SVG surface. */
#include "output/page_draw.h"
#include "output/output.h"

#include <cairo-svg.h>
#include <gio/gio.h>

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *recto_output_svg(const RectoPages *pages, guint page, GError **error)
{
    g_return_val_if_fail(page < pages->pages->len, NULL);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const RectoPage *sheet = recto_pages_page(pages, page);
    RectoLength around = 2 * recto_pages_margin(pages);
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        append, bytes, recto_draw_points(sheet->width + around), recto_draw_points(sheet->height + around));
    cairo_t *cr = cairo_create(surface);
    recto_draw_page(cr, pages, page, NULL, NULL);
    cairo_status_t status = recto_draw_finish(cr, surface);
    if (!status)
        return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "page %u as SVG: %s", page + 1, cairo_status_to_string(status));
    return NULL;
}
