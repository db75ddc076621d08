/* Rasters: room for them, sampling down, turning. */
#include "modules/image_codec.h"

#include <string.h>

/* Weights are in 1/16384. */
#define WEIGHT_BITS 14
#define WEIGHT_ONE  (1 << WEIGHT_BITS)

gboolean recto_picture_check_size(guint64 width, guint64 height, GError **error)
{
    if (width == 0 || height == 0) {
        recto_picture_fail(error, G_IO_ERROR_INVALID_DATA, "the image has no size");
        return FALSE;
    }
    if (width <= RECTO_PICTURE_MOST_SIDE && height <= RECTO_PICTURE_MOST_SIDE &&
        width * height <= RECTO_PICTURE_MOST_PIXELS)
        return TRUE;
    recto_picture_fail(error, G_IO_ERROR_NO_SPACE,
                       "%" G_GUINT64_FORMAT " x %" G_GUINT64_FORMAT " pixels exceed the limit of %u million", width,
                       height, RECTO_PICTURE_MOST_PIXELS >> 20);
    return FALSE;
}

gboolean recto_raster_init(RectoRaster *raster, guint width, guint height, GError **error)
{
    *raster = (RectoRaster){.width = width, .height = height, .opaque = TRUE};
    if (!recto_picture_check_size(width, height, error))
        return FALSE;
    raster->pixels = g_try_malloc0((gsize)width * height * 4);
    if (!raster->pixels)
        recto_picture_fail(error, G_IO_ERROR_NO_SPACE, "not enough memory for %u x %u pixels", width, height);
    return raster->pixels != NULL;
}

void recto_raster_clear(RectoRaster *raster)
{
    g_clear_pointer(&raster->pixels, g_free);
}

/* ---- sampling down ---- */

/* The source pixels that make one pixel, along one axis. */
typedef struct {
    guint first, n;
    const gint32 *weights;
} FilterTaps;

typedef struct {
    guint n;
    FilterTaps *taps;
    gint32 *weights;
} Filter;

/* Catmull-Rom's cubic at `x` in 1/4096, result in 1/16384. */
static gint64 cubic(gint64 x)
{
    x = ABS(x);
    gint64 one = 4096, x2 = x * x / one, x3 = x2 * x / one;
    if (x < one)
        return (3 * x3 - 5 * x2 + 2 * one) * WEIGHT_ONE / (2 * one);
    if (x < 2 * one)
        return (-x3 + 5 * x2 - 8 * x + 4 * one) * WEIGHT_ONE / (2 * one);
    return 0;
}

/* Weights of one pixel add up to one: what rounding leaves goes to the middle. */
static void level(gint32 *weights, guint n, gint64 sum)
{
    gint32 total = 0;
    for (guint i = 0; i < n; i++) {
        weights[i] = (gint32)((gint64)weights[i] * WEIGHT_ONE / (sum ? sum : 1));
        total += weights[i];
    }
    weights[n / 2] += WEIGHT_ONE - total;
}

static void filter_init(Filter *filter, guint from, guint to)
{
    guint most = 4 * (from / to + 2);
    filter->n = to;
    filter->taps = g_new0(FilterTaps, to);
    filter->weights = g_new0(gint32, (gsize)most * to);
    for (guint i = 0; i < to; i++) {
        /* Centre and reach in 1/4096 of a source pixel. */
        gint64 centre = (2 * (gint64)i + 1) * from * 2048 / to, reach = 2 * (gint64)from * 4096 / to;
        gint64 first = MAX((centre - reach) / 4096, 0), last = MIN((centre + reach) / 4096, (gint64)from - 1);
        gint32 *weights = filter->weights + (gsize)i * most;
        gint64 sum = 0;
        guint n = (guint)MIN(last - first + 1, (gint64)most);
        for (guint k = 0; k < n; k++) {
            gint64 distance = (first + k) * 4096 + 2048 - centre;
            weights[k] = (gint32)cubic(distance * to / from);
            sum += weights[k];
        }
        level(weights, n, sum);
        filter->taps[i] = (FilterTaps){(guint)first, n, weights};
    }
}

static void filter_clear(Filter *filter)
{
    g_free(filter->taps);
    g_free(filter->weights);
}

/* Weights of either sign add up to far less than 2^31 / 255. */
static guint8 to_byte(gint32 sum)
{
    return (guint8)CLAMP((sum + WEIGHT_ONE / 2) >> WEIGHT_BITS, 0, 255);
}

/* One pixel of four channels. */
static void sample(const guint8 *source, const FilterTaps *taps, guint8 *out)
{
    gint32 sum[4] = {0};
    const guint8 *at = source + (gsize)taps->first * 4;
    for (guint k = 0; k < taps->n; k++, at += 4)
        for (guint c = 0; c < 4; c++)
            sum[c] += taps->weights[k] * at[c];
    for (guint c = 0; c < 4; c++)
        out[c] = to_byte(sum[c]);
}

/* Computes one output row from the source rows. Reads each row once from end to end. `stride` is the row size in
 * bytes. */
static void sample_row(const guint8 *source, gsize stride, const FilterTaps *taps, gint32 *sums, guint8 *out)
{
    memset(sums, 0, stride * sizeof *sums);
    for (guint k = 0; k < taps->n; k++) {
        const guint8 *row = source + (taps->first + k) * stride;
        gint32 weight = taps->weights[k];
        for (gsize i = 0; i < stride; i++)
            sums[i] += weight * row[i];
    }
    for (gsize i = 0; i < stride; i++)
        out[i] = to_byte(sums[i]);
}

/* Colours of clear pixels must not count. */
static void multiply(RectoRaster *raster)
{
    guint8 *p = raster->pixels;
    for (gsize i = (gsize)raster->width * raster->height; !raster->opaque && i > 0; i--, p += 4)
        for (guint c = 0; p[3] < 255 && c < 3; c++)
            p[c] = (guint8)((p[c] * p[3] + 127) / 255);
}

static void divide(RectoRaster *raster)
{
    guint8 *p = raster->pixels;
    for (gsize i = (gsize)raster->width * raster->height; !raster->opaque && i > 0; i--, p += 4)
        for (guint c = 0; p[3] < 255 && c < 3; c++)
            p[c] = p[3] ? (guint8)MIN((p[c] * 255 + p[3] / 2) / p[3], 255) : 0;
}

static gboolean scale_rows(RectoRaster *raster, guint width, GError **error)
{
    RectoRaster out;
    Filter filter;
    if (!recto_raster_init(&out, width, raster->height, error))
        return FALSE;
    filter_init(&filter, raster->width, width);
    for (guint y = 0; y < raster->height; y++)
        for (guint x = 0; x < width; x++)
            sample(raster->pixels + (gsize)y * raster->width * 4, &filter.taps[x],
                   out.pixels + ((gsize)y * width + x) * 4);
    filter_clear(&filter);
    out.opaque = raster->opaque;
    recto_raster_clear(raster);
    *raster = out;
    return TRUE;
}

static gboolean scale_columns(RectoRaster *raster, guint height, GError **error)
{
    RectoRaster out;
    Filter filter;
    gsize stride = (gsize)raster->width * 4;
    if (!recto_raster_init(&out, raster->width, height, error))
        return FALSE;
    filter_init(&filter, raster->height, height);
    g_autofree gint32 *sums = g_new(gint32, stride);
    for (guint y = 0; y < height; y++)
        sample_row(raster->pixels, stride, &filter.taps[y], sums, out.pixels + y * stride);
    filter_clear(&filter);
    out.opaque = raster->opaque;
    recto_raster_clear(raster);
    *raster = out;
    return TRUE;
}

gboolean recto_raster_scale(RectoRaster *raster, guint width, guint height, GError **error)
{
    width = CLAMP(width, 1, raster->width);
    height = CLAMP(height, 1, raster->height);
    if (width == raster->width && height == raster->height)
        return TRUE;
    multiply(raster);
    if (width < raster->width && !scale_rows(raster, width, error))
        return FALSE;
    if (height < raster->height && !scale_columns(raster, height, error))
        return FALSE;
    divide(raster);
    return TRUE;
}

/* ---- turning ---- */

/* Where the stored pixel (x, y) of a picture w x h goes, for each of EXIF's orientations. */
static gsize turned(guint orientation, guint x, guint y, guint w, guint h)
{
    switch (orientation) {
    case 2:
        return (gsize)y * w + (w - 1 - x);
    case 3:
        return (gsize)(h - 1 - y) * w + (w - 1 - x);
    case 4:
        return (gsize)(h - 1 - y) * w + x;
    case 5:
        return (gsize)x * h + y;
    case 6:
        return (gsize)x * h + (h - 1 - y);
    case 7:
        return (gsize)(w - 1 - x) * h + (h - 1 - y);
    case 8:
        return (gsize)(w - 1 - x) * h + y;
    default:
        return (gsize)y * w + x;
    }
}

gboolean recto_raster_turn(RectoRaster *raster, guint orientation, GError **error)
{
    RectoRaster out;
    guint w = raster->width, h = raster->height;
    if (orientation < 2 || orientation > 8)
        return TRUE;
    if (!recto_raster_init(&out, orientation > 4 ? h : w, orientation > 4 ? w : h, error))
        return FALSE;
    const guint8 *p = raster->pixels;
    for (guint y = 0; y < h; y++)
        for (guint x = 0; x < w; x++, p += 4)
            memcpy(out.pixels + turned(orientation, x, y, w, h) * 4, p, 4);
    out.opaque = raster->opaque;
    recto_raster_clear(raster);
    *raster = out;
    return TRUE;
}
