/* Numbers as a language writes them. */
#include "style/strings.h"

#include <math.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"

/* Digits before the mark from which they are grouped. */
static gsize grouped_from(const RectoStrings *strings)
{
    gint64 from = 0;
    return g_ascii_string_to_signed(recto_strings_get(strings, "group-from"), 10, 4, 99, &from, NULL) ? (gsize)from : 4;
}

char *recto_strings_number(const RectoStrings *strings, double number, int decimals)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE + 32], form[8];
    g_snprintf(form, sizeof form, "%%.%df", CLAMP(decimals, 0, 9));
    g_ascii_formatd(digits, sizeof digits, form, fabs(number));
    const char *point = strchr(digits, '.');
    gsize whole = point ? (gsize)(point - digits) : strlen(digits);
    gboolean zero = strspn(digits, "0.") == strlen(digits);
    GString *out = g_string_new(number < 0 && !zero ? MINUS : NULL);
    for (gsize i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0 && whole >= grouped_from(strings))
            g_string_append(out, recto_strings_get(strings, "group-mark"));
        g_string_append_c(out, digits[i]);
    }
    if (point)
        g_string_append_printf(out, "%s%s", recto_strings_get(strings, "decimal-mark"), point + 1);
    return g_string_free(out, FALSE);
}

char *recto_strings_percent(const RectoStrings *strings, double number, int decimals)
{
    g_autofree char *digits = recto_strings_number(strings, number, decimals);
    GString *out = g_string_new(recto_strings_get(strings, "percent-form"));
    g_string_replace(out, "{number}", digits, 1);
    return g_string_free(out, FALSE);
}
