#include "output/pdf_update.h"

#include <math.h>
#include <string.h>

typedef struct {
    guint id;
    gsize offset;
} Place;

RectoPdfUpdate *recto_pdf_update_new(gsize base, guint first_id)
{
    RectoPdfUpdate *update = g_new0(RectoPdfUpdate, 1);
    update->text = g_string_sized_new(1 << 16);
    update->base = base;
    update->n_ids = first_id;
    update->places = g_array_new(FALSE, FALSE, sizeof(Place));
    g_string_append_c(update->text, '\n');
    return update;
}

void recto_pdf_update_free(RectoPdfUpdate *update)
{
    if (!update)
        return;
    g_string_free(update->text, TRUE);
    g_array_unref(update->places);
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

GString *recto_pdf_update_begin(RectoPdfUpdate *update, guint id)
{
    Place place = {id, update->base + update->text->len};
    g_array_append_val(update->places, place);
    put_unsigned(update->text, id);
    g_string_append(update->text, " 0 obj\n");
    return update->text;
}

void recto_pdf_update_end(RectoPdfUpdate *update)
{
    g_string_append(update->text, "\nendobj\n");
}

void recto_pdf_update_stream(RectoPdfUpdate *update, guint id, const char *entries, gconstpointer data, gsize length)
{
    GString *out = recto_pdf_update_begin(update, id);
    g_string_append_printf(out, "<<%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", entries, length);
    g_string_append_len(out, data, (gssize)length);
    g_string_append(out, "\nendstream");
    recto_pdf_update_end(update);
}

static int by_id(gconstpointer a, gconstpointer b)
{
    guint one = ((const Place *)a)->id, other = ((const Place *)b)->id;
    return one < other ? -1 : one > other;
}

void recto_pdf_update_finish(RectoPdfUpdate *update, guint root_id, guint info_id, gsize previous)
{
    GString *out = update->text;
    gsize start = update->base + out->len;
    g_array_sort(update->places, by_id);
    g_string_append(out, "xref\n");
    for (guint i = 0; i < update->places->len;) {
        const Place *first = &g_array_index(update->places, Place, i);
        guint n = 1;
        while (i + n < update->places->len && first[n].id == first->id + n)
            n++;
        g_string_append_printf(out, "%u %u\n", first->id, n);
        for (guint k = 0; k < n; k++)
            g_string_append_printf(out, "%010" G_GSIZE_FORMAT " 00000 n \n", first[k].offset);
        i += n;
    }
    g_string_append_printf(out,
                           "trailer\n<</Size %u/Root %u 0 R/Info %u 0 R/Prev %" G_GSIZE_FORMAT
                           ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                           update->n_ids, root_id, info_id, previous, start);
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

void recto_pdf_put_bytes(GString *out, const char *bytes)
{
    put_literal(out, bytes);
}

void recto_pdf_put_text(GString *out, const char *utf8)
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

void recto_pdf_put_name(GString *out, const char *name)
{
    g_string_append_c(out, '/');
    for (const char *p = name; *p; p++) {
        if (g_ascii_isalnum(*p) || strchr("+-._", *p))
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "#%02X", (guchar)*p);
    }
}

void recto_pdf_put_number(GString *out, double number)
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

void recto_pdf_put_reference(GString *out, guint id)
{
    put_unsigned(out, id);
    g_string_append(out, " 0 R");
}

void recto_pdf_put_entry(GString *out, const char *key, guint id)
{
    g_string_append(out, key);
    g_string_append_c(out, ' ');
    recto_pdf_put_reference(out, id);
}
