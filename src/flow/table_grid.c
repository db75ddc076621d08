/* Converts the nodes of a table to rows and cells with positions, tags and texts. */
#include "flow/table.h"

#include <string.h>

/* Maximum number of columns that a cell spans; HTML sets no limit. */
#define SPAN_MAX 100

/* State of the grid while rows are placed. */
typedef struct {
    RectoTable *table;
    GArray *until;    /* guint: per column, the first row that is free again */
    GPtrArray *nodes; /* nodes of the rows */
    guint n_head;
    RectoElement *section; /* current THead or TBody */
} Grid;

/* ---- words in cells ---- */

static gboolean is_white(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (!g_unichar_isspace(g_utf8_get_char(text)))
            return FALSE;
    return TRUE;
}

static gboolean is_blank(const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk)) {
        if (walk == RECTO_LEAVE || node == root)
            continue;
        if (node->kind == RECTO_NODE_TEXT
                ? !is_white(node->text)
                : !node->first && node->kind != RECTO_NODE_SOFT_BREAK && node->kind != RECTO_NODE_HARD_BREAK)
            return FALSE;
    }
    return TRUE;
}

static gboolean is_blank_row(const RectoNode *row)
{
    for (const RectoNode *cell = row->first; cell; cell = cell->next)
        if (!is_blank(cell))
            return FALSE;
    return TRUE;
}

/* Returns the **…** that is a cell's whole content, or NULL. Header cells and totals have a font weight of their
 * own. */
static const RectoNode *only_strong(const RectoNode *cell)
{
    return cell->first && cell->first == cell->last && cell->first->kind == RECTO_NODE_STRONG ? cell->first : NULL;
}

/* ---- rows ---- */

static gboolean is_row(const RectoNode *node)
{
    return node->kind == RECTO_NODE_ROW;
}

/* Collects the rows in order. An empty header row, which Markdown requires even for a table without header, is
 * skipped. */
static void collect_rows(Grid *grid)
{
    gboolean in_head = TRUE;
    for (const RectoNode *node = grid->table->node->first; node; node = node->next) {
        if (node->kind == RECTO_NODE_CAPTION)
            continue;
        in_head &= is_row(node) && node->row.head;
        if (in_head && is_blank_row(node))
            continue;
        grid->n_head += in_head;
        g_ptr_array_add(grid->nodes, (gpointer)node);
    }
}

/* Returns TRUE if a cell begins with a word for total or sum in the document's language (strings.yaml, separated by
 * `|`). */
static gboolean says_total(RectoTable *table, const RectoNode *cell)
{
    g_autofree char *words = recto_node_plain_text(cell);
    g_autofree char *folded = g_utf8_casefold(g_strstrip(words), -1);
    g_auto(GStrv) names = g_strsplit(recto_strings_get(table->state->layout->strings, "total"), "|", -1);
    for (guint i = 0; names[i]; i++) {
        g_autofree char *name = g_utf8_casefold(names[i], -1);
        gsize n = strlen(name);
        if (g_str_has_prefix(folded, name) && (!folded[n] || !g_unichar_isalpha(g_utf8_get_char(folded + n))))
            return TRUE;
    }
    return FALSE;
}

/* Returns TRUE if the last row contains totals: its words name a total, or it is all bold and has more than one
 * cell. */
static gboolean is_total(RectoTable *table, const RectoNode *row, guint n_body)
{
    guint words = 0, strong = 0;
    if (!is_row(row) || n_body < 3)
        return FALSE;
    for (const RectoNode *cell = row->first; cell; cell = cell->next) {
        words += !is_blank(cell);
        strong += only_strong(cell) != NULL;
    }
    return words > 1 && (strong == words || says_total(table, row->first));
}

static guint span_of(int wanted, guint most)
{
    return CLAMP((guint)MAX(wanted, 1), 1, MAX(most, 1));
}

static gboolean is_free(const Grid *grid, guint column, guint row)
{
    return column >= grid->until->len || g_array_index(grid->until, guint, column) <= row;
}

static void occupy(Grid *grid, const RectoTableCell *cell)
{
    guint end = cell->column + cell->columns;
    if (grid->until->len < end)
        g_array_set_size(grid->until, end);
    for (guint c = cell->column; c < end; c++)
        g_array_index(grid->until, guint, c) = cell->row + cell->rows;
}

/* Places a cell at the first free position. A node other than a cell takes a whole row. */
static RectoTableCell place_cell(const Grid *grid, const RectoNode *node, guint row, guint from)
{
    gboolean real = node->kind == RECTO_NODE_CELL;
    guint below = (row < grid->n_head ? grid->n_head : grid->nodes->len) - row;
    RectoTableCell cell = {.node = node, .row = row, .column = from, .across = 1};
    while (!is_free(grid, cell.column, row))
        cell.column++;
    guint wanted = real ? span_of(node->cell.column_span, SPAN_MAX) : 1;
    for (cell.columns = 1; cell.columns < wanted && is_free(grid, cell.column + cell.columns, row);)
        cell.columns++;
    cell.rows = real ? span_of(node->cell.row_span, below) : 1;
    cell.head = row < grid->n_head || (real && node->cell.head);
    return cell;
}

static void place_rows(Grid *grid)
{
    RectoTable *table = grid->table;
    for (guint r = 0; r < grid->nodes->len; r++) {
        const RectoNode *node = g_ptr_array_index(grid->nodes, r);
        RectoTableRow row = {.node = node, .head = r < grid->n_head, .first = table->cells->len};
        guint column = 0;
        for (const RectoNode *child = is_row(node) ? node->first : node; child;
             child = is_row(node) ? child->next : NULL) {
            RectoTableCell cell = place_cell(grid, child, r, column);
            column = cell.column + cell.columns;
            occupy(grid, &cell);
            g_array_append_val(table->cells, cell);
        }
        row.n = table->cells->len - row.first;
        row.total = r + 1 == grid->nodes->len && is_total(table, node, grid->nodes->len - grid->n_head);
        g_array_append_val(table->rows, row);
    }
    table->n_columns = grid->until->len;
    table->n_head = grid->n_head;
}

/* Adds empty cells at positions without a cell, because the tags require rows of equal length. */
static void fill_up(Grid *grid)
{
    RectoTable *table = grid->table;
    GArray *all = g_array_sized_new(FALSE, TRUE, sizeof(RectoTableCell), table->cells->len);
    g_array_set_size(grid->until, 0);
    g_array_set_size(grid->until, table->n_columns);
    for (guint r = 0; r < table->rows->len; r++) {
        RectoTableRow *row = recto_table_row(table, r);
        guint next = row->first, end = row->first + row->n, first = all->len;
        for (guint c = 0; c < table->n_columns; c++) {
            if (!is_free(grid, c, r))
                continue;
            RectoTableCell cell = {.row = r, .column = c, .rows = 1, .columns = 1, .across = 1};
            cell.head = row->head;
            if (next < end && recto_table_cell(table, next)->column == c)
                cell = *recto_table_cell(table, next++);
            occupy(grid, &cell);
            g_array_append_val(all, cell);
        }
        row->first = first;
        row->n = all->len - first;
    }
    g_array_unref(table->cells);
    table->cells = all;
}

/* ---- tags and texts ---- */

static void make_element(Grid *grid, const RectoTableRow *row, RectoElement *parent, RectoTableCell *cell)
{
    RectoStructure *structure = grid->table->state->layout->pages->structure;
    RectoSpan span = cell->node ? cell->node->span : row->node->span;
    cell->element = recto_element_new(structure, parent, cell->head ? RECTO_ROLE_TH : RECTO_ROLE_TD, span);
    if (cell->node)
        recto_state_mark_lang(grid->table->state, cell->node, cell->element);
    cell->element->column_span = (int)cell->columns;
    cell->element->row_span = (int)cell->rows;
    if (cell->head)
        cell->element->scope = row->head ? RECTO_SCOPE_COLUMN : RECTO_SCOPE_ROW;
}

static void make_text(RectoTable *table, const RectoTableRow *row, RectoTableCell *cell)
{
    RectoState *state = table->state;
    cell->style = row->head ? &table->head : row->total || cell->head ? &table->total : &table->cell;
    if (!cell->node || is_blank(cell->node))
        return;
    const RectoNode *strong = cell->style != &table->cell ? only_strong(cell->node) : NULL;
    cell->text = recto_state_text(state, cell->node);
    recto_state_inlines(state, cell->text, strong ? strong : cell->node, cell->style, cell->element);
    if (state->scope->style->body_smart)
        recto_text_smarten(cell->text);
    if (is_white(recto_text_string(cell->text)))
        g_clear_pointer(&cell->text, recto_text_free);
}

/* Lets the only words of a row span all columns; they describe what the rows below have in common. */
static void spread_only_cell(RectoTable *table, const RectoTableRow *row)
{
    RectoTableCell *only = NULL;
    for (guint i = row->first; i < row->first + row->n; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        if (cell->text && only)
            return;
        only = cell->text ? cell : only;
    }
    if (only && only->column == 0 && !row->head && only->rows == 1 && row->n > 1)
        only->across = table->n_columns;
}

static void make_row(Grid *grid, guint r)
{
    RectoTable *table = grid->table;
    RectoStructure *structure = table->state->layout->pages->structure;
    RectoTableRow *row = recto_table_row(table, r);
    /* header rows without rows below them become the body, because PDF/UA requires a TBody beside a THead */
    gboolean head = row->head && grid->n_head < table->rows->len;
    if (r == 0 || r == grid->n_head)
        grid->section =
            recto_element_new(structure, table->element, head ? RECTO_ROLE_THEAD : RECTO_ROLE_TBODY, row->node->span);
    RectoElement *element = recto_element_new(structure, grid->section, RECTO_ROLE_TR, row->node->span);
    for (guint i = row->first; i < row->first + row->n; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        cell->across = cell->columns;
        make_element(grid, row, element, cell);
        make_text(table, row, cell);
        if (cell->rows > 1)
            for (guint k = r; k < r + cell->rows - 1; k++)
                recto_table_row(table, k)->tied = TRUE;
    }
    spread_only_cell(table, row);
}

/* Gives the total row at least the font weight of the subtotals above it. */
static void weigh_total(Grid *grid)
{
    RectoTextStyle *total = &grid->table->total;
    for (guint r = grid->n_head; r + 1 < grid->nodes->len; r++) {
        const RectoNode *row = g_ptr_array_index(grid->nodes, r);
        for (const RectoNode *cell = is_row(row) ? row->first : NULL; cell; cell = cell->next)
            if (only_strong(cell))
                total->weight = MAX(total->weight, grid->table->style->strong_weight);
    }
}

/* Decides which columns show dashes in blank cells. Accounts leave many cells blank and have columns without a header;
 * these show none. */
static void find_dashes(RectoTable *table)
{
    g_autofree guint *n_blank = g_new0(guint, table->n_columns), *n_body = g_new0(guint, table->n_columns);
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        gboolean head = cell->row < table->n_head;
        for (guint c = cell->column; c < MIN(cell->column + cell->columns, table->n_columns); c++) {
            table->columns[c].dashes |= head && cell->text;
            n_body[c] += !head;
            n_blank[c] += !head && !cell->text;
        }
    }
    for (guint c = 0; c < table->n_columns; c++)
        table->columns[c].dashes &= n_blank[c] <= 1 || n_blank[c] * 3 <= n_body[c];
}

gboolean recto_table_build_grid(RectoTable *table)
{
    Grid grid = {.table = table};
    grid.until = g_array_new(FALSE, TRUE, sizeof(guint));
    grid.nodes = g_ptr_array_new();
    collect_rows(&grid);
    place_rows(&grid);
    fill_up(&grid);
    weigh_total(&grid);
    for (guint r = 0; r < table->rows->len; r++)
        make_row(&grid, r);
    g_ptr_array_unref(grid.nodes);
    g_array_unref(grid.until);
    table->columns = g_new0(RectoTableColumn, table->n_columns + 1);
    table->widths = g_new0(RectoColumnWidth, table->n_columns + 1);
    find_dashes(table);
    return table->n_columns > 0 && table->rows->len > 0;
}
