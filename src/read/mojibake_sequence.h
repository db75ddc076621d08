/* One place that may be double-encoded: what it decodes to, and whether it could be right as it stands. The rule and
 * its reasons are told in mojibake.h. */
#pragma once

#include <glib.h>

typedef enum {
    RECTO_MOJIBAKE_LATIN,
    RECTO_MOJIBAKE_SYMBOL, /* punctuation, signs, spaces */
    RECTO_MOJIBAKE_EMOJI,
    RECTO_MOJIBAKE_MARK,    /* combining mark of a Latin letter */
    RECTO_MOJIBAKE_CONTROL, /* U+0080–U+009F that means a Windows-1252 character */
    RECTO_MOJIBAKE_SCRIPT,  /* a letter of another script: plausible in runs only */
} RectoMojibakeKind;

typedef enum { RECTO_MOJIBAKE_WEAK, RECTO_MOJIBAKE_STRONG } RectoMojibakeStrength;

typedef struct {
    gsize start;  /* bytes from the text's start */
    guint length; /* bytes */
    guint level;  /* how many times it was encoded too often; 0: a lone control */
    gunichar result;
    RectoMojibakeKind kind;
    RectoMojibakeStrength strength;
    gboolean unnatural; /* can't be right as it stands, whatever is around */
    gboolean guarded;   /* in code, in an address or on show */
    gboolean cut;       /* lost its last byte; result is a guess */
    guint8 bytes[4];    /* level 1: the sequence */
    guint n_bytes;
    gboolean has_control; /* one of its characters is U+0080–U+009F */
} RectoMojibake;

/* Reads the sequence at text[start]; FALSE: none there, or none that is plausible. Fills all but strength, unnatural,
 * guarded. */
gboolean recto_mojibake_read(const char *text, gsize length, gsize start, RectoMojibake *ret);

/* Judges by the characters around: `before` is the one before (0 at a line's start), already repaired where it is part
 * of a place that adjoins; `after` points behind the place. Sets unnatural and strength. */
void recto_mojibake_judge(RectoMojibake *place, gunichar before, const char *after, const char *end);
