#include "late/pdf.h"

#include <gio/gio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

/* A name tree that is deeper or wider than this is hostile. */
#define MAX_NODES 10000

static void embedded_file_free(RectoEmbeddedFile *file)
{
    g_free(file->name);
    g_free(file->relation);
    g_clear_pointer(&file->bytes, g_bytes_unref);
    g_free(file);
}

static char *unicode_of(qpdf_data pdf, qpdf_oh dictionary, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(pdf, dictionary, key);
    if (!qpdf_oh_is_string(pdf, value))
        return NULL;
    return g_strdup(qpdf_oh_get_utf8_value(pdf, value));
}

static GBytes *stream_bytes(qpdf_data pdf, qpdf_oh stream)
{
    unsigned char *data = NULL;
    size_t length = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    if (qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_all, &filtered, &data, &length) & QPDF_ERRORS)
        return NULL;
    GBytes *bytes = g_bytes_new(data, length);
    free(data);
    return bytes;
}

static void add_file(qpdf_data pdf, qpdf_oh filespec, GPtrArray *files)
{
    if (!qpdf_oh_is_dictionary(pdf, filespec))
        return;
    qpdf_oh embedded = qpdf_oh_get_key(pdf, filespec, "/EF");
    if (!qpdf_oh_is_dictionary(pdf, embedded))
        return;
    qpdf_oh stream = qpdf_oh_get_key(pdf, embedded, qpdf_oh_has_key(pdf, embedded, "/UF") ? "/UF" : "/F");
    GBytes *bytes = qpdf_oh_is_stream(pdf, stream) ? stream_bytes(pdf, stream) : NULL;
    if (!bytes)
        return;
    RectoEmbeddedFile *file = g_new0(RectoEmbeddedFile, 1);
    file->bytes = bytes;
    file->name = unicode_of(pdf, filespec, "/UF");
    if (!file->name)
        file->name = unicode_of(pdf, filespec, "/F");
    if (!file->name)
        file->name = g_strdup("unnamed");
    qpdf_oh relation = qpdf_oh_get_key(pdf, filespec, "/AFRelationship");
    if (qpdf_oh_is_name(pdf, relation))
        file->relation = g_strdup(qpdf_oh_get_name(pdf, relation) + 1);
    g_ptr_array_add(files, file);
}

/* Walks the tree with a list of nodes to visit: its depth is the file's, not ours. */
static void collect(qpdf_data pdf, qpdf_oh tree, GPtrArray *files)
{
    g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));
    g_array_append_val(nodes, tree);
    for (guint at = 0; at < nodes->len && at < MAX_NODES; at++) {
        qpdf_oh node = g_array_index(nodes, qpdf_oh, at);
        qpdf_oh names = qpdf_oh_get_key(pdf, node, "/Names");
        int n_names = qpdf_oh_is_array(pdf, names) ? qpdf_oh_get_array_n_items(pdf, names) : 0;
        for (int i = 1; i < n_names; i += 2)
            add_file(pdf, qpdf_oh_get_array_item(pdf, names, i), files);
        qpdf_oh kids = qpdf_oh_get_key(pdf, node, "/Kids");
        int n_kids = qpdf_oh_is_array(pdf, kids) ? qpdf_oh_get_array_n_items(pdf, kids) : 0;
        for (int i = 0; i < n_kids; i++) {
            qpdf_oh kid = qpdf_oh_get_array_item(pdf, kids, i);
            if (qpdf_oh_is_dictionary(pdf, kid))
                g_array_append_val(nodes, kid);
        }
    }
}

static GPtrArray *embedded_files(GBytes *bytes, GError **error)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    qpdf_data pdf = qpdf_init();
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    if (qpdf_read_memory(pdf, "input", data ? data : "", length, NULL) & QPDF_ERRORS) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "this is no PDF that can be read: %s",
                    qpdf_get_error_message_detail(pdf, qpdf_get_error(pdf)));
        qpdf_cleanup(&pdf);
        return NULL;
    }
    GPtrArray *files = g_ptr_array_new_with_free_func((GDestroyNotify)embedded_file_free);
    qpdf_oh names = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/Names");
    if (qpdf_oh_is_dictionary(pdf, names)) {
        qpdf_oh tree = qpdf_oh_get_key(pdf, names, "/EmbeddedFiles");
        if (qpdf_oh_is_dictionary(pdf, tree))
            collect(pdf, tree, files);
    }
    qpdf_cleanup(&pdf);
    return files;
}

static GBytes *page_content(qpdf_data pdf, gsize index)
{
    unsigned char *data = NULL;
    size_t length = 0;
    if (qpdf_oh_get_page_content_data(pdf, qpdf_get_page_n(pdf, index), &data, &length) & QPDF_ERRORS)
        return g_bytes_new(NULL, 0);
    GBytes *bytes = g_bytes_new(data, length);
    free(data);
    return bytes;
}

static qpdf_data open_pdf(GBytes *bytes)
{
    qpdf_data pdf = qpdf_init();
    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    qpdf_read_memory(pdf, "input", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), NULL);
    return pdf;
}

static char *first_difference(GBytes *one, GBytes *other)
{
    qpdf_data first = open_pdf(one), second = open_pdf(other);
    int n_pages = qpdf_get_num_pages(first);
    char *place = n_pages == qpdf_get_num_pages(second) ? NULL : g_strdup("in its number of pages");
    for (int i = 0; i < n_pages && !place; i++) {
        g_autoptr(GBytes) a = page_content(first, (gsize)i), b = page_content(second, (gsize)i);
        if (!g_bytes_equal(a, b))
            place = g_strdup_printf("on page %d", i + 1);
    }
    qpdf_cleanup(&first);
    qpdf_cleanup(&second);
    return place ? place : g_strdup("outside the content of its pages");
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

const RectoPdfTools recto_pdf_tools = {embedded_files, first_difference, linearize};
