/* Reduces the images of a PDF until it fits a size limit. */
#include "compile/pdf_size_limit.h"

#include "compile/compile.h"
#include "pdf/pdf_extract.h"
#include "pdf/pdf_spending.h"
#include "page/images.h"

/* Steps of reduction, of resolution and of quality in turn. At the last step, images are still recognisable on a
 * screen. */
static const struct {
    guint dpi, quality;
} steps[] = {{150, 85}, {150, 75}, {120, 75}, {120, 60}, {96, 60}, {96, 45}, {72, 45}};

gboolean recto_size_parse(const char *text, gsize *ret_size)
{
    char *unit = NULL;
    double number = g_ascii_strtod(text, &unit);
    double factor = 1;
    if (*unit == 'K' || *unit == 'k')
        factor = 1e3;
    else if (*unit == 'M' || *unit == 'm')
        factor = 1e6;
    unit += factor > 1;
    unit += *unit == 'B';
    if (!g_ascii_isdigit(*text) || *unit || !(number * factor >= 1 && number * factor <= 1e9))
        return FALSE;
    *ret_size = (gsize)(number * factor);
    return TRUE;
}

/* Formats a size: “1.40 MB”, “300 KB”. Caller frees. */
static char *size_text(gsize size)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (size < 999500)
        return g_strdup_printf("%u\u00A0KB", (guint)((size + 500) / 1000));
    g_ascii_formatd(number, sizeof number, "%.2f", (double)size / 1e6);
    return g_strdup_printf("%s\u00A0MB", number);
}

/* Writes the PDF, linearized for the web. `*ret_plain` receives the PDF before that. */
static GBytes *write_pdf(RectoPages *pages, const RectoPdfOptions *options, GBytes **ret_plain, GError **error)
{
    RectoPdfOptions plain = *options;
    plain.linearize = FALSE;
    g_clear_pointer(ret_plain, g_bytes_unref);
    *ret_plain = recto_output_pdf(pages, &plain, error);
    return *ret_plain ? recto_pdf_linearize(*ret_plain, error) : NULL;
}

static void report(gsize size, gsize most, GBytes *plain, RectoDiagnostics *diagnostics, RectoSpan where)
{
    RectoPdfSpending spent = recto_pdf_spending(plain);
    g_autofree char *is = size_text(size), *wanted = size_text(most);
    g_autofree char *pictures = size_text(spent.pictures), *faces = size_text(spent.faces);
    g_autofree char *attached = size_text(spent.attached), *rest = size_text(spent.rest);
    recto_diagnose(diagnostics, RECTO_CODE_MAX_SIZE, where,
                   "PDF is %s (limit %s): images %s, fonts %s, files %s, pages %s", is, wanted, pictures, faces,
                   attached, rest);
}

GBytes *recto_squeeze(RectoPages *pages, const RectoPdfOptions *options, guint dpi, gsize most,
                      RectoDiagnostics *diagnostics, RectoSpan where, GError **error)
{
    g_autoptr(GBytes) plain = NULL;
    if (!recto_images_prepare(pages, RECTO_IMAGES_PDF, dpi, 0, diagnostics, error))
        return NULL;
    g_autoptr(GBytes) bytes = write_pdf(pages, options, &plain, error);
    gsize pictures = recto_images_size(pages);
    gsize other = bytes ? g_bytes_get_size(bytes) - MIN(pictures, g_bytes_get_size(bytes)) : 0;
    for (guint i = 0; bytes && pictures && i < G_N_ELEMENTS(steps) && g_bytes_get_size(bytes) > most; i++) {
        gboolean last = i + 1 == G_N_ELEMENTS(steps);
        if (!recto_images_prepare(pages, RECTO_IMAGES_PDF, MIN(dpi, steps[i].dpi), steps[i].quality, diagnostics,
                                  error))
            return NULL;
        /* the other content has the same size at every step, so only a step that may fit is written */
        if (other + recto_images_size(pages) > most && !last)
            continue;
        g_bytes_unref(bytes);
        bytes = write_pdf(pages, options, &plain, error);
    }
    if (bytes && g_bytes_get_size(bytes) > most)
        report(g_bytes_get_size(bytes), most, plain, diagnostics, where);
    return g_steal_pointer(&bytes);
}
