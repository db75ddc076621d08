/* Parses the numbers in the data of charts. */
#include "chart/chart.h"

#include <math.h>
#include <string.h>

#define MAX_CHART_VALUE 1e15

gboolean recto_chart_is_percent(const RectoChart *chart)
{
    return chart->unit && g_str_equal(chart->unit, "%");
}

/* Returns TRUE if `words` contains `word` as a separate word, ignoring case. */
static gboolean has_word(const char *words, const char *word)
{
    g_autofree char *all = g_utf8_casefold(words, -1), *one = g_utf8_casefold(word, -1);
    for (const char *at = all; (at = strstr(at, one)); at = g_utf8_next_char(at)) {
        const char *end = at + strlen(one);
        gboolean begins = at == all || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(at)));
        if (begins && (!*end || !g_unichar_isalnum(g_utf8_get_char(end))))
            return TRUE;
    }
    return FALSE;
}

const char *recto_chart_unit_apart(const RectoChart *chart)
{
    if (!chart->unit || !*chart->unit || recto_chart_is_percent(chart))
        return NULL;
    return chart->title && has_word(chart->title, chart->unit) ? NULL : chart->unit;
}

/* Returns the text without characters that only group digits. */
static char *plain_digits(const char *text)
{
    static const gunichar groups[] = {' ', '_', '\'', 0xA0, 0x202F, 0x2009, 0x2019};
    GString *out = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        gboolean group = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS(groups); i++)
            group = group || c == groups[i];
        if (c == 0x2212)
            g_string_append_c(out, '-');
        else if (!group)
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Removes the commas of 1,234,567. Returns FALSE if they do not separate groups of three digits. */
static gboolean drop_groups(char *digits, char mark)
{
    gsize whole = strspn(digits, "0123456789");
    if (whole < 1 || whole > 3 || digits[whole] != mark)
        return FALSE;
    char *to = digits + whole;
    const char *from = to;
    while (*from == mark && strspn(from + 1, "0123456789") >= 3 && !g_ascii_isdigit(from[4])) {
        memmove(to, from + 1, 3);
        to += 3;
        from += 4;
    }
    memmove(to, from, strlen(from) + 1);
    return TRUE;
}

/* Converts a number from the syntax of the document's language to C syntax. */
static void to_c(const RectoStrings *strings, char *digits)
{
    char *comma = strchr(digits, ',');
    gboolean decimal = g_str_equal(recto_strings_get(strings, "decimal-mark"), ",");
    if (!comma)
        return;
    if (!decimal) {
        drop_groups(digits, ',');
        return;
    }
    drop_groups(digits, '.');
    comma = strchr(digits, ',');
    if (comma && !strchr(digits, '.'))
        *comma = '.';
}

/* ---- units of numbers ---- */

static gboolean is_currency(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Returns the length in bytes of a unit at the start of `text` ("%", "€", "US$", "EUR"), or 0. */
static gsize unit_length(const char *text)
{
    gsize capitals = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (capitals <= 3 && is_currency(g_utf8_get_char(text + capitals)))
        return capitals + (gsize)(g_utf8_next_char(text + capitals) - (text + capitals));
    return capitals == 3 ? capitals : *text == '%' ? 1 : 0;
}

/* Returns the position of a number's unit, before or after it, with or without a space; NULL if there is none. */
static const char *find_unit(const char *text, gsize *ret_length)
{
    const char *at = text + strspn(text, " +-");
    if (g_utf8_get_char(at) == 0x2212)
        at = g_utf8_next_char(at);
    if ((*ret_length = unit_length(at)) > 0)
        return at;
    at = text + strcspn(text, "0123456789");
    for (const char *p = at; *p; p = g_utf8_next_char(p))
        at = g_ascii_isdigit(*p) ? p + 1 : at;
    while (*at && g_unichar_isspace(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    *ret_length = unit_length(at);
    return *ret_length && at[*ret_length + strspn(at + *ret_length, " ")] == '\0' ? at : NULL;
}

char *recto_chart_number_unit(const char *text)
{
    gsize length = 0;
    const char *unit = find_unit(text, &length);
    return unit ? g_strndup(unit, length) : NULL;
}

static char *without_unit(const char *text)
{
    gsize length = 0;
    const char *unit = find_unit(text, &length);
    GString *bare = g_string_new(text);
    if (unit)
        g_string_erase(bare, unit - text, (gssize)length);
    return g_string_free(bare, FALSE);
}

gboolean recto_chart_number(const RectoStrings *strings, const char *text, double *ret_number, int *ret_decimals)
{
    g_autofree char *bare = without_unit(text);
    g_autofree char *digits = plain_digits(bare);
    gboolean negative = digits[0] == '-';
    char *at = digits + (negative || digits[0] == '+');
    to_c(strings, at);
    gsize whole = strspn(at, "0123456789");
    gsize decimals = at[whole] == '.' ? strspn(at + whole + 1, "0123456789") : 0;
    gsize end = whole + decimals + (at[whole] == '.' && decimals);
    if (whole == 0 || at[end])
        return FALSE;
    double number = g_ascii_strtod(at, NULL);
    if (!isfinite(number) || number > MAX_CHART_VALUE)
        return FALSE;
    *ret_number = negative ? -number : number;
    *ret_decimals = (int)MIN(decimals, 6);
    return TRUE;
}
