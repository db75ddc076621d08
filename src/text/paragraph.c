#include "text/text.h"

#include "text/row.h"

/* No hyphen costs less: a paragraph that costs at most this without any can't be better with some. */
#define CHEAPEST_HYPHEN 100000

/* Looseness keeps a state a line count; beyond this it is not worth its time. */
#define LOOSENESS_MAX_ITEMS 20000

void recto_paragraph_style_init(RectoParagraphStyle *set, const RectoStyle *style, const RectoTextStyle *element,
                                RectoLength measure)
{
    *set = (RectoParagraphStyle){
        .measure = measure,
        .align = element->align,
        .hyphenate = element->hyphenate,
        .hyphen_word = style->hyphen_word,
        .hyphen_before = style->hyphen_before,
        .hyphen_after = style->hyphen_after,
        .ladder = style->hyphen_ladder,
        .no_last_hyphen = TRUE,
        .space_min = style->body_space_min,
        .space_max = style->body_space_max,
        .space_open = style->body_space_open,
        .expansion = style->body_expansion,
        .letterspacing = style->body_letterspacing,
        .protrusion = style->body_protrusion,
        .last_line = style->body_last_line,
        .rag_zone = style->body_rag_zone,
        .rag_hyphen = style->body_rag_hyphen,
    };
}

static RectoBreakSetting setting_of(const RectoParagraphStyle *set)
{
    RectoBreakSetting breaking = {
        .first = set->measure - set->indent,
        .other = set->measure - set->hang,
        .space_min = set->space_min > 0 ? set->space_min : 800,
        .space_max = set->space_max > 0 ? set->space_max : 1600,
        .expansion = set->expansion,
        .letterspacing = set->letterspacing,
        .ladder = set->ladder,
        .no_last_hyphen = set->no_last_hyphen,
        .last_line = set->last_line,
        .rag_zone = set->rag_zone,
        .rag_hyphen = set->rag_hyphen,
        .looseness = set->looseness,
    };
    if (set->align == RECTO_JUSTIFIED)
        breaking.fit = RECTO_FIT_JUSTIFIED;
    else
        breaking.fit = set->align == RECTO_BALANCED ? RECTO_FIT_BALANCED : RECTO_FIT_RAGGED;
    return breaking;
}

/* A way to break the text: the row that it was found on and its lines. */
typedef struct {
    RectoRow row;
    GArray *lines; /* RectoBreakLine; NULL: none found */
    gint64 cost;
} Way;

static void way_clear(Way *way)
{
    recto_row_clear(&way->row);
    g_clear_pointer(&way->lines, g_array_unref);
}

static gboolean try_way(Way *way, const RectoText *text, const RectoParagraphStyle *set,
                        const RectoBreakSetting *breaking, RectoBreaksLevel level)
{
    way_clear(way);
    recto_row_make(&way->row, text, set, level);
    way->lines =
        recto_break_items((const RectoBreakItem *)way->row.items->data, way->row.items->len, breaking, &way->cost);
    return way->lines != NULL;
}

/* Ragged lines that end further from the edge than a hyphen is worth. */
static gboolean wants_hyphens(const Way *way, const RectoParagraphStyle *set)
{
    if (set->align == RECTO_JUSTIFIED)
        return way->cost > CHEAPEST_HYPHEN;
    if (set->align == RECTO_BALANCED)
        return FALSE;
    for (guint i = 0; i + 1 < way->lines->len; i++) {
        if (g_array_index(way->lines, RectoBreakLine, i).misfit > set->rag_hyphen)
            return TRUE;
    }
    return FALSE;
}

/* Without hyphens, with them, with wider spaces and broken compounds, at any price. */
static void find_way(Way *way, const RectoText *text, const RectoParagraphStyle *set, RectoBreakSetting *breaking)
{
    gboolean found = try_way(way, text, set, breaking, RECTO_BREAKS_PLAIN);
    if (found && (!set->hyphenate || !wants_hyphens(way, set)))
        return;
    if (set->hyphenate && try_way(way, text, set, breaking, RECTO_BREAKS_HYPHENS))
        return;
    if (found && try_way(way, text, set, breaking, RECTO_BREAKS_PLAIN))
        return;
    RectoBreaksLevel level = set->hyphenate ? RECTO_BREAKS_DESPERATE : RECTO_BREAKS_PLAIN;
    breaking->space_max = MAX(breaking->space_max, set->space_open);
    if (set->align == RECTO_JUSTIFIED && try_way(way, text, set, breaking, level))
        return;
    breaking->emergency = TRUE;
    try_way(way, text, set, breaking, RECTO_BREAKS_ANYWHERE);
}

static RectoPlace place_after(const RectoText *text, const RectoRow *row, guint item)
{
    RectoPlace place = g_array_index(row->places, RectoPlace, item);
    const RectoBreakItem *broken = &g_array_index(row->items, RectoBreakItem, item);
    if (broken->kind == RECTO_ITEM_PENALTY && broken->penalty == RECTO_PENALTY_FORCED)
        place.segment++;
    for (; place.segment < text->segments->len; place.segment++) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, place.segment);
        place.byte = MAX(place.byte, segment->start);
        if (broken->kind != RECTO_ITEM_GLUE || segment->kind != RECTO_SEGMENT_SPACE)
            return place;
    }
    place.byte = (guint32)text->string->len;
    return place;
}

static void report(const RectoText *text, const RectoTextLine *line, const RectoParagraphStyle *set,
                   gboolean broken_word)
{
    RectoDiagnostics *diagnostics = text->engine->diagnostics;
    if (!diagnostics)
        return;
    if (line->overfull)
        recto_diagnose(diagnostics, RECTO_CODE_OVERFULL_LINE, line->span, "the line is %d pt too wide",
                       MAX((line->width - set->measure) / RECTO_POINT, 1));
    else if (broken_word)
        recto_diagnose(diagnostics, RECTO_CODE_BROKEN_WORD, line->span, "a word is broken without a hyphen");
    else if (set->align == RECTO_JUSTIFIED && !line->forced && line->space > set->space_max)
        recto_diagnose(diagnostics, RECTO_CODE_LOOSE_LINE, line->span, "the word spaces are %d %% of their width",
                       line->space / 10);
}

static gboolean breaks_word(const Way *way, guint item)
{
    const RectoBreakItem *broken = &g_array_index(way->row.items, RectoBreakItem, item);
    return broken->kind == RECTO_ITEM_PENALTY && broken->penalty >= RECTO_BROKEN_WORD_COST;
}

static void set_lines(const Way *way, const RectoText *text, const RectoParagraphStyle *set,
                      const RectoBreakSetting *breaking, RectoLines *lines)
{
    RectoLineExtent extent = {.first = TRUE};
    lines->cost = way->cost;
    lines->rtl = text->rtl;
    lines->n_lines = way->lines->len;
    lines->lines = g_new0(RectoTextLine, lines->n_lines);
    for (guint i = 0; i < lines->n_lines; i++) {
        extent.fit = g_array_index(way->lines, RectoBreakLine, i);
        extent.end = g_array_index(way->row.places, RectoPlace, extent.fit.item);
        extent.next = place_after(text, &way->row, extent.fit.item);
        extent.last = i + 1 == lines->n_lines;
        recto_line_set(text, &extent, set, breaking, &lines->lines[i]);
        lines->lines[i].forced =
            g_array_index(way->row.items, RectoBreakItem, extent.fit.item).penalty == RECTO_PENALTY_FORCED;
        lines->width = MAX(lines->width, lines->lines[i].width);
        report(text, &lines->lines[i], set, breaks_word(way, extent.fit.item));
        extent.start = extent.next;
        extent.first = FALSE;
    }
}

RectoLines *recto_text_break(RectoText *text, const RectoParagraphStyle *set)
{
    RectoLines *lines = g_new0(RectoLines, 1);
    RectoBreakSetting breaking = setting_of(set);
    Way way = {0};
    recto_text_prepare(text);
    if (text->segments->len > LOOSENESS_MAX_ITEMS)
        breaking.looseness = 0;
    find_way(&way, text, set, &breaking);
    gint limit = set->max_width_hint;
    if (limit > 0 && (gint)way.lines->len > limit && breaking.looseness == 0 &&
        text->segments->len <= LOOSENESS_MAX_ITEMS) {
        breaking = setting_of(set);
        breaking.looseness = limit - (gint)way.lines->len;
        find_way(&way, text, set, &breaking);
    }
    set_lines(&way, text, set, &breaking, lines);
    way_clear(&way);
    return lines;
}

void recto_lines_free(RectoLines *lines)
{
    if (!lines)
        return;
    for (guint i = 0; i < lines->n_lines; i++)
        g_free(lines->lines[i].runs);
    g_free(lines->lines);
    g_free(lines);
}

RectoLength recto_text_width(RectoText *text)
{
    RectoLength widest = 0, width = 0;
    recto_text_prepare(text);
    for (guint i = 0; i < text->segments->len; i++) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
        width = segment->kind == RECTO_SEGMENT_FORCED ? 0 : width + segment->width;
        widest = MAX(widest, width);
    }
    return widest;
}
