/* Finds and reads recto.yaml, the settings of a project (project.h). */
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
                       outside ? "recto.yaml is a link to a file outside its directory" : error->message);
        return;
    }
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    guint32 file = recto_diagnostics_add_source(diagnostics, path, text, length);
    project->yaml = recto_yaml_parse(text, length, file, 1, diagnostics);
    const RectoYamlNode *root = project->yaml ? project->yaml->root : NULL;
    if (root && root->kind != RECTO_YAML_MAP)
        recto_diagnose(diagnostics, RECTO_CODE_NOT_SETTINGS, root->span, "recto.yaml is not a map of settings");
    else
        project->config = g_steal_pointer(&bytes);
}

static char *start_of(const char *document)
{
    g_autofree char *parent = g_str_equal(document, "-") ? g_strdup(".") : g_path_get_dirname(document);
    return g_canonicalize_filename(parent, NULL);
}

typedef struct {
    char *config; /* path of recto.yaml, or NULL */
    char *root, *bound;
    char *start; /* the document's folder */
} SearchedFolders;

static void places_clear(SearchedFolders *places)
{
    g_free(places->config);
    g_free(places->root);
    g_free(places->bound);
    g_free(places->start);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SearchedFolders, places_clear)

static gboolean is_repository(const char *folder)
{
    g_autofree char *git = g_build_filename(folder, ".git", NULL);
    return g_file_test(git, G_FILE_TEST_EXISTS) && g_strcmp0(folder, g_get_home_dir()) != 0;
}

/* Without recto.yaml: up to `top`, where the search ended. */
static void find_site_root(SearchedFolders *places, const char *top, const char *public)
{
    RectoWebsiteKind kind;
    char *site = NULL;
    g_autofree char *config = recto_website_locate(places->start, top, &kind, &site);
    places->root = site ? site : g_strdup(public ? public : places->start);
    places->bound = is_repository(top) ? g_strdup(top) : g_strdup(places->root);
}

static void find_places(const char *document, SearchedFolders *places)
{
    g_autofree char *folder = start_of(document), *public = NULL;
    places->start = g_strdup(folder);
    while (TRUE) {
        g_autofree char *config = g_build_filename(folder, "recto.yaml", NULL);
        if (g_file_test(config, G_FILE_TEST_IS_REGULAR)) {
            places->config = g_steal_pointer(&config);
            places->root = g_strdup(folder);
            places->bound = g_strdup(folder);
            return;
        }
        if (!public && (has_folder(folder, "static") || has_folder(folder, "public")))
        public = g_strdup(folder);
        g_autofree char *above = g_path_get_dirname(folder);
        if (is_boundary(folder) || g_str_equal(above, folder)) {
            find_site_root(places, folder, public);
            return;
        }
        g_free(folder);
        folder = g_steal_pointer(&above);
    }
}

RectoProject *recto_project_find(const char *document, RectoDiagnostics *diagnostics)
{
    RectoProject *project = g_new0(RectoProject, 1);
    g_auto(SearchedFolders) places = {0};
    find_places(document, &places);
    project->root = g_steal_pointer(&places.root);
    project->bound = g_steal_pointer(&places.bound);
    project->website = recto_website_new(places.start, project->bound);
    if (places.config)
        read_config(project, g_steal_pointer(&places.config), diagnostics);
    return project;
}

char *recto_project_bound(const char *document)
{
    g_auto(SearchedFolders) places = {0};
    find_places(document, &places);
    return g_steal_pointer(&places.bound);
}

RectoProject *recto_project_at(const char *root, const char *document, RectoDiagnostics *diagnostics)
{
    RectoProject *project = g_new0(RectoProject, 1);
    g_autofree char *start = start_of(document);
    project->root = g_canonicalize_filename(root, NULL);
    project->bound = g_strdup(project->root);
    project->website = recto_website_new(start, project->bound);
    g_autofree char *config = g_build_filename(project->root, "recto.yaml", NULL);
    if (g_file_test(config, G_FILE_TEST_IS_REGULAR))
        read_config(project, g_steal_pointer(&config), diagnostics);
    return project;
}

void recto_project_widen(RectoProject *project, const char *path)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    char *root = recto_path_common(project->root, whole), *bound = recto_path_common(project->bound, whole);
    g_free(project->root);
    g_free(project->bound);
    project->root = root;
    project->bound = bound;
}

void recto_project_free(RectoProject *project)
{
    if (!project)
        return;
    g_free(project->root);
    g_free(project->bound);
    recto_website_free(project->website);
    g_free(project->config_path);
    g_bytes_unref(project->config);
    g_clear_pointer(&project->yaml, recto_yaml_free);
    g_free(project);
}
