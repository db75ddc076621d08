/* Codes to be scanned (ISO/IEC 18004): the module "qr", by libqrencode. */
#pragma once

#include <glib.h>

/* The code of `text`, error correction M (15 %): `*ret_width` × `*ret_width` bytes, row by row, 1 for dark. NULL when
 * it is too long for a code, 2331 bytes. Caller frees. */
typedef guint8 *(*RectoQrEncode)(const char *text, guint *ret_width);

#define RECTO_QR_MODULE "qr"
#define RECTO_QR_SYMBOL "recto_qr_encode"
guint8 *recto_qr_encode(const char *text, guint *ret_width);
