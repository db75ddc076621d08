/* Images: Cairo draws placeholders (page/images.h). This file replaces each of them by the real image, once. It
 * retains the compression of the file, so an image has the same size as on disk, and it decodes nothing. */
#include "pdf/pdf.h"

#include "page/images.h"

static guint number_of(RectoPdfToken dictionary, const char *key)
{
    RectoPdfToken value;
    guint number = 0;
    if (!recto_pdf_get(dictionary, key, &value))
        return 0;
    for (gsize i = 0; i < value.length && g_ascii_isdigit(value.text[i]) && number < 1000000; i++)
        number = number * 10 + (guint)(value.text[i] - '0');
    return number;
}

/* The image that an object of Cairo's stands in for, or NULL. */
static const RectoImage *stands_for(const RectoPdf *pdf, const RectoPdfObject *object)
{
    RectoPdfToken kind;
    if (!object->stream.text || !recto_pdf_get(object->value, "/Subtype", &kind) ||
        !recto_pdf_token_is(&kind, "/Image"))
        return NULL;
    guint width = number_of(object->value, "/Width"), number = width - RECTO_STAND_IN_WIDTH;
    if (number_of(object->value, "/Height") != RECTO_STAND_IN_HEIGHT || width < RECTO_STAND_IN_WIDTH ||
        number >= pdf->pages->images->len)
        return NULL;
    const RectoImage *image = g_ptr_array_index(pdf->pages->images, number);
    g_autoptr(GByteArray) pixels = recto_pdf_object_data(object);
    gboolean same = pixels && pixels->len >= 3 && pixels->data[0] == RECTO_STAND_IN_RED &&
                    pixels->data[1] == RECTO_STAND_IN_GREEN && pixels->data[2] == (number & 0xFF);
    return same && image->stream ? image : NULL;
}

/* A profile's object; the same bytes once. */
static guint profile_id(RectoPdf *pdf, GHashTable *profiles, GBytes *profile)
{
    guint id = GPOINTER_TO_UINT(g_hash_table_lookup(profiles, profile));
    gsize length = 0;
    const char *data = g_bytes_get_data(profile, &length);
    if (id)
        return id;
    id = recto_pdf_update_new_id(pdf->update);
    recto_pdf_update_stream(pdf->update, id, "/N 3", data, length);
    g_hash_table_insert(profiles, profile, GUINT_TO_POINTER(id));
    return id;
}

static void put_colour_space(GString *out, const RectoImageStream *stream, guint profile)
{
    gboolean grey = stream->colours == 1 && !stream->palette;
    gsize length = 0;
    const guint8 *palette = stream->palette ? g_bytes_get_data(stream->palette, &length) : NULL;
    g_string_append(out, "/ColorSpace");
    if (palette)
        g_string_append(out, "[/Indexed");
    if (profile) {
        g_string_append(out, "[/ICCBased ");
        recto_pdf_append_reference(out, profile);
        g_string_append_c(out, ']');
    } else {
        g_string_append(out, grey ? "/DeviceGray" : "/DeviceRGB");
    }
    if (!palette)
        return;
    g_string_append_printf(out, " %u<", (guint)length / 3 - 1);
    for (gsize i = 0; i < length; i++)
        g_string_append_printf(out, "%02X", palette[i]);
    g_string_append(out, ">]");
}

static void put_size(GString *out, const RectoImageStream *stream, guint bits)
{
    g_string_append_printf(out, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u", stream->width,
                           stream->height, bits);
}

static void put_rows(GString *out, const RectoImageStream *stream, guint colours, guint bits)
{
    g_string_append_printf(out,
                           "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %u>>",
                           colours, bits, stream->width);
}

static void add_stream(RectoPdf *pdf, guint id, const GString *entries, GBytes *bytes)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    recto_pdf_update_stream_as_is(pdf->update, id, entries->str, data, length);
}

static guint add_alpha(RectoPdf *pdf, const RectoImageStream *stream)
{
    guint id = recto_pdf_update_new_id(pdf->update);
    g_autoptr(GString) entries = g_string_new(NULL);
    put_size(entries, stream, 8);
    g_string_append(entries, "/ColorSpace/DeviceGray");
    put_rows(entries, stream, 1, 8);
    add_stream(pdf, id, entries, stream->alpha);
    return id;
}

static void add_picture(RectoPdf *pdf, guint id, const RectoImageStream *stream, guint profile)
{
    guint alpha = stream->alpha ? add_alpha(pdf, stream) : 0;
    g_autoptr(GString) entries = g_string_new(NULL);
    put_size(entries, stream, stream->bits);
    put_colour_space(entries, stream, profile);
    if (alpha)
        recto_pdf_append_entry(entries, "/SMask", alpha);
    if (stream->jpeg)
        g_string_append(entries, "/Filter/DCTDecode");
    else
        put_rows(entries, stream, stream->palette ? 1 : stream->colours, stream->bits);
    add_stream(pdf, id, entries, stream->data);
}

void recto_pdf_add_pictures(RectoPdf *pdf)
{
    if (!pdf->pages->images->len)
        return;
    g_autoptr(GHashTable) profiles = g_hash_table_new(g_bytes_hash, g_bytes_equal);
    for (guint id = 1; id < recto_pdf_file_n_ids(pdf->file); id++) {
        RectoPdfObject object = {0};
        const RectoImage *image = recto_pdf_file_object(pdf->file, id, &object) ? stands_for(pdf, &object) : NULL;
        if (!image)
            continue;
        GBytes *profile = image->stream->profile;
        add_picture(pdf, id, image->stream, profile ? profile_id(pdf, profiles, profile) : 0);
    }
}
