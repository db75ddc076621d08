/* EXIF (CIPA DC-008): the one entry that matters here, the orientation in the first directory. */
#include "modules/image_codec.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define ENTRY_BYTES     12

static guint read16(const guint8 *at, gboolean big)
{
    return big ? (guint)at[0] << 8 | at[1] : (guint)at[1] << 8 | at[0];
}

static guint32 read32(const guint8 *at, gboolean big)
{
    return big ? (guint32)read16(at, big) << 16 | read16(at + 2, big)
               : (guint32)read16(at + 2, big) << 16 | read16(at, big);
}

guint recto_exif_orientation(const guint8 *data, gsize length)
{
    if (length < 8 || (memcmp(data, "II", 2) != 0 && memcmp(data, "MM", 2) != 0))
        return 1;
    gboolean big = data[0] == 'M';
    gsize directory = read32(data + 4, big);
    if (directory > length || length - directory < 2)
        return 1;
    guint n = read16(data + directory, big);
    for (gsize i = 0, at = directory + 2; i < n && at + ENTRY_BYTES <= length; i++, at += ENTRY_BYTES) {
        if (read16(data + at, big) != TAG_ORIENTATION)
            continue;
        guint value = read16(data + at + 8, big);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}
