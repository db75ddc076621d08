/* PNG (ISO/IEC 15948), with libpng. A file that a PDF can hold as it is (no interlace, no transparency, at most 8 bits)
 * keeps its compressed rows: PDF has PNG's predictors. */
#include "modules/image_codec.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>
#include <zlib.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define MOST_TEXT (1 << 20) /* maximum size of ancillary data that libpng may unpack, in bytes */

static guint32 read32(const guint8 *at)
{
    return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

/* ---- chunks ---- */

typedef struct {
    const guint8 *type, *data;
    guint32 length;
} Chunk;

/* The next chunk from *position on; FALSE when the file ends before it does. */
static gboolean next_chunk(const guint8 *file, gsize length, gsize *position, Chunk *ret)
{
    if (length - *position < 12)
        return FALSE;
    ret->length = read32(file + *position);
    if (ret->length > length - *position - 12)
        return FALSE;
    ret->type = file + *position + 4;
    ret->data = ret->type + 4;
    *position += (gsize)ret->length + 12;
    return TRUE;
}

static gboolean chunk_is(const Chunk *chunk, const char *type)
{
    return memcmp(chunk->type, type, 4) == 0;
}

static gboolean is_sound(const Chunk *chunk)
{
    return read32(chunk->data + chunk->length) == crc32(0, chunk->type, chunk->length + 4);
}

/* Converts pixels per metre to dpi if both axes agree. */
static guint dpi_of(const Chunk *chunk)
{
    if (chunk->length != 9 || chunk->data[8] != 1 || read32(chunk->data) != read32(chunk->data + 4))
        return 0;
    return (guint)(((guint64)read32(chunk->data) * 254 + 5000) / 10000);
}

static gboolean damaged(GError **error)
{
    recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the PNG file is damaged or truncated");
    return FALSE;
}

/* Kinds of pixels and their bits that the standard knows, no other methods. */
static gboolean is_header(const guint8 *header)
{
    static const guint bits[] = {1 | 2 | 4 | 8 | 16, 0, 8 | 16, 1 | 2 | 4 | 8, 8 | 16, 0, 8 | 16};
    return header[9] < G_N_ELEMENTS(bits) && (bits[header[9]] & header[8]) && !(header[8] & (header[8] - 1)) &&
           !header[10] && !header[11] && header[12] <= 1;
}

gboolean recto_png_probe(GBytes *file, RectoImageInfo *ret_info, GError **error)
{
    gsize length = 0, position = 8;
    const guint8 *data = g_bytes_get_data(file, &length);
    Chunk chunk;
    gboolean rows = FALSE;
    if (!next_chunk(data, length, &position, &chunk) || !chunk_is(&chunk, "IHDR") || chunk.length != 13 ||
        !is_header(chunk.data))
        return damaged(error);
    *ret_info = (RectoImageInfo){
        .format = RECTO_PICTURE_PNG, .width = read32(chunk.data), .height = read32(chunk.data + 4), .orientation = 1};
    do {
        gboolean vital = !(chunk.type[0] & 0x20);
        if (vital && !is_sound(&chunk))
            return damaged(error);
        rows |= chunk_is(&chunk, "IDAT");
        if (chunk_is(&chunk, "pHYs"))
            ret_info->dpi = dpi_of(&chunk);
        if (chunk_is(&chunk, "eXIf"))
            ret_info->orientation = recto_exif_orientation(chunk.data, chunk.length);
        if (chunk_is(&chunk, "acTL"))
            ret_info->animated = TRUE;
        if (chunk_is(&chunk, "IEND"))
            return rows ? recto_picture_check_size(ret_info->width, ret_info->height, error) : damaged(error);
    } while (next_chunk(data, length, &position, &chunk));
    return damaged(error);
}

/* ---- libpng, guarded ---- */

typedef struct {
    png_struct *png;
    png_info *info;
    jmp_buf jump;
    char message[128];
    const guint8 *data; /* reading */
    gsize length;
    GByteArray *out; /* writing */
    RectoRaster *raster;
    guint8 **rows;
    GBytes *profile;
    GError **error;
    gboolean failed;
    /* packing */
    const guint8 *packed; /* rows, one byte a sample */
    guint width, height, channels;
    const guint8 *palette;
    guint n_colours;
} PngErrorTrap;

static void on_error(png_struct *png, const char *message)
{
    PngErrorTrap *guard = png_get_error_ptr(png);
    g_strlcpy(guard->message, message, sizeof guard->message);
    longjmp(guard->jump, 1);
}

static void on_warning(png_struct *png, const char *message)
{
}

/* Runs a step from which libpng may jump back. */
static gboolean run(PngErrorTrap *guard, void (*step)(PngErrorTrap *))
{
    if (setjmp(guard->jump))
        return FALSE;
    step(guard);
    return TRUE;
}

static void on_read(png_struct *png, guint8 *to, gsize n)
{
    PngErrorTrap *guard = png_get_io_ptr(png);
    if (n > guard->length)
        png_error(png, "the file is truncated");
    memcpy(to, guard->data, n);
    guard->data += n;
    guard->length -= n;
}

static void on_write(png_struct *png, guint8 *from, gsize n)
{
    PngErrorTrap *guard = png_get_io_ptr(png);
    g_byte_array_append(guard->out, from, (guint)n);
}

static void on_flush(png_struct *png)
{
}

static void read_header(PngErrorTrap *guard)
{
    png_set_read_fn(guard->png, guard, on_read);
    png_set_user_limits(guard->png, RECTO_PICTURE_MOST_SIDE, RECTO_PICTURE_MOST_SIDE);
    png_set_chunk_malloc_max(guard->png, MOST_TEXT * 4);
    png_read_info(guard->png, guard->info);
    char *name = NULL;
    guint8 *profile = NULL;
    guint32 length = 0;
    int method = 0;
    if (png_get_iCCP(guard->png, guard->info, &name, &method, &profile, &length))
        guard->profile = g_bytes_new(profile, length);
    png_set_expand(guard->png);
    png_set_scale_16(guard->png);
    png_set_gray_to_rgb(guard->png);
    png_set_add_alpha(guard->png, 0xFF, PNG_FILLER_AFTER);
    png_set_interlace_handling(guard->png);
    png_read_update_info(guard->png, guard->info);
}

static void read_rows(PngErrorTrap *guard)
{
    png_read_image(guard->png, guard->rows);
}

/* Whether nothing shines through. */
static gboolean is_opaque(const RectoRaster *raster)
{
    const guint8 *p = raster->pixels + 3;
    for (gsize i = (gsize)raster->width * raster->height; i > 0; i--, p += 4)
        if (*p != 255)
            return FALSE;
    return TRUE;
}

static gboolean decode(PngErrorTrap *guard, GError **error)
{
    if (!run(guard, read_header))
        return FALSE;
    if (!recto_raster_init(guard->raster, png_get_image_width(guard->png, guard->info),
                           png_get_image_height(guard->png, guard->info), error))
        return FALSE;
    if (png_get_rowbytes(guard->png, guard->info) != (gsize)guard->raster->width * 4)
        return FALSE;
    guard->rows = g_new(guint8 *, guard->raster->height);
    for (guint y = 0; y < guard->raster->height; y++)
        guard->rows[y] = guard->raster->pixels + (gsize)y * guard->raster->width * 4;
    return run(guard, read_rows);
}

gboolean recto_png_decode(GBytes *file, RectoRaster *ret_raster, GError **error)
{
    PngErrorTrap guard = {.raster = ret_raster};
    *ret_raster = (RectoRaster){0};
    guard.data = g_bytes_get_data(file, &guard.length);
    guard.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &guard, on_error, on_warning);
    guard.info = guard.png ? png_create_info_struct(guard.png) : NULL;
    gboolean decoded = guard.info && decode(&guard, error);
    if (decoded) {
        ret_raster->opaque = is_opaque(ret_raster);
        recto_raster_to_srgb(ret_raster, guard.profile);
    } else {
        recto_raster_clear(ret_raster);
        if (!error || !*error)
            recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the PNG file is damaged (%s)", guard.message);
    }
    g_free(guard.rows);
    g_clear_pointer(&guard.profile, g_bytes_unref);
    png_destroy_read_struct(&guard.png, &guard.info, NULL);
    return decoded;
}

/* ---- as it is ---- */

/* The profile of an iCCP chunk: a name, a byte, deflated data. */
static GBytes *profile_of(const Chunk *chunk)
{
    const guint8 *end = memchr(chunk->data, 0, MIN(chunk->length, 80));
    if (!end || (gsize)(end - chunk->data) + 2 > chunk->length)
        return NULL;
    g_autoptr(GConverter) inflate = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
    g_autoptr(GByteArray) out = g_byte_array_new();
    const guint8 *in = end + 2;
    gsize left = chunk->length - (gsize)(in - chunk->data);
    GConverterResult result = G_CONVERTER_CONVERTED;
    while (result != G_CONVERTER_FINISHED && out->len < MOST_TEXT) {
        guint8 buffer[4096];
        gsize read = 0, written = 0;
        result = g_converter_convert(inflate, in, left, buffer, sizeof buffer, G_CONVERTER_INPUT_AT_END, &read,
                                     &written, NULL);
        if (result == G_CONVERTER_ERROR)
            return NULL;
        in += read;
        left -= read;
        g_byte_array_append(out, buffer, (guint)written);
    }
    return result == G_CONVERTER_FINISHED ? g_bytes_new(out->data, out->len) : NULL;
}

gboolean recto_png_pass(GBytes *file, RectoImageStream *ret_stream)
{
    gsize length = 0, position = 8;
    const guint8 *data = g_bytes_get_data(file, &length);
    g_autoptr(GByteArray) rows = g_byte_array_new();
    Chunk chunk;
    *ret_stream = (RectoImageStream){.orientation = 1};
    next_chunk(data, length, &position, &chunk);
    const guint8 *header = chunk.data;
    guint bits = header[8], type = header[9];
    if (header[12] || bits > 8 || (type != 0 && type != 2 && type != 3))
        return FALSE;
    while (next_chunk(data, length, &position, &chunk)) {
        if (chunk_is(&chunk, "tRNS"))
            break;
        if (chunk_is(&chunk, "IDAT"))
            g_byte_array_append(rows, chunk.data, chunk.length);
        else if (chunk_is(&chunk, "PLTE") && type == 3 && !ret_stream->palette)
            ret_stream->palette = g_bytes_new(chunk.data, MIN(chunk.length / 3, 256) * 3);
        else if (chunk_is(&chunk, "iCCP") && type != 0 && !ret_stream->profile) {
            g_autoptr(GBytes) profile = profile_of(&chunk);
            ret_stream->profile = recto_profile_worth_keeping(profile, 3);
        } else if (chunk_is(&chunk, "eXIf"))
            ret_stream->orientation = recto_exif_orientation(chunk.data, chunk.length);
    }
    if (chunk_is(&chunk, "tRNS") || !rows->len ||
        (type == 3 && (!ret_stream->palette || !g_bytes_get_size(ret_stream->palette)))) {
        recto_image_stream_clear(ret_stream);
        return FALSE;
    }
    ret_stream->width = read32(header);
    ret_stream->height = read32(header + 4);
    ret_stream->bits = bits;
    ret_stream->colours = type == 2 ? 3 : 1;
    ret_stream->data = g_bytes_new(rows->data, rows->len);
    return TRUE;
}

/* ---- packing ---- */

static void write_rows(PngErrorTrap *guard)
{
    static const int types[] = {0, PNG_COLOR_TYPE_GRAY, 0, PNG_COLOR_TYPE_RGB};
    png_set_write_fn(guard->png, guard, on_write, on_flush);
    png_set_compression_level(guard->png, 9);
    png_set_IHDR(guard->png, guard->info, guard->width, guard->height, 8,
                 guard->palette ? PNG_COLOR_TYPE_PALETTE : types[guard->channels], PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (guard->palette)
        png_set_PLTE(guard->png, guard->info, (const png_color *)guard->palette, (int)guard->n_colours);
    else
        png_set_filter(guard->png, 0, PNG_ALL_FILTERS);
    png_write_info(guard->png, guard->info);
    for (guint y = 0; y < guard->height; y++)
        png_write_row(guard->png, guard->packed + (gsize)y * guard->width * guard->channels);
    png_write_end(guard->png, NULL);
}

/* The rows of the PNG file that libpng made; its other chunks are not wanted. */
static GBytes *rows_of(const GByteArray *file)
{
    g_autoptr(GByteArray) rows = g_byte_array_new();
    gsize position = 8;
    Chunk chunk;
    while (next_chunk(file->data, file->len, &position, &chunk))
        if (chunk_is(&chunk, "IDAT"))
            g_byte_array_append(rows, chunk.data, chunk.length);
    return g_bytes_new(rows->data, rows->len);
}

static GBytes *write_png(PngErrorTrap *guard, GError **error)
{
    guard->out = g_byte_array_new();
    guard->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, guard, on_error, on_warning);
    guard->info = guard->png ? png_create_info_struct(guard->png) : NULL;
    GBytes *rows = NULL;
    if (guard->info && run(guard, write_rows))
        rows = rows_of(guard->out);
    else
        recto_picture_fail(error, G_IO_ERROR_FAILED, "the image can't be compressed (%s)", guard->message);
    png_destroy_write_struct(&guard->png, &guard->info);
    g_byte_array_unref(guard->out);
    return rows;
}

static gboolean is_grey(const RectoRaster *raster)
{
    const guint8 *p = raster->pixels;
    for (gsize i = (gsize)raster->width * raster->height; i > 0; i--, p += 4)
        if (p[0] != p[1] || p[1] != p[2])
            return FALSE;
    return TRUE;
}

/* Colours in the order in which they are met, each pixel's index in `indices`; FALSE: more than 256. */
static gboolean find_palette(const RectoRaster *raster, guint8 *palette, guint *ret_n, guint8 *indices)
{
    enum { SLOTS = 1024 };
    gint16 slots[SLOTS];
    const guint8 *p = raster->pixels;
    guint n = 0;
    memset(slots, -1, sizeof slots);
    for (gsize i = 0, size = (gsize)raster->width * raster->height; i < size; i++, p += 4) {
        guint at = (p[0] * 7u + p[1] * 61u + p[2] * 251u) % SLOTS;
        while (slots[at] >= 0 && memcmp(palette + slots[at] * 3, p, 3) != 0)
            at = (at + 1) % SLOTS;
        if (slots[at] < 0) {
            if (n == 256)
                return FALSE;
            memcpy(palette + n * 3, p, 3);
            slots[at] = (gint16)n++;
        }
        indices[i] = (guint8)slots[at];
    }
    *ret_n = n;
    return TRUE;
}

static void copy_channels(const RectoRaster *raster, guint first, guint n, guint8 *out)
{
    const guint8 *p = raster->pixels + first;
    for (gsize i = (gsize)raster->width * raster->height; i > 0; i--, p += 4, out += n)
        memcpy(out, p, n);
}

gboolean recto_png_pack_alpha(const RectoRaster *raster, RectoImageStream *ret_stream, GError **error)
{
    if (raster->opaque)
        return TRUE;
    g_autofree guint8 *packed = g_malloc((gsize)raster->width * raster->height);
    copy_channels(raster, 3, 1, packed);
    PngErrorTrap guard = {.packed = packed, .width = raster->width, .height = raster->height, .channels = 1};
    ret_stream->alpha = write_png(&guard, error);
    return ret_stream->alpha != NULL;
}

gboolean recto_png_pack(const RectoRaster *raster, RectoImageStream *ret_stream, GError **error)
{
    guint8 palette[256 * 3];
    guint n_colours = 0;
    g_autofree guint8 *packed = g_malloc((gsize)raster->width * raster->height * 3);
    PngErrorTrap guard = {.packed = packed, .width = raster->width, .height = raster->height, .channels = 1};
    *ret_stream =
        (RectoImageStream){.width = raster->width, .height = raster->height, .orientation = 1, .colours = 1, .bits = 8};
    if (is_grey(raster)) {
        copy_channels(raster, 0, 1, packed);
    } else if (find_palette(raster, palette, &n_colours, packed)) {
        guard.palette = palette;
        guard.n_colours = n_colours;
        ret_stream->palette = g_bytes_new(palette, n_colours * 3);
    } else {
        copy_channels(raster, 0, 3, packed);
        guard.channels = ret_stream->colours = 3;
    }
    ret_stream->data = write_png(&guard, error);
    if (ret_stream->data && recto_png_pack_alpha(raster, ret_stream, error))
        return TRUE;
    recto_image_stream_clear(ret_stream);
    return FALSE;
}
