/* Private declarations for SVG: cleaning (svg_clean.c, svg_css.c), copies (svg_copies.c), text (svg_text.c) and
 * drawing (svg_decoder.c). All of this code runs in a child process first (modules/decoder_process.h). */
#pragma once

#include "modules/image_codec.h"

#include <libxml/tree.h>

/* A drawing while it is cleaned. */
typedef struct {
    GPtrArray *remarks;    /* of RectoImageRemark*: what is not drawn as the file says */
    GHashTable *variables; /* name of a CSS variable → its value */
    guint64 pixels;        /* number of pixels of the embedded images */
    guint depth;           /* nesting depth of this drawing inside other drawings */
    gboolean paints;       /* filters or masks: librsvg makes pixels of parts of it */
    gboolean plain;        /* a recording of it can be drawn in time and memory that its length bounds (svg_plain.c) */
} RectoSvg;

void recto_svg_clear(RectoSvg *svg);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RectoSvg, recto_svg_clear)

/* Adds a remark; the same one is kept once, and of each kind only the first few. */
void recto_svg_remark(RectoSvg *svg, RectoRemarkKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Returns the file in the form that librsvg gets. External references, scripts and HTML are removed, entities are
 * expanded and CSS variables are replaced by their values. Embedded images are PNG or JPEG of a permitted size.
 * Returns NULL with `error` set if the file is not an SVG or is too large. */
GBytes *recto_svg_clean(RectoSvg *svg, GBytes *file, GError **error);

/* ---- svg_css.c ---- */

/* Keeps the variables that a style sheet or an attribute `style` sets. */
void recto_svg_find_variables(RectoSvg *svg, const char *css);
/* CSS, or the value of an attribute, with values in place of variables and without addresses of other files. Caller
 * frees; NULL: nothing changes. */
char *recto_svg_clean_css(RectoSvg *svg, const char *css);
/* Calls `found` with the id of each url(#id) in a value. */
void recto_svg_each_reference(const char *value, void (*found)(gpointer data, const char *id), gpointer data);

/* ---- svg_copies.c ---- */

/* Returns TRUE if the elements, with those that are drawn again by <use>, patterns, masks, clips, markers and filters,
 * are few enough. `*ret_weight`: the bytes of their attributes and words. */
gboolean recto_svg_copies_are_few(xmlNode *root, guint64 *ret_weight);

/* ---- svg_plain.c ---- */

/* Returns TRUE if a cleaned drawing of this weight has nothing but shapes, words and simple groups. */
gboolean recto_svg_is_plain(xmlNode *root, guint64 weight);

/* ---- svg_text.c ---- */

/* Remarks on families that the current fonts lack, and on characters that no face has. */
void recto_svg_check_text(RectoSvg *svg, xmlNode *root);

/* The value of an attribute without regard to its namespace; NULL when it is not there. Free with xmlFree(). */
xmlChar *recto_svg_attribute(const xmlNode *node, const char *name);
/* The next node in document order, not below `node` when `skip`; NULL after the last. */
xmlNode *recto_svg_next(xmlNode *root, xmlNode *node, gboolean skip);
