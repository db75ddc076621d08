/* Opens font files for HarfBuzz, Pango and Cairo. */
#include "font/font_file.h"

#include "base/files.h"
#include "base/installed_files.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>

RectoFontFile *recto_font_file_new(const char *family, const char *path, int index, int weight, gboolean italic)
{
    RectoFontFile *file = g_new0(RectoFontFile, 1);
    file->family = g_strdup(family);
    file->path = g_strdup(path);
    file->index = index;
    file->weight = weight;
    file->italic = italic;
    return file;
}

void recto_font_file_free(RectoFontFile *file)
{
    g_free(file->family);
    g_free(file->path);
    g_free(file->checksum);
    g_clear_pointer(&file->face, hb_face_destroy);
    g_clear_object(&file->coverage);
    g_clear_pointer(&file->drawn, cairo_font_face_destroy);
    g_free(file);
}

static hb_blob_t *map_file(const char *path)
{
    GMappedFile *file = recto_file_map(path, NULL);
    if (!file)
        return hb_blob_get_empty();
    return hb_blob_create(g_mapped_file_get_contents(file), (guint)g_mapped_file_get_length(file),
                          HB_MEMORY_MODE_READONLY, file, (hb_destroy_func_t)g_mapped_file_unref);
}

hb_face_t *recto_font_file_face(RectoFontFile *file)
{
    if (file->face)
        return file->face;
    hb_blob_t *blob = map_file(file->path);
    file->face = hb_face_create(blob, (guint)file->index);
    hb_blob_destroy(blob);
    hb_face_make_immutable(file->face);
    /* only bundled fonts have a checksum before they are opened */
    if (file->checksum && hb_face_get_glyph_count(file->face) == 0)
        recto_installed_file_report(file->path, "not a font");
    return file->face;
}

PangoCoverage *recto_font_file_coverage(RectoFontFile *file)
{
    if (file->coverage)
        return file->coverage;
    file->coverage = pango_coverage_new();
    hb_set_t *characters = hb_set_create();
    hb_face_collect_unicodes(recto_font_file_face(file), characters);
    for (hb_codepoint_t character = HB_SET_VALUE_INVALID; hb_set_next(characters, &character);)
        pango_coverage_set(file->coverage, (int)character, PANGO_COVERAGE_EXACT);
    hb_set_destroy(characters);
    return file->coverage;
}

cairo_font_face_t *recto_font_file_drawn(RectoFontFile *file)
{
    if (file->drawn)
        return file->drawn;
    FcPattern *pattern = FcPatternCreate();
    FcPatternAddString(pattern, FC_FILE, (const FcChar8 *)file->path);
    FcPatternAddInteger(pattern, FC_INDEX, file->index);
    file->drawn = cairo_ft_font_face_create_for_pattern(pattern);
    FcPatternDestroy(pattern);
    return file->drawn;
}
