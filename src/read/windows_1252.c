/* Converts between Windows-1252 bytes and Unicode characters. */
#include "read/windows_1252.h"

static const guint16 upper_controls[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

gunichar recto_windows_1252_decode(guint8 byte)
{
    return byte < 0xA0 ? upper_controls[byte & 0x1F] : byte;
}

int recto_windows_1252_encode(gunichar character)
{
    if (character >= 0x80 && character <= 0xFF)
        return (int)character;
    if (character < 0x0152 || character > 0x2122)
        return -1;
    for (int i = 0; i < 32; i++) {
        if (upper_controls[i] == character)
            return 0x80 + i;
    }
    return -1;
}
