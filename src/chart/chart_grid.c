/* Reads the data of a chart into a table of texts. */
#include "chart/chart_grid.h"

#include "base/csv.h"
#include "base/spelling.h"

/* Maximum number of columns that are read; a chart with more would not be readable. */
#define MOST_COLUMNS 64

RectoGrid *recto_grid_new(void)
{
    RectoGrid *grid = g_new0(RectoGrid, 1);
    grid->head = g_array_new(FALSE, TRUE, sizeof(RectoGridCell));
    grid->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    return grid;
}

void recto_grid_free(RectoGrid *grid)
{
    if (!grid)
        return;
    g_array_unref(grid->head);
    g_ptr_array_unref(grid->rows);
    g_free(grid);
}

const RectoGridCell *recto_grid_cell(const RectoGrid *grid, guint row, guint column)
{
    static const RectoGridCell nothing = {.text = ""};
    const GArray *cells = g_ptr_array_index(grid->rows, row);
    return column < cells->len ? &g_array_index(cells, RectoGridCell, column) : &nothing;
}

static RectoGridCell cell_of(const RectoYamlNode *node)
{
    const char *text = recto_yaml_text(node);
    return (RectoGridCell){text ? text : "", node->span};
}

static void put(GArray *cells, RectoGridCell cell)
{
    g_array_append_val(cells, cell);
}

static GArray *add_row(RectoGrid *grid)
{
    GArray *row = g_array_new(FALSE, TRUE, sizeof(RectoGridCell));
    g_ptr_array_add(grid->rows, row);
    return row;
}

/* Fills up short rows with empty cells, each with the position of the row. */
static void fill_up(RectoGrid *grid)
{
    for (guint i = 0; i < grid->rows->len; i++) {
        GArray *row = g_ptr_array_index(grid->rows, i);
        RectoSpan span = row->len ? g_array_index(row, RectoGridCell, 0).span : RECTO_NO_SPAN;
        while (row->len < grid->head->len)
            put(row, (RectoGridCell){"", span});
        g_array_set_size(row, grid->head->len);
    }
}

static void bad(const RectoChartContext *context, RectoSpan span, const char *text)
{
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, span, "%s", text);
}

/* ---- separate labels ---- */

/* Returns label `index` of the `labels` key. */
static RectoGridCell label_at(const RectoChartContext *context, const RectoYamlNode *labels, guint index,
                              RectoSpan span)
{
    const char *word = recto_yaml_text(labels);
    if (labels && labels->kind == RECTO_YAML_LIST && index < labels->n_items)
        return cell_of(labels->items[index]);
    if (word && g_str_equal(word, "months") && index < 12) {
        g_autofree char *month = recto_strings_month(context->strings, (int)index + 1);
        return (RectoGridCell){recto_arena_strndup(context->arena, month, -1), labels->span};
    }
    return (RectoGridCell){"", span};
}

/* Reads series given as lists; each becomes a column. */
static RectoGrid *of_lists(const RectoChartContext *context, const RectoYamlNode *const *names,
                           const RectoYamlNode *const *lists, guint n, const RectoYamlNode *labels)
{
    g_autoptr(RectoGrid) grid = recto_grid_new();
    put(grid->head, (RectoGridCell){"", RECTO_NO_SPAN});
    for (guint s = 0; s < n && s < MOST_COLUMNS; s++) {
        if (lists[s]->kind != RECTO_YAML_LIST) {
            bad(context, lists[s]->span, "expected a list of values, as in the other series");
            return NULL;
        }
        put(grid->head, names ? cell_of(names[s]) : (RectoGridCell){"", lists[s]->span});
        for (guint i = 0; i < lists[s]->n_items; i++) {
            if (grid->rows->len <= i)
                put(add_row(grid), label_at(context, labels, i, lists[s]->items[i]->span));
            GArray *row = g_ptr_array_index(grid->rows, i);
            while (row->len < s + 1)
                put(row, (RectoGridCell){"", lists[s]->span});
            put(row, cell_of(lists[s]->items[i]));
        }
    }
    fill_up(grid);
    grid->named = names != NULL;
    return g_steal_pointer(&grid);
}

/* ---- maps ---- */

static guint column_of(RectoGrid *grid, const RectoYamlNode *key)
{
    for (guint i = 0; i < grid->head->len; i++)
        if (g_str_equal(g_array_index(grid->head, RectoGridCell, i).text, key->value))
            return i;
    if (grid->head->len < MOST_COLUMNS)
        put(grid->head, cell_of(key));
    return grid->head->len - 1;
}

static void put_pairs(RectoGrid *grid, GArray *row, const RectoYamlNode *map)
{
    for (guint i = 0; i < map->n_items; i++) {
        guint column = column_of(grid, map->keys[i]);
        while (row->len <= column)
            put(row, (RectoGridCell){"", map->span});
        g_array_index(row, RectoGridCell, column) = cell_of(map->items[i]);
    }
}

/* Reads {label: value, …} or {label: {series: value, …}, …}. */
static RectoGrid *of_map(const RectoChartContext *context, const RectoYamlNode *map)
{
    g_autoptr(RectoGrid) grid = recto_grid_new();
    gboolean deep = map->items[0]->kind == RECTO_YAML_MAP;
    put(grid->head, (RectoGridCell){"", RECTO_NO_SPAN});
    if (!deep)
        put(grid->head, (RectoGridCell){"", RECTO_NO_SPAN});
    for (guint i = 0; i < map->n_items; i++) {
        GArray *row = add_row(grid);
        put(row, cell_of(map->keys[i]));
        if ((map->items[i]->kind == RECTO_YAML_MAP) != deep || map->items[i]->kind == RECTO_YAML_LIST) {
            bad(context, map->items[i]->span, "this entry has another form than the entries before it");
            return NULL;
        }
        if (deep)
            put_pairs(grid, row, map->items[i]);
        else
            put(row, cell_of(map->items[i]));
    }
    fill_up(grid);
    grid->named = deep;
    return g_steal_pointer(&grid);
}

/* Reads [{year: 2023, commits: 1904}, …]. */
static RectoGrid *of_maps(const RectoChartContext *context, const RectoYamlNode *list)
{
    g_autoptr(RectoGrid) grid = recto_grid_new();
    for (guint i = 0; i < list->n_items; i++) {
        if (list->items[i]->kind != RECTO_YAML_MAP) {
            bad(context, list->items[i]->span, "this entry has another form than the entries before it");
            return NULL;
        }
        put_pairs(grid, add_row(grid), list->items[i]);
    }
    fill_up(grid);
    grid->named = TRUE;
    return g_steal_pointer(&grid);
}

/* ---- lists ---- */

static gboolean is_number(const RectoChartContext *context, const char *text)
{
    double number = 0;
    int decimals = 0;
    return recto_chart_number(context->strings, text, &number, &decimals);
}

/* Treats the first row as the header, unless there are only two columns and the second begins with a number. */
static void find_head(const RectoChartContext *context, RectoGrid *grid)
{
    guint longest = 0;
    for (guint i = 0; i < grid->rows->len; i++)
        longest = MAX(longest, ((GArray *)g_ptr_array_index(grid->rows, i))->len);
    gboolean head = grid->rows->len > 1 && (longest > 2 || !is_number(context, recto_grid_cell(grid, 0, 1)->text));
    if (head) {
        g_array_unref(grid->head);
        grid->head = g_array_ref(g_ptr_array_index(grid->rows, 0));
        g_ptr_array_remove_index(grid->rows, 0);
    }
    while (grid->head->len < MIN(longest, MOST_COLUMNS))
        put(grid->head, (RectoGridCell){"", RECTO_NO_SPAN});
    grid->named = head;
    fill_up(grid);
}

static RectoGrid *of_rows(const RectoChartContext *context, const RectoYamlNode *list)
{
    g_autoptr(RectoGrid) grid = recto_grid_new();
    for (guint i = 0; i < list->n_items; i++) {
        const RectoYamlNode *item = list->items[i];
        GArray *row = add_row(grid);
        for (guint k = 0; item->kind == RECTO_YAML_LIST && k < item->n_items; k++)
            put(row, cell_of(item->items[k]));
    }
    find_head(context, grid);
    return g_steal_pointer(&grid);
}

/* Reads [{year: 2023, commits: [105, …]}, …] with one series per entry. Returns NULL if the data have another form. */
static RectoGrid *of_maps_with_lists(const RectoChartContext *context, const RectoYamlNode *list,
                                     const RectoYamlNode *labels, const RectoYamlNode *columns)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new(), values = g_ptr_array_new();
    const char *name_key =
        columns && columns->kind == RECTO_YAML_LIST && columns->n_items ? recto_yaml_text(columns->items[0]) : NULL;
    const char *value_key = name_key && columns->n_items > 1 ? recto_yaml_text(columns->items[1]) : NULL;
    for (guint i = 0; value_key && i < list->n_items; i++) {
        const RectoYamlNode *name = recto_yaml_get(list->items[i], name_key);
        const RectoYamlNode *value = recto_yaml_get(list->items[i], value_key);
        if (!name || !value || name->kind != RECTO_YAML_SCALAR || value->kind != RECTO_YAML_LIST)
            return NULL;
        g_ptr_array_add(names, (gpointer)name);
        g_ptr_array_add(values, (gpointer)value);
    }
    if (!names->len)
        return NULL;
    return of_lists(context, (const RectoYamlNode *const *)names->pdata, (const RectoYamlNode *const *)values->pdata,
                    names->len, labels);
}

RectoGrid *recto_grid_of_yaml(const RectoChartContext *context, const RectoYamlNode *data, const RectoYamlNode *labels,
                              const RectoYamlNode *columns)
{
    if (data->kind == RECTO_YAML_SCALAR || data->n_items == 0) {
        bad(context, data->span, "the chart has no data; the shortest form is a map of labels and values");
        return NULL;
    }
    RectoYamlKind first = data->items[0]->kind;
    if (data->kind == RECTO_YAML_MAP && first == RECTO_YAML_LIST)
        return of_lists(context, data->keys, data->items, data->n_items, labels);
    if (data->kind == RECTO_YAML_MAP)
        return of_map(context, data);
    if (first == RECTO_YAML_SCALAR)
        return of_lists(context, NULL, &data, 1, labels);
    if (first == RECTO_YAML_LIST)
        return of_rows(context, data);
    RectoGrid *series = of_maps_with_lists(context, data, labels, columns);
    if (series)
        return series;
    RectoGrid *grid = of_maps(context, data);
    if (grid && columns && !recto_grid_pick_columns(context, grid, columns))
        g_clear_pointer(&grid, recto_grid_free);
    return grid;
}

RectoGrid *recto_grid_of_csv(const RectoChartContext *context, const char *text, gsize length, guint32 file,
                             guint32 first_line)
{
    g_autoptr(GPtrArray) rows = recto_csv_parse(context->arena, text, length, file, first_line, context->diagnostics);
    RectoGrid *grid = recto_grid_new();
    for (guint i = 0; i < rows->len; i++) {
        const GArray *fields = ((const RectoCsvRow *)g_ptr_array_index(rows, i))->fields;
        GArray *row = add_row(grid);
        for (guint k = 0; k < fields->len; k++) {
            const RectoCsvField *field = &g_array_index(fields, RectoCsvField, k);
            put(row, (RectoGridCell){field->text, field->span});
        }
    }
    find_head(context, grid);
    return grid;
}

/* ---- selection of columns and rows ---- */

/* Returns the index of a name in `texts`, or −1 after a diagnostic that suggests the nearest name. */
static gint find_name(const RectoChartContext *context, const RectoYamlNode *wanted, const char *const *texts,
                      const char *what)
{
    const char *name = recto_yaml_text(wanted);
    for (guint i = 0; name && texts[i]; i++)
        if (g_str_equal(texts[i], name))
            return (gint)i;
    const char *nearest = name ? recto_nearest(name, texts) : NULL;
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, wanted->span,
                   nearest ? "unknown %s “%s”; did you mean “%s”?" : "unknown %s “%s”", what, name ? name : "",
                   nearest);
    return -1;
}

static const char **texts_of(const GArray *cells)
{
    const char **texts = g_new0(const char *, cells->len + 1);
    for (guint i = 0; i < cells->len; i++)
        texts[i] = g_array_index(cells, RectoGridCell, i).text;
    return texts;
}

gboolean recto_grid_pick_columns(const RectoChartContext *context, RectoGrid *grid, const RectoYamlNode *columns)
{
    g_autofree const char **texts = texts_of(grid->head);
    g_autoptr(GArray) picked = g_array_new(FALSE, FALSE, sizeof(guint));
    GArray *head = g_array_new(FALSE, TRUE, sizeof(RectoGridCell));
    gboolean map = columns->kind == RECTO_YAML_MAP;
    for (guint i = 0; i < columns->n_items; i++) {
        gint column = find_name(context, map ? columns->keys[i] : columns->items[i], texts, "column");
        if (column < 0) {
            g_array_unref(head);
            return FALSE;
        }
        g_array_append_val(picked, column);
        put(head, cell_of(columns->items[i]));
    }
    g_array_unref(grid->head);
    grid->head = head;
    for (guint i = 0; i < grid->rows->len; i++) {
        GArray *row = g_array_new(FALSE, TRUE, sizeof(RectoGridCell));
        for (guint k = 0; k < picked->len; k++)
            put(row, *recto_grid_cell(grid, i, g_array_index(picked, guint, k)));
        g_array_unref(grid->rows->pdata[i]);
        grid->rows->pdata[i] = row;
    }
    return TRUE;
}

gboolean recto_grid_pick_rows(const RectoChartContext *context, RectoGrid *grid, const RectoYamlNode *rows)
{
    g_autofree const char **texts = g_new0(const char *, grid->rows->len + 1);
    for (guint i = 0; i < grid->rows->len; i++)
        texts[i] = recto_grid_cell(grid, i, 0)->text;
    GPtrArray *picked = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < rows->n_items; i++) {
        gint row = find_name(context, rows->items[i], texts, "row");
        if (row < 0) {
            g_ptr_array_unref(picked);
            return FALSE;
        }
        g_ptr_array_add(picked, g_array_ref(g_ptr_array_index(grid->rows, row)));
    }
    g_ptr_array_unref(grid->rows);
    grid->rows = picked;
    return TRUE;
}

void recto_grid_turn(RectoGrid *grid)
{
    RectoGrid turned = {g_array_new(FALSE, TRUE, sizeof(RectoGridCell)),
                        g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref), TRUE};
    put(turned.head, g_array_index(grid->head, RectoGridCell, 0));
    for (guint i = 0; i < grid->rows->len; i++)
        put(turned.head, *recto_grid_cell(grid, i, 0));
    for (guint k = 1; k < grid->head->len; k++) {
        GArray *row = add_row(&turned);
        put(row, g_array_index(grid->head, RectoGridCell, k));
        for (guint i = 0; i < grid->rows->len; i++)
            put(row, *recto_grid_cell(grid, i, k));
    }
    g_array_unref(grid->head);
    g_ptr_array_unref(grid->rows);
    *grid = turned;
}

static void keep_cells(const RectoChartContext *context, GArray *cells)
{
    for (guint i = 0; i < cells->len; i++) {
        RectoGridCell *cell = &g_array_index(cells, RectoGridCell, i);
        cell->text = recto_arena_strndup(context->arena, cell->text, -1);
    }
}

void recto_grid_select(const RectoChartContext *context, RectoGrid *grid)
{
    keep_cells(context, grid->head);
    for (guint i = 0; i < grid->rows->len; i++)
        keep_cells(context, g_ptr_array_index(grid->rows, i));
}
