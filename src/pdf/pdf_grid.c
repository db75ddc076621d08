/* Coordinates of a drawing's paths on a grid that every processor reaches.
 *
 * Cairo stores the points of a path in steps of 1/256. Where a point lies halfway between two steps, the last bit of a
 * double decides, and compilers for other processors compute it otherwise (fused multiplication): the same drawing has
 * other bytes there. So drawings are recorded larger than life (picture/svg.c), and the points rounded here to a tenth
 * of a unit, which is far coarser than a step and far finer than any printer. */
#include "pdf/pdf_grid.h"

#include "pdf/pdf_token.h"

#include <math.h>

#define MAX_PATH_OPERANDS 6

/* Returns the number of operands before a path operator that are coordinates (ISO 32000-1, table 59), or 0 for other
 * operators. */
static guint coordinates_of(const RectoPdfToken *operator)
{
    static const struct {
        char name[3];
        guint8 n;
    } operators[] = {{"m", 2}, {"l", 2}, {"c", 6}, {"v", 4}, {"y", 4}, {"re", 4}};
    for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
        if (recto_pdf_token_is(operator, operators[i].name))
            return operators[i].n;
    return 0;
}

static gboolean read_number(const RectoPdfToken *token, double *ret_number)
{
    char digits[32], *end = NULL;
    if (!token->length || token->length >= sizeof digits)
        return FALSE;
    memcpy(digits, token->text, token->length);
    digits[token->length] = '\0';
    *ret_number = g_ascii_strtod(digits, &end);
    return end == digits + token->length && fabs(*ret_number) < G_MAXINT32;
}

static void put_tenths(GString *out, double number)
{
    gint64 tenths = llround(number * 10), size = ABS(tenths);
    g_string_append_printf(out, "%s%" G_GINT64_FORMAT, tenths < 0 ? "-" : "", size / 10);
    if (size % 10)
        g_string_append_printf(out, ".%d", (int)(size % 10));
}

GString *recto_pdf_round_paths(const char *content, gsize length)
{
    GString *out = g_string_sized_new(length);
    RectoPdfToken operands[MAX_PATH_OPERANDS] = {{0}}, token;
    gsize position = 0, copied = 0;
    while (recto_pdf_next_token(content, length, &position, &token)) {
        guint n = coordinates_of(&token);
        for (guint i = MAX_PATH_OPERANDS - n; n && i < MAX_PATH_OPERANDS; i++) {
            double number = 0;
            if (!read_number(&operands[i], &number))
                continue;
            g_string_append_len(out, content + copied, operands[i].text - (content + copied));
            put_tenths(out, number);
            copied = (gsize)(operands[i].text + operands[i].length - content);
        }
        memmove(operands, operands + 1, sizeof operands - sizeof *operands);
        operands[MAX_PATH_OPERANDS - 1] = token;
    }
    g_string_append_len(out, content + copied, (gssize)(length - copied));
    return out;
}
