/* PDFs of others: what extract and verify read. Options: embedded files, extract, verify, compare, order for the web,
 * names of files (one a line). The module's functions run in this process, so that libFuzzer sees what they reach. */
#include "fuzz.h"

#include "base/module.h"
#include "compile/extract.h"
#include "pdf/pdf_extract.h"
#include "compile/safe_names.h"
#include "compile/verify.h"

#include <glib/gstdio.h>
#include <string.h>

enum { READ, EXTRACT, VERIFY, COMPARE, LINEARIZE, NAMES, N_FORMS };

static const RectoPdfTools *get_tools(void)
{
    static const RectoPdfTools *tools;
    if (!tools)
        tools = recto_module_symbol(RECTO_PDF_TOOLS_MODULE, RECTO_PDF_TOOLS_SYMBOL, NULL);
    fuzz_assert(tools != NULL);
    return tools;
}

/* ---- a sink that counts ---- */

typedef struct {
    gboolean open, cut;
    guint n_files;
    gsize file, total;
} Count;

static gboolean begin_file(const char *name, gpointer data)
{
    Count *count = data;
    fuzz_assert(!count->open && !count->cut && g_utf8_validate(name, -1, NULL));
    count->open = TRUE;
    count->file = 0;
    return ++count->n_files < 50;
}

static gboolean add_bytes(gconstpointer bytes, gsize length, gpointer data)
{
    Count *count = data;
    fuzz_assert(count->open && (bytes || !length));
    count->file += length;
    count->total += length;
    fuzz_assert(count->file <= RECTO_PDF_MAX_FILE && count->total <= RECTO_PDF_MAX_TOTAL);
    return TRUE;
}

static gboolean end_file(const char *problem, gpointer data)
{
    Count *count = data;
    fuzz_assert(count->open);
    count->open = FALSE;
    return TRUE;
}

static gboolean cut_files(const char *problem, gpointer data)
{
    Count *count = data;
    fuzz_assert(problem && !count->cut);
    count->cut = TRUE;
    return TRUE;
}

static void read_files(GBytes *pdf)
{
    g_autoptr(GError) error = NULL;
    Count count = {0};
    RectoPdfSink sink = {begin_file, add_bytes, end_file, cut_files, &count};
    gboolean done = get_tools()->read_files(pdf, &sink, &error);
    fuzz_assert(done == (error == NULL));
    fuzz_assert(count.n_files <= RECTO_PDF_MAX_NODES);
}

/* ---- the commands ---- */

static void remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR) && !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
            remove_tree(child);
        else
            g_unlink(child);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(path);
}

static void extract(const char *path, const char *folder)
{
    g_auto(RectoExtraction) extraction = {0};
    g_autoptr(GError) error = NULL;
    RectoExtractOptions options = {.pdf = path, .folder = folder};
    gboolean done = recto_extract(&options, &extraction, &error);
    fuzz_assert(done == (error == NULL));
    for (guint i = 0; extraction.names && i < extraction.names->len; i++) {
        g_autofree char *file = g_build_filename(folder, g_ptr_array_index(extraction.names, i), NULL);
        fuzz_assert(g_file_test(file, G_FILE_TEST_IS_REGULAR));
    }
}

static void verify(const char *path, const char *folder)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *report = NULL;
    RectoVerdict verdict = RECTO_VERIFIED_UNKNOWN;
    RectoVerifyOptions options = {.pdf = path, .folder = folder};
    gboolean done = recto_verify(&options, diagnostics, &verdict, &report, &error);
    fuzz_assert(done == (error == NULL) && (!done || report));
    fuzz_check_diagnostics(diagnostics);
}

/* Each line is a name; each path is safe, and no other name's. */
static void check_names(const char *text)
{
    g_autoptr(RectoSafeNames) names = recto_safe_names_new();
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 100);
    for (guint i = 0; lines[i]; i++) {
        const char *reason = NULL;
        char *path = recto_safe_names_add(names, lines[i], &reason);
        fuzz_assert(g_utf8_validate(path, -1, NULL) && *path && *path != '/' && *path != '.');
        fuzz_assert(!strstr(path, "/.") && !strstr(path, "//") && !strchr(path, '\\') && strlen(path) <= 1100);
        fuzz_assert(reason || g_str_equal(path, lines[i]));
        fuzz_assert(g_hash_table_add(known, path));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    g_autoptr(GBytes) pdf = g_bytes_new_static(input.text, input.length);
    g_autoptr(GBytes) half = g_bytes_new_from_bytes(pdf, 0, input.length / 2);
    g_autofree char *folder = g_build_filename(fuzz_folder(), "inside", NULL);
    GBytes *ordered = NULL;
    char *place = NULL;
    fuzz_assert(g_mkdir(folder, 0700) == 0);
    switch (fuzz_option(&input, N_FORMS)) {
    case READ:
        read_files(pdf);
        break;
    case EXTRACT:
        extract(fuzz_write("other.pdf", input.text, input.length), folder);
        break;
    case VERIFY:
        verify(fuzz_write("other.pdf", input.text, input.length), folder);
        break;
    case COMPARE:
        place = get_tools()->first_difference(pdf, half);
        break;
    case LINEARIZE:
        ordered = get_tools()->linearize(pdf, NULL);
        break;
    case NAMES:
        check_names(input.text);
        break;
    default:
        break;
    }
    g_free(place);
    g_clear_pointer(&ordered, g_bytes_unref);
    remove_tree(folder);
    return 0;
}
