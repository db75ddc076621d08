/* Collects new and replaced PDF objects (pdf_update.h). */
#include "pdf/pdf_update.h"

#include "pdf/pdf_flate.h"

#include <math.h>
#include <string.h>

RectoPdfUpdate *recto_pdf_update_new(guint first_id)
{
    RectoPdfUpdate *update = g_new0(RectoPdfUpdate, 1);
    update->text = g_string_sized_new(1 << 16);
    update->streams = g_byte_array_new();
    update->n_ids = first_id;
    update->entries = g_array_new(FALSE, TRUE, sizeof(RectoPdfEntry));
    return update;
}

void recto_pdf_update_free(RectoPdfUpdate *update)
{
    if (!update)
        return;
    g_string_free(update->text, TRUE);
    g_byte_array_unref(update->streams);
    g_array_unref(update->entries);
    g_free(update);
}

guint recto_pdf_update_new_id(RectoPdfUpdate *update)
{
    return update->n_ids++;
}

static void put_unsigned(GString *out, guint number)
{
    char digits[12];
    char *p = digits + sizeof digits;
    do
        *--p = (char)('0' + number % 10);
    while (number /= 10);
    g_string_append_len(out, p, digits + sizeof digits - p);
}

static RectoPdfEntry *last_entry(RectoPdfUpdate *update)
{
    return &g_array_index(update->entries, RectoPdfEntry, update->entries->len - 1);
}

GString *recto_pdf_update_begin(RectoPdfUpdate *update, guint id)
{
    RectoPdfEntry entry = {.id = id, .start = update->text->len};
    g_array_append_val(update->entries, entry);
    return update->text;
}

void recto_pdf_update_end(RectoPdfUpdate *update)
{
    RectoPdfEntry *entry = last_entry(update);
    entry->length = update->text->len - entry->start;
}

static RectoPdfEntry *begin_stream(RectoPdfUpdate *update, guint id, const char *entries)
{
    g_string_append(recto_pdf_update_begin(update, id), entries);
    recto_pdf_update_end(update);
    RectoPdfEntry *entry = last_entry(update);
    entry->stream = TRUE;
    entry->stream_start = update->streams->len;
    return entry;
}

void recto_pdf_update_stream_as_is(RectoPdfUpdate *update, guint id, const char *entries, gconstpointer data,
                                   gsize length)
{
    RectoPdfEntry *entry = begin_stream(update, id, entries);
    g_byte_array_append(update->streams, data, (guint)length);
    entry->stream_length = length;
}

void recto_pdf_update_stream(RectoPdfUpdate *update, guint id, const char *entries, gconstpointer data, gsize length)
{
    g_autofree char *all = g_strconcat(entries, "/Filter/FlateDecode", NULL);
    RectoPdfEntry *entry = begin_stream(update, id, all);
    recto_pdf_deflate(update->streams, data, length);
    entry->stream_length = update->streams->len - entry->stream_start;
}

static void put_literal(GString *out, const char *bytes)
{
    g_string_append_c(out, '(');
    for (const char *p = bytes; *p; p++) {
        guchar c = (guchar)*p;
        if (c == '(' || c == ')' || c == '\\')
            g_string_append_printf(out, "\\%c", c);
        else if (c < 0x20 || c > 0x7E)
            g_string_append_printf(out, "\\%03o", c);
        else
            g_string_append_c(out, (char)c);
    }
    g_string_append_c(out, ')');
}

void recto_pdf_append_bytes(GString *out, const char *bytes)
{
    put_literal(out, bytes);
}

void recto_pdf_append_text(GString *out, const char *utf8)
{
    if (g_str_is_ascii(utf8)) {
        put_literal(out, utf8);
        return;
    }
    g_string_append(out, "<FEFF");
    for (const char *p = utf8; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c >= 0x10000)
            g_string_append_printf(out, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
        else
            g_string_append_printf(out, "%04X", c);
    }
    g_string_append_c(out, '>');
}

void recto_pdf_append_name(GString *out, const char *name)
{
    g_string_append_c(out, '/');
    for (const char *p = name; *p; p++) {
        if (g_ascii_isalnum(*p) || strchr("+-._", *p))
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "#%02X", (guchar)*p);
    }
}

void recto_pdf_append_number(GString *out, double number)
{
    gint64 hundredths = (gint64)llround(number * 100);
    gint64 size = ABS(hundredths);
    if (hundredths < 0)
        g_string_append_c(out, '-');
    g_string_append_printf(out, "%" G_GINT64_FORMAT, size / 100);
    if (size % 100 == 0)
        return;
    g_string_append_printf(out, ".%02d", (int)(size % 100));
    if (size % 10 == 0)
        g_string_truncate(out, out->len - 1);
}

void recto_pdf_append_reference(GString *out, guint id)
{
    put_unsigned(out, id);
    g_string_append(out, " 0 R");
}

void recto_pdf_append_entry(GString *out, const char *key, guint id)
{
    g_string_append(out, key);
    g_string_append_c(out, ' ');
    recto_pdf_append_reference(out, id);
}
