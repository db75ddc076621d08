/* Converts lines of text to fragments, for flow/ and assembly/. */
#include "flow/sparkline.h"

/* Extent of a link's area above and below the baseline, per mille of the text size. */
#define LINK_ABOVE 800
#define LINK_BELOW 250
/* Height of a strikethrough line above the baseline, per mille of the text size. */
#define STRIKE_HEIGHT 270
/* Extent of a keyboard key's frame above and below the baseline, per mille of the size of the text around it. */
#define KEY_ABOVE 780
#define KEY_BELOW 220

static const char *features_of(RectoFigures figures)
{
    static const char *const features[] = {"lnum=1,pnum=1", "onum=1,pnum=1", "lnum=1,tnum=1"};
    return features[figures];
}

RectoCharStyle recto_layout_char_style(RectoLayout *layout, const RectoTextStyle *element, RectoSlot slot,
                                       RectoColour colour)
{
    RectoInline *tag = recto_arena_new0(layout->pages->arena, RectoInline);
    tag->slot = slot;
    tag->artifact = RECTO_ARTIFACT_LAYOUT;
    tag->colour = colour;
    tag->link = -1;
    return (RectoCharStyle){
        .family = element->font,
        .weight = element->weight,
        .italic = element->italic,
        .size = element->size,
        .tracking = element->tracking,
        .features = features_of(element->figures),
        .tag = tag,
    };
}

gboolean recto_layout_script(RectoLayout *layout, RectoCharStyle *characters, const char *feature, const char *text)
{
    const RectoFace *face = recto_fonts_face(layout->fonts, characters->family, characters->weight, characters->italic,
                                             characters->size, layout->diagnostics);
    if (!recto_face_replaces(face, feature, text))
        return FALSE;
    characters->features = g_str_equal(feature, "sups") ? "sups=1" : "subs=1";
    return TRUE;
}

static guint8 mix(guint8 part, int per_mille)
{
    return (guint8)(255 - (255 - part) * per_mille / 1000);
}

static RectoColour tinted(RectoColour colour, int per_mille)
{
    return (RectoColour){colour.none, mix(colour.r, per_mille), mix(colour.g, per_mille), mix(colour.b, per_mille)};
}

static RectoLength right_of(const RectoTextRun *run)
{
    return run->x + run->run.width;
}

/* Returns the right end of run `index`, without a space at the end of the line. */
static RectoLength ink_right(const RectoTextLine *line, guint index)
{
    RectoLength right = right_of(&line->runs[index]);
    return index + 1 == line->n_runs && line->width > line->runs[index].x ? MIN(right, line->width) : right;
}

static void add_underline(const RectoStyle *style, RectoFragment *fragment, const RectoInline *tag, RectoLength left,
                          RectoLength right, RectoSpan span)
{
    RectoColour colour = tag->link >= 0 ? tinted(tag->colour, style->link_underline_tint) : tag->colour;
    recto_fragment_add_rect(fragment, left, style->link_drop, right - left, style->link_underline, colour,
                            (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, span});
}

/* Returns the end of a series of runs, from `from` on, that belong to the same link or have the same underline or
 * strikethrough. */
static guint run_on(const RectoTextLine *line, guint from)
{
    const RectoInline *tag = line->runs[from].tag;
    guint to = from + 1;
    while (to < line->n_runs) {
        const RectoInline *next = line->runs[to].tag;
        if (next->link != tag->link || next->underline != tag->underline || next->strike != tag->strike ||
            next->keyboard != tag->keyboard)
            break;
        to++;
    }
    return to;
}

/* Returns a quarter of a circle from (x, y) to (x + dx, y + dy). `across`: it leaves (x, y) horizontally. */
static RectoPathStep turn(RectoLength x, RectoLength y, RectoLength dx, RectoLength dy, gboolean across)
{
    RectoLength bx = dx * 552 / 1000, by = dy * 552 / 1000;
    return across ? (RectoPathStep){'C', {x + bx, y, x + dx, y + dy - by, x + dx, y + dy}}
                  : (RectoPathStep){'C', {x, y + by, x + dx - bx, y + dy, x + dx, y + dy}};
}

/* Draws the frame of a keyboard key: a thin line with rounded corners. */
static void add_key(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment, RectoLength left,
                    RectoLength right, RectoLength size, RectoSpan span)
{
    left += style->keyboard_frame;
    right -= style->keyboard_frame;
    RectoLength w = right - left, h = size * (KEY_ABOVE + KEY_BELOW) / 1000;
    RectoLength r = MIN(style->keyboard_round, MIN(w, h) / 2);
    RectoPathStep *steps = recto_arena_newn(layout->pages->arena, RectoPathStep, 10);
    steps[0] = (RectoPathStep){'M', {r, 0}};
    steps[1] = (RectoPathStep){'L', {w - r, 0}};
    steps[2] = turn(w - r, 0, r, r, TRUE);
    steps[3] = (RectoPathStep){'L', {w, h - r}};
    steps[4] = turn(w, h - r, -r, r, FALSE);
    steps[5] = (RectoPathStep){'L', {r, h}};
    steps[6] = turn(r, h, -r, -r, TRUE);
    steps[7] = (RectoPathStep){'L', {0, r}};
    steps[8] = turn(0, r, r, -r, FALSE);
    steps[9] = (RectoPathStep){'Z', {0}};
    RectoItem item = {.kind = RECTO_ITEM_PATH, .x = left, .y = -size * KEY_ABOVE / 1000, .span = span};
    item.path.steps = steps;
    item.path.n_steps = 10;
    item.path.fill = (RectoColour){TRUE, 0, 0, 0};
    item.path.stroke = style->colour_soft;
    item.path.line_width = style->keyboard_frame;
    g_array_append_val(fragment->items, item);
}

static void add_decoration(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment,
                           const RectoTextLine *line, guint from, guint to, RectoLength size)
{
    const RectoTextRun *first = &line->runs[from];
    const RectoInline *tag = first->tag;
    RectoLength left = MAX(first->x, 0), right = ink_right(line, to - 1);
    if (right <= left)
        return;
    if (tag->underline)
        add_underline(style, fragment, tag, left, right, first->span);
    if (tag->strike)
        recto_fragment_add_rect(fragment, left, -size * STRIKE_HEIGHT / 1000, right - left, size / 20, tag->colour,
                                (RectoOrigin){RECTO_SLOT_NONE, RECTO_ARTIFACT_LAYOUT, first->span});
    if (tag->keyboard)
        add_key(layout, style, fragment, left, right, size, first->span);
    if (tag->link >= 0)
        recto_fragment_add_link(fragment, (guint)tag->link, left, -size * LINK_ABOVE / 1000, right - left,
                                size * (LINK_ABOVE + LINK_BELOW) / 1000, first->span);
}

static void add_run(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment, const RectoTextRun *run,
                    RectoLength size)
{
    const RectoInline *tag = run->tag;
    if (tag->spark) {
        recto_spark_place(layout, style, fragment, run);
        return;
    }
    if (tag->image) {
        recto_fragment_add_image(fragment, tag->image, run->x, tag->image_drop - tag->image_height, tag->image_width,
                                 tag->image_height, (RectoOrigin){tag->slot, tag->artifact, run->span});
        return;
    }
    const RectoGlyphRun *glyphs = recto_arena_copy(layout->pages->arena, &run->run, sizeof run->run);
    recto_fragment_add_run(fragment, glyphs, run->x, -run->rise, tag->colour,
                           (RectoOrigin){tag->slot, tag->artifact, run->span});
    g_array_index(fragment->items, RectoItem, fragment->items->len - 1).authored = tag->authored;
    if (tag->field) {
        layout->fields = layout->fields ? layout->fields : g_hash_table_new(NULL, NULL);
        g_hash_table_insert(layout->fields, (gpointer)glyphs, (gpointer)tag->field);
    }
    if (tag->dest)
        recto_fragment_add_dest(fragment, tag->dest, run->x, -size, run->span);
}

/* Draws the runs in reading order, because programs that extract text follow the drawing order. */
static void add_runs(RectoLayout *layout, const RectoStyle *style, RectoFragment *fragment, const RectoTextLine *line,
                     RectoLength size)
{
    g_autofree const RectoTextRun **logical = g_new(const RectoTextRun *, line->n_runs + 1);
    for (guint i = 0; i < line->n_runs; i++)
        logical[line->runs[i].logical] = &line->runs[i];
    for (guint i = 0; i < line->n_runs; i++)
        add_run(layout, style, fragment, logical[i], size);
}

RectoFragment *recto_layout_line(RectoLayout *layout, const RectoStyle *style, const RectoTextLine *line,
                                 const RectoTextStyle *element)
{
    RectoFragment *fragment = recto_fragment_new();
    add_runs(layout, style, fragment, line, element->size);
    /* drawn after the text, so that the decoration does not split its marked content */
    for (guint i = 0; i < line->n_runs;) {
        guint end = run_on(line, i);
        add_decoration(layout, style, fragment, line, i, end, element->size);
        i = end;
    }
    return fragment;
}

RectoFragment *recto_layout_text(RectoLayout *layout, const RectoStyle *style, const char *utf8,
                                 const RectoTextStyle *element, RectoLength measure, RectoOrigin origin,
                                 guint *ret_lines)
{
    g_autoptr(RectoText) text = recto_text_new(layout->engine, layout->document->meta.lang);
    RectoCharStyle characters = recto_layout_char_style(layout, element, origin.slot, element->colour);
    ((RectoInline *)characters.tag)->artifact = origin.artifact;
    recto_text_append(text, utf8, -1, &characters, origin.span);
    if (style->body_smart)
        recto_text_smarten(text);
    RectoParagraphStyle set;
    recto_paragraph_style_init(&set, style, element, measure);
    g_autoptr(RectoLines) lines = recto_text_break(text, &set);
    RectoFragment *fragment = recto_fragment_new();
    for (guint i = 0; i < lines->n_lines; i++) {
        g_autoptr(RectoFragment) line = recto_layout_line(layout, style, &lines->lines[i], element);
        recto_fragment_add_fragment(fragment, line, 0, (RectoLength)i * element->leading);
    }
    if (ret_lines)
        *ret_lines = lines->n_lines;
    return fragment;
}
