/* Aligns the columns of a table and breaks its cells into lines. */
#include "flow/table.h"

#include <string.h>

/* ---- alignment ---- */

static RectoCellAlign declared(const RectoTable *table, guint column)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        if (cell->column == column && cell->node && cell->node->kind == RECTO_NODE_CELL &&
            cell->node->cell.align != RECTO_CELL_NONE)
            return cell->node->cell.align;
        if (cell->row > table->n_head) /* all rows of a column have the same declared alignment */
            break;
    }
    return RECTO_CELL_NONE;
}

static gboolean is_body_cell(const RectoTable *table, const RectoTableCell *cell)
{
    return !recto_table_row(table, cell->row)->head && cell->text && cell->across == 1;
}

static void parse_figures(RectoTable *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        cell->figure = (RectoCellNumber){RECTO_CELL_NUMBER_NONE};
        if (!is_body_cell(table, cell) || strstr(recto_text_string(cell->text), "\u2028"))
            continue;
        cell->figure = recto_cell_number_parse(recto_text_string(cell->text), recto_text_raised_from(cell->text));
    }
}

typedef struct {
    guint words, numbers;
    GPtrArray *figures; /* RectoCellNumber * */
} Tally;

/* Finds the columns of numbers. A first column of years names its rows and is not aligned as numbers, unless the author
 * aligns it. */
static void align_columns(RectoTable *table)
{
    g_autofree Tally *tallies = g_new0(Tally, table->n_columns);
    for (guint i = 0; i < table->cells->len; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        Tally *tally = &tallies[cell->column];
        if (!is_body_cell(table, cell))
            continue;
        tally->words += cell->figure.kind == RECTO_CELL_NUMBER_NONE && !recto_table_row(table, cell->row)->total;
        tally->numbers += cell->figure.kind == RECTO_CELL_NUMBER_NUMBER;
        tally->figures = tally->figures ? tally->figures : g_ptr_array_new();
        g_ptr_array_add(tally->figures, &cell->figure);
    }
    for (guint c = 0; c < table->n_columns; c++) {
        RectoTableColumn *column = &table->columns[c];
        RectoCellAlign wish = declared(table, c);
        gboolean numbers = tallies[c].numbers > 0 && tallies[c].words == 0;
        column->figures =
            numbers && (wish == RECTO_CELL_RIGHT || wish == RECTO_CELL_CENTRE || (wish == RECTO_CELL_NONE && c > 0));
        column->align = wish == RECTO_CELL_CENTRE                     ? RECTO_TABLE_CENTRE
                        : wish == RECTO_CELL_RIGHT || column->figures ? RECTO_TABLE_RIGHT
                                                                      : RECTO_TABLE_LEFT;
        if (column->figures)
            recto_cell_numbers_align((RectoCellNumber *const *)tallies[c].figures->pdata, tallies[c].figures->len,
                                     table->state->layout->document->meta.lang);
        g_clear_pointer(&tallies[c].figures, g_ptr_array_unref);
    }
}

/* ---- lines ---- */

RectoLines *recto_table_break(RectoTable *table, RectoText *text, const RectoTextStyle *style, RectoAlign align,
                              RectoLength measure, guint most)
{
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, table->style, style, measure);
    set.align = align;
    set.protrusion = FALSE;
    set.max_width_hint = (RectoLength)most;
    return recto_text_break(text, &set);
}

/* Returns the x position of byte `byte` of a line's text. */
static RectoLength x_of_byte(const RectoTextLine *line, gsize byte)
{
    gsize at = 0;
    for (guint i = 0; i < line->n_runs; i++) {
        const RectoTextRun *run = &line->runs[i];
        if (byte >= at + run->run.n_bytes || run->run.rtl) {
            at += run->run.n_bytes;
            continue;
        }
        guint glyph = 0;
        for (guint k = 0; k < run->run.n_clusters && at < byte; k++) {
            at += run->run.clusters[k].n_bytes;
            glyph += run->run.clusters[k].n_glyphs;
        }
        return run->x + (glyph < run->run.n_glyphs ? run->run.glyphs[glyph].x : run->run.width);
    }
    return line->width;
}

static void set_figure(RectoTable *table, RectoTableCell *cell)
{
    RectoTableColumn *column = &table->columns[cell->column];
    g_clear_pointer(&cell->lines, recto_lines_free);
    cell->lines = recto_table_break(table, cell->text, cell->style, RECTO_RAGGED, RECTO_LENGTH_MAX / 4, 1);
    const RectoTextLine *line = &cell->lines->lines[0];
    cell->width = line->width;
    cell->point = cell->figure.kind == RECTO_CELL_NUMBER_PLACE ? line->width : x_of_byte(line, cell->figure.point);
    column->before = MAX(column->before, cell->point);
    column->after = MAX(column->after, cell->width - cell->point);
    column->piece.width = column->before + column->after;
}

void recto_table_align(RectoTable *table)
{
    parse_figures(table);
    align_columns(table);
    for (guint c = 0; c < table->n_columns; c++) {
        table->columns[c].before = table->columns[c].after = 0;
        table->columns[c].piece = (RectoTextPiece){0};
    }
    for (guint i = 0; i < table->cells->len; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        if (!cell->text)
            continue;
        g_clear_pointer(&cell->pieces, g_array_unref);
        cell->pieces = recto_text_pieces(cell->text);
        if (recto_table_is_figure(table, cell))
            set_figure(table, cell);
    }
}

static RectoAlign line_align(const RectoTableColumn *column)
{
    return column->align == RECTO_TABLE_RIGHT    ? RECTO_ALIGN_RIGHT
           : column->align == RECTO_TABLE_CENTRE ? RECTO_ALIGN_CENTRE
                                                 : RECTO_RAGGED;
}

RectoLength recto_table_span_x(const RectoTable *table, guint column, guint n)
{
    return table->columns[table->rtl ? MIN(column + n, table->n_columns) - 1 : column].x;
}

RectoLength recto_table_span_width(const RectoTable *table, guint column, guint n)
{
    RectoLength width = 0;
    for (guint c = column; c < MIN(column + n, table->n_columns); c++)
        width += table->widths[c].width + table->style->table_gap;
    return MAX(width - table->style->table_gap, 0);
}

static void set_cell(RectoTable *table, RectoTableCell *cell)
{
    RectoLength measure = recto_table_span_width(table, cell->column, cell->across);
    const RectoTextPiece *pieces = (const RectoTextPiece *)cell->pieces->data;
    guint most = recto_pieces_fill(pieces, cell->pieces->len, measure, NULL);
    RectoAlign align = line_align(&table->columns[cell->column]);
    if (cell->across > cell->columns)
        align = RECTO_RAGGED;
    else if (cell->columns > 1 && recto_table_row(table, cell->row)->head)
        align = RECTO_ALIGN_CENTRE;
    g_clear_pointer(&cell->lines, recto_lines_free);
    cell->lines = recto_table_break(table, cell->text, cell->style, align, measure, most);
}

void recto_table_set_cells(RectoTable *table)
{
    RectoLength x = 0;
    for (guint c = 0; c < table->n_columns; c++) {
        table->columns[c].x = table->rtl ? table->measure - x - table->widths[c].width : x;
        x += table->widths[c].width + table->style->table_gap;
    }
    for (guint i = 0; i < table->cells->len; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        if (cell->text && !recto_table_is_figure(table, cell))
            set_cell(table, cell);
    }
}

RectoLength recto_table_line_x(const RectoTable *table, const RectoTableCell *cell)
{
    const RectoTableColumn *column = &table->columns[cell->column];
    if (!recto_table_is_figure(table, cell))
        return recto_table_span_x(table, cell->column, cell->across);
    RectoLength room = table->widths[cell->column].width - column->before - column->after;
    if (column->align == RECTO_TABLE_CENTRE)
        room /= 2;
    return column->x + room + column->before - cell->point;
}
