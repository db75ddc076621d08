/* Converts a _brand.yml file into a layer of style keys (brand.h). */
#include "style/brand.h"

#include "base/files.h"
#include "base/installed_files.h"

#include <stdlib.h>
#include <string.h>

/* Names of colours that lead to names of colours. */
#define MAX_ALIASES 16

typedef struct {
    RectoArena *arena;
    RectoDiagnostics *diagnostics;
    const RectoYamlNode *brand;
    gboolean own_faces;
    char *faces;              /* faces.index, one face per line */
    GPtrArray *told;          /* of char*, borrowed: families that were replaced */
    GPtrArray *keys, *values; /* of RectoYamlNode* */
} Brand;

gboolean recto_brand_is_file(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    return g_str_equal(name, RECTO_BRAND_FILE) || g_str_equal(name, "_brand.yaml");
}

static RectoYamlNode *scalar(Brand *brand, const char *text, RectoSpan span)
{
    RectoYamlNode *node = recto_arena_new0(brand->arena, RectoYamlNode);
    node->kind = RECTO_YAML_SCALAR;
    node->span = span;
    node->value = recto_arena_strndup(brand->arena, text, -1);
    return node;
}

static void set(Brand *brand, const char *key, const char *value, RectoSpan span)
{
    g_ptr_array_add(brand->keys, scalar(brand, key, span));
    g_ptr_array_add(brand->values, scalar(brand, value, span));
}

static void ignore(Brand *brand, const RectoYamlNode *node, const char *what)
{
    recto_diagnose(brand->diagnostics, RECTO_CODE_BRAND_UNUSED, node->span, "%s is ignored", what);
}

/* ---- colours ---- */

static const RectoYamlNode *colours(const Brand *brand)
{
    return recto_yaml_get(brand->brand, "color");
}

/* Returns "#RRGGBB" for a value that may name a colour of the palette or another colour of the theme. Returns NULL if
 * it is not a colour. */
static char *find_colour(Brand *brand, const RectoYamlNode *node)
{
    const RectoYamlNode *palette = recto_yaml_get(colours(brand), "palette");
    for (guint n = 0; node && n < MAX_ALIASES; n++) {
        const char *text = recto_yaml_text(node);
        if (!text)
            return NULL;
        gsize digits = *text == '#' ? strspn(text + 1, "0123456789abcdefABCDEF") : 0;
        if (digits == 6 && !text[7])
            return g_ascii_strup(text, -1);
        if (digits == 3 && !text[4]) {
            g_autofree char *doubled =
                g_strdup_printf("#%c%c%c%c%c%c", text[1], text[1], text[2], text[2], text[3], text[3]);
            return g_ascii_strup(doubled, -1);
        }
        const RectoYamlNode *named = recto_yaml_get(palette, text);
        node = named ? named : recto_yaml_get(colours(brand), text);
    }
    return NULL;
}

static void apply_colour(Brand *brand, const RectoYamlNode *node, const char *const *keys)
{
    if (!node)
        return;
    g_autofree char *colour = find_colour(brand, node);
    if (!colour) {
        recto_diagnose(brand->diagnostics, RECTO_CODE_BRAND_COLOUR, node->span, "“%s” is not a colour of the brand",
                       recto_yaml_text(node) ? recto_yaml_text(node) : "");
        return;
    }
    for (guint i = 0; keys[i]; i++)
        set(brand, keys[i], colour, node->span);
}

static gboolean is_white(const char *colour)
{
    return g_str_equal(colour, "#FFFFFF");
}

static void apply_colours(Brand *brand)
{
    static const char *const ink[] = {"colour.ink", "colour.head", "colour.context", "chart.1", NULL};
    static const char *const accent[] = {"colour.accent", "chart.2", NULL};
    static const char *const field[] = {"colour.field", NULL};
    static const char *const second[] = {"chart.3", NULL}, *const third[] = {"chart.4", NULL};
    static const char *const known[] = {"palette",   "foreground", "background", "primary",
                                        "secondary", "tertiary",   "dark",       NULL};
    const RectoYamlNode *all = colours(brand), *background = recto_yaml_get(all, "background");
    apply_colour(brand, recto_yaml_get(all, "foreground"), ink);
    apply_colour(brand, recto_yaml_get(all, "primary"), accent);
    apply_colour(brand, recto_yaml_get(all, "secondary"), second);
    apply_colour(brand, recto_yaml_get(all, "tertiary"), third);
    apply_colour(brand, recto_yaml_get(all, "dark"), field);
    g_autofree char *paper = background ? find_colour(brand, background) : NULL;
    if (paper && !is_white(paper))
        ignore(brand, background, "color.background (the page background is always white)");
    for (guint i = 0; all && all->kind == RECTO_YAML_MAP && i < all->n_items; i++) {
        g_autofree char *what = g_strconcat("color.", all->keys[i]->value, NULL);
        if (!g_strv_contains(known, all->keys[i]->value))
            ignore(brand, all->keys[i], what);
    }
}

/* ---- faces ---- */

static gboolean is_bundled(Brand *brand, const char *family)
{
    if (!brand->faces) {
        g_autofree char *path = recto_data_path("fonts", "faces.index");
        if (!path || !recto_file_read_text(path, &brand->faces, NULL, NULL)) {
            recto_installed_file_report(path, "it can't be read");
            brand->faces = g_strdup("");
        }
    }
    g_autofree char *first = g_strconcat(" ", family, ",", NULL), *only = g_strconcat(" ", family, ":", NULL);
    return strstr(brand->faces, first) || strstr(brand->faces, only);
}

/* A face of the same kind, by what its name says. */
static const char *nearest_face(const char *family)
{
    static const char *const monos[] = {"mono", "code", "courier", "console"};
    static const char *const serifs[] = {"serif",    "garamond",    "times",  "georgia", "merriweather", "lora",
                                         "playfair", "baskerville", "bitter", "slab",    "roman",        "book"};
    g_autofree char *lower = g_utf8_strdown(family, -1);
    for (guint i = 0; i < G_N_ELEMENTS(monos); i++)
        if (strstr(lower, monos[i]))
            return "Source Code Pro";
    for (guint i = 0; i < G_N_ELEMENTS(serifs); i++)
        if (strstr(lower, serifs[i]) && !strstr(lower, "sans"))
            return "Source Serif 4";
    return "Source Sans 3";
}

static void report_face(Brand *brand, const RectoYamlNode *node, const char *family, const char *instead)
{
    if (g_ptr_array_find_with_equal_func(brand->told, family, g_str_equal, NULL))
        return;
    g_ptr_array_add(brand->told, (gpointer)family);
    recto_diagnose(brand->diagnostics, RECTO_CODE_BRAND_FACE, node->span, "font “%s” is not bundled; recto used %s",
                   family, instead);
}

/* A font is a family, or a map that has one. */
static const RectoYamlNode *family_of(const RectoYamlNode *font)
{
    return font && font->kind == RECTO_YAML_MAP ? recto_yaml_get(font, "family") : font;
}

static void apply_face(Brand *brand, const RectoYamlNode *font, const char *const *keys)
{
    const RectoYamlNode *node = family_of(font);
    const char *family = recto_yaml_text(node);
    if (!family)
        return;
    if (!brand->own_faces && !is_bundled(brand, family)) {
        const char *instead = nearest_face(family);
        report_face(brand, node, family, instead);
        family = instead;
    }
    for (guint i = 0; keys[i]; i++)
        set(brand, keys[i], family, node->span);
}

/* A serif: small labels and notes are set in the sans of the headings, if that is one. */
static gboolean is_text_face(const RectoYamlNode *font)
{
    const char *family = recto_yaml_text(family_of(font));
    return family && g_str_equal(nearest_face(family), "Source Serif 4");
}

static void apply_weight(Brand *brand, const RectoYamlNode *font, const char *const *keys)
{
    static const struct {
        const char *name, *weight;
    } names[] = {{"thin", "100"},   {"extra-light", "200"}, {"light", "300"}, {"normal", "400"},     {"regular", "400"},
                 {"medium", "500"}, {"semi-bold", "600"},   {"bold", "700"},  {"extra-bold", "800"}, {"black", "900"}};
    const RectoYamlNode *node = font && font->kind == RECTO_YAML_MAP ? recto_yaml_get(font, "weight") : NULL;
    const char *weight = recto_yaml_text(node);
    if (!weight)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(weight, names[i].name))
            weight = names[i].weight;
    if (strspn(weight, "0123456789") != strlen(weight)) {
        ignore(brand, node, "this weight");
        return;
    }
    for (guint i = 0; keys[i]; i++)
        set(brand, keys[i], weight, node->span);
}

static void apply_typography(Brand *brand)
{
    static const char *const text[] = {"font.text", "font.sans", NULL};
    static const char *const display[] = {"font.display", "h2.font", "h3.font", "h4.font", NULL};
    static const char *const labels[] = {"font.sans", NULL};
    static const char *const all[] = {"font.text", "font.sans", "font.display", NULL};
    static const char *const mono[] = {"font.mono", NULL}, *const head[] = {"colour.head", "colour.context", "chart.1",
                                                                            NULL};
    static const char *const link[] = {"colour.link", NULL};
    static const char *const weights[] = {"cover.title.weight", "chapter.weight", "h1.weight", "h2.weight", NULL};
    const RectoYamlNode *typography = recto_yaml_get(brand->brand, "typography");
    const RectoYamlNode *headings = recto_yaml_get(typography, "headings"), *links = recto_yaml_get(typography, "link");
    apply_face(brand, recto_yaml_get(typography, "base"), family_of(headings) ? text : all);
    apply_face(brand, headings, display);
    if (is_text_face(recto_yaml_get(typography, "base")) && family_of(headings) && !is_text_face(headings))
        apply_face(brand, headings, labels);
    apply_weight(brand, headings, weights);
    apply_face(brand, recto_yaml_get(typography, "monospace"), mono);
    if (headings && headings->kind == RECTO_YAML_MAP)
        apply_colour(brand, recto_yaml_get(headings, "color"), head);
    if (links && links->kind == RECTO_YAML_MAP)
        apply_colour(brand, recto_yaml_get(links, "color"), link);
}

/* ---- the rest ---- */

/* A name or a link is a text, or a map of a short and a full one. */
static const RectoYamlNode *text_or(const RectoYamlNode *node, const char *first, const char *second)
{
    if (!node || node->kind != RECTO_YAML_MAP)
        return node;
    const RectoYamlNode *found = recto_yaml_get(node, first);
    return found ? found : recto_yaml_get(node, second);
}

static void apply_meta(Brand *brand)
{
    const RectoYamlNode *name = text_or(recto_yaml_get(recto_yaml_get(brand->brand, "meta"), "name"), "short", "full");
    if (recto_yaml_text(name))
        set(brand, "cover.mark-text", recto_yaml_text(name), name->span);
}

/* A logo is a file, the name of one in logo.images, or a map of its path and its alternative text. */
static const RectoYamlNode *logo_file(Brand *brand, const RectoYamlNode *logo)
{
    const RectoYamlNode *images = recto_yaml_get(recto_yaml_get(brand->brand, "logo"), "images");
    const RectoYamlNode *named = recto_yaml_text(logo) ? recto_yaml_get(images, recto_yaml_text(logo)) : NULL;
    return named ? named : logo;
}

static gboolean apply_logo_file(Brand *brand, const RectoYamlNode *logo, const char *key)
{
    const RectoYamlNode *file = logo_file(brand, logo);
    const RectoYamlNode *path = text_or(file, "path", "path"), *words = recto_yaml_get(file, "alt");
    if (!recto_yaml_text(path))
        return FALSE;
    set(brand, key, recto_yaml_text(path), path->span);
    if (recto_yaml_text(words) && !g_str_equal(key, "logo.small"))
        set(brand, "logo.words", recto_yaml_text(words), words->span);
    return TRUE;
}

/* Of a size the one for a ground: "light", which a file that is for all is too, or "dark". */
static gboolean apply_logo(Brand *brand, const RectoYamlNode *size, const char *ground, const char *key)
{
    const RectoYamlNode *logo = recto_yaml_get(size, ground);
    if (!logo && g_str_equal(ground, "light") && !recto_yaml_get(size, "dark"))
        logo = size;
    return logo && apply_logo_file(brand, logo, key);
}

/* Applies the logos: the cover gets the largest, the footer the smallest (brand.yml, "Logo"). A logo that exists only
 * for dark backgrounds is applied too. The logo for light backgrounds is applied last, so its alt text takes
 * precedence. */
static void apply_logos(Brand *brand)
{
    static const char *const sizes[] = {"large", "medium", "small"};
    const RectoYamlNode *logo = recto_yaml_get(brand->brand, "logo");
    const RectoYamlNode *alone = recto_yaml_get(logo, "images") ? NULL : logo;
    gboolean dark = apply_logo(brand, alone, "dark", "logo.on-dark");
    gboolean light = apply_logo(brand, alone, "light", "logo");
    for (guint i = 0; !light && i < G_N_ELEMENTS(sizes); i++) {
        const RectoYamlNode *size = recto_yaml_get(logo, sizes[i]);
        dark = dark || apply_logo(brand, size, "dark", "logo.on-dark");
        light = apply_logo(brand, size, "light", "logo");
    }
    for (guint i = G_N_ELEMENTS(sizes) - 1; light && i > 0; i--)
        if (apply_logo(brand, recto_yaml_get(logo, sizes[i]), "light", "logo.small"))
            break;
    if (logo && !light && !dark)
        ignore(brand, logo, "logo without a file");
}

/* `defaults: {recto: {…}}` holds style keys as they are. */
static void apply_defaults(Brand *brand)
{
    const RectoYamlNode *own = recto_yaml_get(recto_yaml_get(brand->brand, "defaults"), "recto");
    for (guint i = 0; own && own->kind == RECTO_YAML_MAP && i < own->n_items; i++) {
        g_ptr_array_add(brand->keys, (gpointer)own->keys[i]);
        g_ptr_array_add(brand->values, (gpointer)own->items[i]);
    }
}

const RectoYamlNode *recto_brand_layer(const RectoYamlNode *root, gboolean own_faces, RectoArena *arena,
                                       RectoDiagnostics *diagnostics)
{
    if (!root || root->kind != RECTO_YAML_MAP)
        return NULL;
    Brand brand = {arena, diagnostics, root, own_faces, NULL, g_ptr_array_new(), g_ptr_array_new(), g_ptr_array_new()};
    apply_meta(&brand);
    apply_colours(&brand);
    apply_typography(&brand);
    apply_logos(&brand);
    apply_defaults(&brand);
    RectoYamlNode *layer = recto_arena_new0(arena, RectoYamlNode);
    layer->kind = RECTO_YAML_MAP;
    layer->span = root->span;
    layer->n_items = brand.keys->len;
    layer->keys = recto_arena_copy(arena, brand.keys->pdata, sizeof(gpointer) * brand.keys->len);
    layer->items = recto_arena_copy(arena, brand.values->pdata, sizeof(gpointer) * brand.values->len);
    g_ptr_array_unref(brand.keys);
    g_ptr_array_unref(brand.values);
    g_ptr_array_unref(brand.told);
    g_free(brand.faces);
    return layer;
}
