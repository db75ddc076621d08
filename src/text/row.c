/* Converts a text into boxes, glue and penalties (row.h). */
#include "text/row.h"

#include "text/heading_breaks.h"

/* A gap between ideographs gives and takes this share of their size, per mille. */
#define IDEOGRAPHIC_FLEX 150

void recto_row_clear(RectoRow *row)
{
    g_clear_pointer(&row->items, g_array_unref);
    g_clear_pointer(&row->places, g_array_unref);
}

static void add(RectoRow *row, RectoBreakItem item, guint32 segment, guint32 byte)
{
    RectoTextPosition place = {segment, byte};
    g_array_append_val(row->items, item);
    g_array_append_val(row->places, place);
}

const RectoShaped *recto_hyphen_of(const RectoText *text, const RectoSegment *segment)
{
    const RectoFace *face = recto_fonts_face_of(text->engine->fonts, segment->analysis->font);
    const char *features = recto_text_span_at(text, segment->stretch)->style.features;
    gboolean real = recto_face_has(face, 0x2010);
    return recto_shape(text->engine, real ? "\xE2\x80\x90" : "-", real ? 3 : 1, segment->analysis, features);
}

RectoLength recto_overhang(const RectoText *text, const RectoSegment *segment, const RectoShaped *shaped, guint32 start,
                           guint32 end, gboolean at_end)
{
    if (!shaped || shaped->n_glyphs == 0 || segment->kind != RECTO_SEGMENT_WORD)
        return 0;
    const char *string = text->string->str;
    gunichar c = g_utf8_get_char(at_end ? g_utf8_prev_char(string + end) : string + start);
    return recto_protrusion(shaped, c, at_end);
}

/* How far a segment has been measured: whole clusters, and what a break inside the next one changes. */
typedef struct {
    guint32 byte;
    guint clusters;
    RectoLength width;      /* total width of the clusters */
    RectoLength at, change; /* width up to the break; what the line after it gains */
} Prefix;

/* Advances to the break `offset` bytes into the segment. */
static void extend(Prefix *prefix, const RectoText *text, const RectoSegment *segment, guint32 offset)
{
    const RectoCharStyle *style = &recto_text_span_at(text, segment->stretch)->style;
    const RectoShaped *shaped = segment->shaped;
    while (prefix->clusters < shaped->n_clusters &&
           prefix->byte + shaped->clusters[prefix->clusters].n_bytes <= offset) {
        const RectoShapedCluster *cluster = &shaped->clusters[prefix->clusters++];
        prefix->byte += cluster->n_bytes;
        prefix->width += cluster->advance + (shaped->connected ? 0 : style->tracking);
    }
    prefix->at = prefix->width;
    prefix->change = 0;
    if (prefix->byte != offset) { /* inside a ligature */
        guint32 middle = segment->start + offset;
        const RectoShaped *head = recto_shape_part(text, segment, segment->start, middle);
        const RectoShaped *tail = recto_shape_part(text, segment, middle, segment->end);
        prefix->at = MAX(recto_shaped_width(head, style), prefix->width);
        prefix->change = recto_shaped_width(tail, style) - (segment->width - prefix->at);
    }
}

/* A piece of a segment: bytes of the text from `start` to `end`, its width, and the gaps between clusters in it. */
typedef struct {
    guint32 start, end;
    RectoLength width;
    guint gaps;
} SegmentPiece;

static void add_box(RectoRow *row, const RectoText *text, guint i, SegmentPiece piece, gboolean protrude)
{
    const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
    RectoBreakItem item = {.kind = RECTO_BREAK_BOX, .width = MAX(piece.width, 0), .penalty = RECTO_BREAK_NEVER};
    if (segment->shaped && !segment->shaped->connected && segment->kind == RECTO_SEGMENT_WORD)
        item.flex = recto_text_span_at(text, segment->stretch)->style.size * (RectoLength)piece.gaps;
    if (protrude) {
        item.left = recto_overhang(text, segment, segment->shaped, piece.start, piece.end, FALSE);
        item.right = recto_overhang(text, segment, segment->shaped, piece.start, piece.end, TRUE);
    }
    add(row, item, i, piece.start);
}

static void add_word(RectoRow *row, const RectoText *text, guint i, const RectoParagraphStyle *set,
                     RectoBreaksLevel level, gboolean anywhere, GArray *breaks)
{
    const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
    const RectoShaped *hyphen = NULL;
    Prefix prefix = {0}, last = {0};
    guint32 start = segment->start;
    recto_word_breaks(text, i, set, level, anywhere, breaks);
    for (guint k = 0; k < breaks->len; k++) {
        const RectoWordBreak *one = &g_array_index(breaks, RectoWordBreak, k);
        extend(&prefix, text, segment, one->offset);
        guint32 end = segment->start + one->offset;
        RectoBreakItem item = {
            .kind = RECTO_BREAK_PENALTY, .penalty = one->penalty, .hyphen = one->hyphen, .added = one->hyphen};
        add_box(row, text, i, (SegmentPiece){start, end, prefix.at - last.at, prefix.clusters - last.clusters}, FALSE);
        if (one->hyphen) {
            hyphen = hyphen ? hyphen : recto_hyphen_of(text, segment);
            item.width = hyphen->width;
            item.right = set->protrusion ? recto_protrusion(hyphen, '-', TRUE) : 0;
        }
        item.change = prefix.change;
        add(row, item, i, end);
        last = prefix;
        start = end;
    }
    guint clusters = segment->shaped ? segment->shaped->n_clusters : 0;
    SegmentPiece rest = {start, segment->end, segment->width - last.at,
                         clusters > last.clusters ? clusters - last.clusters - 1 : 0};
    add_box(row, text, i, rest, set->protrusion);
    if (breaks->len > 0 && set->protrusion) {
        /* Only the first part is at the beginning of the word. */
        guint first = row->items->len - 2 * breaks->len - 1;
        g_array_index(row->items, RectoBreakItem, first).left =
            recto_overhang(text, segment, segment->shaped, segment->start, segment->end, FALSE);
        g_array_index(row->items, RectoBreakItem, row->items->len - 1).left = 0;
    }
}

RectoLength recto_ideographic_flex(RectoLength size)
{
    return size * IDEOGRAPHIC_FLEX / 1000;
}

static void add_opportunity(RectoRow *row, const RectoText *text, guint i)
{
    const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
    const char *p = text->string->str + segment->end;
    RectoBreakItem item = {.kind = RECTO_BREAK_PENALTY, .penalty = segment->after, .hyphen = segment->hyphen};
    if (recto_is_ideographic(g_utf8_get_char(p)) || recto_is_ideographic(g_utf8_get_char(g_utf8_prev_char(p)))) {
        item.kind = RECTO_BREAK_GLUE;
        item.flex = recto_ideographic_flex(recto_text_span_at(text, segment->stretch)->style.size);
    }
    add(row, item, i + 1, segment->end);
}

/* Spaces in a row break as one: at the first, if after the last. */
static guint add_spaces(RectoRow *row, const RectoText *text, guint i, const RectoParagraphStyle *set,
                        gboolean anywhere)
{
    guint end = i;
    const RectoSegment *segments = (const RectoSegment *)text->segments->data;
    while (end < text->segments->len && segments[end].kind == RECTO_SEGMENT_SPACE)
        end++;
    gint32 cost = segments[end - 1].after;
    gboolean last = end == text->segments->len || segments[end].kind == RECTO_SEGMENT_FORCED;
    if (cost == RECTO_BREAK_NEVER && anywhere && !last)
        cost = recto_need_after(text, end - 1);
    else if (cost != RECTO_BREAK_NEVER && set->align == RECTO_BALANCED)
        cost += recto_heading_break_cost(text->string->str, segments[i].start, segments[end - 1].end);
    for (guint k = i; k < end; k++) {
        RectoBreakItem item = {.kind = RECTO_BREAK_GLUE,
                               .width = last ? 0 : segments[k].width,
                               .flex = last ? 0 : segments[k].width,
                               .penalty = k == i ? cost : RECTO_BREAK_NEVER};
        add(row, item, k, segments[k].start);
    }
    return end;
}

/* Segments from one break to the next that a rule allows; `too_wide`: no line can hold them. */
typedef struct {
    guint end;
    gboolean too_wide;
} Piece;

/* The piece that begins at segment `i`. Spaces at its end are not counted: a break swallows them. */
static Piece piece_at(const RectoText *text, guint i, const RectoParagraphStyle *set)
{
    const RectoSegment *segments = (const RectoSegment *)text->segments->data;
    RectoLength width = 0, spaces = 0;
    Piece piece = {.end = i};
    while (piece.end < text->segments->len) {
        const RectoSegment *segment = &segments[piece.end++];
        gboolean space = segment->kind == RECTO_SEGMENT_SPACE;
        width += space ? 0 : spaces + segment->width;
        spaces = space ? spaces + segment->width : 0;
        gboolean more = space && piece.end < text->segments->len && segments[piece.end].kind == RECTO_SEGMENT_SPACE;
        if (segment->kind == RECTO_SEGMENT_FORCED || (segment->after != RECTO_BREAK_NEVER && !more))
            break;
    }
    piece.too_wide = width > set->measure - MAX(set->indent, set->hang);
    return piece;
}

/* The break that only need allows between two segments, so that text never leaves the paper. */
static void add_need(RectoRow *row, const RectoText *text, guint i)
{
    const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
    gboolean before_space = i + 1 < text->segments->len && segment[1].kind != RECTO_SEGMENT_WORD;
    RectoBreakItem item = {.kind = RECTO_BREAK_PENALTY, .penalty = recto_need_after(text, i)};
    if (!before_space && item.penalty != RECTO_BREAK_NEVER)
        add(row, item, i + 1, segment->end);
}

void recto_row_new(RectoRow *row, const RectoText *text, const RectoParagraphStyle *set, RectoBreaksLevel level)
{
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(RectoWordBreak));
    RectoBreakItem forced = {.kind = RECTO_BREAK_PENALTY, .penalty = RECTO_BREAK_FORCED};
    Piece piece = {0};
    row->items = g_array_new(FALSE, FALSE, sizeof(RectoBreakItem));
    row->places = g_array_new(FALSE, FALSE, sizeof(RectoTextPosition));
    for (guint i = 0; i < text->segments->len;) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
        if (level == RECTO_BREAKS_ANYWHERE && i >= piece.end)
            piece = piece_at(text, i, set);
        if (segment->kind == RECTO_SEGMENT_SPACE) {
            i = add_spaces(row, text, i, set, piece.too_wide);
            continue;
        }
        if (segment->kind == RECTO_SEGMENT_FORCED)
            add(row, forced, i, segment->start);
        else if (segment->kind == RECTO_SEGMENT_FIXED)
            add_box(row, text, i, (SegmentPiece){segment->start, segment->end, segment->width, 0}, FALSE);
        else
            add_word(row, text, i, set, level, piece.too_wide, breaks);
        if (segment->after != RECTO_BREAK_NEVER)
            add_opportunity(row, text, i);
        else if (piece.too_wide && segment->kind != RECTO_SEGMENT_FORCED)
            add_need(row, text, i);
        i++;
    }
    add(row, forced, text->segments->len, (guint32)text->string->len);
}
