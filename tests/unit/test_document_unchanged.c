/* Layout runs several times over one document, so it must leave it as it was: every golden, every small report and
 * every whole one is laid out in ways that need several passes, and its text form is compared before and after. */
#include "compile/compile_state.h"

#include <string.h>

static char *root;

/* Settings that make layout run again: page numbers in the text, notes without room in the margin, columns. */
static const char *const ways[][4] = {
    {"link.pages=yes", NULL},
    {"notes=margin", "link.pages=yes", NULL},
    {"page.columns=2", "link.pages=yes", NULL},
    {"composition=report", "page.facing=yes", "link.pages=yes", NULL},
};

/* Returns whether the document was laid out: some goldens have errors on purpose. */
static gboolean check(const char *path, const char *const *sets, RectoVariant variant)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(GError) error = NULL;
    gboolean laid_out = FALSE;
    RectoResult result = {.timings = g_array_new(FALSE, FALSE, sizeof(RectoTiming))};
    const RectoCompileOptions options = {.input = path, .format = RECTO_FORMAT_PAGES, .sets = sets, .variant = variant};
    {
        g_auto(RectoCompile) compile = {.options = &options, .diagnostics = diagnostics, .result = &result};
        g_assert_true(recto_compile_read(&compile, &error));
        if (compile.document && recto_diagnostics_count(diagnostics, RECTO_ERROR) == 0) {
            g_assert_true(recto_compile_prepare(&compile, &error));
            g_autofree char *before = recto_document_dump(compile.document);
            recto_compile_gather(&compile);
            recto_compile_layout(&compile);
            g_autofree char *after = recto_document_dump(compile.document);
            g_assert_cmpstr(before, ==, after);
            g_assert_cmpuint(compile.pages->pages->len, >, 0);
            laid_out = TRUE;
        }
    }
    g_assert_no_error(error);
    g_free(result.composition);
    g_array_unref(result.timings);
    return laid_out;
}

static void check_folder(gconstpointer data)
{
    g_autofree char *folder = g_build_filename(root, data, NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0, n_laid_out = 0;
    g_assert_nonnull(dir);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        if (!g_str_has_suffix(name, ".md"))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        n_laid_out +=
            check(path, ways[n % G_N_ELEMENTS(ways)], n % 3 == 0 ? RECTO_VARIANT_PRINT : RECTO_VARIANT_SCREEN);
        n++;
    }
    g_assert_cmpuint(n_laid_out * 10, >, n * 9);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    root = g_test_build_filename(G_TEST_DIST, "..", "..", NULL);
    g_test_add_data_func("/document/goldens-are-unchanged-by-layout", "tests/golden", check_folder);
    g_test_add_data_func("/document/issues-are-unchanged-by-layout", "tests/issues", check_folder);
    g_test_add_data_func("/document/pdf-reports-are-unchanged-by-layout", "tests/pdf", check_folder);
    g_test_add_data_func("/document/content-is-unchanged-by-layout", "content", check_folder);
    int status = g_test_run();
    g_free(root);
    return status;
}
