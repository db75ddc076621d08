/* Breaks paragraphs: tries settings in turn, and avoids rivers and stacks (text.h). */
#include "text/text.h"

#include "text/row.h"

#include <string.h>

/* No hyphen costs less: a paragraph that costs at most this without any can't be better with some. */
#define CHEAPEST_HYPHEN 120000

/* Looseness keeps a state a line count; beyond this it is not worth its time. */
#define LOOSENESS_MAX_ITEMS 5000

/* Maximum number of lines of a river, and of consecutive lines that begin or end with the same word. A longer one is
 * avoided at this cost by another end for one of its first lines. */
#define RIVER_MAX  3
#define STACK_MAX  2
#define FLAW_COST  1000000
#define FLAW_TRIES 6

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
        .no_lone_word = set->no_lone_word,
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

/* Parameters for breaking a text. */
typedef struct {
    const RectoText *text;
    const RectoParagraphStyle *set;
    RectoBreakSetting breaking;
} ParagraphSetting;

/* A way to break the text: the row that it was found on and its lines. */
typedef struct {
    RectoBreaksLevel level;
    RectoRow row;
    GArray *lines; /* RectoBreakLine; NULL: none found */
    gint64 cost;
    guint river, river_line; /* lines that the longest river runs through, and the first of them */
    guint stack, stack_line; /* the same of lines that begin or end with the same word */
} BreakCandidate;

static void way_clear(BreakCandidate *way)
{
    recto_row_clear(&way->row);
    g_clear_pointer(&way->lines, g_array_unref);
}

static void break_row(BreakCandidate *way, const RectoBreakSetting *breaking)
{
    way->lines =
        recto_break_items((const RectoBreakItem *)way->row.items->data, way->row.items->len, breaking, &way->cost);
}

static gboolean try_way(BreakCandidate *way, const ParagraphSetting *setting, RectoBreaksLevel level)
{
    way_clear(way);
    way->level = level;
    recto_row_new(&way->row, setting->text, setting->set, level);
    break_row(way, &setting->breaking);
    return way->lines != NULL;
}

/* Ragged lines that end further from the edge than a hyphen is worth. */
static gboolean wants_hyphens(const BreakCandidate *way, const RectoParagraphStyle *set)
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
static void find_way(BreakCandidate *way, ParagraphSetting *setting)
{
    const RectoParagraphStyle *set = setting->set;
    gboolean found = try_way(way, setting, RECTO_BREAKS_PLAIN);
    if (found && (!set->hyphenate || !wants_hyphens(way, set)))
        return;
    if (set->hyphenate && try_way(way, setting, RECTO_BREAKS_HYPHENS))
        return;
    if (found && try_way(way, setting, RECTO_BREAKS_PLAIN))
        return;
    RectoBreaksLevel level = set->hyphenate ? RECTO_BREAKS_DESPERATE : RECTO_BREAKS_PLAIN;
    setting->breaking.space_max = MAX(setting->breaking.space_max, set->space_open);
    if (set->align == RECTO_JUSTIFIED && try_way(way, setting, level))
        return;
    setting->breaking.emergency = TRUE;
    try_way(way, setting, RECTO_BREAKS_ANYWHERE);
}

static RectoTextPosition place_after(const RectoText *text, const RectoRow *row, guint item)
{
    RectoTextPosition place = g_array_index(row->places, RectoTextPosition, item);
    const RectoBreakItem *broken = &g_array_index(row->items, RectoBreakItem, item);
    if (broken->kind == RECTO_BREAK_PENALTY && broken->penalty == RECTO_BREAK_FORCED)
        place.segment++;
    for (; place.segment < text->segments->len; place.segment++) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, place.segment);
        place.byte = MAX(place.byte, segment->start);
        if (broken->kind != RECTO_BREAK_GLUE || segment->kind != RECTO_SEGMENT_SPACE)
            return place;
    }
    place.byte = (guint32)text->string->len;
    return place;
}

static gboolean is_hyphenated(const BreakCandidate *way, guint line)
{
    guint item = g_array_index(way->lines, RectoBreakLine, line).item;
    return g_array_index(way->row.items, RectoBreakItem, item).hyphen;
}

static gboolean breaks_word(const BreakCandidate *way, guint line)
{
    guint item = g_array_index(way->lines, RectoBreakLine, line).item;
    const RectoBreakItem *broken = &g_array_index(way->row.items, RectoBreakItem, item);
    return broken->kind == RECTO_BREAK_PENALTY && broken->penalty >= RECTO_BROKEN_WORD_COST;
}

static void report_line(RectoDiagnostics *diagnostics, const RectoTextLine *line, const RectoParagraphStyle *set,
                        gboolean broken_word)
{
    if (line->overfull)
        recto_diagnose(diagnostics, RECTO_CODE_OVERFULL_LINE, line->span, "line is %d pt too wide",
                       MAX((line->width - set->measure) / RECTO_POINT, 1));
    else if (line->span.line == 0)
        return; /* text of the program itself, such as a URL in the margin */
    else if (broken_word)
        recto_diagnose(diagnostics, RECTO_CODE_BROKEN_WORD, line->span, "word is broken without a hyphen");
    else if (set->align == RECTO_JUSTIFIED && !line->forced && line->space > set->space_max)
        recto_diagnose(diagnostics, RECTO_CODE_LOOSE_LINE, line->span, "word spaces are %d %% of their normal width",
                       line->space / 10);
}

/* Reports the requirements that the breaks do not meet. */
static void report(const BreakCandidate *way, const ParagraphSetting *setting, const RectoLines *lines)
{
    RectoDiagnostics *diagnostics = setting->text->engine->diagnostics;
    const RectoParagraphStyle *set = setting->set;
    guint hyphens = 0, broken = 0;
    for (guint i = 0; diagnostics && i < lines->n_lines; i++) {
        gboolean first = breaks_word(way, i) && broken++ == 0;
        report_line(diagnostics, &lines->lines[i], set, first);
        hyphens = is_hyphenated(way, i) ? hyphens + 1 : 0;
        gboolean ends = hyphens > 0 && (i + 1 == lines->n_lines || !is_hyphenated(way, i + 1));
        if (ends && set->ladder > 0 && (int)hyphens > set->ladder)
            recto_diagnose(diagnostics, RECTO_CODE_LADDER, lines->lines[i + 1 - hyphens].span,
                           "%u consecutive lines end in a hyphen", hyphens);
    }
    if (diagnostics && way->river > RIVER_MAX)
        recto_diagnose(diagnostics, RECTO_CODE_RIVER, lines->lines[way->river_line].span,
                       "word spaces align vertically in %u lines", way->river);
    if (diagnostics && way->stack > STACK_MAX)
        recto_diagnose(diagnostics, RECTO_CODE_STACK, lines->lines[way->stack_line].span,
                       "%u consecutive lines begin or end with the same word", way->stack);
}

/* Where a line's characters begin and end; natural: it is not filled, the author ended it. */
typedef struct {
    guint32 start, end;
    gboolean natural;
} Extent;

/* Bytes of the word that begins at, or ends before, a byte. */
static gsize word_length(const char *string, guint32 byte, gboolean back)
{
    const char *p = string + byte;
    if (back) {
        while (p > string && p[-1] != ' ')
            p--;
        return byte - (gsize)(p - string);
    }
    return strcspn(p, " ");
}

/* Whether two lines begin, or end, with the same letters; a line without words does with none. */
static gboolean same_word(const char *string, guint32 one, guint32 other, gboolean back)
{
    gsize n = word_length(string, one, back);
    if (n == 0 || n != word_length(string, other, back))
        return FALSE;
    gsize shift = back ? n : 0;
    return g_ascii_strncasecmp(string + one - shift, string + other - shift, n) == 0;
}

/* The longest stack of lines; one that the author ended ends it. */
static void find_stack(BreakCandidate *way, const char *string, const GArray *ends)
{
    const Extent *all = (const Extent *)ends->data;
    guint heads = 1, tails = 1;
    way->stack = 0;
    for (guint i = 1; i < ends->len; i++) {
        gboolean apart = all[i - 1].natural;
        heads = !apart && same_word(string, all[i - 1].start, all[i].start, FALSE) ? heads + 1 : 1;
        tails = !apart && !all[i].natural && same_word(string, all[i - 1].end, all[i].end, TRUE) ? tails + 1 : 1;
        guint longest = MAX(heads, tails);
        if (longest > way->stack) {
            way->stack = longest;
            way->stack_line = i + 1 - longest;
        }
    }
}

/* Sets the lines of a way; looks for rivers where spaces stretch. */
static RectoLines *set_lines(BreakCandidate *way, const ParagraphSetting *setting)
{
    RectoLineExtent extent = {.first = TRUE};
    RectoLines *lines = g_new0(RectoLines, 1);
    g_autoptr(GArray) ends = g_array_sized_new(FALSE, FALSE, sizeof(Extent), way->lines->len);
    RectoGaps gaps;
    recto_gaps_init(&gaps);
    lines->cost = way->cost;
    lines->rtl = setting->text->rtl;
    lines->n_lines = way->lines->len;
    lines->lines = g_new0(RectoTextLine, lines->n_lines);
    for (guint i = 0; i < lines->n_lines; i++) {
        RectoTextLine *line = &lines->lines[i];
        extent.fit = g_array_index(way->lines, RectoBreakLine, i);
        extent.end = g_array_index(way->row.places, RectoTextPosition, extent.fit.item);
        extent.next = place_after(setting->text, &way->row, extent.fit.item);
        extent.last = i + 1 == lines->n_lines;
        recto_line_set(setting->text, &extent, setting->set, &setting->breaking, &gaps, line);
        line->forced = g_array_index(way->row.items, RectoBreakItem, extent.fit.item).penalty == RECTO_BREAK_FORCED;
        lines->width = MAX(lines->width, line->width);
        Extent bytes = {extent.start.byte, extent.end.byte, extent.fit.natural};
        g_array_append_val(ends, bytes);
        extent.start = extent.next;
        extent.first = FALSE;
    }
    if (setting->set->align == RECTO_JUSTIFIED)
        find_stack(way, setting->text->string->str, ends);
    way->river = setting->set->align == RECTO_JUSTIFIED ? recto_longest_river(&gaps, &way->river_line) : 0;
    recto_gaps_clear(&gaps);
    return lines;
}

/* The best way that does not break where `way` does after its line `line`; none: lines is NULL. */
static BreakCandidate way_without(const BreakCandidate *way, const ParagraphSetting *setting, guint line)
{
    guint item = g_array_index(way->lines, RectoBreakLine, line).item;
    RectoTextPosition place = g_array_index(way->row.places, RectoTextPosition, item);
    RectoBreaksLevel level = setting->set->hyphenate ? MAX(way->level, RECTO_BREAKS_HYPHENS) : way->level;
    BreakCandidate other = {.level = level};
    recto_row_new(&other.row, setting->text, setting->set, level);
    for (guint i = 0; i < other.row.items->len; i++) {
        const RectoTextPosition *here = &g_array_index(other.row.places, RectoTextPosition, i);
        RectoBreakItem *broken = &g_array_index(other.row.items, RectoBreakItem, i);
        if (here->byte == place.byte && broken->kind != RECTO_BREAK_BOX && broken->penalty != RECTO_BREAK_FORCED)
            broken->penalty = RECTO_BREAK_NEVER;
    }
    break_row(&other, &setting->breaking);
    return other;
}

static gboolean has_flaw(const BreakCandidate *way)
{
    return way->river > RIVER_MAX || way->stack > STACK_MAX;
}

/* If a river or a stack of words exists, replaces the breaks by the cheapest ones without it that avoid the end of
 * one of those lines, if the additional cost is small. */
static void avoid_flaw(BreakCandidate *way, const ParagraphSetting *setting, RectoLines **lines)
{
    BreakCandidate best = {0};
    RectoLines *best_lines = NULL;
    gboolean river = way->river > RIVER_MAX;
    guint first = river ? way->river_line : way->stack_line, n = river ? way->river : way->stack;
    guint last = MIN(first + MIN(n, FLAW_TRIES), way->lines->len - 1);
    for (guint i = first; i < last; i++) {
        BreakCandidate other = way_without(way, setting, i);
        gboolean cheap = other.lines && other.cost <= way->cost + FLAW_COST && (!best.lines || other.cost < best.cost);
        RectoLines *other_lines = cheap ? set_lines(&other, setting) : NULL;
        if (other_lines && !has_flaw(&other)) {
            way_clear(&best);
            recto_lines_free(best_lines);
            best = other;
            best_lines = other_lines;
        } else {
            way_clear(&other);
            recto_lines_free(other_lines);
        }
    }
    if (!best.lines)
        return;
    way_clear(way);
    recto_lines_free(*lines);
    *way = best;
    *lines = best_lines;
}

RectoLines *recto_text_break(RectoText *text, const RectoParagraphStyle *set)
{
    ParagraphSetting setting = {text, set, setting_of(set)};
    BreakCandidate way = {0};
    recto_text_prepare(text);
    gboolean is_long = text->segments->len > LOOSENESS_MAX_ITEMS;
    if (is_long)
        setting.breaking.looseness = 0;
    find_way(&way, &setting);
    gint limit = set->max_width_hint;
    if (limit > 0 && (gint)way.lines->len > limit && setting.breaking.looseness == 0 && !is_long) {
        setting.breaking = setting_of(set);
        setting.breaking.looseness = limit - (gint)way.lines->len;
        find_way(&way, &setting);
    }
    RectoLines *lines = set_lines(&way, &setting);
    if (has_flaw(&way) && !is_long && !setting.breaking.emergency)
        avoid_flaw(&way, &setting, &lines);
    if (!set->quiet)
        report(&way, &setting, lines);
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
