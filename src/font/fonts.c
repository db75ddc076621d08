/* The fonts of a compile: bundled, installed and added ones. */
#include "font/fonts.h"

#include "base/files.h"
#include "font/missing_boxes.h"
#include "font/font_map.h"
#include "font/system_fonts.h"

#include <gio/gio.h>
#include <hb-ot.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

/* A face and the keys by which it is found. */
typedef struct {
    RectoFace face;
    PangoFontDescription *description;
    hb_font_t *shape;   /* borrowed from the Pango font */
    hb_font_t *design;  /* the same font in its design units */
    GHashTable *scaled; /* expansion → cairo_scaled_font_t */
    gboolean boxes;     /* TRUE for the face of missing characters; its Pango font belongs to another face */
    const cairo_font_options_t *options; /* options of the RectoFonts */
} Face;

struct RectoFonts {
    GPtrArray *files;  /* RectoFontFile *, owned */
    GPtrArray *others; /* RectoFontFile *: bundled fonts that are available only to SVG images */
    char *index;       /* text of faces.index, split into rows */
    PangoFontMap *map;
    PangoFontMap *installed; /* map of installed fonts, or NULL */
    FcConfig *config;
    FcConfig *drawings; /* fontconfig configuration of `files` and `others` for SVG images, or NULL */
    PangoContext *context;
    cairo_font_options_t *options;
    GPtrArray *faces;       /* Face *, by ID − 1 */
    GHashTable *by_request; /* "family weight italic size" → Face* */
    GHashTable *by_font;    /* PangoFont* → Face* */
    GHashTable *unknown;    /* families that were already reported */
};

static void face_free(Face *face)
{
    g_hash_table_unref(face->scaled);
    pango_font_description_free(face->description);
    g_free((char *)face->face.family);
    hb_font_destroy(face->design);
    g_object_unref(face->face.font);
    g_free(face);
}

/* ---- bundled fonts ---- */

static gboolean is_wanted(const char *family, const char *const *families)
{
    return g_str_equal(family, RECTO_EMOJI_FAMILY) || g_strv_contains(families, family);
}

static int number_in(const char *description, const char *name)
{
    const char *found = strstr(description, name);
    return found ? atoi(found + strlen(name)) : 0;
}

static RectoFontFile *read_row(const char *family, const char *name, const char *checksum, const char *description)
{
    g_autofree char *path = recto_data_path("fonts", name);
    int weight = number_in(description, ":" FC_WEIGHT "="), slant = number_in(description, ":" FC_SLANT "=");
    RectoFontFile *file = recto_font_file_new(family, path, number_in(description, ":" FC_INDEX "="),
                                              FcWeightToOpenType(weight), slant > FC_SLANT_ROMAN);
    file->checksum = g_strdup(checksum);
    file->description = description;
    return file;
}

/* Reads the rows of faces.index (tools/font_index.py) for the requested families, so that files are opened only when
 * they are used. */
static gboolean read_index(RectoFonts *fonts, const char *const *families, GError **error)
{
    g_autofree char *path = recto_data_path("fonts", "faces.index");
    if (!recto_file_read_text(path, &fonts->index, NULL, error))
        return FALSE;
    char *rest = fonts->index, *line;
    while ((line = strsep(&rest, "\n"))) {
        const char *name = strsep(&line, " "), *checksum = strsep(&line, " ");
        g_autofree char *family = line ? g_strndup(line, strcspn(line, ",:")) : NULL;
        if (family)
            g_ptr_array_add(is_wanted(family, families) ? fonts->files : fonts->others,
                            read_row(family, name, checksum, line));
    }
    if (fonts->files->len > 0)
        return TRUE;
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: lists none of the required fonts", path);
    return FALSE;
}

static void make_options(RectoFonts *fonts)
{
    fonts->options = cairo_font_options_create();
    cairo_font_options_set_hint_style(fonts->options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(fonts->options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(fonts->options, CAIRO_ANTIALIAS_GRAY);
}

static void make_context(RectoFonts *fonts)
{
    fonts->map = recto_font_map_new(fonts->files);
    if (fonts->installed)
        recto_font_map_set_fallback(fonts->map, fonts->installed);
    fonts->context = pango_font_map_create_context(fonts->map);
    pango_cairo_context_set_font_options(fonts->context, fonts->options);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_language(fonts->context, pango_language_from_string("en"));
}

static gboolean files_are_there(const RectoFonts *fonts, GError **error)
{
    for (guint i = 0; i < fonts->files->len; i++) {
        const RectoFontFile *file = g_ptr_array_index(fonts->files, i);
        if (!g_file_test(file->path, G_FILE_TEST_EXISTS)) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s: the font can't be read", file->path);
            return FALSE;
        }
    }
    return TRUE;
}

RectoFonts *recto_fonts_new(const char *const *families, gboolean system_fonts, GError **error)
{
    g_autoptr(RectoFonts) fonts = g_new0(RectoFonts, 1);
    fonts->files = g_ptr_array_new_with_free_func((GDestroyNotify)recto_font_file_free);
    fonts->others = g_ptr_array_new_with_free_func((GDestroyNotify)recto_font_file_free);
    fonts->faces = g_ptr_array_new_with_free_func((GDestroyNotify)face_free);
    fonts->by_request = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->by_font = g_hash_table_new(NULL, NULL);
    fonts->unknown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!read_index(fonts, families, error) || !files_are_there(fonts, error))
        return NULL;
    make_options(fonts);
    if (system_fonts) {
        fonts->config = recto_font_config_new(fonts->files, TRUE, error);
        if (!fonts->config)
            return NULL;
        fonts->installed = recto_font_config_map(fonts->config);
    }
    make_context(fonts);
    return g_steal_pointer(&fonts);
}

void recto_fonts_free(RectoFonts *fonts)
{
    if (!fonts)
        return;
    g_hash_table_unref(fonts->by_font);
    g_hash_table_unref(fonts->by_request);
    g_hash_table_unref(fonts->unknown);
    g_ptr_array_unref(fonts->faces);
    g_clear_object(&fonts->context);
    g_clear_object(&fonts->map);
    g_clear_pointer(&fonts->installed, recto_font_config_map_free);
    g_ptr_array_unref(fonts->files);
    g_ptr_array_unref(fonts->others);
    g_clear_pointer(&fonts->drawings, recto_font_config_free);
    g_clear_pointer(&fonts->options, cairo_font_options_destroy);
    g_clear_pointer(&fonts->config, recto_font_config_free);
    g_free(fonts->index);
    g_free(fonts);
}

gboolean recto_fonts_publish(RectoFonts *fonts, GError **error)
{
    if (fonts->drawings)
        return TRUE;
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    g_ptr_array_extend(all, fonts->files, NULL, NULL);
    g_ptr_array_extend(all, fonts->others, NULL, NULL);
    fonts->drawings = recto_font_config_new(all, fonts->installed != NULL, error);
    return fonts->drawings != NULL;
}

gboolean recto_fonts_add_folder(RectoFonts *fonts, const char *path, const char *root, guint *ret_added,
                                char **ret_broken, GError **error)
{
    if (!fonts->config)
        fonts->config = recto_font_config_new(fonts->files, FALSE, error);
    return fonts->config &&
           recto_font_config_add_folder(fonts->config, path, root, fonts->files, ret_added, ret_broken, error);
}

/* ---- font files ---- */

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

char **recto_fonts_checksums(RectoFonts *fonts)
{
    GPtrArray *rows = g_ptr_array_new();
    g_autoptr(GPtrArray) seen = g_ptr_array_new();
    for (guint i = 0; i < fonts->files->len; i++) {
        const RectoFontFile *file = g_ptr_array_index(fonts->files, i);
        if (!g_ptr_array_find_with_equal_func(seen, file->path, g_str_equal, NULL))
            g_ptr_array_add(rows, checksum_row(file->path, file->checksum, ""));
        g_ptr_array_add(seen, file->path);
    }
    for (guint i = 0; fonts->drawings && i < fonts->others->len; i++) {
        const RectoFontFile *file = g_ptr_array_index(fonts->others, i);
        g_ptr_array_add(rows, checksum_row(file->path, file->checksum, ""));
    }
    for (guint i = 0; i < fonts->faces->len; i++) {
        PangoFont *font = ((const Face *)g_ptr_array_index(fonts->faces, i))->face.font;
        const char *path = recto_font_map_file(font) ? NULL : recto_font_config_path(font);
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

/* In design units, glyph boxes are integers; versions of HarfBuzz round scaled ones differently. */
static hb_font_t *design_of(hb_font_t *shape)
{
    hb_font_t *design = hb_font_create(hb_font_get_face(shape));
    unsigned int n_axes = 0;
    const int *axes = hb_font_get_var_coords_normalized(shape, &n_axes);
    hb_font_set_var_coords_normalized(design, axes, n_axes);
    return design;
}

/* Creates a face. Takes ownership of `font`. */
static Face *make_face(RectoFonts *fonts, PangoFont *font)
{
    Face *face = g_new0(Face, 1);
    face->description = pango_font_describe_with_absolute_size(font);
    face->shape = pango_font_get_hb_font(font);
    face->design = design_of(face->shape);
    face->scaled = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_scaled_font_destroy);
    face->face.font = font;
    face->options = fonts->options;
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

/* Returns the nearest file of a family, or NULL if the family is not available. Slant counts more than weight. */
static RectoFontFile *nearest_file(const RectoFonts *fonts, const char *family, int weight, gboolean italic)
{
    RectoFontFile *best = NULL;
    int least = G_MAXINT;
    for (guint i = 0; i < fonts->files->len; i++) {
        RectoFontFile *file = g_ptr_array_index(fonts->files, i);
        int distance = ABS(file->weight - weight) + (file->italic != italic ? 2000 : 0);
        if (g_str_equal(file->family, family) && distance < least) {
            best = file;
            least = distance;
        }
    }
    return best;
}

static RectoFontFile *find_file(RectoFonts *fonts, const char *family, int weight, gboolean italic,
                                RectoDiagnostics *diagnostics)
{
    RectoFontFile *file = nearest_file(fonts, family, weight, italic);
    if (file)
        return file;
    if (diagnostics && g_hash_table_add(fonts->unknown, g_strdup(family)))
        recto_diagnose(diagnostics, RECTO_CODE_UNKNOWN_FACE, RECTO_NO_SPAN, "unknown font family “%s”", family);
    const RectoFontFile *first = g_ptr_array_index(fonts->files, 0);
    return nearest_file(fonts, first->family, weight, italic);
}

const RectoFace *recto_fonts_face(RectoFonts *fonts, const char *family, int weight, gboolean italic, RectoLength size,
                                  RectoDiagnostics *diagnostics)
{
    g_autofree char *request = g_strdup_printf("%s %d %d %d", family, weight, italic, size);
    Face *face = g_hash_table_lookup(fonts->by_request, request);
    if (face)
        return &face->face;
    RectoFontFile *file = find_file(fonts, family, weight, italic, diagnostics);
    const RectoFace *found = recto_fonts_face_of(fonts, recto_font_map_font(fonts->map, file, size));
    g_hash_table_insert(fonts->by_request, g_steal_pointer(&request), (gpointer)found);
    return found;
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
    const RectoFontFile *first = g_ptr_array_index(fonts->files, 0);
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

guint32 recto_face_space(const RectoFace *face)
{
    hb_codepoint_t glyph = 0;
    if (((const Face *)face)->boxes)
        return ' ';
    return hb_font_get_nominal_glyph(((const Face *)face)->shape, ' ', &glyph) ? glyph : 0;
}

gboolean recto_fonts_cover(RectoFonts *fonts, gunichar character)
{
    for (guint i = 0; i < fonts->files->len; i++) {
        PangoCoverage *coverage = recto_font_file_coverage(g_ptr_array_index(fonts->files, i));
        if (pango_coverage_get(coverage, (int)character) == PANGO_COVERAGE_EXACT)
            return TRUE;
    }
    return fonts->installed && recto_font_config_covers(fonts->config, character);
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

/* Converts "canadian-aboriginal" to "Canadian Aboriginal". */
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

/* Converts design units to a length at the face's size, rounded to the nearest. */
static RectoLength to_size(const RectoFace *face, hb_font_t *design, hb_position_t units)
{
    gint64 per_em = hb_face_get_upem(hb_font_get_face(design));
    gint64 doubled = 2 * (gint64)units * face->size + per_em;
    return (RectoLength)(doubled / (2 * per_em) - (doubled % (2 * per_em) < 0));
}

void recto_face_ink(const RectoFace *face, guint32 glyph, RectoLength *ret_left, RectoLength *ret_top,
                    RectoLength *ret_width, RectoLength *ret_height)
{
    hb_font_t *design = ((const Face *)face)->design;
    hb_glyph_extents_t box = {0};
    hb_font_get_glyph_extents(design, glyph, &box);
    RectoLength left = to_size(face, design, box.x_bearing), top = to_size(face, design, -box.y_bearing);
    *ret_left = left;
    *ret_top = top;
    *ret_width = to_size(face, design, box.x_bearing + box.width) - left;
    *ret_height = to_size(face, design, -box.y_bearing - box.height) - top;
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
    RectoFontFile *file = recto_font_map_file(face->font);
    cairo_font_face_t *drawn =
        file ? recto_font_file_drawn(file)
             : cairo_scaled_font_get_font_face(pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(face->font)));
    cairo_matrix_t size, identity;
    double points = (double)face->size / RECTO_POINT;
    cairo_matrix_init_scale(&size, points * (1000 + expansion) / 1000, points);
    cairo_matrix_init_identity(&identity);
    scaled = cairo_scaled_font_create(drawn, &size, &identity, whole->options);
    g_hash_table_insert(whole->scaled, GINT_TO_POINTER(expansion), scaled);
    return scaled;
}
