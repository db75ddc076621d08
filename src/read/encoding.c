/* Decodes bytes of a file into clean UTF-8 (encoding.h). */
#include "read/encoding.h"

#include "read/findings.h"
#include "read/mojibake.h"
#include "read/windows_1252.h"

#include <string.h>

typedef struct {
    GString *text;
    guint32 line, column; /* position of the next character */
    RectoFindings bad, controls;
    /* Controls of the current line, reported as one finding. */
    guint n_controls;
    gunichar control;
    guint32 control_column;
} Decoder;

static gboolean is_noncharacter(gunichar c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

static gboolean is_control(gunichar c)
{
    return c < 0x20 || c == 0x7F || is_noncharacter(c);
}

static gboolean ends_in_space(const GString *text)
{
    return text->len == 0 || strchr(" \t\n", text->str[text->len - 1]) != NULL;
}

static void report_controls(Decoder *decoder)
{
    if (decoder->n_controls > 0) {
        RectoSpan span = {0, decoder->line, decoder->control_column, 0};
        if (decoder->n_controls == 1)
            recto_findings_add(&decoder->controls, span, "control character U+%04X", decoder->control);
        else
            recto_findings_add(&decoder->controls, span, "%u control characters, the first is U+%04X",
                               decoder->n_controls, decoder->control);
    }
    decoder->n_controls = 0;
}

static void add_line_end(Decoder *decoder)
{
    report_controls(decoder);
    g_string_append_c(decoder->text, '\n');
    decoder->line++;
    decoder->column = 1;
}

static void add_space(Decoder *decoder, gboolean more_space)
{
    if (more_space || ends_in_space(decoder->text))
        return;
    g_string_append_c(decoder->text, ' ');
    decoder->column++;
}

static void add_character(Decoder *decoder, gunichar c, const char *next, const char *end)
{
    gboolean space_follows = next >= end || strchr(" \t\r\n", *next) != NULL;
    if (c == 0xFEFF)
        return;
    if (c == 0x2028 || c == 0x2029) {
        add_space(decoder, space_follows);
    } else if (is_control(c)) {
        if (decoder->n_controls++ == 0) {
            decoder->control = c;
            decoder->control_column = decoder->column;
        }
        if (c == '\v' || c == '\f')
            add_space(decoder, space_follows);
    } else {
        g_string_append_unichar(decoder->text, c);
        decoder->column++;
    }
}

/* Decodes the invalid UTF-8 bytes from `byte` on as Windows-1252. Returns the first byte after them. */
static const char *add_bad_bytes(Decoder *decoder, const char *byte, const char *end)
{
    RectoSpan span = {0, decoder->line, decoder->column, 0};
    g_autoptr(GString) hex = g_string_new(NULL);
    g_autoptr(GString) read = g_string_new(NULL);
    const char *start = byte;
    do {
        gunichar c = recto_windows_1252_decode((guint8)*byte);
        c = c ? c : 0xFFFD;
        g_string_append_unichar(decoder->text, c);
        decoder->column++;
        if (span.length < 8) {
            g_string_append_printf(hex, "%s%02X", byte > start ? " " : "", (guint8)*byte);
            g_string_append_unichar(read, c);
        }
        span.length++;
        byte++;
    } while (byte < end && (guint8)*byte >= 0x80 &&
             g_utf8_get_char_validated(byte, MIN(end - byte, 6)) >= (gunichar)-2);
    const char *more = span.length > 8 ? "…" : "";
    recto_findings_add(&decoder->bad, span, "byte%s %s%s: not UTF-8, read as “%s%s”", span.length == 1 ? "" : "s",
                       hex->str, more, read->str, more);
    return byte;
}

static void decode(Decoder *decoder, const char *byte, const char *end)
{
    while (byte < end) {
        const char *plain = byte;
        while (byte < end && ((*byte >= ' ' && *byte < 0x7F) || *byte == '\t'))
            byte++;
        g_string_append_len(decoder->text, plain, byte - plain);
        decoder->column += (guint32)(byte - plain);
        if (byte >= end)
            break;
        if (*byte == '\n' || *byte == '\r') {
            byte += *byte == '\r' && byte + 1 < end && byte[1] == '\n' ? 2 : 1;
            add_line_end(decoder);
        } else if ((guint8)*byte < 0x80) {
            add_character(decoder, (guint8)*byte, byte + 1, end);
            byte++;
        } else {
            gunichar c = g_utf8_get_char_validated(byte, MIN(end - byte, 6));
            if (c >= (gunichar)-2) {
                byte = add_bad_bytes(decoder, byte, end);
            } else {
                byte = g_utf8_next_char(byte);
                add_character(decoder, c, byte, end);
            }
        }
    }
    report_controls(decoder);
}

/* Converts UTF-16 with a byte order mark to UTF-8. Returns NULL if there is no such mark. */
static GString *from_utf16(const char *bytes, gsize length)
{
    const guint8 *byte = (const guint8 *)bytes;
    if (length < 2 || !((byte[0] == 0xFF && byte[1] == 0xFE) || (byte[0] == 0xFE && byte[1] == 0xFF)))
        return NULL;
    int high = byte[0] == 0xFE ? 0 : 1;
    GString *text = g_string_sized_new(length);
    for (gsize i = 2; i + 1 < length; i += 2) {
        gunichar c = (gunichar)(byte[i + (gsize)high] << 8 | byte[i + 1 - (gsize)high]);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < length) {
            gunichar low = (gunichar)(byte[i + 2 + (gsize)high] << 8 | byte[i + 3 - (gsize)high]);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        g_string_append_unichar(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    return text;
}

static gboolean is_c1(const char *character)
{
    return (guint8)character[0] == 0xC2 && (guint8)character[1] < 0xA0;
}

static const char *find_c1(const char *from, const char *end)
{
    const char *found = from;
    while (found + 1 < end && (found = memchr(found, 0xC2, (gsize)(end - found - 1)))) {
        if (is_c1(found))
            return found;
        found++;
    }
    return NULL;
}

static guint32 register_source(const char *name, const GString *text, RectoDiagnostics *diagnostics)
{
    const char *end = text->str + text->len;
    const char *control = find_c1(text->str, end);
    if (!control)
        return recto_diagnostics_add_source(diagnostics, name, text->str, text->len);
    g_autoptr(GString) shown = g_string_sized_new(text->len + 16);
    const char *from = text->str;
    for (; control; control = find_c1(from, end)) {
        g_string_append_len(shown, from, control - from);
        g_string_append_unichar(shown, 0xFFFD);
        from = control + 2;
    }
    g_string_append_len(shown, from, end - from);
    return recto_diagnostics_add_source(diagnostics, name, shown->str, shown->len);
}

/* Controls that repair had no use for, and what repair brought to light (a double-encoded mark of byte order, or
 * separator). */
static GString *drop_leftovers(GString *text, guint32 file, RectoDiagnostics *diagnostics)
{
    Decoder decoder = {.text = g_string_sized_new(text->len), .line = 1, .column = 1};
    decoder.controls.code = RECTO_CODE_CONTROL_CHARACTER;
    const char *end = text->str + text->len;
    for (const char *at = text->str; at < end;) {
        const char *next = g_utf8_next_char(at);
        if (*at == '\n') {
            add_line_end(&decoder);
        } else if (is_c1(at)) {
            if (decoder.n_controls++ == 0) {
                decoder.control = g_utf8_get_char(at);
                decoder.control_column = decoder.column;
            }
        } else if ((guint8)*at < 0x80) {
            g_string_append_c(decoder.text, *at);
            decoder.column++;
        } else {
            add_character(&decoder, g_utf8_get_char(at), next, end);
        }
        at = next;
    }
    report_controls(&decoder);
    recto_findings_end(&decoder.controls, file, "have control characters", diagnostics);
    g_string_free(text, TRUE);
    return decoder.text;
}

static gboolean has_leftovers(const GString *text)
{
    return find_c1(text->str, text->str + text->len) || strstr(text->str, "\xEF\xBB\xBF") ||
           strstr(text->str, "\xE2\x80\xA8") || strstr(text->str, "\xE2\x80\xA9");
}

GString *recto_decode(const char *name, const char *bytes, gsize length, gboolean no_repair,
                      RectoDiagnostics *diagnostics, guint32 *ret_file)
{
    g_autoptr(GString) utf8 = from_utf16(bytes, length);
    /* An empty GBytes has no data. */
    const char *from = utf8 ? utf8->str : bytes ? bytes : "";
    gsize from_length = utf8 ? utf8->len : length;
    Decoder decoder = {.text = g_string_sized_new(from_length + 1), .line = 1, .column = 1};
    decoder.bad.code = RECTO_CODE_BAD_UTF8;
    decoder.controls.code = RECTO_CODE_CONTROL_CHARACTER;
    decode(&decoder, from, from + from_length);

    guint32 file = register_source(name, decoder.text, diagnostics);
    *ret_file = file;
    if (utf8)
        recto_diagnose(diagnostics, RECTO_CODE_UTF16, (RectoSpan){file, 0, 0, 0}, "the file is in UTF-16");
    recto_findings_end(&decoder.bad, file, "have bytes that are not UTF-8", diagnostics);
    recto_findings_end(&decoder.controls, file, "have control characters", diagnostics);

    GString *text = decoder.text;
    if (!no_repair) {
        GString *repaired = recto_mojibake_repair(text->str, text->len, file, diagnostics);
        if (repaired) {
            g_string_free(text, TRUE);
            text = repaired;
        }
    }
    return has_leftovers(text) ? drop_leftovers(text, file, diagnostics) : text;
}
