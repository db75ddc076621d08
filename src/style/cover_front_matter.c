/* Converts the front matter's `cover:` into a layer of style keys (cover_front_matter.h). */
#include "style/cover_front_matter.h"

#include "style/value.h"

#include <string.h>

/* ---- a layer of keys ---- */

typedef struct {
    RectoArena *arena;
    GPtrArray *keys, *values; /* of RectoYamlNode* */
} Layer;

static void set(Layer *layer, const char *key, const char *value, RectoSpan span)
{
    const char *const texts[] = {key, value};
    GPtrArray *const lists[] = {layer->keys, layer->values};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        RectoYamlNode *node = recto_arena_new0(layer->arena, RectoYamlNode);
        node->kind = RECTO_YAML_SCALAR;
        node->span = span;
        node->value = recto_arena_strndup(layer->arena, texts[i], -1);
        g_ptr_array_add(lists[i], node);
    }
}

static const RectoYamlNode *finish(Layer *layer, RectoSpan span)
{
    RectoYamlNode *map = NULL;
    if (layer->keys->len) {
        map = recto_arena_new0(layer->arena, RectoYamlNode);
        map->kind = RECTO_YAML_MAP;
        map->span = span;
        map->n_items = layer->keys->len;
        map->keys = recto_arena_copy(layer->arena, layer->keys->pdata, sizeof(gpointer) * layer->keys->len);
        map->items = recto_arena_copy(layer->arena, layer->values->pdata, sizeof(gpointer) * layer->values->len);
    }
    g_ptr_array_unref(layer->keys);
    g_ptr_array_unref(layer->values);
    return map;
}

/* ---- cover: ---- */

/* The first of `keys` that is a text. */
static const RectoYamlNode *first_text(const RectoYamlNode *map, const char *const *keys)
{
    for (guint i = 0; keys[i]; i++) {
        const RectoYamlNode *node = recto_yaml_get(map, keys[i]);
        if (recto_yaml_text(node))
            return node;
    }
    return NULL;
}

static void apply(Layer *layer, const char *key, const RectoYamlNode *node)
{
    if (node)
        set(layer, key, recto_yaml_text(node), node->span);
}

/* Parses "30% 60%": the horizontal and the vertical focus. If only one is a percentage, the loader reports it. */
static void apply_focus(Layer *layer, const RectoYamlNode *node)
{
    g_auto(GStrv) parts = g_strsplit_set(recto_yaml_text(node), " ,", -1);
    const char *const keys[] = {"cover.focus.x", "cover.focus.y"};
    guint n = 0;
    for (guint i = 0; parts[i] && n < G_N_ELEMENTS(keys); i++)
        if (*parts[i])
            set(layer, keys[n++], parts[i], node->span);
}

/* A text, or a list of texts as the lines of one. */
static void apply_list(Layer *layer, const char *key, const RectoYamlNode *node)
{
    g_autoptr(GString) all = g_string_new(NULL);
    if (!node || node->kind == RECTO_YAML_MAP)
        return;
    if (node->kind == RECTO_YAML_SCALAR)
        g_string_append(all, recto_yaml_text(node) ? recto_yaml_text(node) : "");
    for (guint i = 0; node->kind == RECTO_YAML_LIST && i < node->n_items; i++)
        if (recto_yaml_text(node->items[i]))
            g_string_append_printf(all, "%s%s", all->len ? "\n" : "", recto_yaml_text(node->items[i]));
    if (all->len)
        set(layer, key, all->str, node->span);
}

static void apply_map(Layer *layer, const RectoYamlNode *map)
{
    static const char *const pictures[] = {"picture", "image", "src", "path", "url", NULL};
    static const char *const words[] = {"words", "alt", "description", NULL};
    static const char *const credits[] = {"credit", "caption", NULL};
    static const char *const kinds[] = {"kind", NULL}, *const forms[] = {"form", NULL},
                             *const focus[] = {"focus", NULL};
    apply(layer, "cover", first_text(map, kinds));
    apply(layer, "cover.picture", first_text(map, pictures));
    apply(layer, "cover.words", first_text(map, words));
    apply(layer, "cover.credit", first_text(map, credits));
    apply(layer, "cover.picture.form", first_text(map, forms));
    apply_list(layer, "cover.figure", recto_yaml_get(map, "figure"));
    apply_list(layer, "cover.figure.labels", recto_yaml_get(map, "labels"));
    const RectoYamlNode *point = first_text(map, focus);
    if (point)
        apply_focus(layer, point);
}

/* TRUE: it was yes or no, which other programs ask for. */
static gboolean apply_switch(Layer *layer, const RectoYamlNode *node, const char *text)
{
    gboolean on = FALSE;
    if (!node->plain || !recto_value_switch(text, &on))
        return FALSE;
    if (!on)
        set(layer, "cover", "none", node->span);
    return TRUE;
}

static void apply_text(Layer *layer, const RectoYamlNode *node, const char *kinds, RectoDiagnostics *diagnostics)
{
    const char *text = recto_yaml_text(node);
    int kind = 0;
    if (recto_value_choice(text, kinds, &kind))
        set(layer, "cover", text, node->span);
    else if (strpbrk(text, "./:"))
        set(layer, "cover.picture", text, node->span);
    else if (!apply_switch(layer, node, text)) {
        g_auto(GStrv) names = g_strsplit(kinds, "|", -1);
        g_autofree char *list = g_strjoinv(", ", names);
        recto_diagnose(diagnostics, RECTO_CODE_WRONG_TYPE, node->span,
                       "cover: “%s” is neither the file of a picture nor one of %s", text, list);
    }
}

const RectoYamlNode *recto_cover_layer(const RectoYamlNode *front, const char *kinds, RectoArena *arena,
                                       RectoDiagnostics *diagnostics)
{
    const RectoYamlNode *cover = recto_yaml_get(front, "cover");
    if (!cover)
        return NULL;
    Layer layer = {arena, g_ptr_array_new(), g_ptr_array_new()};
    if (cover->kind == RECTO_YAML_MAP)
        apply_map(&layer, cover);
    else if (recto_yaml_text(cover))
        apply_text(&layer, cover, kinds, diagnostics);
    return finish(&layer, cover->span);
}

/* ---- cover image of a blog post ---- */

/* A text, the first of a list, or what a map calls its file. */
static const RectoYamlNode *picture_of(const RectoYamlNode *node)
{
    static const char *const names[] = {"src", "path", "url", "image", "file", NULL};
    if (node && node->kind == RECTO_YAML_LIST && node->n_items)
        node = node->items[0];
    if (node && node->kind == RECTO_YAML_MAP)
        node = first_text(node, names);
    return recto_yaml_text(node) ? node : NULL;
}

const RectoYamlNode *recto_cover_post_picture(const RectoYamlNode *front)
{
    static const char *const keys[] = {"thumbnail",     "featuredImage", "featured_image",
                                       "featuredimage", "image",         "header_image",
                                       "banner",        "images",        NULL};
    for (guint i = 0; keys[i]; i++) {
        const RectoYamlNode *found = picture_of(recto_yaml_get(front, keys[i]));
        if (found)
            return found;
    }
    return picture_of(recto_yaml_get(recto_yaml_get(front, "seo"), "image"));
}
