/* Sets a table that is too wide for any page as records: one record per row, with one line per column that shows the
 * header and the value. The tags still describe a table: the headers of the first record are header cells, those of the
 * other records are artifacts. */
#include "flow/table.h"

/* Maximum width of the headers, per mille of the line length. */
#define LABEL_MOST 400
/* Cost of a page break within a record. */
#define PENALTY_WITHIN 1500
/* Space above the first and below the last line of a record, per mille of the line pitch. */
#define PADDING 250

typedef struct {
    RectoTable *table;
    RectoLines **labels;      /* per column: its label, or NULL */
    gboolean *said;           /* per column: TRUE if its label has been placed where screen readers read it */
    RectoLength label, value; /* widths of labels and values */
    RectoLength padding;
} Records;

/* Returns the header cell of a column: the lowest cell over it. */
static const RectoTableCell *head_of(const RectoTable *table, guint column)
{
    const RectoTableCell *found = NULL;
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        if (cell->row >= table->n_head)
            break;
        if (cell->text && cell->column <= column && column < cell->column + cell->columns)
            found = cell;
    }
    return found;
}

static void set_lines(RectoTable *table, RectoTableCell *cell, RectoLength measure)
{
    g_clear_pointer(&cell->lines, recto_lines_free);
    cell->lines = recto_table_break(table, cell->text, cell->style, RECTO_RAGGED, measure, 0);
}

/* Creates the labels. Header cells over other header cells that have words are set as lines before the first record. */
static void make_labels(Records *records)
{
    RectoTable *table = records->table;
    RectoLength most = (RectoLength)((gint64)table->measure * LABEL_MOST / 1000);
    for (guint c = 0; c < table->n_columns && table->n_head; c++) {
        const RectoTableCell *head = head_of(table, c);
        if (head)
            records->label = MAX(records->label, MIN(recto_text_width(head->text), most));
    }
    for (guint i = 0; i < table->cells->len && table->n_head; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        if (cell->row >= table->n_head)
            break;
        if (cell->text)
            set_lines(table, cell, records->label);
    }
    for (guint c = 0; c < table->n_columns && table->n_head; c++)
        records->labels[c] = head_of(table, c) ? head_of(table, c)->lines : NULL;
    records->value = table->measure - (records->label ? records->label + table->style->table_gap : 0);
}

static RectoLength height_of(const Records *records, guint lines)
{
    const RectoStyle *style = records->table->style;
    return style->table_record + (RectoLength)(MAX(lines, 1) - 1) * style->table_line;
}

/* The position of a line in its record. */
typedef struct {
    gboolean first, last, end; /* end: in the last record */
} RecordPosition;

static void add_line(Records *records, const RectoTableCell *cell, const RectoLines *label, gboolean repeated,
                     RecordPosition place)
{
    RectoTable *table = records->table;
    const RectoStyle *style = table->style;
    RectoTableBlock block;
    RectoLength above = place.first ? records->padding : 0, below = place.last ? records->padding : 0;
    guint lines = MAX(cell && cell->lines ? cell->lines->n_lines : 0, label ? label->n_lines : 0);
    RectoLength baseline = above + (style->table_record + recto_table_capitals(table, &table->cell)) / 2;
    recto_table_block_init(&block, above + height_of(records, lines) + below, table->node->span);
    if (label)
        recto_table_block_add(&block, label, &table->head, 0, baseline, style->table_line, repeated);
    if (cell && cell->lines)
        recto_table_block_add(&block, cell->lines, cell->style, table->measure - records->value, baseline,
                              style->table_line, FALSE);
    else if (cell)
        recto_table_dash(table, block.rules, cell->style, table->measure - records->value, baseline);
    if (place.end)
        recto_table_rule(table, block.rules, 0, table->measure, block.height, style->table_rule, style->colour_head);
    else if (place.last)
        recto_table_rule(table, block.rules, 0, table->measure, block.height, style->table_rule_row,
                         style->colour_rule);
    recto_table_block_flush(table, &block);
}

/* Adds lines for header cells over several columns and for those that no label shows. */
static void add_group_heads(Records *records)
{
    RectoTable *table = records->table;
    for (guint i = 0; i < table->cells->len && table->n_head; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        if (cell->row >= table->n_head)
            break;
        gboolean shown = FALSE;
        for (guint c = 0; cell->lines && c < table->n_columns; c++)
            shown |= records->labels[c] == cell->lines;
        if (!cell->lines || shown)
            continue;
        add_line(records, NULL, cell->lines, FALSE, (RecordPosition){0});
        recto_vlist_add_penalty(table->state->scope->list, RECTO_VPENALTY_NEVER);
    }
}

/* Returns TRUE if a cell gets a line: all cells of the first record, so that every header is read, and cells with words
 * in the others. */
static gboolean is_shown(const Records *records, const RectoTableCell *cell, gboolean all)
{
    return cell->text || (all && records->labels[cell->column] && !records->said[cell->column]);
}

static void add_record(Records *records, guint r)
{
    RectoTable *table = records->table;
    const RectoTableRow *row = recto_table_row(table, r);
    guint n = 0, shown = 0;
    for (guint i = row->first; i < row->first + row->n; i++)
        n += is_shown(records, recto_table_cell(table, i), r == table->n_head);
    for (guint i = row->first; i < row->first + row->n; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        if (!is_shown(records, cell, r == table->n_head))
            continue;
        RectoLines *label = records->labels[cell->column];
        if (cell->text)
            set_lines(table, cell, records->value);
        shown++;
        RecordPosition place = {shown == 1, shown == n, shown == n && r + 1 == table->rows->len};
        add_line(records, cell, label, records->said[cell->column], place);
        for (guint c = 0; label && c < table->n_columns; c++)
            records->said[c] |= records->labels[c] == label;
        if (shown < n)
            recto_state_penalty(table->state, shown < 2 || shown + 2 > n ? RECTO_VPENALTY_NEVER : PENALTY_WITHIN);
        else
            recto_state_penalty(table->state, 0);
    }
}

/* Adds lines for headers that the first record did not show. */
static void add_silent_heads(Records *records)
{
    for (guint c = 0; c < records->table->n_columns; c++) {
        if (!records->labels[c] || records->said[c])
            continue;
        add_line(records, NULL, records->labels[c], FALSE, (RecordPosition){0});
        for (guint k = c; k < records->table->n_columns; k++)
            records->said[k] |= records->labels[k] == records->labels[c];
    }
}

static void add_top(RectoTable *table)
{
    RectoFragment *fragment = recto_fragment_new();
    recto_table_rule(table, fragment, 0, table->measure, 0, table->style->table_rule, table->style->colour_head);
    recto_state_add_box(table->state, fragment, 0, 0, FALSE, table->node->span);
    recto_vlist_add_penalty(table->state->scope->list, RECTO_VPENALTY_NEVER);
}

void recto_table_add_records(RectoTable *table)
{
    Records records = {.table = table};
    records.labels = g_new0(RectoLines *, table->n_columns);
    records.said = g_new0(gboolean, table->n_columns);
    records.padding = (RectoLength)((gint64)table->style->table_record * PADDING / 1000);
    make_labels(&records);
    add_top(table);
    add_group_heads(&records);
    for (guint r = table->n_head; r < table->rows->len; r++)
        add_record(&records, r);
    add_silent_heads(&records);
    g_free(records.labels);
    g_free(records.said);
}
