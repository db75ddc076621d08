/* Escapes text for the formats that recto writes. */
#include "base/escape.h"

#include <stdarg.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* ---- classes of characters ---- */

static gboolean is_noncharacter(gunichar c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

static gboolean is_control(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Returns TRUE for characters that reorder the following text on a terminal, so that a line appears to have other
 * content. */
static gboolean is_bidi_control(gunichar c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean is_line_end(gunichar c)
{
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

gboolean recto_is_text_character(gunichar c)
{
    return c == '\t' || c == '\n' || !(is_control(c) || is_noncharacter(c));
}

gboolean recto_escape_is_line(const char *name)
{
    return !strpbrk(name, "\n\r");
}

/* ---- single characters ---- */

static void put_xml(GString *out, gunichar c)
{
    static const struct {
        char character;
        const char *entity;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    for (guint i = 0; i < G_N_ELEMENTS(entities); i++) {
        if (c == (gunichar)entities[i].character) {
            g_string_append(out, entities[i].entity);
            return;
        }
    }
    g_string_append_unichar(out, recto_is_text_character(c) ? c : 0xFFFD);
}

static void put_json(GString *out, gunichar c)
{
    if (c == '"' || c == '\\')
        g_string_append_c(out, '\\');
    if (is_control(c) || c == 0x2028 || c == 0x2029)
        g_string_append_printf(out, "\\u%04x", c);
    else
        g_string_append_unichar(out, is_noncharacter(c) ? 0xFFFD : c);
}

/* libyaml does not accept noncharacters, even if they are escaped */
static void put_yaml(GString *out, gunichar c)
{
    if (c == '"' || c == '\\')
        g_string_append_c(out, '\\');
    if (is_control(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF)
        g_string_append_printf(out, c < 0x100 ? "\\x%02X" : "\\u%04X", c);
    else
        g_string_append_unichar(out, is_noncharacter(c) ? 0xFFFD : c);
}

static gboolean shows_otherwise(gunichar c)
{
    return is_control(c) || is_bidi_control(c) || is_line_end(c) || is_noncharacter(c);
}

static void put_terminal(GString *out, gunichar c)
{
    if (!shows_otherwise(c))
        g_string_append_unichar(out, c);
    else
        g_string_append_printf(out, c < 0x100 ? "\\x%02x" : "\\u{%04x}", c);
}

gunichar recto_escape_displayed(gunichar c)
{
    return c == '\t' || !shows_otherwise(c) ? c : 0xFFFD;
}

static void put_character(GString *out, RectoEscape escape, gunichar c)
{
    switch (escape) {
    case RECTO_ESCAPE_XML:
        put_xml(out, c);
        break;
    case RECTO_ESCAPE_JSON:
        put_json(out, c);
        break;
    case RECTO_ESCAPE_YAML:
        put_yaml(out, c);
        break;
    case RECTO_ESCAPE_TERMINAL:
        put_terminal(out, c);
        break;
    default:
        g_string_append_unichar(out, recto_escape_displayed(c));
    }
}

/* ---- text ---- */

/* Appends a path as bytes. A line break cannot be represented; U+FFFD marks its place. */
static void put_path(GString *out, const char *special, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '\n' || text[i] == '\r') {
            g_string_append(out, REPLACEMENT);
            continue;
        }
        if (text[i] && strchr(special, text[i]))
            g_string_append_c(out, *special == '$' || text[i] == '$' ? '$' : '\\');
        g_string_append_c(out, text[i]);
    }
}

/* Returns the length of the prefix that needs no escaping in any format. */
static gsize plain_length(const char *text, gsize length)
{
    gsize n = 0;
    while (n < length && (g_ascii_isalnum(text[n]) || text[n] == ' '))
        n++;
    return n;
}

static void put_text(GString *out, RectoEscape escape, const char *at, const char *end)
{
    while (at < end) {
        gsize plain = plain_length(at, (gsize)(end - at));
        g_string_append_len(out, at, (gssize)plain);
        at += plain;
        if (at == end)
            break;
        gunichar c = g_utf8_get_char_validated(at, end - at);
        if (c < (gunichar)-2 && (c || !*at)) {
            put_character(out, escape, c);
            at = c ? g_utf8_next_char(at) : at + 1;
            continue;
        }
        if (escape == RECTO_ESCAPE_TERMINAL)
            g_string_append_printf(out, "\\x%02x", (guchar)*at);
        else
            g_string_append(out, REPLACEMENT);
        at++;
    }
}

void recto_escape(GString *out, RectoEscape escape, const char *text, gssize length)
{
    gsize n = length < 0 ? strlen(text) : (gsize)length;
    if (escape == RECTO_ESCAPE_NINJA)
        put_path(out, "$ :", text, n);
    else if (escape == RECTO_ESCAPE_MAKE)
        put_path(out, " #\\:$", text, n);
    else
        put_text(out, escape, text, text + n);
}

char *recto_escape_dup(RectoEscape escape, const char *text)
{
    GString *out = g_string_new(NULL);
    recto_escape(out, escape, text, -1);
    return g_string_free(out, FALSE);
}

char *recto_text_clean(const char *text, gunichar *ret_first)
{
    const char *at = text;
    GString *out = NULL;
    for (; *at; at = g_utf8_next_char(at)) {
        gunichar c = (guchar)*at < 0x7F ? (guchar)*at : g_utf8_get_char(at);
        if (recto_is_text_character(c)) {
            if (out)
                g_string_append_unichar(out, c);
            continue;
        }
        if (!out) {
            out = g_string_new_len(text, at - text);
            *ret_first = c;
        }
        g_string_append(out, REPLACEMENT);
    }
    return out ? g_string_free(out, FALSE) : NULL;
}

/* ---- formats ---- */

/* A parsed conversion of a format string. */
typedef struct {
    char flags[8];
    int width, precision; /* −1: not given */
    guint longs;          /* 1: l, 2: ll; z counts as either */
    char type;
} Conversion;

static int consume_number(const char **at, va_list *arguments)
{
    if (**at == '*') {
        (*at)++;
        return va_arg(*arguments, int);
    }
    int number = 0;
    for (; g_ascii_isdigit(**at); (*at)++)
        number = number * 10 + (**at - '0');
    return number;
}

/* Parses a conversion from the character after the % to its end. Returns the position after it. */
static const char *consume_conversion(const char *at, Conversion *conversion, va_list *arguments)
{
    guint n = 0;
    *conversion = (Conversion){.width = -1, .precision = -1};
    for (; *at && strchr("-+ 0#", *at); at++)
        if (n + 1 < sizeof conversion->flags)
            conversion->flags[n++] = *at;
    if (*at == '*' || g_ascii_isdigit(*at))
        conversion->width = consume_number(&at, arguments);
    if (*at == '.') {
        at++;
        conversion->precision = consume_number(&at, arguments);
    }
    for (; *at == 'l' || *at == 'z'; at++)
        conversion->longs += *at == 'z' ? (sizeof(gsize) > sizeof(int)) : 1;
    conversion->type = *at;
    return *at ? at + 1 : at;
}

static void pad(GString *out, const Conversion *conversion, glong n)
{
    for (; n < conversion->width; n++)
        g_string_append_c(out, ' ');
}

static void put_string(GString *out, RectoEscape escape, const Conversion *conversion, const char *text)
{
    text = text ? text : "(null)";
    gsize length = conversion->precision >= 0 ? strnlen(text, (gsize)conversion->precision) : strlen(text);
    g_autoptr(GString) escaped = g_string_new(NULL);
    recto_escape(escaped, escape, text, (gssize)length);
    glong n = (glong)escaped->len;
    if (!strchr(conversion->flags, '-'))
        pad(out, conversion, n);
    g_string_append_len(out, escaped->str, (gssize)escaped->len);
    if (strchr(conversion->flags, '-'))
        pad(out, conversion, n);
}

static void put_number(GString *out, const Conversion *conversion, va_list *arguments)
{
    char format[32], digits[64];
    gboolean is_signed = strchr("di", conversion->type) != NULL;
    g_snprintf(format, sizeof format, "%%%s*%s%s%c", conversion->flags, conversion->precision >= 0 ? ".*" : "",
               strchr("fc", conversion->type) ? "" : "ll", conversion->type);
    g_autoptr(GString) text = g_string_new(NULL);
    int width = MAX(conversion->width, 0), precision = conversion->precision;
#define PUT(value)                                                                                                     \
    (precision >= 0 ? g_snprintf(digits, sizeof digits, format, width, precision, value)                               \
                    : g_snprintf(digits, sizeof digits, format, width, value))
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (conversion->type == 'f')
        PUT(va_arg(*arguments, double));
    else if (conversion->type == 'c')
        PUT(va_arg(*arguments, int));
    else if (is_signed)
        PUT(conversion->longs == 2   ? va_arg(*arguments, long long)
            : conversion->longs == 1 ? (long long)va_arg(*arguments, long)
                                     : (long long)va_arg(*arguments, int));
    else
        PUT(conversion->longs == 2   ? va_arg(*arguments, unsigned long long)
            : conversion->longs == 1 ? (unsigned long long)va_arg(*arguments, unsigned long)
                                     : (unsigned long long)va_arg(*arguments, unsigned));
#pragma GCC diagnostic pop
#undef PUT
    g_string_append(out, digits);
}

void recto_escape_vprintf(GString *out, RectoEscape escape, const char *format, va_list arguments)
{
    va_list rest;
    va_copy(rest, arguments);
    while (*format) {
        gsize plain = strcspn(format, "%");
        g_string_append_len(out, format, (gssize)plain);
        format += plain;
        if (!*format)
            break;
        Conversion conversion;
        format = consume_conversion(format + 1, &conversion, &rest);
        if (conversion.type == '%')
            g_string_append_c(out, '%');
        else if (conversion.type == 's')
            put_string(out, escape, &conversion, va_arg(rest, const char *));
        else if (conversion.type && strchr("diuxXcf", conversion.type))
            put_number(out, &conversion, &rest);
        else
            g_error("recto_escape_printf() does not know %%%c", conversion.type);
    }
    va_end(rest);
}

void recto_escape_printf(GString *out, RectoEscape escape, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    recto_escape_vprintf(out, escape, format, arguments);
    va_end(arguments);
}

char *recto_escape_format(RectoEscape escape, const char *format, ...)
{
    GString *out = g_string_new(NULL);
    va_list arguments;
    va_start(arguments, format);
    recto_escape_vprintf(out, escape, format, arguments);
    va_end(arguments);
    return g_string_free(out, FALSE);
}
