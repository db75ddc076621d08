/* Writes pages as PNG files through a Cairo image surface. */
#include "output/page_draw.h"
#include "output/output.h"

#include <gio/gio.h>
#include <math.h>

#define DEFAULT_DPI 80
/* Cairo's images end here. */
#define MOST_PIXELS 32767

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void draw(cairo_surface_t *surface, const RectoPages *pages, guint page, double scale)
{
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    recto_draw_page(cr, pages, page, NULL, NULL);
    cairo_destroy(cr);
}

GBytes *recto_output_png(const RectoPages *pages, guint page, double dpi, GError **error)
{
    g_return_val_if_fail(page < pages->pages->len, NULL);
    double scale = (dpi > 0 ? dpi : DEFAULT_DPI) / 72.0;
    const RectoPage *sheet = recto_pages_page(pages, page);
    RectoLength around = 2 * recto_pages_margin(pages);
    double width = ceil(recto_draw_points(sheet->width + around) * scale - 0.01);
    double height = ceil(recto_draw_points(sheet->height + around) * scale - 0.01);
    if (width > MOST_PIXELS || height > MOST_PIXELS) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%.0f dpi make the image too large", dpi);
        return NULL;
    }
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    draw(surface, pages, page, scale);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, bytes);
    cairo_surface_destroy(surface);
    if (!status)
        return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "page %u as PNG: %s", page + 1, cairo_status_to_string(status));
    return NULL;
}
