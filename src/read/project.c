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
    g_autoptr(GBytes) bytes = recto_file_read(path, &error);
    project->config_path = path;
    if (!bytes) {
        guint32 file = recto_diagnostics_add_source(diagnostics, path, "", 0);
        recto_diagnose(diagnostics, RECTO_CODE_UNREADABLE_CONFIG, (RectoSpan){file, 0, 0, 0}, "%s", error->message);
        return;
    }
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    guint32 file = recto_diagnostics_add_source(diagnostics, path, text, length);
    project->yaml = recto_yaml_parse(text, length, file, 1, diagnostics);
}

RectoProject *recto_project_find(const char *document, RectoDiagnostics *diagnostics)
{
    RectoProject *project = g_new0(RectoProject, 1);
    g_autofree char *parent = g_str_equal(document, "-") ? g_strdup(".") : g_path_get_dirname(document);
    g_autofree char *start = g_canonicalize_filename(parent, NULL);
    g_autofree char *folder = g_strdup(start);
    while (TRUE) {
        g_autofree char *config = g_build_filename(folder, "recto.yaml", NULL);
        if (g_file_test(config, G_FILE_TEST_IS_REGULAR)) {
            g_free(project->root);
            project->root = g_strdup(folder);
            read_config(project, g_steal_pointer(&config), diagnostics);
            break;
        }
        if (!project->root && (has_folder(folder, "static") || has_folder(folder, "public")))
            project->root = g_strdup(folder);
        char *above = g_path_get_dirname(folder);
        gboolean top = is_boundary(folder) || g_str_equal(above, folder);
        g_free(folder);
        folder = above;
        if (top)
            break;
    }
    if (!project->root)
        project->root = g_steal_pointer(&start);
    return project;
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
    g_clear_pointer(&project->yaml, recto_yaml_free);
    g_free(project);
}
