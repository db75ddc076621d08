/* Tables: runs the steps that set a table node as boxes. */
#include "flow/table.h"

#include "flow/blocks.h"

static void table_clear(RectoTable *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        RectoTableCell *cell = recto_table_cell(table, i);
        recto_text_free(cell->text);
        recto_lines_free(cell->lines);
        g_clear_pointer(&cell->pieces, g_array_unref);
    }
    g_array_unref(table->cells);
    g_array_unref(table->rows);
    g_free(table->columns);
    g_free(table->taken);
    g_free(table->widths);
    recto_caption_free(table->caption);
}

static void table_init(RectoTable *table, RectoState *state, const RectoNode *node)
{
    *table = (RectoTable){
        .state = state,
        .style = state->scope->style,
        .node = node,
        .rows = g_array_new(FALSE, TRUE, sizeof(RectoTableRow)),
        .cells = g_array_new(FALSE, TRUE, sizeof(RectoTableCell)),
        .cell = state->scope->style->table,
        .head = state->scope->style->table_head,
        .total = state->scope->style->table_total,
    };
}

static const RectoNode *find_caption(const RectoNode *node)
{
    for (const RectoNode *child = node->first; child; child = child->next)
        if (child->kind == RECTO_NODE_CAPTION)
            return child;
    return NULL;
}

static void make_caption(RectoTable *table)
{
    RectoState *state = table->state;
    const RectoNode *node = find_caption(table->node);
    if (!node)
        return;
    RectoElement *element =
        recto_element_new(state->layout->pages->structure, table->element, RECTO_ROLE_CAPTION, node->span);
    table->number = ++state->n_tables;
    table->caption = recto_caption_new(state, node, element, "table", table->number);
}

/* Checks that no line of the author's text is lost; a lost line is a bug in recto and is reported. */
static void check_lines(RectoTable *table)
{
    guint n_lines = 0;
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        n_lines += cell->lines ? cell->lines->n_lines : cell->text != NULL;
    }
    if (n_lines != table->n_placed)
        recto_diagnose(table->state->layout->diagnostics, RECTO_CODE_LOST_TEXT, table->node->span,
                       "the table has %u lines of text; recto placed only %u", n_lines, table->n_placed);
}

/* Adds space that aligns the content after the table to the baseline grid, if the table stays on its page. */
static RectoLength fill_up(const RectoTable *table, guint first)
{
    gint64 height = 0, unit = MAX(table->style->page_unit, 1);
    for (guint i = first; i < table->state->scope->list->items->len; i++)
        height += g_array_index(table->state->scope->list->items, RectoVItem, i).height;
    return (RectoLength)((unit - height % unit) % unit);
}

void recto_flow_table(RectoState *state, const RectoNode *node)
{
    RectoTable table;
    table_init(&table, state, node);
    table.element = recto_element_new(state->layout->pages->structure, recto_state_frame(state)->element,
                                      RECTO_ROLE_TABLE, node->span);
    recto_state_mark_lang(state, node, table.element);
    table.rtl = recto_state_is_rtl(state, node);
    make_caption(&table);
    guint first = state->scope->list->items->len;
    if (recto_table_build_grid(&table)) {
        recto_table_fit(&table);
        recto_state_space(state, table.cell.before);
        if (table.records)
            recto_table_add_records(&table);
        else
            recto_table_add_rows(&table);
        check_lines(&table);
    }
    if (table.caption && !table.caption->settled)
        recto_caption_below(table.caption, table.left, table.measure ? table.measure : recto_state_measure(state));
    recto_state_space(state, table.cell.after + fill_up(&table, first));
    state->scope->lead_done = TRUE;
    table_clear(&table);
}
