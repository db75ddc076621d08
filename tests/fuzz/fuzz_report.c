/* Fuzzes Markdown → pages and all output formats: the whole pipeline, as the command line runs it. Options, one
 * letter each: output, style, paper, composition, columns, notes, facing, variant, text depth, links, flags.
 *
 * The directory of the document contains an image, a drawing, a data file and another document (picture.png,
 * drawing.svg, data.csv, other.md). */
#include "fuzz.h"

#include "compile/compile.h"

#include <string.h>

/* An 8-bit grey picture of 2 × 2 pixels. */
static const unsigned char picture[] = {
    0x89, 'P',  'N',  'G',  '\r', '\n', 0x1a, '\n', 0,    0,    0,    13,   'I',  'H',  'D',  'R',  0,    0,
    0,    2,    0,    0,    0,    2,    8,    0,    0,    0,    0,    0x57, 0xdd, 0x52, 0xf8, 0,    0,    0,
    14,   'I',  'D',  'A',  'T',  0x78, 0xda, 0x63, 0x60, 0x60, 0x60, 0x60, 0x00, 0x00, 0x00, 0x05, 0x00, 0x01,
    0x8e, 0x11, 0x4d, 0xcf, 0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};
static const char drawing[] =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'><rect width='30' height='10' "
    "fill='#357'/><text x='2' y='8' font-size='6'>tide</text></svg>";
static const char table[] = "month,high,low\nMay,4.1,0.6\nJune,4.3,0.4\nJuly,3.9,0.7\n";
static const char chapter[] = "# Another chapter\n\nWith a [way back](report.md).\n";

static const char *report_path(const FuzzInput *input)
{
    static gboolean written;
    if (!written) {
        fuzz_write("picture.png", (const char *)picture, sizeof picture);
        fuzz_write("drawing.svg", drawing, strlen(drawing));
        fuzz_write("data.csv", table, strlen(table));
        fuzz_write("other.md", chapter, strlen(chapter));
        written = TRUE;
    }
    return fuzz_write("report.md", input->text, input->length);
}

typedef struct {
    const char *values[8];
} Choice;

/* The keys of the style that change most of how pages are made. */
static const Choice choices[] = {
    {{NULL, "page.size=a4", "page.size=letter"}},
    {{NULL, "composition=sheet", "composition=leaflet", "composition=paper", "composition=report"}},
    {{NULL, "page.columns=2", "page.columns=1"}},
    {{NULL, "notes=margin", "notes=end", "notes=foot"}},
    {{NULL, "page.facing=yes", "page.facing=no"}},
    {{NULL, "page.text-bottom=300pt", "page.text-bottom=420pt", "page.text-bottom=200pt"}},
    {{NULL, "link.addresses=end", "link.addresses=none", "link.qr=yes"}},
    {{NULL, "body.align=justified", "body.hyphenate=no", "page.last-lines=4", "chapter.opens=yes"}},
};

static guint n_values(const Choice *choice)
{
    guint n = 1;
    while (n < G_N_ELEMENTS(choice->values) && choice->values[n])
        n++;
    return n;
}

static const RectoFormat formats[] = {RECTO_FORMAT_PAGES, RECTO_FORMAT_PDF, RECTO_FORMAT_PAGES,   RECTO_FORMAT_PDF,
                                      RECTO_FORMAT_TAGS,  RECTO_FORMAT_PDF, RECTO_FORMAT_SVG,     RECTO_FORMAT_PAGES,
                                      RECTO_FORMAT_PDF,   RECTO_FORMAT_PNG, RECTO_FORMAT_DOCUMENT};

/* Compiles, and returns the first output; NULL: the document has errors. */
static GBytes *compile(const RectoCompileOptions *options)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    g_autoptr(RectoResult) result = NULL;
    g_autoptr(GError) error = NULL;
    gboolean done = recto_compile(options, diagnostics, &result, &error);
    if (!done)
        g_printerr("%s\n", error->message);
    fuzz_assert(done);
    fuzz_check_diagnostics(diagnostics);
    gboolean wrong = recto_diagnostics_count(diagnostics, RECTO_ERROR) > 0;
    fuzz_assert(wrong || options->check || result->outputs->len > 0);
    return wrong || options->check ? NULL : g_bytes_ref(g_ptr_array_index(result->outputs, 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const styles[] = {NULL, "kata", "quiet", "bold", "openinfra", "base"};
    static const char *const standards[] = {NULL, "a-2b", "none", "ua-1,a-3b"};
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    const char *sets[G_N_ELEMENTS(choices) + 1] = {NULL};
    guint n_sets = 0;
    RectoCompileOptions options = {
        .input = report_path(&input),
        .root = fuzz_folder(),
        .source_date_epoch = "1700000000",
        .producer = "recto",
        .format = formats[fuzz_option(&input, G_N_ELEMENTS(formats))],
        .style = styles[fuzz_option(&input, G_N_ELEMENTS(styles))],
        .sets = sets,
        .variant = (RectoVariant)fuzz_option(&input, 3),
        .dpi = 20,
    };
    for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
        const char *value = choices[i].values[fuzz_option(&input, n_values(&choices[i]))];
        if (value)
            sets[n_sets++] = value;
    }
    guint flags = fuzz_option(&input, 32);
    options.no_repair = (flags & 1) != 0;
    options.check = flags == 2;
    options.booklet = flags == 4;
    options.no_source = (flags & 8) != 0;
    options.debug = flags == 16 ? "grid,boxes,spaces" : NULL;
    options.pdf_standard = standards[fuzz_option(&input, G_N_ELEMENTS(standards))];
    if (options.variant == RECTO_VARIANT_NEWSLETTER && options.format == RECTO_FORMAT_PDF) {
        options.stem = "letter";
        options.cover_width = 60;
    }
    GBytes *first = compile(&options);
    /* The same input gives the same bytes; but Cairo numbers what it draws into SVG from one document to the next. */
    if (first && size % 8 == 0 && options.format != RECTO_FORMAT_SVG) {
        GBytes *second = compile(&options);
        fuzz_assert(second && g_bytes_equal(first, second));
        g_bytes_unref(second);
    }
    g_clear_pointer(&first, g_bytes_unref);
    return 0;
}
