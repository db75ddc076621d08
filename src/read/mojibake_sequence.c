/* Decodes one double-encoded character and rates whether it can be right text (mojibake_sequence.h). */
#include "read/mojibake_sequence.h"

#include "read/windows_1252.h"

#include <string.h>

/* What a character that stands for a continuation byte (80–BF) can be to the letter before it in right text:
 *   q  ends a word: closing quotation mark, dash, ellipsis, no-break space
 *   m  a mark on a word: footnote sign, exponent, ™
 *   l  a letter
 *   x  nothing: never follows a letter */
static const char tail_kinds[] = "x.xxxqmmxxlqx.l."
                                 ".qqqqqqqxmlqx.lx"
                                 "qxxxxxxxmmmqxqmx"
                                 "mxmmmxxqxmmqxxxx";

static char tail_kind(guint8 byte)
{
    return tail_kinds[byte - 0x80];
}

static guint sequence_length(guint8 lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* One character of the text `level` encodings down, from *at, which is moved behind it; -1: none. `place`, or NULL,
 * gets the bytes of the last step. The depth is at most RECTO_MOJIBAKE_LEVELS. */
static gint64 read_character(const char **at, const char *end, guint level, RectoMojibake *place)
{
    if (*at >= end)
        return -1;
    if (level == 0) {
        gunichar c = g_utf8_get_char(*at);
        *at = g_utf8_next_char(*at);
        return c;
    }
    guint8 bytes[4];
    guint needed = 1;
    gboolean has_control = FALSE;
    for (guint i = 0; i < needed; i++) {
        gint64 c = read_character(at, end, level - 1, NULL);
        int byte = c < 0 ? -1 : recto_windows_1252_encode((gunichar)c);
        if (byte < 0 || (i > 0 && byte > 0xBF))
            return -1;
        has_control |= c < 0xA0;
        bytes[i] = (guint8)byte;
        needed = i == 0 ? sequence_length(bytes[0]) : needed;
        if (needed == 0)
            return -1;
    }
    if (place) {
        memcpy(place->bytes, bytes, needed);
        place->n_bytes = needed;
        place->has_control = has_control;
    }
    gunichar c = g_utf8_get_char_validated((const char *)bytes, (gssize)needed);
    return c >= (gunichar)-2 ? -1 : (gint64)c;
}

static gboolean is_latin(gunichar c)
{
    static const gunichar others[] = {0x18F, 0x259, 0x1A0, 0x1A1, 0x1AF,  0x1B0,  0x218,  0x219,  0x21A,  0x21B,
                                      0x2BB, 0x2BC, 0x2C6, 0x2DC, 0xFB00, 0xFB01, 0xFB02, 0xFB03, 0xFB04, 0x192};
    if ((c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7) || (c >= 0x1CD && c <= 0x1DC) ||
        (c >= 0x2D8 && c <= 0x2DD) || (c >= 0x1E00 && c <= 0x1EFF))
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        if (others[i] == c)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_symbol(gunichar c)
{
    return (c >= 0xA0 && c <= 0xBF) || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || c == 0xFE0F ||
           c == 0xFEFF || c == 0xFFFD || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E);
}

static gboolean is_emoji(gunichar c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x1D400 && c <= 0x1D7FF);
}

static gboolean is_script_letter(gunichar c)
{
    if (c < 0x370 || (c >= 0x590 && c < 0x5D0) || (c >= 0x700 && c < 0x900) || c >= 0x30000)
        return FALSE;
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
        return FALSE;
    default:
        return c < 0x10000 || (c >= 0x20000 && c < 0x30000);
    }
}

static gboolean classify(gunichar c, RectoMojibakeKind *kind)
{
    if (c < 0xA0) {
        *kind = RECTO_MOJIBAKE_CONTROL;
        return c >= 0x80 && recto_windows_1252_decode((guint8)c) != 0;
    }
    if (c >= 0x80 && g_unichar_type(c) == G_UNICODE_UNASSIGNED && !is_emoji(c))
        return FALSE;
    if (is_latin(c))
        *kind = RECTO_MOJIBAKE_LATIN;
    else if (is_symbol(c))
        *kind = RECTO_MOJIBAKE_SYMBOL;
    else if (is_emoji(c))
        *kind = RECTO_MOJIBAKE_EMOJI;
    else if ((c >= 0x300 && c <= 0x30C && c != 0x305) || c == 0x31B || c == 0x323 || c == 0x327 || c == 0x328)
        *kind = RECTO_MOJIBAKE_MARK;
    else if (is_script_letter(c))
        *kind = RECTO_MOJIBAKE_SCRIPT;
    else
        return FALSE;
    return TRUE;
}

/* The closing ” is E2 80 9D, and 9D is nothing in Windows-1252: programs drop it or write U+FFFD, and â€ is left. */
static gboolean read_cut(const char *text, gsize length, gsize start, RectoMojibake *ret)
{
    static const char rest[] = "\xC3\xA2\xE2\x82\xAC", lost[] = "\xEF\xBF\xBD";
    gsize size = strlen(rest);
    if (length - start < size || memcmp(text + start, rest, size) != 0)
        return FALSE;
    if (length - start >= size + 3 && memcmp(text + start + size, lost, 3) == 0)
        size += 3;
    *ret = (RectoMojibake){.start = start, .length = (guint)size, .level = 1, .loss = RECTO_MOJIBAKE_CUT};
    ret->result = 0x201D;
    ret->kind = RECTO_MOJIBAKE_SYMBOL;
    return TRUE;
}

/* à is C3 A0, and A0 is a no-break space, which editors turn into a plain one or strip at a line's end: Ã is left. In
 * Portuguese the space may stand inside a word: às, àquele, àquilo. */
static gboolean read_worn(const char *text, gsize length, gsize start, RectoMojibake *ret)
{
    const char *at = text + start, *end = text + length;
    if (memcmp(at, "\xC3\x83", MIN(2, length - start)) != 0)
        return FALSE;
    gboolean at_line_end = at + 2 >= end || at[2] == '\n';
    if (!at_line_end && at[2] != ' ')
        return FALSE;
    if (start > 0 && g_unichar_isupper(g_utf8_get_char(g_utf8_prev_char(at))))
        return FALSE;
    *ret = (RectoMojibake){.start = start, .length = 2, .level = 1, .loss = RECTO_MOJIBAKE_WORN, .result = 0xE0};
    if (g_str_has_prefix(at + 2, " s ") || g_str_has_prefix(at + 2, " quel") || g_str_has_prefix(at + 2, " quilo"))
        ret->length = 3;
    return TRUE;
}

gboolean recto_mojibake_read(const char *text, gsize length, gsize start, guint max_level, RectoMojibake *ret)
{
    const char *end = text + length;
    for (guint level = max_level; level > 0; level--) {
        RectoMojibake place = {.start = start, .level = level};
        const char *at = text + start;
        gint64 c = read_character(&at, end, level, &place);
        if (c < 0 || !classify((gunichar)c, &place.kind))
            continue;
        place.result = (gunichar)c;
        if (place.kind == RECTO_MOJIBAKE_CONTROL)
            place.result = recto_windows_1252_decode((guint8)c);
        place.length = (guint)(at - (text + start));
        *ret = place;
        return TRUE;
    }
    gunichar c = g_utf8_get_char(text + start);
    if (c < 0xA0 && recto_windows_1252_decode((guint8)c)) {
        *ret = (RectoMojibake){.start = start, .length = 2, .result = recto_windows_1252_decode((guint8)c)};
        ret->kind = RECTO_MOJIBAKE_CONTROL;
        return TRUE;
    }
    return read_cut(text, length, start, ret) || read_worn(text, length, start, ret);
}

/* ---- judging ---- */

typedef struct {
    gunichar before, after;
    gunichar second_after;
    gboolean after_letter, before_letter, before_small, before_capital;
} Around;

static gboolean is_opening(gunichar c)
{
    return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A ||
           (c >= 0x2018 && c <= 0x201F);
}

/* A tail that may adjoin the next word: dash, apostrophe, ellipsis, no-break space, soft hyphen. */
static gboolean joins_words(guint8 tail)
{
    return tail == 0x92 || tail == 0x96 || tail == 0x97 || tail == 0x85 || tail == 0xA0 || tail == 0xAD || tail == 0xB7;
}

static gboolean tail_is_unnatural(guint8 tail, guint8 lead, const Around *around)
{
    switch (tail_kind(tail)) {
    case 'q':
        return FALSE;
    case 'm': /* a mark stands on a word; a lone capital can carry one too (Å², Ä°) but Ã is no word */
        return lead >= 0xE0 || lead == 0xC3 ? !around->before_letter : FALSE;
    case 'l': /* š and ž follow é, Ú, í …, but none of these: Â Ã Ä Å Ð Ñ â */
        return lead == 0xE2 || (lead >= 0xC2 && lead <= 0xC5) || lead == 0xD0 || lead == 0xD1;
    default:
        return TRUE;
    }
}

/* Can't be right as it stands, whatever it decodes to. */
static gboolean is_unnatural(const RectoMojibake *place, const Around *around)
{
    guint8 lead = place->bytes[0], last = place->bytes[place->n_bytes - 1];
    if (place->has_control || place->n_bytes == 4)
        return TRUE;
    if (lead == 0xD7) /* × is no letter: 2×¼, 3×£5 */
        return FALSE;
    for (guint i = 1; i < place->n_bytes; i++) {
        if (tail_is_unnatural(place->bytes[i], lead, around))
            return lead != 0xD8; /* Ø is a sign too: Ø¼ */
    }
    if (lead < 0xE0 && around->before_small)
        return !g_unichar_isupper(place->result);
    return around->after_letter && !joins_words(last);
}

/* ’ and a lone s after a capital: the letter Å’s name. */
static gboolean is_genitive(const Around *around)
{
    return (around->after == 's' || around->after == 'S') && !g_unichar_isalpha(around->second_after);
}

/* Â and a sign of Latin-1: no language ends a word in Â but in capitals. */
static gboolean sign_is_strong(const RectoMojibake *place, const Around *around)
{
    guint8 tail = place->bytes[1];
    gboolean word = around->before_capital;
    switch (tail) {
    case 0xA0:
        if (around->before == 0 || around->before == ' ')
            return !around->after_letter;
        return !word && !is_opening(around->before);
    case 0xAB:
    case 0xBB:
        return !word && !is_opening(around->before);
    case 0xB2:
    case 0xB3:
    case 0xB9:
        return !word;
    case 0xAD:
        return around->before_small;
    default:
        return TRUE;
    }
}

/* Ã and what ends a word in right text too. */
static gboolean letter_is_strong(const RectoMojibake *place, const Around *around)
{
    guint8 tail = place->bytes[1];
    if (place->kind == RECTO_MOJIBAKE_SYMBOL) /* × ÷ */
        return !around->before_letter && !is_opening(around->before);
    if (tail == 0xA0 && !around->before_letter && !is_opening(around->before))
        return TRUE;
    /* One case throughout: KÃ–LN and Ã–sterreich, but not a word in capitals and a small letter after a dash. */
    if (!around->after_letter || (around->before_capital && g_unichar_islower(around->after)))
        return FALSE;
    if (tail == 0x92)
        return !is_genitive(around);
    return tail == 0x96 || (tail == 0x85 && !around->before_capital);
}

static gboolean is_strong(const RectoMojibake *place, const Around *around)
{
    guint8 lead = place->bytes[0], tail = place->bytes[1];
    switch (place->kind) {
    case RECTO_MOJIBAKE_EMOJI:
        return TRUE;
    case RECTO_MOJIBAKE_CONTROL:
        return around->before_small;
    case RECTO_MOJIBAKE_MARK:
        return around->before_letter && place->unnatural;
    case RECTO_MOJIBAKE_SCRIPT: /* Greek and Cyrillic letters stand alone in right text; others don't */
        return place->unnatural && place->result >= 0x386 && place->result < 0x460;
    default:
        break;
    }
    if (lead == 0xC2)
        return sign_is_strong(place, around);
    if (lead == 0xC5 && (tail == 0xB2 || tail == 0xB3)) /* Å² and Å³ are units */
        return around->after_letter;
    if (place->unnatural)
        return TRUE;
    if (lead == 0xC3)
        return letter_is_strong(place, around);
    return (lead == 0xC4 || lead == 0xC5) && tail == 0x92 && around->after_letter && !is_genitive(around);
}

void recto_mojibake_judge(RectoMojibake *place, gunichar before, gunichar after, gunichar second_after)
{
    Around around = {.before = before, .after = after, .second_after = second_after};
    around.after_letter = g_unichar_isalpha(after);
    around.before_letter = g_unichar_isalpha(before);
    around.before_small = g_unichar_islower(before);
    around.before_capital = g_unichar_isupper(before);
    if (place->loss != RECTO_MOJIBAKE_WHOLE) {
        gboolean word_end = around.after == ' ' && (around.before_small || before == '\'' || before == 0x2019);
        place->unnatural = FALSE;
        place->strength = place->loss == RECTO_MOJIBAKE_WORN && word_end ? RECTO_MOJIBAKE_STRONG : RECTO_MOJIBAKE_WEAK;
        return;
    }
    if (place->level == 0) {
        place->unnatural = place->sure = TRUE;
        place->strength = RECTO_MOJIBAKE_STRONG;
        return;
    }
    place->unnatural = is_unnatural(place, &around);
    place->sure = is_strong(place, &around);
    place->strength = place->sure || place->level > 1 ? RECTO_MOJIBAKE_STRONG : RECTO_MOJIBAKE_WEAK;
}
