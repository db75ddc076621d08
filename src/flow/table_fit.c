/* Fits a table into the text column, with the margin, in smaller type, or as records. */
#include "flow/table.h"

/* Returns the cells in the form that the choice of widths needs. */
static GArray *width_cells(const RectoTable *table)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(RectoWidthCell));
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        RectoWidthCell one = {cell->row, cell->column, cell->columns, NULL, 0, FALSE};
        if (!cell->text || cell->across != cell->columns)
            continue;
        if (recto_table_is_figure(table, cell)) {
            one.pieces = &table->columns[cell->column].piece;
            one.n_pieces = 1;
            one.rigid = TRUE;
        } else {
            one.pieces = (const RectoTextPiece *)cell->pieces->data;
            one.n_pieces = cell->pieces->len;
        }
        g_array_append_val(cells, one);
    }
    return cells;
}

static RectoLength wide_measure(const RectoTable *table)
{
    return recto_state_column(table->state) + table->style->page_column - table->style->page_left;
}

/* Returns TRUE if the table may extend into the margin; a table within a list or a quote may not. */
static gboolean may_be_wide(const RectoTable *table)
{
    return table->state->scope->frames->len == 1 && table->style->page_left < table->style->page_column;
}

static void apply_measure(RectoTable *table, gboolean wide)
{
    table->measure = wide ? wide_measure(table) : recto_state_measure(table->state);
    table->left = wide ? table->style->page_left - table->style->page_column : 0;
}

/* Reduces text larger than the small size to that size, or restores its own size. */
static void scale_texts(const RectoTable *table, gboolean shrink)
{
    RectoLength small = table->style->table_small;
    for (guint i = 0; i < table->cells->len; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        const RectoTextStyle *own = cell->style == &table->head    ? &table->style->table_head
                                    : cell->style == &table->total ? &table->style->table_total
                                                                   : &table->style->table;
        if (cell->text && own->size > small)
            recto_text_scale(cell->text, shrink ? small : own->size, shrink ? own->size : small);
    }
}

static void set_sizes(RectoTable *table, gboolean small)
{
    RectoLength most = small ? table->style->table_small : RECTO_LENGTH_MAX;
    table->cell.size = MIN(table->style->table.size, most);
    table->head.size = MIN(table->style->table_head.size, most);
    table->total.size = MIN(table->style->table_total.size, most);
    scale_texts(table, small);
}

typedef struct {
    RectoWidthTable widths;
    GArray *cells;
    gboolean *alike;
} Fit;

static void measure(RectoTable *table, Fit *fit)
{
    recto_table_align(table);
    g_clear_pointer(&fit->cells, g_array_unref);
    fit->cells = width_cells(table);
    for (guint c = 0; c < table->n_columns; c++)
        fit->alike[c] = table->columns[c].figures;
    fit->widths = (RectoWidthTable){
        .n_rows = table->rows->len,
        .n_columns = table->n_columns,
        .n_cells = fit->cells->len,
        .cells = (const RectoWidthCell *)fit->cells->data,
        .alike = fit->alike,
        .gap = table->style->table_gap,
        .longest_word = table->style->table_longest_word,
        .line = table->style->table_line,
    };
    recto_widths_measure(&fit->widths, table->widths);
}

static gboolean fits(const RectoTable *table, const Fit *fit)
{
    return recto_widths_min(&fit->widths, table->widths) <= table->measure;
}

/* Returns TRUE for a table of few columns, or of columns that need little room; it stays in the text column. */
static gboolean is_narrow(const RectoTable *table, const Fit *fit)
{
    return (int)table->n_columns <= table->style->table_narrow_columns ||
           recto_widths_natural(&fit->widths, table->widths) <= recto_state_measure(table->state);
}

static void say(RectoTable *table, RectoCode code, const char *what)
{
    recto_diagnose(table->state->layout->diagnostics, code, table->node->span,
                   "table with %u columns does not fit a width of %d pt; recto %s", table->n_columns,
                   table->measure / RECTO_POINT, what);
}

static void find_way(RectoTable *table, Fit *fit)
{
    gboolean wide = may_be_wide(table);
    measure(table, fit);
    apply_measure(table, FALSE);
    if (is_narrow(table, fit) && fits(table, fit))
        return;
    apply_measure(table, wide);
    if (fits(table, fit))
        return;
    set_sizes(table, TRUE);
    measure(table, fit);
    if (fits(table, fit)) {
        say(table, RECTO_CODE_TABLE_SMALL, "used a smaller size");
        return;
    }
    say(table, RECTO_CODE_TABLE_RECORDS, "set each row as a record");
    set_sizes(table, FALSE);
    apply_measure(table, FALSE);
    table->records = TRUE;
}

void recto_table_fit(RectoTable *table)
{
    Fit fit = {.alike = g_new0(gboolean, table->n_columns + 1)};
    find_way(table, &fit);
    if (!table->records) {
        recto_widths_choose(&fit.widths, table->measure, table->widths);
        recto_table_set_cells(table);
    }
    g_array_unref(fit.cells);
    g_free(fit.alike);
}
