/* A style in each of its forms: a style file, a brand's file (_brand.yml), recto.yaml, front matter, --set. Options:
 * the form, the counts of the document. */
#include "fuzz.h"

#include "base/files.h"
#include "style/composition.h"
#include "style/style.h"

#include <string.h>

enum { STYLE_FILE, BRAND_FILE, CONFIG, FRONT_MATTER, SETS, N_FORMS };

static void resolve(const RectoStyleRequest *request, RectoDiagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(RectoStyle) style = recto_style_resolve(request, diagnostics, &error);
    fuzz_assert(style || error);
    if (style) {
        g_autofree char *reason = recto_composition_reason(style, request, diagnostics);
        g_autofree char *rules = recto_composition_rules(style);
        fuzz_assert(g_utf8_validate(reason, -1, NULL) && g_utf8_validate(rules, -1, NULL));
        fuzz_assert(style->page_width > 0 && style->page_height > 0);
    }
    fuzz_check_diagnostics(diagnostics);
}

static void resolve_yaml(const FuzzInput *input, RectoStyleRequest *request, gboolean front,
                         RectoDiagnostics *diagnostics)
{
    guint32 file = recto_diagnostics_add_source(diagnostics, "recto.yaml", input->text, input->length);
    g_autoptr(RectoYaml) yaml = recto_yaml_parse(input->text, input->length, file, 1, diagnostics);
    if (front)
        request->front = yaml->root;
    else
        request->config = yaml->root;
    resolve(request, diagnostics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const guint words[] = {2000, 50, 450, 12000};
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_auto(GStrv) lines = NULL;
    guint form = fuzz_option(&input, N_FORMS);
    RectoStyleRequest request = {.n_words = words[fuzz_option(&input, G_N_ELEMENTS(words))],
                                 .n_headings = fuzz_option(&input, 64),
                                 .n_top_headings = fuzz_option(&input, 16),
                                 .document_dir = fuzz_folder(),
                                 .root = fuzz_folder()};
    /* The style's text is UTF-8 wherever it comes from (encoding.h); YAML and files may hold anything. */
    if (form == STYLE_FILE || form == BRAND_FILE) {
        request.style = fuzz_write(form == STYLE_FILE ? "own.yaml" : "_brand.yml", input.text, input.length);
        resolve(&request, diagnostics);
    } else if (form == SETS) {
        if (!g_utf8_validate(input.text, (gssize)input.length, NULL))
            return 0;
        lines = g_strsplit(input.text, "\n", 64);
        request.sets = (const char *const *)lines;
        resolve(&request, diagnostics);
    } else {
        resolve_yaml(&input, &request, form == FRONT_MATTER, diagnostics);
    }
    return 0;
}
