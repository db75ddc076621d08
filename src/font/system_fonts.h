/* Fontconfig, for installed fonts, fonts of a directory, and SVG images whose texts request a family by name. Runs
 * without any of these do not load it. Private to font/. */
#pragma once

#include "font/font_file.h"
#include <fontconfig/fontconfig.h>

/* Creates a configuration with the files that have a description and, if `installed`, with the installed fonts; makes
 * it the current one, which librsvg uses. Returns NULL with `error` set if a file is missing. */
FcConfig *recto_font_config_new(const GPtrArray *files, gboolean installed, GError **error);

/* Drops the configuration, which lives on while others refer to it; an empty one becomes the current one. */
void recto_font_config_free(FcConfig *config);

/* Returns a map of the installed fonts, for characters that no other font has. Free with
 * recto_font_config_map_free(). */
PangoFontMap *recto_font_config_map(FcConfig *config);
void recto_font_config_map_free(PangoFontMap *map);

/* Adds the fonts of TTF, OTF, TTC and OTC files in a directory to `files` (RectoFontFile *) and to the
 * configuration; see recto_fonts_add_folder(). Returns FALSE with `error` set if the directory cannot be read. */
gboolean recto_font_config_add_folder(FcConfig *config, const char *path, const char *root, GPtrArray *files,
                                      guint *ret_added, char **ret_broken, GError **error);

/* Returns TRUE if an installed font has the character. */
gboolean recto_font_config_covers(FcConfig *config, gunichar character);

/* Returns the path of a font from recto_font_config_map(). Borrowed. */
const char *recto_font_config_path(PangoFont *font);
