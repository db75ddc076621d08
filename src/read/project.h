/* The project around a document: the nearest recto.yaml, the web site, and the root that files are read below.
 *
 * The search goes upwards from the document's folder and stops at a folder that holds `.git`, at the home folder, or at
 * the top. Root: the folder of recto.yaml; else that of the site's configuration (site/website.h); else the nearest
 * parent that holds static/ or public/; else the document's own folder. Bound, which every file must be in: the folder
 * of recto.yaml; else that of `.git`, so that "../img/a.png" within a repository is inside; else the root. */
#pragma once

#include "base/yaml.h"
#include "site/website.h"

typedef struct {
    char *root;  /* folder that names inside the PDF are relative to, absolute */
    char *bound; /* folder that every file is in: the root or above it */
    RectoWebsite *website;
    char *config_path; /* path of recto.yaml, or NULL */
    GBytes *config;    /* content of the file, or NULL if there are no settings */
    RectoYaml *yaml;   /* parsed content, or NULL */
} RectoProject;

/* `document` is a path, or "-" (then the current folder counts). Never NULL; a recto.yaml that can't be read is a
 * diagnostic. */
RectoProject *recto_project_find(const char *document, RectoDiagnostics *diagnostics);
/* Only its bound: nothing is read, the names of files decide. Caller frees. */
char *recto_project_bound(const char *document);
/* The project in a folder that is known. */
RectoProject *recto_project_at(const char *root, const char *document, RectoDiagnostics *diagnostics);
/* Makes the root, and the bound, hold `path` too: a file that the user named, or one that is inside the bound. */
void recto_project_widen(RectoProject *project, const char *path);
void recto_project_free(RectoProject *project);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoProject, recto_project_free)
