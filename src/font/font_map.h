/* A font map of Pango's over a list of files: the face that is asked for, then the nearest of the others for what it
 * lacks. Nothing is matched or sorted by fontconfig, so that nothing but the list decides which face a character gets.
 * For font/ only. */
#pragma once

#include "base/length.h"
#include "font/font_file.h"

#define RECTO_EMOJI_FAMILY "Noto Emoji"

/* `files`: of RectoFontFile*, borrowed; may grow before anything is itemised. The caller unrefs the map, and does so
 * before the files are freed. */
PangoFontMap *recto_font_map_new(const GPtrArray *files);

/* What has a character that no file has; referenced. */
void recto_font_map_set_fallback(PangoFontMap *map, PangoFontMap *fallback);

/* The font of a file at a size; the map's. */
PangoFont *recto_font_map_font(PangoFontMap *map, RectoFontFile *file, RectoLength size);

/* NULL: the font is one of the fallback's. */
RectoFontFile *recto_font_map_file(PangoFont *font);
