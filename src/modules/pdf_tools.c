/* The table of the module "pdf", and what libqpdf does with PDFs that recto made. */
#include "modules/pdf_tools.h"

#include <gio/gio.h>
#include <qpdf/qpdf-c.h>

static qpdf_data open_pdf(GBytes *bytes)
{
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    qpdf_read_memory(pdf, "input", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), NULL);
    return pdf;
}

/* The file identifier stays a digest of the content, so that the same content gives the same bytes. */
static GBytes *linearize(GBytes *bytes, GError **error)
{
    qpdf_data pdf = open_pdf(bytes);
    qpdf_init_write_memory(pdf);
    qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
    qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
    qpdf_set_minimum_pdf_version(pdf, "1.7");
    qpdf_set_newline_before_endstream(pdf, QPDF_TRUE);
    qpdf_set_linearization(pdf, QPDF_TRUE);
    qpdf_write(pdf);
    GBytes *ordered = NULL;
    if (qpdf_has_error(pdf))
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the PDF can't be linearized: %s",
                    qpdf_get_error_full_text(pdf, qpdf_get_error(pdf)));
    else
        ordered = g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
    qpdf_cleanup(&pdf);
    return ordered;
}

const RectoPdfTools recto_pdf_tools = {recto_pdf_read_files, recto_pdf_find_difference, linearize};
