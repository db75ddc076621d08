/* Recognises numbers in table cells and finds their decimal points. */
#include "flow/table_number.h"

#include "text/typography.h"
#include <string.h>

enum { POINT, COMMA };

/* Maximum length of letters directly after a number that are not a unit: "12k", "3.5x", "2nd". */
#define SHORT_SUFFIX 4
/* Length of a currency code before a number, in letters. */
#define CURRENCY_CODE 3

static const char *const magnitudes[] = {"k",       "K",       "M",        "m",       "bn",   "B",    "T",
                                         "million", "billion", "thousand", "Million", "Mio.", "Mrd.", "Tsd."};
static const char *const places[] = {"-", "–", "—", "−", "--", "n/a", "N/A", "n.a.", "?", "…", "...", "·", "."};

static gboolean is_mark(gunichar c, const char *set)
{
    return c && g_utf8_strchr(set, -1, c) != NULL;
}

static const char *skip_spaces(const char *at)
{
    while (*at && g_unichar_isspace(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

/* Skips signs, currency symbols and currency codes. */
static const char *skip_prefix(const char *at)
{
    guint letters = 0;
    for (;;) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isupper(c) && letters < CURRENCY_CODE)
            letters++;
        else if (!is_mark(c, "+-−–±~≈<>≤≥(") && g_unichar_type(c) != G_UNICODE_CURRENCY_SYMBOL &&
                 !(c && g_unichar_isspace(c)))
            return at;
        at = g_utf8_next_char(at);
    }
}

static gboolean is_grouping(const char *at)
{
    gunichar c = g_utf8_get_char(at);
    gboolean group = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == '\'' || c == 0x2019;
    if (!group)
        return FALSE;
    const char *next = g_utf8_next_char(at);
    for (guint i = 0; i < 3; i++, next++)
        if (!g_ascii_isdigit(*next))
            return FALSE;
    return !g_ascii_isdigit(*next);
}

/* Reads digits and separators. Returns their end, or NULL if there are none. */
static const char *read_digits(const char *start, const char *text, RectoCellNumber *figure)
{
    const char *at = start;
    guint run = 0;
    int last = -1;
    if (*at == '.' && g_ascii_isdigit(at[1]))
        figure->zero = TRUE;
    else if (!g_ascii_isdigit(*at))
        return NULL;
    figure->zero |= *at == '0' && (at[1] == '.' || at[1] == ',');
    for (;; at = g_utf8_next_char(at)) {
        if (g_ascii_isdigit(*at)) {
            run++;
            continue;
        }
        if (last >= 0)
            figure->tail[last] = run;
        last = -1;
        if ((*at == '.' || *at == ',') && g_ascii_isdigit(at[1])) {
            last = *at == '.' ? POINT : COMMA;
            figure->separator[last] = (gsize)(at - text);
            figure->count[last]++;
            figure->head[last] = run;
            run = 0;
        } else if (is_grouping(at)) {
            run = 0;
        } else {
            return at;
        }
    }
}

static gboolean is_suffix_word(const char *word, gsize n, gboolean attached)
{
    g_autofree char *copy = g_strndup(word, n);
    if (attached && g_utf8_strlen(copy, -1) <= SHORT_SUFFIX)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(magnitudes); i++)
        if (g_str_equal(copy, magnitudes[i]))
            return TRUE;
    return recto_is_unit(copy) || strchr(copy, '/');
}

/* Returns TRUE if the rest consists only of units, per cent signs, currencies, parentheses and footnote references. */
static gboolean is_suffix(const char *at)
{
    gboolean attached = TRUE;
    while (*at) {
        const char *next = skip_spaces(at);
        attached &= next == at;
        at = next;
        gunichar c = g_utf8_get_char(at);
        if (!c)
            return TRUE;
        if (g_unichar_isalpha(c)) {
            const char *end = at;
            while (*end && !g_unichar_isspace(g_utf8_get_char(end)) && !strchr(")*[", *end))
                end = g_utf8_next_char(end);
            for (const char *p = at; p < end; p++)
                if (g_ascii_isdigit(*p))
                    return FALSE;
            if (!is_suffix_word(at, (gsize)(end - at), attached))
                return FALSE;
            at = end;
        } else if (c == '[') {
            const char *close = strchr(at, ']');
            if (!close)
                return FALSE;
            at = close + 1;
        } else if (is_mark(c, "%‰°×)*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰+") || g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL) {
            at = g_utf8_next_char(at);
        } else {
            return FALSE;
        }
        attached = FALSE;
    }
    return TRUE;
}

static gboolean is_place(const char *text)
{
    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
        if (g_str_equal(text, places[i]))
            return TRUE;
    return FALSE;
}

/* Returns TRUE for a version such as "3.10.1": two points, but no groups of three digits. */
static gboolean is_version(const RectoCellNumber *figure)
{
    for (int i = POINT; i <= COMMA; i++)
        if (figure->count[i] > 1 && (figure->tail[i] != 3 || figure->head[i] != 3))
            return TRUE;
    return FALSE;
}

RectoCellNumber recto_cell_number_parse(const char *text, gsize length)
{
    RectoCellNumber figure = {RECTO_CELL_NUMBER_NONE};
    g_autofree char *copy = g_strndup(text, length);
    const char *start = skip_spaces(copy);
    g_autofree char *bare = g_strstrip(g_strdup(copy));
    figure.point = figure.end = length;
    if (is_place(bare)) {
        figure.kind = RECTO_CELL_NUMBER_PLACE;
        return figure;
    }
    const char *digits = skip_prefix(start), *end = read_digits(digits, copy, &figure);
    if (!end || is_version(&figure) || !is_suffix(end))
        return figure;
    figure.kind = RECTO_CELL_NUMBER_NUMBER;
    figure.point = figure.end = (gsize)(end - copy);
    return figure;
}

/* Returns TRUE for languages that write 1,234.5; most others write 1.234,5. */
static gboolean has_decimal_point(const char *lang)
{
    static const char *const languages[] = {"en", "ja", "zh", "ko", "th",  "he", "hi", "bn", "ta", "te",
                                            "ga", "cy", "mt", "ms", "fil", "ur", "sw", "ar", "fa", "de-CH"};
    for (guint i = 0; i < G_N_ELEMENTS(languages); i++) {
        gsize n = strlen(languages[i]);
        if (g_ascii_strncasecmp(lang, languages[i], n) == 0 && (lang[n] == '\0' || lang[n] == '-'))
            return TRUE;
    }
    return FALSE;
}

/* Returns the separator that the number itself shows to be the decimal one, or −1 if it is ambiguous or missing. */
static int own_decimal(const RectoCellNumber *figure)
{
    if (figure->count[POINT] && figure->count[COMMA])
        return figure->separator[POINT] > figure->separator[COMMA] ? POINT : COMMA;
    for (int i = POINT; i <= COMMA; i++) {
        if (figure->count[i] > 1)
            return 1 - i;
        if (figure->count[i] == 1 && (figure->tail[i] != 3 || figure->zero || figure->head[i] > 3))
            return i;
    }
    return -1;
}

void recto_cell_numbers_align(RectoCellNumber *const *figures, guint n_figures, const char *lang)
{
    guint votes[2] = {0, 0};
    for (guint i = 0; i < n_figures; i++) {
        int own = figures[i] && figures[i]->kind == RECTO_CELL_NUMBER_NUMBER ? own_decimal(figures[i]) : -1;
        if (own >= 0)
            votes[own]++;
    }
    int decimal = has_decimal_point(lang) ? POINT : COMMA;
    if (votes[POINT] != votes[COMMA])
        decimal = votes[POINT] > votes[COMMA] ? POINT : COMMA;
    for (guint i = 0; i < n_figures; i++) {
        RectoCellNumber *figure = figures[i];
        if (!figure || figure->kind != RECTO_CELL_NUMBER_NUMBER)
            continue;
        int own = own_decimal(figure), take = own >= 0 ? own : decimal;
        figure->point = figure->count[take] == 1 ? figure->separator[take] : figure->end;
    }
}
