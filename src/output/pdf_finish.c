#include "output/pdf.h"

#include "output/pdf_content.h"
#include "output/pdf_font.h"

#include <gio/gio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

/* libqpdf's handle on a document; its objects are released one by one, or they pile up. */
static void close_document(qpdf_data document)
{
    qpdf_cleanup(&document);
}
typedef struct _qpdf_data Document;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, close_document)

static gboolean check(qpdf_data document, GError **error)
{
    if (!qpdf_has_error(document))
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the PDF could not be finished: %s",
                qpdf_get_error_full_text(document, qpdf_get_error(document)));
    return FALSE;
}

static qpdf_data open_document(const char *data, gsize length, GError **error)
{
    g_autoptr(Document) document = qpdf_init();
    qpdf_silence_errors(document);
    qpdf_set_suppress_warnings(document, QPDF_TRUE);
    qpdf_set_attempt_recovery(document, QPDF_FALSE);
    qpdf_read_memory(document, "pages", data, length, NULL);
    return check(document, error) ? g_steal_pointer(&document) : NULL;
}

/* The object that `key` of a dictionary refers to; 0 when it is none. */
static guint referred_id(qpdf_data document, qpdf_oh dictionary, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(document, dictionary, key);
    int id = qpdf_oh_is_indirect(document, value) ? qpdf_oh_get_object_id(document, value) : 0;
    qpdf_oh_release(document, value);
    return (guint)MAX(id, 0);
}

/* Offset of Cairo's cross-reference table (of 1.18: stream), named at the end of the file; 0 when it is not there. */
static gsize find_table(const GByteArray *bytes)
{
    static const char mark[] = "startxref\n";
    gsize size = strlen(mark), number = 0;
    for (gsize at = bytes->len; at-- > 0;) {
        if (bytes->len - at < size || memcmp(bytes->data + at, mark, size))
            continue;
        for (at += size; at < bytes->len && g_ascii_isdigit(bytes->data[at]); at++)
            number = 10 * number + (gsize)(bytes->data[at] - '0');
        return number;
    }
    return 0;
}

/* ---- Cairo's pages ---- */

static const char *role_of_slot(RectoSlot slot, gpointer data)
{
    const RectoPdf *pdf = data;
    return recto_pdf_role(pdf, recto_slot_element(pdf->pages->structure, slot));
}

static gboolean rewrite_content(RectoPdf *pdf, qpdf_data document, qpdf_oh page, guint index,
                                RectoPdfLigatures *ligatures, GError **error)
{
    unsigned char *data = NULL;
    size_t length = 0;
    qpdf_oh_get_page_content_data(document, page, &data, &length);
    guint id = referred_id(document, page, "/Contents");
    RectoPdfContent content = {pdf->drawing, index, role_of_slot, pdf, ligatures};
    GString *rewritten = NULL;
    if (check(document, error))
        rewritten = recto_pdf_rewrite_content(&content, (const char *)data, length, error);
    free(data);
    if (!rewritten)
        return FALSE;
    recto_pdf_update_stream(pdf->update, id, "", rewritten->str, rewritten->len);
    g_string_free(rewritten, TRUE);
    return TRUE;
}

/* The page's dictionary again, with what the structure and the links need. */
static void extend_page(RectoPdf *pdf, qpdf_data document, qpdf_oh page, guint index)
{
    static const char *const ours[] = {"/StructParents", "/Annots", "/Tabs"}; /* Cairo may have written them */
    for (guint i = 0; i < G_N_ELEMENTS(ours); i++)
        qpdf_oh_remove_key(document, page, ours[i]);
    const char *dictionary = qpdf_oh_unparse_resolved(document, page);
    const char *end = g_strrstr(dictionary, ">>");
    GString *out = recto_pdf_update_begin(pdf->update, pdf->page_ids[index]);
    g_string_append_len(out, dictionary, end ? end - dictionary : 0);
    if (pdf->drawing->n_mcids[index])
        g_string_append_printf(out, "/StructParents %u", index);
    if (pdf->page_annotations[index])
        g_string_append_printf(out, "/Annots[%s]/Tabs/S", pdf->page_annotations[index]->str + 1);
    g_string_append(out, ">>");
    recto_pdf_update_end(pdf->update);
}

/* ---- fonts ---- */

static gboolean patch_font(RectoPdf *pdf, qpdf_data document, const RectoPdfLigatures *ligatures,
                           const RectoPdfLigatureFont *font, GError **error)
{
    g_autofree char *key = g_strconcat("/", font->name, NULL);
    qpdf_oh page = qpdf_get_page_n(document, font->page);
    qpdf_oh resources = qpdf_oh_get_key(document, page, "/Resources");
    qpdf_oh fonts = qpdf_oh_get_key_if_dict(document, resources, "/Font");
    qpdf_oh dictionary = qpdf_oh_get_key_if_dict(document, fonts, key);
    qpdf_oh map = qpdf_oh_get_key_if_dict(document, dictionary, "/ToUnicode");
    GString *patched = NULL;
    if (qpdf_oh_is_stream(document, map)) {
        unsigned char *data = NULL;
        size_t length = 0;
        QPDF_BOOL filtered = QPDF_FALSE;
        qpdf_oh_get_stream_data(document, map, qpdf_dl_generalized, &filtered, &data, &length);
        if (check(document, error))
            patched = recto_pdf_ligatures_patch(ligatures, font->name, (const char *)data, length);
        free(data);
    }
    if (patched) {
        guint id = (guint)qpdf_oh_get_object_id(document, map);
        recto_pdf_update_stream(pdf->update, id, "", patched->str, patched->len);
        g_string_free(patched, TRUE);
    } else if (!error || !*error) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                    "font %s has no entry for a ligature (an error of recto's own)", font->name);
    }
    const qpdf_oh handles[] = {map, dictionary, fonts, resources, page};
    for (guint i = 0; i < G_N_ELEMENTS(handles); i++)
        qpdf_oh_release(document, handles[i]);
    return patched != NULL;
}

static gboolean patch_fonts(RectoPdf *pdf, qpdf_data document, const RectoPdfLigatures *ligatures, GError **error)
{
    g_autoptr(GArray) fonts = recto_pdf_ligatures_fonts(ligatures);
    for (guint i = 0; i < fonts->len; i++)
        if (!patch_font(pdf, document, ligatures, &g_array_index(fonts, RectoPdfLigatureFont, i), error))
            return FALSE;
    return TRUE;
}

static void replace_key(qpdf_data document, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(document, dictionary, key, value);
    qpdf_oh_release(document, value);
}

/* The program of a TrueType font without its hints. */
static void strip_font(qpdf_data document, qpdf_oh descriptor)
{
    qpdf_oh stream = qpdf_oh_get_key(document, descriptor, "/FontFile2");
    unsigned char *data = NULL;
    size_t length = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    if (qpdf_oh_is_stream(document, stream) &&
        qpdf_oh_get_stream_data(document, stream, qpdf_dl_generalized, &filtered, &data, &length) == QPDF_SUCCESS) {
        g_autoptr(GByteArray) stripped = recto_pdf_font_without_hints(data, length);
        if (stripped) {
            qpdf_oh none = qpdf_oh_new_null(document), dictionary = qpdf_oh_get_dict(document, stream);
            qpdf_oh_replace_stream_data(document, stream, stripped->data, stripped->len, none, none);
            replace_key(document, dictionary, "/Length1", qpdf_oh_new_integer(document, stripped->len));
            qpdf_oh_release(document, dictionary);
            qpdf_oh_release(document, none);
        }
    }
    free(data);
    qpdf_oh_release(document, stream);
}

/* Of the objects that Cairo wrote: a smoothed image is no PDF/A, a TrueType font in a CID font needs the map of its
 * glyphs named, and no font needs hints. */
static void mend_object(qpdf_data document, qpdf_oh object)
{
    if (qpdf_oh_is_stream(document, object)) {
        qpdf_oh dictionary = qpdf_oh_get_dict(document, object);
        if (qpdf_oh_has_key(document, dictionary, "/Interpolate"))
            qpdf_oh_remove_key(document, dictionary, "/Interpolate");
        qpdf_oh_release(document, dictionary);
    } else if (qpdf_oh_is_dictionary_of_type(document, object, "/Font", "/CIDFontType2")) {
        if (!qpdf_oh_has_key(document, object, "/CIDToGIDMap"))
            replace_key(document, object, "/CIDToGIDMap", qpdf_oh_new_name(document, "/Identity"));
    } else if (qpdf_oh_is_dictionary_of_type(document, object, "/FontDescriptor", NULL)) {
        strip_font(document, object);
    }
}

static void mend_objects(qpdf_data document, guint n)
{
    for (guint id = 1; id < n; id++) {
        qpdf_oh object = qpdf_get_object_by_id(document, (int)id, 0);
        mend_object(document, object);
        qpdf_oh_release(document, object);
    }
}

/* ---- the file ---- */

static void add_catalog(RectoPdf *pdf, guint root, guint pages)
{
    GString *out = recto_pdf_update_begin(pdf->update, root);
    g_string_append(out, "<</Type/Catalog");
    recto_pdf_put_entry(out, "/Pages", pages);
    g_string_append_len(out, pdf->catalog->str, (gssize)pdf->catalog->len);
    g_string_append(out, ">>");
    recto_pdf_update_end(pdf->update);
}

static gboolean add_pages(RectoPdf *pdf, qpdf_data document, GError **error)
{
    g_autoptr(RectoPdfLigatures) ligatures = recto_pdf_ligatures_new();
    for (guint i = 0; i < pdf->n_pages; i++) {
        qpdf_oh page = qpdf_get_page_n(document, i);
        gboolean rewritten = rewrite_content(pdf, document, page, i, ligatures, error);
        if (rewritten)
            extend_page(pdf, document, page, i);
        qpdf_oh_release(document, page);
        if (!rewritten)
            return FALSE;
    }
    return patch_fonts(pdf, document, ligatures, error);
}

/* Everything that Cairo's file lacks, as an update to it. */
static gboolean write_update(RectoPdf *pdf, qpdf_data document, GError **error)
{
    qpdf_oh trailer = qpdf_get_trailer(document), root = qpdf_get_root(document);
    guint root_id = referred_id(document, trailer, "/Root"), pages_id = referred_id(document, root, "/Pages");
    qpdf_oh_release(document, trailer);
    qpdf_oh_release(document, root);
    for (guint i = 0; i < pdf->n_pages; i++) {
        qpdf_oh page = qpdf_get_page_n(document, i);
        pdf->page_ids[i] = (guint)qpdf_oh_get_object_id(document, page);
        qpdf_oh_release(document, page);
    }
    recto_pdf_add_links(pdf);
    recto_pdf_add_structure(pdf);
    if (!add_pages(pdf, document, error))
        return FALSE;
    recto_pdf_add_outline(pdf);
    recto_pdf_add_page_labels(pdf);
    recto_pdf_add_attachments(pdf);
    guint info_id = recto_pdf_add_metadata(pdf);
    add_catalog(pdf, root_id, pages_id);
    recto_pdf_update_finish(pdf->update, root_id, info_id, find_table(pdf->drawing->bytes));
    return TRUE;
}

static gboolean update_file(RectoPdf *pdf, guint *ret_n_objects, GError **error)
{
    GByteArray *bytes = pdf->drawing->bytes;
    g_autoptr(Document) document = open_document((const char *)bytes->data, bytes->len, error);
    if (!document)
        return FALSE;
    qpdf_oh trailer = qpdf_get_trailer(document);
    qpdf_oh size = qpdf_oh_get_key(document, trailer, "/Size");
    *ret_n_objects = qpdf_oh_get_uint_value_as_uint(document, size);
    qpdf_oh_release(document, size);
    qpdf_oh_release(document, trailer);
    if ((guint)qpdf_get_num_pages(document) != pdf->n_pages) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "pages were lost in drawing (an error of recto's own)");
        return FALSE;
    }
    pdf->update = recto_pdf_update_new(bytes->len, *ret_n_objects);
    return write_update(pdf, document, error);
}

static GBytes *write_file(RectoPdf *pdf, guint n_objects, GError **error)
{
    GByteArray *bytes = pdf->drawing->bytes;
    g_byte_array_append(bytes, (const guint8 *)pdf->update->text->str, (guint)pdf->update->text->len);
    g_autoptr(Document) document = open_document((const char *)bytes->data, bytes->len, error);
    if (!document)
        return NULL;
    mend_objects(document, n_objects);
    qpdf_init_write_memory(document);
    qpdf_set_deterministic_ID(document, QPDF_TRUE);
    qpdf_set_object_stream_mode(document, qpdf_o_generate);
    qpdf_set_compress_streams(document, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(document, "1.7");
    qpdf_set_newline_before_endstream(document, QPDF_TRUE);
    qpdf_set_linearization(document, pdf->options->linearize);
    qpdf_write(document);
    if (!check(document, error))
        return NULL;
    return g_bytes_new(qpdf_get_buffer(document), qpdf_get_buffer_length(document));
}

GBytes *recto_pdf_finish(RectoPdf *pdf, GError **error)
{
    guint n_objects = 0;
    return update_file(pdf, &n_objects, error) ? write_file(pdf, n_objects, error) : NULL;
}
