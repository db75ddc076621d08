/* Resolves a style from its layers: base style, style files, brand file, front matter and options (style.h). */
#include "style/style.h"

#include "base/files.h"
#include "base/installed_files.h"
#include "base/spelling.h"
#include "style/brand.h"
#include "style/style_check.h"
#include "style/composition.h"
#include "style/cover_front_matter.h"
#include "style/keys.h"
#include "style/value.h"

#include <stdlib.h>
#include <string.h>

#define MAX_EXTENDS 16
/* Values of one style: many more than there are keys, far fewer than aliases within aliases can make. */
#define MAX_VALUES 20000
/* Unknown keys for which the nearest spelling is looked up: comparing with every key takes its time. */
#define MAX_NEAREST 50

/* colour.* keys that are derived if their source colours come from a later layer: a style that sets the accent or the
 * cover panel need not set the colours used with it. */
typedef enum { DERIVED_LINK, DERIVED_FIELD_TEXT, DERIVED_FIELD_SOFT, DERIVED_FIELD_YEAR, DERIVED_MAX } DerivedId;
static const char *const derived_names[DERIVED_MAX] = {"link", "field-text", "field-soft", "field-year"};

/* State of resolving a style: its layers in order, and the winning value of every key. */
typedef struct {
    const RectoStyleRequest *request;
    RectoDiagnostics *diagnostics;
    RectoStyle *style;
    GPtrArray *yamls;             /* of RectoYaml*: owners of all nodes */
    GPtrArray *files;             /* paths */
    GPtrArray *contents;          /* of GBytes*: theirs */
    GPtrArray *layers;            /* of const RectoYamlNode*, maps, weakest first */
    const RectoYamlNode **values; /* by key index */
    const RectoYamlNode **sets;   /* by key index: what --set gave */
    guint *strengths;             /* by key index: number of the layer that the value is from */
    guint layer, n_taken;
    guint n_unknown; /* keys */
    gboolean failed; /* a value was invalid, so consequences of it are not reported as further errors */
    /* indexed by DerivedId: derived colours that take precedence over the given ones */
    struct {
        gboolean made;
        RectoColour colour;
    } derived[DERIVED_MAX];
    int pattern_share; /* share of the cover pattern, in thousandths, reduced for legible text; −1: as given */
} Resolver;

#define WHITE_COLOUR ((RectoColour){FALSE, 255, 255, 255})
/* WCAG 2.1, 1.4.3, × 100; and the share of the field's text colour, per mille, in its lesser text and its decoration.
 */
#define TEXT_CONTRAST 450
#define SOFT_SHARE    780
#define YEAR_SHARE    250

/* Allocations that recto_style_free() must free in addition. */
typedef struct {
    GPtrArray *yamls, *files, *contents;
    RectoArena *arena; /* memory of layers made from brand files and the front matter's cover, or NULL */
} Owner;

static const char *const config_keys[] = {"style",        "lang",     "site_root", "font_path",
                                          "system_fonts", "chapters", "title",     "extends",
                                          "site-code",    "url",      NULL};
static const char *const papers[] = {"a4", "letter", NULL};

static const RectoYamlNode *parse_source(Resolver *resolver, const char *name, const char *text, gsize length)
{
    guint32 file = recto_diagnostics_add_source(resolver->diagnostics, name, text, length);
    RectoYaml *yaml = recto_yaml_parse(text, length, file, 1, resolver->diagnostics);
    g_ptr_array_add(resolver->yamls, yaml);
    return yaml->root;
}

/* ---- finding and reading style files ---- */

gboolean recto_style_is_path(const char *name)
{
    return strchr(name, '/') || g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

/* Where a style is: a path (beside the file that names it, else as given), or a name in styles/. */
static char *find_style(const char *name, const char *folder)
{
    if (!recto_style_is_path(name)) {
        g_autofree char *file = g_strconcat(name, ".yaml", NULL);
        return recto_data_path("styles", file);
    }
    g_autofree char *beside = folder && !g_path_is_absolute(name) ? g_build_filename(folder, name, NULL) : NULL;
    return beside && g_file_test(beside, G_FILE_TEST_EXISTS) ? g_steal_pointer(&beside) : g_strdup(name);
}

/* Short name for messages and the manifest: of the file, without folder and extension. */
static char *short_name(const char *name)
{
    g_autofree char *base = g_path_get_basename(name);
    char *dot = strrchr(base, '.');
    if (dot)
        *dot = '\0';
    return g_steal_pointer(&base);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void report_missing(Resolver *resolver, const char *name, const RectoYamlNode *named_by)
{
    g_autofree char *folder = recto_data_path("styles", "");
    g_autoptr(GDir) dir = folder ? g_dir_open(folder, 0, NULL) : NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *file = dir ? g_dir_read_name(dir) : NULL; file; file = g_dir_read_name(dir))
        g_ptr_array_add(names, short_name(file));
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    const char *nearest = recto_nearest(name, (const char *const *)names->pdata);
    recto_diagnose(resolver->diagnostics, RECTO_CODE_UNKNOWN_STYLE, named_by ? named_by->span : RECTO_NO_SPAN,
                   nearest ? "style “%s” not found; did you mean “%s”?" : "style “%s” not found", name, nearest);
}

/* Where the files of a style may be: below either of two folders, or anywhere. */
typedef struct {
    const char *root, *other; /* both NULL: anywhere; `other` may be NULL */
} Bounds;

/* Reads one of recto's styles, or a file within the bounds. */
static GBytes *read_file(const char *name, const char *path, const Bounds *bounds, GError **error)
{
    if (!recto_style_is_path(name) || !bounds->root)
        return recto_file_read(path, error);
    g_autofree char *other = bounds->other ? recto_path_below(bounds->other, path) : NULL;
    return recto_file_read_below(other ? bounds->other : bounds->root, path, error);
}

/* A style of recto's own says something. */
static void check_own(const char *name, const char *path, const RectoYamlNode *map)
{
    if (!recto_style_is_path(name) && (!map || map->kind != RECTO_YAML_MAP || !map->n_items))
        recto_installed_file_report(path, "it is not a style");
}

/* Reads a style file; NULL without error: there is none (diagnosed). */
static const RectoYamlNode *read_style(Resolver *resolver, const char *name, const char *path, const Bounds *bounds,
                                       const RectoYamlNode *named_by, GError **error)
{
    RectoSpan span = named_by ? named_by->span : RECTO_NO_SPAN;
    g_autoptr(GError) why = NULL;
    g_autoptr(GBytes) bytes = read_file(name, path, bounds, &why);
    gboolean outside = g_error_matches(why, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
    if (outside && strcmp(name, path) == 0 && !named_by)
        recto_diagnose(resolver->diagnostics, RECTO_CODE_STYLE_OUTSIDE, span,
                       RECTO_BRAND_FILE " is a link to a file outside the project");
    else if (outside)
        recto_diagnose(resolver->diagnostics, RECTO_CODE_STYLE_OUTSIDE, span,
                       "style “%s” is outside the project directory", name);
    else if (!bytes && g_str_equal(name, "base")) {
        recto_installed_file_report(path, "the style can't be read");
        recto_installed_files_check(error);
    } else if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        report_missing(resolver, name, named_by);
    else if (!bytes)
        g_propagate_error(error, g_steal_pointer(&why));
    if (!bytes)
        return NULL;
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    const RectoYamlNode *root = parse_source(resolver, path, text, length);
    if (root && root->kind != RECTO_YAML_MAP && recto_style_is_path(name)) {
        recto_diagnose(resolver->diagnostics, RECTO_CODE_NOT_A_STYLE, span,
                       "“%s” is not a style: it is not a map of keys", name);
        return NULL;
    }
    g_ptr_array_add(resolver->files, g_strdup(path));
    check_own(name, path, root);
    g_ptr_array_add(resolver->contents, g_steal_pointer(&bytes));
    return root;
}

static RectoArena *arena_of(Resolver *resolver)
{
    Owner *owner = resolver->style->owner;
    if (!owner->arena)
        owner->arena = recto_arena_new();
    return owner->arena;
}

/* A brand file says in other words what a style does. */
static const RectoYamlNode *brand_layer(Resolver *resolver, const RectoYamlNode *brand)
{
    gboolean own_faces = recto_yaml_get(resolver->request->config, "font_path") != NULL;
    return recto_brand_layer(brand, own_faces, arena_of(resolver), resolver->diagnostics);
}

/* The front matter's `composition:` and `cover:` are layers too. */
static void add_front_layers(Resolver *resolver)
{
    const RectoYamlNode *front = resolver->request->front;
    const char *kinds = recto_keys[recto_key_find("cover")].names;
    const RectoYamlNode *layers[] = {
        recto_yaml_get(front, "composition") ? recto_composition_layer(front, arena_of(resolver)) : NULL,
        recto_yaml_get(front, "cover") ? recto_cover_layer(front, kinds, arena_of(resolver), resolver->diagnostics)
                                       : NULL,
    };
    for (guint i = 0; i < G_N_ELEMENTS(layers); i++)
        if (layers[i])
            g_ptr_array_add(resolver->layers, (gpointer)layers[i]);
}

/* Adds a style as layers: the chain of what it extends, from base on. `root`: where its files must be; that of a style
 * that the user named may be anywhere, and what it extends below its folder too. */
static gboolean add_style(Resolver *resolver, const char *name, const char *folder, const char *root,
                          const RectoYamlNode *named_by, GError **error)
{
    gboolean by_user = resolver->request->style != NULL;
    g_autofree char *own_folder = NULL;
    Bounds bounds = {by_user ? NULL : root, NULL};
    g_autoptr(GPtrArray) chain = g_ptr_array_new();
    g_autofree char *next = g_strdup(name), *from = g_strdup(folder);
    for (guint n = 0; !g_str_equal(next, "base"); n++) {
        GError *failure = NULL;
        g_autofree char *path = find_style(next, from);
        const RectoYamlNode *file =
            n < MAX_EXTENDS ? read_style(resolver, next, path, &bounds, named_by, &failure) : NULL;
        if (failure) {
            g_propagate_error(error, failure);
            return FALSE;
        }
        if (by_user && n == 0) {
            own_folder = g_path_get_dirname(path);
            bounds = (Bounds){root ? root : own_folder, own_folder};
        }
        if (n == MAX_EXTENDS)
            recto_diagnose(resolver->diagnostics, RECTO_CODE_STYLE_CYCLE, named_by ? named_by->span : RECTO_NO_SPAN,
                           "style “%s” extends itself, or more than %d styles", name, MAX_EXTENDS);
        if (file && recto_brand_is_file(path))
            file = brand_layer(resolver, file);
        if (file)
            g_ptr_array_insert(chain, 0, (gpointer)file);
        const RectoYamlNode *extends = recto_yaml_get(file, "extends");
        const char *above = recto_yaml_text(extends);
        named_by = extends;
        g_free(next);
        next = g_strdup(above ? above : "base");
        g_free(from);
        from = g_path_get_dirname(path);
    }
    g_autofree char *path = find_style("base", NULL);
    GError *failure = NULL;
    const RectoYamlNode *base = read_style(resolver, "base", path, &bounds, named_by, &failure);
    if (failure) {
        g_propagate_error(error, failure);
        return FALSE;
    }
    if (base)
        g_ptr_array_insert(chain, 0, (gpointer)base);
    for (guint i = 0; i < chain->len; i++)
        g_ptr_array_add(resolver->layers, g_ptr_array_index(chain, i));
    return TRUE;
}

static gboolean add_layers(Resolver *resolver, GError **error)
{
    const RectoStyleRequest *request = resolver->request;
    const RectoYamlNode *front = recto_yaml_get(request->front, "style");
    const RectoYamlNode *config = recto_yaml_get(request->config, "style");
    const RectoYamlNode *named_by = request->style ? NULL : recto_yaml_text(front) ? front : config;
    const char *name = request->style ? request->style : recto_yaml_text(named_by);
    g_autofree char *brand = name || !request->root ? NULL : g_build_filename(request->root, RECTO_BRAND_FILE, NULL);
    if (brand && g_file_test(brand, G_FILE_TEST_IS_REGULAR))
        name = brand;
    if (!name)
        name = "base";
    resolver->style->name = short_name(name);
    gboolean in_config = named_by && named_by == config && request->config_dir;
    const char *folder = in_config ? request->config_dir : request->document_dir;
    if (!add_style(resolver, name, folder, request->root, named_by, error))
        return FALSE;
    if (request->config && request->config->kind == RECTO_YAML_MAP)
        g_ptr_array_add(resolver->layers, (gpointer)request->config);
    add_front_layers(resolver);
    const RectoYamlNode *own = recto_yaml_get(request->front, "recto");
    if (own && own->kind == RECTO_YAML_MAP)
        g_ptr_array_add(resolver->layers, (gpointer)own);
    return TRUE;
}

/* ---- choosing the values ---- */

/* Which groups count: nothing is decided on the first pass (composition and paper come out of it). */
typedef struct {
    gboolean decided;
    RectoComposition composition;
    RectoPaperSize paper;
} Groups;

static gboolean is_group(const char *name)
{
    return g_strv_contains(recto_compositions, name) || g_strv_contains(papers, name);
}

static gboolean group_counts(const Groups *groups, const char *name)
{
    return groups->decided &&
           (g_str_equal(name, recto_compositions[groups->composition]) || g_str_equal(name, papers[groups->paper]));
}

static void report_unknown(Resolver *resolver, const RectoYamlNode *key, const char *name)
{
    const char *nearest = resolver->n_unknown++ < MAX_NEAREST ? recto_key_nearest(name) : NULL;
    if (nearest)
        recto_diagnose(resolver->diagnostics, RECTO_CODE_UNKNOWN_KEY, key->span,
                       "unknown style key “%s”; did you mean “%s”?", name, nearest);
    else
        recto_diagnose(resolver->diagnostics, RECTO_CODE_UNKNOWN_KEY, key->span, "unknown style key “%s”", name);
}

static void apply_values(Resolver *resolver, const RectoYamlNode *map, const char *prefix, const Groups *groups,
                         gboolean counts);

/* `counts`: FALSE in a group of another composition or paper, whose keys are only checked. */
static void apply_value(Resolver *resolver, const RectoYamlNode *key, const RectoYamlNode *value, const char *prefix,
                        const Groups *groups, gboolean counts)
{
    g_autofree char *name = *prefix ? g_strconcat(prefix, ".", key->value, NULL) : g_strdup(key->value);
    int index = recto_key_find(name);
    if (value->kind == RECTO_YAML_MAP) {
        apply_values(resolver, value, name, groups, counts);
    } else if (index >= 0 && value->kind == RECTO_YAML_SCALAR) {
        if (counts) {
            resolver->values[index] = value;
            resolver->strengths[index] = resolver->layer;
        }
    } else if (index >= 0) {
        recto_diagnose(resolver->diagnostics, RECTO_CODE_BAD_VALUE, value->span,
                       "key “%s” has a list (expected: one value)", name);
    } else if (*prefix || !g_strv_contains(config_keys, key->value)) {
        report_unknown(resolver, key, name);
    }
}

/* Plain keys first, then the groups, which thereby beat them. The depth of nesting is limited by the reader
 * (RECTO_YAML_MAX_DEPTH), their number here, since an alias may name a map of aliases. */
static void apply_values(Resolver *resolver, const RectoYamlNode *map, const char *prefix, const Groups *groups,
                         gboolean counts)
{
    if ((resolver->n_taken += map->n_items) > MAX_VALUES) {
        recto_diagnose(resolver->diagnostics, RECTO_CODE_BAD_YAML, map->span, "too many values");
        return;
    }
    for (guint i = 0; i < map->n_items; i++) {
        gboolean group = !*prefix && map->items[i]->kind == RECTO_YAML_MAP && is_group(map->keys[i]->value);
        if (!group)
            apply_value(resolver, map->keys[i], map->items[i], prefix, groups, counts);
    }
    for (guint i = 0; !*prefix && groups->decided && i < map->n_items; i++) {
        const char *name = map->keys[i]->value;
        if (map->items[i]->kind == RECTO_YAML_MAP && is_group(name))
            apply_values(resolver, map->items[i], "", groups, counts && group_counts(groups, name));
    }
}

static void apply_set(Resolver *resolver, const char *set)
{
    const char *equals = strchr(set, '=');
    guint32 file = recto_diagnostics_add_source(resolver->diagnostics, "--set", set, strlen(set));
    RectoSpan span = {file, 1, 1, 0};
    if (!equals) {
        recto_diagnose(resolver->diagnostics, RECTO_CODE_BAD_VALUE, span, "“%s” does not have the form KEY=VALUE", set);
        return;
    }
    g_autofree char *name = g_strndup(set, (gsize)(equals - set));
    g_strstrip(name);
    /* Quoted, since the value is taken as it is: a colour's # begins no comment here. And as far in as it stands, for
     * the place in messages. */
    g_auto(GStrv) parts = g_strsplit(equals + 1, "'", -1);
    g_autofree char *doubled = g_strjoinv("''", parts);
    g_autofree char *quoted = g_strdup_printf("%*s'%s'", (int)(equals + 1 - set), "", doubled);
    RectoYaml *yaml = recto_yaml_parse(quoted, strlen(quoted), file, 1, resolver->diagnostics);
    g_ptr_array_add(resolver->yamls, yaml);
    RectoYamlNode key = {.kind = RECTO_YAML_SCALAR, .span = span, .value = name};
    int index = recto_key_find(name);
    if (index < 0)
        report_unknown(resolver, &key, name);
    else if (yaml->root && yaml->root->kind == RECTO_YAML_SCALAR)
        resolver->sets[index] = yaml->root;
    else
        recto_diagnose(resolver->diagnostics, RECTO_CODE_BAD_VALUE, span, "key “%s” needs one value", name);
}

static void apply_all(Resolver *resolver, const Groups *groups)
{
    memset(resolver->values, 0, sizeof(gpointer) * recto_n_keys);
    resolver->n_taken = 0;
    for (guint i = 0; i < resolver->layers->len; i++) {
        resolver->layer = i;
        const RectoYamlNode *layer = g_ptr_array_index(resolver->layers, i);
        if (layer->kind == RECTO_YAML_MAP)
            apply_values(resolver, layer, "", groups, TRUE);
    }
    for (guint i = 0; i < recto_n_keys; i++)
        if (resolver->sets[i]) {
            resolver->values[i] = resolver->sets[i];
            resolver->strengths[i] = G_MAXUINT;
        }
}

/* ---- from values to the struct ---- */

static const RectoYamlNode *value_of(const Resolver *resolver, const char *name)
{
    int index = recto_key_find(name);
    return index < 0 ? NULL : resolver->values[index];
}

static gboolean find_derived(const Resolver *resolver, const char *name, RectoColour *ret_colour)
{
    for (guint i = 0; i < DERIVED_MAX; i++) {
        if (!resolver->derived[i].made || !g_str_equal(derived_names[i], name))
            continue;
        *ret_colour = resolver->derived[i].colour;
        return TRUE;
    }
    return FALSE;
}

/* A colour by value, or by the name of a colour.* key, which may name another. */
static gboolean resolve_colour(const Resolver *resolver, const char *text, RectoColour *ret_colour)
{
    for (guint hops = 0; text && hops < 8; hops++) {
        if (recto_value_colour(text, ret_colour))
            return TRUE;
        if (find_derived(resolver, text, ret_colour))
            return TRUE;
        g_autofree char *name = g_strconcat("colour.", text, NULL);
        const RectoYamlNode *value = value_of(resolver, name);
        text = value ? value->value : NULL;
    }
    return FALSE;
}

static const char *resolve_font(const Resolver *resolver, const char *text)
{
    for (guint hops = 0; hops < 8; hops++) {
        g_autofree char *name = g_strconcat("font.", text, NULL);
        const RectoYamlNode *value = value_of(resolver, name);
        if (!value)
            return text;
        text = value->value;
    }
    return text;
}

static gboolean store(Resolver *resolver, const RectoKey *key, const char *text)
{
    gpointer target = (char *)resolver->style + key->offset;
    switch (key->type) {
    case RECTO_KEY_LENGTH:
        return recto_value_length(text, resolver->style->page_unit, target);
    case RECTO_KEY_COLOUR:
        return resolve_colour(resolver, text, target);
    case RECTO_KEY_FONT:
        *(const char **)target = resolve_font(resolver, text);
        return **(const char **)target != '\0';
    case RECTO_KEY_NUMBER:
        return recto_value_number(text, target);
    case RECTO_KEY_PERCENT:
        return recto_value_percent(text, target);
    case RECTO_KEY_SWITCH:
        return recto_value_switch(text, target);
    case RECTO_KEY_STRING:
        *(const char **)target = text;
        return TRUE;
    case RECTO_KEY_INKS:
        return recto_value_inks(text, target);
    case RECTO_KEY_CHOICE:
        return recto_value_choice(text, key->names, target);
    }
    return FALSE;
}

static const char *describe(const RectoKey *key)
{
    static const char *const words[] = {"a length such as 10.5pt or 2u",
                                        "a colour such as #1F4E79, or the name of one",
                                        "the name of a font family",
                                        "a whole number",
                                        "a percentage such as 80%",
                                        "yes or no",
                                        "text",
                                        "cyan, magenta, yellow and black in per cent such as 0 75 80 0, or auto",
                                        ""};
    return key->type == RECTO_KEY_CHOICE ? key->names : words[key->type];
}

/* The value of a text element's key that is not given: that of element.*. */
static const RectoYamlNode *inherited(const Resolver *resolver, const RectoKey *key)
{
    const char *last = strrchr(key->name, '.');
    g_autofree char *other = last ? g_strdup_printf("%.*s.hyphenate", (int)(last - key->name), key->name) : NULL;
    g_autofree char *name = g_strconcat("element", last, NULL);
    return other && recto_key_find(other) >= 0 ? value_of(resolver, name) : NULL;
}

/* Where base was read, every key has a value, or base is damaged. */
static void check_base(const Resolver *resolver)
{
    g_autofree char *path = recto_data_path("styles", "base.yaml");
    if (g_ptr_array_find_with_equal_func(resolver->files, path, g_str_equal, NULL))
        recto_installed_file_report(path, "it does not set every key");
}

static void store_key(Resolver *resolver, guint index)
{
    const RectoKey *key = &recto_keys[index];
    const RectoYamlNode *value = resolver->values[index];
    if (!value)
        value = inherited(resolver, key);
    if (!value) {
        recto_diagnose(resolver->diagnostics, RECTO_CODE_MISSING_KEY, RECTO_NO_SPAN, "no style sets “%s”", key->name);
        check_base(resolver);
        return;
    }
    if (store(resolver, key, value->value))
        return;
    resolver->failed = TRUE;
    /* An invalid colour that is referenced by name is reported once, where it is defined. */
    g_autofree char *named = g_strconcat("colour.", value->value, NULL);
    if (key->type == RECTO_KEY_COLOUR && !g_str_has_prefix(key->name, "colour.") && recto_key_find(named) >= 0)
        return;
    recto_diagnose(resolver->diagnostics, RECTO_CODE_BAD_VALUE, value->span, "invalid value “%s” for %s (expected: %s)",
                   value->value, key->name, describe(key));
}

static void store_named(Resolver *resolver, const char *name)
{
    store_key(resolver, (guint)recto_key_find(name));
}

/* Inks are those of the colour that they were given for: not of one that a later layer put in its place. */
static void drop_stale_inks(Resolver *resolver)
{
    for (guint i = 0; i < recto_n_keys; i++) {
        const RectoKey *key = &recto_keys[i];
        if (key->type != RECTO_KEY_INKS)
            continue;
        g_autofree char *colour = g_strndup(key->name, strlen(key->name) - strlen(".cmyk"));
        int index = recto_key_find(colour);
        RectoColour made;
        gboolean derived =
            g_str_has_prefix(colour, "colour.") && find_derived(resolver, colour + strlen("colour."), &made);
        if (derived || resolver->strengths[index] > resolver->strengths[i])
            ((RectoCmyk *)(gpointer)((char *)resolver->style + key->offset))->given = FALSE;
    }
}

static void decide_groups(Resolver *resolver, Groups *groups)
{
    RectoStyle *style = resolver->style;
    store_named(resolver, "page.size");
    store_named(resolver, "composition");
    store_named(resolver, "composition.sheet-below");
    store_named(resolver, "composition.leaflet-below");
    store_named(resolver, "composition.report-from");
    store_named(resolver, "composition.report-chapters");
    groups->decided = TRUE;
    groups->paper = style->page_size;
    groups->composition = recto_composition_choose(style, resolver->request);
    const RectoYamlNode *said = value_of(resolver, "composition");
    style->composition_span = said ? said->span : RECTO_NO_SPAN;
}

/* Finds the cover image and the cover chart, and the layer that sets them. */
static void find_cover_picture(Resolver *resolver)
{
    RectoStyle *style = resolver->style;
    const RectoYamlNode *node = value_of(resolver, "cover.picture"), *figure = value_of(resolver, "cover.figure");
    if (figure)
        style->cover_figure_span = figure->span;
    if (node && !*node->value && style->cover_picture_post)
        node = recto_cover_post_picture(resolver->request->front);
    if (!node)
        return;
    style->cover_picture = node->value;
    style->cover_picture_span = node->span;
}

/* Where the files of the logo are named: they are looked for there. */
static void find_logo(Resolver *resolver)
{
    RectoStyle *style = resolver->style;
    const struct {
        const char *key;
        RectoSpan *span;
    } files[] = {{"logo", &style->logo_span},
                 {"logo.on-dark", &style->logo_on_dark_span},
                 {"logo.small", &style->logo_small_span}};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        const RectoYamlNode *node = value_of(resolver, files[i].key);
        if (node)
            *files[i].span = node->span;
    }
}

static void finish(RectoStyle *style, const Groups *groups, const RectoStyleRequest *request)
{
    style->paper = groups->paper;
    style->composition = groups->composition;
    style->page_width = style->paper == RECTO_LETTER ? RECTO_PT(612) : RECTO_PT(595.28);
    style->page_height = style->paper == RECTO_LETTER ? RECTO_PT(792) : RECTO_PT(841.89);
    if ((int)request->n_top_headings < style->composition_report_chapters)
        style->chapter_numbered = FALSE;
    style->chapter_opens = recto_composition_opens(style, request);
}

/* Whether `made` is to be made from `source`, which counts more; then the latter's colour. */
static gboolean is_derived(const Resolver *resolver, const char *made, const char *source, RectoColour *ret_source)
{
    g_autofree char *own = g_strconcat("colour.", made, NULL), *other = g_strconcat("colour.", source, NULL);
    int mine = recto_key_find(own), theirs = recto_key_find(other);
    return resolver->values[mine] && resolver->values[theirs] &&
           resolver->strengths[theirs] > resolver->strengths[mine] && resolve_colour(resolver, source, ret_source) &&
           !ret_source->none;
}

static void derive(Resolver *resolver, DerivedId id, RectoColour colour)
{
    resolver->derived[id].made = TRUE;
    resolver->derived[id].colour = colour;
}

/* If a style sets the accent but no link colour, derives the link colour: the accent, darkened to the contrast of
 * small text, also on the tint. */
static void derive_link(Resolver *resolver)
{
    RectoColour accent, tint;
    if (is_derived(resolver, "link", "accent", &accent) && resolve_colour(resolver, "tint", &tint))
        derive(resolver, DERIVED_LINK, recto_colour_darken(accent, tint.none ? WHITE_COLOUR : tint, TEXT_CONTRAST));
}

/* White on the field, or the ink, or black: the first that can be read. */
static RectoColour text_on_field(RectoColour given, RectoColour ink, RectoColour field)
{
    const RectoColour tried[] = {given, WHITE_COLOUR, ink, {FALSE, 0, 0, 0}};
    guint best = 0;
    for (guint i = 0; i < G_N_ELEMENTS(tried); i++) {
        if (recto_contrast(tried[i], field) >= TEXT_CONTRAST)
            return tried[i];
        if (recto_contrast(tried[i], field) > recto_contrast(tried[best], field))
            best = i;
    }
    return tried[best];
}

/* Returns the background for text on the cover panel: the panel colour, or the colour of its pattern, which is closer
 * to the text colour. A pattern with less precedence than the panel is made fainter if the text needs it. */
static RectoColour resolve_pattern(Resolver *resolver, RectoColour field, RectoColour text)
{
    RectoStyle *style = resolver->style;
    store_named(resolver, "cover.pattern");
    store_named(resolver, "cover.pattern.share");
    int share = style->cover_pattern == RECTO_PATTERN_NONE ? 0 : style->cover_pattern_share;
    gboolean weaker = resolver->strengths[recto_key_find("cover.pattern.share")] <
                      resolver->strengths[recto_key_find("colour.field")];
    while (weaker && share > 0 && recto_contrast(text, recto_colour_mix(field, text, share)) < TEXT_CONTRAST)
        share -= 10;
    if (weaker && style->cover_pattern != RECTO_PATTERN_NONE)
        resolver->pattern_share = MAX(share, 0);
    return recto_colour_mix(field, text, share);
}

/* If the style sets the cover panel colour, derives readable text colours; secondary text and decoration get colours
 * between the two. */
static void derive_field(Resolver *resolver)
{
    RectoColour field, text, ink;
    resolver->pattern_share = -1;
    if (!resolve_colour(resolver, "field-text", &text) || !resolve_colour(resolver, "ink", &ink))
        return;
    if (is_derived(resolver, "field-text", "field", &field)) {
        text = text_on_field(text, ink, field);
        derive(resolver, DERIVED_FIELD_TEXT, text);
    }
    if (is_derived(resolver, "field-soft", "field", &field)) {
        RectoColour ground = resolve_pattern(resolver, field, text), soft = recto_colour_mix(field, text, SOFT_SHARE);
        for (int share = SOFT_SHARE; share <= 1000 && recto_contrast(soft, ground) < TEXT_CONTRAST; share += 10)
            soft = recto_colour_mix(field, text, share);
        derive(resolver, DERIVED_FIELD_SOFT, soft);
    }
    if (is_derived(resolver, "field-year", "field", &field))
        derive(resolver, DERIVED_FIELD_YEAR, recto_colour_mix(field, text, YEAR_SHARE));
}

/* The derived ones take their keys' places. */
static void store_derived(Resolver *resolver)
{
    RectoColour *const places[DERIVED_MAX] = {&resolver->style->colour_link, &resolver->style->colour_field_text,
                                              &resolver->style->colour_field_soft, &resolver->style->colour_field_year};
    for (guint i = 0; i < DERIVED_MAX; i++)
        if (resolver->derived[i].made)
            *places[i] = resolver->derived[i].colour;
    if (resolver->pattern_share >= 0)
        resolver->style->cover_pattern_share = resolver->pattern_share;
}

RectoStyle *recto_style_resolve(const RectoStyleRequest *request, RectoDiagnostics *diagnostics, GError **error)
{
    g_autoptr(RectoStyle) style = g_new0(RectoStyle, 1);
    Owner *owner = g_new0(Owner, 1);
    style->owner = owner;
    owner->yamls = g_ptr_array_new_with_free_func((GDestroyNotify)recto_yaml_free);
    owner->files = g_ptr_array_new_with_free_func(g_free);
    owner->contents = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(GPtrArray) layers = g_ptr_array_new();
    g_autofree const RectoYamlNode **values = g_new0(const RectoYamlNode *, recto_n_keys);
    g_autofree const RectoYamlNode **sets = g_new0(const RectoYamlNode *, recto_n_keys);
    g_autofree guint *strengths = g_new0(guint, recto_n_keys);
    Resolver resolver = {.request = request,
                         .diagnostics = diagnostics,
                         .style = style,
                         .yamls = owner->yamls,
                         .files = owner->files,
                         .contents = owner->contents,
                         .layers = layers,
                         .values = values,
                         .sets = sets,
                         .strengths = strengths};
    if (!add_layers(&resolver, error))
        return NULL;
    g_ptr_array_add(owner->files, NULL);
    for (guint i = 0; request->sets && request->sets[i]; i++)
        apply_set(&resolver, request->sets[i]);
    Groups groups = {0};
    apply_all(&resolver, &groups);
    decide_groups(&resolver, &groups);
    apply_all(&resolver, &groups);
    store_named(&resolver, "page.unit");
    derive_link(&resolver);
    derive_field(&resolver);
    for (guint i = 0; i < recto_n_keys; i++)
        store_key(&resolver, i);
    store_derived(&resolver);
    drop_stale_inks(&resolver);
    for (guint i = 0; request->tell && i < recto_n_keys; i++)
        if (values[i])
            request->tell(recto_keys[i].name, values[i], request->data);
    finish(style, &groups, request);
    find_cover_picture(&resolver);
    find_logo(&resolver);
    RectoStyleCheck check = {diagnostics, style, values, strengths, resolver.failed};
    recto_style_resolve_palette(&check);
    recto_style_resolve_text(&check);
    recto_style_check(&check);
    return g_steal_pointer(&style);
}

void recto_style_free(RectoStyle *style)
{
    if (!style)
        return;
    Owner *owner = style->owner;
    g_ptr_array_unref(owner->yamls);
    g_ptr_array_unref(owner->files);
    g_ptr_array_unref(owner->contents);
    g_clear_pointer(&owner->arena, recto_arena_free);
    g_free(owner);
    g_free(style->name);
    g_free(style);
}

const char *const *recto_style_files(const RectoStyle *style)
{
    return (const char *const *)((const Owner *)style->owner)->files->pdata;
}

GBytes *recto_style_file(const RectoStyle *style, guint index)
{
    return g_ptr_array_index(((const Owner *)style->owner)->contents, index);
}
