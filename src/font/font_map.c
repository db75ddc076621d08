/* A Pango font map over a list of files. */
#include "font/font_map.h"

#include <stdlib.h>
#include <string.h>

/* ---- a font: a file at a size ---- */

typedef struct {
    PangoFont parent;
    RectoFontFile *file;
    RectoLength size;
    PangoFontMap *map; /* map that owns the font */
} MapFont;

typedef struct {
    PangoFontClass parent_class;
} MapFontClass;

G_DEFINE_TYPE(MapFont, map_font, PANGO_TYPE_FONT)

static PangoFontDescription *describe(PangoFont *font)
{
    const MapFont *own = (const MapFont *)font;
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, own->file->family);
    pango_font_description_set_weight(description, (PangoWeight)own->file->weight);
    pango_font_description_set_style(description, own->file->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(description, own->size);
    return description;
}

static PangoCoverage *get_coverage(PangoFont *font, PangoLanguage *language)
{
    return g_object_ref(recto_font_file_coverage(((MapFont *)font)->file));
}

/* Computes the extents of a glyph. Pango also asks for characters that no font has; these become boxes, which are
 * measured elsewhere. */
static void get_glyph_extents(PangoFont *font, PangoGlyph glyph, PangoRectangle *ink, PangoRectangle *logical)
{
    const MapFont *own = (const MapFont *)font;
    PangoRectangle square = {0, -own->size, own->size, own->size};
    if (ink)
        *ink = square;
    if (logical)
        *logical = square;
}

static PangoFontMap *get_font_map(PangoFont *font)
{
    return ((const MapFont *)font)->map;
}

static hb_font_t *create_hb_font(PangoFont *font)
{
    const MapFont *own = (const MapFont *)font;
    hb_font_t *shape = hb_font_create(recto_font_file_face(own->file));
    hb_font_set_scale(shape, own->size, own->size);
    return shape;
}

static void map_font_class_init(MapFontClass *class)
{
    PangoFontClass *font = PANGO_FONT_CLASS(class);
    font->describe = describe;
    font->describe_absolute = describe;
    font->get_coverage = get_coverage;
    font->get_glyph_extents = get_glyph_extents;
    font->get_font_map = get_font_map;
    font->create_hb_font = create_hb_font;
}

static void map_font_init(MapFont *font)
{
}

/* ---- a font set: the fonts for a description, the best first ---- */

typedef struct {
    PangoFontMap parent;
    const GPtrArray *files;
    PangoFontMap *fallback;
    GHashTable *fonts; /* file and size → MapFont *, as a set */
    GHashTable *sets;  /* PangoFontDescription* → MapSet* */
} FontMap;

typedef struct {
    PangoFontset parent;
    FontMap *map; /* map that owns the set */
    GPtrArray *files;
    RectoLength size;
    PangoLanguage *language;
    PangoFontset *fallback;
} MapSet;

typedef struct {
    PangoFontsetClass parent_class;
} MapSetClass;

G_DEFINE_TYPE(MapSet, map_set, PANGO_TYPE_FONTSET)

static PangoFont *font_in_set(const MapSet *set, guint i)
{
    return recto_font_map_font(&set->map->parent, g_ptr_array_index(set->files, i), set->size);
}

static void foreach_font(PangoFontset *fontset, PangoFontsetForeachFunc function, gpointer data)
{
    MapSet *set = (MapSet *)fontset;
    for (guint i = 0; i < set->files->len; i++)
        if (function(fontset, font_in_set(set, i), data))
            return;
    if (set->fallback)
        pango_fontset_foreach(set->fallback, function, data);
}

typedef struct {
    gunichar character;
    PangoFont *found;
} FallbackSearch;

static gboolean has_character(PangoFontset *fontset, PangoFont *font, gpointer data)
{
    FallbackSearch *search = data;
    if (pango_font_has_char(font, search->character))
        search->found = font;
    return search->found != NULL;
}

static PangoFont *get_font(PangoFontset *fontset, guint character)
{
    FallbackSearch search = {character, NULL};
    foreach_font(fontset, has_character, &search);
    return g_object_ref(search.found ? search.found : font_in_set((const MapSet *)fontset, 0));
}

static PangoLanguage *get_language(PangoFontset *fontset)
{
    return ((const MapSet *)fontset)->language;
}

static void set_finalize(GObject *object)
{
    MapSet *set = (MapSet *)object;
    g_ptr_array_unref(set->files);
    g_clear_object(&set->fallback);
    G_OBJECT_CLASS(map_set_parent_class)->finalize(object);
}

static void map_set_class_init(MapSetClass *class)
{
    PangoFontsetClass *fontset = PANGO_FONTSET_CLASS(class);
    fontset->foreach = foreach_font;
    fontset->get_font = get_font;
    fontset->get_language = get_language;
    G_OBJECT_CLASS(class)->finalize = set_finalize;
}

static void map_set_init(MapSet *set)
{
    set->files = g_ptr_array_new();
}

/* ---- the map ---- */

typedef struct {
    PangoFontMapClass parent_class;
} FontMapClass;

G_DEFINE_TYPE(FontMap, map, PANGO_TYPE_FONT_MAP)

static guint font_hash(gconstpointer key)
{
    const MapFont *font = key;
    return g_direct_hash(font->file) ^ (guint)font->size * 2654435761u;
}

static gboolean font_equal(gconstpointer one, gconstpointer other)
{
    const MapFont *a = one, *b = other;
    return a->file == b->file && a->size == b->size;
}

PangoFont *recto_font_map_font(PangoFontMap *map, RectoFontFile *file, RectoLength size)
{
    FontMap *own = (FontMap *)map;
    MapFont key = {.file = file, .size = size};
    MapFont *font = g_hash_table_lookup(own->fonts, &key);
    if (font)
        return &font->parent;
    font = g_object_new(map_font_get_type(), NULL);
    font->file = file;
    font->size = size;
    font->map = map;
    g_hash_table_add(own->fonts, font);
    return &font->parent;
}

RectoFontFile *recto_font_map_file(PangoFont *font)
{
    return G_TYPE_CHECK_INSTANCE_TYPE(font, map_font_get_type()) ? ((const MapFont *)font)->file : NULL;
}

/* Returns the distance between a file and the requested font: family counts most, then slant, then weight. Emoji fonts
 * come last unless they are requested. */
static gint64 distance(const RectoFontFile *file, const PangoFontDescription *wanted)
{
    const char *family = pango_font_description_get_family(wanted);
    gboolean emoji = g_str_equal(file->family, RECTO_EMOJI_FAMILY);
    gboolean emoji_wanted = g_strcmp0(family, "emoji") == 0;
    gboolean italic = pango_font_description_get_style(wanted) != PANGO_STYLE_NORMAL;
    gint64 far = ABS(file->weight - (int)pango_font_description_get_weight(wanted));
    if (file->italic != italic)
        far += 2000;
    if (emoji && !emoji_wanted)
        far += 8000;
    if (g_strcmp0(file->family, family) != 0 && !(emoji && emoji_wanted))
        far += 4000;
    return far;
}

typedef struct {
    gint64 distance;
    RectoFontFile *file;
} Candidate;

static int by_distance(const void *one, const void *other)
{
    const Candidate *a = one, *b = other;
    return a->distance < b->distance ? -1 : a->distance > b->distance;
}

/* Sorts the files by distance; equal distances keep the order of the list. */
static void sort_files(const FontMap *map, const PangoFontDescription *wanted, GPtrArray *ret_files)
{
    guint n = map->files->len;
    g_autofree Candidate *candidates = g_new(Candidate, MAX(n, 1));
    for (guint i = 0; i < n; i++) {
        RectoFontFile *file = g_ptr_array_index(map->files, i);
        candidates[i] = (Candidate){distance(file, wanted) * n + i, file};
    }
    qsort(candidates, n, sizeof *candidates, by_distance);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(ret_files, candidates[i].file);
}

/* Sizes are absolute, in a context with a resolution of 72 dpi. */
static PangoFontset *load_fontset(PangoFontMap *map, PangoContext *context, const PangoFontDescription *wanted,
                                  PangoLanguage *language)
{
    FontMap *own = (FontMap *)map;
    /* the fallback fonts depend on the language; the list does not */
    MapSet *set = own->fallback ? NULL : g_hash_table_lookup(own->sets, wanted);
    if (set)
        return g_object_ref(&set->parent);
    set = g_object_new(map_set_get_type(), NULL);
    set->map = own;
    set->size = pango_font_description_get_size(wanted);
    set->language = language;
    sort_files(own, wanted, set->files);
    if (own->fallback)
        set->fallback = pango_font_map_load_fontset(own->fallback, context, wanted, language);
    else
        g_hash_table_insert(own->sets, pango_font_description_copy(wanted), g_object_ref(set));
    return &set->parent;
}

static PangoFont *load_font(PangoFontMap *map, PangoContext *context, const PangoFontDescription *wanted)
{
    PangoFontset *set = load_fontset(map, context, wanted, pango_context_get_language(context));
    PangoFont *font = g_object_ref(font_in_set((const MapSet *)set, 0));
    g_object_unref(set);
    return font;
}

static void list_families(PangoFontMap *map, PangoFontFamily ***ret_families, int *ret_n)
{
    if (ret_families)
        *ret_families = NULL;
    *ret_n = 0;
}

static void map_finalize(GObject *object)
{
    FontMap *map = (FontMap *)object;
    g_hash_table_unref(map->sets);
    g_hash_table_unref(map->fonts);
    g_clear_object(&map->fallback);
    G_OBJECT_CLASS(map_parent_class)->finalize(object);
}

static void map_class_init(FontMapClass *class)
{
    PangoFontMapClass *map = PANGO_FONT_MAP_CLASS(class);
    map->load_font = load_font;
    map->load_fontset = load_fontset;
    map->list_families = list_families;
    G_OBJECT_CLASS(class)->finalize = map_finalize;
}

static void map_init(FontMap *map)
{
    map->fonts = g_hash_table_new_full(font_hash, font_equal, g_object_unref, NULL);
    map->sets = g_hash_table_new_full((GHashFunc)pango_font_description_hash, (GEqualFunc)pango_font_description_equal,
                                      (GDestroyNotify)pango_font_description_free, g_object_unref);
}

PangoFontMap *recto_font_map_new(const GPtrArray *files)
{
    FontMap *map = g_object_new(map_get_type(), NULL);
    map->files = files;
    return &map->parent;
}

void recto_font_map_set_fallback(PangoFontMap *map, PangoFontMap *fallback)
{
    g_set_object(&((FontMap *)map)->fallback, fallback);
}
