/* Sums up the bytes of a PDF by kind of content (pdf_spending.h). */
#include "pdf/pdf_spending.h"

#include "pdf/pdf_file.h"

/* Size of the stream that a key of a font's descriptor refers to. */
static gsize face_size(const RectoPdfFile *file, RectoPdfToken descriptor)
{
    static const char *const keys[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        RectoPdfToken value = {0};
        RectoPdfObject program = {0};
        if (recto_pdf_get(descriptor, keys[i], &value) &&
            recto_pdf_file_object(file, recto_pdf_reference(value), &program))
            return program.stream.length;
    }
    return 0;
}

static void count(RectoPdfSpending *spending, const RectoPdfFile *file, const RectoPdfObject *object)
{
    RectoPdfToken kind = {0};
    if (!object->stream.text)
        spending->faces += face_size(file, object->value);
    else if (recto_pdf_get(object->value, "/Subtype", &kind) && recto_pdf_token_is(&kind, "/Image"))
        spending->pictures += object->stream.length;
    else if (recto_pdf_get(object->value, "/Type", &kind) && recto_pdf_token_is(&kind, "/EmbeddedFile"))
        spending->attached += object->stream.length;
}

RectoPdfSpending recto_pdf_spending(GBytes *pdf)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(pdf, &length);
    RectoPdfSpending spending = {0};
    g_autoptr(RectoPdfFile) file = recto_pdf_file_open(data, length, NULL);
    for (guint id = 1; file && id < recto_pdf_file_n_ids(file); id++) {
        RectoPdfObject object = {0};
        if (recto_pdf_file_object(file, id, &object) && object.value.length >= 4 && *object.value.text == '<')
            count(&spending, file, &object);
    }
    gsize known = spending.pictures + spending.faces + spending.attached;
    spending.rest = length > known ? length - known : 0;
    return spending;
}
