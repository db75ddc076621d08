/* Shaping, once for each (face, features, script, level, language, text). */
#include "text/engine.h"

#include "font/missing_boxes.h"

#include <string.h>

/* The key lies in front of what it finds. */
typedef struct {
    const RectoFace *face;
    const char *features; /* interned */
    PangoLanguage *language;
    const char *text;
    guint32 n_bytes, hash;
    guint8 script, level;
    RectoShaped shaped;
} Entry;

guint recto_shaped_hash(gconstpointer key)
{
    return ((const Entry *)key)->hash;
}

gboolean recto_shaped_equal(gconstpointer one, gconstpointer other)
{
    const Entry *a = one, *b = other;
    return a->hash == b->hash && a->n_bytes == b->n_bytes && a->face == b->face && a->features == b->features &&
           a->language == b->language && a->script == b->script && a->level == b->level &&
           memcmp(a->text, b->text, a->n_bytes) == 0;
}

static guint32 hash_of(const char *text, gsize length, guint32 hash)
{
    for (gsize i = 0; i < length; i++)
        hash = (hash ^ (guchar)text[i]) * 16777619u;
    return hash;
}

static gboolean is_connected(guint8 script)
{
    switch ((GUnicodeScript)script) {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_MONGOLIAN:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_DEVANAGARI:
    case G_UNICODE_SCRIPT_BENGALI:
    case G_UNICODE_SCRIPT_GURMUKHI:
    case G_UNICODE_SCRIPT_GUJARATI:
    case G_UNICODE_SCRIPT_ORIYA:
    case G_UNICODE_SCRIPT_TIBETAN:
        return TRUE;
    default:
        return FALSE;
    }
}

static guint32 visible_glyphs(const PangoGlyphString *glyphs)
{
    guint32 n = 0;
    for (int i = 0; i < glyphs->num_glyphs; i++)
        n += glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY || glyphs->glyphs[i].geometry.width != 0;
    return n;
}

/* Clusters in text order; an invisible one (a joiner, a variation selector) goes to the one before it. */
static void add_clusters(RectoArena *arena, const PangoGlyphString *glyphs, RectoShaped *shaped)
{
    guint n = (guint)glyphs->num_glyphs;
    RectoShapedCluster *clusters = recto_arena_newn(arena, RectoShapedCluster, MAX(n, 1));
    RectoShapedGlyph *out = recto_arena_newn(arena, RectoShapedGlyph, MAX(visible_glyphs(glyphs), 1));
    guint32 *place = g_new(guint32, n + 1);
    guint pending = 0;
    for (guint i = 0; i < n; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        gboolean visible = info->glyph != PANGO_GLYPH_EMPTY || info->geometry.width != 0;
        place[i] = visible ? shaped->n_glyphs : G_MAXUINT32;
        if (visible)
            out[shaped->n_glyphs++] =
                (RectoShapedGlyph){info->glyph, info->geometry.width, info->geometry.x_offset, info->geometry.y_offset};
    }
    for (guint step = 0; step < n;) {
        guint last = step;
        guint at = shaped->rtl ? n - 1 - step : step;
        int offset = glyphs->log_clusters[at];
        RectoShapedCluster cluster = {.first_glyph = G_MAXUINT32};
        for (; last < n; last++) {
            guint i = shaped->rtl ? n - 1 - last : last;
            if (glyphs->log_clusters[i] != offset)
                break;
            if (place[i] == G_MAXUINT32)
                continue;
            cluster.n_glyphs++;
            cluster.first_glyph = MIN(cluster.first_glyph, place[i]);
            cluster.advance += glyphs->glyphs[i].geometry.width;
        }
        guint next = last < n ? (guint)glyphs->log_clusters[shaped->rtl ? n - 1 - last : last] : shaped->n_bytes;
        guint bytes = next - (guint)offset;
        if (cluster.n_glyphs > 0) {
            cluster.n_bytes = (guint16)(bytes + pending);
            pending = 0;
            clusters[shaped->n_clusters++] = cluster;
        } else if (shaped->n_clusters > 0) {
            clusters[shaped->n_clusters - 1].n_bytes += (guint16)bytes;
        } else {
            pending += bytes;
        }
        shaped->width += cluster.advance;
        step = last;
    }
    if (shaped->n_clusters == 0)
        clusters[shaped->n_clusters++] = (RectoShapedCluster){.n_bytes = (guint16)shaped->n_bytes};
    g_free(place);
    shaped->glyphs = out;
    shaped->clusters = clusters;
}

static void shape(RectoArena *arena, const PangoAnalysis *analysis, Entry *entry)
{
    PangoGlyphString *glyphs = pango_glyph_string_new();
    /* An item may hold stretches with other features: the entry's own are what counts. */
    PangoAnalysis own = *analysis;
    PangoAttribute *features = entry->features ? pango_attr_font_features_new(entry->features) : NULL;
    GSList one = {features, NULL};
    own.extra_attrs = features ? &one : NULL;
    pango_shape_with_flags(entry->text, (int)entry->n_bytes, NULL, 0, &own, glyphs, PANGO_SHAPE_NONE);
    g_clear_pointer(&features, pango_attribute_destroy);
    entry->shaped.face = entry->face;
    entry->shaped.n_bytes = entry->n_bytes;
    entry->shaped.rtl = entry->level;
    entry->shaped.connected = is_connected(entry->script);
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        PangoGlyph glyph = glyphs->glyphs[i].glyph;
        entry->shaped.missing |= glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
    }
    add_clusters(arena, glyphs, &entry->shaped);
    pango_glyph_string_free(glyphs);
}

const RectoShaped *recto_shape(RectoTextEngine *engine, const char *utf8, gsize length, const PangoAnalysis *analysis,
                               const char *features)
{
    Entry key = {.face = recto_fonts_face_of(engine->fonts, analysis->font),
                 .features = features,
                 .language = analysis->language,
                 .text = utf8,
                 .n_bytes = (guint32)length,
                 .script = analysis->script,
                 .level = analysis->level & 1};
    key.hash = hash_of(utf8, length, 2166136261u ^ key.face->id * 31u ^ key.script * 1009u ^ key.level);
    Entry *entry = g_hash_table_lookup(engine->shaped, &key);
    if (!entry) {
        entry = recto_arena_new0(engine->arena, Entry);
        *entry = key;
        entry->text = recto_arena_copy(engine->arena, utf8, length);
        shape(engine->arena, analysis, entry);
        g_hash_table_add(engine->shaped, entry);
    }
    return &entry->shaped;
}

const RectoShaped *recto_shape_part(const RectoText *text, const RectoSegment *segment, guint32 start, guint32 end)
{
    if ((start == segment->start && end == segment->end) || !segment->shaped || segment->missing)
        return segment->shaped;
    const RectoTextSpan *stretch = recto_text_span_at(text, segment->stretch);
    return recto_shape(text->engine, text->string->str + start, end - start, segment->analysis,
                       stretch->style.features);
}

RectoLength recto_shaped_width(const RectoShaped *shaped, const RectoCharStyle *style)
{
    return shaped->connected ? shaped->width : shaped->width + style->tracking * (RectoLength)shaped->n_clusters;
}

const RectoShaped *recto_shape_boxes(RectoTextEngine *engine, const char *utf8, gsize length, RectoLength size,
                                     gboolean rtl)
{
    RectoShaped *shaped = recto_arena_new0(engine->arena, RectoShaped);
    guint n = (guint)g_utf8_strlen(utf8, (gssize)length);
    RectoShapedCluster *clusters = recto_arena_newn(engine->arena, RectoShapedCluster, MAX(n, 1));
    RectoShapedGlyph *glyphs = recto_arena_newn(engine->arena, RectoShapedGlyph, MAX(n, 1));
    for (guint i = 0; i < n; i++, utf8 = g_utf8_next_char(utf8)) {
        gunichar c = g_utf8_get_char(utf8);
        RectoLength width = recto_box_width(c, size);
        guint at = rtl ? n - 1 - i : i;
        glyphs[at] = (RectoShapedGlyph){.index = c, .advance = width};
        clusters[i] = (RectoShapedCluster){
            .n_bytes = (guint16)(g_utf8_next_char(utf8) - utf8), .n_glyphs = 1, .first_glyph = at, .advance = width};
        shaped->width += width;
    }
    shaped->face = recto_fonts_boxes(engine->fonts, size);
    shaped->n_glyphs = shaped->n_clusters = n;
    shaped->n_bytes = (guint)length;
    shaped->glyphs = glyphs;
    shaped->clusters = clusters;
    shaped->rtl = rtl;
    return shaped;
}

const RectoShaped *recto_shape_object(RectoTextEngine *engine, gsize length, const RectoCharStyle *style, gboolean rtl)
{
    RectoShaped *shaped = recto_arena_new0(engine->arena, RectoShaped);
    RectoShapedCluster *cluster = recto_arena_new0(engine->arena, RectoShapedCluster);
    *cluster = (RectoShapedCluster){.n_bytes = (guint16)length, .advance = style->object};
    shaped->face = recto_fonts_boxes(engine->fonts, style->size);
    shaped->n_bytes = (guint)length;
    shaped->n_clusters = 1;
    shaped->clusters = cluster;
    shaped->width = style->object;
    shaped->connected = TRUE;
    shaped->rtl = rtl;
    return shaped;
}
