/* Fonts: the bundled ones in fonts/, in a font map of recto's own (font_map.h), so that installed fonts are used only
 * on request. RectoFonts owns all objects below it. A face is a font at a size; faces are interned, can be compared by
 * pointer, and live as long as RectoFonts. Metrics are unhinted and linear. fonts/fonts.yaml lists every file with
 * family, weight, slant, licence, version and SHA-256; fonts/faces.index contains fontconfig's data about them, so that
 * files are opened only when they are used. Fontconfig itself is used only for installed fonts, for a directory of
 * fonts, and for SVG images (system_fonts.h). */
#pragma once

#include "base/diagnostic.h"
#include "base/length.h"
#include <cairo.h>
#include <pango/pango.h>

typedef struct RectoFonts RectoFonts;

typedef struct {
    guint id; /* number in the order of first use, from 1; stable for the same document */
    const char *family;
    int weight;
    gboolean italic;
    RectoLength size;
    PangoFont *font;
    RectoLength ascent, descent, cap_height, x_height; /* all positive */
    RectoLength space;                                 /* advance of U+0020 */
} RectoFace;

/* Creates the fonts. `system_fonts`: use installed fonts for characters that no bundled font has. `families`:
 * NULL-terminated, the families that the style uses (Noto Emoji is always a fallback). Returns NULL with `error` set if
 * a bundled file cannot be read. */
RectoFonts *recto_fonts_new(const char *const *families, gboolean system_fonts, GError **error);
void recto_fonts_free(RectoFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFonts, recto_fonts_free)

/* Makes all bundled fonts, and those of an added directory, available to SVG images, which find fonts by name. Call at
 * most once. Returns FALSE with `error` set if a file is missing. */
gboolean recto_fonts_publish(RectoFonts *fonts, GError **error);

/* Adds the fonts of every TTF, OTF, TTC and OTC file in a directory (not in subdirectories), in the order of their
 * names. They are found by family name, and used for characters that no other font has. Call before any text is
 * itemised. `*ret_added` receives the number of fonts. Returns FALSE with `error` set if the directory cannot be read.
 * Invalid font files are skipped; `*ret_broken` receives the name of the first one (caller frees). */
gboolean recto_fonts_add_folder(RectoFonts *fonts, const char *path, const char *root, guint *ret_added,
                                char **ret_broken, GError **error);

/* Returns the opened files, and the installed fonts that were used ("installed: yes"), each as "{file: NAME, sha256:
 * …}"; NULL-terminated. Free with g_strfreev(). */
char **recto_fonts_checksums(RectoFonts *fonts);

/* Returns the context for itemisation: unhinted, unrounded, resolution 72 dpi, with fallback among the bundled fonts.
 * Borrowed. */
PangoContext *recto_fonts_context(RectoFonts *fonts);

/* Returns the bundled face nearest in weight; never NULL. For an unknown family, returns the first one and warns
 * once. */
const RectoFace *recto_fonts_face(RectoFonts *fonts, const char *family, int weight, gboolean italic, RectoLength size,
                                  RectoDiagnostics *diagnostics);

/* Returns the face for a font chosen during itemisation, for example a fallback. */
const RectoFace *recto_fonts_face_of(RectoFonts *fonts, PangoFont *font);

/* Returns the face of the boxes that replace characters missing in all fonts (font/missing_boxes.h). Its height is that
 * of a text of this size. Its glyph numbers are character codes. */
const RectoFace *recto_fonts_boxes(RectoFonts *fonts, RectoLength size);

/* Returns the Pango description of a face. Borrowed. */
const PangoFontDescription *recto_face_description(const RectoFace *face);

/* Return TRUE if the face, or any bundled face, has the character. */
gboolean recto_face_has(const RectoFace *face, gunichar character);
gboolean recto_fonts_cover(RectoFonts *fonts, gunichar character);

/* Returns the glyph of U+0020, or 0 if the face has none. */
guint32 recto_face_space(const RectoFace *face);

/* Return TRUE if the face has glyphs for an OpenType feature ("c2sc", "sups"), and if it has them for every character
 * of `text`. */
gboolean recto_face_has_feature(const RectoFace *face, const char *feature);
gboolean recto_face_replaces(const RectoFace *face, const char *feature, const char *text);

/* Returns the name of a script for messages, such as "Devanagari"; "symbols" for characters of no script. */
const char *recto_script_name(GUnicodeScript script);

/* Computes the ink box of a glyph relative to its origin on the baseline (y grows downwards), unexpanded. */
void recto_face_ink(const RectoFace *face, guint32 glyph, RectoLength *ret_left, RectoLength *ret_top,
                    RectoLength *ret_width, RectoLength *ret_height);

/* Returns a scaled font for drawing with Cairo, with widths multiplied by (1000 + expansion) / 1000. Interned,
 * borrowed. All expansions of a face share one font face, so that a PDF embeds one subset. */
cairo_scaled_font_t *recto_face_scaled(const RectoFace *face, int expansion);
