#include "read/project.h"

#include "base/files.h"

static gboolean has_folder(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_test(path, G_FILE_TEST_IS_DIR);
}

static gboolean is_boundary(const char *folder)
{
    g_autofree char *git = g_build_filename(folder, ".git", NULL);
    return g_file_test(git, G_FILE_TEST_EXISTS) || g_strcmp0(folder, g_get_home_dir()) == 0;
}

static void read_config(RectoProject *project, char *path, RectoDiagnostics *diagnostics)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = recto_file_read_below(project->root, path, &error);
    project->config_path = path;
    if (!bytes) {
        guint32 file = recto_diagnostics_add_source(diagnostics, path, "", 0);
        gboolean outside = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
        recto_diagnose(diagnostics, RECTO_CODE_UNREADABLE_CONFIG, (RectoSpan){file, 0, 0, 0}, "%s",
                       outside ? "recto.yaml is a link to a file outside its folder" : error->message);
        return;
    }
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    guint32 file = recto_diagnostics_add_source(diagnostics, path, text, length);
    project->yaml = recto_yaml_parse(text, length, file, 1, diagnostics);
    const RectoYamlNode *root = project->yaml ? project->yaml->root : NULL;
    if (root && root->kind != RECTO_YAML_MAP)
        recto_diagnose(diagnostics, RECTO_CODE_NOT_SETTINGS, root->span, "recto.yaml has no settings: it is not a map");
    else
        project->config = g_steal_pointer(&bytes);
}

/* The root; and where recto.yaml is, or NULL. */
static char *find_root(const char *document, char **ret_config)
{
    g_autofree char *parent = g_str_equal(document, "-") ? g_strdup(".") : g_path_get_dirname(document);
    g_autofree char *start = g_canonicalize_filename(parent, NULL);
    g_autofree char *folder = g_strdup(start);
    char *root = NULL;
    *ret_config = NULL;
    while (TRUE) {
        g_autofree char *config = g_build_filename(folder, "recto.yaml", NULL);
        if (g_file_test(config, G_FILE_TEST_IS_REGULAR)) {
            g_free(root);
            *ret_config = g_steal_pointer(&config);
            return g_steal_pointer(&folder);
        }
        if (!root && (has_folder(folder, "static") || has_folder(folder, "public")))
            root = g_strdup(folder);
        char *above = g_path_get_dirname(folder);
        gboolean top = is_boundary(folder) || g_str_equal(above, folder);
        g_free(folder);
        folder = above;
        if (top)
            return root ? root : g_steal_pointer(&start);
    }
}

RectoProject *recto_project_find(const char *document, RectoDiagnostics *diagnostics)
{
    RectoProject *project = g_new0(RectoProject, 1);
    char *config = NULL;
    project->root = find_root(document, &config);
    if (config)
        read_config(project, config, diagnostics);
    return project;
}

char *recto_project_root(const char *document)
{
    g_autofree char *config = NULL;
    return find_root(document, &config);
}

RectoProject *recto_project_at(const char *root, RectoDiagnostics *diagnostics)
{
    RectoProject *project = g_new0(RectoProject, 1);
    project->root = g_canonicalize_filename(root, NULL);
    g_autofree char *config = g_build_filename(project->root, "recto.yaml", NULL);
    if (g_file_test(config, G_FILE_TEST_IS_REGULAR))
        read_config(project, g_steal_pointer(&config), diagnostics);
    return project;
}

void recto_project_free(RectoProject *project)
{
    if (!project)
        return;
    g_free(project->root);
    g_free(project->config_path);
    g_bytes_unref(project->config);
    g_clear_pointer(&project->yaml, recto_yaml_free);
    g_free(project);
}
