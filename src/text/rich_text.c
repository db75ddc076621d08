/* Builds a text from strings with character styles, objects and breaks (text.h). */
#include "text/engine.h"

#include <string.h>

#define TAB_STOP    4
#define COLUMNS_MAX 1000 /* after this column, the count for tab stops starts again */

RectoText *recto_text_new(RectoTextEngine *engine, const char *lang)
{
    RectoText *text = g_new0(RectoText, 1);
    text->engine = engine;
    text->lang = g_intern_string(lang && *lang ? lang : "en");
    text->string = g_string_new(NULL);
    text->stretches = g_array_new(FALSE, FALSE, sizeof(RectoTextSpan));
    text->soft = g_array_new(FALSE, FALSE, sizeof(guint32));
    text->cursor = g_new0(RectoCursor, 1);
    return text;
}

void recto_text_set_direction(RectoText *text, RectoDirection direction)
{
    recto_text_unprepare(text);
    text->direction = direction;
}

void recto_text_free(RectoText *text)
{
    if (!text)
        return;
    recto_text_unprepare(text);
    g_string_free(text->string, TRUE);
    g_array_unref(text->stretches);
    g_array_unref(text->soft);
    g_free(text->cursor);
    g_free(text);
}

/* Columns since the last forced break, for tabs in code. */
static guint column_of(const GString *string)
{
    guint column = 0;
    const char *p = string->str + string->len;
    while (p > string->str && column < COLUMNS_MAX) {
        p = g_utf8_prev_char(p);
        if (g_utf8_get_char(p) == RECTO_FORCED_BREAK)
            break;
        column++;
    }
    return column;
}

static void append_preserved(GString *string, gunichar c)
{
    if (c == '\n') {
        g_string_append_unichar(string, RECTO_FORCED_BREAK);
    } else if (c == '\t') {
        for (guint column = column_of(string), n = TAB_STOP - column % TAB_STOP; n > 0; n--)
            g_string_append_c(string, ' ');
    } else if (c != '\r') {
        g_string_append_unichar(string, g_unichar_iscntrl(c) ? ' ' : c);
    }
}

static void append_characters(RectoText *text, const char *utf8, gsize length, guint flags)
{
    const char *end = utf8 + length;
    for (const char *p = utf8; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == 0xAD) {
            guint32 at = (guint32)text->string->len;
            g_array_append_val(text->soft, at);
        } else if (flags & RECTO_CHAR_PRESERVE) {
            append_preserved(text->string, c);
        } else if (c == '\r' && p + 1 < end && p[1] == '\n') {
            continue;
        } else if (c == 0x2029) {
            g_string_append_unichar(text->string, RECTO_FORCED_BREAK);
        } else {
            g_string_append_unichar(text->string, c != RECTO_FORCED_BREAK && g_unichar_iscntrl(c) ? ' ' : c);
        }
    }
}

void recto_text_append(RectoText *text, const char *utf8, gssize length, const RectoCharStyle *style, RectoSpan span)
{
    gsize n = length < 0 ? strlen(utf8) : (gsize)length;
    if (n == 0)
        return;
    recto_text_unprepare(text);
    RectoTextSpan stretch = {.start = (guint32)text->string->len, .style = *style, .span = span};
    stretch.style.family = g_intern_string(style->family);
    stretch.style.features = g_intern_string(style->features);
    stretch.style.lang = g_intern_string(style->lang);
    g_array_append_val(text->stretches, stretch);
    if (g_utf8_validate(utf8, (gssize)n, NULL)) {
        append_characters(text, utf8, n, style->flags);
    } else {
        g_autofree char *valid = g_utf8_make_valid(utf8, (gssize)n);
        append_characters(text, valid, strlen(valid), style->flags);
    }
    if (text->string->len == stretch.start)
        g_array_set_size(text->stretches, text->stretches->len - 1);
}

void recto_text_append_object(RectoText *text, const RectoCharStyle *style, RectoSpan span)
{
    RectoCharStyle object = *style;
    object.flags |= RECTO_CHAR_LITERAL;
    recto_text_append(text, "\xEF\xBF\xBC", 3, &object, span);
}

void recto_text_append_break(RectoText *text, RectoSpan span)
{
    /* A break before all other text has no style of its own; the next span includes it. */
    recto_text_unprepare(text);
    if (text->stretches->len == 0) {
        RectoTextSpan stretch = {.span = span};
        stretch.style.size = 10 * RECTO_POINT;
        stretch.style.weight = 400;
        g_array_append_val(text->stretches, stretch);
    }
    g_string_append_unichar(text->string, RECTO_FORCED_BREAK);
}

gboolean recto_text_is_empty(const RectoText *text)
{
    return text->string->len == 0;
}

const char *recto_text_string(const RectoText *text)
{
    return text->string->str;
}

const char *recto_text_lang(const RectoText *text, const RectoTextSpan *stretch)
{
    return stretch->style.lang ? stretch->style.lang : text->lang;
}

/* Characters before a byte; a long text would be counted again for every run, were it not for the cursor. */
static guint32 count_to(const RectoText *text, guint32 byte)
{
    RectoCursor *cursor = text->cursor;
    const char *string = text->string->str;
    if (byte >= cursor->byte)
        cursor->chars += (guint32)g_utf8_strlen(string + cursor->byte, (gssize)(byte - cursor->byte));
    else
        cursor->chars -= (guint32)g_utf8_strlen(string + byte, (gssize)(cursor->byte - byte));
    cursor->byte = byte;
    return cursor->chars;
}

RectoSpan recto_text_span(const RectoText *text, guint i, guint32 start, guint32 end)
{
    const RectoTextSpan *stretch = recto_text_span_at(text, i);
    RectoSpan span = stretch->span;
    if (span.line == 0)
        return span;
    guint32 first = count_to(text, start);
    span.length = count_to(text, end) - first;
    span.column += first - stretch->first_char;
    return span;
}

static RectoLength scaled(RectoLength length, RectoLength to, RectoLength from)
{
    return (RectoLength)((gint64)length * to / from);
}

void recto_text_scale(RectoText *text, RectoLength to, RectoLength from)
{
    recto_text_unprepare(text);
    for (guint i = 0; i < text->stretches->len; i++) {
        RectoCharStyle *style = &g_array_index(text->stretches, RectoTextSpan, i).style;
        style->size = scaled(style->size, to, from);
        style->rise = scaled(style->rise, to, from);
        style->tracking = scaled(style->tracking, to, from);
    }
}

gsize recto_text_raised_from(const RectoText *text)
{
    for (guint i = 0; i < text->stretches->len; i++) {
        const RectoCharStyle *style = &recto_text_span_at(text, i)->style;
        if (style->rise > 0 || (style->features && strstr(style->features, "sups=1")))
            return recto_text_span_at(text, i)->start;
    }
    return text->string->len;
}
