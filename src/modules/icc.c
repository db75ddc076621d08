/* ICC module: converts sRGB colours to the inks of an output profile with Little CMS (icc.h). */
#include "modules/icc.h"

#include <gio/gio.h>
#include <lcms2.h>
#include <math.h>

struct RectoIcc {
    cmsContext context; /* private context, so that no error handler writes to standard error */
    cmsHPROFILE profile;
    cmsHTRANSFORM from_srgb; /* transform from 8 bits per channel to inks from 0 to 100 */
    cmsHTRANSFORM to_lab;    /* inks → CIELAB */
    char *name;
};

static void close_icc(RectoIcc *icc)
{
    if (!icc)
        return;
    if (icc->from_srgb)
        cmsDeleteTransform(icc->from_srgb);
    if (icc->to_lab)
        cmsDeleteTransform(icc->to_lab);
    if (icc->profile)
        cmsCloseProfile(icc->profile);
    cmsDeleteContext(icc->context);
    g_free(icc->name);
    g_free(icc);
}

static char *description(cmsHPROFILE profile)
{
    char text[256] = "";
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", text, sizeof text);
    return g_strstrip(g_utf8_make_valid(text, -1));
}

static gboolean make_transforms(RectoIcc *icc)
{
    const cmsUInt32Number flags = cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE;
    cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(icc->context), lab = cmsCreateLab4ProfileTHR(icc->context, NULL);
    if (srgb && lab) {
        icc->from_srgb = cmsCreateTransformTHR(icc->context, srgb, TYPE_RGB_8, icc->profile, TYPE_CMYK_DBL,
                                               INTENT_RELATIVE_COLORIMETRIC, flags);
        icc->to_lab = cmsCreateTransformTHR(icc->context, icc->profile, TYPE_CMYK_DBL, lab, TYPE_Lab_DBL,
                                            INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE);
    }
    if (srgb)
        cmsCloseProfile(srgb);
    if (lab)
        cmsCloseProfile(lab);
    return icc->from_srgb && icc->to_lab;
}

static RectoIcc *open_icc(const void *data, gsize length, GError **error)
{
    RectoIcc *icc = g_new0(RectoIcc, 1);
    icc->context = cmsCreateContext(NULL, NULL);
    icc->profile = length < G_MAXINT32 ? cmsOpenProfileFromMemTHR(icc->context, data, (cmsUInt32Number)length) : NULL;
    if (!icc->profile || cmsGetColorSpace(icc->profile) != cmsSigCmykData ||
        cmsGetDeviceClass(icc->profile) != cmsSigOutputClass || !make_transforms(icc)) {
        close_icc(icc);
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a CMYK profile of a printing condition");
        return NULL;
    }
    icc->name = description(icc->profile);
    return icc;
}

static char *name_of(const RectoIcc *icc)
{
    return g_strdup(icc->name);
}

/* ---- the least ink for a look ---- */

static double difference(const RectoIcc *icc, const double *inks, const cmsCIELab *wanted)
{
    cmsCIELab lab;
    cmsDoTransform(icc->to_lab, inks, &lab, 1);
    double l = lab.L - wanted->L, a = lab.a - wanted->a, b = lab.b - wanted->b;
    return l * l + a * a + b * b;
}

/* First and last step of the search, per cent, and most looks that it takes. */
#define FIRST_STEP 16.0
#define LAST_STEP  0.5
#define MOST_LOOKS 600

/* One step towards the look, with the ink `without` left out; FALSE when none is nearer. */
static gboolean step_nearer(const RectoIcc *icc, double *inks, guint without, double step, double *distance,
                            const cmsCIELab *wanted)
{
    double best[RECTO_N_INKS];
    gboolean nearer = FALSE;
    for (guint i = 0; i < RECTO_N_INKS; i++) {
        for (int sign = -1; sign <= 1 && i != without; sign += 2) {
            double tried[RECTO_N_INKS];
            memcpy(tried, inks, sizeof tried);
            tried[i] = CLAMP(tried[i] + sign * step, 0, 100);
            double found = difference(icc, tried, wanted);
            if (found >= *distance)
                continue;
            *distance = found;
            memcpy(best, tried, sizeof best);
            nearer = TRUE;
        }
    }
    if (nearer)
        memcpy(inks, best, sizeof best);
    return nearer;
}

static double search(const RectoIcc *icc, double *inks, guint without, const cmsCIELab *wanted)
{
    double grey = MIN(inks[RECTO_CYAN], MIN(inks[RECTO_MAGENTA], inks[RECTO_YELLOW]));
    for (guint i = 0; i < RECTO_BLACK; i++)
        inks[i] -= grey;
    inks[without] = 0;
    inks[RECTO_BLACK] = MIN(inks[RECTO_BLACK] + grey, 100);
    double distance = difference(icc, inks, wanted), step = FIRST_STEP;
    for (guint looks = 0; step >= LAST_STEP && looks < MOST_LOOKS; looks += 2 * (RECTO_N_INKS - 1))
        if (!step_nearer(icc, inks, without, step, &distance, wanted))
            step /= 2;
    return distance;
}

static RectoCmyk convert(RectoColour colour, gpointer data)
{
    const RectoIcc *icc = data;
    const guint8 channels[] = {colour.r, colour.g, colour.b};
    double full[RECTO_N_INKS], best = INFINITY;
    RectoCmyk cmyk = {.given = TRUE};
    cmsCIELab wanted;
    cmsDoTransform(icc->from_srgb, channels, full, 1);
    cmsDoTransform(icc->to_lab, full, &wanted, 1);
    for (guint without = RECTO_CYAN; without < RECTO_BLACK; without++) {
        double inks[RECTO_N_INKS];
        memcpy(inks, full, sizeof inks);
        double distance = search(icc, inks, without, &wanted);
        if (distance >= best)
            continue;
        best = distance;
        for (guint i = 0; i < RECTO_N_INKS; i++)
            cmyk.ink[i] = (guint16)(10 * lround(inks[i]));
    }
    return cmyk;
}

/* ---- pictures ---- */

/* Steps of a channel between black and white. */
#define STEPS 15

static guint most_ink(RectoIcc *icc)
{
    double most = 0;
    for (guint i = 0; i <= STEPS; i++)
        for (guint k = 0; k <= STEPS; k++)
            for (guint m = 0; m <= STEPS; m++) {
                const guint8 channels[] = {(guint8)(i * 255 / STEPS), (guint8)(k * 255 / STEPS),
                                           (guint8)(m * 255 / STEPS)};
                double inks[RECTO_N_INKS];
                cmsDoTransform(icc->from_srgb, channels, inks, 1);
                most = MAX(most, inks[0] + inks[1] + inks[2] + inks[3]);
            }
    return (guint)lround(10 * most);
}

const RectoIccTools recto_icc_tools = {open_icc, close_icc, name_of, convert, most_ink};
