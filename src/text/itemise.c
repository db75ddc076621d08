/* From characters to segments: Pango's items, cut at break opportunities, spaces and stretches, then shaped. */
#include "text/engine.h"

#include "text/breaker.h"

void recto_text_unprepare(RectoText *text)
{
    g_clear_pointer(&text->segments, g_array_unref);
    *text->cursor = (RectoCursor){0};
    g_list_free_full(g_steal_pointer(&text->items), (GDestroyNotify)pango_item_free);
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, guint32 start, guint32 end)
{
    attribute->start_index = start;
    attribute->end_index = end;
    pango_attr_list_insert(list, attribute);
}

static PangoAttrList *attributes_of(const RectoText *text)
{
    PangoAttrList *list = pango_attr_list_new();
    for (guint i = 0; i < text->stretches->len; i++) {
        const RectoTextSpan *stretch = recto_text_span_at(text, i);
        guint32 start = stretch->start, end = recto_text_stretch_end(text, i);
        if (!stretch->style.family)
            continue;
        const RectoFace *face = recto_fonts_face(text->engine->fonts, stretch->style.family, stretch->style.weight,
                                                 stretch->style.italic, stretch->style.size, text->engine->diagnostics);
        add_attribute(list, pango_attr_font_desc_new(recto_face_description(face)), start, end);
        add_attribute(list, pango_attr_language_new(pango_language_from_string(recto_text_lang(text, stretch))), start,
                      end);
    }
    return list;
}

static gboolean is_forced(gunichar c)
{
    return c == RECTO_FORCED_BREAK;
}

static RectoSegmentKind kind_of(gunichar c, guint flags)
{
    if (is_forced(c))
        return RECTO_SEGMENT_FORCED;
    if (recto_is_fixed_space(c) || (recto_is_space(c) && (flags & RECTO_CHAR_PRESERVE)))
        return RECTO_SEGMENT_FIXED;
    return recto_is_space(c) ? RECTO_SEGMENT_SPACE : RECTO_SEGMENT_WORD;
}

static void note_missing(RectoText *text, const RectoSegment *segment, guint n)
{
    gunichar c = g_utf8_get_char(text->string->str + segment->start);
    recto_missing_add(text->engine->missing, c, (GUnicodeScript)segment->analysis->script,
                      recto_text_span(text, segment->stretch, segment->start, segment->end), n);
}

static void set_boxes(RectoText *text, RectoSegment *segment)
{
    const char *start = text->string->str + segment->start;
    gsize length = segment->end - segment->start;
    RectoLength size = recto_text_span_at(text, segment->stretch)->style.size;
    segment->shaped = recto_shape_boxes(text->engine, start, length, size, segment->level & 1);
    if (g_unichar_type(g_utf8_get_char(start)) == G_UNICODE_PRIVATE_USE)
        segment->missing = RECTO_MISSING_PRIVATE;
    note_missing(text, segment, (guint)g_utf8_strlen(start, (gssize)length));
}

static void add_segment(RectoText *text, RectoSegment *segment)
{
    if (segment->missing)
        set_boxes(text, segment);
    if (segment->kind != RECTO_SEGMENT_FORCED)
        segment->width = recto_shaped_width(segment->shaped, &recto_text_span_at(text, segment->stretch)->style);
    g_array_append_vals(text->segments, segment, 1);
}

/* Splits a segment at characters that no font has. Each such character becomes a segment; the text between is shaped
 * again. */
static void add_with_missing(RectoText *text, const RectoSegment *whole)
{
    const RectoShaped *shaped = whole->shaped;
    const RectoTextSpan *stretch = recto_text_span_at(text, whole->stretch);
    const char *string = text->string->str;
    guint32 at = whole->start, start = at;
    for (guint i = 0; i <= shaped->n_clusters; i++) {
        gboolean missing = FALSE;
        for (guint g = 0; i < shaped->n_clusters && g < shaped->clusters[i].n_glyphs; g++)
            missing |= (shaped->glyphs[shaped->clusters[i].first_glyph + g].index & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
        if ((missing || i == shaped->n_clusters) && at > start) {
            RectoSegment part = *whole;
            part.start = start;
            part.end = at;
            part.after = i == shaped->n_clusters ? whole->after : RECTO_BREAK_NEVER;
            part.shaped =
                recto_shape(text->engine, string + start, at - start, whole->analysis, stretch->style.features);
            part.missing = part.shaped->missing;
            add_segment(text, &part);
        }
        if (i == shaped->n_clusters)
            break;
        guint32 end = at + shaped->clusters[i].n_bytes;
        if (missing) {
            RectoSegment part = *whole;
            part.start = at;
            part.end = end;
            part.after = end == whole->end ? whole->after : RECTO_BREAK_NEVER;
            part.missing = RECTO_MISSING_PUBLIC;
            add_segment(text, &part);
            start = end;
        }
        at = end;
    }
}

static void finish_segment(RectoText *text, RectoSegment *segment)
{
    const RectoTextSpan *stretch = recto_text_span_at(text, segment->stretch);
    if (segment->kind != RECTO_SEGMENT_FORCED && stretch->style.object)
        segment->shaped =
            recto_shape_object(text->engine, segment->end - segment->start, &stretch->style, segment->level & 1);
    if (segment->kind == RECTO_SEGMENT_FORCED || stretch->style.object) {
        add_segment(text, segment);
        return;
    }
    segment->shaped = recto_shape(text->engine, text->string->str + segment->start, segment->end - segment->start,
                                  segment->analysis, stretch->style.features);
    if (segment->shaped->missing)
        add_with_missing(text, segment);
    else
        add_segment(text, segment);
}

/* The opportunity before a character belongs to the segment that ends there. */
static void cut(RectoText *text, const RectoCharacters *characters)
{
    const char *string = text->string->str;
    const char *p = string;
    const GList *item = text->items;
    RectoSegment segment = {0};
    guint stretch = 0;
    g_array_index(text->stretches, RectoTextSpan, 0).first_char = 0;
    for (guint i = 0; i < characters->n_chars; i++, p = g_utf8_next_char(p)) {
        guint32 at = (guint32)(p - string);
        guint before = stretch;
        while (at >= recto_text_stretch_end(text, stretch))
            g_array_index(text->stretches, RectoTextSpan, ++stretch).first_char = i;
        gboolean new_item = FALSE;
        while (item && at >= (guint32)(((PangoItem *)item->data)->offset + ((PangoItem *)item->data)->length)) {
            item = item->next;
            new_item = TRUE;
        }
        RectoSegmentKind kind = kind_of(characters->chars[i], recto_text_span_at(text, stretch)->style.flags);
        gint32 cost = i == 0 ? RECTO_BREAK_NEVER
                             : recto_opportunity(characters, i, recto_text_span_at(text, before),
                                                 recto_text_span_at(text, stretch));
        if (i > 0 && (cost != RECTO_BREAK_NEVER || new_item || stretch != before || kind != segment.kind ||
                      kind != RECTO_SEGMENT_WORD)) {
            segment.end = at;
            segment.after = cost;
            segment.hyphen = recto_is_hyphen(characters->chars[i - 1]);
            finish_segment(text, &segment);
            segment = (RectoSegment){.start = at};
        }
        const PangoItem *now = item->data;
        segment.stretch = stretch;
        segment.kind = kind;
        segment.analysis = &now->analysis;
        segment.level = now->analysis.level;
    }
    segment.end = (guint32)text->string->len;
    segment.after = RECTO_BREAK_NEVER;
    finish_segment(text, &segment);
}

void recto_text_prepare(RectoText *text)
{
    if (text->segments)
        return;
    text->segments = g_array_new(FALSE, FALSE, sizeof(RectoSegment));
    if (text->string->len == 0)
        return;
    const char *string = text->string->str;
    int length = (int)text->string->len;
    PangoAttrList *attributes = attributes_of(text);
    text->rtl = text->direction == RECTO_DIRECTION_AUTO ? recto_direction_is_rtl(string, text->lang)
                                                        : text->direction == RECTO_DIRECTION_RTL;
    text->items = pango_itemize_with_base_dir(recto_fonts_context(text->engine->fonts),
                                              text->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR, string, 0, length,
                                              attributes, NULL);
    glong n_chars = 0;
    g_autofree gunichar *chars = g_utf8_to_ucs4_fast(string, length, &n_chars);
    g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, n_chars + 1);
    pango_get_log_attrs(string, length, -1, pango_language_from_string(text->lang), attrs, (int)n_chars + 1);
    RectoCharacters characters = {text, chars, attrs, (guint)n_chars};
    cut(text, &characters);
    pango_attr_list_unref(attributes);
}
