/* Text: characters → lines. RectoTextEngine holds the faces, the shaping cache and the hyphenation dictionaries of one
 * compile.
 *
 *     RectoText *t = recto_text_new(engine, "en");
 *     recto_text_append(t, "Releases ", -1, &plain, span);
 *     recto_text_append(t, "matter", -1, &bold, span);
 *     RectoLines *lines = recto_text_break(t, &set);      // total fit
 *
 * Method: Pango itemises and finds break opportunities; every segment between two of them is shaped once and cached by
 * (face, features, script, level, language, text); Knuth & Plass ("Breaking paragraphs into lines", Software: Practice
 * and Experience 11, 1981) choose the breaks; glyph expansion and letter spacing within limits belong to the choice (a
 * candidate is judged by the word space left after its best expansion), protrusion by the actual glyph (Hàn Thế Thành,
 * 2000). Soft hyphens are taken out before shaping and kept as opportunities; a break hyphen is a run of its own whose
 * `actual` is U+00AD. The space at the end of a line is kept as a glyph, so that copied text has it.
 * A break inside a word reshapes both parts. Break costs are integers. */
#pragma once

#include "base/diagnostic.h"
#include "font/glyph_run.h"
#include "style/style.h"

typedef struct RectoTextEngine RectoTextEngine;
typedef struct RectoText RectoText;

RectoTextEngine *recto_text_engine_new(RectoFonts *fonts, RectoDiagnostics *diagnostics);
void recto_text_engine_free(RectoTextEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoTextEngine, recto_text_engine_free)

/* The hyphenation patterns that were looked into so far, each as "{file: NAME, sha256: …}", with "installed: yes" for
 * those that recto does not bring along; in order of names, NULL-terminated, g_strfreev(). */
char **recto_text_engine_patterns(RectoTextEngine *engine);

/* Reports diagnostics that are complete only after all text is set: each script that no font has, once. */
void recto_text_engine_report(RectoTextEngine *engine);

enum {
    RECTO_CHAR_LITERAL = 1 << 0,  /* code and addresses: no smart typography, no hyphenation */
    RECTO_CHAR_ADDRESS = 1 << 1,  /* may break after / _ - . = ? & and before none, without a hyphen */
    RECTO_CHAR_UNBROKEN = 1 << 2, /* no break inside */
    RECTO_CHAR_PRESERVE = 1 << 3, /* white space counts (code blocks) */
    RECTO_CHAR_HUMPS = 1 << 4,    /* with ADDRESS: may break after ( [ { , ; : too, and before a hump: camel|Case */
    RECTO_CHAR_JOINED = 1 << 5,   /* no break before it (marks of footnotes) */
};

/* How a stretch of characters is set, and whose it is. */
typedef struct {
    const char *family;
    int weight;
    gboolean italic;
    RectoLength size;
    RectoLength tracking;
    RectoLength rise;     /* above the baseline */
    const char *features; /* OpenType, as Pango writes them ("tnum=1"), or NULL */
    const char *lang;     /* or NULL: the paragraph's */
    guint flags;
    RectoLength object; /* width of the object in the text (recto_text_append_object()), else 0 */
    gconstpointer tag;  /* the caller's; comes back on every run */
} RectoCharStyle;

/* Which way a text runs on the whole. AUTO: recto_direction_is_rtl(). */
typedef enum { RECTO_DIRECTION_AUTO, RECTO_DIRECTION_LTR, RECTO_DIRECTION_RTL } RectoDirection;

/* Whether a text runs from right to left: by its first letter, as rule P2 of Unicode's bidirectional algorithm has it;
 * in a language that is written so, whenever a third of its letters are of such a script. */
gboolean recto_direction_is_rtl(const char *utf8, const char *lang);

/* `lang` is BCP 47. */
RectoText *recto_text_new(RectoTextEngine *engine, const char *lang);
void recto_text_free(RectoText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoText, recto_text_free)

void recto_text_set_direction(RectoText *text, RectoDirection direction);

/* Appends UTF-8 (length -1: NUL-terminated). `span` is where it starts; spans should not run over source lines. */
void recto_text_append(RectoText *text, const char *utf8, gssize length, const RectoCharStyle *style, RectoSpan span);

/* Appends a thing that is set like a word: `style->object` wide, never broken. Its run has no glyphs. */
void recto_text_append_object(RectoText *text, const RectoCharStyle *style, RectoSpan span);

/* A forced line break. */
void recto_text_append_break(RectoText *text, RectoSpan span);

/* Straight quotes, `--`, `---`, `...` and spaces by the rules of each stretch's language; LITERAL stretches stay. Once,
 * after the last append. */
void recto_text_smarten(RectoText *text);

/* Capitals in a row become small capitals, where the face has real ones; LITERAL stretches stay. After smartening. */
void recto_text_small_capitals(RectoText *text);

gboolean recto_text_is_empty(const RectoText *text);

/* The characters so far, for tests and for measuring; borrowed. */
const char *recto_text_string(const RectoText *text);

/* How a paragraph is set. Lengths of lines may differ: `indent` shortens the first, `hang` all others. */
typedef struct {
    RectoLength measure;
    RectoLength indent, hang;
    RectoAlign align;
    gboolean hyphenate;
    int hyphen_word, hyphen_before, hyphen_after; /* minimum letters in the word, before and after the hyphen */
    int ladder;                                   /* maximum number of consecutive hyphenated lines */
    gboolean no_last_hyphen;                      /* not on the line before the last */
    int space_min, space_max, space_open;         /* per mille of the natural word space; open: last resort, reported */
    int expansion, letterspacing;                 /* greatest, per mille; 0: none */
    gboolean protrusion;
    RectoLength last_line;            /* minimum width of the last line */
    gboolean no_lone_word;            /* ragged lines only: also avoids a single word on the last line */
    RectoLength rag_zone, rag_hyphen; /* ragged: how short lines should be at most; hyphenate only beyond */
    RectoLength max_width_hint;       /* 0, or a number of lines not to exceed is tried via looseness */
    gboolean quiet;                   /* reports nothing: one of several tries */
    int looseness;                    /* lines more (+) or fewer (−) than the optimum, where feasible */
} RectoParagraphStyle;

/* Defaults of an element: from its own keys and the body.* and hyphen.* keys. */
void recto_paragraph_style_init(RectoParagraphStyle *set, const RectoStyle *style, const RectoTextStyle *element,
                                RectoLength measure);

typedef struct {
    RectoGlyphRun run;
    RectoLength x; /* from the column's left edge; negative where a mark protrudes */
    RectoLength rise;
    gconstpointer tag; /* tag from the character style */
    guint logical;     /* which run of the line it is as the line is read: another order where directions mix */
    RectoSpan span;
} RectoTextRun;

typedef struct {
    RectoTextRun *runs; /* in visual order */
    guint n_runs;
    RectoLength width;   /* set width from the column's left edge to the last ink-bearing advance */
    int space;           /* word space as set, per mille of natural; 0: no space in the line */
    gboolean hyphenated; /* ends in a break hyphen */
    gboolean forced;     /* ends in a forced break or is the last */
    gboolean overfull;   /* could not be kept within the measure (reported) */
    RectoSpan span;      /* location of its first character */
} RectoTextLine;

typedef struct {
    RectoTextLine *lines;
    guint n_lines;
    gboolean rtl;      /* the text runs from right to left */
    RectoLength width; /* width of the widest line */
    gint64 cost;       /* total demerits */
} RectoLines;

/* Breaks the text; never fails, at least one line (possibly without runs) for an empty text. Runs live until
 * recto_text_engine_free(); recto_lines_free() frees the rest. Lines that had to be set loose or overfull are diagnosed
 * (loose-line, overfull-line: notes; overfull: warnings). May be called again with another setting. */
RectoLines *recto_text_break(RectoText *text, const RectoParagraphStyle *set);
void recto_lines_free(RectoLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RectoLines, recto_lines_free)

/* Gives all of the text so far `to` / `from` of its size. */
void recto_text_scale(RectoText *text, RectoLength to, RectoLength from);

/* Bytes before the first raised stretch (a note's mark, a superscript); all where there is none. */
gsize recto_text_raised_from(const RectoText *text);

/* A part of text without line breaks other than hyphenation, and the space after it. */
typedef struct {
    RectoLength width, space;
    gboolean forced; /* a forced break follows */
} RectoTextPiece;

/* Returns a GArray of RectoTextPiece that the caller owns, for choosing a line length before breaking. */
GArray *recto_text_pieces(RectoText *text);

/* Returns the minimum number of lines that pieces need within a line length, and the width of the widest line. A
 * piece wider than the line length counts as cut. */
guint recto_pieces_fill(const RectoTextPiece *pieces, guint n_pieces, RectoLength measure, RectoLength *ret_widest);

/* Width on one line, unbroken. */
RectoLength recto_text_width(RectoText *text);
