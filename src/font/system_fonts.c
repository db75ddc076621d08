/* Fontconfig: installed fonts, fonts of a directory, and fonts for SVG images. */
#include "font/system_fonts.h"

#include "base/files.h"

#include <gio/gio.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* Maximum number of fonts examined in a TTC file. */
#define MOST_IN_COLLECTION 64

/* ---- patterns of the bundled fonts ---- */

/* Properties that most fonts of a family share, parsed once: "charset=…" or "lang=…" → a pattern with only this
 * property. */
typedef GHashTable Shared;

/* Removes the element that begins with `name` (":charset=") from a pattern's notation. Returns NULL if there is
 * none. */
static char *cut_element(char *description, const char *name)
{
    char *start = strstr(description, name);
    if (!start)
        return NULL;
    char *end = start + 1 + strcspn(start + 1, ":");
    char *element = g_strndup(start, (gsize)(end - start));
    memmove(start, end, strlen(end) + 1);
    return element;
}

/* Adds a removed element to a pattern. */
static void add_shared(FcPattern *pattern, const char *object, char *element, Shared *shared)
{
    if (!element)
        return;
    FcPattern *only = g_hash_table_lookup(shared, element);
    if (only) {
        g_free(element);
    } else {
        only = FcNameParse((const FcChar8 *)element);
        g_hash_table_insert(shared, element, only);
    }
    FcValue value;
    if (only && FcPatternGet(only, object, 0, &value) == FcResultMatch)
        FcPatternAdd(pattern, object, value, FcTrue);
}

static void destroy_pattern(FcPattern *pattern)
{
    if (pattern)
        FcPatternDestroy(pattern);
}

/* Returns the pattern that fontconfig would create by examining the file. */
static FcPattern *make_pattern(const RectoFontFile *file, Shared *shared)
{
    g_autofree char *description = g_strdup(file->description);
    char *characters = cut_element(description, ":" FC_CHARSET "=");
    char *languages = cut_element(description, ":" FC_LANG "=");
    FcPattern *pattern = FcNameParse((const FcChar8 *)description);
    if (!pattern)
        pattern = FcPatternCreate();
    add_shared(pattern, FC_CHARSET, characters, shared);
    add_shared(pattern, FC_LANG, languages, shared);
    FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)file->path);
    return pattern;
}

/* ---- a configuration ---- */

/* Returns the application font set of a configuration. fontconfig creates it when the first file is added, even if the
 * file does not exist. An empty name is therefore added, because examining a real font would take longer than all the
 * rest. */
static FcFontSet *make_set(FcConfig *config)
{
    if (!FcConfigGetFonts(config, FcSetApplication))
        FcConfigAppFontAddFile(config, (const FcChar8 *)"");
    return FcConfigGetFonts(config, FcSetApplication);
}

static gboolean add_file(FcConfig *config, const RectoFontFile *file, Shared *shared, GError **error)
{
    FcFontSet *set = make_set(config);
    if (set && g_file_test(file->path, G_FILE_TEST_EXISTS))
        return FcFontSetAdd(set, make_pattern(file, shared));
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: the font can't be read", file->path);
    return FALSE;
}

/* Pango requests the family "emoji" for a sequence of them: a flag, a family, a keycap digit. SVG images request the
 * families that they were drawn with. */
#define ALIAS(family, one, other)                                                                                      \
    "<alias><family>" family "</family><prefer><family>" one "</family><family>" other "</family></prefer></alias>"
#define SANS(family) ALIAS(family, "Source Sans 3", "Roboto")
static const char family_rules[] = "<fontconfig>" SANS("sans-serif") SANS("Arial") SANS("Helvetica") SANS("Verdana")
    SANS("DejaVu Sans") SANS("Open Sans") SANS("system-ui") ALIAS("serif", "Source Serif 4", "Roboto")
        ALIAS("monospace", "Source Code Pro", "Roboto Mono")
            ALIAS("Courier", "Source Code Pro",
                  "Roboto Mono") "<match target=\"pattern\"><test name=\"family\"><string>emoji</string></test>"
                                 "<edit name=\"family\" mode=\"prepend\" binding=\"strong\"><string>Noto "
                                 "Emoji</string></edit></match></fontconfig>";

FcConfig *recto_font_config_new(const GPtrArray *files, gboolean installed, GError **error)
{
    g_autoptr(GHashTable) shared =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)destroy_pattern);
    FcConfig *config = installed ? FcInitLoadConfigAndFonts() : FcConfigCreate();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)family_rules, FcFalse);
    for (guint i = 0; i < files->len; i++) {
        const RectoFontFile *file = g_ptr_array_index(files, i);
        if (!file->description)
            FcConfigAppFontAddFile(config, (const FcChar8 *)file->path);
        else if (!add_file(config, file, shared, error)) {
            FcConfigDestroy(config);
            return NULL;
        }
    }
    FcConfigSetCurrent(config);
    return config;
}

/* Makes an empty configuration the current one; without a current one, fontconfig would read the system's. */
static void leave_current(FcConfig *config)
{
    if (FcConfigGetCurrent() != config)
        return;
    FcConfig *empty = FcConfigCreate();
    FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
}

void recto_font_config_free(FcConfig *config)
{
    leave_current(config);
    FcConfigDestroy(config);
}

PangoFontMap *recto_font_config_map(FcConfig *config)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    return map;
}

void recto_font_config_map_free(PangoFontMap *map)
{
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), NULL); /* otherwise, its reference would remain (Pango 1.50) */
    g_object_unref(map);
}

gboolean recto_font_config_covers(FcConfig *config, gunichar character)
{
    FcFontSet *set = FcConfigGetFonts(config, FcSetSystem);
    for (int i = 0; set && i < set->nfont; i++) {
        FcCharSet *characters = NULL;
        if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
            FcCharSetHasChar(characters, character))
            return TRUE;
    }
    return FALSE;
}

const char *recto_font_config_path(PangoFont *font)
{
    FcChar8 *path = NULL;
    FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_FILE, 0, &path);
    return (const char *)path;
}

/* ---- fonts of a directory ---- */

static gboolean is_font_name(const char *name)
{
    static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(lower, ends[i]))
            return TRUE;
    return FALSE;
}

static void add_face(GPtrArray *files, const char *path, int index, FcPattern *pattern)
{
    FcChar8 *family = NULL;
    int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;
    FcPatternGetString(pattern, FC_FAMILY, 0, &family);
    FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    g_ptr_array_add(files, recto_font_file_new(family ? (const char *)family : "", path, index,
                                               FcWeightToOpenType(weight), slant != FC_SLANT_ROMAN));
    FcPatternDestroy(pattern);
}

/* Adds the fonts of a file. Returns FALSE if it is not a font file. */
static gboolean add_font(FcConfig *config, const char *path, GPtrArray *files)
{
    int n = 0;
    FcPattern *pattern = FcFreeTypeQuery((const FcChar8 *)path, 0, NULL, &n);
    gboolean added = pattern && FcConfigAppFontAddFile(config, (const FcChar8 *)path);
    if (!added) {
        destroy_pattern(pattern);
        return FALSE;
    }
    add_face(files, path, 0, pattern);
    for (int i = 1; i < MIN(n, MOST_IN_COLLECTION); i++) {
        pattern = FcFreeTypeQuery((const FcChar8 *)path, (guint)i, NULL, &n);
        if (pattern)
            add_face(files, path, i, pattern);
    }
    return TRUE;
}

static gint by_name(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

gboolean recto_font_config_add_folder(FcConfig *config, const char *path, const char *root, GPtrArray *files,
                                      guint *ret_added, char **ret_broken, GError **error)
{
    GDir *folder = g_dir_open(path, 0, error);
    if (!folder)
        return FALSE;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(folder); name; name = g_dir_read_name(folder))
        if (is_font_name(name))
            g_ptr_array_add(names, g_strdup(name));
    g_dir_close(folder);
    g_ptr_array_sort(names, by_name);
    *ret_added = 0;
    *ret_broken = NULL;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *file = g_build_filename(path, g_ptr_array_index(names, i), NULL);
        /* FreeType opens the file by its path, so links are resolved first */
        g_autofree char *real = recto_path_below(root, file);
        if (real && g_file_test(real, G_FILE_TEST_IS_REGULAR) && add_font(config, real, files))
            (*ret_added)++;
        else if (!*ret_broken)
            *ret_broken = g_strdup(g_ptr_array_index(names, i));
    }
    return TRUE;
}
