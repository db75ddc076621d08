/* Compresses and uncompresses streams with libdeflate. */
#include "pdf/pdf_flate.h"

#include <libdeflate.h>

/* libdeflate's scale is 1 to 12; 6 packs as tightly as zlib's 9, in less time than its 6. */
#define LEVEL 6
/* Maximum ratio of data to their compressed form (the limit of the format is 1032). */
#define MAX_INFLATION 1100

/* Returns the compressor shared by all streams of a run, because its tables are larger than most streams. */
static struct libdeflate_compressor *compressor_of_run(void)
{
    static struct libdeflate_compressor *compressor;
    if (!compressor)
        compressor = libdeflate_alloc_compressor(LEVEL);
    return compressor;
}

void recto_pdf_deflate(GByteArray *out, gconstpointer data, gsize length)
{
    struct libdeflate_compressor *compressor = compressor_of_run();
    g_assert(compressor != NULL);
    gsize bound = libdeflate_zlib_compress_bound(compressor, length);
    guint start = out->len;
    g_byte_array_set_size(out, start + (guint)bound);
    gsize size = libdeflate_zlib_compress(compressor, data, length, out->data + start, bound);
    g_assert(size > 0);
    g_byte_array_set_size(out, start + (guint)size);
}

GByteArray *recto_pdf_inflate(gconstpointer data, gsize length)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    g_assert(decompressor != NULL);
    g_autoptr(GByteArray) out = g_byte_array_new();
    enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    gsize size = 0;
    for (gsize room = 4 * length + 1024;
         result == LIBDEFLATE_INSUFFICIENT_SPACE && room / MAX_INFLATION <= length + 1024; room *= 2) {
        g_byte_array_set_size(out, (guint)room);
        result = libdeflate_zlib_decompress(decompressor, data, length, out->data, room, &size);
    }
    libdeflate_free_decompressor(decompressor);
    if (result != LIBDEFLATE_SUCCESS)
        return NULL;
    g_byte_array_set_size(out, (guint)size);
    return g_steal_pointer(&out);
}
