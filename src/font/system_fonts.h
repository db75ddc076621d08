/* What fontconfig is for: installed faces, those of a folder, and pictures (SVG) whose words ask for a family by name.
 * No run that has none of them pays for it. For font/ only. */
#pragma once

#include "font/font_file.h"
#include <fontconfig/fontconfig.h>

/* A configuration that knows the files that have a description, and the installed ones too if `installed`; made the
 * current one, which is what librsvg takes. Error when a file is not there. */
FcConfig *recto_font_config_new(const GPtrArray *files, gboolean installed, GError **error);

/* Leaves it to whoever holds it; an empty one becomes the current one. */
void recto_font_config_free(FcConfig *config);

/* The installed faces, for what no other has; the caller unrefs it with recto_font_config_map_free(). */
PangoFontMap *recto_font_config_map(FcConfig *config);
void recto_font_config_map_free(PangoFontMap *map);

/* Adds the faces of TTF, OTF, TTC and OTC files in a folder to `files` (of RectoFontFile*) and to the configuration; as
 * recto_fonts_add_folder(). */
gboolean recto_font_config_add_folder(FcConfig *config, const char *path, const char *root, GPtrArray *files,
                                      guint *ret_added, char **ret_broken, GError **error);

/* Whether an installed face has the character. */
gboolean recto_font_config_covers(FcConfig *config, gunichar character);

/* The path of a font that recto_font_config_map() gave; borrowed. */
const char *recto_font_config_path(PangoFont *font);
