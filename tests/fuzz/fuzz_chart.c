/* The data of a chart, of big numbers and of a line in a sentence → shapes and tags. Options: which of them, language,
 * style. */
#include "fuzz.h"

#include "chart/chart.h"

#include <string.h>

enum { CHART, PANEL, SPARK, N_FORMS };

static const char *const langs[] = {"en", "de", "fr", "ar"};
static const char *const styles[] = {"base", "bold"};
static const char data_file[] = "month;high;low\nMay;4,1;0,6\nJune;4,3;0,4\n";
static const char yaml_file[] = "years: {2023: {high: 4, low: 1}, 2024: {high: 5, low: 2}}\n";

/* Constant data, created once. */
typedef struct {
    RectoStyle *styles[G_N_ELEMENTS(styles)];
    RectoFonts *fonts;
} Shared;

static const Shared *get_shared(void)
{
    static Shared shared;
    if (shared.fonts)
        return &shared;
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++) {
        RectoStyleRequest request = {.style = styles[i], .n_words = 2000};
        shared.styles[i] = recto_style_resolve(&request, diagnostics, NULL);
        fuzz_assert(shared.styles[i]);
    }
    const char *const families[] = {shared.styles[0]->font_sans, shared.styles[0]->font_display, NULL};
    shared.fonts = recto_fonts_new(families, FALSE, NULL);
    fuzz_assert(shared.fonts);
    fuzz_write("data.csv", data_file, strlen(data_file));
    fuzz_write("data.yaml", yaml_file, strlen(yaml_file));
    return &shared;
}

static void check_chart(const RectoChartContext *context, const char *text, RectoSpan span)
{
    RectoChart *chart = recto_chart_read(context, text, span);
    RectoChartPicture drawn = {0};
    if (!chart)
        return;
    g_autofree char *alternative = recto_chart_alternative(context, chart);
    fuzz_assert(g_utf8_validate(alternative, -1, NULL));
    recto_chart_draw(context, chart, recto_structure_root(context->pages->structure), &drawn);
    fuzz_assert(drawn.fragment && drawn.height >= 0);
    recto_fragment_free(drawn.fragment);
}

static void check_panel(const RectoChartContext *context, const char *text, RectoSpan span)
{
    RectoPanel *panel = recto_panel_read(context, text, span);
    if (!panel)
        return;
    RectoElement *list = recto_element_new(context->pages->structure, recto_structure_root(context->pages->structure),
                                           RECTO_ROLE_L, span);
    guint step = recto_panel_columns(panel);
    fuzz_assert(step > 0);
    for (guint first = 0; first < panel->n_figures; first += step) {
        RectoLength height = 0;
        g_autoptr(RectoFragment) row = recto_panel_row(context, panel, first, list, &height);
        fuzz_assert(row && height >= 0);
    }
}

static void check_spark(const RectoChartContext *context, const char *text)
{
    double *values = NULL;
    guint n = 0;
    const char *words = NULL;
    g_autoptr(RectoFragment) fragment = recto_fragment_new();
    if (recto_spark_read(context, text, &values, &n, &words))
        recto_spark_draw(context, values, n, RECTO_PT(40), RECTO_PT(8), fragment, (RectoSpan){0, 1, 1, 0});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    const Shared *shared = get_shared();
    /* The reader hands on UTF-8 without NUL. */
    if (!g_utf8_validate(input.text, (gssize)input.length, NULL))
        return 0;
    guint form = fuzz_option(&input, N_FORMS);
    const char *lang = langs[fuzz_option(&input, G_N_ELEMENTS(langs))];
    const RectoStyle *style = shared->styles[fuzz_option(&input, G_N_ELEMENTS(styles))];
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autofree char *source = g_strdup_printf("```chart\n%s\n```\n", input.text);
    guint32 file = recto_diagnostics_add_source(diagnostics, "report.md", source, strlen(source));
    RectoStrings *strings = recto_strings_new(lang, diagnostics, NULL);
    RectoTextEngine *engine = recto_text_engine_new(shared->fonts, diagnostics);
    RectoPages *pages = recto_pages_new(style->page_width, style->page_height);
    RectoChartContext context = {.style = style,
                                 .strings = strings,
                                 .engine = engine,
                                 .pages = pages,
                                 .arena = pages->arena,
                                 .attachments = pages->attachments,
                                 .diagnostics = diagnostics,
                                 .lang = lang,
                                 .root = fuzz_folder(),
                                 .folder = fuzz_folder(),
                                 .name_root = fuzz_folder()};
    RectoSpan span = {file, 1, 1, 0};
    if (form == CHART)
        check_chart(&context, input.text, span);
    else if (form == PANEL)
        check_panel(&context, input.text, span);
    else
        check_spark(&context, input.text);
    fuzz_check_diagnostics(diagnostics);
    recto_pages_free(pages);
    recto_text_engine_free(engine);
    recto_strings_free(strings);
    return 0;
}
