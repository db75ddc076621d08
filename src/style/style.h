/* Style: how pages look, as data. styles/base.yaml holds every key with its default and a comment; a brand is a short
 * file that `extends` it. Files are layered, later ones win:  base < brand < recto.yaml < front matter (what
 * `composition:` and `cover:` say, composition.h, cover_front_matter.h; the `recto:` map) < --set.
 *
 * Within one layer, groups named after a composition (sheet, leaflet, paper, report) or a paper (a4, letter) hold keys
 * that count only there, and beat the plain keys of the same layer; groups nest (leaflet: { letter: … }).
 * Keys are dotted (`cover.title.size`), in YAML nested maps or dotted alike. Every key is a row of style.def: an
 * unknown one is an error with the nearest spelling, a value of the wrong type an error at its line.
 *
 * Values: lengths `10.5pt`, `3mm`, `1in`, `2u` (u: baseline unit, page.unit); a bare number is in points. Colours
 * `#RRGGBB`, `none`, or the name of a colour.* key. Inks `0 75 80 0` (cyan, magenta, yellow, black, %), or `auto`.
 * Fonts: a family, or the name of a font.* key. Percentages `80%`. Switches yes/no. */
#pragma once

#include "base/colour.h"
#include "base/diagnostic.h"
#include "base/length.h"
#include "base/yaml.h"

/* Lining and proportional, old-style and proportional, lining and all as wide as each other. */
typedef enum { RECTO_FIGURES_LINING, RECTO_FIGURES_OLD, RECTO_FIGURES_TABULAR } RectoFigures;
typedef enum { RECTO_ACRONYMS_CAPITALS, RECTO_ACRONYMS_SMALL } RectoAcronyms;
typedef enum { RECTO_RAGGED, RECTO_JUSTIFIED, RECTO_BALANCED, RECTO_ALIGN_RIGHT, RECTO_ALIGN_CENTRE } RectoAlign;

/* A text element: NAME.font, .weight, .italic, .size, .leading, .colour, .tracking, .align, .hyphenate, .figures,
 * .before, .after. What one does not give is taken from the keys of `element`. */
typedef struct {
    const char *font; /* family, resolved */
    int weight;
    gboolean italic;
    RectoLength size, leading;
    RectoColour colour;
    RectoLength tracking; /* added after every glyph; display sizes are tightened */
    RectoAlign align;
    gboolean hyphenate;
    RectoFigures figures;
    RectoLength before, after; /* space above and below the element */
} RectoTextStyle;

/* A place on the page: keys NAME.x, .y (of text: the first baseline), .width. */
typedef struct {
    RectoLength x, y, width;
} RectoPosition;

/* How a document is composed, by its length and headings: composition.h. */
typedef enum {
    RECTO_COMPOSITION_ONE_PAGE,
    RECTO_COMPOSITION_LEAFLET,
    RECTO_COMPOSITION_ARTICLE,
    RECTO_COMPOSITION_REPORT,
    RECTO_COMPOSITION_MAX
} RectoComposition;
typedef enum { RECTO_A4, RECTO_LETTER } RectoPaperSize;
typedef enum {
    RECTO_COVER_NONE,
    RECTO_COVER_FIELD,
    RECTO_COVER_RULE,
    RECTO_COVER_PLAIN,
    RECTO_COVER_TYPE
} RectoCoverKind;
/* How much of the cover its picture takes, the most first. */
typedef enum { RECTO_COVER_PAGE, RECTO_COVER_TOP, RECTO_COVER_CORNER } RectoCoverForm;
typedef enum {
    RECTO_PATTERN_NONE,
    RECTO_PATTERN_SQUARES,
    RECTO_PATTERN_DOTS,
    RECTO_PATTERN_STRIPES,
    RECTO_PATTERN_TRIANGLES,
    RECTO_PATTERN_ARCS,
    RECTO_PATTERN_WAVES
} RectoPattern;
typedef enum { RECTO_CONTENTS_NONE, RECTO_CONTENTS_COVER, RECTO_CONTENTS_PAGE } RectoContentsPlace;
/* Source of the lead text. AUTO: the first paragraph if it is suitable as a lead, else the description. */
typedef enum { RECTO_LEAD_AUTO, RECTO_LEAD_PARAGRAPH, RECTO_LEAD_DESCRIPTION, RECTO_LEAD_NONE } RectoLeadFrom;
typedef enum { RECTO_NOTES_FOOT, RECTO_NOTES_END, RECTO_NOTES_MARGIN } RectoNotesPlace;
typedef enum { RECTO_LINK_PAGES_PRINT, RECTO_LINK_PAGES_YES, RECTO_LINK_PAGES_NO } RectoLinkPages;
typedef enum { RECTO_ADDRESSES_MARGIN, RECTO_ADDRESSES_END, RECTO_ADDRESSES_NONE } RectoAddresses;

/* The resolved style: one field per row of style.def. Immutable; the style owns its strings. */
typedef struct {
    char *name; /* name of the style, e.g. "kata" */
    RectoComposition composition;
    RectoPaperSize paper;
    RectoLength page_width, page_height; /* size of the paper */
    RectoSpan cover_picture_span;        /* location of cover.picture */
    RectoSpan composition_span;          /* where composition is */
    gboolean chapter_opens;              /* chapters begin a page: chapter.opens, decided */
    RectoSpan logo_span, logo_on_dark_span, logo_small_span;
    RectoSpan cover_figure_span; /* location of cover.figure */
#define TEXT(field, key, ...)                RectoTextStyle field;
#define POSITION(field, key, ...)            RectoPosition field;
#define LENGTH(field, key, ...)              RectoLength field;
#define COLOUR(field, key, ...)              RectoColour field;
#define FONT(field, key, ...)                const char *field;
#define NUMBER(field, key, ...)              int field;
#define PERCENT(field, key, ...)             int field; /* per mille */
#define SWITCH(field, key, ...)              gboolean field;
#define STRING(field, key, ...)              const char *field;
#define INKS(field, key, ...)                RectoCmyk field;
#define CHOICE(field, key, type, names, ...) type field;
#include "style/style.def"
    /* Colours derived from those above: the accent, dark enough for large text on paper (3:1); a replacement for it
     * if it is not distinguishable from the cover panel; and the colour of context data drawn with the replacement. */
    RectoColour accent_figures, accent_on_field, context_on_field;
    gpointer owner;
} RectoStyle;

typedef struct {
    const char *style;           /* --style: name or file; NULL: front matter, recto.yaml, else "base" */
    const char *const *sets;     /* --set KEY=VALUE …, NULL-terminated, or NULL */
    const RectoYamlNode *config; /* recto.yaml, or NULL: style keys at its top level beside its own */
    const RectoYamlNode *front;  /* front matter, or NULL: `style` and the map `recto` */
    const char *document_dir;    /* where a style file named in them is looked for first */
    const char *config_dir;      /* where one named in recto.yaml is; NULL: document_dir */
    const char *root;            /* the project's: style files that an input names must be below it; NULL: anywhere */
    guint n_words, n_headings, n_top_headings;
    const guint *chapter_words; /* words of each chapter, n_chapters elements; borrowed */
    guint n_chapters;
    /* optional callback; called once per key with its final value, in the order of style.def */
    void (*tell)(const char *key, const RectoYamlNode *value, gpointer data);
    gpointer data;
} RectoStyleRequest;

/* Resolves the style. Mistakes in it are diagnostics (errors: then the caller writes nothing); NULL and GError only
 * when a file can't be read. Text colours whose contrast on their ground is below 4.5:1 (3:1 at 24 pt or more) are
 * warnings at their line. */
RectoStyle *recto_style_resolve(const RectoStyleRequest *request, RectoDiagnostics *diagnostics, GError **error);
void recto_style_free(RectoStyle *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoStyle, recto_style_free)

/* Whether what names a style is the path of a file, not one of styles/. */
gboolean recto_style_is_path(const char *name);

/* Every file that the style was made from, NULL-terminated, borrowed (for the manifest and for dependencies). */
const char *const *recto_style_files(const RectoStyle *style);
/* Its content as it was read; borrowed. */
GBytes *recto_style_file(const RectoStyle *style, guint index);

/* WCAG 2.1 contrast ratio of two colours, × 100. */
int recto_contrast(RectoColour one, RectoColour other);

/* Mixes `other` into `one`; `share` is in thousandths. Used for a pattern on its background. */
RectoColour recto_colour_mix(RectoColour one, RectoColour other, int share);

/* The colour, darker in steps of 1 of CIELAB's lightness, hue and chroma kept, until its contrast on `ground` is at
 * least `ratio` (× 100). Where a style gives an accent but no link colour, the link colour is made so. */
RectoColour recto_colour_darken(RectoColour colour, RectoColour ground, int ratio);

/* The colour of the same hue and chroma, nearest in lightness, that has the ratio (in hundredths) to the ground. */
RectoColour recto_colour_passing(RectoColour colour, RectoColour ground, int ratio);
