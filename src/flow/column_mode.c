/* Text in two columns: the whole text (page.columns), or a division, a list or a heading's section marked {.columns}.
 * Headings of the levels that the style names, wide tables and wide images span both columns. */
#include "flow/blocks.h"

static RectoStyle *column_style(const RectoState *state, RectoLength width)
{
    const RectoStyle *style = state->scope->columns.straight;
    RectoStyle *narrow = g_memdup2(style, sizeof *style);
    narrow->page_column = style->page_left;
    narrow->page_right = style->page_left + width;
    narrow->table_narrow_columns = 0;
    return narrow;
}

static void make_styles(RectoState *state)
{
    RectoFlow *flow = state->flow;
    const RectoStyle *style = state->scope->columns.straight;
    RectoLength full = style->page_right - style->page_left;
    if (flow->column_style)
        return;
    flow->span_style = column_style(state, full);
    flow->span_style->body.size = style->columns_size > 0 ? style->columns_size : style->body.size;
    RectoStyle *narrow = flow->column_style = column_style(state, (full - style->page_gutter) / 2);
    narrow->body.size = style->columns_size > 0 ? style->columns_size : style->body.size;
    /* Backgrounds do not extend into the neighbouring column. */
    narrow->callout_outset = MIN(style->callout_outset, style->page_gutter / 4);
    narrow->code_outset = MIN(style->code_outset, style->page_gutter / 4);
    narrow->image_most_height = MIN(narrow->image_most_height, style->page_text_bottom - style->page_text_top);
}

/* Adds space where columns begin or end within the text, and above text that spans both columns. A heading has its own
 * space. */
static void part(RectoState *state, const RectoNode *next)
{
    if (!state->scope->after || state->scope->after->kind == RECTO_NODE_HEADING ||
        (next && next->kind == RECTO_NODE_HEADING))
        return;
    recto_state_space(state, state->scope->columns.straight->page_unit);
    state->scope->after = NULL;
    state->scope->lead_done = TRUE;
}

void recto_columns_set(RectoState *state, RectoColumnMode mode, const RectoNode *next)
{
    if (state->scope->columns.mode == RECTO_V_TEXT)
        state->scope->columns.straight = state->scope->style;
    const RectoStyle *style = state->scope->columns.straight;
    gboolean words = mode == RECTO_V_SPAN && next && next->kind == RECTO_NODE_PARAGRAPH;
    if ((mode == RECTO_V_TEXT) != (state->scope->columns.mode == RECTO_V_TEXT) || words)
        part(state, next);
    if (mode != RECTO_V_TEXT)
        make_styles(state);
    const RectoStyle *styles[] = {style, state->flow->span_style, state->flow->column_style};
    state->scope->style = styles[mode];
    state->scope->columns.mode = state->scope->list->columns = mode;
    state->scope->list->x = mode == RECTO_V_TEXT ? 0 : style->page_left - style->page_column;
    if (mode == RECTO_V_COLUMN)
        state->scope->list->pitch = style->page_gutter + recto_state_column(state);
}

void recto_columns_continue(const RectoState *state, RectoVList *list)
{
    const RectoVList *before = state->scope->list;
    if (!before || state->scope->columns.mode == RECTO_V_TEXT)
        return;
    list->columns = before->columns;
    list->x = before->x;
    list->pitch = before->columns == RECTO_V_COLUMN ? before->pitch : 0;
}

static gint count_cells(const RectoNode *table)
{
    const RectoNode *row = table->first;
    while (row && row->kind != RECTO_NODE_ROW)
        row = row->next;
    gint n = 0;
    for (const RectoNode *cell = row ? row->first : NULL; cell; cell = cell->next)
        n++;
    return n;
}

static gboolean is_wide_picture(const RectoState *state, const RectoNode *node)
{
    if (node->kind == RECTO_NODE_FIGURE && node->first)
        node = node->first;
    const RectoNode *only = node->first && !node->first->next ? node->first : NULL;
    if (node->kind != RECTO_NODE_PARAGRAPH || !only || only->kind != RECTO_NODE_IMAGE)
        return FALSE;
    const RectoImage *image =
        state->layout->images ? recto_images_find(state->layout->images, only->text, only->span) : NULL;
    const RectoStyle *style = state->scope->columns.straight ? state->scope->columns.straight : state->scope->style;
    return recto_node_has_class(only, "wide") ||
           (image && (int)image->info.width >= style->image_wide && image->info.width > image->info.height);
}

static gboolean spans(const RectoState *state, const RectoNode *node)
{
    const RectoStyle *style = state->scope->columns.straight ? state->scope->columns.straight : state->scope->style;
    if (node->kind == RECTO_NODE_HEADING)
        return node->heading.level <= style->columns_heading_spans;
    if (node->kind == RECTO_NODE_TABLE && count_cells(node) > style->columns_table_columns)
        return TRUE;
    const RectoNode *around = node->parent && node->parent->kind == RECTO_NODE_DIV ? node->parent : node;
    return recto_node_has_class(node, "wide") || recto_node_has_class(around, "wide") || is_wide_picture(state, node);
}

/* Returns TRUE for a paragraph that introduces content that spans both columns; the paragraph spans them too. */
static gboolean leads_over(const RectoState *state, const RectoNode *node)
{
    if (node->kind != RECTO_NODE_PARAGRAPH || !node->next || node->next->kind == RECTO_NODE_HEADING ||
        !spans(state, node->next))
        return FALSE;
    g_autofree char *text = recto_node_plain_text(node);
    return g_str_has_suffix(g_strchomp(text), ":");
}

/* Returns TRUE if the node contains a chart: charts need the margin for their labels, so the node cannot be in a
 * column. */
static gboolean holds_chart(const RectoNode *root)
{
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(root, &node, &walk))
        if (recto_node_is_chart(node))
            return TRUE;
    return FALSE;
}

/* Returns TRUE for a heading that is followed only by content that spans both columns; in a column, it would be left
 * alone at the bottom. */
static gboolean heads_over(const RectoState *state, const RectoNode *heading)
{
    const RectoNode *next = heading->next;
    while (next && next->kind == RECTO_NODE_HEADING)
        next = next->next;
    if (!next || next->kind == RECTO_NODE_DIV)
        return FALSE;
    return spans(state, next) || leads_over(state, next) || holds_chart(next);
}

static RectoColumnMode mode_of(RectoState *state, const RectoNode *node)
{
    RectoColumnState *columns = &state->scope->columns;
    const RectoStyle *style = columns->straight ? columns->straight : state->scope->style;
    gboolean marked = recto_node_has_class(node, "columns");
    if (node->kind == RECTO_NODE_HEADING && columns->level && node->heading.level <= columns->level)
        columns->level = 0;
    gboolean in_columns = style->page_columns > 1 || columns->level || columns->node;
    if (node->kind == RECTO_NODE_HEADING) {
        gboolean opens = (style->chapter_opens && node->heading.level == 1) || node->heading.part;
        gboolean begins = marked && !columns->level;
        if (begins)
            columns->level = node->heading.level;
        if (opens || (!in_columns && !begins))
            return RECTO_V_TEXT;
        if (begins)
            return RECTO_V_SPAN;
    } else if (marked && !columns->node) {
        columns->node = node;
        in_columns = TRUE;
    }
    /* a division has no frame of its own, so each of its blocks is judged separately; a side block may have one */
    gboolean whole = node->kind != RECTO_NODE_DIV || recto_node_has_class(node, "side");
    if (!in_columns || recto_turned_wanted(state, node) || (whole && holds_chart(node)))
        return RECTO_V_TEXT;
    gboolean over = node->kind == RECTO_NODE_HEADING ? heads_over(state, node) : leads_over(state, node);
    return over || spans(state, node) ? RECTO_V_SPAN : RECTO_V_COLUMN;
}

gboolean recto_columns_change(RectoState *state, const RectoNode *node, RectoColumnMode *ret_mode)
{
    gboolean top = !state->scope->turned && !state->scope->note && recto_state_is_top(state);
    if (!top || !recto_node_is_block(node) || node->kind == RECTO_NODE_DOCUMENT || node->kind == RECTO_NODE_NOTE)
        return FALSE;
    *ret_mode = mode_of(state, node);
    return (node->kind != RECTO_NODE_DIV || recto_node_has_class(node, "side")) &&
           (*ret_mode != state->scope->columns.mode || *ret_mode != state->scope->list->columns);
}

void recto_columns_leave(RectoState *state, const RectoNode *node)
{
    if (node == state->scope->columns.node)
        state->scope->columns.node = NULL;
}

const RectoStyle *recto_columns_style(const RectoState *state, RectoColumnMode mode)
{
    const RectoStyle *straight = state->scope->columns.straight ? state->scope->columns.straight : state->scope->style;
    const RectoStyle *styles[] = {straight, state->flow->span_style, state->flow->column_style};
    return styles[mode] ? styles[mode] : straight;
}
