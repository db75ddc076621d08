/* QR module: encodes a text as a QR code with libqrencode (qr.h). */
#include "modules/qr.h"

#include <qrencode.h>

guint8 *recto_qr_encode(const char *text, guint *ret_width)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return NULL;
    guint n = (guint)(code->width * code->width);
    guint8 *modules = g_memdup2(code->data, n);
    for (guint i = 0; i < n; i++)
        modules[i] &= 1;
    *ret_width = (guint)code->width;
    QRcode_free(code);
    return modules;
}
