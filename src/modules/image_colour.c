/* ICC profiles, with lcms2. */
#include "modules/image_codec.h"

#include <lcms2.h>

/* Steps of a grid over the colours, and how far sRGB may be missed, to be sRGB all the same. */
#define GRID      5
#define MOST_MISS 2

static cmsHPROFILE open_profile(GBytes *profile)
{
    gsize length = 0;
    gconstpointer data = profile ? g_bytes_get_data(profile, &length) : NULL;
    return length >= 128 && length <= G_MAXUINT32 ? cmsOpenProfileFromMem(data, (cmsUInt32Number)length) : NULL;
}

static cmsHTRANSFORM make_transform(GBytes *profile, cmsUInt32Number from, cmsUInt32Number to, cmsUInt32Number flags)
{
    cmsHPROFILE source = open_profile(profile), target = cmsCreate_sRGBProfile();
    cmsHTRANSFORM transform = source ? cmsCreateTransform(source, from, target, to, INTENT_RELATIVE_COLORIMETRIC,
                                                          flags | cmsFLAGS_BLACKPOINTCOMPENSATION)
                                     : NULL;
    if (source)
        cmsCloseProfile(source);
    cmsCloseProfile(target);
    return transform;
}

/* Colours come out as they went in. */
static gboolean is_srgb(GBytes *profile)
{
    cmsHTRANSFORM transform = make_transform(profile, TYPE_RGB_8, TYPE_RGB_8, cmsFLAGS_NOCACHE);
    gboolean same = transform != NULL;
    for (guint i = 0; same && i < GRID * GRID * GRID; i++) {
        guint8 in[3] = {(guint8)(i % GRID * 255 / (GRID - 1)), (guint8)(i / GRID % GRID * 255 / (GRID - 1)),
                        (guint8)(i / GRID / GRID * 255 / (GRID - 1))};
        guint8 out[3] = {0};
        cmsDoTransform(transform, in, out, 1);
        for (guint c = 0; c < 3; c++)
            same &= ABS((int)in[c] - (int)out[c]) <= MOST_MISS;
    }
    if (transform)
        cmsDeleteTransform(transform);
    return same;
}

/* Classes of profiles that ISO 19005-3, 6.2.4.2, knows. */
static gboolean is_of_device(cmsHPROFILE profile)
{
    cmsProfileClassSignature class = cmsGetDeviceClass(profile);
    return class == cmsSigInputClass || class == cmsSigDisplayClass || class == cmsSigOutputClass ||
           class == cmsSigColorSpaceClass;
}

GBytes *recto_profile_worth_keeping(GBytes *profile, guint components)
{
    cmsHPROFILE opened = open_profile(profile);
    if (!opened)
        return NULL;
    cmsColorSpaceSignature wanted = components == 1 ? cmsSigGrayData : cmsSigRgbData;
    gboolean fits = cmsGetColorSpace(opened) == wanted && is_of_device(opened) && cmsGetProfileVersion(opened) < 4.5;
    cmsCloseProfile(opened);
    if (!fits || components == 1 || is_srgb(profile))
        return NULL;
    /* A profile that no transform can be made of is of no use to anybody. */
    cmsHTRANSFORM transform = make_transform(profile, TYPE_RGB_8, TYPE_RGB_8, 0);
    if (!transform)
        return NULL;
    cmsDeleteTransform(transform);
    return g_bytes_ref(profile);
}

void recto_raster_to_srgb(RectoRaster *raster, GBytes *profile)
{
    GBytes *kept = recto_profile_worth_keeping(profile, 3);
    cmsHTRANSFORM transform = kept ? make_transform(kept, TYPE_RGBA_8, TYPE_RGBA_8, cmsFLAGS_COPY_ALPHA) : NULL;
    for (guint y = 0; transform && y < raster->height; y++) {
        guint8 *row = raster->pixels + (gsize)y * raster->width * 4;
        cmsDoTransform(transform, row, row, raster->width);
    }
    if (transform)
        cmsDeleteTransform(transform);
    g_clear_pointer(&kept, g_bytes_unref);
}

gpointer recto_cmyk_transform(GBytes *profile, gboolean inverted)
{
    return make_transform(profile, inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8, TYPE_RGBA_8, 0);
}

void recto_cmyk_transform_free(gpointer transform)
{
    if (transform)
        cmsDeleteTransform(transform);
}

void recto_cmyk_to_srgb(const guint8 *cmyk, guint8 *rgba, guint n, gboolean inverted, gpointer transform)
{
    if (transform)
        cmsDoTransform(transform, cmyk, rgba, n);
    for (guint i = 0; i < n; i++, cmyk += 4, rgba += 4) {
        guint light = inverted ? cmyk[3] : 255u - cmyk[3];
        for (guint c = 0; !transform && c < 3; c++)
            rgba[c] = (guint8)((inverted ? cmyk[c] : 255u - cmyk[c]) * light / 255);
        rgba[3] = 255;
    }
}
