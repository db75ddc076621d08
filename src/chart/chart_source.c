/* Reads the data of a chart from the block itself or from a file. */
#include "chart/chart_source.h"

#include "base/files.h"

#include <string.h>

static void bad_file(const RectoChartContext *context, const RectoYamlNode *file, const char *format, const char *what)
{
    g_autofree char *text = g_strdup_printf(format, what);
    recto_diagnose(context->diagnostics, RECTO_CODE_CHART_FILE, file->span, "%s", text);
}

static gboolean is_attached(const GArray *attachments, const char *name)
{
    for (guint i = 0; i < attachments->len; i++)
        if (g_str_equal(g_array_index(attachments, RectoAttachment, i).name, name))
            return TRUE;
    return FALSE;
}

/* Returns a path relative to the directory of names, or the last component of a path outside it. */
static const char *name_of(const RectoChartContext *context, const char *path)
{
    gsize length = context->name_root ? strlen(context->name_root) : 0;
    if (length && g_str_has_prefix(path, context->name_root) && path[length] == '/')
        return path + length + 1;
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void attach(const RectoChartContext *context, const char *path, GBytes *bytes)
{
    RectoArena *arena = context->arena;
    const char *name = name_of(context, path);
    if (is_attached(context->attachments, name))
        return;
    RectoAttachment attachment = {
        .name = recto_arena_strndup(arena, name, -1),
        .media_type = g_str_has_suffix(name, ".csv") ? "text/csv" : "application/yaml",
        .description = "Data of the report's charts",
        .relation = "Data",
        .path = recto_arena_strndup(arena, path, -1),
        .bytes = g_bytes_ref(bytes),
    };
    g_array_append_val(context->attachments, attachment);
}

/* Returns the directory of the file that contains the block; each file of a document has its own. */
static char *folder_of(const RectoChartContext *context, RectoSpan span)
{
    const char *name = recto_diagnostics_source_name(context->diagnostics, span.file);
    if (!name || *name == '<')
        return g_strdup(context->folder);
    g_autofree char *folder = g_path_get_dirname(name);
    return g_canonicalize_filename(folder, NULL);
}

/* Returns the path of a regular file inside the root: relative to the document's directory, or to the root after a
 * slash. Returns NULL after a diagnostic. */
static char *find_file(const RectoChartContext *context, const RectoYamlNode *file)
{
    const char *name = recto_yaml_text(file);
    if (!name || !context->root) {
        bad_file(context, file, "%s", name ? "file: cannot be used here" : "file: has no value");
        return NULL;
    }
    g_autofree char *folder = folder_of(context, file->span);
    g_autofree char *joined = g_build_filename(*name == '/' ? context->root : folder, name, NULL);
    g_autofree char *path = g_canonicalize_filename(joined, NULL);
    g_autofree char *real = recto_path_below(context->root, path);
    if (real && g_file_test(real, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer(&path);
    gboolean outside = !real && (g_file_test(path, G_FILE_TEST_EXISTS) || !g_str_has_prefix(path, context->root));
    bad_file(context, file,
             outside ? "data file “%s” is outside the project directory"
             : real  ? "data file “%s” is not a regular file"
                     : "data file “%s” not found",
             name);
    return NULL;
}

/* Returns the content of the file, or NULL after a diagnostic. */
static GBytes *read_file(const RectoChartContext *context, const RectoYamlNode *file, char **ret_path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = find_file(context, file);
    GBytes *bytes = path ? recto_file_read_below(context->root, path, &error) : NULL;
    if (!bytes) {
        if (path)
            bad_file(context, file, "%s", error->message);
        return NULL;
    }
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    if (!g_utf8_validate(text, (gssize)length, NULL)) {
        bad_file(context, file, "data file “%s” is not in UTF-8", recto_yaml_text(file));
        g_bytes_unref(bytes);
        return NULL;
    }
    attach(context, path, bytes);
    *ret_path = g_steal_pointer(&path);
    return bytes;
}

/* ---- paths in YAML ---- */

/* Follows one step of a path: a key of a map, the number of an entry (from 1), or KEY=VALUE, which the entry must
 * contain. */
static const RectoYamlNode *follow_step(const RectoYamlNode *node, const char *step)
{
    const char *equals = strchr(step, '=');
    guint64 number = 0;
    if (node->kind == RECTO_YAML_MAP)
        return recto_yaml_get(node, step);
    if (node->kind != RECTO_YAML_LIST)
        return NULL;
    if (!equals && g_ascii_string_to_unsigned(step, 10, 1, MAX(node->n_items, 1), &number, NULL))
        return node->n_items ? node->items[number - 1] : NULL;
    g_autofree char *key = equals ? g_strndup(step, (gsize)(equals - step)) : NULL;
    for (guint i = 0; equals && i < node->n_items; i++) {
        const char *value = recto_yaml_text(recto_yaml_get(node->items[i], key));
        if (value && g_str_equal(value, equals + 1))
            return node->items[i];
    }
    return NULL;
}

static const RectoYamlNode *follow(const RectoChartContext *context, const RectoYamlNode *root,
                                   const RectoYamlNode *path)
{
    const char *text = recto_yaml_text(path);
    g_auto(GStrv) steps = g_strsplit(text ? text : "", "/", -1);
    for (guint i = 0; root && steps[i]; i++) {
        if (!*steps[i])
            continue;
        root = follow_step(root, steps[i]);
        if (!root)
            recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, path->span, "the data file has no “%s”",
                           steps[i]);
    }
    return root;
}

static RectoGrid *of_yaml_file(const RectoChartContext *context, const RectoYamlNode *block, const char *text,
                               gsize length, guint32 file)
{
    g_autoptr(RectoYaml) yaml = recto_yaml_parse(text, length, file, 1, context->diagnostics);
    const RectoYamlNode *root = yaml->root ? follow(context, yaml->root, recto_yaml_get(block, "path")) : NULL;
    if (!root)
        return NULL;
    RectoGrid *grid =
        recto_grid_of_yaml(context, root, recto_yaml_get(block, "labels"), recto_yaml_get(block, "columns"));
    if (grid)
        recto_grid_select(context, grid);
    return grid;
}

static RectoGrid *of_file(const RectoChartContext *context, const RectoYamlNode *block, const RectoYamlNode *file)
{
    g_autofree char *path = NULL;
    g_autoptr(GBytes) bytes = read_file(context, file, &path);
    if (!bytes)
        return NULL;
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    guint32 number = recto_diagnostics_add_source(context->diagnostics, recto_yaml_text(file), text, length);
    const RectoYamlNode *columns = recto_yaml_get(block, "columns");
    if (!g_str_has_suffix(path, ".csv"))
        return of_yaml_file(context, block, text, length, number);
    RectoGrid *grid = recto_grid_of_csv(context, text, length, number, 1);
    if (columns && !recto_grid_pick_columns(context, grid, columns))
        g_clear_pointer(&grid, recto_grid_free);
    return grid;
}

static RectoGrid *of_block(const RectoChartContext *context, const RectoYamlNode *block)
{
    const RectoYamlNode *data = recto_yaml_get(block, "data"), *csv = recto_yaml_get(block, "csv");
    const RectoYamlNode *file = recto_yaml_get(block, "file");
    const RectoYamlNode *columns = recto_yaml_get(block, "columns");
    if (file)
        return of_file(context, block, file);
    if (data)
        return recto_grid_of_yaml(context, data, recto_yaml_get(block, "labels"), columns);
    const char *text = recto_yaml_text(csv);
    if (!text) {
        recto_diagnose(context->diagnostics, RECTO_CODE_CHART_DATA, csv ? csv->span : block->span,
                       "the chart has no data:, csv: or file:");
        return NULL;
    }
    /* the lines of a block scalar begin below its "|" */
    guint32 line = csv->span.line + (csv->plain || csv->span.length ? 0 : 1);
    RectoGrid *grid = recto_grid_of_csv(context, text, strlen(text), csv->span.file, line);
    if (columns && !recto_grid_pick_columns(context, grid, columns))
        g_clear_pointer(&grid, recto_grid_free);
    return grid;
}

RectoGrid *recto_source_read(const RectoChartContext *context, const RectoYamlNode *block)
{
    const RectoYamlNode *rows = recto_yaml_get(block, "rows");
    const char *turn = recto_yaml_text(recto_yaml_get(block, "turn"));
    RectoGrid *grid = of_block(context, block);
    if (grid && rows && !recto_grid_pick_rows(context, grid, rows))
        g_clear_pointer(&grid, recto_grid_free);
    if (grid && turn && g_str_equal(turn, "yes"))
        recto_grid_turn(grid);
    return grid;
}
