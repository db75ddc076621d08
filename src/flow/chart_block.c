/* Code blocks called `figures` and `chart`. */
#include "flow/chart_block.h"

#include "document/synthetic.h"
#include "flow/caption.h"

/* Moves a wide fragment to the column's left edge, whatever indent the block around it has. */
static RectoFragment *at_column(RectoState *state, RectoFragment *fragment)
{
    RectoFragment *moved = recto_fragment_new();
    recto_fragment_add_fragment(moved, fragment, -recto_state_frame(state)->indent, 0);
    recto_fragment_free(fragment);
    return moved;
}

static RectoVItem *add_box(RectoState *state, RectoFragment *fragment, RectoLength height, RectoSpan span)
{
    RectoLength baseline = state->scope->style->page_unit - RECTO_BASELINE_RISE;
    state->scope->wide = TRUE;
    recto_state_add_box(state, at_column(state, fragment), height, baseline, TRUE, span);
    return &g_array_index(state->scope->list->items, RectoVItem, state->scope->list->items->len - 1);
}

/* ---- big numbers ---- */

/* Converts big numbers to a table if there are more than the panel can show. */
static const RectoNode *make_table(RectoState *state, const RectoNode *node, const RectoPanel *panel)
{
    gboolean compared = FALSE;
    for (guint i = 0; i < panel->n_figures; i++)
        compared = compared || panel->figures[i].comparison;
    guint n_columns = 2u + compared;
    g_autofree RectoCellWords *cells = g_new0(RectoCellWords, (gsize)(panel->n_figures + 1) * n_columns);
    for (guint k = 0; k < n_columns; k++)
        cells[k].span = node->span;
    for (guint i = 0; i < panel->n_figures; i++) {
        const RectoBigNumber *figure = &panel->figures[i];
        RectoCellWords *row = &cells[(i + 1) * n_columns];
        row[0] = (RectoCellWords){figure->label, RECTO_CELL_NONE, figure->span};
        row[1] = (RectoCellWords){figure->value, RECTO_CELL_RIGHT, figure->span};
        if (compared)
            row[2] = (RectoCellWords){figure->comparison, RECTO_CELL_NONE, figure->span};
    }
    recto_diagnose(state->layout->diagnostics, RECTO_CODE_CHART_CHANGED, node->span,
                   "block has %u big numbers; recto set them as a table", panel->n_figures);
    const RectoTableWords words = {.cells = cells, .n_columns = n_columns, .n_rows = panel->n_figures + 1};
    return recto_node_new_table(state->layout->pages->arena, node->parent, &words, node->span);
}

/* Returns "Source: " and the chart's source, or NULL if it has none. */
static const char *source_words(RectoState *state, const RectoChart *chart)
{
    if (!chart->source)
        return NULL;
    g_autofree char *words =
        g_strdup_printf("%s: %s", recto_strings_get(state->layout->strings, "source"), chart->source);
    return recto_arena_strndup(state->layout->pages->arena, words, -1);
}

/* Returns TRUE if the column is too narrow for a chart with its labels; the chart's data are then set as a table. */
static gboolean is_narrow(const RectoState *state)
{
    return recto_state_column(state) < state->scope->style->chart_plot_last;
}

/* Returns TRUE if the chart places names in the margin (bar charts, donut charts), but no margin is available. */
static gboolean lacks_margin(const RectoState *state, const RectoChart *chart)
{
    gboolean wanted = chart->kind == RECTO_CHART_BAR || chart->kind == RECTO_CHART_GROUPED ||
                      chart->kind == RECTO_CHART_STACKED || chart->kind == RECTO_CHART_DONUT;
    return wanted && state->scope->style->page_left >= state->scope->style->page_column;
}

static const RectoNode *make_chart_table(RectoState *state, const RectoNode *node, const RectoChart *chart)
{
    RectoArena *arena = state->layout->pages->arena;
    guint n_columns = chart->n_series + 1;
    g_autofree RectoCellWords *cells = g_new0(RectoCellWords, (gsize)(chart->n_labels + 1) * n_columns);
    cells[0] = (RectoCellWords){chart->corner, RECTO_CELL_NONE, node->span};
    for (guint k = 0; k < chart->n_series; k++)
        cells[k + 1] = (RectoCellWords){chart->series[k], RECTO_CELL_NONE, node->span};
    for (guint i = 0; i < chart->n_labels; i++) {
        RectoCellWords *row = &cells[(i + 1) * n_columns];
        row[0] = (RectoCellWords){chart->labels[i], RECTO_CELL_NONE, node->span};
        for (guint k = 0; k < chart->n_series; k++)
            row[k + 1] = (RectoCellWords){recto_chart_value(chart, i, k)->words, RECTO_CELL_NONE, node->span};
    }
    recto_diagnose(state->layout->diagnostics, RECTO_CODE_CHART_CHANGED, node->span,
                   "no room for the chart; recto set its data as a table");
    const RectoTableWords words = {
        .cells = cells,
        .n_columns = n_columns,
        .n_rows = chart->n_labels + 1,
        .title = recto_chart_heading(chart, arena, FALSE),
        .source = source_words(state, chart),
    };
    return recto_node_new_table(arena, node->parent, &words, node->span);
}

static void add_panel(RectoState *state, const RectoNode *node, const RectoPanel *panel)
{
    RectoChartContext context = recto_chart_context(state->layout, state->scope->style);
    RectoStructure *structure = state->layout->pages->structure;
    RectoElement *list = recto_element_new(structure, recto_state_frame(state)->element, RECTO_ROLE_L, node->span);
    guint columns = recto_panel_columns(panel);
    state->chapter->panel = state->chapter->panel || state->scope->list->items->len == 0;
    recto_state_space(state, state->scope->style->chart_space);
    state->scope->keep = 0;
    for (guint i = 0; i < panel->n_figures; i += columns) {
        RectoLength height = 0;
        RectoFragment *row = recto_panel_row(&context, panel, i, list, &height);
        RectoVItem *box = add_box(state, row, height, node->span);
        box->margin_to = columns == 3 ? height : 0;
        recto_state_penalty(state, i + columns < panel->n_figures ? RECTO_VPENALTY_NEVER : 0);
    }
}

/* ---- charts ---- */

/* Creates the caption: the title, and the source of the data on a line of its own. Returns NULL if neither is given. */
static RectoCaption *make_caption(RectoState *state, const RectoNode *around, const RectoChart *chart,
                                  const char *heading, RectoElement *table)
{
    RectoArena *arena = state->layout->pages->arena;
    const char *source = source_words(state, chart);
    if (!heading && !source)
        return NULL;
    const RectoNode *node =
        recto_node_new_caption(arena, around, heading ? heading : source, heading ? source : NULL, chart->span);
    RectoElement *element = recto_element_new(state->layout->pages->structure, table, RECTO_ROLE_CAPTION, chart->span);
    return recto_caption_new(state, node, element, "figure", ++state->n_figures);
}

static void place_picture(RectoState *state, RectoChartPicture *picture, RectoCaption *caption, RectoSpan span)
{
    const RectoStyle *style = state->scope->style;
    RectoLength baseline = style->page_unit - RECTO_BASELINE_RISE;
    gboolean beside = caption && !picture->wide && recto_caption_margin_is_free(state) &&
                      recto_caption_height_beside(caption) <= picture->height;
    RectoFragment *fragment = at_column(state, picture->fragment);
    if (beside)
        recto_caption_beside(caption, fragment, baseline);
    state->scope->wide = TRUE;
    RectoVItem *box = recto_state_add_box(state, fragment, picture->height, baseline, TRUE, span);
    guint index = state->scope->list->items->len - 1;
    box = &g_array_index(state->scope->list->items, RectoVItem, index);
    box->margin_to = picture->wide ? picture->height + picture->overhang : 0;
    box->floats = beside && state->scope->frames->len == 1;
    box->space = style->chart_space;
    /* figures keep their order: a floating figure must not pass one that does not float */
    box->barrier = !box->floats;
    if (beside)
        recto_caption_place(caption, index, baseline);
    else if (caption)
        recto_caption_below(caption, -recto_state_frame(state)->indent, recto_state_column(state));
    if (picture->overhang > style->caption_gap + style->caption_below || (picture->overhang && !caption))
        recto_state_space(state, picture->overhang - (caption ? style->caption_gap + style->caption_below : 0));
}

static void add_chart(RectoState *state, const RectoNode *node, const RectoChart *chart)
{
    RectoChartContext context = recto_chart_context(state->layout, state->scope->style);
    RectoChartPicture picture;
    recto_chart_draw(&context, chart, recto_state_frame(state)->element, &picture);
    g_autoptr(RectoCaption) caption = make_caption(state, node->parent, chart, picture.heading, picture.table);
    recto_state_space(state, state->scope->style->chart_space);
    state->scope->keep = 0;
    place_picture(state, &picture, caption, node->span);
    recto_state_penalty(state, 0);
    recto_state_space(state, state->scope->style->chart_space);
}

gboolean recto_flow_chart(RectoState *state, const RectoNode *node, const RectoNode **ret_table)
{
    const RectoResources *resources = state->layout->resources;
    const RectoChart *chart = resources ? recto_resources_chart(resources, node) : NULL;
    const RectoPanel *panel = resources ? recto_resources_panel(resources, node) : NULL;
    *ret_table = NULL;
    if (chart && (is_narrow(state) || lacks_margin(state, chart)))
        *ret_table = make_chart_table(state, node, chart);
    else if (chart)
        add_chart(state, node, chart);
    else if (panel && (is_narrow(state) || panel->n_figures > (guint)MAX(state->scope->style->panel_most, 1)))
        *ret_table = make_table(state, node, panel);
    else if (panel)
        add_panel(state, node, panel);
    state->scope->lead_done |= chart || panel;
    return chart || panel;
}
