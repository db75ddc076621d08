/* Big numbers above a rule. */
#include "chart/chart_canvas.h"

#include "base/csv.h"
#include "base/spelling.h"

#include <string.h>

/* ---- reading ---- */

static const char *const fields[] = {"value", "label", "comparison", "change", "highlight", NULL};

static const char *printed_value(const RectoChartContext *context, const char *text)
{
    double number = 0;
    int decimals = 0;
    g_autofree char *words = NULL;
    g_autofree char *unit = recto_chart_number_unit(text);
    gboolean percent = g_strcmp0(unit, "%") == 0;
    if ((unit && !percent) || !recto_chart_number(context->strings, text, &number, &decimals))
        words = g_strdup(text);
    else if (percent)
        words = recto_strings_percent(context->strings, number, decimals);
    else
        words = recto_strings_number(context->strings, number, decimals);
    return recto_arena_strndup(context->arena, words, -1);
}

/* Returns FALSE, with a diagnostic, if the value or the label is missing. */
static gboolean add_figure(const RectoChartContext *context, GArray *figures, const char *const values[4],
                           RectoSpan span)
{
    RectoArena *arena = context->arena;
    const char *comparison = values[2] && *values[2] ? values[2] : values[3];
    if (!values[0] || !*values[0] || !values[1] || !*values[1]) {
        recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, span, "a big number needs value: and label:");
        return FALSE;
    }
    RectoBigNumber figure = {printed_value(context, values[0]), recto_arena_strndup(arena, values[1], -1), NULL, span};
    if (comparison && *comparison)
        figure.comparison = recto_arena_strndup(arena, comparison, -1);
    g_array_append_val(figures, figure);
    return TRUE;
}

static void check_keys(const RectoChartContext *context, const RectoYamlNode *map)
{
    for (guint i = 0; i < map->n_items; i++) {
        const char *key = map->keys[i]->value, *nearest = recto_nearest(key, fields);
        if (!g_strv_contains(fields, key))
            recto_diagnose(context->diagnostics, RECTO_CODE_CHART_KEY, map->keys[i]->span,
                           nearest ? "unknown key “%s” of a big number; did you mean “%s”?"
                                   : "unknown key “%s” of a big number",
                           key, nearest);
    }
}

static gboolean is_on(const char *text)
{
    return text && (g_str_equal(text, "yes") || g_str_equal(text, "true"));
}

static gboolean read_yaml(const RectoChartContext *context, const RectoYamlNode *root, GArray *figures,
                          gint *ret_highlight)
{
    gboolean good = root && root->kind == RECTO_YAML_LIST && root->n_items;
    if (root && !good)
        recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, root->span,
                       "the block needs a list of entries with value: and label:");
    for (guint i = 0; good && i < root->n_items; i++) {
        const RectoYamlNode *entry = root->items[i];
        const char *values[4];
        if (entry->kind != RECTO_YAML_MAP) {
            recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, entry->span,
                           "a big number needs value: and label:");
            return FALSE;
        }
        check_keys(context, entry);
        for (guint k = 0; k < G_N_ELEMENTS(values); k++)
            values[k] = recto_yaml_text(recto_yaml_get(entry, fields[k]));
        if (is_on(recto_yaml_text(recto_yaml_get(entry, "highlight"))))
            *ret_highlight = (gint)i;
        good = add_figure(context, figures, values, entry->span);
    }
    return good;
}

/* Reads CSV. The columns are value, label, comparison, unless a header row gives another order. */
static gboolean read_csv(const RectoChartContext *context, const char *text, RectoSpan span, GArray *figures)
{
    g_autoptr(GPtrArray) rows =
        recto_csv_parse(context->arena, text, strlen(text), span.file, span.line, context->diagnostics);
    gint columns[4] = {0, 1, 2, -1};
    gboolean good = rows->len > 0;
    for (guint i = 0; good && i < rows->len; i++) {
        const GArray *cells = ((const RectoCsvRow *)g_ptr_array_index(rows, i))->fields;
        const char *values[4] = {NULL};
        guint named = 0;
        for (guint c = 0; i == 0 && c < cells->len; c++)
            named += g_strv_contains(fields, g_array_index(cells, RectoCsvField, c).text);
        for (guint c = 0; named > 1 && c < cells->len; c++)
            for (guint k = 0; k < 4; k++)
                if (g_str_equal(g_array_index(cells, RectoCsvField, c).text, fields[k]))
                    columns[k] = (gint)c;
        if (named > 1)
            continue;
        for (guint k = 0; k < 4; k++)
            if (columns[k] >= 0 && (guint)columns[k] < cells->len)
                values[k] = g_array_index(cells, RectoCsvField, (guint)columns[k]).text;
        good = add_figure(context, figures, values, g_array_index(cells, RectoCsvField, 0).span);
    }
    return good && figures->len;
}

static gboolean looks_like_yaml(const char *text)
{
    text += strspn(text, " \t\r\n");
    return *text == '-' || *text == '[' || *text == '{' || *text == '#' || strstr(text, "value:");
}

RectoPanel *recto_panel_read(const RectoChartContext *context, const char *text, RectoSpan span)
{
    RectoPanel *panel = recto_arena_new0(context->arena, RectoPanel);
    g_autoptr(GArray) figures = g_array_new(FALSE, TRUE, sizeof(RectoBigNumber));
    gboolean good = FALSE;
    span.line++;
    if (looks_like_yaml(text)) {
        g_autoptr(RectoYaml) yaml = recto_yaml_parse(text, strlen(text) - g_str_has_suffix(text, "\n"), span.file,
                                                     span.line, context->diagnostics);
        good = read_yaml(context, yaml->root, figures, &panel->highlight);
    } else {
        good = read_csv(context, text, span, figures);
    }
    if (!good)
        return NULL;
    panel->figures = recto_arena_copy(context->arena, figures->data, sizeof(RectoBigNumber) * figures->len);
    panel->n_figures = figures->len;
    return panel;
}

/* ---- drawing ---- */

guint recto_panel_columns(const RectoPanel *panel)
{
    return panel->n_figures <= 2 || panel->n_figures == 4 ? 2 : 3;
}

/* Returns the style of the numbers, in a smaller size if they are too wide for their cells. */
static RectoTextStyle number_style(const RectoChartContext *context, const char *words)
{
    const RectoStyle *style = context->style;
    RectoTextStyle element = style->panel_number;
    if (recto_canvas_width(context, words, &element, FALSE) > style->panel_width)
        element.size = MIN(element.size, style->panel_number_small);
    while (element.size > style->panel_label.size &&
           recto_canvas_width(context, words, &element, FALSE) > style->panel_width)
        element.size -= RECTO_PT(2);
    return element;
}

/* Adds a list item with its three parts in one paragraph. Spaces separate the parts in extracted text. */
static RectoSlot add_item(const RectoChartContext *context, RectoElement *list, RectoSpan span)
{
    RectoStructure *structure = context->pages->structure;
    RectoElement *item = recto_element_new(structure, list, RECTO_ROLE_LI, span);
    return recto_element_slot(structure, recto_element_new(structure, item, RECTO_ROLE_LBODY, span));
}

/* Returns the height of the cell. */
static RectoLength add_cell(RectoCanvas *canvas, const RectoBigNumber *figure, RectoLength x, gboolean strong,
                            RectoSlot slot)
{
    const RectoStyle *style = canvas->style;
    RectoLength weight = strong ? style->panel_rule_first : style->panel_rule;
    RectoColour colour = strong ? style->colour_accent : style->colour_head;
    RectoTextStyle number = number_style(canvas->context, figure->value);
    g_autofree char *value = g_strconcat(figure->value, " ", NULL);
    g_autofree char *words = g_strconcat(figure->label, figure->comparison ? " " : "", NULL);
    recto_fragment_add_rect(canvas->shapes, x, -weight / 2, style->panel_width, weight, colour,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, figure->span});
    recto_canvas_label(canvas, &(RectoLabel){.words = value,
                                             .style = &number,
                                             .x = x - style->display_hang,
                                             .y = style->panel_number_y,
                                             .colour = strong ? style->accent_figures : colour,
                                             .coloured = strong,
                                             .proportional = TRUE,
                                             .slot = slot});
    RectoLabel label = {.words = words, .style = &style->panel_label, .x = x, .y = style->panel_label_y, .slot = slot};
    label.measure = style->panel_width;
    label.proportional = TRUE;
    guint lines = recto_canvas_label(canvas, &label);
    RectoLength bottom = style->panel_label_y + (RectoLength)(lines - 1) * style->panel_label.leading;
    if (figure->comparison) {
        label.y = bottom + style->panel_comparison_y - style->panel_label_y;
        label.words = figure->comparison;
        label.style = &style->panel_comparison;
        bottom = label.y + (RectoLength)(recto_canvas_label(canvas, &label) - 1) * style->panel_comparison.leading;
    }
    return bottom + RECTO_PT(4);
}

RectoFragment *recto_panel_row(const RectoChartContext *context, const RectoPanel *panel, guint first,
                               RectoElement *list, RectoLength *ret_height)
{
    const RectoStyle *style = context->style;
    guint columns = recto_panel_columns(panel);
    RectoLength left = columns == 3 ? style->page_left - style->page_column : 0, bottom = 0;
    RectoLength unit = MAX(style->page_unit, 1);
    RectoCanvas canvas = {.context = context, .style = style};
    canvas.shapes = recto_fragment_new();
    canvas.words = recto_fragment_new();
    for (guint i = first; i < MIN(first + columns, panel->n_figures); i++) {
        RectoLength x = left + (RectoLength)(i - first) * (style->panel_width + style->panel_gap);
        canvas.span = panel->figures[i].span;
        RectoLength height =
            add_cell(&canvas, &panel->figures[i], x, (gint)i == panel->highlight, add_item(context, list, canvas.span));
        bottom = MAX(bottom, height);
    }
    recto_fragment_add_fragment(canvas.shapes, canvas.words, 0, 0);
    recto_fragment_free(canvas.words);
    *ret_height = MAX(style->panel_height, (bottom + unit - 1) / unit * unit);
    return canvas.shapes;
}
