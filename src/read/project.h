/* The project around a document: the nearest recto.yaml, and the root that files are read below.
 *
 * The search goes upwards from the document's folder and stops at a folder that holds `.git`, at the home folder, or at
 * the top. Root: the folder of recto.yaml; else the site root (the nearest parent that holds static/ or public/); else
 * the document's own folder. */
#pragma once

#include "base/yaml.h"

typedef struct {
    char *root;        /* folder, absolute */
    char *config_path; /* of recto.yaml, or NULL */
    GBytes *config;    /* its content as it was read, or NULL: there are no settings */
    RectoYaml *yaml;   /* its content, or NULL */
} RectoProject;

/* `document` is a path, or "-" (then the current folder counts). Never NULL; a recto.yaml that can't be read is a
 * diagnostic. */
RectoProject *recto_project_find(const char *document, RectoDiagnostics *diagnostics);
/* Only its root: nothing is read, the names of files decide. Caller frees. */
char *recto_project_root(const char *document);
/* The project in a folder that is known. */
RectoProject *recto_project_at(const char *root, RectoDiagnostics *diagnostics);
void recto_project_free(RectoProject *project);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoProject, recto_project_free)
