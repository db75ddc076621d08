/* Capitals in a row, as small capitals where the face has real ones. The text stays: only its glyphs change. */
#include "text/engine.h"

#define SMALL_CAPITALS "c2sc=1"

typedef struct {
    guint32 start, end;
} Range;

static gboolean is_plain(const RectoText *text, guint stretch)
{
    return (recto_text_span_at(text, stretch)->style.flags &
            (RECTO_CHAR_LITERAL | RECTO_CHAR_ADDRESS | RECTO_CHAR_PRESERVE)) == 0;
}

static gboolean has_small_capitals(const RectoText *text, guint stretch)
{
    const RectoCharStyle *style = &recto_text_span_at(text, stretch)->style;
    if (!style->family)
        return FALSE;
    return recto_face_has_feature(recto_fonts_face(text->engine->fonts, style->family, style->weight, style->italic,
                                                   style->size, text->engine->diagnostics),
                                  "c2sc");
}

/* Finds the next acronym in a range: at least two capitals that form a word, optionally followed by a plural s
 * ("VMs") or a punctuation mark. */
static gboolean next_acronym(const char *string, guint32 from, guint32 to, Range *ret)
{
    const char *end = string + to, *p = string + from;
    gunichar last = from > 0 ? g_utf8_get_char(g_utf8_prev_char(p)) : ' ';
    while (p < end) {
        const char *start = p;
        guint n = 0;
        for (; p < end && g_unichar_isupper(g_utf8_get_char(p)); p = g_utf8_next_char(p))
            n++;
        gunichar next = g_utf8_get_char(p);
        gboolean plural = next == 's' && !g_unichar_isalnum(g_utf8_get_char(p + 1));
        if (n >= 2 && !g_unichar_isalnum(last) && (plural || !g_unichar_isalnum(next))) {
            *ret = (Range){(guint32)(start - string), (guint32)(p - string)};
            return TRUE;
        }
        if (n > 0) {
            last = 'A';
        } else {
            last = next;
            p = g_utf8_next_char(p);
        }
    }
    return FALSE;
}

static void add_stretch(RectoText *text, GArray *stretches, guint i, Range range, const char *features)
{
    if (range.start >= range.end)
        return;
    RectoTextSpan stretch = *recto_text_span_at(text, i);
    gboolean first = range.start == stretch.start;
    if (!first)
        stretch.span = recto_text_span(text, i, range.start, range.end);
    stretch.start = range.start;
    if (features) {
        const char *own = stretch.style.features;
        g_autofree char *both = own ? g_strconcat(own, ",", features, NULL) : g_strdup(features);
        stretch.style.features = g_intern_string(both);
    }
    g_array_append_val(stretches, stretch);
}

static void cut_stretch(RectoText *text, GArray *stretches, guint i)
{
    guint32 at = recto_text_span_at(text, i)->start, end = recto_text_stretch_end(text, i);
    Range found;
    while (is_plain(text, i) && next_acronym(text->string->str, at, end, &found) && has_small_capitals(text, i)) {
        add_stretch(text, stretches, i, (Range){at, found.start}, NULL);
        add_stretch(text, stretches, i, found, SMALL_CAPITALS);
        at = found.end;
    }
    add_stretch(text, stretches, i, (Range){at, end}, NULL);
}

void recto_text_small_capitals(RectoText *text)
{
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(RectoTextSpan));
    recto_text_prepare(text); /* spans of parts count characters */
    for (guint i = 0; i < text->stretches->len; i++)
        cut_stretch(text, stretches, i);
    recto_text_unprepare(text);
    g_array_unref(text->stretches);
    text->stretches = stretches;
}
