#include "page/format.h"

void recto_format_length(GString *out, RectoLength length)
{
    gint64 hundredths = ((gint64)ABS((gint64)length) * 100 + RECTO_POINT / 2) / RECTO_POINT;
    if (length < 0 && hundredths)
        g_string_append_c(out, '-');
    g_string_append_printf(out, "%" G_GINT64_FORMAT, hundredths / 100);
    int rest = (int)(hundredths % 100);
    if (!rest)
        return;
    g_string_append_printf(out, rest % 10 ? ".%02d" : ".%d", rest % 10 ? rest : rest / 10);
}

static gboolean is_hidden(gunichar c)
{
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
            g_string_append_unichar(out, c);
    }
    g_string_append_c(out, '"');
}

void recto_format_colour(GString *out, RectoColour colour)
{
    if (colour.none)
        g_string_append(out, "none");
    else
        g_string_append_printf(out, "#%02x%02x%02x", colour.r, colour.g, colour.b);
}

void recto_format_span(GString *out, RectoSpan span)
{
    if (span.line)
        g_string_append_printf(out, " @%u:%u", span.line, span.column);
}
