/* Draws pages with Cairo's PDF surface and puts markers for the structure between the items (pdf_draw.h). */
#include "pdf/pdf_draw.h"

#include "output/page_draw.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <math.h>

typedef struct {
    RectoPdfDrawing *drawing;
    guint page;
} Marking;

/* At the medium's corner, wherever the page begins and however it is turned. */
static void draw_marker(cairo_t *cr, const RectoPdfDrawing *drawing, guint number, double y)
{
    cairo_matrix_t page;
    cairo_get_matrix(cr, &page);
    gboolean moved = drawing->margin > 0 || page.yx != 0;
    /* A change of the matrix costs time, and there is a marker for every mark. */
    if (moved)
        cairo_identity_matrix(cr);
    cairo_new_path(cr);
    cairo_rectangle(cr, RECTO_PDF_MARKER_STEP * (number % drawing->wrap), y, RECTO_PDF_MARKER_SIZE,
                    RECTO_PDF_MARKER_SIZE);
    cairo_fill(cr);
    if (moved)
        cairo_set_matrix(cr, &page);
}

static guint marks_on_page(const Marking *marking)
{
    return marking->drawing->marks->len - marking->drawing->first_mark[marking->page];
}

/* Private characters need their words in the content too (PDF/A-3a). */
static gboolean is_heard_only(const RectoMark *mark)
{
    return mark->actual && mark->first->glyphs.run->rtl &&
           g_unichar_type(g_utf8_get_char(mark->actual)) != G_UNICODE_PRIVATE_USE;
}

static void begin_mark(cairo_t *cr, const RectoMark *mark, gpointer data)
{
    Marking *marking = data;
    RectoPdfDrawing *drawing = marking->drawing;
    draw_marker(cr, drawing, marks_on_page(marking), RECTO_PDF_MARKER_START);
    RectoPdfMark pdf_mark = {.slot = mark->slot,
                             .artifact = mark->artifact,
                             .actual = mark->actual,
                             .heard = is_heard_only(mark),
                             .mcid = -1,
                             .box = recto_item_box(mark->first)};
    if (mark->slot)
        pdf_mark.mcid = (gint)drawing->n_mcids[marking->page]++;
    g_array_append_val(drawing->marks, pdf_mark);
}

static void end_marks(cairo_t *cr, gpointer data)
{
    const Marking *marking = data;
    draw_marker(cr, marking->drawing, marks_on_page(marking), RECTO_PDF_MARKER_END);
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *open_surface(const RectoPdfDrawing *drawing)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append, drawing->bytes, drawing->widths[0], drawing->heights[0]);
    /* Below version 1.5, Cairo does not write the letters that a ligature represents. */
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    /* Any date keeps Cairo from reading the clock; it is replaced. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    return surface;
}

static double round_size(RectoLength length)
{
    return round(recto_draw_points(length) * 100) / 100;
}

static RectoPdfDrawing *drawing_new(const RectoPages *pages)
{
    guint n = pages->pages->len;
    RectoPdfDrawing *drawing = g_new0(RectoPdfDrawing, 1);
    drawing->bytes = g_byte_array_new();
    drawing->marks = g_array_new(FALSE, FALSE, sizeof(RectoPdfMark));
    drawing->first_mark = g_new0(guint, n + 1);
    drawing->n_mcids = g_new0(guint, n + 1);
    drawing->widths = g_new0(double, n + 1);
    drawing->heights = g_new0(double, n + 1);
    RectoLength around = 2 * recto_pages_margin(pages);
    drawing->margin = recto_draw_points(around / 2);
    double narrowest = drawing->widths[0] = round_size(pages->width + around);
    drawing->heights[0] = round_size(pages->height + around);
    for (guint i = 0; i < n; i++) {
        drawing->widths[i] = round_size(recto_pages_page(pages, i)->width + around);
        drawing->heights[i] = round_size(recto_pages_page(pages, i)->height + around);
        narrowest = MIN(narrowest, drawing->widths[i]);
    }
    /* A marker beyond the page's edge would not be drawn. */
    drawing->wrap = (guint)CLAMP(4 * (narrowest - 1), 4, 2048);
    return drawing;
}

RectoPdfDrawing *recto_pdf_draw(const RectoPages *pages, GError **error)
{
    static const RectoMarkHooks hooks = {begin_mark, end_marks};
    g_autoptr(RectoPdfDrawing) drawing = drawing_new(pages);
    guint n = pages->pages->len;
    cairo_surface_t *surface = open_surface(drawing);
    cairo_t *cr = cairo_create(surface);
    for (guint i = 0; i < n; i++) {
        Marking marking = {drawing, i};
        drawing->first_mark[i] = drawing->marks->len;
        cairo_pdf_surface_set_size(surface, drawing->widths[i], drawing->heights[i]);
        recto_draw_page(cr, pages, i, &hooks, &marking);
        cairo_show_page(cr);
    }
    drawing->first_mark[n] = drawing->marks->len;
    cairo_status_t status = recto_draw_finish(cr, surface);
    if (!status)
        return g_steal_pointer(&drawing);
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the pages can't be drawn: %s", cairo_status_to_string(status));
    return NULL;
}

void recto_pdf_drawing_free(RectoPdfDrawing *drawing)
{
    if (!drawing)
        return;
    g_byte_array_unref(drawing->bytes);
    g_array_unref(drawing->marks);
    g_free(drawing->first_mark);
    g_free(drawing->n_mcids);
    g_free(drawing->widths);
    g_free(drawing->heights);
    g_free(drawing);
}
