/* Writes pages as a PDF: draws them with Cairo, then adds the parts of pdf_*.c (recto_output_pdf()). */
#include "pdf/pdf.h"

#include "pdf/pdf_extract.h"

static void pdf_clear(RectoPdf *pdf)
{
    for (guint i = 0; i < pdf->n_pages; i++)
        if (pdf->page_annotations[i])
            g_string_free(pdf->page_annotations[i], TRUE);
    g_free(pdf->page_annotations);
    g_free(pdf->page_ids);
    g_free(pdf->link_first);
    g_free(pdf->kept);
    g_array_unref(pdf->annotations);
    g_hash_table_unref(pdf->dests);
    g_string_free(pdf->catalog, TRUE);
    g_clear_pointer(&pdf->update, recto_pdf_update_free);
    g_clear_pointer(&pdf->file, recto_pdf_file_free);
    recto_pdf_drawing_free(pdf->drawing);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoPdf, pdf_clear)

gboolean recto_pdf_append_dest(GString *out, const RectoPdf *pdf, const char *name)
{
    const RectoDestination *place = g_hash_table_lookup(pdf->dests, name);
    if (!place)
        return FALSE;
    g_string_append_c(out, '[');
    recto_pdf_append_reference(out, pdf->page_ids[place->page]);
    g_string_append(out, "/XYZ ");
    recto_pdf_append_number(out, recto_pdf_x(pdf->drawing, MAX(place->x, 0)));
    g_string_append_c(out, ' ');
    recto_pdf_append_number(out, recto_pdf_y(pdf->drawing, place->page, MAX(place->y, 0)));
    g_string_append(out, " null]");
    return TRUE;
}

GBytes *recto_output_pdf(const RectoPages *pages, const RectoPdfOptions *options, GError **error)
{
    static const RectoPdfOptions defaults = RECTO_PDF_DEFAULTS;
    RectoPdfDrawing *drawing = recto_pdf_draw(pages, error);
    if (!drawing)
        return NULL;
    if (options && options->ret_drawn)
        *options->ret_drawn = g_get_monotonic_time();
    guint n_pages = pages->pages->len;
    g_auto(RectoPdf) pdf = {
        .pages = pages,
        .options = options ? options : &defaults,
        .drawing = drawing,
        .n_pages = n_pages,
        .page_ids = g_new0(guint, n_pages + 1),
        .dests = recto_pages_dests(pages),
        .kept = recto_pages_kept_elements(pages),
        .annotations = g_array_new(FALSE, FALSE, sizeof(RectoPdfAnnotation)),
        .link_first = g_new0(gint, pages->links->len + 1),
        .page_annotations = g_new0(GString *, n_pages + 1),
        .catalog = g_string_new(NULL),
    };
    g_autoptr(GBytes) bytes = recto_pdf_finish(&pdf, error);
    return bytes && pdf.options->linearize ? recto_pdf_linearize(bytes, error) : g_steal_pointer(&bytes);
}
