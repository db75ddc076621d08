/* Formats numbers, lengths, strings and colours for the text dumps (format.h). */
#include "page/format.h"

/* Dumps are made on every run, for the manifest's digests, and printf() takes most of that time. */
void recto_format_number(GString *out, guint64 number)
{
    char digits[20];
    guint at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

void recto_format_length(GString *out, RectoLength length)
{
    gint64 hundredths = ((gint64)ABS((gint64)length) * 100 + RECTO_POINT / 2) / RECTO_POINT;
    if (length < 0 && hundredths)
        g_string_append_c(out, '-');
    recto_format_number(out, (guint64)(hundredths / 100));
    guint rest = (guint)(hundredths % 100);
    if (!rest)
        return;
    g_string_append(out, rest < 10 ? ".0" : ".");
    recto_format_number(out, rest % 10 ? rest : rest / 10);
}

static gboolean is_hidden(gunichar c)
{
    if (c < 0x80)
        return c < ' ' || c == 0x7F;
    return c != ' ' && (!g_unichar_isgraph(c) || g_unichar_iszerowidth(c)) && !g_unichar_ismark(c);
}

void recto_format_quoted(GString *out, const char *text, gsize length)
{
    g_string_append_c(out, '"');
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", (char)c);
        else if (is_hidden(c))
            g_string_append_printf(out, "\\u{%X}", c);
        else
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
    g_string_append_c(out, '"');
}

static void put_hexadecimal(GString *out, const guint8 *bytes, guint n)
{
    static const char digits[] = "0123456789abcdef";
    g_string_append_c(out, '#');
    for (guint i = 0; i < n; i++) {
        g_string_append_c(out, digits[bytes[i] >> 4]);
        g_string_append_c(out, digits[bytes[i] & 15]);
    }
}

void recto_format_colour(GString *out, RectoColour colour)
{
    if (colour.none)
        g_string_append(out, "none");
    else
        put_hexadecimal(out, (const guint8[]){colour.r, colour.g, colour.b}, 3);
}

void recto_format_span(GString *out, RectoSpan span)
{
    if (!span.line)
        return;
    g_string_append(out, " @");
    recto_format_number(out, span.line);
    g_string_append_c(out, ':');
    recto_format_number(out, span.column);
}
