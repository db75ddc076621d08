/* A Pango font map over a list of files: it uses the requested font, and the nearest other fonts for missing
 * characters. fontconfig neither matches nor sorts, so only the list decides which font draws a character. Private to
 * font/. */
#pragma once

#include "base/length.h"
#include "font/font_file.h"

#define RECTO_EMOJI_FAMILY "Noto Emoji"

/* Creates a map. `files` (RectoFontFile *) is borrowed, and may grow until the first text is itemised. The caller
 * unrefs the map before freeing the files. */
PangoFontMap *recto_font_map_new(const GPtrArray *files);

/* Sets the map for characters that no file has. Adds a reference to it. */
void recto_font_map_set_fallback(PangoFontMap *map, PangoFontMap *fallback);

/* Returns the font of a file at a size. The map owns it. */
PangoFont *recto_font_map_font(PangoFontMap *map, RectoFontFile *file, RectoLength size);

/* Returns the file of a font, or NULL if it belongs to the fallback map. */
RectoFontFile *recto_font_map_file(PangoFont *font);
