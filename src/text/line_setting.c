/* Setting a line: its parts are shaped where a word was broken, widths brought to the measure, runs put in visual
 * order. */
#include "text/row.h"

#include <string.h>

/* How far back a mark may be, per mille of the size, to be a cluster of its own. */
#define SET_BACK 120
/* A line length above this limit means no right edge, as for measuring on one line: the line begins at 0. */
#define NO_EDGE RECTO_PT(2000)

/* A segment, or part of one, in a line. */
typedef struct {
    const RectoSegment *segment;
    const RectoShaped *shaped;
    guint32 start, end;
    RectoLength width, extra; /* natural; added after it */
    RectoLength flex;
    RectoLength room;
    guint8 level;
    gboolean hyphen, outside; /* outside: spaces that the break swallowed */
    RectoLength set;          /* advance in all */
} LinePart;

typedef struct {
    const RectoText *text;
    GArray *parts; /* Part, in text order */
    RectoMisfit misfit;
    RectoLength left, right; /* protrusion at start and end */
    RectoBreakLine fit;
} Line;

/* Consecutive parts that make one run. */
typedef struct {
    guint first, n;
    guint8 level;
    guint logical;
} LevelGroup;

static const RectoCharStyle *style_of(const RectoText *text, const LinePart *part)
{
    return &recto_text_span_at(text, part->segment->stretch)->style;
}

static guint gaps_of(const LinePart *part, gboolean last)
{
    if (!part->shaped || part->shaped->connected || part->segment->kind != RECTO_SEGMENT_WORD || part->hyphen)
        return 0;
    guint n = part->shaped->n_clusters;
    return last && n > 0 ? n - 1 : n;
}

static void add_part(Line *line, guint segment, guint32 start, guint32 end, gboolean outside)
{
    const RectoText *text = line->text;
    LinePart part = {.segment = &g_array_index(text->segments, RectoSegment, segment), .start = start, .end = end};
    if (part.segment->kind == RECTO_SEGMENT_FORCED || start >= end)
        return;
    part.outside = outside;
    part.level = outside ? text->rtl : part.segment->level;
    part.shaped = recto_shape_part(text, part.segment, start, end);
    part.width = part.shaped ? recto_shaped_width(part.shaped, style_of(text, &part)) : part.segment->width;
    part.room = style_of(text, &part)->size * (RectoLength)gaps_of(&part, end == part.segment->end);
    if (part.segment->kind == RECTO_SEGMENT_SPACE && !outside)
        part.flex = part.width;
    g_array_append_val(line->parts, part);
}

static void add_parts(Line *line, RectoTextPosition from, RectoTextPosition to, gboolean outside)
{
    const RectoText *text = line->text;
    gboolean leading = line->parts->len == 0;
    for (guint i = from.segment; i < text->segments->len && i <= to.segment; i++) {
        const RectoSegment *segment = &g_array_index(text->segments, RectoSegment, i);
        guint32 start = MAX(segment->start, from.byte), end = MIN(segment->end, to.byte);
        leading &= segment->kind == RECTO_SEGMENT_SPACE || segment->kind == RECTO_SEGMENT_FORCED;
        add_part(line, i, start, end, outside || leading);
    }
}

/* Spaces before a forced break are swallowed as at any other. Returns the number of parts before them. */
static guint put_out_last_spaces(Line *line)
{
    guint n = line->parts->len;
    while (n > 0 && g_array_index(line->parts, LinePart, n - 1).segment->kind == RECTO_SEGMENT_SPACE &&
           !g_array_index(line->parts, LinePart, n - 1).hyphen) {
        LinePart *part = &g_array_index(line->parts, LinePart, --n);
        part->outside = TRUE;
        part->level = line->text->rtl;
        part->flex = 0;
    }
    return n;
}

static void add_hyphen(Line *line)
{
    LinePart part = g_array_index(line->parts, LinePart, line->parts->len - 1);
    part.hyphen = TRUE;
    part.start = part.end;
    part.shaped = recto_hyphen_of(line->text, part.segment);
    part.width = part.shaped->width;
    part.flex = part.room = 0;
    g_array_append_val(line->parts, part);
}

/* Gaps between ideographs take their share, but at the line's end. */
static void add_ideographic_flex(Line *line, guint n)
{
    for (guint i = 0; i + 1 < n; i++) {
        LinePart *part = &g_array_index(line->parts, LinePart, i);
        const char *p = line->text->string->str + part->end;
        if (part->outside || part->segment->kind != RECTO_SEGMENT_WORD || part->end != part->segment->end ||
            part->segment->after == RECTO_BREAK_NEVER)
            continue;
        if (recto_is_ideographic(g_utf8_get_char(p)) || recto_is_ideographic(g_utf8_get_char(g_utf8_prev_char(p))))
            part->flex = recto_ideographic_flex(style_of(line->text, part)->size);
    }
}

static void overhang(Line *line, const RectoParagraphStyle *set, guint n)
{
    guint first = 0;
    while (first < n && g_array_index(line->parts, LinePart, first).outside)
        first++;
    if (!set->protrusion || first == n)
        return;
    const LinePart *start = &g_array_index(line->parts, LinePart, first);
    const LinePart *end = &g_array_index(line->parts, LinePart, n - 1);
    if (start->start == start->segment->start)
        line->left = recto_overhang(line->text, start->segment, start->shaped, start->start, start->end, FALSE);
    line->right = end->hyphen ? recto_protrusion(end->shaped, '-', TRUE)
                              : recto_overhang(line->text, end->segment, end->shaped, end->start, end->end, TRUE);
}

static void measure(Line *line, guint n)
{
    line->misfit.solid = -line->left - line->right;
    for (guint i = 0; i < n; i++) {
        const LinePart *part = &g_array_index(line->parts, LinePart, i);
        if (part->outside)
            continue;
        if (part->segment->kind == RECTO_SEGMENT_SPACE)
            line->misfit.glue += part->width;
        else
            line->misfit.solid += part->width;
        line->misfit.flex += part->flex;
        line->misfit.room += part->room;
    }
}

/* The breaker reckoned with the same figures but for kerning at a break inside a word, so the line is fitted again. */
static void fit(Line *line, const RectoLineExtent *extent, const RectoParagraphStyle *set,
                const RectoBreakSetting *breaking)
{
    line->fit = extent->fit;
    RectoLength lack = line->misfit.target - line->misfit.solid - line->misfit.glue;
    if (extent->fit.natural && (lack >= 0 || breaking->fit != RECTO_FIT_JUSTIFIED)) {
        line->fit.misfit = lack;
        return;
    }
    recto_fit_line(&line->misfit, breaking, &line->fit);
    line->fit.ratio = CLAMP(line->fit.ratio, set->space_min - 1000, MAX(set->space_open, set->space_max) - 1000);
}

/* Advance of every part: expansion, letter spacing and space, spread without a remainder. */
static void spread(Line *line, guint n, const RectoBreakSetting *breaking)
{
    gint64 solid = 0, room = 0, flex = 0, spaced = 0, given = 0;
    RectoLength glue = 0;
    for (guint i = 0; i < line->parts->len; i++) {
        LinePart *part = &g_array_index(line->parts, LinePart, i);
        part->set = part->width;
        if (i >= n || part->outside || part->segment->kind == RECTO_SEGMENT_SPACE) {
            glue += i < n && !part->outside ? part->width : 0;
            continue;
        }
        part->set = (RectoLength)((gint64)part->width * (1000 + line->fit.expansion) / 1000);
        if (line->misfit.room > 0) {
            room += part->room;
            gint64 sofar = (gint64)line->fit.spacing * room / line->misfit.room;
            part->set += (RectoLength)(sofar - spaced);
            spaced = sofar;
        }
        solid += part->set;
    }
    gint64 rest = (gint64)line->misfit.target + line->left + line->right - solid - glue;
    gint64 asked = (gint64)line->misfit.flex * line->fit.ratio / 1000;
    gint64 slack = line->misfit.flex / 500 + 64;
    if (line->fit.natural || line->misfit.flex == 0)
        rest = 0;
    else if (ABS(rest - asked) > slack) /* not to be filled, or too full */
        rest = asked;
    for (guint i = 0; rest != 0 && i < n; i++) {
        LinePart *part = &g_array_index(line->parts, LinePart, i);
        flex += part->flex;
        gint64 sofar = rest * flex / line->misfit.flex;
        part->extra = (RectoLength)(sofar - given);
        part->set += part->extra;
        given = sofar;
    }
}

/* Clusters of a part in visual order, pen from `pen`. */
static RectoLength place_part(const Line *line, const LinePart *part, RectoGlyph *glyphs, guint *n_glyphs,
                              RectoLength pen)
{
    const RectoShaped *shaped = part->shaped;
    int scale = part->outside || part->segment->kind == RECTO_SEGMENT_SPACE ? 1000 : 1000 + line->fit.expansion;
    gint64 natural = 0, track = part->hyphen || shaped->connected ? 0 : style_of(line->text, part)->tracking;
    gint64 plain = part->width * (gint64)scale / 1000, spacing = part->set - part->extra - plain;
    guint gaps = MAX(gaps_of(part, part->end == part->segment->end), 1);
    for (guint k = 0; k < shaped->n_clusters; k++) {
        const RectoShapedCluster *cluster = &shaped->clusters[shaped->rtl ? shaped->n_clusters - 1 - k : k];
        gint64 x = natural;
        for (guint g = 0; g < cluster->n_glyphs; g++) {
            const RectoShapedGlyph *glyph = &shaped->glyphs[cluster->first_glyph + g];
            RectoLength at = pen + (RectoLength)(x * scale / 1000 + spacing * MIN(k, gaps) / gaps);
            glyphs[(*n_glyphs)++] =
                (RectoGlyph){glyph->index, at + (RectoLength)((gint64)glyph->x * scale / 1000), glyph->y};
            x += glyph->advance;
        }
        natural += cluster->advance + track;
    }
    return pen + part->set;
}

static const char *copy_text(const Line *line, guint32 start, guint32 end)
{
    return recto_arena_strndup(line->text->engine->arena, line->text->string->str + start, (gssize)(end - start));
}

/* A mark that is drawn far back over its letter, or in a run from right to left: programs that extract text would take
 * it for the beginning of another word, so it makes one cluster with its letter. */
static gboolean is_set_back(const RectoShaped *shaped, const RectoShapedCluster *cluster)
{
    if (cluster->advance != 0)
        return FALSE;
    for (guint i = 0; i < cluster->n_glyphs; i++) {
        if (shaped->rtl || shaped->glyphs[cluster->first_glyph + i].x < -shaped->face->size * SET_BACK / 1000)
            return TRUE;
    }
    return FALSE;
}

/* Clusters in text order; one without glyphs joins the one before it, or the first with some. */
static void set_clusters(const Line *line, const LevelGroup *group, RectoTextRun *run, RectoCluster *clusters)
{
    guint n = 0, pending = 0;
    for (guint i = group->first; i < group->first + group->n; i++) {
        const LinePart *part = &g_array_index(line->parts, LinePart, i);
        for (guint k = 0; k < part->shaped->n_clusters; k++) {
            const RectoShapedCluster *cluster = &part->shaped->clusters[k];
            guint16 bytes = part->hyphen ? 1 : cluster->n_bytes;
            if (k > 0 && n > 0 && is_set_back(part->shaped, cluster)) {
                clusters[n - 1].n_bytes += bytes;
                clusters[n - 1].n_glyphs += cluster->n_glyphs;
            } else if (cluster->n_glyphs > 0) {
                clusters[n++] = (RectoCluster){(guint16)(bytes + pending), cluster->n_glyphs};
                pending = 0;
            } else if (n > 0) {
                clusters[n - 1].n_bytes += bytes;
            } else {
                pending += bytes;
            }
        }
    }
    if (n == 0)
        clusters[n++] = (RectoCluster){(guint16)pending, 0};
    run->run.clusters = clusters;
    run->run.n_clusters = n;
}

static void set_run(const Line *line, const LevelGroup *group, RectoTextRun *run)
{
    RectoArena *arena = line->text->engine->arena;
    const LinePart *first = &g_array_index(line->parts, LinePart, group->first);
    const LinePart *last = &g_array_index(line->parts, LinePart, group->first + group->n - 1);
    const RectoTextSpan *stretch = recto_text_span_at(line->text, first->segment->stretch);
    guint n_glyphs = 0, n_clusters = 0;
    *run = (RectoTextRun){.rise = stretch->style.rise, .tag = stretch->style.tag};
    run->span = recto_text_span(line->text, first->segment->stretch, first->start, last->end);
    run->run.rtl = first->level & 1;
    for (guint i = group->first; i < group->first + group->n; i++) {
        n_glyphs += g_array_index(line->parts, LinePart, i).shaped->n_glyphs;
        n_clusters += g_array_index(line->parts, LinePart, i).shaped->n_clusters;
    }
    RectoGlyph *glyphs = recto_arena_newn(arena, RectoGlyph, MAX(n_glyphs, 1));
    for (guint k = 0; k < group->n; k++) {
        guint i = run->run.rtl ? group->first + group->n - 1 - k : group->first + k;
        const LinePart *part = &g_array_index(line->parts, LinePart, i);
        run->run.width = place_part(line, part, glyphs, &run->run.n_glyphs, run->run.width);
    }
    run->run.face = first->shaped->face;
    run->run.expansion = first->outside ? 0 : line->fit.expansion;
    run->run.glyphs = glyphs;
    set_clusters(line, group, run, recto_arena_newn(arena, RectoCluster, MAX(n_clusters, 1)));
    run->run.n_bytes = first->hyphen ? 1 : last->end - first->start;
    run->run.text = first->hyphen ? "-" : copy_text(line, first->start, last->end);
    if (first->hyphen)
        run->run.actual = "\xC2\xAD";
    else if (first->segment->missing == RECTO_MISSING_PRIVATE || run->run.rtl)
        run->run.actual = run->run.text;
    run->run.missing = first->segment->missing && !first->hyphen;
}

static gboolean goes_on(const LinePart *part, const LinePart *before)
{
    return part->shaped && before->shaped && !part->hyphen && !before->hyphen &&
           part->segment->stretch == before->segment->stretch && part->segment->missing == before->segment->missing &&
           part->shaped->face == before->shaped->face && part->shaped->rtl == before->shaped->rtl &&
           part->level == before->level;
}

static GArray *group_parts(const Line *line)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(LevelGroup));
    for (guint i = 0; i < line->parts->len; i++) {
        const LinePart *part = &g_array_index(line->parts, LinePart, i);
        if (i > 0 && goes_on(part, part - 1)) {
            g_array_index(groups, LevelGroup, groups->len - 1).n++;
        } else {
            LevelGroup group = {i, 1, part->level, groups->len};
            g_array_append_val(groups, group);
        }
    }
    return groups;
}

/* Rule L2 of the bidirectional algorithm. */
static void reorder(GArray *groups)
{
    LevelGroup *all = (LevelGroup *)groups->data;
    guint8 highest = 0;
    for (guint i = 0; i < groups->len; i++)
        highest = MAX(highest, all[i].level);
    for (guint8 level = highest; level > 0; level--) {
        for (guint i = 0; i < groups->len; i++) {
            guint end = i;
            while (end < groups->len && all[end].level >= level)
                end++;
            for (guint a = i, b = end; a + 1 < b; a++) {
                LevelGroup swap = all[a];
                all[a] = all[--b];
                all[b] = swap;
            }
            i = MAX(i, end);
        }
    }
}

/* Where the content's left edge is; `content` without the spaces that the break swallowed. */
static RectoLength origin(const Line *line, const RectoParagraphStyle *set, RectoLength inset, RectoLength content)
{
    RectoLength target = set->measure - inset, bare = content - line->left - line->right;
    RectoLength free = target - bare;
    RectoLength lead = line->text->rtl ? line->right : line->left; /* width of the protrusion at the left edge */
    RectoLength from = line->text->rtl ? 0 : inset;
    if (target > NO_EDGE)
        return line->text->rtl ? 0 : from - lead;
    if (set->align == RECTO_ALIGN_CENTRE)
        return from + free / 2 - lead;
    if ((set->align == RECTO_ALIGN_RIGHT) != (line->text->rtl && set->align != RECTO_ALIGN_RIGHT))
        return from + free - lead;
    return from - lead;
}

static void set_runs(const Line *line, const RectoParagraphStyle *set, RectoLength inset, RectoTextLine *ret)
{
    g_autoptr(GArray) groups = group_parts(line);
    RectoLength content = 0, swallowed = 0;
    for (guint i = 0; i < line->parts->len; i++) {
        const LinePart *part = &g_array_index(line->parts, LinePart, i);
        *(part->outside ? &swallowed : &content) += part->set;
    }
    RectoLength x = origin(line, set, inset, content);
    ret->width = x + content;
    if (line->text->rtl)
        x -= swallowed;
    reorder(groups);
    ret->n_runs = groups->len;
    ret->runs = g_new0(RectoTextRun, MAX(groups->len, 1));
    for (guint i = 0; i < groups->len; i++) {
        set_run(line, &g_array_index(groups, LevelGroup, i), &ret->runs[i]);
        ret->runs[i].logical = g_array_index(groups, LevelGroup, i).logical;
        ret->runs[i].x = x;
        x += ret->runs[i].run.width;
    }
}

/* Collects the positions of the spaces in text order, measured from the left. A line at its natural width ends all
 * rivers. */
static void add_gaps(const Line *line, guint n, RectoLength x, RectoGaps *gaps)
{
    for (guint i = 0; i < n && !line->fit.natural; i++) {
        const LinePart *part = &g_array_index(line->parts, LinePart, i);
        if (part->segment->kind == RECTO_SEGMENT_SPACE && !part->outside) {
            RectoGap gap = {x, x + part->set};
            g_array_append_val(gaps->gaps, gap);
        }
        x += part->set;
    }
    g_array_append_val(gaps->ends, gaps->gaps->len);
}

void recto_line_set(const RectoText *text, const RectoLineExtent *extent, const RectoParagraphStyle *set,
                    const RectoBreakSetting *breaking, RectoGaps *gaps, RectoTextLine *ret)
{
    Line line = {.text = text, .parts = g_array_new(FALSE, FALSE, sizeof(LinePart))};
    RectoLength inset = extent->first ? set->indent : set->hang;
    *ret = (RectoTextLine){0};
    line.misfit.target = extent->first ? breaking->first : breaking->other;
    add_parts(&line, extent->start, extent->end, FALSE);
    if (extent->fit.hyphen && line.parts->len > 0)
        add_hyphen(&line);
    guint n = put_out_last_spaces(&line);
    overhang(&line, set, n);
    add_ideographic_flex(&line, n);
    measure(&line, n);
    fit(&line, extent, set, breaking);
    add_parts(&line, extent->end, extent->next, TRUE);
    for (guint i = 0; i < n && g_array_index(line.parts, LinePart, i).outside; i++)
        g_array_index(line.parts, LinePart, i).width = 0;
    spread(&line, n, breaking);
    add_gaps(&line, n, inset - line.left, gaps);
    ret->space = line.misfit.flex > 0 && line.misfit.glue > 0 ? 1000 + line.fit.ratio : 0;
    ret->hyphenated = extent->fit.hyphen;
    set_runs(&line, set, inset, ret);
    ret->overfull = line.misfit.solid + line.misfit.glue > line.misfit.target &&
                    ret->width - line.right > inset + line.misfit.target + RECTO_POINT / 16;
    if (line.parts->len > 0)
        ret->span = recto_text_span(text, g_array_index(line.parts, LinePart, 0).segment->stretch,
                                    g_array_index(line.parts, LinePart, 0).start,
                                    g_array_index(line.parts, LinePart, n ? n - 1 : 0).end);
    g_array_unref(line.parts);
}
