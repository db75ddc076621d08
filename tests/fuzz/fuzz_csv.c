/* CSV: every field is a string of the text, at a position of it; as the data of a chart it is a grid with rows of equal
 * length. */
#include "fuzz.h"

#include "base/csv.h"
#include "chart/chart_grid.h"

#include <string.h>

static void check_rows(const FuzzInput *input)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    guint32 file = recto_diagnostics_add_source(diagnostics, "data.csv", input->text, input->length);
    RectoArena *arena = recto_arena_new();
    g_autoptr(GPtrArray) rows = recto_csv_parse(arena, input->text, input->length, file, 1, diagnostics);
    guint32 line = 1;
    gsize n_fields = 0;
    for (guint i = 0; i < rows->len; i++) {
        const RectoCsvRow *row = g_ptr_array_index(rows, i);
        fuzz_assert(row->fields->len > 0);
        n_fields += row->fields->len;
        for (guint k = 0; k < row->fields->len; k++) {
            const RectoCsvField *field = &g_array_index(row->fields, RectoCsvField, k);
            fuzz_assert(strlen(field->text) <= input->length);
            fuzz_assert(field->span.line >= line && field->span.column >= 1);
            line = field->span.line;
        }
    }
    fuzz_assert(n_fields <= RECTO_CSV_MAX_FIELDS);
    fuzz_check_diagnostics(diagnostics);
    recto_arena_free(arena);
}

static void check_grid(const FuzzInput *input)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    guint32 file = recto_diagnostics_add_source(diagnostics, "data.csv", input->text, input->length);
    RectoPages *pages = recto_pages_new(RECTO_PT(100), RECTO_PT(100));
    g_autoptr(RectoStrings) strings = recto_strings_new("en", diagnostics, NULL);
    RectoChartContext context = {.pages = pages, .arena = pages->arena, .diagnostics = diagnostics, .strings = strings};
    g_autoptr(RectoGrid) grid = recto_grid_of_csv(&context, input->text, input->length, file, 1);
    for (guint i = 0; grid && i < grid->rows->len; i++)
        fuzz_assert(((GArray *)g_ptr_array_index(grid->rows, i))->len == grid->head->len);
    if (grid && grid->rows->len) {
        recto_grid_turn(grid);
        recto_grid_select(&context, grid);
    }
    fuzz_check_diagnostics(diagnostics);
    recto_pages_free(pages);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(FuzzInput) input = fuzz_input_new(data, size);
    if (!g_utf8_validate(input.text, (gssize)input.length, NULL))
        return 0;
    check_rows(&input);
    check_grid(&input);
    return 0;
}
