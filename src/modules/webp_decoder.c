/* WebP, with libwebp. Of an animation the first frame. */
#include "modules/image_codec.h"

#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

static gboolean damaged(GError **error)
{
    recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the WebP file is damaged or truncated");
    return FALSE;
}

static WebPDemuxer *open_file(GBytes *file)
{
    WebPData data = {0};
    data.bytes = g_bytes_get_data(file, &data.size);
    return WebPDemux(&data);
}

/* A chunk of the file ("ICCP", "EXIF"), or NULL. */
static GBytes *chunk_of(WebPDemuxer *demuxer, const char *name)
{
    WebPChunkIterator chunk;
    GBytes *bytes = NULL;
    if (WebPDemuxGetChunk(demuxer, name, 1, &chunk))
        bytes = g_bytes_new(chunk.chunk.bytes, chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return bytes;
}

static guint orientation_of(WebPDemuxer *demuxer)
{
    g_autoptr(GBytes) exif = chunk_of(demuxer, "EXIF");
    gsize length = 0;
    const guint8 *data = exif ? g_bytes_get_data(exif, &length) : NULL;
    gsize skip = length > 6 && memcmp(data, "Exif\0", 6) == 0 ? 6 : 0;
    return data ? recto_exif_orientation(data + skip, length - skip) : 1;
}

gboolean recto_webp_probe(GBytes *file, RectoImageInfo *ret_info, GError **error)
{
    WebPDemuxer *demuxer = open_file(file);
    if (!demuxer)
        return damaged(error);
    guint width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH), height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
    guint orientation = orientation_of(demuxer);
    *ret_info = (RectoImageInfo){
        .format = RECTO_PICTURE_WEBP,
        .width = orientation > 4 ? height : width,
        .height = orientation > 4 ? width : height,
        .orientation = orientation,
        .animated = (WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG) != 0,
    };
    WebPDemuxDelete(demuxer);
    return recto_picture_check_size(width, height, error);
}

static gboolean decode_first(GBytes *file, RectoRaster *raster)
{
    WebPData data = {0};
    WebPAnimDecoderOptions options;
    guint8 *canvas = NULL;
    int moment = 0;
    data.bytes = g_bytes_get_data(file, &data.size);
    WebPAnimDecoderOptionsInit(&options);
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, &options);
    gboolean decoded = decoder && WebPAnimDecoderGetNext(decoder, &canvas, &moment);
    if (decoded)
        memcpy(raster->pixels, canvas, (gsize)raster->width * raster->height * 4);
    WebPAnimDecoderDelete(decoder);
    return decoded;
}

static gboolean decode_still(GBytes *file, RectoRaster *raster)
{
    gsize length = 0, stride = (gsize)raster->width * 4;
    const guint8 *data = g_bytes_get_data(file, &length);
    return WebPDecodeRGBAInto(data, length, raster->pixels, stride * raster->height, (int)stride) != NULL;
}

gboolean recto_webp_decode(GBytes *file, RectoRaster *ret_raster, gboolean *ret_lossy, GError **error)
{
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    WebPBitstreamFeatures features;
    *ret_raster = (RectoRaster){0};
    if (WebPGetFeatures(data, length, &features) != VP8_STATUS_OK)
        return damaged(error);
    if (!recto_raster_init(ret_raster, (guint)features.width, (guint)features.height, error))
        return FALSE;
    if (!(features.has_animation ? decode_first(file, ret_raster) : decode_still(file, ret_raster))) {
        recto_raster_clear(ret_raster);
        return damaged(error);
    }
    *ret_lossy = features.format != 2;
    ret_raster->opaque = TRUE;
    for (gsize i = 0, n = (gsize)ret_raster->width * ret_raster->height; i < n && ret_raster->opaque; i++)
        ret_raster->opaque = ret_raster->pixels[i * 4 + 3] == 255;
    WebPDemuxer *demuxer = open_file(file);
    g_autoptr(GBytes) profile = demuxer ? chunk_of(demuxer, "ICCP") : NULL;
    recto_raster_to_srgb(ret_raster, profile);
    WebPDemuxDelete(demuxer);
    return TRUE;
}
