/* Fuzzes the changes that recto makes to the file of Cairo: the content of pages, their inks, fonts without
 * instructions, and the reader of objects. Options: the part to run, the number of marks, fractions of the page. */
#include "fuzz.h"

#include "pdf/pdf_content.h"
#include "pdf/pdf_file.h"
#include "pdf/pdf_flate.h"
#include "pdf/pdf_font.h"
#include "pdf/pdf_inks.h"
#include "pdf/pdf_write.h"

#include <gio/gio.h>
#include <string.h>

enum { CONTENT, INKS, OBJECTS, FONT, LIGATURES, INFLATE, N_FORMS };

#define MAX_MARKS 6

static const char *role(RectoSlot slot, gpointer data)
{
    return slot % 2 ? "P" : "Span";
}

static guint count(const char *text, gsize length, const char *word)
{
    guint n = 0;
    const char *end = text + length;
    for (const char *at = text; (at = memmem(at, (gsize)(end - at), word, strlen(word))); at += strlen(word))
        n++;
    return n;
}

/* A page with `n` marks, each of another kind. The caller frees. */
static RectoPdfDrawing *new_drawing(guint n, gboolean fraction)
{
    RectoPdfDrawing *drawing = g_new0(RectoPdfDrawing, 1);
    drawing->bytes = g_byte_array_new();
    drawing->marks = g_array_new(FALSE, TRUE, sizeof(RectoPdfMark));
    drawing->first_mark = g_new0(guint, 2);
    drawing->first_mark[1] = n;
    drawing->n_mcids = g_new0(guint, 1);
    drawing->widths = g_new0(double, 1);
    drawing->heights = g_new0(double, 1);
    drawing->widths[0] = fraction ? 595.276 : 612;
    drawing->heights[0] = fraction ? 841.89 : 792;
    drawing->wrap = 2000;
    for (guint i = 0; i < n; i++) {
        RectoPdfMark mark = {.slot = i, .mcid = i ? (gint)i - 1 : -1, .artifact = RECTO_ARTIFACT_BACKGROUND};
        mark.actual = i == 2 ? "words (of\\another)" : NULL;
        g_array_append_val(drawing->marks, mark);
    }
    return drawing;
}

/* The ToUnicode map of every font that has ligatures, with the input as the map. */
static void patch_fonts(const RectoPdfLigatures *ligatures, const FuzzInput *input)
{
    g_autoptr(GArray) fonts = recto_pdf_ligatures_fonts(ligatures);
    for (guint i = 0; i < fonts->len; i++) {
        const char *name = g_array_index(fonts, RectoPdfLigatureFont, i).name;
        GString *map = recto_pdf_ligatures_patch(ligatures, name, input->text, input->length);
        if (map)
            g_string_free(map, TRUE);
    }
}

static void rewrite(FuzzInput *input)
{
    guint n_marks = fuzz_option(input, MAX_MARKS);
    g_autoptr(RectoPdfDrawing) drawing = new_drawing(n_marks, (gboolean)fuzz_option(input, 2));
    g_autoptr(RectoPdfLigatures) ligatures = recto_pdf_ligatures_new();
    RectoPdfContent page = {.drawing = drawing, .role = role, .ligatures = ligatures};
    g_autoptr(GError) error = NULL;
    GString *out = recto_pdf_rewrite_content(&page, input->text, input->length, &error);
    fuzz_assert((out != NULL) == (error == NULL));
    if (!out)
        return;
    /* The result contains every mark. */
    fuzz_assert(count(out->str, out->len, "BDC\n") >= n_marks);
    patch_fonts(ligatures, input);
    g_string_free(out, TRUE);
}

static void convert_inks(FuzzInput *input)
{
    RectoInks *inks = recto_inks_new((RectoColour){FALSE, 0x1a, 0x1a, 0x1a});
    GString *out = recto_pdf_inks_content(inks, input->text, input->length);
    fuzz_assert(out != NULL);
    /* A second pass finds nothing left to convert but grey. */
    GString *again = recto_pdf_inks_content(inks, out->str, out->len);
    fuzz_assert(again != NULL);
    g_string_free(again, TRUE);
    g_string_free(out, TRUE);
    recto_inks_free(inks);
}

static gboolean lies_within(const FuzzInput *input, RectoPdfToken token)
{
    return !token.text || !token.length ||
           (token.text >= input->text && token.text + token.length <= input->text + input->length);
}

static void walk_object(const RectoPdfFile *file, const RectoPdfObject *object)
{
    static const char *const keys[] = {"/Type", "/Length", "/Kids", "/Resources"};
    RectoPdfToken value;
    gsize position = 0;
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        if (recto_pdf_get(object->value, keys[i], &value))
            recto_pdf_reference(recto_pdf_file_resolve(file, value));
    while (recto_pdf_next_value(object->value, &position, &value))
        fuzz_assert(value.length <= object->value.length);
    GByteArray *bytes = object->stream.text ? recto_pdf_object_data(object) : NULL;
    g_clear_pointer(&bytes, g_byte_array_unref);
}

static void read_objects(const FuzzInput *input)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(RectoPdfFile) file = recto_pdf_file_open(input->text, input->length, &error);
    fuzz_assert((file != NULL) == (error == NULL));
    for (guint id = 0; file && id < MIN(recto_pdf_file_n_ids(file), 2000); id++) {
        RectoPdfObject object;
        if (!recto_pdf_file_object(file, id, &object))
            continue;
        fuzz_assert(object.stream.text == NULL || lies_within(input, object.stream));
        walk_object(file, &object);
    }
}

static void strip_font(const FuzzInput *input)
{
    g_autoptr(GByteArray) font = recto_pdf_font_without_hints((const guint8 *)input->text, input->length);
    fuzz_assert(!font || font->len <= input->length + 64);
}

/* The input is a map, then a span and the content after it. */
static void read_ligatures(const FuzzInput *input)
{
    static const char span[] = "<0001>Tj EMC", properties[] = "<</ActualText<feff00660069>>>";
    g_autoptr(RectoPdfLigatures) ligatures = recto_pdf_ligatures_new();
    gboolean taken = recto_pdf_ligatures_consume(ligatures, span, strlen(span), 0,
                                                 &(RectoPdfToken){properties, strlen(properties)}, "F", 0);
    fuzz_assert(taken);
    patch_fonts(ligatures, input);
    recto_pdf_ligatures_consume(ligatures, input->text, input->length, 0, &(RectoPdfToken){input->text, input->length},
                                "F", 0);
    patch_fonts(ligatures, input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    GByteArray *inflated = NULL;
    switch (fuzz_option(&input, N_FORMS)) {
    case CONTENT:
        rewrite(&input);
        break;
    case INKS:
        convert_inks(&input);
        break;
    case OBJECTS:
        read_objects(&input);
        break;
    case FONT:
        strip_font(&input);
        break;
    case LIGATURES:
        read_ligatures(&input);
        break;
    case INFLATE:
        inflated = recto_pdf_inflate(input.text, input.length);
        break;
    default:
        break;
    }
    g_clear_pointer(&inflated, g_byte_array_unref);
    return 0;
}
