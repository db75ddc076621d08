/* Windows-1252, the encoding that text of unknown origin most often is in. Bytes below 0x80 are ASCII and no concern
 * here. */
#pragma once

#include <glib.h>

/* Character of a byte from 0x80; 0 for the five bytes that Windows-1252 leaves undefined (81 8D 8F 90 9D). */
gunichar recto_windows_1252_decode(guint8 byte);

/* Byte from 0x80 that is read as `character` in Windows-1252 or in Latin-1 (so U+0080–U+009F count too); -1: none. */
int recto_windows_1252_encode(gunichar character);
