/* recto extract: writes the files attached to a PDF, one by one while they are decompressed. */
#include "compile/extract.h"

#include "base/files.h"
#include "base/folder.h"
#include "pdf/pdf_extract.h"
#include "compile/safe_names.h"

typedef struct {
    const RectoExtractOptions *options;
    RectoExtraction *extraction;
    RectoSafeNames *names;
    RectoFolder *folder; /* NULL until the first file */
    GError **error;
    char *name, *path;  /* the current file: its name in the PDF, and the path to which it is written */
    const char *reason; /* reason for the difference, or NULL */
    gboolean is_open;
} Extract;

void recto_extraction_clear(RectoExtraction *extraction)
{
    g_clear_pointer(&extraction->names, g_ptr_array_unref);
    g_clear_pointer(&extraction->messages, g_ptr_array_unref);
}

G_GNUC_PRINTF(2, 3) static void report(Extract *extract, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(extract->extraction->messages, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static void refuse(Extract *extract, const char *why)
{
    report(extract, "“%s” not written: %s", extract->name, why);
    recto_folder_discard(extract->folder);
    extract->is_open = FALSE;
}

/* Reports a failure. If a file or link already exists, the user must decide; other failures are system errors. */
static void refuse_for(Extract *extract, const GError *error)
{
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_EXISTS)) {
        g_autofree char *why = g_strdup_printf("“%s” exists; --force replaces it", extract->path);
        refuse(extract, why);
        return;
    }
    if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY) &&
        !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
        extract->extraction->trouble = TRUE;
    refuse(extract, error->message);
}

static gboolean begin(const char *name, gpointer data)
{
    Extract *extract = data;
    g_autoptr(GError) error = NULL;
    if (!extract->folder)
        extract->folder = recto_folder_open(extract->options->folder, TRUE, extract->error);
    if (!extract->folder)
        return FALSE;
    g_free(extract->name);
    g_free(extract->path);
    extract->name = g_strdup(name);
    extract->path = recto_safe_names_add(extract->names, name, &extract->reason);
    extract->is_open = recto_folder_create(extract->folder, extract->path, extract->options->replace, &error);
    if (!extract->is_open)
        refuse_for(extract, error);
    return TRUE;
}

static gboolean add(gconstpointer bytes, gsize length, gpointer data)
{
    Extract *extract = data;
    g_autoptr(GError) error = NULL;
    if (extract->is_open && !recto_folder_add(extract->folder, bytes, length, &error))
        refuse_for(extract, error);
    return TRUE;
}

static gboolean end(const char *problem, gpointer data)
{
    Extract *extract = data;
    g_autoptr(GError) error = NULL;
    if (!extract->is_open)
        return TRUE;
    if (problem) {
        refuse(extract, problem);
        return TRUE;
    }
    extract->is_open = FALSE;
    if (!recto_folder_finish(extract->folder, &error)) {
        refuse_for(extract, error);
        return TRUE;
    }
    g_ptr_array_add(extract->extraction->names, g_strdup(extract->path));
    if (extract->reason)
        report(extract, "“%s” written as “%s”: %s", extract->name, extract->path, extract->reason);
    return TRUE;
}

static gboolean cut(const char *problem, gpointer data)
{
    report(data, "not all files written: %s", problem);
    return TRUE;
}

gboolean recto_extract(const RectoExtractOptions *options, RectoExtraction *ret_extraction, GError **error)
{
    *ret_extraction = (RectoExtraction){g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free)};
    g_autoptr(GBytes) pdf = recto_file_read(options->pdf, error);
    if (!pdf)
        return FALSE;
    g_autoptr(RectoSafeNames) names = recto_safe_names_new();
    g_autoptr(GError) trouble = NULL;
    Extract extract = {.options = options, .extraction = ret_extraction, .names = names, .error = &trouble};
    RectoPdfSink sink = {begin, add, end, cut, &extract};
    gboolean read = recto_pdf_read_apart(pdf, &sink, error), whole = read && !trouble;
    if (!read)
        g_prefix_error(error, "%s: ", options->pdf);
    else if (trouble)
        g_propagate_error(error, g_steal_pointer(&trouble));
    /* also removes a file that is incomplete */
    recto_folder_free(extract.folder);
    g_free(extract.name);
    g_free(extract.path);
    return whole;
}
