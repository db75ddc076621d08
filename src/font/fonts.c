#include "font/fonts.h"

#include "base/files.h"
#include "font/boxes.h"

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <hb-ot.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* Faces of a TTC file that are looked at. */
#define MOST_IN_COLLECTION 64

/* A row of faces.index, or a face of a folder of one's own. */
typedef struct {
    char *family, *path, *checksum;
    FcPattern *pattern;
    int weight;
    gboolean italic;
} File;

/* A face and what it is found by. */
typedef struct {
    RectoFace face;
    PangoFontDescription *description;
    hb_font_t *shape;   /* borrowed from the Pango font */
    GHashTable *scaled; /* expansion → cairo_scaled_font_t */
    gboolean boxes;     /* the face of what no face has; its Pango font is another's */
} Face;

struct RectoFonts {
    GPtrArray *files; /* of File*: only those that were opened */
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    cairo_font_options_t *options;
    GPtrArray *faces;       /* of Face*, by id − 1 */
    GHashTable *by_request; /* "family weight italic size" → Face* */
    GHashTable *by_font;    /* PangoFont* → Face* */
    GHashTable *unknown;    /* families that were warned of */
};

static void file_free(File *file)
{
    g_free(file->family);
    g_free(file->path);
    g_free(file->checksum);
    if (file->pattern)
        FcPatternDestroy(file->pattern);
    g_free(file);
}

static void face_free(Face *face)
{
    g_hash_table_unref(face->scaled);
    pango_font_description_free(face->description);
    g_free((char *)face->face.family);
    g_object_unref(face->face.font);
    g_free(face);
}

static gboolean is_wanted(const char *family, const char *const *families)
{
    return g_str_equal(family, "Noto Emoji") || g_strv_contains(families, family);
}

/* ---- the index ---- */

/* What most faces of a family have in common, read once: "charset=…" or "lang=…" → a pattern that has only this. */
typedef GHashTable Shared;

/* Takes the element that begins with `name` (":charset=") out of a pattern's notation. NULL: it has none. */
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

/* Adds an element that was cut out. */
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

static File *read_row(const char *name, const char *checksum, char *description, Shared *shared)
{
    char *characters = cut_element(description, ":" FC_CHARSET "=");
    char *languages = cut_element(description, ":" FC_LANG "=");
    FcPattern *pattern = FcNameParse((const FcChar8 *)description);
    if (!pattern)
        pattern = FcPatternCreate();
    add_shared(pattern, FC_CHARSET, characters, shared);
    add_shared(pattern, FC_LANG, languages, shared);
    FcChar8 *family = NULL;
    int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;
    if (FcPatternGetString(pattern, FC_FAMILY, 0, &family) != FcResultMatch) {
        FcPatternDestroy(pattern);
        return NULL;
    }
    FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    File *file = g_new0(File, 1);
    file->family = g_strdup((const char *)family);
    file->path = recto_data_path("fonts", name);
    file->checksum = g_strdup(checksum);
    file->pattern = pattern;
    file->weight = FcWeightToOpenType(weight);
    file->italic = slant > FC_SLANT_ROMAN;
    FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)file->path);
    return file;
}

/* Rows of faces.index (tools/font_index.py) whose family is wanted: fontconfig's own patterns, so that it need not open
 * and examine every file. */
static gboolean read_index(RectoFonts *fonts, const char *const *families, GError **error)
{
    g_autofree char *path = recto_data_path("fonts", "faces.index");
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return FALSE;
    g_autoptr(GHashTable) shared =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)destroy_pattern);
    char *rest = text, *line;
    while ((line = strsep(&rest, "\n"))) {
        const char *name = strsep(&line, " "), *checksum = strsep(&line, " ");
        g_autofree char *family = line ? g_strndup(line, strcspn(line, ",:")) : NULL;
        File *file = family && is_wanted(family, families) ? read_row(name, checksum, line, shared) : NULL;
        if (file)
            g_ptr_array_add(fonts->files, file);
    }
    if (fonts->files->len > 0)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: lists none of the faces that are needed", path);
    return FALSE;
}

/* The set of faces of a configuration. It comes into being with the first file that is added, found or not: an empty
 * name, since a font would be examined, for longer than all the rest takes. */
static FcFontSet *make_set(FcConfig *config)
{
    if (!FcConfigGetFonts(config, FcSetApplication))
        FcConfigAppFontAddFile(config, (const FcChar8 *)"");
    return FcConfigGetFonts(config, FcSetApplication);
}

static gboolean add_file(FcConfig *config, const File *file, GError **error)
{
    FcFontSet *set = make_set(config);
    if (set && g_file_test(file->path, G_FILE_TEST_EXISTS)) {
        FcPatternReference(file->pattern);
        return FcFontSetAdd(set, file->pattern);
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: the face can't be read", file->path);
    return FALSE;
}

/* Pango asks for the family "emoji" where it finds a sequence of them: a flag, a family, a digit in a key. SVG pictures
 * ask for what they were drawn with. */
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

/* A fontconfig of our own, so that nothing installed is seen; with system fonts, the system's with ours added. */
static gboolean make_config(RectoFonts *fonts, gboolean system_fonts, GError **error)
{
    fonts->config = system_fonts ? FcInitLoadConfigAndFonts() : FcConfigCreate();
    FcConfigParseAndLoadFromMemory(fonts->config, (const FcChar8 *)family_rules, FcFalse);
    for (guint i = 0; i < fonts->files->len; i++)
        if (!add_file(fonts->config, g_ptr_array_index(fonts->files, i), error))
            return FALSE;
    return TRUE;
}

/* Pango starts a thread that calls FcInit(), which reads the system's fonts unless there is a current configuration; so
 * ours becomes the current one first. What else asks for it (SVG pictures, say) then sees the bundled faces too. */
static void make_context(RectoFonts *fonts)
{
    FcConfigSetCurrent(fonts->config);
    fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map), 72);
    fonts->options = cairo_font_options_create();
    cairo_font_options_set_hint_style(fonts->options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(fonts->options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(fonts->options, CAIRO_ANTIALIAS_GRAY);
    fonts->context = pango_font_map_create_context(fonts->map);
    pango_cairo_context_set_font_options(fonts->context, fonts->options);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_language(fonts->context, pango_language_from_string("en"));
}

RectoFonts *recto_fonts_new(const char *const *families, gboolean system_fonts, GError **error)
{
    g_autoptr(RectoFonts) fonts = g_new0(RectoFonts, 1);
    fonts->files = g_ptr_array_new_with_free_func((GDestroyNotify)file_free);
    fonts->faces = g_ptr_array_new_with_free_func((GDestroyNotify)face_free);
    fonts->by_request = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->by_font = g_hash_table_new(NULL, NULL);
    fonts->unknown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!read_index(fonts, families, error) || !make_config(fonts, system_fonts, error))
        return NULL;
    make_context(fonts);
    return g_steal_pointer(&fonts);
}

/* An empty configuration in our place: with none, fontconfig would read the system's. */
static void leave_current(FcConfig *config)
{
    if (FcConfigGetCurrent() != config)
        return;
    FcConfig *empty = FcConfigCreate();
    FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
}

void recto_fonts_free(RectoFonts *fonts)
{
    if (!fonts)
        return;
    g_hash_table_unref(fonts->by_font);
    g_hash_table_unref(fonts->by_request);
    g_hash_table_unref(fonts->unknown);
    g_ptr_array_unref(fonts->faces);
    g_ptr_array_unref(fonts->files);
    g_clear_object(&fonts->context);
    if (fonts->map) {
        leave_current(fonts->config);
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), NULL); /* else its reference stays (Pango 1.50) */
    }
    g_clear_object(&fonts->map);
    g_clear_pointer(&fonts->options, cairo_font_options_destroy);
    g_clear_pointer(&fonts->config, FcConfigDestroy);
    g_free(fonts);
}

/* ---- a folder of one's own ---- */

static gboolean is_font_name(const char *name)
{
    static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(lower, ends[i]))
            return TRUE;
    return FALSE;
}

static void add_own_face(RectoFonts *fonts, const char *path, FcPattern *pattern)
{
    FcChar8 *family = NULL;
    int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;
    FcPatternGetString(pattern, FC_FAMILY, 0, &family);
    FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    File *file = g_new0(File, 1);
    file->family = g_strdup(family ? (const char *)family : "");
    file->path = g_strdup(path);
    file->weight = FcWeightToOpenType(weight);
    file->italic = slant != FC_SLANT_ROMAN;
    g_ptr_array_add(fonts->files, file);
}

/* FALSE: it is no font. */
static gboolean add_font(RectoFonts *fonts, const char *path)
{
    int n = 0;
    FcPattern *pattern = FcFreeTypeQuery((const FcChar8 *)path, 0, NULL, &n);
    if (!pattern || !FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path)) {
        if (pattern)
            FcPatternDestroy(pattern);
        return FALSE;
    }
    add_own_face(fonts, path, pattern);
    FcPatternDestroy(pattern);
    for (int i = 1; i < MIN(n, MOST_IN_COLLECTION); i++) {
        pattern = FcFreeTypeQuery((const FcChar8 *)path, i, NULL, &n);
        if (pattern) {
            add_own_face(fonts, path, pattern);
            FcPatternDestroy(pattern);
        }
    }
    return TRUE;
}

static gint by_name(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

gboolean recto_fonts_add_folder(RectoFonts *fonts, const char *path, guint *ret_added, char **ret_broken,
                                GError **error)
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
        if (add_font(fonts, file))
            (*ret_added)++;
        else if (!*ret_broken)
            *ret_broken = g_strdup(g_ptr_array_index(names, i));
    }
    pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(fonts->map));
    return TRUE;
}

/* ---- which files ---- */

static char *checksum_row(const char *path, const char *checksum, const char *more)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GBytes) bytes = checksum ? NULL : recto_file_read(path, NULL);
    g_autofree char *digest = bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
    return g_strdup_printf("{file: \"%s\", sha256: %s%s}", name,
                           checksum ? checksum
                           : digest ? digest
                                    : "unknown",
                           more);
}

/* The file that an installed face was read from; NULL for the others. */
static const char *installed_file(const RectoFonts *fonts, const Face *face)
{
    FcChar8 *path = NULL;
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(face->face.font));
    if (FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch)
        return NULL;
    for (guint i = 0; i < fonts->files->len; i++)
        if (g_str_equal(((const File *)g_ptr_array_index(fonts->files, i))->path, path))
            return NULL;
    return (const char *)path;
}

char **recto_fonts_checksums(RectoFonts *fonts)
{
    GPtrArray *rows = g_ptr_array_new();
    g_autoptr(GPtrArray) seen = g_ptr_array_new();
    for (guint i = 0; i < fonts->files->len; i++) {
        const File *file = g_ptr_array_index(fonts->files, i);
        if (!g_ptr_array_find_with_equal_func(seen, file->path, g_str_equal, NULL))
            g_ptr_array_add(rows, checksum_row(file->path, file->checksum, ""));
        g_ptr_array_add(seen, file->path);
    }
    for (guint i = 0; i < fonts->faces->len; i++) {
        const char *path = installed_file(fonts, g_ptr_array_index(fonts->faces, i));
        if (!path || g_ptr_array_find_with_equal_func(seen, path, g_str_equal, NULL))
            continue;
        g_ptr_array_add(seen, (gpointer)path);
        g_ptr_array_add(rows, checksum_row(path, NULL, ", installed: yes"));
    }
    g_ptr_array_add(rows, NULL);
    return (char **)g_ptr_array_free(rows, FALSE);
}

PangoContext *recto_fonts_context(RectoFonts *fonts)
{
    return fonts->context;
}

static RectoLength metric(hb_font_t *font, hb_ot_metrics_tag_t tag, RectoLength otherwise)
{
    hb_position_t value = 0;
    return hb_ot_metrics_get_position(font, tag, &value) && value > 0 ? (RectoLength)value : otherwise;
}

static void measure(Face *face)
{
    hb_font_extents_t extents = {0};
    hb_codepoint_t space = 0;
    hb_font_get_h_extents(face->shape, &extents);
    face->face.ascent = (RectoLength)extents.ascender;
    face->face.descent = (RectoLength)-extents.descender;
    face->face.cap_height = metric(face->shape, HB_OT_METRICS_TAG_CAP_HEIGHT, face->face.size * 7 / 10);
    face->face.x_height = metric(face->shape, HB_OT_METRICS_TAG_X_HEIGHT, face->face.size / 2);
    face->face.space = face->face.size / 4;
    if (hb_font_get_nominal_glyph(face->shape, ' ', &space))
        face->face.space = (RectoLength)hb_font_get_glyph_h_advance(face->shape, space);
}

/* Takes over `font`. */
static Face *make_face(RectoFonts *fonts, PangoFont *font)
{
    Face *face = g_new0(Face, 1);
    face->description = pango_font_describe_with_absolute_size(font);
    face->shape = pango_font_get_hb_font(font);
    face->scaled = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_scaled_font_destroy);
    face->face.font = font;
    face->face.family = g_strdup(pango_font_description_get_family(face->description));
    face->face.weight = (int)pango_font_description_get_weight(face->description);
    face->face.italic = pango_font_description_get_style(face->description) != PANGO_STYLE_NORMAL;
    face->face.size = pango_font_description_get_size(face->description);
    g_ptr_array_add(fonts->faces, face);
    face->face.id = fonts->faces->len;
    measure(face);
    return face;
}

static Face *add_face(RectoFonts *fonts, PangoFont *font)
{
    Face *face = make_face(fonts, font);
    g_hash_table_insert(fonts->by_font, font, face);
    return face;
}

/* Slant counts more than weight; a family that is not there gives the first one. */
static const File *nearest_file(const RectoFonts *fonts, const char *family, int weight, gboolean italic)
{
    const File *best = NULL;
    int least = G_MAXINT;
    for (guint i = 0; i < fonts->files->len; i++) {
        const File *file = g_ptr_array_index(fonts->files, i);
        int distance = ABS(file->weight - weight) + (file->italic != italic ? 2000 : 0);
        if (g_str_equal(file->family, family) && distance < least) {
            best = file;
            least = distance;
        }
    }
    return best;
}

static const File *find_file(RectoFonts *fonts, const char *family, int weight, gboolean italic,
                             RectoDiagnostics *diagnostics)
{
    const File *file = nearest_file(fonts, family, weight, italic);
    if (file)
        return file;
    if (diagnostics && g_hash_table_add(fonts->unknown, g_strdup(family)))
        recto_diagnose(diagnostics, RECTO_CODE_UNKNOWN_FACE, RECTO_NO_SPAN, "no bundled face is called “%s”", family);
    const File *first = g_ptr_array_index(fonts->files, 0);
    return nearest_file(fonts, first->family, weight, italic);
}

const RectoFace *recto_fonts_face(RectoFonts *fonts, const char *family, int weight, gboolean italic, RectoLength size,
                                  RectoDiagnostics *diagnostics)
{
    g_autofree char *request = g_strdup_printf("%s %d %d %d", family, weight, italic, size);
    Face *face = g_hash_table_lookup(fonts->by_request, request);
    if (face)
        return &face->face;
    const File *file = find_file(fonts, family, weight, italic, diagnostics);
    g_autoptr(PangoFontDescription) description = pango_font_description_new();
    pango_font_description_set_family(description, file->family);
    pango_font_description_set_weight(description, (PangoWeight)file->weight);
    pango_font_description_set_style(description, file->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(description, size);
    PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
    face = g_hash_table_lookup(fonts->by_font, font);
    if (face)
        g_object_unref(font);
    else
        face = add_face(fonts, font);
    g_hash_table_insert(fonts->by_request, g_steal_pointer(&request), face);
    return &face->face;
}

const RectoFace *recto_fonts_face_of(RectoFonts *fonts, PangoFont *font)
{
    Face *face = g_hash_table_lookup(fonts->by_font, font);
    if (!face)
        face = add_face(fonts, g_object_ref(font));
    return &face->face;
}

const RectoFace *recto_fonts_boxes(RectoFonts *fonts, RectoLength size)
{
    g_autofree char *request = g_strdup_printf("boxes %d", size);
    Face *face = g_hash_table_lookup(fonts->by_request, request);
    if (face)
        return &face->face;
    const File *first = g_ptr_array_index(fonts->files, 0);
    const RectoFace *near = recto_fonts_face(fonts, first->family, 400, FALSE, size, NULL);
    face = make_face(fonts, g_object_ref(near->font));
    g_free((char *)face->face.family);
    face->face.family = g_strdup("boxes");
    face->boxes = TRUE;
    g_hash_table_insert(fonts->by_request, g_steal_pointer(&request), face);
    return &face->face;
}

const PangoFontDescription *recto_face_description(const RectoFace *face)
{
    return ((const Face *)face)->description;
}

gboolean recto_face_has(const RectoFace *face, gunichar character)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(((const Face *)face)->shape, character, &glyph);
}

gboolean recto_fonts_cover(RectoFonts *fonts, gunichar character)
{
    for (int which = FcSetSystem; which <= FcSetApplication; which++) {
        FcFontSet *set = FcConfigGetFonts(fonts->config, (FcSetName)which);
        for (int i = 0; set && i < set->nfont; i++) {
            FcCharSet *characters = NULL;
            if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
                FcCharSetHasChar(characters, character))
                return TRUE;
        }
    }
    return FALSE;
}

gboolean recto_face_has_feature(const RectoFace *face, const char *feature)
{
    hb_face_t *font = hb_font_get_face(((const Face *)face)->shape);
    hb_tag_t wanted = hb_tag_from_string(feature, -1), tags[64];
    for (guint start = 0, n = G_N_ELEMENTS(tags); n == G_N_ELEMENTS(tags); start += n) {
        hb_ot_layout_table_get_feature_tags(font, HB_OT_TAG_GSUB, start, &n, tags);
        for (guint i = 0; i < n; i++) {
            if (tags[i] == wanted)
                return TRUE;
        }
    }
    return FALSE;
}

gboolean recto_face_replaces(const RectoFace *face, const char *feature, const char *text)
{
    if (!*text || !recto_face_has_feature(face, feature))
        return FALSE;
    hb_font_t *font = ((const Face *)face)->shape;
    hb_feature_t on = {hb_tag_from_string(feature, -1), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, &on, 1);
    guint n = 0;
    const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &n);
    gboolean all = n == (guint)g_utf8_strlen(text, -1);
    for (guint i = 0; all && i < n; i++) {
        hb_codepoint_t plain = 0;
        hb_font_get_nominal_glyph(font, g_utf8_get_char(text + glyphs[i].cluster), &plain);
        all = glyphs[i].codepoint != plain;
    }
    hb_buffer_destroy(buffer);
    return all;
}

/* "canadian-aboriginal" → "Canadian Aboriginal". */
static const char *script_title(const char *nick)
{
    g_autofree char *title = g_strdup(nick);
    for (char *at = title; *at; at++) {
        if (*at == '-')
            *at = ' ';
        else if (at == title || at[-1] == ' ')
            *at = g_ascii_toupper(*at);
    }
    return g_intern_string(title);
}

const char *recto_script_name(GUnicodeScript script)
{
    GEnumClass *scripts = g_type_class_ref(PANGO_TYPE_SCRIPT);
    const GEnumValue *value = g_enum_get_value(scripts, (gint)script);
    const char *nick = value ? value->value_nick : "unknown";
    const char *name = g_str_equal(nick, "common") || g_str_equal(nick, "inherited") ? "symbols"
                       : g_str_equal(nick, "unknown")                                ? "unknown script"
                                                                                     : script_title(nick);
    g_type_class_unref(scripts);
    return name;
}

void recto_face_ink(const RectoFace *face, guint32 glyph, RectoLength *ret_left, RectoLength *ret_top,
                    RectoLength *ret_width, RectoLength *ret_height)
{
    hb_glyph_extents_t extents = {0};
    hb_font_get_glyph_extents(((const Face *)face)->shape, glyph, &extents);
    *ret_left = (RectoLength)extents.x_bearing;
    *ret_top = (RectoLength)-extents.y_bearing;
    *ret_width = (RectoLength)extents.width;
    *ret_height = (RectoLength)-extents.height;
}

cairo_scaled_font_t *recto_face_scaled(const RectoFace *face, int expansion)
{
    Face *whole = (Face *)face;
    if (whole->boxes)
        expansion = 0;
    cairo_scaled_font_t *scaled = g_hash_table_lookup(whole->scaled, GINT_TO_POINTER(expansion));
    if (!scaled && whole->boxes) {
        scaled = recto_boxes_scaled(face->size);
        g_hash_table_insert(whole->scaled, GINT_TO_POINTER(0), scaled);
    }
    if (scaled)
        return scaled;
    cairo_scaled_font_t *plain = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(face->font));
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_matrix_t size, identity;
    double points = (double)face->size / RECTO_POINT;
    cairo_scaled_font_get_font_options(plain, options);
    cairo_matrix_init_scale(&size, points * (1000 + expansion) / 1000, points);
    cairo_matrix_init_identity(&identity);
    scaled = cairo_scaled_font_create(cairo_scaled_font_get_font_face(plain), &size, &identity, options);
    cairo_font_options_destroy(options);
    g_hash_table_insert(whole->scaled, GINT_TO_POINTER(expansion), scaled);
    return scaled;
}
