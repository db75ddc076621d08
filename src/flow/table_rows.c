/* Converts the rows of a table to boxes with rules, and repeats the header row. */
#include "flow/table.h"

/* Costs of a page break between rows: for a table that fits on half a page, and for a longer one. */
#define PENALTY_SHORT 2500
#define PENALTY_LONG  20
/* Cost of a page break between the lines of a row that is taller than a page. */
#define PENALTY_LINES 100
/* A header taller than this part of the page, per mille, is not repeated. */
#define REPEAT_MOST 300

/* ---- blocks ---- */

RectoLength recto_table_page_depth(const RectoTable *table)
{
    return table->style->page_text_bottom - table->style->page_text_top;
}

void recto_table_rule(const RectoTable *table, RectoFragment *fragment, RectoLength x, RectoLength width, RectoLength y,
                      RectoLength weight, RectoColour colour)
{
    recto_fragment_add_rect(fragment, table->left + x, y - weight / 2, width, weight, colour,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, table->node->span});
}

RectoLength recto_table_capitals(const RectoTable *table, const RectoTextStyle *style)
{
    return recto_fonts_face(table->state->layout->fonts, style->font, style->weight, style->italic, style->size,
                            table->state->layout->diagnostics)
        ->cap_height;
}

RectoFragment *recto_table_artifact(const RectoFragment *fragment, RectoArtifact artifact)
{
    RectoFragment *copy = recto_fragment_new();
    for (guint i = 0; i < fragment->items->len; i++) {
        RectoItem item = g_array_index(fragment->items, RectoItem, i);
        if (item.kind == RECTO_ITEM_LINK || item.kind == RECTO_ITEM_DEST)
            continue;
        item.slot = RECTO_SLOT_NONE;
        item.artifact = artifact;
        g_array_append_val(copy->items, item);
    }
    return copy;
}

void recto_table_block_init(RectoTableBlock *block, RectoLength height, RectoSpan span)
{
    *block = (RectoTableBlock){.height = height, .span = span};
    block->lines = g_array_new(FALSE, TRUE, sizeof(RectoTableLine));
    block->rules = recto_fragment_new();
}

void recto_table_block_add(RectoTableBlock *block, const RectoLines *lines, const RectoTextStyle *style, RectoLength x,
                           RectoLength y, RectoLength pitch, gboolean repeated)
{
    for (guint i = 0; i < lines->n_lines; i++) {
        RectoTableLine line = {&lines->lines[i], style, x, y + (RectoLength)i * pitch, repeated};
        g_array_append_val(block->lines, line);
    }
}

static void place_line(RectoTable *table, const RectoTableLine *line, RectoFragment *fragment, RectoLength y)
{
    g_autoptr(RectoFragment) text =
        recto_layout_line(table->state->layout, table->state->scope->style, line->line, line->style);
    if (line->repeated) {
        g_autoptr(RectoFragment) copy = recto_table_artifact(text, RECTO_ARTIFACT_LAYOUT);
        recto_fragment_add_fragment(fragment, copy, table->left + line->x, y);
    } else {
        recto_fragment_add_fragment(fragment, text, table->left + line->x, y);
        table->n_placed++;
    }
}

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    const RectoTableLine *one = a, *other = b;
    return (one->y > other->y) - (one->y < other->y);
}

/* Adds a box with the lines from `first` up to but not including `end`, for the part of the block from `top` to
 * `bottom`. */
static void add_part(RectoTable *table, RectoTableBlock *block, guint first, guint end, RectoLength top,
                     RectoLength bottom)
{
    RectoState *state = table->state;
    RectoFragment *fragment = recto_fragment_new();
    RectoLength baseline = first < end ? g_array_index(block->lines, RectoTableLine, first).y - top : 0;
    gboolean caption = block->caption && top == 0;
    for (guint i = first; i < end; i++) {
        const RectoTableLine *line = &g_array_index(block->lines, RectoTableLine, i);
        place_line(table, line, fragment, line->y - top);
    }
    if (bottom == block->height)
        recto_fragment_add_fragment(fragment, block->rules, 0, -top);
    if (caption)
        recto_caption_beside(table->caption, fragment, baseline);
    RectoVItem *item = recto_state_add_box(state, fragment, bottom - top, baseline, FALSE, block->span);
    item->repeat = block->repeat;
    if (table->left < 0)
        item->margin_to = bottom - top;
    guint box = state->scope->list->items->len - 1;
    for (guint i = first; i < end; i++) {
        const RectoTableLine *line = &g_array_index(block->lines, RectoTableLine, i);
        if (!line->repeated)
            recto_state_hang_notes(state, line->line, box, line->y - top);
    }
    if (caption)
        recto_caption_place(table->caption, box, baseline);
}

/* Returns the y position at which the block may be cut below line `i`; no adjacent line may extend lower. */
static RectoLength cut_below(const RectoTableBlock *block, guint i)
{
    return g_array_index(block->lines, RectoTableLine, i).y + RECTO_BASELINE_RISE;
}

static void add_parts(RectoTable *table, RectoTableBlock *block)
{
    guint first = 0, parts = 0;
    RectoLength top = 0;
    for (guint end = 1; end <= block->lines->len; end++) {
        gboolean last = end == block->lines->len;
        if (!last && g_array_index(block->lines, RectoTableLine, end).y < cut_below(block, end - 1))
            continue;
        RectoLength bottom = last ? block->height : cut_below(block, end - 1);
        gboolean near_end = !last && block->height - bottom < 2 * table->style->table_line;
        if (first)
            recto_state_penalty(table->state, parts < 2 || last || near_end ? RECTO_VPENALTY_NEVER : PENALTY_LINES);
        add_part(table, block, first, end, top, bottom);
        first = end;
        top = bottom;
        parts++;
    }
}

void recto_table_block_flush(RectoTable *table, RectoTableBlock *block)
{
    RectoLength most = recto_table_page_depth(table) - (block->repeat ? block->repeat->height : 0);
    g_array_sort(block->lines, compare_lines);
    if (block->height > most && block->lines->len > 1)
        add_parts(table, block);
    else
        add_part(table, block, 0, block->lines->len, 0, block->height);
    g_array_unref(block->lines);
    recto_fragment_free(block->rules);
}

/* ---- rows ---- */

static RectoLength height_of_lines(const RectoTable *table, const RectoTableRow *row, guint lines)
{
    RectoLength pitch = row->head ? table->head.leading : table->cell.leading;
    return pitch + (RectoLength)(MAX(lines, 1) - 1) * table->style->table_line;
}

static void measure_rows(RectoTable *table)
{
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        RectoTableRow *row = recto_table_row(table, cell->row);
        if (cell->lines && cell->rows == 1)
            row->lines = MAX(row->lines, cell->lines->n_lines);
    }
    for (guint r = 0; r < table->rows->len; r++)
        recto_table_row(table, r)->height =
            height_of_lines(table, recto_table_row(table, r), recto_table_row(table, r)->lines);
    /* the last row that a cell spans grows by the height that the other rows lack */
    for (guint i = 0; i < table->cells->len; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        if (!cell->lines || cell->rows == 1)
            continue;
        RectoLength need = height_of_lines(table, recto_table_row(table, cell->row), cell->lines->n_lines);
        for (guint r = cell->row; r < cell->row + cell->rows; r++)
            need -= recto_table_row(table, r)->height;
        recto_table_row(table, cell->row + cell->rows - 1)->height += MAX(need, 0);
    }
    RectoLength y = 0;
    for (guint r = 0; r < table->rows->len; r++) {
        recto_table_row(table, r)->y = y;
        y += recto_table_row(table, r)->height;
    }
}

/* Returns the baseline of a cell's first line. Capitals are centred in the first line of a row; header lines end at the
 * bottom of the row. */
static RectoLength baseline_of(const RectoTable *table, const RectoTableRow *row, const RectoTableCell *cell)
{
    RectoLength pitch = row->head ? table->head.leading : table->cell.leading;
    RectoLength y = (pitch + recto_table_capitals(table, cell->style)) / 2;
    if (row->head && cell->rows == 1)
        y += row->height - height_of_lines(table, row, cell->lines->n_lines);
    return y;
}

RectoLength recto_table_dash(RectoTable *table, RectoFragment *fragment, const RectoTextStyle *style, RectoLength x,
                             RectoLength baseline)
{
    RectoLayout *layout = table->state->layout;
    RectoLength left = 0, top = 0, width = 0, height = 0;
    g_autoptr(RectoText) text = recto_text_new(layout->engine, "en");
    RectoCharStyle characters = recto_layout_char_style(layout, style, RECTO_SLOT_NONE, style->colour);
    recto_text_append(text, "–", -1, &characters, table->node->span);
    g_autoptr(RectoLines) lines = recto_table_break(table, text, style, RECTO_RAGGED, RECTO_PT(100), 1);
    const RectoGlyphRun *run = lines->lines[0].n_runs ? &lines->lines[0].runs[0].run : NULL;
    if (!run || !run->face || !run->n_glyphs)
        return 0;
    recto_face_ink(run->face, run->glyphs[0].index, &left, &top, &width, &height);
    if (fragment)
        recto_fragment_add_rect(fragment, table->left + x, baseline + top, width, height, style->colour,
                                (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, table->node->span});
    return width;
}

/* Draws a dash, aligned as a number in its column, or as a word. */
static void add_dash(RectoTable *table, RectoFragment *fragment, const RectoTableCell *cell)
{
    const RectoTableColumn *column = &table->columns[cell->column];
    RectoLength width = recto_table_dash(table, NULL, cell->style, 0, 0);
    RectoLength room = table->widths[cell->column].width - width, x = column->x;
    if (column->align == RECTO_TABLE_RIGHT)
        x += room - column->after;
    else if (column->align == RECTO_TABLE_CENTRE)
        x += room / 2;
    recto_table_dash(table, fragment, cell->style, x,
                     (table->cell.leading + recto_table_capitals(table, cell->style)) / 2);
}

/* Draws dashes in empty cells if few are empty, except in the first column and in rows with only one text. */
static void add_dashes(RectoTable *table, RectoFragment *fragment, const RectoTableRow *row)
{
    guint filled = 0;
    for (guint i = row->first; i < row->first + row->n; i++)
        filled += recto_table_cell(table, i)->text != NULL;
    for (guint i = row->first; i < row->first + row->n && filled > 1 && !row->head && !row->total; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        if (!cell->text && cell->column > 0 && cell->columns == 1 && table->columns[cell->column].dashes)
            add_dash(table, fragment, cell);
    }
}

/* Records how far down the cells of row `r` and of the rows above it extend. Rows come in order, so each is visited
 * once, or twice if the header is prepared for repetition first. */
static void place_rows_from(RectoTable *table, guint r)
{
    if (!table->taken || table->taken_rows > r + 1) {
        g_free(table->taken);
        table->taken = g_new0(guint, table->n_columns);
        table->taken_rows = 0;
    }
    for (; table->taken_rows <= r; table->taken_rows++) {
        const RectoTableRow *row = recto_table_row(table, table->taken_rows);
        for (guint i = row->first; i < row->first + row->n; i++) {
            const RectoTableCell *cell = recto_table_cell(table, i);
            for (guint c = cell->column; c < cell->column + cell->columns; c++)
                table->taken[c] = cell->row + cell->rows;
        }
    }
}

/* Returns TRUE if a cell of row `r` or above continues in column `c` below it. */
static gboolean is_tied(const RectoTable *table, guint r, guint c)
{
    return recto_table_row(table, r)->tied && table->taken[c] > r + 1;
}

/* Draws the rule below a row, with gaps where a cell continues in the next row. */
static void add_row_rule(RectoTable *table, RectoFragment *fragment, guint r)
{
    place_rows_from(table, r);
    for (guint c = 0; c < table->n_columns;) {
        guint end = c;
        gboolean tied = is_tied(table, r, c);
        while (end < table->n_columns && is_tied(table, r, end) == tied)
            end++;
        if (!tied)
            recto_table_rule(table, fragment, recto_table_span_x(table, c, end - c),
                             recto_table_span_width(table, c, end - c), recto_table_row(table, r)->height,
                             table->style->table_rule_row, table->style->colour_rule);
        c = end;
    }
}

static void add_rules(RectoTable *table, RectoFragment *fragment, guint r)
{
    const RectoStyle *style = table->style;
    const RectoTableRow *row = recto_table_row(table, r);
    gboolean last = r + 1 == table->rows->len, sums = !last && recto_table_row(table, r + 1)->total;
    if (r == 0)
        recto_table_rule(table, fragment, 0, table->measure, 0, style->table_rule, style->colour_head);
    if (row->total && !last)
        return;
    if (row->head && r + 1 == table->n_head && !last)
        recto_table_rule(table, fragment, 0, table->measure, row->height, style->table_rule_head, style->colour_head);
    else if (last || sums)
        recto_table_rule(table, fragment, 0, table->measure, row->height, style->table_rule, style->colour_head);
    else
        add_row_rule(table, fragment, r);
}

static void fill_row(RectoTable *table, guint r, RectoTableBlock *block)
{
    const RectoTableRow *row = recto_table_row(table, r);
    for (guint i = row->first; i < row->first + row->n; i++) {
        const RectoTableCell *cell = recto_table_cell(table, i);
        if (!cell->lines)
            continue;
        recto_table_block_add(block, cell->lines, cell->style, recto_table_line_x(table, cell),
                              baseline_of(table, row, cell), table->style->table_line, FALSE);
    }
    add_dashes(table, block->rules, row);
    add_rules(table, block->rules, r);
}

/* ---- repeated header ---- */

static RectoLength head_height(const RectoTable *table)
{
    const RectoTableRow *last = table->n_head ? recto_table_row(table, table->n_head - 1) : NULL;
    return last ? last->y + last->height : 0;
}

/* Adds "Table 1 continued": in the margin level with the header, or above it if the table extends into the margin or
 * there is no margin. */
static void add_continued(RectoTable *table, RectoFragment *fragment, RectoLength baseline, RectoLength x)
{
    RectoLayout *layout = table->state->layout;
    const RectoStyle *style = table->style;
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    if (table->caption) {
        g_autofree char *label = g_strdup_printf("%s %u ", recto_strings_get(layout->strings, "table"), table->number);
        RectoCharStyle bold =
            recto_layout_char_style(layout, &style->note_label, RECTO_SLOT_NONE, style->note_label.colour);
        recto_text_append(text, label, -1, &bold, table->node->span);
    }
    RectoCharStyle soft = recto_layout_char_style(layout, &style->note, RECTO_SLOT_NONE, style->note.colour);
    recto_text_append(text, recto_strings_get(layout->strings, "continued"), -1, &soft, table->node->span);
    g_autoptr(RectoLines) lines = recto_table_break(table, text, &style->note, RECTO_RAGGED, RECTO_LENGTH_MAX / 4, 1);
    g_autoptr(RectoFragment) line = recto_layout_line(layout, style, &lines->lines[0], &style->note);
    recto_fragment_add_fragment(fragment, line, x, baseline);
}

/* Returns TRUE if a row is taller than a page; its continuation lines need space below the repeated header. */
static gboolean has_giant(const RectoTable *table)
{
    for (guint r = table->n_head; r < table->rows->len; r++)
        if (recto_table_row(table, r)->height > recto_table_page_depth(table) - head_height(table))
            return TRUE;
    return FALSE;
}

/* Returns the header as repeated on every further page, or NULL. */
static const RectoVRepeat *make_repeat(RectoTable *table)
{
    RectoState *state = table->state;
    RectoLength height = head_height(table), indent = recto_state_frame(state)->indent;
    RectoLength margin = table->style->page_left - table->style->page_column, baseline = 0;
    RectoLength above = table->left < 0 || margin >= 0 ? table->style->caption_below : 0;
    if (!table->n_head || (gint64)height * 1000 > (gint64)recto_table_page_depth(table) * REPEAT_MOST)
        return NULL;
    g_autoptr(RectoFragment) head = recto_fragment_new();
    for (guint r = 0; r < table->n_head; r++) {
        const RectoTableRow *row = recto_table_row(table, r);
        RectoTableBlock block;
        recto_table_block_init(&block, row->height, row->node->span);
        guint n_placed = table->n_placed;
        fill_row(table, r, &block);
        for (guint i = 0; i < block.lines->len; i++) {
            const RectoTableLine *line = &g_array_index(block.lines, RectoTableLine, i);
            baseline = r == 0 && i == 0 ? line->y : baseline;
            place_line(table, line, head, row->y + line->y);
        }
        recto_fragment_add_fragment(head, block.rules, 0, row->y);
        table->n_placed = n_placed;
        g_array_unref(block.lines);
        recto_fragment_free(block.rules);
    }
    RectoFragment *whole = recto_fragment_new();
    recto_fragment_add_fragment(whole, head, indent, above);
    add_continued(table, whole, above ? above - RECTO_BASELINE_RISE - table->style->table_rule : baseline, margin);
    RectoFragment *artifact = recto_table_artifact(whole, RECTO_ARTIFACT_PAGINATION);
    recto_fragment_free(whole);
    RectoLength white = has_giant(table) ? table->style->page_unit / 2 : 0;
    return recto_vlist_add_repeat(state->scope->list, artifact, above + height + white);
}

/* ---- page breaks ---- */

/* Returns the penalty after row `r`: no row is alone on a page, the header keeps two rows with it, and a total keeps
 * the rows that it sums up. */
static int penalty_after(const RectoTable *table, guint r, RectoLength caption, gboolean is_short)
{
    const RectoTableRow *row = recto_table_row(table, r), *last = recto_table_row(table, table->rows->len - 1);
    guint n = table->rows->len - last->total;
    if (row->head || row->tied || r <= table->n_head || r + 2 >= n || row->y + row->height < caption)
        return RECTO_VPENALTY_NEVER;
    return is_short ? PENALTY_SHORT : PENALTY_LONG;
}

/* Returns the height of the caption beside the table, if the table is high enough and the margin is free. */
static RectoLength caption_beside(RectoTable *table)
{
    if (!table->caption || table->left < 0 || table->style->page_left >= table->style->page_column ||
        !recto_caption_margin_is_free(table->state))
        return 0;
    const RectoTableRow *last = recto_table_row(table, table->rows->len - 1);
    RectoLength height = recto_caption_height_beside(table->caption);
    return height <= MIN(last->y + last->height, recto_table_page_depth(table) / 3) ? height : 0;
}

void recto_table_add_rows(RectoTable *table)
{
    measure_rows(table);
    const RectoTableRow *last = recto_table_row(table, table->rows->len - 1);
    gboolean is_short = last->y + last->height <= recto_table_page_depth(table) / 2;
    const RectoVRepeat *repeat = make_repeat(table);
    RectoLength caption = caption_beside(table);
    for (guint r = 0; r < table->rows->len; r++) {
        const RectoTableRow *row = recto_table_row(table, r);
        RectoTableBlock block;
        recto_table_block_init(&block, row->height, row->node->span);
        block.repeat = repeat;
        block.caption = r == 0 && caption > 0;
        fill_row(table, r, &block);
        recto_table_block_flush(table, &block);
        if (r + 1 < table->rows->len)
            recto_state_penalty(table->state, penalty_after(table, r, caption, is_short));
    }
}
