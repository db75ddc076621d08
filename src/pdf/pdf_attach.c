/* Attaches the source and other files to the PDF as embedded files. */
#include "pdf/pdf.h"

#include <string.h>

/* An attachment's key in the name tree, and its file specification. */
typedef struct {
    const char *name;
    char *key; /* the name as PDF text */
    guint id;
} Named;

static void named_clear(gpointer data)
{
    g_free(((Named *)data)->key);
}

/* Compares names by the bytes of their keys: UTF-16 strings begin with 0xFE and sort after all ASCII strings. */
static int by_key(gconstpointer a, gconstpointer b)
{
    const Named *one = a, *other = b;
    gboolean one_ascii = g_str_is_ascii(one->name), other_ascii = g_str_is_ascii(other->name);
    if (one_ascii != other_ascii)
        return one_ascii ? -1 : 1;
    return one_ascii ? strcmp(one->name, other->name) : strcmp(one->key, other->key);
}

static guint add_file(RectoPdf *pdf, const RectoAttachment *attachment)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(attachment->bytes, &length);
    guint id = recto_pdf_update_new_id(pdf->update);
    g_autoptr(GString) entries = g_string_new("/Type/EmbeddedFile/Subtype");
    recto_pdf_append_name(entries, attachment->media_type ? attachment->media_type : "application/octet-stream");
    g_string_append_printf(entries, "/Params<</Size %" G_GSIZE_FORMAT, length);
    g_autoptr(GString) date = g_string_new(NULL);
    if (recto_pdf_append_date(date, pdf->pages->info.date_iso))
        g_string_append_printf(entries, "/ModDate(%s)", date->str);
    g_string_append(entries, ">>");
    recto_pdf_update_stream(pdf->update, id, entries->str, data, length);
    return id;
}

static guint add_specification(RectoPdf *pdf, const RectoAttachment *attachment)
{
    guint file = add_file(pdf, attachment), id = recto_pdf_update_new_id(pdf->update);
    GString *out = recto_pdf_update_begin(pdf->update, id);
    g_string_append(out, "<</Type/Filespec/AFRelationship");
    recto_pdf_append_name(out, attachment->relation ? attachment->relation : "Unspecified");
    g_string_append(out, "/F");
    recto_pdf_append_bytes(out, attachment->name);
    g_string_append(out, "/UF");
    recto_pdf_append_text(out, attachment->name);
    if (attachment->description) {
        g_string_append(out, "/Desc");
        recto_pdf_append_text(out, attachment->description);
    }
    g_string_append(out, "/EF<<");
    recto_pdf_append_entry(out, "/F", file);
    recto_pdf_append_entry(out, "/UF", file);
    g_string_append(out, ">>>>");
    recto_pdf_update_end(pdf->update);
    return id;
}

void recto_pdf_add_attachments(RectoPdf *pdf)
{
    const GArray *attachments = pdf->pages->attachments;
    /* PDF/A-2 forbids what is not PDF/A itself. */
    if (!attachments->len || pdf->options->pdfa_part == 2)
        return;
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(Named));
    g_array_set_clear_func(names, named_clear);
    g_string_append(pdf->catalog, "/AF[");
    for (guint i = 0; i < attachments->len; i++) {
        const RectoAttachment *attachment = &g_array_index(attachments, RectoAttachment, i);
        GString *key = g_string_new(NULL);
        recto_pdf_append_text(key, attachment->name);
        guint id = add_specification(pdf, attachment);
        Named named = {attachment->name, g_string_free(key, FALSE), id};
        g_array_append_val(names, named);
        g_string_append_c(pdf->catalog, ' ');
        recto_pdf_append_reference(pdf->catalog, id);
    }
    g_array_sort(names, by_key);
    g_string_append(pdf->catalog, "]/Names<</EmbeddedFiles<</Names[");
    for (guint i = 0; i < names->len; i++) {
        const Named *named = &g_array_index(names, Named, i);
        g_string_append(pdf->catalog, named->key);
        g_string_append_c(pdf->catalog, ' ');
        recto_pdf_append_reference(pdf->catalog, named->id);
    }
    g_string_append(pdf->catalog, "]>>>>");
}
