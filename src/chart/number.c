#include "chart/chart.h"

#include <math.h>
#include <string.h>

#define LARGEST 1e15

/* Takes out what only groups digits. */
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

/* 1,234,567 without its commas; FALSE when they do not part groups of three. */
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

/* What the language writes with a comma, as C writes it. */
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

gboolean recto_chart_number(const RectoStrings *strings, const char *text, double *ret_number, int *ret_decimals)
{
    g_autofree char *digits = plain_digits(text);
    gsize length = strlen(digits);
    if (length && digits[length - 1] == '%')
        digits[length - 1] = '\0';
    gboolean negative = digits[0] == '-';
    char *at = digits + (negative || digits[0] == '+');
    to_c(strings, at);
    gsize whole = strspn(at, "0123456789");
    gsize decimals = at[whole] == '.' ? strspn(at + whole + 1, "0123456789") : 0;
    gsize end = whole + decimals + (at[whole] == '.' && decimals);
    if (whole == 0 || at[end])
        return FALSE;
    double number = g_ascii_strtod(at, NULL);
    if (!isfinite(number) || number > LARGEST)
        return FALSE;
    *ret_number = negative ? -number : number;
    *ret_decimals = (int)MIN(decimals, 6);
    return TRUE;
}
