/* Tests of charts: numbers, scales, labels, data, alternative text and colours (chart/chart.h). */
#include "chart/chart_canvas.h"

#include "base/csv.h"
#include "base/spelling.h"

#include <math.h>
#include <string.h>

/* Everything a chart needs, in a language. */
typedef struct {
    RectoDiagnostics *diagnostics;
    RectoStyle *style;
    RectoStrings *strings;
    RectoFonts *fonts;
    RectoTextEngine *engine;
    RectoPages *pages;
    RectoChartContext context;
} Bench;

static RectoStyle *resolve(const char *name, RectoDiagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    RectoStyleRequest request = {.style = name, .n_words = 2000};
    RectoStyle *style = recto_style_resolve(&request, diagnostics, &error);
    g_assert_no_error(error);
    return style;
}

static void bench_init(Bench *bench, const char *lang)
{
    g_autoptr(GError) error = NULL;
    bench->diagnostics = recto_diagnostics_new();
    bench->style = resolve("base", bench->diagnostics);
    bench->strings = recto_strings_new(lang, bench->diagnostics, &error);
    g_assert_no_error(error);
    const char *const families[] = {bench->style->font_sans, bench->style->font_display, NULL};
    bench->fonts = recto_fonts_new(families, FALSE, &error);
    g_assert_no_error(error);
    bench->engine = recto_text_engine_new(bench->fonts, bench->diagnostics);
    bench->pages = recto_pages_new(bench->style->page_width, bench->style->page_height);
    bench->context = (RectoChartContext){
        .style = bench->style,
        .strings = bench->strings,
        .engine = bench->engine,
        .pages = bench->pages,
        .arena = bench->pages->arena,
        .attachments = bench->pages->attachments,
        .diagnostics = bench->diagnostics,
        .lang = lang,
    };
}

static void bench_clear(Bench *bench)
{
    recto_pages_free(bench->pages);
    recto_text_engine_free(bench->engine);
    recto_fonts_free(bench->fonts);
    recto_strings_free(bench->strings);
    recto_style_free(bench->style);
    recto_diagnostics_free(bench->diagnostics);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bench, bench_clear)

static const RectoChart *read_chart(Bench *bench, const char *text)
{
    return recto_chart_read(&bench->context, text, (RectoSpan){0, 1, 1, 0});
}

/* ---- numbers ---- */

static void assert_number(const char *lang, const char *text, double number, int decimals)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = recto_strings_new(lang, diagnostics, NULL);
    double found = 0;
    int places = 0;
    g_assert_true(recto_chart_number(strings, text, &found, &places));
    g_assert_cmpfloat(found, ==, number);
    g_assert_cmpint(places, ==, decimals);
}

static void assert_no_number(const char *lang, const char *text)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = recto_strings_new(lang, diagnostics, NULL);
    double found = 0;
    int places = 0;
    g_assert_false(recto_chart_number(strings, text, &found, &places));
}

static void numbers_are_read_as_programs_and_people_write_them(void)
{
    assert_number("en", "1683", 1683, 0);
    assert_number("en", "-3.50", -3.5, 2);
    assert_number("en",
                  "\xE2\x88\x92"
                  "7",
                  -7, 0);
    assert_number("en", "1,683", 1683, 0);
    assert_number("en", "1,234,567.8", 1234567.8, 1);
    assert_number("en", "1 234 567", 1234567, 0);
    assert_number("en", "33.3 %", 33.3, 1);
    assert_number("en", "€61,200", 61200, 0);
    assert_number("en", "-$3.50", -3.5, 2);
    assert_number("en", "US$ 12", 12, 0);
    assert_number("en", "12 EUR", 12, 0);
    assert_number("de", "1.234,50 €", 1234.5, 2);
    assert_number("de", "33,3", 33.3, 1);
    assert_number("de", "1.234.567,8", 1234567.8, 1);
    assert_number("de", "1 683", 1683, 0);
    assert_number("de", "0.5", 0.5, 1);
    static const char *const wrong[] = {"",    "many", "1,68", "12a", "1.2.3", ".5.", "--3",
                                        "1e9", "0x10", "%",    "-",   "1,2,3", "١٢٣", "99999999999999999999"};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++)
        assert_no_number("en", wrong[i]);
}

static void units_of_numbers_are_found(void)
{
    static const struct {
        const char *text, *unit;
    } cases[] = {{"€61,200", "€"}, {"-$3", "$"},     {"US$ 12", "US$"}, {"12 CHF", "CHF"},
                 {"12 %", "%"},    {"1 234 €", "€"}, {"12", NULL},      {"KILO 3", NULL},
                 {"3 cats", NULL}, {"", NULL},       {"€", "€"}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *unit = recto_chart_number_unit(cases[i].text);
        g_assert_cmpstr(unit, ==, cases[i].unit);
    }
    assert_no_number("en", "€");
    assert_no_number("en", "€5 or $6");
}

static void assert_printed(const char *lang, double number, int decimals, const char *words)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoStrings) strings = recto_strings_new(lang, diagnostics, NULL);
    g_autofree char *printed = recto_strings_number(strings, number, decimals);
    g_assert_cmpstr(printed, ==, words);
}

static void numbers_are_printed_as_a_language_writes_them(void)
{
    assert_printed("en", 191050, 0, "191,050");
    assert_printed("en", -0.04, 1, "0.0");
    assert_printed("en", -1234.5, 1,
                   "\xE2\x88\x92"
                   "1,234.5");
    assert_printed("de", 1683.25, 2, "1.683,25");
    assert_printed("fr", 1683, 0, "1\u202F683");
    assert_printed("es", 1683, 0, "1683");
    assert_printed("es", 16830, 0, "16\u202F830");
    assert_printed("pt-BR", 1683, 0, "1.683");
    assert_printed("ja", 999, 0, "999");
}

/* ---- scales ---- */

static void scales_have_round_steps(void)
{
    static const struct {
        double least, greatest, low, high, step;
    } cases[] = {
        {69, 278, 0, 300, 100},           {0, 12, 0, 15, 5},      {0, 40, 0, 40, 10},
        {0, 1000, 0, 1000, 500},          {-20, 40, -20, 40, 20}, {0, 0, 0, 1, 0.5},
        {0.001, 0.0059, 0, 0.006, 0.002}, {-6, -1, -6, 0, 2},     {0, 360640, 0, 400000, 100000},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        RectoScale scale = recto_scale(cases[i].least, cases[i].greatest, NULL);
        g_assert_cmpfloat_with_epsilon(scale.low, cases[i].low, 1e-9);
        g_assert_cmpfloat_with_epsilon(scale.high, cases[i].high, 1e-9);
        g_assert_cmpfloat_with_epsilon(scale.step, cases[i].step, 1e-9);
    }
}

/* Whatever the data: they lie on the scale, steps are 1, 2 or 5, and there are not too many. */
static void scales_hold_their_data(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    for (guint i = 0; i < 2000; i++) {
        double size = pow(10, g_rand_int_range(rand, -5, 13));
        double one = g_rand_double_range(rand, -1, 1) * size, other = g_rand_double_range(rand, 0, 1) * size;
        RectoScale scale = recto_scale(MIN(one, other), MAX(one, other), NULL);
        double lead = scale.step / pow(10, floor(log10(scale.step) + 1e-9));
        g_assert_true(fabs(lead - 1) < 1e-6 || fabs(lead - 2) < 1e-6 || fabs(lead - 5) < 1e-6);
        g_assert_cmpfloat(scale.low, <=, MIN(MIN(one, other), 0) + size * 1e-9);
        g_assert_cmpfloat(scale.high, >=, MAX(MAX(one, other), 0) - size * 1e-9);
        g_assert_cmpuint(scale.n_steps, <=, 5);
    }
}

static void labels_on_stems_never_cross(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    for (guint run = 0; run < 300; run++) {
        RectoLength x[12], widths[12], at = 0;
        guint rows[12], n = 12;
        for (guint i = 0; i < n; i++) {
            x[i] = at += g_rand_int_range(rand, 0, 60);
            widths[i] = g_rand_int_range(rand, 5, 120);
        }
        recto_stagger(x, widths, n, 4, rows);
        for (guint i = 0; i < n; i++)
            for (guint j = i + 1; j < n; j++)
                /* A later stem within a label's width ends above that label. */
                if (x[j] < x[i] + widths[i] + 4)
                    g_assert_cmpuint(rows[j], <, rows[i]);
    }
}

/* ---- alternative text ---- */

static void assert_alternative(const char *text, const char *words)
{
    g_auto(Bench) bench;
    bench_init(&bench, "en");
    const RectoChart *chart = read_chart(&bench, text);
    g_assert_nonnull(chart);
    g_autofree char *said = recto_chart_alternative(&bench.context, chart);
    g_assert_cmpstr(said, ==, words);
}

static void a_chart_is_told_in_its_values(void)
{
    assert_alternative("type: column\ntitle: Releases a year\ndata: {2021: 12, 2022: 12, 2023: 6, 2024: 11}\n",
                       "Releases a year: 12, 12, 6, 11; lowest 2023");
    assert_alternative("type: bar\ntitle: Commits.\ndata: {Tests: 517, Other: 900, Runtime: 1165}\n",
                       "Commits: Runtime 1,165; Tests 517; Other 900");
    assert_alternative("type: line\ndata: {a: 1, b: ~, c: 3}\n", "1, –, 3; highest c; lowest a");
}

/* ---- values in the alternative text and in the table are those of the data ---- */

/* The words of a slot, as copied or heard. */
static char *words_of_slot(const RectoFragment *fragment, RectoSlot slot)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < fragment->items->len; i++) {
        const RectoItem *item = &g_array_index(fragment->items, RectoItem, i);
        if (item->slot != slot || item->kind != RECTO_ITEM_GLYPHS)
            continue;
        const RectoGlyphRun *run = item->glyphs.run;
        if (run->actual)
            g_string_append(out, run->actual);
        else
            g_string_append_len(out, run->text, run->n_bytes);
    }
    return g_string_free(out, FALSE);
}

/* Checks the cells of the table that accompanies the chart, row by row: labels down, series across. */
static void assert_cells(const Bench *bench, const RectoChart *chart, const RectoChartPicture *picture)
{
    for (guint row = 0; row < chart->n_labels; row++) {
        const RectoElement *tr = g_array_index(picture->table->kids, RectoStructureChild, row + 1).element;
        for (guint k = 0; k <= chart->n_series; k++) {
            const RectoElement *cell = g_array_index(tr->kids, RectoStructureChild, k).element;
            g_autofree char *words =
                words_of_slot(picture->fragment, g_array_index(cell->kids, RectoStructureChild, 0).slot);
            g_assert_cmpint(cell->role, ==, k ? RECTO_ROLE_TD : RECTO_ROLE_TH);
            g_assert_cmpstr(words, ==, k ? recto_chart_value(chart, row, k - 1)->words : chart->labels[row]);
        }
    }
    (void)bench;
}

static void assert_said(const Bench *bench, const RectoChart *chart)
{
    g_autofree char *said = recto_chart_alternative(&bench->context, chart);
    const char *at = said;
    for (guint k = 0; k < chart->n_series; k++) {
        for (guint i = 0; i < chart->n_labels; i++) {
            const RectoChartValue *value = recto_chart_value(chart, i, k);
            double number = 0;
            int decimals = 0;
            at = strstr(at, value->words);
            g_assert_nonnull(at);
            at += strlen(value->words);
            if (value->missing)
                continue;
            g_assert_true(recto_chart_number(bench->strings, value->words, &number, &decimals));
            g_assert_cmpfloat_with_epsilon(number, value->number, 1e-6);
        }
    }
}

/* A block of some kind with random data; labels are letters, so that no label is taken for a value. */
static char *random_block(GRand *rand, const char *kind, guint n_labels, guint n_series)
{
    gboolean parts = strstr("stacked area donut", kind) != NULL;
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "type: %s\ntitle: Some\ncsv: |\n  name", kind);
    for (guint k = 0; k < n_series; k++)
        g_string_append_printf(out, ",S%c", 'a' + k);
    for (guint i = 0; i < n_labels; i++) {
        g_string_append_printf(out, "\n  L%c%c", 'a' + i / 26, 'a' + i % 26);
        for (guint k = 0; k < n_series; k++) {
            int number = g_rand_int_range(rand, parts ? 1 : -3000, 3000), tenth = g_rand_int_range(rand, 0, 10);
            g_string_append_printf(out, ",%d.%d", number, tenth);
        }
    }
    g_string_append(out, "\n");
    return g_string_free(out, FALSE);
}

static void tables_and_words_hold_the_data(gconstpointer data)
{
    static const struct {
        const char *kind;
        guint labels, series;
    } shapes[] = {{"bar", 12, 1},  {"column", 9, 1}, {"column", 60, 1}, {"grouped", 5, 3}, {"stacked", 5, 4},
                  {"line", 12, 3}, {"line", 40, 1},  {"area", 8, 4},    {"donut", 5, 1},   {"multiples", 12, 7},
                  {"line", 1, 1},  {"line", 6, 5},   {"area", 1, 2},    {"donut", 1, 1},   {"bar", 1, 1}};
    g_auto(Bench) bench;
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    bench_init(&bench, data);
    for (guint round = 0; round < 4; round++) {
        for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
            g_autofree char *text = random_block(rand, shapes[i].kind, shapes[i].labels, shapes[i].series);
            const RectoChart *chart = read_chart(&bench, text);
            RectoChartPicture picture;
            g_assert_nonnull(chart);
            recto_chart_draw(&bench.context, chart, recto_structure_root(bench.pages->structure), &picture);
            assert_said(&bench, chart);
            assert_cells(&bench, chart, &picture);
            g_assert_cmpint(picture.height, >, 0);
            recto_fragment_free(picture.fragment);
        }
    }
    g_assert_cmpuint(recto_diagnostics_count(bench.diagnostics, RECTO_WARNING), ==, 0);
}

static void assert_within_page(const Bench *bench, const RectoChartPicture *picture)
{
    RectoLength left = -bench->style->page_column, right = bench->style->page_width - bench->style->page_column;
    for (guint i = 0; i < picture->fragment->items->len; i++) {
        RectoBox box = recto_item_box(&g_array_index(picture->fragment->items, RectoItem, i));
        g_assert_cmpint(box.left, >=, left);
        g_assert_cmpint(box.right, <=, right);
        g_assert_cmpint(box.bottom, <=, picture->height + picture->overhang + bench->style->page_unit);
    }
}

/* Whatever is written in a block, it is read or refused; nothing is drawn beyond the page's edges. */
static void any_block_is_drawn_within_the_page_or_refused(void)
{
    static const char *const words[] = {"type: ",
                                        "bar",
                                        "line",
                                        "donut",
                                        "timeline",
                                        "area",
                                        "stacked",
                                        "\n",
                                        "data: ",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ", ",
                                        "a: ",
                                        "b: ",
                                        "1",
                                        "-5",
                                        "2024",
                                        "1e400",
                                        "csv: |\n  ",
                                        "labels: months",
                                        "x",
                                        "~",
                                        "\"",
                                        "'",
                                        "\n- ",
                                        "from: 3",
                                        "highlight: a",
                                        "\xF0\x9F\x98\x80",
                                        "a very long label that goes on and on until it is far too long for any chart"};
    g_auto(Bench) bench;
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    guint drawn = 0;
    bench_init(&bench, "en");
    for (guint i = 0; i < 3000; i++) {
        g_autoptr(GString) text = g_string_new(i % 2 ? "type: line\ndata: {" : "");
        for (int n = g_rand_int_range(rand, 1, 20); n > 0; n--)
            g_string_append(text, words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
        if (i % 2)
            g_string_append(text, "}\n");
        const RectoChart *chart = read_chart(&bench, text->str);
        RectoChartPicture picture;
        if (!chart)
            continue;
        recto_chart_draw(&bench.context, chart, recto_structure_root(bench.pages->structure), &picture);
        assert_within_page(&bench, &picture);
        recto_fragment_free(picture.fragment);
        drawn++;
    }
    g_assert_cmpuint(drawn, >, 10);
}

/* ---- forms of data ---- */

static void assert_grid(const char *text, const char *expected)
{
    g_auto(Bench) bench;
    bench_init(&bench, "en");
    g_autofree char *block = g_strdup_printf("type: multiples\n%s\n", text);
    const RectoChart *chart = read_chart(&bench, block);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint k = 0; chart && k < chart->n_series; k++)
        g_string_append_printf(out, "/%s", chart->series[k] ? chart->series[k] : "");
    for (guint i = 0; chart && i < chart->n_labels; i++) {
        g_string_append_printf(out, " %s", chart->labels[i]);
        for (guint k = 0; k < chart->n_series; k++)
            g_string_append_printf(out, "=%s", recto_chart_value(chart, i, k)->words);
    }
    g_assert_cmpstr(out->str, ==, expected);
}

static void data_come_in_many_forms(void)
{
    assert_grid("data: {a: 1, b: 2}", "/ a=1 b=2");
    assert_grid("data: {2023: [1, 2], 2024: [3, 4]}\nlabels: [a, b]", "/2023/2024 a=1=3 b=2=4");
    assert_grid("data: [5, 6]\nlabels: months", "/ January=5 February=6");
    assert_grid("data: {a: {x: 1, y: 2}, b: {y: 3}}", "/x/y a=1=2 b=–=3");
    assert_grid("data: [{year: 2023, n: 1}, {year: 2024, n: 2, m: 3}]", "/n/m 2023=1=– 2024=2=3");
    assert_grid("data: [{year: 2023, n: 1, m: 4}]\ncolumns: [year, m]", "/m 2023=4");
    assert_grid("data: [{year: 2023, n: 1, m: 4}]\ncolumns: {year: Year, n: Commits}", "/Commits 2023=1");
    assert_grid("data: [{y: A, n: [1, 2]}, {y: B, n: [3, 4]}]\ncolumns: [y, n]\nlabels: [p, q]", "/A/B p=1=3 q=2=4");
    assert_grid("data: [[k, v], [a, 1]]", "/v a=1");
    assert_grid("data: [[a, 1], [b, 2]]", "/ a=1 b=2");
    assert_grid("csv: |\n  k;v;w\n  a;1;2", "/v/w a=1=2");
    assert_grid("csv: |\n  \"a, b\",\"1,683\"\n  c,2", "/ a, b=1,683 c=2");
    assert_grid("data: {a: {x: 1, y: 2}, b: {x: 3, y: 4}}\nturn: yes", "/a/b x=1=3 y=2=4");
    assert_grid("data: {a: 1, b: 2, c: 3}\nrows: [c, a]", "/ c=3 a=1");
    assert_grid("data: {a: 1, b: [2]}", "");
    assert_grid("data: {}", "");
    assert_grid("data: {a: 1}\nrows: [b]", "");
    assert_grid("csv: \"\"", "");
}

static void csv_is_read_with_its_places(void)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoArena) arena = recto_arena_new();
    const char *text = "\xEF\xBB\xBF a , \"b \"\"c\"\"\nd\",e\r\n\r\n\xC3\xA4\xC3\xB6,f";
    g_autoptr(GPtrArray) rows = recto_csv_parse(arena, text, strlen(text), 1, 10, diagnostics);
    g_assert_cmpuint(rows->len, ==, 2);
    const RectoCsvField *first = (const RectoCsvField *)((RectoCsvRow *)rows->pdata[0])->fields->data;
    const RectoCsvField *second = (const RectoCsvField *)((RectoCsvRow *)rows->pdata[1])->fields->data;
    g_assert_cmpstr(first[0].text, ==, "a");
    g_assert_cmpstr(first[1].text, ==, "b \"c\"\nd");
    g_assert_cmpstr(first[2].text, ==, "e");
    g_assert_cmpuint(first[1].span.line, ==, 10);
    g_assert_cmpuint(first[2].span.line, ==, 11);
    g_assert_cmpuint(second[1].span.line, ==, 13);
    g_assert_cmpuint(second[1].span.column, ==, 4);
    g_assert_cmpuint(recto_diagnostics_count(diagnostics, RECTO_WARNING), ==, 0);
}

static void misspelt_names_have_a_nearest(void)
{
    static const char *const names[] = {"title", "type", "highlight", NULL};
    g_assert_cmpstr(recto_nearest("titel", names), ==, "title");
    g_assert_cmpstr(recto_nearest("hihglight", names), ==, "highlight");
    g_assert_null(recto_nearest("colour", names));
}

/* ---- colours ---- */

typedef struct {
    double r, g, b;
} Linear;

static double linear(guint8 value)
{
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009),
 * severity 1. */
static const double protanopia[9] = {0.152286, 1.052583,  -0.204868, 0.114503, 0.786281,
                                     0.099216, -0.003882, -0.048116, 1.051998};
static const double deuteranopia[9] = {0.367322, 0.860646,  -0.227968, 0.280085, 0.672501,
                                       0.047413, -0.011820, 0.042940,  0.968881};
static const double full_colour[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};

static Linear seen(RectoColour colour, const double *matrix)
{
    double r = linear(colour.r), g = linear(colour.g), b = linear(colour.b);
    return (Linear){CLAMP(matrix[0] * r + matrix[1] * g + matrix[2] * b, 0, 1),
                    CLAMP(matrix[3] * r + matrix[4] * g + matrix[5] * b, 0, 1),
                    CLAMP(matrix[6] * r + matrix[7] * g + matrix[8] * b, 0, 1)};
}

static double root(double part)
{
    return part > 216.0 / 24389 ? cbrt(part) : (24389.0 / 27 * part + 16) / 116;
}

/* CIELAB, D65. */
static void to_lab(Linear c, double lab[3])
{
    double x = root((0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b) / 0.95047);
    double y = root(0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b);
    double z = root((0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

static double apart(RectoColour one, RectoColour other, const double *matrix)
{
    double a[3], b[3];
    to_lab(seen(one, matrix), a);
    to_lab(seen(other, matrix), b);
    return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

static double apart_in_grey(RectoColour one, RectoColour other)
{
    double a[3], b[3];
    to_lab(seen(one, full_colour), a);
    to_lab(seen(other, full_colour), b);
    return fabs(a[0] - b[0]);
}

static const char *const brands[] = {"base", "kata", "openinfra", "quiet", "bold"};

/* Compares every part with every other that may be next to it. In a ring, the rest may follow any part, and the first
 * part follows the rest. */
static void parts_stay_apart_in_grey_and_without_red_or_green(void)
{
    for (guint n = 0; n < G_N_ELEMENTS(brands); n++) {
        g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
        g_autoptr(RectoStyle) style = resolve(brands[n], diagnostics);
        for (guint i = 0; i < 5; i++) {
            for (guint k = i + 1; k < 5; k++) {
                RectoColour one = recto_part_colour(style, i), other = recto_part_colour(style, k);
                g_assert_cmpfloat(apart_in_grey(one, other), >, 6);
                g_assert_cmpfloat(apart(one, other, protanopia), >, 12);
                g_assert_cmpfloat(apart(one, other, deuteranopia), >, 12);
                g_assert_cmpfloat(apart(one, other, full_colour), >, 12);
            }
        }
        g_assert_cmpfloat(apart_in_grey(style->colour_accent, style->colour_context), >, 20);
        g_assert_cmpfloat(apart_in_grey(style->colour_head, style->chart_third_line), >, 20);
    }
}

/* A style sets only its own first colours: the colours of weaker styles must move, whatever these are. If its own
 * colours are too similar, a warning names them together with a colour that differs. */
static void any_brand_has_parts_that_stay_apart(void)
{
    static const char *const firsts[] = {"#1B1B1B", "#0B3D91", "#8C8C88", "#E0E0E0", "#990000", "#FFD43B", "#3584E4"};
    static const char *const seconds[] = {"#FFD43B", "#3584E4", "#D4E2F0", "#33D17A", "#1A1A1A", "#990000"};
    for (guint f = 0; f < G_N_ELEMENTS(firsts) * G_N_ELEMENTS(seconds); f++) {
        g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
        g_autofree char *first = g_strconcat("chart.1=", firsts[f % G_N_ELEMENTS(firsts)], NULL);
        g_autofree char *second = g_strconcat("chart.2=", seconds[f / G_N_ELEMENTS(firsts)], NULL);
        g_autofree char *accent = g_strconcat("colour.accent=", seconds[f / G_N_ELEMENTS(firsts)], NULL);
        const char *const sets[] = {first, second, accent, NULL};
        RectoStyleRequest request = {.style = brands[f % G_N_ELEMENTS(brands)], .sets = sets, .n_words = 2000};
        g_autoptr(RectoStyle) style = recto_style_resolve(&request, diagnostics, NULL);
        gboolean told = FALSE;
        g_autoptr(GPtrArray) found = recto_diagnostics_sorted(diagnostics);
        for (guint i = 0; i < found->len; i++)
            told = told || ((const RectoDiagnostic *)g_ptr_array_index(found, i))->code == RECTO_CODE_NEAR_COLOURS;
        for (guint i = 0; i < 5; i++) {
            for (guint k = i + 1; k < 5; k++) {
                RectoColour one = recto_part_colour(style, i), other = recto_part_colour(style, k);
                gboolean near = apart_in_grey(one, other) <= 6 || apart(one, other, protanopia) <= 12 ||
                                apart(one, other, deuteranopia) <= 12 || apart(one, other, full_colour) <= 12;
                g_assert_cmpint(near, ==, told && k == 1);
            }
        }
        g_assert_cmpfloat(apart_in_grey(style->colour_accent, style->colour_context), >, 20);
    }
}

static void two_reds_are_told_apart_by_nobody_without_red(void)
{
    /* The measure sees what it is for: red and green of one lightness. */
    RectoColour red = {FALSE, 0xC0, 0x50, 0x40}, green = {FALSE, 0x6A, 0x80, 0x30};
    g_assert_cmpfloat(apart(red, green, full_colour), >, 40);
    g_assert_cmpfloat(apart(red, green, deuteranopia), <, 12);
}

static void words_on_parts_pass_aa_and_light_parts_have_an_edge(void)
{
    RectoColour white = {FALSE, 255, 255, 255};
    for (guint n = 0; n < G_N_ELEMENTS(brands); n++) {
        g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
        g_autoptr(RectoStyle) style = resolve(brands[n], diagnostics);
        for (guint i = 0; i < 5; i++) {
            RectoColour ground = recto_part_colour(style, i);
            g_assert_cmpint(recto_contrast(recto_text_on(style, ground), ground), >=, 450);
            g_assert_true(recto_contrast(ground, white) >= 300 || recto_part_outlined(style, i));
        }
        /* A shape without an edge of its own is visible on paper. */
        g_assert_cmpint(recto_contrast(style->colour_accent, white), >=, 300);
        g_assert_cmpint(recto_contrast(style->colour_context, white), >=, 300);
        g_assert_cmpint(recto_contrast(style->chart_third_line, white), >=, 300);
        g_assert_cmpint(recto_contrast(style->colour_link, white), >=, 450);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/chart/numbers are read as programs and people write them",
                    numbers_are_read_as_programs_and_people_write_them);
    g_test_add_func("/chart/unit-of-a-number-is-found-on-either-side", units_of_numbers_are_found);
    g_test_add_func("/chart/numbers are printed as a language writes them",
                    numbers_are_printed_as_a_language_writes_them);
    g_test_add_func("/chart/scales have round steps", scales_have_round_steps);
    g_test_add_func("/chart/scales hold their data", scales_hold_their_data);
    g_test_add_func("/chart/labels on stems never cross", labels_on_stems_never_cross);
    g_test_add_func("/chart/a chart is told in its values", a_chart_is_told_in_its_values);
    g_test_add_data_func("/chart/tables and words hold the data", "en", tables_and_words_hold_the_data);
    g_test_add_data_func("/chart/tables and words hold the data in German", "de", tables_and_words_hold_the_data);
    g_test_add_func("/chart/any block is drawn or refused", any_block_is_drawn_within_the_page_or_refused);
    g_test_add_func("/chart/data come in many forms", data_come_in_many_forms);
    g_test_add_func("/chart/CSV is read with its places", csv_is_read_with_its_places);
    g_test_add_func("/chart/misspelt names have a nearest", misspelt_names_have_a_nearest);
    g_test_add_func("/chart/parts stay apart in grey and without red or green",
                    parts_stay_apart_in_grey_and_without_red_or_green);
    g_test_add_func("/chart/any brand has parts that stay apart", any_brand_has_parts_that_stay_apart);
    g_test_add_func("/chart/the measure of colours sees what it is for", two_reds_are_told_apart_by_nobody_without_red);
    g_test_add_func("/chart/words on parts pass AA, and light parts have an edge",
                    words_on_parts_pass_aa_and_light_parts_have_an_edge);
    return g_test_run();
}
