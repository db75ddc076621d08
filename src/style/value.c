/* Parses lengths, colours and numbers of style values (value.h). */
#include "style/value.h"

#include <math.h>
#include <string.h>

/* Splits a text into a number and the unit after it. Returns FALSE if there is no number. */
static gboolean split_number(const char *text, double *ret_number, const char **ret_unit)
{
    char *end = NULL;
    *ret_number = g_ascii_strtod(text, &end);
    if (end == text || !isfinite(*ret_number))
        return FALSE;
    *ret_unit = end;
    return TRUE;
}

gboolean recto_value_length(const char *text, RectoLength unit, RectoLength *ret_length)
{
    double number = 0, points = 0;
    const char *name = NULL;
    if (!split_number(text, &number, &name))
        return FALSE;
    if (!*name || g_str_equal(name, "pt"))
        points = number;
    else if (g_str_equal(name, "mm"))
        points = number * 72 / 25.4;
    else if (g_str_equal(name, "cm"))
        points = number * 72 / 2.54;
    else if (g_str_equal(name, "in"))
        points = number * 72;
    else if (g_str_equal(name, "u"))
        points = number * unit / RECTO_POINT;
    else
        return FALSE;
    if (fabs(points) > 20000)
        return FALSE;
    *ret_length = (RectoLength)lround(points * RECTO_POINT);
    return TRUE;
}

gboolean recto_value_colour(const char *text, RectoColour *ret_colour)
{
    if (g_str_equal(text, "none")) {
        *ret_colour = (RectoColour){TRUE, 0, 0, 0};
        return TRUE;
    }
    if (text[0] != '#')
        return FALSE;
    gsize length = strlen(text + 1);
    if (length != 3 && length != 6)
        return FALSE;
    guint8 parts[3];
    for (guint i = 0; i < 3; i++) {
        const char *digits = text + 1 + i * length / 3;
        int high = g_ascii_xdigit_value(digits[0]);
        int low = length == 6 ? g_ascii_xdigit_value(digits[1]) : high;
        if (high < 0 || low < 0)
            return FALSE;
        parts[i] = (guint8)(high * 16 + low);
    }
    *ret_colour = (RectoColour){FALSE, parts[0], parts[1], parts[2]};
    return TRUE;
}

gboolean recto_value_number(const char *text, int *ret_number)
{
    gint64 number = 0;
    if (!g_ascii_string_to_signed(text, 10, -1000000, 1000000, &number, NULL))
        return FALSE;
    *ret_number = (int)number;
    return TRUE;
}

gboolean recto_value_percent(const char *text, int *ret_per_mille)
{
    double number = 0;
    const char *name = NULL;
    if (!split_number(text, &number, &name) || !g_str_equal(name, "%") || fabs(number) > 10000)
        return FALSE;
    *ret_per_mille = (int)lround(number * 10);
    return TRUE;
}

gboolean recto_value_switch(const char *text, gboolean *ret_switch)
{
    static const char *const on[] = {"yes", "true", "on", NULL}, *const off[] = {"no", "false", "off", NULL};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    *ret_switch = g_strv_contains(on, lower);
    return *ret_switch || g_strv_contains(off, lower);
}

gboolean recto_value_inks(const char *text, RectoCmyk *ret_cmyk)
{
    *ret_cmyk = (RectoCmyk){0};
    if (g_str_equal(text, "auto"))
        return TRUE;
    const char *at = text;
    for (guint i = 0; i < RECTO_N_INKS; i++) {
        double number = 0;
        if (!split_number(at, &number, &at) || number < 0 || number > 100)
            return FALSE;
        ret_cmyk->ink[i] = (guint16)lround(number * 10);
        at += strspn(at, " ,");
    }
    ret_cmyk->given = TRUE;
    return !*at;
}

gboolean recto_value_choice(const char *text, const char *names, int *ret_index)
{
    g_auto(GStrv) all = g_strsplit(names, "|", -1);
    for (int i = 0; all[i]; i++) {
        if (g_ascii_strcasecmp(all[i], text) == 0) {
            *ret_index = i;
            return TRUE;
        }
    }
    return FALSE;
}
