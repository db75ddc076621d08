/* Faces: the bundled ones of fonts/, in a font map of our own (font_map.h), so that no system font reaches a page
 * unasked.
 *
 * RectoFonts owns everything below it; faces are interned, compared by pointer, and live as long as it does.
 * A face is a font at a size. Metrics are unhinted and linear. fonts/fonts.yaml lists every file with family, weight,
 * slant, licence, version and SHA-256; fonts/faces.index has what fontconfig knows of them, so that no file is opened
 * before it is used. Fontconfig itself comes in where installed faces, a folder or pictures want it (system_fonts.h).
 */
#pragma once

#include "base/diagnostic.h"
#include "base/length.h"
#include <cairo.h>
#include <pango/pango.h>

typedef struct RectoFonts RectoFonts;

typedef struct {
    guint id; /* 1… in order of first use: stable for the same document */
    const char *family;
    int weight;
    gboolean italic;
    RectoLength size;
    PangoFont *font;
    RectoLength ascent, descent, cap_height, x_height; /* all positive */
    RectoLength space;                                 /* advance of U+0020 */
} RectoFace;

/* `system_fonts`: fall back on installed fonts for what no bundled face has. `families`: NULL-terminated, those the
 * style names (Noto Emoji is always a fallback). Error when a bundled file can't be read. */
RectoFonts *recto_fonts_new(const char *const *families, gboolean system_fonts, GError **error);
void recto_fonts_free(RectoFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoFonts, recto_fonts_free)

/* Makes all bundled faces, and those of a folder that was added, known to SVG pictures, which find theirs by name. Not
 * twice; FALSE and error when a file is not there. */
gboolean recto_fonts_publish(RectoFonts *fonts, GError **error);

/* Adds the faces of every TTF, OTF, TTC and OTC file in a folder (not below it), in order of names: they are found by
 * their family names, and fall in for what no other face has. Before anything is itemised. How many were added; FALSE
 * and error when the folder can't be read. Files that are no fonts are left out, the first of them named in
 * *ret_broken (caller frees). */
gboolean recto_fonts_add_folder(RectoFonts *fonts, const char *path, const char *root, guint *ret_added,
                                char **ret_broken, GError **error);

/* The files that were opened, and those installed that were used ("installed: yes"), each as "{file: NAME, sha256: …}"
 * from faces.index; NULL-terminated, g_strfreev(). */
char **recto_fonts_checksums(RectoFonts *fonts);

/* The context to itemise with: unhinted, unrounded, resolution 72, fallback among the bundled faces. Borrowed. */
PangoContext *recto_fonts_context(RectoFonts *fonts);

/* The bundled face nearest in weight; never NULL (an unknown family gives the first one and a warning once). */
const RectoFace *recto_fonts_face(RectoFonts *fonts, const char *family, int weight, gboolean italic, RectoLength size,
                                  RectoDiagnostics *diagnostics);

/* The face for a font that itemising chose (a fallback, say). */
const RectoFace *recto_fonts_face_of(RectoFonts *fonts, PangoFont *font);

/* The face of boxes that stand for characters which no face has (font/missing_boxes.h), as high as that of a text of
 * this size. Its glyphs are numbered by their characters. */
const RectoFace *recto_fonts_boxes(RectoFonts *fonts, RectoLength size);

/* Description for Pango attributes of such a face; borrowed. */
const PangoFontDescription *recto_face_description(const RectoFace *face);

/* Whether the face draws the character; and whether any bundled face does. */
gboolean recto_face_has(const RectoFace *face, gunichar character);
gboolean recto_fonts_cover(RectoFonts *fonts, gunichar character);

/* The glyph of U+0020; 0: the face has none. */
guint32 recto_face_space(const RectoFace *face);

/* Whether the face has glyphs of its own for an OpenType feature ("c2sc", "sups"); and whether it has them for every
 * character of `text`. */
gboolean recto_face_has_feature(const RectoFace *face, const char *feature);
gboolean recto_face_replaces(const RectoFace *face, const char *feature, const char *text);

/* The name of a script, for a message: "Devanagari"; "symbols" for what belongs to none. */
const char *recto_script_name(GUnicodeScript script);

/* Ink box of a glyph relative to its origin on the baseline (y grows downwards), unexpanded. */
void recto_face_ink(const RectoFace *face, guint32 glyph, RectoLength *ret_left, RectoLength *ret_top,
                    RectoLength *ret_width, RectoLength *ret_height);

/* Scaled font for drawing with Cairo, widths multiplied by (1000 + expansion) / 1000; interned, borrowed. All
 * expansions of a face share one font face, so that a PDF embeds one subset. */
cairo_scaled_font_t *recto_face_scaled(const RectoFace *face, int expansion);
