#include "output/pdf_flate.h"

#include <zlib.h>

#define STEP 65536u

void recto_pdf_deflate(GByteArray *out, gconstpointer data, gsize length)
{
    uLongf size = compressBound(length);
    guint start = out->len;
    g_byte_array_set_size(out, start + (guint)size);
    int status = compress2(out->data + start, &size, data, length, Z_DEFAULT_COMPRESSION);
    g_assert(status == Z_OK);
    g_byte_array_set_size(out, start + (guint)size);
}

GByteArray *recto_pdf_inflate(gconstpointer data, gsize length)
{
    z_stream stream = {.next_in = (Bytef *)data, .avail_in = (uInt)length};
    g_autoptr(GByteArray) out = g_byte_array_new();
    if (inflateInit(&stream) != Z_OK)
        return NULL;
    int status = Z_OK;
    while (status == Z_OK) {
        guint before = out->len, room = MAX(STEP, out->len);
        g_byte_array_set_size(out, before + room);
        stream.next_out = out->data + before;
        stream.avail_out = room;
        status = inflate(&stream, Z_NO_FLUSH);
        g_byte_array_set_size(out, before + room - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? g_steal_pointer(&out) : NULL;
}
