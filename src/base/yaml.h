/* YAML as a tree with positions, for front matter, styles and recto.yaml. It is built from libyaml's events, not its
 * document API. Aliases are counted: an alias refers to the same node and copies nothing; a cycle is reported. Depth
 * and size are limited (RECTO_YAML_MAX_DEPTH, RECTO_YAML_MAX_NODES, RECTO_YAML_MAX_BYTES); brackets are counted before
 * parsing, because libyaml's flow nesting takes quadratic time. Each node has its line and column. Duplicate keys are
 * reported, and the first is used. Nodes belong to the tree and live until recto_yaml_free(). */
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
    gboolean plain;    /* scalar without quotes or block indicator, which may be null, true, 3 … */
    guint n_items;     /* list: number of items; map: number of pairs */
    const RectoYamlNode **items;
    const RectoYamlNode **keys; /* map: scalars, n_items of them */
};

typedef struct {
    const RectoYamlNode *root; /* NULL if the text is empty or unreadable; the latter is reported */
    gpointer owner;
} RectoYaml;

/* Parses `text`. `file` and `first_line` are used for its spans (first_line: line in the file of the text's first
 * line). Free with recto_yaml_free(). */
RectoYaml *recto_yaml_parse(const char *text, gsize length, guint32 file, guint32 first_line,
                            RectoDiagnostics *diagnostics);
void recto_yaml_free(RectoYaml *yaml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoYaml, recto_yaml_free)

/* Returns the value of `key` in a map, or NULL if the key is missing or `node` is NULL or not a map. */
const RectoYamlNode *recto_yaml_get(const RectoYamlNode *node, const char *key);

/* Returns the text of a scalar, or NULL for NULL, lists, maps and plain null (~, null, empty). Borrowed. */
const char *recto_yaml_text(const RectoYamlNode *node);
