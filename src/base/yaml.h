/* YAML as a tree with positions: what front matter, styles and recto.yaml are read with.
 *
 * Built from libyaml's events, never its document API, so that aliases are counted (an alias copies nothing: it is
 * resolved to the same node, a cycle is a diagnostic), depth and size are limited (RECTO_YAML_MAX_DEPTH,
 * RECTO_YAML_MAX_NODES, RECTO_YAML_MAX_BYTES; libyaml's flow nesting is quadratic, so brackets are counted before
 * parsing) and each node knows its line and column. Duplicate keys: diagnostic, the first stays.
 * Nodes belong to the tree and live until recto_yaml_free(). */
#pragma once

#include "base/diagnostic.h"

#define RECTO_YAML_MAX_DEPTH 64
#define RECTO_YAML_MAX_NODES 20000
#define RECTO_YAML_MAX_BYTES (1 << 20)

typedef enum { RECTO_YAML_SCALAR, RECTO_YAML_LIST, RECTO_YAML_MAP } RectoYamlKind;

typedef struct RectoYamlNode RectoYamlNode;
struct RectoYamlNode {
    RectoYamlKind kind;
    RectoSpan span;
    const char *value; /* scalar: UTF-8; else NULL */
    gboolean plain;    /* scalar written without quotes or block indicator: null, true, 3 may be meant */
    guint n_items;     /* list: items; map: pairs */
    const RectoYamlNode **items;
    const RectoYamlNode **keys; /* map: scalars, as long as items */
};

typedef struct {
    const RectoYamlNode *root; /* NULL: empty or unreadable (then a diagnostic was given) */
    gpointer owner;
} RectoYaml;

/* Parses `text`; `file` and `first_line` place its spans (first_line = the line in the file of the text's line 1). */
RectoYaml *recto_yaml_parse(const char *text, gsize length, guint32 file, guint32 first_line,
                            RectoDiagnostics *diagnostics);
void recto_yaml_free(RectoYaml *yaml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoYaml, recto_yaml_free)

/* Value of `key` in a map; NULL when absent, or when `node` is NULL or no map. */
const RectoYamlNode *recto_yaml_get(const RectoYamlNode *node, const char *key);

/* Text of a scalar; NULL for NULL, lists, maps, and plain null (~, null, empty). Borrowed. */
const char *recto_yaml_text(const RectoYamlNode *node);
