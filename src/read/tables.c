/* Holds the tables of a document to the limits of their size. */
#include "read/tables.h"

#include "base/limits.h"

typedef struct {
    guint columns, rows;
    gboolean too_many; /* counting stopped */
} Size;

/* The first column from `from` on that row `row` has free. */
static guint free_column(const GArray *until, guint from, guint row)
{
    while (from < until->len && g_array_index(until, guint, from) > row)
        from++;
    return from;
}

static guint place(GArray *until, const RectoNode *cell, guint from, guint row, gboolean spans)
{
    guint column = free_column(until, from, row);
    guint columns = spans ? (guint)MAX(cell->cell.column_span, 1) : 1;
    guint rows = spans ? (guint)MAX(cell->cell.row_span, 1) : 1;
    columns = MIN(columns, recto_limit(RECTO_LIMIT_TABLE_COLUMNS) + 1);
    if (until->len < column + columns)
        g_array_set_size(until, column + columns);
    for (guint c = column; c < column + columns; c++)
        g_array_index(until, guint, c) = MAX(g_array_index(until, guint, c), row + rows);
    return column + columns;
}

/* The grid that the cells make, rows × columns; stops as soon as that is beyond a limit. */
static Size measure(const RectoNode *table, gboolean spans)
{
    Size size = {0};
    g_autoptr(GArray) until = g_array_new(FALSE, TRUE, sizeof(guint));
    for (const RectoNode *row = table->first; row && !size.too_many; row = row->next) {
        guint column = 0;
        if (row->kind != RECTO_NODE_ROW)
            continue;
        for (const RectoNode *cell = row->first; cell && column <= recto_limit(RECTO_LIMIT_TABLE_COLUMNS);
             cell = cell->next)
            column = place(until, cell, column, size.rows, spans);
        size.columns = until->len;
        size.rows++;
        size.too_many = size.columns > recto_limit(RECTO_LIMIT_TABLE_COLUMNS) ||
                        (guint64)size.rows * size.columns > recto_limit(RECTO_LIMIT_TABLE_CELLS);
    }
    return size;
}

static gboolean has_spans(const RectoNode *table)
{
    for (const RectoNode *row = table->first; row; row = row->next)
        for (const RectoNode *cell = row->kind == RECTO_NODE_ROW ? row->first : NULL; cell; cell = cell->next)
            if (cell->cell.column_span > 1 || cell->cell.row_span > 1)
                return TRUE;
    return FALSE;
}

static void ignore_spans(RectoNode *table)
{
    for (RectoNode *row = table->first; row; row = row->next)
        for (RectoNode *cell = row->kind == RECTO_NODE_ROW ? row->first : NULL; cell; cell = cell->next)
            cell->cell.column_span = cell->cell.row_span = 1;
}

static void append_paragraph(RectoNode *to, RectoNode *block)
{
    block->kind = RECTO_NODE_PARAGRAPH;
    block->parent = block->previous = block->next = NULL;
    if (block->first)
        recto_node_append(to, block);
}

/* Every cell becomes a paragraph, the caption too. */
static void unwrap(RectoNode *table)
{
    RectoNode *row = table->first;
    table->first = table->last = NULL;
    table->kind = RECTO_NODE_DIV;
    for (RectoNode *next; row; row = next) {
        next = row->next;
        if (row->kind != RECTO_NODE_ROW)
            append_paragraph(table, row);
        for (RectoNode *cell = row->kind == RECTO_NODE_ROW ? row->first : NULL, *after; cell; cell = after) {
            after = cell->next;
            append_paragraph(table, cell);
        }
    }
}

static void limit(RectoNode *table, RectoDiagnostics *diagnostics)
{
    if (!measure(table, TRUE).too_many)
        return;
    gboolean spans = has_spans(table);
    Size size = spans ? measure(table, FALSE) : measure(table, TRUE);
    if (!size.too_many) {
        ignore_spans(table);
        recto_diagnose(diagnostics, RECTO_CODE_LIMIT_REACHED, table->span,
                       "the spans of the table need more than %u cells; recto ignored them",
                       recto_limit(RECTO_LIMIT_TABLE_CELLS));
        return;
    }
    gboolean wide = size.columns > recto_limit(RECTO_LIMIT_TABLE_COLUMNS);
    recto_diagnose(diagnostics, RECTO_CODE_LIMIT_REACHED, table->span,
                   "table has more than %u %s; recto set its cells one after another",
                   recto_limit(wide ? RECTO_LIMIT_TABLE_COLUMNS : RECTO_LIMIT_TABLE_CELLS), wide ? "columns" : "cells");
    unwrap(table);
}

void recto_tables_limit(RectoDocument *document, RectoDiagnostics *diagnostics)
{
    RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(document->root, &node, &walk))
        if (walk == RECTO_LEAVE && node->kind == RECTO_NODE_TABLE)
            limit(node, diagnostics);
}
