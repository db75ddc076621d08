/* One place that may be double-encoded: what it decodes to, and whether it could be right as it stands. The rule and
 * its reasons are told in mojibake.h. */
#pragma once

#include <glib.h>

#define RECTO_MOJIBAKE_LEVELS 3

typedef enum {
    RECTO_MOJIBAKE_LATIN,
    RECTO_MOJIBAKE_SYMBOL, /* punctuation, signs, spaces */
    RECTO_MOJIBAKE_EMOJI,
    RECTO_MOJIBAKE_MARK,    /* combining mark of a Latin letter */
    RECTO_MOJIBAKE_CONTROL, /* U+0080–U+009F that means a Windows-1252 character */
    RECTO_MOJIBAKE_SCRIPT,  /* a letter of another script: plausible in runs only */
} RectoMojibakeKind;

typedef enum { RECTO_MOJIBAKE_WEAK, RECTO_MOJIBAKE_STRONG } RectoMojibakeStrength;

/* A byte that got lost on the way makes the result a guess. */
typedef enum {
    RECTO_MOJIBAKE_WHOLE,
    RECTO_MOJIBAKE_CUT, /* â€, which was ” most often */
    RECTO_MOJIBAKE_WORN /* Ã before a plain space, which was à */
} RectoMojibakeLoss;

typedef struct {
    gsize start;  /* bytes from the text's start */
    guint length; /* bytes */
    guint level;  /* how many times it was encoded too often; 0: a lone control */
    gunichar result;
    RectoMojibakeKind kind;
    RectoMojibakeStrength strength;
    gboolean unnatural; /* can't be right as it stands, whatever is around */
    gboolean sure;      /* the last of its levels is beyond doubt */
    gboolean guarded;   /* in code, in an address or on show */
    RectoMojibakeLoss loss;
    guint8 bytes[4]; /* bytes of the last level */
    guint n_bytes;
    gboolean has_control; /* one of these bytes was written as U+0080–U+009F */
} RectoMojibake;

/* Reads the sequence at text[start], which may have been encoded up to `max_level` times too often (at most
 * RECTO_MOJIBAKE_LEVELS); FALSE: none there, or none that is plausible. Fills what the text around does not decide. */
gboolean recto_mojibake_read(const char *text, gsize length, gsize start, guint max_level, RectoMojibake *ret);

/* Judges by the characters around, 0 at a line's ends; those of places that adjoin count as already repaired. Sets
 * unnatural, sure and strength. */
void recto_mojibake_judge(RectoMojibake *place, gunichar before, gunichar after, gunichar second_after);
