/* Private declarations of the folder text/: the engine, shaped segments, the text and its segments. */
#pragma once

#include "base/arena.h"
#include "text/hyphenate.h"
#include "text/missing.h"
#include "text/text.h"

/* A cluster of shaped text, in text order, with adjacent glyphs. It has at least one glyph, unless the whole text has
 * none. */
typedef struct {
    guint16 n_bytes, n_glyphs;
    guint32 first_glyph;
    RectoLength advance;
} RectoShapedCluster;

/* Glyphs in visual order, x and y are offsets from the pen. */
typedef struct {
    guint32 index;
    RectoLength advance, x, y;
} RectoShapedGlyph;

/* A segment once shaped. Immutable, the engine's; knows no position and no source. */
typedef struct {
    const RectoFace *face;
    guint n_glyphs, n_clusters, n_bytes;
    const RectoShapedGlyph *glyphs;
    const RectoShapedCluster *clusters;
    RectoLength width;
    gboolean rtl;
    gboolean connected; /* letters join: no letter spacing */
    gboolean missing;   /* holds a character that no face draws */
} RectoShaped;

struct RectoTextEngine {
    RectoFonts *fonts; /* borrowed, as the diagnostics */
    RectoDiagnostics *diagnostics;
    RectoHyphens *hyphens;
    RectoArena *arena;  /* shaped segments and runs */
    GHashTable *shaped; /* shape.c's keys → RectoShaped* */
    RectoMissing *missing;
};

/* A place that is known in bytes and in characters, so that the next one is counted from there. */
typedef struct {
    guint32 byte, chars;
} RectoCursor;

/* A stretch of characters in one style. */
typedef struct {
    guint32 start;      /* byte; it ends where the next begins */
    guint32 first_char; /* the same in characters, once prepared */
    RectoCharStyle style;
    RectoSpan span;
} RectoTextSpan;

typedef enum {
    RECTO_SEGMENT_WORD,
    RECTO_SEGMENT_SPACE, /* one space that stretches */
    RECTO_SEGMENT_FIXED, /* a space that does not, or white space of code */
    RECTO_SEGMENT_FORCED /* line separator */
} RectoSegmentKind;

/* Whether a segment consists of boxes for missing glyphs. Private-use characters get their meaning from the run's
 * `actual`, as PDF/A-3a requires. */
typedef enum { RECTO_MISSING_NOT, RECTO_MISSING_PUBLIC, RECTO_MISSING_PRIVATE } RectoMissingKind;

/* Characters between two places where something changes: face, stretch, direction, a break opportunity. */
typedef struct {
    guint32 start, end; /* bytes */
    guint32 stretch;
    const PangoAnalysis *analysis;
    const RectoShaped *shaped; /* NULL: forced break */
    RectoLength width;         /* with tracking */
    guint8 kind;
    guint8 level;
    guint8 missing; /* RectoMissingKind */
    guint8 hyphen;  /* an opportunity that follows comes after a hyphen */
    gint32 after;   /* cost of a break after it, RECTO_BREAK_NEVER: none */
} RectoSegment;

struct RectoText {
    RectoTextEngine *engine;
    const char *lang; /* interned */
    GString *string;
    GArray *stretches; /* RectoTextSpan */
    GArray *soft;      /* guint32: offsets of the bytes that followed a soft hyphen */
    /* made by recto_text_prepare() */
    GList *items;
    GArray *segments; /* RectoSegment */
    RectoDirection direction;
    gboolean rtl;
    RectoCursor *cursor;
};

/* Line separator: how a forced break is kept in the string. */
#define RECTO_FORCED_BREAK 0x2028

/* Itemises, finds opportunities and shapes; does nothing when the text has not changed since. */
void recto_text_prepare(RectoText *text);
void recto_text_unprepare(RectoText *text);

/* Language of a stretch. */
const char *recto_text_lang(const RectoText *text, const RectoTextSpan *stretch);

static inline const RectoTextSpan *recto_text_span_at(const RectoText *text, guint i)
{
    return &g_array_index(text->stretches, RectoTextSpan, i);
}

static inline guint32 recto_text_stretch_end(const RectoText *text, guint i)
{
    return i + 1 < text->stretches->len ? recto_text_span_at(text, i + 1)->start : (guint32)text->string->len;
}

/* Span of the characters from byte `start` to `end`, which must lie in stretch `i`. */
RectoSpan recto_text_span(const RectoText *text, guint i, guint32 start, guint32 end);

/* Shapes `length` bytes by themselves, or finds them in the cache. `features` as in the character style. */
const RectoShaped *recto_shape(RectoTextEngine *engine, const char *utf8, gsize length, const PangoAnalysis *analysis,
                               const char *features);
/* Boxes for characters that no face has. */
const RectoShaped *recto_shape_boxes(RectoTextEngine *engine, const char *utf8, gsize length, RectoLength size,
                                     gboolean rtl);

/* Returns an object in the text in shaped form: it has a width, but no glyphs. */
const RectoShaped *recto_shape_object(RectoTextEngine *engine, gsize length, const RectoCharStyle *style, gboolean rtl);
guint recto_shaped_hash(gconstpointer key);
gboolean recto_shaped_equal(gconstpointer one, gconstpointer other);

/* Part of a segment, by itself; the whole is not shaped again. */
const RectoShaped *recto_shape_part(const RectoText *text, const RectoSegment *segment, guint32 start, guint32 end);

/* With tracking. */
RectoLength recto_shaped_width(const RectoShaped *shaped, const RectoCharStyle *style);

/* Marks for breaks: which may follow a character, and at what cost (opportunities.c). */
typedef struct {
    const RectoText *text;
    const gunichar *chars;
    const PangoLogAttr *attrs; /* n_chars + 1 */
    guint n_chars;
} RectoCharacters;

/* Cost of a break between characters i − 1 and i, which belong to stretches `before` and `after`; RECTO_BREAK_NEVER:
 * none. */
gint32 recto_opportunity(const RectoCharacters *characters, guint i, const RectoTextSpan *before,
                         const RectoTextSpan *after);
gboolean recto_is_space(gunichar c);       /* stretches: U+0020, U+00A0 */
gboolean recto_is_fixed_space(gunichar c); /* U+2000 … U+200A, U+202F, U+205F */
gboolean recto_is_hyphen(gunichar c);
gboolean recto_is_ideographic(gunichar c);

/* How far the first or last cluster of `shaped`, which shows character `c`, may stand out of the line: a mark by its
 * own ink and side bearing. */
RectoLength recto_protrusion(const RectoShaped *shaped, gunichar c, gboolean at_end);

/* Breaks inside a word: bytes from the segment's start. */
typedef struct {
    guint32 offset;
    gint32 penalty;
    gboolean hyphen; /* one is added */
} RectoWordBreak;

/* A word broken where nothing but need allows it costs at least this; a space that should not break, less. */
#define RECTO_BROKEN_WORD_COST  400000000
#define RECTO_BROKEN_SPACE_COST 20000000

typedef enum {
    RECTO_BREAKS_PLAIN,
    RECTO_BREAKS_HYPHENS,
    RECTO_BREAKS_DESPERATE,
    RECTO_BREAKS_ANYWHERE
} RectoBreaksLevel;

/* Replaces the content of `breaks` (RectoWordBreak) by the breaks inside a segment, in order. `anywhere`: also between
 * any two clusters, because the segment belongs to a piece of text that is wider than a line. */
void recto_word_breaks(const RectoText *text, guint segment, const RectoParagraphStyle *set, RectoBreaksLevel level,
                       gboolean anywhere, GArray *breaks);

/* Cost of a break after a segment of such a piece, where no other rule allows one; RECTO_BREAK_NEVER: the next
 * character belongs to the one before it. */
gint32 recto_need_after(const RectoText *text, guint segment);
