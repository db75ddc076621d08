/* Converts typed characters into typographic ones: quotes, apostrophes, dashes, ellipses and no-break spaces. It
 * changes characters, but never words. */
#include "text/engine.h"

#include "text/typography.h"

#include <string.h>

#define NESTED_MAX 8
#define QUOTED_MAX 4000 /* characters within which a single quote must close */

/* One character of the text and its replacement: one or two characters, or none. */
typedef struct {
    gunichar c, out, more; /* out 0: left out */
    guint32 byte, stretch;
} Character;

typedef struct {
    const RectoText *text;
    Character *all;
    guint n;
    gunichar open[NESTED_MAX]; /* straight quotes that wait for their partner: '"' or '\'' */
    guint n_open;
} Smart;

static gboolean is_literal(const Smart *smart, guint i)
{
    return (recto_text_span_at(smart->text, smart->all[i].stretch)->style.flags &
            (RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS | RECTO_CHAR_PRESERVE)) != 0;
}

/* 0 beyond the ends. */
static gunichar at(const Smart *smart, guint i)
{
    return i < smart->n ? smart->all[i].c : 0;
}

static gunichar before(const Smart *smart, guint i)
{
    return i > 0 ? smart->all[i - 1].c : 0;
}

static const RectoTypography *rules_at(const Smart *smart, guint i)
{
    return recto_typography(recto_text_lang(smart->text, recto_text_span_at(smart->text, smart->all[i].stretch)));
}

static gboolean is_blank(gunichar c)
{
    return c == 0 || c == RECTO_FORCED_BREAK || recto_is_space(c) || recto_is_fixed_space(c);
}

static gboolean is_dash(gunichar c)
{
    return c == 0x2013 || c == 0x2014 || c == '-';
}

static gboolean is_opener(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION || c == 0x201E || c == 0x201A;
}

/* Whether a quote after `c` opens: at the start, after space, dashes and what itself opens. */
static gboolean may_open(const Smart *smart, guint i)
{
    gunichar last = before(smart, i);
    if (last == '"' || last == '\'') /* the outer of two quotes decides for both */
        return smart->n_open > 0 && smart->open[smart->n_open - 1] == last && !is_blank(at(smart, i + 1)) &&
               (i < 2 || is_blank(smart->all[i - 2].c) || is_opener(smart->all[i - 2].c));
    return is_blank(last) || is_opener(last) || is_dash(last) || last == '/' || last == '=';
}

static gboolean is_waiting(const Smart *smart, gunichar quote)
{
    for (guint i = 0; i < smart->n_open; i++) {
        if (smart->open[i] == quote)
            return TRUE;
    }
    return FALSE;
}

static void close_until(Smart *smart, gunichar quote)
{
    while (smart->n_open > 0 && smart->open[--smart->n_open] != quote)
        continue;
}

/* The double quote that closes the one at `i`; 0: none before `end`. */
static guint find_partner(const Smart *smart, guint i, guint end)
{
    if (is_blank(at(smart, i + 1)))
        return 0;
    for (guint k = i + 1; k < end && smart->all[k].c != RECTO_FORCED_BREAK; k++)
        if (smart->all[k].c == '"' && !is_literal(smart, k) && !is_blank(before(smart, k)))
            return k;
    return 0;
}

/* A single quote that something further on could close. */
static gboolean closes_later(const Smart *smart, guint i)
{
    guint end = MIN(smart->n, i + QUOTED_MAX);
    for (guint k = i + 1; k < end && smart->all[k].c != RECTO_FORCED_BREAK; k++) {
        gunichar c = smart->all[k].c;
        /* Skips a quotation within the quotation as a whole. */
        if (c == '"' && !is_literal(smart, k)) {
            guint partner = find_partner(smart, k, end);
            if (!partner)
                return FALSE;
            k = partner;
            continue;
        }
        if (c == '\'' && !is_literal(smart, k) && !is_blank(before(smart, k)) && !g_unichar_isalnum(at(smart, k + 1)))
            return TRUE;
    }
    return FALSE;
}

/* ’tis, ’em, rock ’n’ roll: an apostrophe for letters that are left out. */
static gboolean is_elision(const Smart *smart, guint i)
{
    static const char *const words[] = {"tis",   "twas", "twere", "twill", "em", "til",
                                        "cause", "bout", "nuff",  "n",     NULL};
    char word[8];
    gsize n = 0;
    while (n + 1 < sizeof word && at(smart, i + 1 + (guint)n) < 0x80 &&
           g_unichar_isalpha(at(smart, i + 1 + (guint)n))) {
        word[n] = (char)g_unichar_tolower(at(smart, i + 1 + (guint)n));
        n++;
    }
    word[n] = '\0';
    gunichar next = at(smart, i + 1 + (guint)n);
    gboolean ends =
        is_blank(next) || next == ',' || next == '.' || (n == 1 && next == '\'' && is_blank(at(smart, i + 3)));
    /* 'n' between two words, not a letter that is quoted. */
    return ends && g_strv_contains(words, word) && (n > 1 || (i > 1 && g_unichar_isalpha(before(smart, i - 1))));
}

/* Returns TRUE for ’24 and ’90s. For ’tis and similar words, closes_later() decides by the missing partner. */
static gboolean is_year(const Smart *smart, guint i)
{
    return g_unichar_isdigit(at(smart, i + 1)) && g_unichar_isdigit(at(smart, i + 2)) &&
           !g_unichar_isdigit(at(smart, i + 3)) && at(smart, i + 3) != '\'';
}

static void set_open(Smart *smart, guint i, gunichar quote)
{
    const RectoTypography *rules = rules_at(smart, i);
    /* Double quotes within single ones are the outer pair of the language still. */
    gboolean inner = quote == '\'';
    smart->all[i].out = inner ? rules->inner_open : rules->outer_open;
    smart->all[i].more = rules->inset && smart->all[i].out == 0xAB ? 0x202F : 0;
    if (smart->n_open < NESTED_MAX)
        smart->open[smart->n_open++] = quote;
}

static void set_close(Smart *smart, guint i, gunichar quote)
{
    const RectoTypography *rules = rules_at(smart, i);
    close_until(smart, quote);
    gboolean inner = quote == '\'';
    gunichar mark = inner ? rules->inner_close : rules->outer_close;
    gboolean inset = rules->inset && mark == 0xBB;
    smart->all[i].out = inset ? 0x202F : mark;
    smart->all[i].more = inset ? mark : 0;
}

static void double_quote(Smart *smart, guint i)
{
    gboolean waiting = is_waiting(smart, '"');
    if (g_unichar_isdigit(before(smart, i)) && !waiting)
        return; /* inches */
    if (is_blank(before(smart, i)) && is_blank(at(smart, i + 1)))
        return;
    gboolean after_colon = before(smart, i) == ':' && !waiting && g_unichar_isalnum(at(smart, i + 1));
    if ((may_open(smart, i) && !(waiting && is_blank(at(smart, i + 1)))) || after_colon)
        set_open(smart, i, '"');
    else if (waiting)
        set_close(smart, i, '"');
    else
        smart->all[i].out = rules_at(smart, i)->outer_close;
}

static void single_quote(Smart *smart, guint i)
{
    gunichar last = before(smart, i), next = at(smart, i + 1);
    gboolean waiting = is_waiting(smart, '\'');
    if (g_unichar_isdigit(last) && !waiting && !g_unichar_isalpha(next))
        return; /* feet, minutes */
    if (is_blank(last) && is_blank(next))
        return;
    if (g_unichar_isalnum(last) && g_unichar_isalnum(next))
        smart->all[i].out = 0x2019;
    else if (may_open(smart, i) && !is_blank(next) && !is_year(smart, i) && !is_elision(smart, i) &&
             closes_later(smart, i))
        set_open(smart, i, '\'');
    else if (waiting && !is_blank(last))
        set_close(smart, i, '\'');
    else
        smart->all[i].out = 0x2019;
}

/* Number of equal characters from `i` in one stretch. */
static guint repeats(const Smart *smart, guint i)
{
    guint n = 1;
    while (i + n < smart->n && smart->all[i + n].c == smart->all[i].c &&
           smart->all[i + n].stretch == smart->all[i].stretch)
        n++;
    return n;
}

static void drop(Smart *smart, guint first, guint n)
{
    for (guint i = first; i < first + n; i++)
        smart->all[i].out = 0;
}

/* Two hyphens: an en dash, but not before a word (--option); three: an em dash; more are a rule. */
static guint dashes(Smart *smart, guint i)
{
    guint n = repeats(smart, i);
    gunichar last = before(smart, i), next = at(smart, i + n);
    gboolean option = is_blank(last) && !is_blank(next);
    gboolean arrow = next == '>' || last == '<' || last == '!' || last == '-';
    if (n == 2 && !option && !arrow) {
        smart->all[i].out = 0x2013;
        drop(smart, i + 1, 1);
        if (i > 0 && last == ' ' && next == ' ' && smart->all[i - 1].out == ' ' && !is_literal(smart, i - 1))
            smart->all[i - 1].out = 0xA0;
    } else if (n == 3 && !arrow) {
        smart->all[i].out = 0x2014;
        drop(smart, i + 1, 2);
    }
    return n;
}

static guint points(Smart *smart, guint i)
{
    guint n = repeats(smart, i);
    if (n == 3) {
        smart->all[i].out = 0x2026;
        drop(smart, i + 1, 2);
    }
    return n;
}

static gboolean is_high_mark(gunichar c)
{
    return c == ';' || c == ':' || c == '!' || c == '?';
}

/* Returns TRUE if a mark at `i` ends a phrase: the following text is not a part of it, unlike in 10:30 or http://. */
static gboolean ends_phrase(const Smart *smart, guint i)
{
    gunichar next = at(smart, i + 1);
    gboolean loud = smart->all[i].c == '!' || smart->all[i].c == '?';
    if (loud && (next == '!' || next == '?' || next == '.' || next == ',' || next == ')'))
        return TRUE;
    return is_blank(next) || next == '"' || next == '\'' || next == 0x2026 || next == 0xBB || next == 0x201D ||
           next == 0x2019;
}

/* French: a space that the author set before high marks and inside guillemets keeps, and is narrow. */
static void narrow_space(Smart *smart, guint i)
{
    gunichar last = before(smart, i), next = at(smart, i + 1);
    if (last == 0xAB || next == 0xBB || (is_high_mark(next) && ends_phrase(smart, i + 1)))
        smart->all[i].out = 0x202F;
}

/* And one that is missing before such a mark is set. */
static void inset_mark(Smart *smart, guint i)
{
    const RectoTypography *rules = rules_at(smart, i);
    gunichar c = smart->all[i].c, last = before(smart, i);
    if (!rules->inset || !strchr(rules->inset, (char)c) || is_blank(last) || is_high_mark(last) || last == '(' ||
        !ends_phrase(smart, i))
        return;
    smart->all[i].out = 0x202F;
    smart->all[i].more = c;
}

static guint count_digits(const Smart *smart, guint i, int step)
{
    guint n = 0;
    for (; n < 4 && g_unichar_isdigit(step > 0 ? at(smart, i + n) : before(smart, i - MIN(n, i))); n++)
        continue;
    return n;
}

/* 10 000: one to three digits, then groups of three. */
static gboolean is_between_groups(const Smart *smart, guint i)
{
    guint n = count_digits(smart, i, -1);
    if (n == 0 || n > 3 || count_digits(smart, i + 1, 1) != 3)
        return FALSE;
    gunichar first = before(smart, i - n);
    gboolean goes_on = first != 0 && smart->all[i - n - 1].out == 0x202F && n == 3;
    return goes_on || (!g_unichar_isalnum(first) && first != '.' && first != ',' && first != ':' &&
                       !(n == 3 && g_unichar_isdigit(before(smart, i - n - 1)) && is_blank(first)));
}

/* Guillemets that were typed without spaces get theirs. */
static void inset_guillemet(Smart *smart, guint i)
{
    if (smart->all[i].c == 0xAB && !is_blank(at(smart, i + 1))) {
        smart->all[i].more = 0x202F;
    } else if (smart->all[i].c == 0xBB && !is_blank(before(smart, i))) {
        smart->all[i].out = 0x202F;
        smart->all[i].more = 0xBB;
    }
}

/* Length of the word that ends before `i`, copied in lower case; 0 when it is longer than the buffer. */
static guint word_before(const Smart *smart, guint i, char *buffer, gsize size)
{
    guint first = i;
    while (first > 0 && !is_blank(smart->all[first - 1].c) && i - first < 12)
        first--;
    while (first < i && is_opener(smart->all[first].c))
        first++;
    gsize n = 0;
    for (guint k = first; k < i; k++) {
        if (n + 6 >= size)
            return 0;
        n += (gsize)g_unichar_to_utf8(g_unichar_tolower(smart->all[k].c), buffer + n);
    }
    buffer[n] = '\0';
    return i - first;
}

static guint word_after(const Smart *smart, guint i, char *buffer, gsize size)
{
    gsize n = 0;
    guint k = i + 1;
    for (; k < smart->n && !is_blank(smart->all[k].c); k++) {
        gunichar c = smart->all[k].c;
        if (n + 6 >= size)
            return 0;
        if (c == '.' || c == ',' || c == ')' || is_high_mark(c))
            break;
        n += (gsize)g_unichar_to_utf8(c, buffer + n);
    }
    buffer[n] = '\0';
    return k - i - 1;
}

/* A space that keeps: before a dash, between thousands, between a number and its unit, after an abbreviation before its
 * number or name, after the short prepositions that a language won't have at a line's end. */
static void keep_space(Smart *smart, guint i)
{
    char word[40], next[40];
    const RectoTypography *rules = rules_at(smart, i);
    if (is_blank(before(smart, i)) || is_blank(at(smart, i + 1)))
        return;
    if (is_dash(at(smart, i + 1)) && at(smart, i + 1) != '-' && is_blank(at(smart, i + 2))) {
        smart->all[i].out = 0xA0;
        return;
    }
    if (rules->groups && is_between_groups(smart, i)) {
        smart->all[i].out = 0x202F;
        return;
    }
    guint length = word_before(smart, i, word, sizeof word);
    if (rules->prepositions && length == 1 && strstr(rules->prepositions, word) && g_unichar_isalpha(at(smart, i + 1)))
        smart->all[i].out = 0xA0;
    else if (g_unichar_isdigit(before(smart, i)) && word_after(smart, i, next, sizeof next) > 0 && recto_is_unit(next))
        smart->all[i].out = 0xA0;
    else if (length > 0 && recto_is_abbreviation(word, at(smart, i + 1)))
        smart->all[i].out = 0xA0;
}

static guint step(Smart *smart, guint i)
{
    switch (smart->all[i].c) {
    case '"':
        double_quote(smart, i);
        return 1;
    case '\'':
        single_quote(smart, i);
        return 1;
    case '-':
        return dashes(smart, i);
    case '.':
        return points(smart, i);
    case 0xAB:
    case 0xBB:
        if (rules_at(smart, i)->inset)
            inset_guillemet(smart, i);
        return 1;
    case ';':
    case ':':
    case '!':
    case '?':
        inset_mark(smart, i);
        return 1;
    case ' ':
        keep_space(smart, i);
        /* fall through */
    case 0xA0:
        if (rules_at(smart, i)->inset)
            narrow_space(smart, i);
        return 1;
    default:
        return 1;
    }
}

static void read_characters(Smart *smart, RectoText *text)
{
    const char *string = text->string->str;
    guint stretch = 0;
    smart->text = text;
    smart->all = g_new(Character, g_utf8_strlen(string, (gssize)text->string->len) + 1);
    for (const char *p = string; p < string + text->string->len; p = g_utf8_next_char(p)) {
        guint32 byte = (guint32)(p - string);
        gunichar c = g_utf8_get_char(p);
        while (byte >= recto_text_stretch_end(text, stretch))
            stretch++;
        smart->all[smart->n++] = (Character){c, c, 0, byte, stretch};
    }
}

/* Writes the new text; spans and soft hyphens move with the characters. */
static void write_characters(const Smart *smart, RectoText *text)
{
    GString *string = g_string_sized_new(text->string->len + 16);
    guint stretch = 0, soft = 0;
    for (guint i = 0; i < smart->n; i++) {
        const Character *character = &smart->all[i];
        while (stretch < text->stretches->len && recto_text_span_at(text, stretch)->start <= character->byte)
            g_array_index(text->stretches, RectoTextSpan, stretch++).start = (guint32)string->len;
        while (soft < text->soft->len && g_array_index(text->soft, guint32, soft) <= character->byte)
            g_array_index(text->soft, guint32, soft++) = (guint32)string->len;
        if (character->out)
            g_string_append_unichar(string, character->out);
        if (character->more)
            g_string_append_unichar(string, character->more);
    }
    while (soft < text->soft->len)
        g_array_index(text->soft, guint32, soft++) = (guint32)string->len;
    g_string_free(text->string, TRUE);
    text->string = string;
}

void recto_text_smarten(RectoText *text)
{
    Smart smart = {0};
    recto_text_unprepare(text);
    if (text->string->len == 0)
        return;
    read_characters(&smart, text);
    for (guint i = 0; i < smart.n;)
        i += is_literal(&smart, i) ? 1 : step(&smart, i);
    write_characters(&smart, text);
    g_free(smart.all);
}
