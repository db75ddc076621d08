/* Measures text without breaking it: its unbreakable pieces, for choosing a line length. */
#include "text/engine.h"
#include "text/breaker.h"

static void end_piece(GArray *pieces, RectoTextPiece *piece, gboolean forced)
{
    piece->forced = forced;
    if (piece->width > 0 || forced)
        g_array_append_val(pieces, *piece);
    *piece = (RectoTextPiece){0};
}

GArray *recto_text_pieces(RectoText *text)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(RectoTextPiece));
    RectoTextPiece piece = {0};
    recto_text_prepare(text);
    for (guint i = 0; i < text->segments->len; i++) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
        if (segment->kind == RECTO_SEGMENT_FORCED) {
            end_piece(pieces, &piece, TRUE);
            continue;
        }
        if (segment->kind == RECTO_SEGMENT_SPACE) {
            piece.space += segment->width;
        } else {
            /* A space that does not break belongs to the piece. */
            piece.width += piece.space + segment->width;
            piece.space = 0;
        }
        if (segment->after != RECTO_BREAK_NEVER)
            end_piece(pieces, &piece, FALSE);
    }
    end_piece(pieces, &piece, FALSE);
    return pieces;
}

guint recto_pieces_fill(const RectoTextPiece *pieces, guint n_pieces, RectoLength measure, RectoLength *ret_widest)
{
    guint lines = 1;
    gint64 width = 0, space = 0, widest = 0, wide = MAX(measure, 1);
    gboolean fresh = TRUE;
    for (guint i = 0; i < n_pieces; i++) {
        const RectoTextPiece *piece = &pieces[i];
        if (!fresh && width + space + piece->width > wide) {
            lines++;
            width = space = 0;
        }
        width += space + piece->width;
        if (width > wide) { /* it is cut into as many lines as it fills */
            lines += (guint)((width - 1) / wide);
            widest = wide;
            width -= (width - 1) / wide * wide;
        }
        widest = MAX(widest, width);
        space = piece->space;
        fresh = piece->forced;
        if (piece->forced && i + 1 < n_pieces) {
            lines++;
            width = space = 0;
        }
    }
    if (ret_widest)
        *ret_widest = (RectoLength)widest;
    return lines;
}
