/* Builds a small ICC profile of sRGB (ISO 15076-1) for the output intent. */
#include "pdf/pdf.h"

#include <string.h>

/* s15Fixed16: 16 bits of fraction */
#define FIXED(number) ((gint32)((number)*65536 + ((number) < 0 ? -0.5 : 0.5)))

#define HEADER_SIZE 128
#define VERSION     0x04200000

static void put_u32(GByteArray *out, guint32 value)
{
    guint32 bytes = GUINT32_TO_BE(value);
    g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

static void put_u16(GByteArray *out, guint16 value)
{
    guint16 bytes = GUINT16_TO_BE(value);
    g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

/* A type's signature and its reserved word. */
static void put_type(GByteArray *out, const char *signature)
{
    g_byte_array_append(out, (const guint8 *)signature, 4);
    put_u32(out, 0);
}

/* multiLocalizedUnicodeType, one English record */
static void put_words(GByteArray *out, const char *words)
{
    put_type(out, "mluc");
    put_u32(out, 1);
    put_u32(out, 12);
    g_byte_array_append(out, (const guint8 *)"enUS", 4);
    put_u32(out, (guint32)strlen(words) * 2);
    put_u32(out, 28);
    for (const char *p = words; *p; p++)
        put_u16(out, (guchar)*p);
}

static void put_fixed(GByteArray *out, const char *type, const gint32 *numbers, guint n)
{
    put_type(out, type);
    for (guint i = 0; i < n; i++)
        put_u32(out, (guint32)numbers[i]);
}

/* parametricCurveType, function 3: IEC 61966-2-1's transfer curve */
static void put_curve(GByteArray *out)
{
    static const gint32 g_a_b_c_d[] = {FIXED(2.4), FIXED(1 / 1.055), FIXED(0.055 / 1.055), FIXED(1 / 12.92),
                                       FIXED(0.04045)};
    put_type(out, "para");
    put_u16(out, 3);
    put_u16(out, 0);
    for (guint i = 0; i < G_N_ELEMENTS(g_a_b_c_d); i++)
        put_u32(out, (guint32)g_a_b_c_d[i]);
}

/* D50, and sRGB's primaries adapted to it by the Bradford transform */
static const gint32 white[] = {FIXED(0.9642), FIXED(1.0), FIXED(0.8249)};
static const gint32 red[] = {FIXED(0.43607), FIXED(0.22249), FIXED(0.01392)};
static const gint32 green[] = {FIXED(0.38515), FIXED(0.71687), FIXED(0.09708)};
static const gint32 blue[] = {FIXED(0.14307), FIXED(0.06061), FIXED(0.7141)};
static const gint32 adaptation[] = {FIXED(1.04781),  FIXED(0.02289),  FIXED(-0.05013), FIXED(0.02954), FIXED(0.99048),
                                    FIXED(-0.01705), FIXED(-0.00923), FIXED(0.01504),  FIXED(0.75213)};

static void put_header(GByteArray *out)
{
    static const guint8 date[12] = {0x07, 0xD0, 0, 1, 0, 1}; /* a fixed one */
    static const guint8 zeros[HEADER_SIZE];
    put_u32(out, 0); /* size, set at the end */
    put_u32(out, 0);
    put_u32(out, VERSION);
    g_byte_array_append(out, (const guint8 *)"mntrRGB XYZ ", 12);
    g_byte_array_append(out, date, sizeof date);
    g_byte_array_append(out, (const guint8 *)"acsp", 4);
    g_byte_array_append(out, zeros, 28); /* platform, flags, maker, model, attributes, intent: perceptual */
    for (guint i = 0; i < 3; i++)
        put_u32(out, (guint32)white[i]);
    g_byte_array_append(out, zeros, HEADER_SIZE - out->len); /* creator, ID */
}

typedef struct {
    const char *signature;
    guint data; /* which block of data */
} Tag;

static void put_block(GByteArray *out, guint block)
{
    switch (block) {
    case 0:
        put_words(out, "sRGB");
        break;
    case 1:
        put_words(out, "CC0");
        break;
    case 2:
        put_fixed(out, "XYZ ", white, 3);
        break;
    case 3:
        put_fixed(out, "XYZ ", red, 3);
        break;
    case 4:
        put_fixed(out, "XYZ ", green, 3);
        break;
    case 5:
        put_fixed(out, "XYZ ", blue, 3);
        break;
    case 6:
        put_fixed(out, "sf32", adaptation, 9);
        break;
    default:
        put_curve(out);
        break;
    }
}

#define N_BLOCKS 8

GByteArray *recto_pdf_icc_srgb(void)
{
    static const Tag tags[] = {{"desc", 0}, {"cprt", 1}, {"wtpt", 2}, {"rXYZ", 3}, {"gXYZ", 4},
                               {"bXYZ", 5}, {"chad", 6}, {"rTRC", 7}, {"gTRC", 7}, {"bTRC", 7}};
    guint32 offsets[N_BLOCKS], lengths[N_BLOCKS];
    g_autoptr(GByteArray) data = g_byte_array_new();
    guint32 start = HEADER_SIZE + 4 + 12 * G_N_ELEMENTS(tags);
    for (guint i = 0; i < N_BLOCKS; i++) {
        offsets[i] = start + data->len;
        put_block(data, i);
        lengths[i] = start + data->len - offsets[i];
        while (data->len % 4)
            g_byte_array_append(data, (const guint8 *)"", 1);
    }
    GByteArray *out = g_byte_array_new();
    put_header(out);
    put_u32(out, G_N_ELEMENTS(tags));
    for (guint i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_byte_array_append(out, (const guint8 *)tags[i].signature, 4);
        put_u32(out, offsets[tags[i].data]);
        put_u32(out, lengths[tags[i].data]);
    }
    g_byte_array_append(out, data->data, data->len);
    guint32 size = GUINT32_TO_BE(out->len);
    memcpy(out->data, &size, sizeof size);
    return out;
}
